// The verbs of the register. Who runs them has the workspace's files; what they do is checked against the table of rights as that of the operator.
#include <algorithm>
#include <chrono>

#include "agenda/agenda.h"
#include "agenda/pack_reader.h"
#include "base/text.h"
#include "cli/register_setup.h"
#include "cli/session.h"
#include "register/access/accounts.h"
#include "register/passkeys/passkeys.h"
#include "register/people/invitations.h"
#include "register/people/roles.h"
#include "register/store/log.h"
#include "register/store/office_facts.h"

namespace atalaya::cli {

namespace {

using reg::Action;

struct InviteArguments {
  std::string role, country, name, email, language = "es", organisation;
  long days = 14;
};

Result<reg::invitations::NewInvitation> wanted(const Workspace& workspace, const InviteArguments& arguments) {
  const auto role = reg::parse_role(arguments.role);
  if (!role || reg::reach(*role) == reg::Reach::Nobody) {
    std::string known;
    for (const reg::Role one : reg::all_roles) {
      if (reg::reach(one) != reg::Reach::Nobody) known += (known.empty() ? "" : ", ") + std::string(reg::to_string(one));
    }
    return fail(ErrorKind::Usage, "there is no role '" + shorten(arguments.role, 40) + "'", {}, known);
  }
  if (!arguments.country.empty()) {
    const Agenda agenda = TRY(load_agenda(workspace.agenda()));
    if (agenda.find_country(arguments.country) == nullptr) {
      return fail(ErrorKind::NotFound, "the agenda has no country '" + shorten(arguments.country, 40) + "'", {}, "ids are ISO alpha-3");
    }
  }
  if (arguments.days < 1 || arguments.days > 366) return fail(ErrorKind::Usage, "an invitation is valid for 1 to 366 days");
  reg::invitations::NewInvitation out{.name = arguments.name,
                                      .email = arguments.email,
                                      .language = arguments.language,
                                      .role = *role,
                                      .country = arguments.country,
                                      .organisation = arguments.organisation,
                                      .valid = std::chrono::hours(24 * arguments.days)};
  TRY_STATUS(reg::invitations::check(out));
  return out;
}

Status invite(reg::Store& store, const Session& session, const InviteArguments& arguments) {
  const auto invitation = TRY(wanted(session.space(), arguments));
  TRY_STATUS(reg::may(reg::operator_principal(), Action::InvitePeople, arguments.country));
  const auto invited = TRY(reg::invitations::invite(store, reg::system_actor, invitation));
  if (session.json) {
    JsonWriter json;
    json.begin_object().field("invitation", invited.id).field("token", invited.token).field("expires", invited.expires).end_object();
    print(json.text() + "\n");
  } else {
    print("invitation " + invited.id + " as " + arguments.role + (arguments.country.empty() ? "" : " of " + arguments.country) + ", good until " +
          invited.expires + "\nIts token, which is shown this once: " + invited.token + "\n");
  }
  return {};
}

Status init(const Session& session, const std::string& where, const InviteArguments& first) {
  const Workspace space = session.space();
  // Nothing is made before all of it is known to be right.
  if (!first.email.empty()) TRY(wanted(space, first));
  TRY(register_address(space));
  if (auto there = open_register(space); there && TRY(reg::log::head(**there)).sequence > 0) {
    return fail(ErrorKind::Conflict, "the workspace has a register already", {.file = space.root.string()});
  } else if (!there && where.empty() && there.error().kind != ErrorKind::NotFound) {
    return std::unexpected(there.error());
  }
  if (!where.empty()) TRY_STATUS(set_register_address(space, where));
  const auto store = TRY(make_register(space));
  if (!session.json) print("The register is made.\n");
  if (!first.email.empty()) return invite(*store, session, first);
  if (session.json) print("{}\n");
  return {};
}

Status people(const Session& session, bool invitations) {
  TRY_STATUS(reg::may(reg::operator_principal(), Action::SeePeople, ""));
  const auto store = TRY(open_register(session.space()));
  if (invitations) {
    const auto all = TRY(reg::invitations::all(*store));
    Table table({"invitation", "name", "address", "role", "country", "expires", "state"});
    JsonWriter json;
    json.begin_array();
    for (const auto& one : all) {
      const std::string state = one.accepted ? "accepted" : one.revoked ? "revoked" : one.expires <= store->now() ? "expired" : "open";
      table.add({one.id, one.name, one.email, std::string(reg::to_string(one.role)), one.country, one.expires, state});
      json.begin_object().field("invitation", one.id).field("name", one.name).field("email", one.email).field("role", reg::to_string(one.role));
      json.field("country", one.country).field("expires", one.expires).field("state", state).end_object();
    }
    json.end_array();
    print(session.json ? json.text() + "\n" : table.text());
    return {};
  }
  const auto grants = TRY(reg::roles::grants_at(*store, store->now()));
  const auto everybody = TRY(reg::people::all_people(*store));
  Table table({"person", "name", "address", "roles"});
  JsonWriter json;
  json.begin_array();
  for (const auto& person : everybody) {
    if (person.erased) continue;
    std::string held;
    json.begin_object().field("person", person.id).field("name", person.name).field("email", person.email).field("language", person.language);
    json.key("roles").begin_array();
    for (const auto& grant : grants) {
      if (grant.person != person.id) continue;
      held += (held.empty() ? "" : ", ") + std::string(reg::to_string(grant.role)) + (grant.country.empty() ? "" : " " + grant.country);
      json.begin_object().field("grant", grant.id).field("role", reg::to_string(grant.role)).field("country", grant.country).field("since", grant.since);
      json.key("until");
      grant.until ? json.value(*grant.until) : json.null();
      json.field("delegated", grant.delegated_from.has_value()).end_object();
    }
    json.end_array().end_object();
    table.add({person.id, person.name, person.email, held});
  }
  json.end_array();
  print(session.json ? json.text() + "\n" : table.text());
  return {};
}

Status recover(const Session& session, const std::string& person) {
  TRY_STATUS(reg::may(reg::operator_principal(), Action::ManageRoles, ""));
  const auto store = TRY(open_register(session.space()));
  reg::Sessions sessions(*store);
  reg::Accounts accounts(*store, sessions);
  print("The token to set a new password with, good for a day, which is shown this once: " + TRY(accounts.begin_recovery(reg::system_actor, person)) +
        "\nThe person opens /LANGUAGE/register/recover/TOKEN, and sets up a code or passkeys again afterwards.\n");
  return {};
}

Status passkeys(const Session& session, const std::string& person, const std::string& removed) {
  const auto store = TRY(open_register(session.space()));
  reg::Sessions sessions(*store);
  reg::Accounts accounts(*store, sessions);
  reg::Passkeys all(*store, sessions, accounts);
  if (!removed.empty()) {
    TRY_STATUS(reg::may(reg::operator_principal(), Action::ManageRoles, ""));
    TRY_STATUS(all.remove(reg::system_actor, person, removed));
    if (!session.json) print("The passkey is removed, and sessions that were opened with a passkey have ended.\n");
  }
  TRY_STATUS(reg::may(reg::operator_principal(), Action::SeePeople, ""));
  Table table({"passkey", "name", "algorithm", "added", "last login", "shared"});
  JsonWriter json;
  json.begin_array();
  for (const reg::Passkey& one : TRY(all.of(TRY(reg::people::find_person(*store, person)).id))) {
    table.add({one.id, one.name, one.algorithm, one.added, one.used.value_or(""), one.backup_eligible ? "yes" : "no"});
    json.begin_object().field("passkey", one.id).field("name", one.name).field("algorithm", one.algorithm).field("added", one.added).key("used");
    one.used ? json.value(*one.used) : json.null();
    json.field("shared", one.backup_eligible).end_object();
  }
  json.end_array();
  print(session.json ? json.text() + "\n" : table.text());
  return {};
}

Status secret_key(const Session& session, bool renew) {
  TRY_STATUS(reg::may(reg::operator_principal(), Action::ManageRoles, ""));
  const auto store = TRY(open_register(session.space()));
  const auto file = secret_key_file(session.space());
  const auto key = renew ? TRY(reg::renew_secret_key(*store, reg::system_actor, file)) : TRY(open_secret_key(session.space(), *store));
  const auto state = TRY(reg::secret_state(*store, key));
  if (session.json) {
    JsonWriter json;
    json.begin_object().field("file", file.string()).field("key", key.name()).field("sealed", state.sealed).key("lost").begin_array();
    for (const std::string& person : state.lost) json.value(person);
    json.end_array().end_object();
    print(json.text() + "\n");
    return {};
  }
  print("key " + key.name() + " in " + file.string() + ", secrets sealed: " + std::to_string(state.sealed) + "\n");
  if (renew) print("A server that is running must be started again. Keep a copy of the file, apart from those of the database.\n");
  if (!state.lost.empty()) print("Nobody can read the code of these people any more; 'atalaya register recover PERSON' lets each in again:\n");
  reg::Sessions sessions(*store);
  reg::Accounts accounts(*store, sessions);
  reg::Passkeys passkeys(*store, sessions, accounts);
  for (const std::string& person : state.lost) print("  " + person + (TRY(passkeys.of(person)).empty() ? "\n" : " (has a passkey, and can log in with it)\n"));
  return {};
}

/// "12:HASH"
Result<reg::log::Head> parse_head(const std::string& text) {
  const auto parts = split(text, ':');
  const auto sequence = parse_integer(parts[0]);
  if (parts.size() != 2 || !sequence || *sequence < 1 || parts[1].size() != 64) {
    return fail(ErrorKind::Usage, "this is no head of a log: " + shorten(text, 100), {}, "as a release or 'register verify' gives it: NUMBER:HASH");
  }
  return reg::log::Head{*sequence, std::string(parts[1])};
}

Status verify(const Session& session, const std::vector<std::string>& known) {
  TRY_STATUS(reg::may(reg::operator_principal(), Action::ReadLog, ""));
  std::vector<reg::log::Head> heads;
  for (const std::string& text : known) heads.push_back(TRY(parse_head(text)));
  const auto store = TRY(open_register(session.space()));
  const auto verdict = TRY(reg::log::verify(*store, heads));
  if (verdict.broken) {
    return fail(ErrorKind::Conflict, "the log is broken at entry " + std::to_string(verdict.broken->sequence) + ": " + verdict.broken->what, {},
                "entries before it are sound; a backup has what it was");
  }
  const std::string head = std::to_string(verdict.head.sequence) + ":" + verdict.head.hash;
  if (session.json) {
    JsonWriter json;
    json.begin_object().field("entries", verdict.head.sequence).field("head", head).end_object();
    print(json.text() + "\n");
  } else {
    print("every entry of the log is what it was, " + std::to_string(verdict.head.sequence) + " entries, head " + head + "\n");
  }
  return {};
}

Status backup(const Session& session, const std::string& file) {
  const auto store = TRY(open_register(session.space()));
  TRY_STATUS(store->backup(file));
  TRY_STATUS(reg::office::note(*store, "backup", ""));
  print("the register is copied to " + file + "\n");
  // What the database has not, and cannot be made again; the copy is of little use without it.
  print("Keep beside it, and apart from it the keys, of " + register_folder(session.space()).string() +
        ": secret-key, receipt-keys.json, form-key, documents/\n");
  return {};
}

void add_invitation_options(CLI::App& verb, InviteArguments& arguments, bool required) {
  auto* name = verb.add_option("--name", arguments.name, required ? "Who is invited" : "Who is invited as the first of the secretariat");
  auto* email = verb.add_option("--email", arguments.email, "Their e-mail address");
  if (required) {
    name->required();
    email->required();
  } else {
    name->needs(email);
    email->needs(name);
  }
  verb.add_option("--language", arguments.language, "The language in which they are written to")->capture_default_str();
  verb.add_option("--days", arguments.days, "How long the invitation is good")->capture_default_str();
}

}  // namespace

void add_register(CLI::App& app, Session& session) {
  CLI::App* verb = app.add_subcommand("register", "What people report: make the register, invite people, verify its log, back it up");
  verb->require_subcommand(1);

  auto first = std::make_shared<InviteArguments>();
  first->role = "secretariat";
  auto where = std::make_shared<std::string>();
  CLI::App* making = add_verb(*verb, session, "init", "Make the register of a workspace, and invite the first of the secretariat",
                              "  atalaya register init -w observatory --name NAME --email ADDRESS\n"
                              "  atalaya register init -w observatory --store \"postgresql:host=/run/postgresql dbname=register\"");
  making->add_option("--store", *where, std::string("sqlite:PATH (from the workspace) or postgresql:CONNINFO; without it ") + default_register);
  add_invitation_options(*making, *first, false);
  add_json(*making, session);
  making->callback([&session, where, first] { session.work = [&session, where, first] { return init(session, *where, *first); }; });

  auto arguments = std::make_shared<InviteArguments>();
  CLI::App* inviting = add_verb(*verb, session, "invite", "Invite somebody to a role",
                                "  atalaya register invite -w observatory --role focal_point --country ARG --name NAME --email ADDRESS");
  inviting->add_option("--role", arguments->role, "secretariat, focal_point, observer, working_group, civil_society or citizen")->required();
  inviting->add_option("--country", arguments->country, "ISO alpha-3; without it the region");
  inviting->add_option("--organisation", arguments->organisation, "The id of an organisation of the register");
  add_invitation_options(*inviting, *arguments, true);
  add_json(*inviting, session);
  inviting->callback([&session, arguments] {
    session.work = [&session, arguments]() -> Status {
      const auto store = TRY(open_register(session.space()));
      return invite(*store, session, *arguments);
    };
  });

  auto invitations = std::make_shared<bool>(false);
  CLI::App* listing = add_verb(*verb, session, "people", "List people with their roles, or the invitations",
                               "  atalaya register people -w observatory\n  atalaya register people -w observatory --invitations --json");
  listing->add_flag("--invitations", *invitations, "List the invitations");
  add_json(*listing, session);
  listing->callback([&session, invitations] { session.work = [&session, invitations] { return people(session, *invitations); }; });

  auto person = std::make_shared<std::string>();
  CLI::App* recovering = add_verb(*verb, session, "recover", "Let somebody who has lost password, code or passkey set a new password",
                                  "  atalaya register recover -w observatory PERSON");
  recovering->add_option("PERSON", *person, "The person's id, as 'register people' lists it")->required();
  recovering->callback([&session, person] { session.work = [&session, person] { return recover(session, *person); }; });

  auto owner = std::make_shared<std::string>();
  auto removed = std::make_shared<std::string>();
  CLI::App* keys = add_verb(*verb, session, "passkeys", "List somebody's passkeys, or remove one that is lost",
                            "  atalaya register passkeys -w observatory PERSON\n  atalaya register passkeys -w observatory PERSON --remove PASSKEY");
  keys->add_option("PERSON", *owner, "The person's id, as 'register people' lists it")->required();
  keys->add_option("--remove", *removed, "The passkey's id: nobody logs in with it any more");
  add_json(*keys, session);
  keys->callback([&session, owner, removed] { session.work = [&session, owner, removed] { return passkeys(session, *owner, *removed); }; });

  auto renew = std::make_shared<bool>(false);
  CLI::App* sealing = add_verb(*verb, session, "secret-key", "Say which key the secrets of one-time codes are sealed with, or make a new one",
                               "  atalaya register secret-key -w observatory\n  atalaya register secret-key -w observatory --renew");
  sealing->add_flag("--renew", *renew, "Seal everything with a new key; also where the key is lost");
  add_json(*sealing, session);
  sealing->callback([&session, renew] { session.work = [&session, renew] { return secret_key(session, *renew); }; });

  auto heads = std::make_shared<std::vector<std::string>>();
  CLI::App* verifying = add_verb(*verb, session, "verify", "Walk the log and say whether any entry is not what it was",
                                 "  atalaya register verify -w observatory\n  atalaya register verify -w observatory --head 12:HASH");
  verifying->add_option("--head", *heads, "A head that is known from elsewhere, as from a release: NUMBER:HASH");
  add_json(*verifying, session);
  verifying->callback([&session, heads] { session.work = [&session, heads] { return verify(session, *heads); }; });

  add_register_publish(*verb, session);
  add_register_instruments(*verb, session);
  add_register_care(*verb, session);
  add_register_consultation(*verb, session);
  add_register_xlsx(*verb, session);
  add_register_signatures(*verb, session);

  auto file = std::make_shared<std::string>();
  CLI::App* copying =
      add_verb(*verb, session, "backup", "Copy the register into a file, while it is in use", "  atalaya register backup -w observatory copy.sqlite");
  copying->add_option("FILE", *file, "The file to make")->required();
  copying->callback([&session, file] { session.work = [&session, file] { return backup(session, *file); }; });
}

}  // namespace atalaya::cli
