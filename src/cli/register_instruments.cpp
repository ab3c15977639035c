// The register of instruments by verbs: list, export, import.
#include <algorithm>

#include "agenda/agenda.h"
#include "agenda/pack_reader.h"
#include "base/files.h"
#include "cli/register_setup.h"
#include "cli/session.h"
#include "register/access/rights.h"
#include "register/instruments/csv_import.h"
#include "register/instruments/open_data.h"
#include "register/people/people.h"

namespace atalaya::cli {

namespace {

namespace instruments = reg::instruments;

struct Asked {
  std::string country, kind, state, text, date, table = "instruments", file;
  int goal = 0;
  long most = 50;
  bool json = false;
};

Result<instruments::Known> known_of(const Workspace& workspace) {
  const Agenda agenda = TRY(load_agenda(workspace.agenda()));
  instruments::Known out;
  for (const Country& country : agenda.countries) out.countries.push_back(country.id);
  for (const Goal& goal : agenda.goals) out.goals.push_back(goal.number);
  return out;
}

Result<instruments::Filter> filter_of(const Asked& asked) {
  instruments::Filter out{.text = asked.text, .date = asked.date};
  if (!asked.country.empty()) out.country = asked.country == "region" ? std::string() : asked.country;
  if (asked.goal > 0) out.goal = asked.goal;
  if (!asked.kind.empty()) {
    out.kind = instruments::parse_kind(asked.kind);
    if (!out.kind)
      return fail(ErrorKind::Usage, "there is no kind '" + asked.kind + "'", {}, "law, decree, strategy, plan, programme, standard, agreement, institution");
  }
  if (!asked.state.empty()) {
    out.state = instruments::parse_state(asked.state);
    if (!out.state) return fail(ErrorKind::Usage, "there is no state '" + asked.state + "'", {}, "draft, adopted, in_force, expired, repealed");
  }
  return out;
}

Status list(const Session& session, const Asked& asked) {
  const auto store = TRY(open_register(session.space()));
  const auto page = TRY(instruments::search(*store, TRY(filter_of(asked)), "", static_cast<std::size_t>(std::max(asked.most, 1L))));
  Table table({"instrument", "country", "kind", "state", "since", "title"});
  JsonWriter json;
  json.begin_array();
  for (const auto& one : page.found) {
    const std::string state = one.state ? std::string(to_string(*one.state)) : "";
    table.add({one.id, one.country, std::string(to_string(one.kind)), state, one.since, one.title});
    json.begin_object().field("instrument", one.id).field("country", one.country).field("kind", to_string(one.kind)).field("state", state);
    json.field("since", one.since).field("title", one.title).end_object();
  }
  json.end_array();
  print(session.json ? json.text() + "\n" : table.text());
  if (!session.json && !page.next.empty()) print("There are more: --most, or narrower filters.\n");
  return {};
}

Status export_all(const Session& session, const Asked& asked) {
  const auto table = instruments::parse_table(asked.table);
  if (!table) return fail(ErrorKind::Usage, "there is no table '" + asked.table + "'", {}, "instruments, events, targets, milestones, links");
  const auto store = TRY(open_register(session.space()));
  const auto data = TRY(
      instruments::OpenData::open(*store, asked.json ? instruments::OpenData::Form::Json : instruments::OpenData::Form::Csv, *table, TRY(filter_of(asked))));
  for (bool more = true; more;) {
    std::string piece;
    more = TRY(data->next(piece));
    print(piece);
  }
  return {};
}

Status import(const Session& session, const Asked& asked) {
  TRY_STATUS(reg::may(reg::operator_principal(), reg::Action::ManageInstruments, ""));
  const std::string bytes = TRY(read_file(asked.file));
  const auto store = TRY(open_register(session.space()));
  const auto done = TRY(instruments::import_csv(*store, reg::system_actor, bytes, asked.file, TRY(known_of(session.space()))));
  if (session.json) {
    JsonWriter json;
    json.begin_object().field("added", static_cast<long long>(done.added)).field("changed", static_cast<long long>(done.changed));
    json.field("same", static_cast<long long>(done.same)).field("rejected", static_cast<long long>(done.rejected)).key("faults").begin_array();
    for (const Error& fault : done.faults) {
      json.begin_object().field("file", fault.place.file).field("line", static_cast<long long>(fault.place.line)).field("reason", fault.what).end_object();
    }
    json.end_array().end_object();
    print(json.text() + "\n");
  } else {
    for (const Error& fault : done.faults) print(fault.to_string() + "\n");
    print(std::to_string(done.added) + " added, " + std::to_string(done.changed) + " changed, " + std::to_string(done.same) + " as they were, " +
          std::to_string(done.rejected) + " rejected\n");
  }
  if (done.rejected > 0)
    return fail(ErrorKind::Input, std::to_string(done.rejected) + " rows were rejected; the others are in the register", {.file = asked.file},
                "mend these rows and import the file again: nothing is added twice");
  return {};
}

void add_filters(CLI::App& verb, Asked& asked) {
  verb.add_option("--country", asked.country, "ISO alpha-3, or 'region'");
  verb.add_option("--goal", asked.goal, "Number of a goal");
  verb.add_option("--kind", asked.kind, "law, decree, strategy, plan, programme, standard, agreement or institution");
  verb.add_option("--state", asked.state, "draft, adopted, in_force, expired or repealed");
  verb.add_option("--text", asked.text, "Words of the title, its translation, the summary or the issuing body");
  verb.add_option("--date", asked.date, "The day on which the state is asked for; without it today");
}

}  // namespace

void add_register_instruments(CLI::App& parent, Session& session) {
  CLI::App* verb = parent.add_subcommand("instruments", "The register of instruments: list, export, import");
  verb->require_subcommand(1);

  auto listed = std::make_shared<Asked>();
  CLI::App* listing =
      add_verb(*verb, session, "list", "List instruments, the newest first", "  atalaya register instruments list -w observatory --country ARG --goal 12");
  add_filters(*listing, *listed);
  listing->add_option("--most", listed->most, "How many")->capture_default_str();
  add_json(*listing, session);
  listing->callback([&session, listed] { session.work = [&session, listed] { return list(session, *listed); }; });

  auto exported = std::make_shared<Asked>();
  CLI::App* exporting = add_verb(*verb, session, "export", "Write instruments as CSV, or as JSON with all that belongs to them",
                                 "  atalaya register instruments export -w observatory > instruments.csv\n"
                                 "  atalaya register instruments export -w observatory --json --country BRA");
  add_filters(*exporting, *exported);
  exporting->add_option("--table", exported->table, "Of CSV: instruments, events, targets, milestones or links")->capture_default_str();
  exporting->add_flag("--json", exported->json, "JSON in place of CSV");
  exporting->callback([&session, exported] { session.work = [&session, exported] { return export_all(session, *exported); }; });

  auto imported = std::make_shared<Asked>();
  CLI::App* importing = add_verb(*verb, session, "import", "Take instruments from a CSV table such as 'export' gives; rejected rows are listed",
                                 "  atalaya register instruments import -w observatory instruments.csv");
  importing->add_option("FILE", imported->file, "The table")->required();
  add_json(*importing, session);
  importing->callback([&session, imported] { session.work = [&session, imported] { return import(session, *imported); }; });
}

}  // namespace atalaya::cli
