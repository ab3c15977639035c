#include "cli/inspection.h"
#include "cli/message_files.h"
#include "cli/session.h"

namespace atalaya::cli {

namespace {

struct InspectArguments {
  std::vector<std::string> files, structures;
  std::size_t max_errors = 20;
};

std::string counted(std::size_t count, const char* one, const char* many) { return std::to_string(count) + " " + (count == 1 ? one : many); }

std::string header_line(const MessageHeader& header) {
  std::string out = header.id;
  const auto add = [&](const char* what, const std::string& text) {
    if (!text.empty()) out.append(out.empty() ? "" : ", ").append(what).append(text);
  };
  add("prepared ", header.prepared);
  add("from ", header.sender.id);
  if (header.test) add("", "a test");
  return out;
}

std::string verdict(const Inspection& i) {
  if (!i.is_valid()) return "invalid: " + counted(i.findings.errors(), "fault", "faults");
  return i.unchecked.empty() ? "valid" : "not checked: " + i.unchecked;
}

std::string data_set_line(const DataSetFacts& set) {
  std::string out = std::string(to_string(set.action)) + " of " + std::string(sdmx::info(set.reference.kind).class_name) + " " + set.reference.short_text();
  out += ": " + counted(set.series, "series", "series") + ", " + counted(set.observations, "observation", "observations");
  if (set.missing != 0) out += " (" + std::to_string(set.missing) + " without a value)";
  if (!set.first_period.empty()) out += ", " + set.first_period + (set.first_period == set.last_period ? "" : " to " + set.last_period);
  return out;
}

void print_text(const Inspection& i) {
  std::string out = i.file + ": " + (i.format == nullptr ? "no message that is read" : std::string(i.format->title)) + "\n";
  const auto line = [&](const std::string& text) { out += "  " + text + "\n"; };
  if (const std::string header = header_line(i.header); !header.empty()) line("message: " + header);
  for (const DataSetFacts& set : i.data_sets) line(data_set_line(set));
  for (const auto& [name, items] : i.artefacts) line(name + (items == 0 ? "" : ": " + std::to_string(items)));
  if (!i.artefacts.empty() && !i.references.empty()) {
    std::string names;
    constexpr std::size_t shown = 10;
    for (std::size_t r = 0; r < std::min(shown, i.references.size()); ++r) names += (r == 0 ? "" : ", ") + i.references[r];
    line("refers to " + names + (i.references.size() > shown ? " and " + std::to_string(i.references.size() - shown) + " more" : ""));
  }
  for (const std::string& note : i.notes) line("note: " + note);
  line(verdict(i));
  for (const Finding& finding : i.findings.kept()) {
    if (!finding.is_note) line(finding.to_string());
  }
  const std::size_t shown =
      std::min<std::size_t>(i.findings.errors(), static_cast<std::size_t>(std::ranges::count(i.findings.kept(), false, &Finding::is_note)));
  if (shown < i.findings.errors()) line("and " + counted(i.findings.errors() - shown, "more fault", "more faults") + "; --max-errors lists more");
  for (const Finding& finding : i.findings.kept()) {
    if (finding.is_note) line("note: " + finding.to_string());
  }
  print(out);
}

void write_json(JsonWriter& json, const Inspection& i) {
  json.begin_object().field("file", i.file);
  json.key("kind");
  i.format == nullptr ? json.null() : json.value(to_string(i.format->kind));
  json.key("format");
  i.format == nullptr ? json.null() : json.value(i.format->name);
  json.field("detail", i.detail);
  json.key("header").begin_object().field("id", i.header.id).field("prepared", i.header.prepared).field("sender", i.header.sender.id);
  json.field("test", i.header.test).end_object();
  json.key("data_sets").begin_array();
  for (const DataSetFacts& set : i.data_sets) {
    json.begin_object().field("action", to_string(set.action)).field("reference", set.reference.urn()).field("id", set.set_id);
    json.field("dimension_at_observation", set.layout).field("series", set.series).field("observations", set.observations).field("missing", set.missing);
    json.field("first_period", set.first_period).field("last_period", set.last_period).end_object();
  }
  json.end_array().key("artefacts").begin_array();
  for (const auto& [name, items] : i.artefacts) json.begin_object().field("artefact", name).field("items", items).end_object();
  json.end_array().key("references").begin_array();
  for (const std::string& reference : i.references) json.value(reference);
  json.end_array().key("notes").begin_array();
  for (const std::string& note : i.notes) json.value(note);
  json.end_array();
  json.key("valid");
  i.is_valid() && !i.unchecked.empty() ? json.null() : json.value(i.is_valid());
  json.field("unchecked", i.unchecked).field("faults", i.findings.errors());
  json.key("findings").begin_array();
  for (const Finding& finding : i.findings.kept()) {
    json.begin_object().field("kind", to_string(finding.kind)).field("note", finding.is_note).field("what", finding.what).field("subject", finding.subject);
    json.field("line", finding.place.line).field("column", finding.place.column).field("hint", finding.hint).end_object();
  }
  json.end_array().end_object();
}

Status inspect(const Session& session, const InspectArguments& arguments) {
  const sdmx::Structures structures = TRY(read_structures(arguments.structures));
  JsonWriter json;
  json.begin_array();
  std::size_t invalid = 0;
  std::size_t unchecked = 0;
  std::string first;
  for (const std::string& file : arguments.files) {
    for (const Inspection& inspection : TRY(inspect_file(file, structures, arguments.max_errors))) {
      const bool is_unchecked = inspection.is_valid() && !inspection.unchecked.empty();
      if (first.empty() && (!inspection.is_valid() || is_unchecked)) first = inspection.file;
      invalid += inspection.is_valid() ? 0U : 1U;
      unchecked += is_unchecked ? 1U : 0U;
      session.json ? write_json(json, inspection) : print_text(inspection);
    }
  }
  json.end_array();
  if (session.json) print(json.text() + "\n");
  if (invalid != 0) return fail(ErrorKind::Input, counted(invalid, "file is", "files are") + " invalid", {.file = first});
  if (unchecked != 0) {
    return fail(ErrorKind::NotFound, counted(unchecked, "file was", "files were") + " not held against a structure", {.file = first},
                "--structure names the structure messages that the data need");
  }
  return {};
}

}  // namespace

void add_inspect(CLI::App& app, Session& session) {
  auto arguments = std::make_shared<InspectArguments>();
  CLI::App* verb = app.add_subcommand("inspect", "Say what message files are and whether they are valid");
  verb->footer(
      "Examples:\n  atalaya inspect structures.xml\n  atalaya inspect data.xml --structure structures.xml --max-errors 100\n  atalaya inspect data.json "
      "--json");
  verb->add_option("FILE", arguments->files, "Messages of structures, data or reference metadata, in any format that is read")->required();
  verb->add_option("--structure", arguments->structures, "A structure message that data refer to; may be given several times")
      ->take_all()
      ->allow_extra_args(false);
  verb->add_option("--max-errors", arguments->max_errors, "Faults and notes that are listed of each file; the others are counted")->capture_default_str();
  add_json(*verb, session);
  verb->callback([&session, arguments] { session.work = [&session, arguments] { return inspect(session, *arguments); }; });
}

}  // namespace atalaya::cli
