// Consultations by verbs: publish a text from a file, list, export as open data, close.
#include <cstdio>

#include "cli/register_setup.h"
#include "cli/session.h"
#include "register/access/rights.h"
#include "register/consultation/closing.h"
#include "register/consultation/consultation.h"
#include "register/consultation/draft_reader.h"
#include "register/consultation/open_data.h"
#include "register/people/people.h"

namespace atalaya::cli {

namespace {

namespace con = reg::consultation;

Status publish(const Session& session, const std::string& file) {
  TRY_STATUS(reg::may(reg::operator_principal(), reg::Action::ManageConsultation, ""));
  Faults faults;
  const auto yaml = YamlNode::load(file, faults);
  con::ReadDraft read;
  if (yaml) read = con::read_draft(*yaml, faults);
  if (!faults.empty()) {
    std::string all;
    for (const Error& fault : faults.errors()) all += (all.empty() ? "" : "\n") + fault.to_string();
    return fail(ErrorKind::Input, all);
  }
  const auto store = TRY(open_register(session.space()));
  const auto published = con::publish(*store, reg::system_actor, read.draft);
  if (!published) {
    if (published.error().kind != ErrorKind::Input) return std::unexpected(published.error());
    Error placed = read.placed(published.error());
    if (placed.place.line == 0) placed.place = {.file = file};
    return std::unexpected(std::move(placed));
  }
  const auto about = TRY(con::find(*store, *published));
  if (session.json) {
    JsonWriter json;
    json.begin_object().field("consultation", about.id).field("opens", about.opens).field("closes", about.closes).end_object();
    print(json.text() + "\n");
  } else {
    print("consultation " + about.id + " is published; it is open from " + about.opens + " to " + about.closes + "\n");
  }
  return {};
}

Status list(const Session& session) {
  const auto store = TRY(open_register(session.space()));
  Table table({"consultation", "title", "state", "opens", "closes", "zone"});
  JsonWriter json;
  json.begin_array();
  for (const con::Consultation& one : TRY(con::all(*store))) {
    const con::Phase phase = one.phase(store->now());
    const std::string state = phase == con::Phase::Upcoming ? "upcoming" : phase == con::Phase::Open ? "open" : "closed";
    const std::string title = one.title.empty() ? std::string() : one.title.begin()->second;
    table.add({one.id, title, state, one.opens, one.closes, one.zone});
    json.begin_object().field("consultation", one.id).field("title", title).field("state", state).field("voice", to_string(one.voice));
    json.field("opens", one.opens).field("closes", one.closes).field("zone", one.zone).end_object();
  }
  json.end_array();
  print(session.json ? json.text() + "\n" : table.text());
  return {};
}

Status export_data(const Session& session, const std::string& consultation, const std::string& form) {
  const auto store = TRY(open_register(session.space()));
  const con::Sink sink = [](std::string_view bytes) -> Status {
    if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size()) return {};
    return fail(ErrorKind::System, "standard output cannot be written");
  };
  if (form == "json") return con::write_json(*store, consultation, sink);
  for (const con::Table table : con::all_tables) {
    if (form == to_string(table)) return con::write_csv(*store, consultation, table, sink);
  }
  return fail(ErrorKind::Usage, "there is no such table", {}, "json, paragraphs, comments or answers");
}

Status close(const Session& session, const std::string& consultation, const std::string& reason) {
  TRY_STATUS(reg::may(reg::operator_principal(), reg::Action::ManageConsultation, ""));
  const auto store = TRY(open_register(session.space()));
  TRY_STATUS(con::close(*store, reg::system_actor, consultation, reason));
  print("consultation " + consultation + " is closed\n");
  return {};
}

}  // namespace

void add_register_consultation(CLI::App& verb, Session& session) {
  CLI::App* group = verb.add_subcommand("consultation", "Publish a text for consultation, list, export and close consultations");
  group->require_subcommand(1);
  struct Arguments {
    std::string file, id, form = "json", reason;
  };
  auto arguments = std::make_shared<Arguments>();
  CLI::App* publishing = add_verb(*group, session, "publish", "Publish a text in paragraphs and languages; it then stays as it is",
                                  "  atalaya register consultation publish -w observatory agenda-2030.yaml");
  publishing->add_option("FILE", arguments->file, "The text with its times (docs/register.md)")->required();
  add_json(*publishing, session);
  publishing->callback([&session, arguments] { session.work = [&session, arguments] { return publish(session, arguments->file); }; });

  CLI::App* listing = add_verb(*group, session, "list", "List the consultations", "  atalaya register consultation list -w observatory --json");
  add_json(*listing, session);
  listing->callback([&session] { session.work = [&session] { return list(session); }; });

  CLI::App* exporting = add_verb(*group, session, "export", "Write what was said and the result to standard output",
                                 "  atalaya register consultation export -w observatory ID --table comments > comments.csv");
  exporting->add_option("ID", arguments->id, "The consultation, as 'list' has it")->required();
  exporting->add_option("--table", arguments->form, "paragraphs, comments or answers as CSV; json is everything")->capture_default_str();
  exporting->callback([&session, arguments] { session.work = [&session, arguments] { return export_data(session, arguments->id, arguments->form); }; });

  CLI::App* closing = add_verb(*group, session, "close", "Close a consultation now, before its time; the reason is public",
                               "  atalaya register consultation close -w observatory ID --reason \"The text was not the approved one\"");
  closing->add_option("ID", arguments->id, "The consultation, as 'list' has it")->required();
  closing->add_option("--reason", arguments->reason, "Why, for everybody to read")->required();
  closing->callback([&session, arguments] { session.work = [&session, arguments] { return close(session, arguments->id, arguments->reason); }; });
}

}  // namespace atalaya::cli
