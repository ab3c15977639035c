// The verbs for notices and for what is deleted after its time.
#include "agenda/pack_reader.h"
#include "cli/register_care.h"
#include "cli/register_setup.h"
#include "cli/session.h"
#include "register/notices/office.h"
#include "register/notices/queue.h"

namespace atalaya::cli {

namespace {

Status list_notices(const Session& session, const std::string& state) {
  TRY_STATUS(reg::may(reg::operator_principal(), reg::Action::ReadLog, ""));
  const auto store = TRY(open_register(session.space()));
  TRY(reg::notices::spread(*store));
  Table table({"notice", "kind", "state", "made", "next try", "tries", "outcome"});
  JsonWriter json;
  json.begin_array();
  for (const auto& one : TRY(reg::notices::list(*store, state, 1000))) {
    table.add({one.id, one.kind, one.state, one.created, one.state == "waiting" ? one.next_try : "", std::to_string(one.attempts), one.outcome});
    json.begin_object().field("notice", one.id).field("kind", one.kind).field("state", one.state).field("made", one.created);
    json.field("next_try", one.next_try).field("tries", one.attempts).field("outcome", one.outcome).end_object();
  }
  json.end_array();
  print(session.json ? json.text() + "\n" : table.text());
  return {};
}

Status send_notices(const Session& session, const std::string& site) {
  TRY_STATUS(reg::may(reg::operator_principal(), reg::Action::ManageRoles, ""));
  const auto store = TRY(open_register(session.space()));
  const Agenda agenda = TRY(load_agenda(session.space().agenda()));
  const auto mail = TRY(reg::load_mail_configuration(session.space().root));
  if (!mail) return fail(ErrorKind::NotFound, "there is no mail.yaml in the workspace, so notices wait", {}, "docs/register.md says what stands in it");
  reg::Sessions sessions(*store);
  reg::Accounts accounts(*store, sessions);
  const auto care = TRY(RegisterCare::make(*store, accounts, agenda, &*mail, nullptr));
  const auto tally = TRY(care->send_notices(site));
  if (session.json) {
    JsonWriter json;
    json.begin_object().field("sent", tally.sent).field("later", tally.later).field("failed", tally.failed).field("trouble", tally.trouble).end_object();
    print(json.text() + "\n");
  } else {
    print(std::to_string(tally.sent) + " sent, " + std::to_string(tally.later) + " to be tried again, " + std::to_string(tally.failed) + " given up" +
          (tally.trouble.empty() ? "" : "; the server took none: " + tally.trouble) + "\n");
  }
  return {};
}

Status retain(const Session& session) {
  TRY_STATUS(reg::may(reg::operator_principal(), reg::Action::ManageRoles, ""));
  const auto store = TRY(open_register(session.space()));
  const Agenda agenda = TRY(load_agenda(session.space().agenda()));
  const auto policy = TRY(reg::load_privacy_policy(session.space().agenda(), agenda));
  if (!policy) return fail(ErrorKind::NotFound, "the agenda has no privacy.yaml, so nothing is deleted", {.file = session.space().agenda().string()});
  reg::Sessions sessions(*store);
  reg::Accounts accounts(*store, sessions);
  const auto swept = TRY(reg::privacy::sweep(*store, accounts, *policy));
  Table table({"kind", "deleted"});
  JsonWriter json;
  json.begin_object();
  for (const auto& [kind, count] : swept) {
    table.add({std::string(reg::to_string(kind)), std::to_string(count)});
    json.field(reg::to_string(kind), count);
  }
  json.end_object();
  print(session.json ? json.text() + "\n" : swept.empty() ? "nothing was over its time\n" : table.text());
  return {};
}

}  // namespace

void add_register_care(CLI::App& verb, Session& session) {
  CLI::App* notices = verb.add_subcommand("notices", "Notices by e-mail: list them, or send what waits");
  notices->require_subcommand(1);
  auto state = std::make_shared<std::string>();
  CLI::App* listing = add_verb(*notices, session, "list", "List notices, the newest first", "  atalaya register notices list -w observatory --state failed");
  listing->add_option("--state", *state, "waiting, sent, failed or dropped; without it all")->check(CLI::IsMember({"waiting", "sent", "failed", "dropped"}));
  add_json(*listing, session);
  listing->callback([&session, state] { session.work = [&session, state] { return list_notices(session, *state); }; });

  auto site = std::make_shared<std::string>();
  CLI::App* sending = add_verb(*notices, session, "send", "Send what waits and is due; serve does so by itself",
                               "  atalaya register notices send -w observatory --public-url https://observatory.example");
  sending->add_option("--public-url", *site, "The address that people type, without a slash at its end")->required();
  add_json(*sending, session);
  sending->callback([&session, site] { session.work = [&session, site] { return send_notices(session, *site); }; });

  CLI::App* retaining = add_verb(verb, session, "retention", "Delete what is over the time that privacy.yaml says; serve does so every hour",
                                 "  atalaya register retention -w observatory");
  add_json(*retaining, session);
  retaining->callback([&session] { session.work = [&session] { return retain(session); }; });
}

}  // namespace atalaya::cli
