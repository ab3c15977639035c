#include <spdlog/spdlog.h>

#include "base/text.h"
#include "register/people/invitations.h"
#include "register/people/pass_on.h"
#include "site/register/pages.h"
#include "site/register/words.h"

namespace atalaya::site::desk {

namespace {

FormView login_form(const Visit& visit, const std::string& email, const std::string& back, bool with_code) {
  const Locale& l = visit.locale();
  FormView form{.action = visit.link("login"), .csrf = visit.csrf()};
  form.fields.push_back({.kind = Field::Kind::Hidden, .name = "back", .value = back});
  form.fields.push_back({.kind = Field::Kind::Email, .name = "email", .label = l.tr("E-mail address"), .value = email, .required = true});
  form.fields.push_back({.kind = Field::Kind::Password, .name = "password", .label = l.tr("Password"), .required = true});
  form.fields.push_back({.kind = Field::Kind::Code,
                         .name = "code",
                         .label = l.tr("Code of your authenticator"),
                         .help = with_code ? std::string() : l.tr("Only where your account has one."),
                         .required = with_code});
  form.buttons.push_back({.label = l.tr("Log in")});
  return form;
}

// The forms of somebody who takes an invitation.
Answer show_invitation(Visit& visit, const reg::invitations::Invitation& invitation, const std::string& fault, int status) {
  const Locale& l = visit.locale();
  const std::string token = visit.parameter("token");
  DeskPage page(visit, l.tr("Invitation"), "invitations/" + token);
  page.lede(fill(l.tr("You are invited to the register of the agenda as {1}."), {role_in(visit.presenter(), {invitation.role, invitation.country})}));
  if (!fault.empty()) page.notice(DeskPage::Tone::Fault, fault);
  View block = page.block("");
  add_fact(block, l.tr("For"), invitation.name + " <" + invitation.email + ">");
  add_fact(block, l.tr("Valid until"), moment(l, invitation.expires));
  // A role that somebody passes on has its own times.
  if (const auto offer = TRY(reg::pass_on::find(visit.desk().store, invitation.id))) {
    const bool delegated = offer->kind == reg::pass_on::Kind::Delegate;
    add_fact(block, l.tr("How you get the role"), delegated ? l.tr("delegated: its holder keeps it, too") : l.tr("handed over: its holder has it no more"));
    if (offer->from) add_fact(block, l.tr("From"), moment(l, *offer->from));
    if (offer->until) add_fact(block, l.tr("Until"), moment(l, *offer->until));
  }
  FormView form{.action = visit.link("invitations/" + token), .csrf = visit.csrf()};
  if (visit.principal().anonymous()) {
    form.fields.push_back({.name = "name", .label = l.tr("Your name"), .value = invitation.name, .required = true, .most_letters = 200});
    form.fields.push_back({.kind = Field::Kind::NewPassword,
                           .name = "password",
                           .label = l.tr("Choose a password"),
                           .help = l.tr("At least twelve characters; a short sentence is easy to keep and hard to guess."),
                           .required = true});
    form.buttons.push_back({.label = l.tr("Make the account and log in")});
  } else {
    form.buttons.push_back({.label = fill(l.tr("Take the role as {1}"), {visit.principal().name})});
  }
  add_form(block, "FORM", form);
  if (visit.principal().anonymous()) add_providers(page, visit, visit.link("invitations/" + token), invitation.country);
  return visit.respond(TRY(page.render()), status);
}

// For who has lost password or code, by the link of 'register recover'. Whether the link is good shows with the form: to look at it does not use it up.
Answer show_recovery(Visit& visit, const std::string& fault, int status) {
  const Locale& l = visit.locale();
  const std::string path = "recover/" + visit.parameter("token");
  DeskPage page(visit, l.tr("Set a new password"), path);
  page.lede(l.tr("All browsers are logged out, and a one-time code or passkeys must be set up again."));
  if (!fault.empty()) page.notice(DeskPage::Tone::Fault, fault);
  FormView form{.action = visit.link(path), .csrf = visit.csrf()};
  form.fields.push_back({.kind = Field::Kind::NewPassword,
                         .name = "password",
                         .label = l.tr("New password"),
                         .help = l.tr("At least twelve characters; a short sentence is easy to keep and hard to guess."),
                         .required = true});
  form.buttons.push_back({.label = l.tr("Set the password")});
  View block = page.block("");
  add_form(block, "FORM", form);
  return visit.respond(TRY(page.render()), status);
}

}  // namespace

std::string way_back(const Visit& visit, const std::string& wanted) {
  const std::string home = visit.link("");
  // Browsers take "/../" and "/%2e%2e/" as a step up.
  const bool steps_up = wanted.contains("/.") || to_lower_ascii(wanted).contains("%2e");
  const bool is_ours = wanted.starts_with(home + "/") && reg::is_local_path(wanted) && !wanted.contains("//") && !steps_up;
  return is_ours ? wanted : visit.link("desk");
}

void add_providers(DeskPage& page, const Visit& visit, const std::string& back, const std::string& country, reg::Assurance least) {
  if (visit.desk().providers == nullptr) return;
  FormView form{.action = visit.link("login/begin"), .csrf = visit.csrf(), .id = "provider-"};
  form.fields.push_back({.kind = Field::Kind::Hidden, .name = "back", .value = back});
  for (const reg::Provider& provider : visit.desk().providers->providers()) {
    if ((country.empty() || provider.serves(country)) && provider.reaches(least))
      form.buttons.push_back({.label = visit.presenter().in(provider.name), .name = "provider", .value = provider.id});
  }
  if (form.buttons.empty()) return;
  if (least > reg::Assurance::Low) form.fields.push_back({.kind = Field::Kind::Hidden, .name = "least", .value = std::string(reg::to_string(least))});
  View block = page.block(visit.locale().tr("With an account of your country or organisation"));
  add_form(block, "FORM", form);
}

Answer show_login(Visit& visit, const std::string& fault, const std::string& email, const std::string& back, bool with_code, int status) {
  const Locale& l = visit.locale();
  DeskPage page(visit, l.tr("Log in"), "login");
  page.lede(l.tr("For those who report, review or lead the agenda's cycle. Readers need no account."));
  if (!fault.empty()) page.notice(DeskPage::Tone::Fault, fault);
  add_providers(page, visit, back, {});
  const bool has_passkeys = add_passkey_login(page, visit, back);
  View block = page.block(has_passkeys                        ? l.tr("With a password")
                          : visit.desk().providers == nullptr ? std::string()
                                                              : l.tr("With an account of this observatory"));
  add_form(block, "FORM", login_form(visit, email, back, with_code));
  page.block(l.tr("No account?"), l.tr("Accounts are made by invitation: the secretariat of the agenda sends one to the focal points and reviewers whom a "
                                       "country or an organisation has named."));
  return visit.respond(TRY(page.render()), status);
}

Answer too_many(Visit& visit, const std::string& email, const std::string& back, std::chrono::milliseconds wait) {
  auto response = TRY(show_login(visit, visit.locale().tr("Too many tries. Please wait a while."), email, back, false, 429));
  response.headers.set("Retry-After", std::to_string(std::chrono::ceil<std::chrono::seconds>(wait).count()));
  return response;
}

Answer login_page(Visit& visit) {
  const std::string back = way_back(visit, visit.request().query.get("back"));
  if (!visit.principal().anonymous()) return visit.go_to(back);
  return show_login(visit, {}, {}, back, false, 200);
}

Answer log_in(Visit& visit) {
  const Locale& l = visit.locale();
  const http::Form& form = visit.form();
  const std::string back = way_back(visit, form.get("back"));
  const auto login = TRY(visit.desk().accounts.log_in({.email = form.get("email"),
                                                       .password = form.get("password"),
                                                       .code = form.get("code"),
                                                       .address = visit.request().remote_address,
                                                       .device = visit.device()}));
  using Outcome = reg::Accounts::Outcome;
  switch (login.outcome) {
    case Outcome::Done:
      visit.log_in(login.session);
      visit.remember_device(login.device);
      return visit.go_to(back);
    case Outcome::CodeNeeded:
      return show_login(visit, l.tr("This account also needs the code that your authenticator shows."), form.get("email"), back, true, 401);
    case Outcome::TooMany: return too_many(visit, form.get("email"), back, login.wait);
    case Outcome::CodeLost:
      // Nothing of whose account it is.
      spdlog::warn("the one-time code of an account cannot be checked with the register's key; 'atalaya register secret-key' says whose");
      return show_login(visit, l.tr("The code of this account cannot be checked any more. Please ask the secretariat to let you in again."), form.get("email"),
                        back, false, 409);
    case Outcome::Wrong: break;
  }
  return show_login(visit, l.tr("Address, password or code is not right."), form.get("email"), back, !form.get("code").empty(), 401);
}

Answer recovery_page(Visit& visit) { return show_recovery(visit, {}, 200); }

Answer recover_account(Visit& visit) {
  const Locale& l = visit.locale();
  const auto done = visit.desk().accounts.recover(visit.parameter("token"), visit.form().get("password"));
  if (!done) {
    if (done.error().kind != ErrorKind::Input) return std::unexpected(done.error());
    return show_recovery(visit, sentence(l, done.error()), 422);
  }
  DeskPage page(visit, l.tr("The password is set"), "login");
  page.notice(DeskPage::Tone::Done, l.tr("Log in with it. If your account had a one-time code or passkeys, set them up again on the page of your account."));
  View block = page.block("");
  add_link(block, l.tr("Log in"), visit.link("login"));
  return visit.respond(TRY(page.render()));
}

Answer invitation_page(Visit& visit) { return show_invitation(visit, TRY(reg::invitations::look_up(visit.desk().store, visit.parameter("token"))), {}, 200); }

Answer accept_invitation(Visit& visit) {
  const std::string token = visit.parameter("token");
  const auto invitation = TRY(reg::invitations::look_up(visit.desk().store, token));
  const http::Form& form = visit.form();
  if (!visit.principal().anonymous()) {
    TRY(reg::invitations::accept(visit.desk().store, token, {.person = visit.principal().person}));
    return visit.go("desk");
  }
  const auto login = visit.desk().accounts.accept_invitation(token, {.name = form.get("name"), .language = visit.presenter().language()}, form.get("password"));
  if (!login) {
    if (login.error().kind == ErrorKind::System || login.error().kind == ErrorKind::NotFound) return std::unexpected(login.error());
    return show_invitation(visit, invitation, sentence(visit.locale(), login.error()), login.error().kind == ErrorKind::Conflict ? 409 : 422);
  }
  visit.log_in(login->session);
  visit.remember_device(login->device);
  return visit.go("desk");
}

}  // namespace atalaya::site::desk
