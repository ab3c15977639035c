#include "cli/message_files.h"
#include "cli/session.h"
#include "cli/workspace_setup.h"
#include "model/resolve.h"

namespace atalaya::cli {

namespace {

void write_json(JsonWriter& json, const LoadRecord& r) {
  json.field("load", r.id).field("file", r.file).field("sha256", r.sha256).field("bytes", r.bytes).field("mapping", r.mapping);
  json.field("mapping_sha256", r.mapping_sha256).field("format", r.format).field("started", r.started).field("finished", r.finished);
  json.field("rows_read", r.rows_read).field("accepted", r.accepted).field("revised", r.revised).field("unchanged", r.unchanged);
  json.field("missing", r.missing).field("rejected", r.rejected).field("closed", r.closed);
}

struct LoadArguments {
  std::vector<std::string> files, structures;
  std::string mapping;
  bool strict = false;
};

Status load(const Session& session, const LoadArguments& arguments) {
  Loader loader = TRY(Loader::open(session.space()));
  std::vector<std::filesystem::path> files;
  for (const std::string& given : arguments.files) {
    // A folder stands for the files in it that a mapping is for, unless a mapping says what a single file is.
    if (std::filesystem::is_directory(given) && arguments.mapping.empty()) {
      for (auto& path : TRY(find_figures(given, loader.mappings))) files.push_back(std::move(path));
    } else {
      files.emplace_back(given);
    }
  }
  const sdmx::Structures structures = TRY(read_structures(arguments.structures));
  const ResolvedStructures source(structures);
  const auto outcomes = TRY(load_all(loader, files, arguments.mapping, arguments.strict, session.json, structures.empty() ? nullptr : &source));
  if (!session.json) return {};
  JsonWriter json;
  json.begin_array();
  for (const LoadOutcome& outcome : outcomes) {
    json.begin_object();
    write_json(json, outcome.record);
    json.key("rejected_rows").begin_array();
    for (const RejectedRow& row : outcome.rejected) {
      json.begin_object().field("line", row.line).field("reason", row.reason).field("content", row.content).end_object();
    }
    json.end_array().key("notes").begin_array();
    for (const std::string& note : outcome.notes) json.value(note);
    json.end_array().end_object();
  }
  json.end_array();
  print(json.text() + "\n");
  return {};
}

Status list(const Session& session, std::int64_t rejected_of) {
  const Agenda agenda = TRY(load_agenda(session.space().agenda()));
  Workshop workshop = TRY(Workshop::open(session.space(), agenda));
  if (rejected_of != 0) {
    const auto rows = TRY(workshop.rejections(rejected_of));
    JsonWriter json;
    json.begin_array();
    for (const RejectionRecord& row : rows) {
      json.begin_object().field("line", row.line).field("reason", row.reason).field("content", row.content).end_object();
      if (!session.json) print("line " + std::to_string(row.line) + ": " + row.reason + "\n    " + row.content + "\n");
    }
    json.end_array();
    if (session.json) print(json.text() + "\n");
    if (!session.json && rows.empty()) print("Load " + std::to_string(rejected_of) + " rejected nothing.\n");
    return {};
  }
  const auto loads = TRY(workshop.loads());
  if (session.json) {
    JsonWriter json;
    json.begin_array();
    for (const LoadRecord& record : loads) {
      json.begin_object();
      write_json(json, record);
      json.end_object();
    }
    json.end_array();
    print(json.text() + "\n");
    return {};
  }
  Table table({"load", "finished", "file", "mapping", "read", "accepted", "revised", "unchanged", "missing", "rejected", "sha256"});
  for (const LoadRecord& r : loads) {
    table.add({std::to_string(r.id), r.finished, r.file, r.mapping, std::to_string(r.rows_read), std::to_string(r.accepted), std::to_string(r.revised),
               std::to_string(r.unchanged), std::to_string(r.missing), std::to_string(r.rejected), r.sha256.substr(0, 12)});
  }
  print(table.text());
  return {};
}

}  // namespace

void add_load(CLI::App& app, Session& session) {
  auto arguments = std::make_shared<LoadArguments>();
  CLI::App* verb = add_verb(app, session, "load", "Bring files into the workshop, each in one transaction",
                            "  atalaya load -w observatory wdi_like.csv\n  atalaya load -w observatory page1.json page2.json --mapping worldbank_api\n"
                            "  atalaya load -w observatory figures/ --json");
  verb->add_option("FILE", arguments->files, "Files, or folders with files that a mapping is for")->required();
  verb->add_option("--mapping", arguments->mapping, "The mapping's id in the pack, or its file; without it, the one for the file's name");
  verb->add_option("--structure", arguments->structures, "A structure message that a data message of another structure refers to")
      ->take_all()
      ->allow_extra_args(false);
  verb->add_flag("--strict", arguments->strict, "Refuse a file of which any row is rejected");
  add_json(*verb, session);
  verb->callback([&session, arguments] { session.work = [&session, arguments] { return load(session, *arguments); }; });
}

void add_loads(CLI::App& app, Session& session) {
  auto rejected_of = std::make_shared<std::int64_t>(0);
  CLI::App* verb = add_verb(app, session, "loads", "List what was loaded, or the rows that a load rejected",
                            "  atalaya loads -w observatory\n  atalaya loads -w observatory --rejected 3");
  verb->add_option("--rejected", *rejected_of, "List the rejected rows of this load");
  add_json(*verb, session);
  verb->callback([&session, rejected_of] { session.work = [&session, rejected_of] { return list(session, *rejected_of); }; });
}

}  // namespace atalaya::cli
