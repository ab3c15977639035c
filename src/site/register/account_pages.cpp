#include "register/access/identities.h"
#include "register/people/roles.h"
#include "site/register/pages.h"
#include "site/register/qr_code.h"
#include "site/register/words.h"

namespace atalaya::site::desk {

namespace {

void add_roles(DeskPage& page, const Visit& visit) {
  const Locale& l = visit.locale();
  View block = page.block(l.tr("Your roles"), visit.principal().roles.empty() ? l.tr("You have no role in the register.") : std::string());
  for (const reg::HeldRole& role : visit.principal().roles) add_row(block, role_in(visit.presenter(), role), {});
  add_link(block, l.tr("Since when, until when; delegate or hand over"), visit.link("account/roles"));
}

void add_sessions(DeskPage& page, const Visit& visit, const std::vector<reg::SessionRecord>& sessions) {
  const Locale& l = visit.locale();
  View block = page.block(l.tr("Where you are logged in"));
  for (const auto& session : sessions) {
    const bool is_this = session.id == visit.principal().session;
    add_row(block, fill(l.tr("since {1}, last used {2}"), {moment(l, session.created), moment(l, session.seen)}), {},
            is_this ? l.tr("this browser") : std::string());
  }
  if (sessions.size() > 1) {
    add_form(block, "FORM",
             {.action = visit.link("account/sessions/end"), .csrf = visit.csrf(), .buttons = {{.label = l.tr("Log out everywhere else"), .quiet = true}}});
  }
}

FormView password_form(const Visit& visit) {
  const Locale& l = visit.locale();
  FormView form{.action = visit.link("account/password"), .csrf = visit.csrf(), .id = "pw-"};
  form.fields.push_back({.kind = Field::Kind::Password, .name = "old", .label = l.tr("Present password"), .required = true});
  form.fields.push_back({.kind = Field::Kind::NewPassword, .name = "new", .label = l.tr("New password"), .required = true});
  form.buttons.push_back({.label = l.tr("Change the password")});
  return form;
}

void add_qr(View& block, const std::string& uri, const std::string& alternative) {
  const QrCode qr = qr_code(uri);
  if (qr.side == 0) return;
  const std::string side = std::to_string(qr.side + 2 * qr_quiet_zone);
  block.add("QR").set("ALT", alternative).set("SIDE", side).set("PATH", qr.path);
}

void add_code(DeskPage& page, const Visit& visit, bool has_code, const reg::Accounts::TotpSetup* setup) {
  const Locale& l = visit.locale();
  View code =
      page.block(l.tr("One-time codes"),
                 has_code ? l.tr("Your account has a one-time code. To submit a report, review it or invite people, log in with it or with a passkey.")
                          : l.tr("To submit a report, review it or invite people, your account needs a one-time code beside its password, or a passkey."));
  if (setup != nullptr) {
    add_qr(code, setup->uri, l.tr("QR code with the secret, to scan with your authenticator. The same stands below as text."));
    add_fact(code, l.tr("Secret, to type into your authenticator"), setup->secret);
    add_fact(code, l.tr("The same as a link"), setup->uri, setup->uri);
    FormView form{.action = visit.link("account/code/confirm"), .csrf = visit.csrf(), .id = "code-"};
    form.fields.push_back({.kind = Field::Kind::Code, .name = "code", .label = l.tr("The code that it shows now"), .required = true});
    form.buttons.push_back({.label = l.tr("Confirm the code")});
    add_form(code, "FORM", form);
  } else if (!has_code) {
    add_form(code, "FORM", {.action = visit.link("account/code"), .csrf = visit.csrf(), .buttons = {{.label = l.tr("Set up a code")}}});
  }
}

Answer show_account(Visit& visit, DeskPage::Tone tone, const std::string& message, const reg::Accounts::TotpSetup* setup, int status) {
  const Locale& l = visit.locale();
  const auto sessions = TRY(visit.desk().sessions.open_ones(visit.principal().person));
  // Who logs in by a provider may have no account of ours: neither password nor code.
  const auto local = visit.desk().accounts.has_code(visit.token());
  if (!local && local.error().kind != ErrorKind::NotFound) return std::unexpected(local.error());
  const auto passkeys = TRY(visit.desk().passkeys.of(visit.principal().person));
  DeskPage page(visit, l.tr("Your account"), "account");
  if (!message.empty()) page.notice(tone, message);
  View out = page.block("");
  FormView leave{.action = visit.link("logout"), .csrf = visit.csrf(), .buttons = {{.label = l.tr("Log out")}}};
  const std::string provider = TRY(reg::identities::provider_of(visit.desk().store, visit.principal().session));
  if (const auto* at = visit.desk().providers == nullptr ? nullptr : visit.desk().providers->find(provider)) {
    leave.buttons.push_back({.label = fill(l.tr("Log out here and at {1}"), {visit.presenter().in(at->name)}), .name = "there", .value = "1", .quiet = true});
  }
  add_form(out, "FORM", leave);
  add_roles(page, visit);
  View own = page.block(l.tr("Your data and notices"));
  add_link(own, l.tr("See, take along or erase what is yours"), visit.link("account/data"));
  if (local) add_code(page, visit, *local, setup);
  if (local) {
    add_passkey_rows(page, visit, passkeys);
    View password = page.block(l.tr("Password"));
    add_form(password, "FORM", password_form(visit));
  }
  add_sessions(page, visit, sessions);
  return visit.respond(TRY(page.render()), status);
}

}  // namespace

Answer account_page(Visit& visit) { return show_account(visit, DeskPage::Tone::Plain, {}, nullptr, 200); }

Answer change_password(Visit& visit) {
  const auto changed = visit.desk().accounts.change_password(visit.token(), visit.form().get("old"), visit.form().get("new"));
  if (!changed) {
    if (changed.error().kind != ErrorKind::Input) return std::unexpected(changed.error());
    return show_account(visit, DeskPage::Tone::Fault, sentence(visit.locale(), changed.error()), nullptr, 422);
  }
  visit.log_in(*changed);
  return show_account(visit, DeskPage::Tone::Done, visit.locale().tr("The password is changed, and all other browsers are logged out."), nullptr, 200);
}

Answer begin_code(Visit& visit) {
  const auto setup = TRY(visit.desk().accounts.begin_code(visit.token()));
  return show_account(visit, DeskPage::Tone::Plain, {}, &setup, 200);
}

Answer confirm_code(Visit& visit) {
  const auto raised = visit.desk().accounts.confirm_code(visit.token(), visit.form().get("code"));
  if (!raised) {
    if (raised.error().kind != ErrorKind::Input) return std::unexpected(raised.error());
    return show_account(visit, DeskPage::Tone::Fault, sentence(visit.locale(), raised.error()), nullptr, 422);
  }
  visit.log_in(*raised);
  return show_account(visit, DeskPage::Tone::Done, visit.locale().tr("The code is set up; this browser is logged in with it."), nullptr, 200);
}

Answer end_sessions(Visit& visit) {
  TRY_STATUS(visit.desk().sessions.revoke_all(visit.principal().person, visit.principal().person, visit.principal().session));
  return visit.go("account");
}

}  // namespace atalaya::site::desk
