#include <algorithm>

#include "base/files.h"
#include "cli/register_setup.h"
#include "cli/session.h"
#include "release/release.h"
#include "site/offline/shelf.h"

namespace atalaya::cli {

namespace {

struct OfflineArguments {
  std::string language = "es", country, output, release, public_url;
};

Status offline(const Session& session, const OfflineArguments& arguments) {
  const Workspace workspace = session.space();
  const Release release = TRY(open_release(workspace, arguments.release));
  bool has_register = false;
  // Only then do pages lead to it.
  if (!arguments.public_url.empty()) {
    const auto store = open_register(workspace);
    if (!store && store.error().kind != ErrorKind::NotFound) return std::unexpected(store.error());
    has_register = store.has_value();
  }
  const auto source = TRY(site::offline::CopySite::make(release, TRY(data_directory()), {.has_register = has_register, .live = arguments.public_url}));
  const site::offline::CopyName name{arguments.language, arguments.country};
  const std::filesystem::path file = arguments.output.empty() ? site::offline::download_name(release, name) : arguments.output;
  TRY_STATUS(site::offline::write_copy(*source, name, file));
  std::error_code error;
  const auto bytes = std::filesystem::file_size(file, error);
  if (session.json) {
    JsonWriter json;
    json.begin_object().field("file", file.string()).field("bytes", static_cast<std::int64_t>(error ? 0 : bytes)).field("release", release.id);
    json.field("language", name.language).field("country", name.country).end_object();
    print(json.take() + "\n");
    return {};
  }
  print(file.string() + ": " + std::to_string(error ? 0 : bytes) + " bytes, release " + release.id + "\n");
  return {};
}

}  // namespace

void add_offline(CLI::App& app, Session& session) {
  auto arguments = std::make_shared<OfflineArguments>();
  CLI::App* verb = add_verb(app, session, "offline", "Write a copy of a release to read without a network: its pages and figures as one zip",
                            "  atalaya offline -w observatory --language es -o agenda.zip\n"
                            "  atalaya offline -w observatory --language es --country CHL --public-url https://observatory.example\n\n"
                            "It has the same bytes as the copy that 'serve' offers when it is given the same --public-url.");
  verb->add_option("--language", arguments->language, "Language of the pages")->capture_default_str();
  verb->add_option("--country", arguments->country, "A country's code, as CHL; without it the whole agenda");
  verb->add_option("-o,--output", arguments->output, "The file; without it a name in the present folder that says what it is");
  verb->add_option("--release", arguments->release, "A release's id; without it the newest");
  verb->add_option("--public-url", arguments->public_url, "Where the observatory is, for links to what is not in the copy: https://observatory.example");
  add_json(*verb, session);
  verb->callback([&session, arguments] { session.work = [&session, arguments] { return offline(session, *arguments); }; });
}

}  // namespace atalaya::cli
