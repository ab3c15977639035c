#include "agenda/wording.h"
#include "base/files.h"
#include "base/yaml.h"
#include "cli/agenda_figures.h"
#include "cli/session.h"
#include "cli/workspace_setup.h"
#include "register/questionnaire/reader.h"
#include "workshop/mapping.h"

namespace atalaya::cli {

namespace {

/// Of a pack that asks nothing there is nothing to say.
std::string summary(const std::vector<reg::Questionnaire>& questionnaires) {
  std::string out;
  for (const reg::Questionnaire& one : questionnaires) {
    out += ", the questionnaire " + one.id + " of " + std::to_string(one.questions.size()) + " questions on " + std::to_string(one.indicators.size()) +
           " indicators";
  }
  return out;
}

Status check(const Session& session, const std::string& pack) {
  const auto directory = pack.empty() ? session.space().agenda() : TRY(find_pack(pack));
  Faults faults;
  const auto agenda = load_agenda(directory, faults);
  std::size_t mappings = 0;
  std::vector<reg::Questionnaire> questionnaires;
  if (agenda) {
    mappings = load_mappings(directory, *agenda, faults).size();
    questionnaires = reg::load_questionnaires(directory, *agenda, faults);
  }
  if (session.json) {
    JsonWriter json;
    json.begin_object().field("pack", directory.string()).field("valid", faults.empty()).key("faults").begin_array();
    for (const Error& error : faults.errors()) {
      json.begin_object().field("file", error.place.file).field("line", error.place.line).field("column", error.place.column);
      json.field("what", error.what).field("hint", error.hint).end_object();
    }
    json.end_array().end_object();
    print(json.text() + "\n");
  } else {
    for (const Error& error : faults.errors()) print(error.to_string() + "\n");
  }
  if (!faults.empty()) return fail(ErrorKind::Input, std::to_string(faults.errors().size()) + " faults in the pack", {.file = directory.string()});
  if (!session.json) {
    std::size_t framework = 0;
    for (const Indicator& indicator : agenda->indicators) framework += indicator.goal != 0 ? 1U : 0U;
    print(agenda->id + ": " + std::to_string(agenda->areas.size()) + " areas, " + std::to_string(agenda->goals.size()) + " goals, " +
          std::to_string(agenda->countries.size()) + " countries, " + std::to_string(agenda->groups.size()) + " groups, " + std::to_string(framework) +
          " indicators of the framework and " + std::to_string(agenda->indicators.size() - framework) + " of its context, " +
          std::to_string(agenda->targets.size()) + " targets, " + std::to_string(mappings) + " mappings" + summary(questionnaires) + "; no faults\n");
  }
  return {};
}

Status import(const Session& session, const std::string& document) {
  const auto pack = session.space().agenda();
  const Agenda agenda = TRY(load_agenda(pack));
  const std::string text = TRY(read_file(document));
  const Wording wording = TRY(parse_wording(text, document, agenda));
  TRY_STATUS(store_wording(pack, wording));
  print("The official wording of " + std::to_string(wording.areas.size()) + " areas and " + std::to_string(wording.goals.size()) + " goals was read from " +
        wording.file + ". It shows from the next release on.\n");
  return {};
}

}  // namespace

void add_agenda(CLI::App& app, Session& session) {
  CLI::App* verb = app.add_subcommand("agenda", "Check an agenda pack, import the official wording, or write starter figures");
  verb->require_subcommand(1);

  auto pack = std::make_shared<std::string>();
  CLI::App* checking = add_verb(*verb, session, "check", "Report every fault of a pack with file, line and what is allowed there",
                                "  atalaya agenda check elac2022\n  atalaya agenda check ../my-agenda --json\n  atalaya agenda check -w observatory");
  checking->add_option("PACK", *pack, "A folder or the name of a pack; without it the workspace's own");
  add_json(*checking, session);
  checking->callback([&session, pack] { session.work = [&session, pack] { return check(session, *pack); }; });

  auto document = std::make_shared<std::string>();
  CLI::App* importing = add_verb(*verb, session, "import", "Read the official wording of areas and goals from the agenda's own document",
                                 "  atalaya agenda import -w observatory eLAC2022.txt");
  importing->add_option("FILE", *document, "Plain text or Markdown")->required();
  auto figures_pack = std::make_shared<std::string>();
  CLI::App* figures = add_verb(*verb, session, "figures", "Write the starter figures of a pack from a workspace's newest release",
                               "  atalaya agenda figures -w observatory agendas/elac2022");
  figures->add_option("PACK", *figures_pack, "The folder of the pack")->required();
  figures->callback([&session, figures_pack] { session.work = [&session, figures_pack] { return write_figures(session.space(), *figures_pack); }; });
  importing->callback([&session, document] { session.work = [&session, document] { return import(session, *document); }; });
}

}  // namespace atalaya::cli
