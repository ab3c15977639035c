// The questionnaire of a submission as a workbook, for who has it on the disk or in a letter.
#include "agenda/agenda.h"
#include "agenda/pack_reader.h"
#include "base/files.h"
#include "base/text.h"
#include "cli/register_setup.h"
#include "cli/session.h"
#include "register/people/roles.h"
#include "register/proposals/proposals.h"
#include "register/questionnaire/reader.h"
#include "register/sheets/sheets.h"

namespace atalaya::cli {

namespace {

using reg::submissions::Saved;

struct Arguments {
  std::string submission, file, language = "es", person;
};

/// A submission with what it asks and what is answered.
struct Opened {
  Agenda agenda;
  std::vector<reg::Questionnaire> questionnaires;
  std::unique_ptr<reg::Store> store;
  reg::submissions::Submission submission;
  const reg::Questionnaire* questionnaire = nullptr;
  reg::submissions::Draft draft;
};

Result<Opened> open_submission(const Session& session, const std::string& id) {
  Agenda agenda = TRY(load_agenda(session.space().agenda()));
  auto store = TRY(open_register(session.space()));
  Opened out{.agenda = std::move(agenda), .questionnaires = {}, .store = std::move(store), .submission = {}, .draft = {}};
  out.questionnaires = TRY(reg::load_questionnaires(session.space().agenda(), out.agenda));
  out.submission = TRY(reg::submissions::find(*out.store, id));
  TRY(reg::cycles::bind_to_meaning(*out.store, out.questionnaires));
  const auto cycle = TRY(reg::cycles::find(*out.store, out.submission.cycle));
  for (const reg::Questionnaire& one : out.questionnaires) {
    if (one.id == cycle.questionnaire) out.questionnaire = &one;
  }
  if (out.questionnaire == nullptr) return fail(ErrorKind::Conflict, "the agenda no longer has the questionnaire of this cycle");
  TRY_STATUS(reg::cycles::check_questionnaire(cycle, *out.questionnaire));
  out.draft = TRY(reg::submissions::draft(*out.store, id));
  return out;
}

Status go_out(const Session& session, const Arguments& arguments) {
  auto open = TRY(open_submission(session, arguments.submission));
  TRY_STATUS(reg::may(reg::operator_principal(), reg::Action::ReadSubmission, open.submission.country));
  if (arguments.language != "es" && arguments.language != "en" && arguments.language != "pt") {
    return fail(ErrorKind::Usage, "there is no language '" + shorten(arguments.language, 20) + "'", {}, "es, en or pt");
  }
  const Locale locale = TRY(Locale::make(arguments.language, TRY(data_directory()), Locale::Strict::Yes));
  const Country* country = open.agenda.find_country(open.submission.country);
  const auto candidates = TRY(reg::proposals::Candidates::find(*open.store, open.agenda, *open.questionnaire, open.submission.country));
  const auto bytes = TRY(reg::sheets::write({.questionnaire = *open.questionnaire,
                                             .submission = open.submission,
                                             .draft = open.draft,
                                             .locale = locale,
                                             .country = country == nullptr ? open.submission.country : country->name.in(arguments.language),
                                             .indicator_name =
                                                 [&](const reg::AskedIndicator& one) {
                                                   const Indicator* found = open.agenda.find_indicator(one.code);
                                                   return found == nullptr ? one.code : found->name.in(arguments.language);
                                                 },
                                             .entries = [&](const reg::Question& question) { return reg::proposals::entries(candidates, question); }}));
  TRY_STATUS(write_file(arguments.file, bytes));
  print("the questionnaire is in " + arguments.file + "\n");
  return {};
}

void tell(const Session& session, const reg::sheets::Incoming& incoming, const std::vector<Saved>& saved) {
  std::size_t kept = 0, conflicts = 0;
  for (const Saved& one : saved) {
    kept += one.outcome == Saved::Outcome::Saved ? 1 : 0;
    conflicts += one.outcome == Saved::Outcome::Conflict ? 1 : 0;
  }
  JsonWriter json;
  json.begin_object().field("saved", kept).field("unchanged", incoming.unchanged).key("conflicts").begin_array();
  Table table({"sheet", "cell", "question", "what"});
  for (std::size_t i = 0; i < saved.size(); ++i) {
    if (saved[i].outcome != Saved::Outcome::Conflict) continue;
    json.begin_object().field("sheet", incoming.spots[i].sheet).field("cell", incoming.spots[i].cell).field("question", saved[i].question).end_object();
    table.add({incoming.spots[i].sheet, incoming.spots[i].cell, saved[i].question, "changed meanwhile: theirs stands, this one is kept beside it"});
  }
  json.end_array().key("refused").begin_array();
  for (const auto& one : incoming.refused) {
    const std::string why = fill(one.reason, {one.argument});
    json.begin_object().field("sheet", one.sheet).field("cell", one.cell).field("question", one.question).field("why", why).end_object();
    table.add({one.sheet, one.cell, one.question, "not taken: " + why});
  }
  json.end_array().end_object();
  if (session.json) return print(json.text() + "\n");
  print(std::to_string(kept) + " answers are saved, " + std::to_string(conflicts) + " were changed meanwhile, " + std::to_string(incoming.refused.size()) +
        " cells were not taken\n");
  if (conflicts + incoming.refused.size() > 0) print(table.text());
}

/// The answers are those of a person, who must be allowed to give them: who runs the program only brings them.
Status come_in(const Session& session, const Arguments& arguments) {
  auto open = TRY(open_submission(session, arguments.submission));
  reg::Principal person{.person = arguments.person};
  TRY(reg::people::find_person(*open.store, arguments.person));
  for (const auto& grant : TRY(reg::roles::grants_at(*open.store, open.store->now(), arguments.person))) person.roles.push_back({grant.role, grant.country});
  TRY_STATUS(reg::may(person, reg::Action::EditAnswers, open.submission.country));
  const MappedFile file = TRY(MappedFile::open(arguments.file));
  auto incoming = TRY(reg::sheets::read(file.bytes(), arguments.file, *open.questionnaire, open.submission.id, open.draft));
  const auto chosen = TRY(reg::proposals::take_chosen(*open.store, *open.questionnaire, open.draft, open.submission.country, incoming.changes));
  const auto saved =
      TRY(reg::submissions::save(*open.store, *open.questionnaire, arguments.person, open.submission.id, incoming.changes, reg::submissions::Origin::Imported));
  TRY_STATUS(reg::proposals::add_proofs(*open.store, *open.questionnaire, arguments.person, open.submission.id, chosen));
  tell(session, incoming, saved);
  if (incoming.refused.empty()) return {};
  return fail(ErrorKind::Input, std::to_string(incoming.refused.size()) + " cells of the workbook were not taken", {.file = arguments.file},
              "what was taken is saved; mend those and bring it in again");
}

}  // namespace

void add_register_xlsx(CLI::App& verb, Session& session) {
  CLI::App* xlsx = verb.add_subcommand("xlsx", "The questionnaire of a submission as a workbook, out and in");
  xlsx->require_subcommand(1);
  auto arguments = std::make_shared<Arguments>();
  CLI::App* out = add_verb(*xlsx, session, "out", "Write the questionnaire with its answers into a workbook",
                           "  atalaya register xlsx out -w observatory SUBMISSION report.xlsx --language pt");
  CLI::App* in = add_verb(*xlsx, session, "in", "Save the answers that were changed in a workbook, as those of a person",
                          "  atalaya register xlsx in -w observatory SUBMISSION report.xlsx --person PERSON");
  for (CLI::App* one : {out, in}) {
    one->add_option("SUBMISSION", arguments->submission, "The submission's id, as the address of its page has it")->required();
    one->add_option("FILE", arguments->file, "The workbook")->required();
  }
  out->add_option("--language", arguments->language, "es, en or pt")->capture_default_str();
  in->add_option("--person", arguments->person, "Whose answers they are: a person's id, as 'register people' lists it")->required();
  add_json(*in, session);
  out->callback([&session, arguments] { session.work = [&session, arguments] { return go_out(session, *arguments); }; });
  in->callback([&session, arguments] { session.work = [&session, arguments] { return come_in(session, *arguments); }; });
}

}  // namespace atalaya::cli
