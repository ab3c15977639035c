#include "release/release.h"

#include "cli/register_reported.h"
#include "cli/register_setup.h"
#include "cli/session.h"

namespace atalaya::cli {

namespace {

struct ReleaseArguments {
  bool list = false;
  bool verify = false;
};

Status list(const Session& session) {
  JsonWriter json;
  json.begin_array();
  for (const std::string& id : list_releases(session.space())) {
    json.value(id);
    if (!session.json) print(id + "\n");
  }
  json.end_array();
  if (session.json) print(json.text() + "\n");
  return {};
}

Status verify(const Session& session) {
  JsonWriter json;
  json.begin_array();
  for (const std::string& id : list_releases(session.space())) {
    const Release release = TRY(open_release(session.space(), id));
    json.begin_object().field("release", id).field("observations", release.cube.size()).field("manifest", release.sha256).end_object();
    if (!session.json)
      print(id + ": every file is what was frozen, " + std::to_string(release.cube.size()) + " observations, manifest " + release.sha256 + "\n");
  }
  json.end_array();
  if (session.json) print(json.text() + "\n");
  return {};
}

Status make(const Session& session) {
  const Agenda agenda = TRY(load_agenda(session.space().agenda()));
  Workshop workshop = TRY(Workshop::open(session.space(), agenda));
  const auto reported = TRY(reported_facts(session.space()));
  const std::string id = TRY(freeze(workshop, agenda, session.space(), TRY(register_head(session.space())), reported ? &*reported : nullptr));
  if (session.json) {
    JsonWriter json;
    json.begin_object().field("release", id).field("directory", (session.space().releases() / id).string()).end_object();
    print(json.text() + "\n");
  } else {
    print("release " + id + " is frozen in " + (session.space().releases() / id).string() + "\n");
  }
  return {};
}

}  // namespace

void add_release(CLI::App& app, Session& session) {
  auto arguments = std::make_shared<ReleaseArguments>();
  CLI::App* verb = add_verb(app, session, "release", "Freeze the workshop into a release, or list and verify those there are",
                            "  atalaya release -w observatory\n  atalaya release -w observatory --list\n  atalaya release -w observatory --verify");
  verb->add_flag("--list", arguments->list, "List the releases");
  verb->add_flag("--verify", arguments->verify, "Check every hash of every release");
  add_json(*verb, session);
  verb->callback([&session, arguments] {
    session.work = [&session, arguments] { return arguments->list ? list(session) : arguments->verify ? verify(session) : make(session); };
  });
}

}  // namespace atalaya::cli
