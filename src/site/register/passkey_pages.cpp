// Passkeys: logging in with one, and those of one's own account. The form asks the browser for a passkey by a script (web/passkeys.js) and is sent as any
// other; without the script it says what is missing.
#include <spdlog/spdlog.h>

#include "base/text.h"
#include "register/oidc/base64url.h"
#include "site/register/pages.h"
#include "site/register/words.h"

namespace atalaya::site::desk {

namespace {

using reg::Passkeys;
using reg::webauthn::RelyingParty;

std::optional<RelyingParty> site_of(const Visit& visit) { return reg::webauthn::relying_party(visit.desk().settings.public_url); }

/// A field that the script has filled in, raw; empty where it is none or too long.
std::string raw(const Visit& visit, std::string_view name, std::size_t most) {
  const std::string text = visit.form().get(name);
  if (text.size() > most / 3 * 4 + 4) return {};
  return reg::decode_base64url(text).value_or("");
}

struct PasskeyForm {
  const char* ceremony;  ///< Of web/passkeys.js.
  std::string action;
  std::string options;
  std::string button;
  std::vector<Field> fields = {};
};

void add_passkey_form(View& view, const Visit& visit, const PasskeyForm& form) {
  const Locale& l = visit.locale();
  View outer(view.dictionary()->AddIncludeDictionary("FORM"));
  outer.dictionary()->SetFilename("register/passkey.tpl");
  outer.set("ACTION", form.action).set("CSRF", visit.csrf()).set("CEREMONY", form.ceremony).set("OPTIONS", form.options).set("BUTTON", form.button);
  outer.set("MISSING", l.tr("Passkeys need scripts, and a browser that knows them. All else on this site works without."));
  outer.set("WAITING", l.tr("Follow your browser: it asks for your PIN, finger or face."));
  outer.set("STOPPED", l.tr("It was stopped, or took too long. Nothing was done; you can try again."));
  outer.set("THERE", l.tr("This device already has a passkey of your account."));
  outer.set("FAILED", l.tr("Your browser could not do it. Nothing was done."));
  for (const Field& field : form.fields) {
    View item = outer.add("FIELD");
    add_field(item, "FIELD_BODY", field, "pk-");
  }
}

void add_forms(View& block, const Visit& visit, const reg::Passkey& passkey, Passkeys::Proof proof) {
  const Locale& l = visit.locale();
  FormView rename{.action = visit.link("account/passkeys/" + passkey.id + "/rename"), .csrf = visit.csrf(), .id = passkey.id + "-"};
  rename.fields.push_back({.name = "name", .label = l.tr("Name"), .value = passkey.name, .required = true, .most_letters = reg::most_passkey_name});
  rename.buttons.push_back({.label = l.tr("Rename"), .quiet = true});
  add_form(block, "FORM", rename);
  if (proof == Passkeys::Proof::MoreSure) return;
  FormView remove{.action = visit.link("account/passkeys/" + passkey.id + "/remove"), .csrf = visit.csrf(), .id = passkey.id + "-"};
  if (proof == Passkeys::Proof::Password) {
    remove.fields.push_back({.kind = Field::Kind::Password, .name = "password", .label = l.tr("Present password"), .required = true});
  }
  remove.buttons.push_back({.label = fill(l.tr("Remove “{1}”"), {passkey.name}), .quiet = true});
  add_form(block, "FORM", remove);
}

void add_passkey(DeskPage& page, const Visit& visit, const reg::Passkey& passkey, Passkeys::Proof proof) {
  const Locale& l = visit.locale();
  View block = page.block(passkey.name);
  add_fact(block, l.tr("Added"), moment(l, passkey.added));
  add_fact(block, l.tr("Last login with it"), passkey.used ? moment(l, *passkey.used) : l.tr("not yet"));
  add_fact(block, l.tr("Where it is"), passkey.backup_eligible ? l.tr("with all devices of yours that share it") : l.tr("in one device or security key alone"));
  add_forms(block, visit, passkey, proof);
}

void add_new(DeskPage& page, const Visit& visit, const RelyingParty& site, Passkeys::Proof proof, const std::string& options, const std::string& name) {
  const Locale& l = visit.locale();
  View block =
      page.block(l.tr("Add a passkey"),
                 fill(l.tr("Your device or security key makes it. It works at {1} alone, and takes the place of password and code together."), {site.id}));
  PasskeyForm form{.ceremony = "add", .action = visit.link("account/passkeys"), .options = options, .button = l.tr("Add a passkey")};
  form.fields.push_back({.name = "name",
                         .label = l.tr("Name of the passkey"),
                         .help = l.tr("For you to tell it from others, as “telephone” or “key in the office”."),
                         .value = name,
                         .required = true,
                         .most_letters = reg::most_passkey_name});
  if (proof == Passkeys::Proof::Password) {
    form.fields.push_back({.kind = Field::Kind::Password, .name = "password", .label = l.tr("Present password"), .required = true});
  }
  add_passkey_form(block, visit, form);
}

Answer show_passkeys(Visit& visit, DeskPage::Tone tone, const std::string& message, int status, const std::string& name = {}) {
  const Locale& l = visit.locale();
  Desk& desk = visit.desk();
  const auto site = site_of(visit);
  DeskPage page(visit, l.tr("Your passkeys"), "account/passkeys");
  page.under(l.tr("Your account"), visit.link("account"));
  if (!message.empty()) page.notice(tone, message);
  const auto local = desk.accounts.has_code(visit.token());
  if (!local) {
    if (local.error().kind != ErrorKind::NotFound) return std::unexpected(local.error());
    page.notice(DeskPage::Tone::Plain, l.tr("You log in by a provider, which has ways of its own; passkeys are for accounts of this observatory."));
    return visit.respond(TRY(page.render()), status);
  }
  const auto all = TRY(desk.passkeys.of(visit.principal().person));
  const auto proof = TRY(desk.passkeys.proof_needed(visit.token()));
  if (proof == Passkeys::Proof::MoreSure) {
    page.notice(DeskPage::Tone::Warning, l.tr("This login was with the password alone. To add or remove passkeys, log in with your code or a passkey."));
    if (!all.empty()) add_passkey_login(page, visit, visit.link("account/passkeys"));
  }
  if (all.empty()) page.block("", l.tr("Your account has no passkey yet."));
  for (const reg::Passkey& one : all) add_passkey(page, visit, one, proof);
  if (!site) {
    page.notice(DeskPage::Tone::Warning, l.tr("Browsers give passkeys only to sites with https, and this observatory was started without such an address."));
  } else if (proof != Passkeys::Proof::MoreSure && all.size() < reg::most_passkeys) {
    add_new(page, visit, *site, proof, TRY(desk.passkeys.creation_options(*site, visit.principal().person, visit.principal().session)), name);
  }
  return visit.respond(TRY(page.render()), status);
}

/// The page again with what was not right.
Answer not_done(Visit& visit, const Error& error, const std::string& name = {}) {
  if (error.kind != ErrorKind::Input && error.kind != ErrorKind::Conflict) return std::unexpected(error);
  return show_passkeys(visit, DeskPage::Tone::Fault, sentence(visit.locale(), error), error.kind == ErrorKind::Input ? 422 : 409, name);
}

}  // namespace

bool add_passkey_login(DeskPage& page, const Visit& visit, const std::string& back) {
  const auto site = site_of(visit);
  if (!site) return false;
  const Locale& l = visit.locale();
  View block = page.block(l.tr("With a passkey"));
  // The token of this browser is its own; csrf() has its cookie sent with the page.
  PasskeyForm form{.ceremony = "login",
                   .action = visit.link("login/passkey"),
                   .options = visit.desk().passkeys.request_options(*site, visit.token()),
                   .button = l.tr("Log in with a passkey")};
  form.fields.push_back({.kind = Field::Kind::Hidden, .name = "back", .value = back});
  add_passkey_form(block, visit, form);
  return true;
}

void add_passkey_rows(DeskPage& page, const Visit& visit, const std::vector<reg::Passkey>& passkeys) {
  const Locale& l = visit.locale();
  View block =
      page.block(l.tr("Passkeys"), l.tr("A passkey is kept by your telephone, computer or security key, and takes the place of password and code together."));
  for (const reg::Passkey& one : passkeys) {
    const std::string added = fill(l.tr("added {1}"), {moment(l, one.added)});
    add_row(block, one.name, {}, one.used ? added + ", " + fill(l.tr("last used {1}"), {moment(l, *one.used)}) : added);
  }
  add_link(block, passkeys.empty() ? l.tr("Add a passkey") : l.tr("Add, rename or remove passkeys"), visit.link("account/passkeys"));
}

Answer log_in_with_passkey(Visit& visit) {
  const Locale& l = visit.locale();
  Desk& desk = visit.desk();
  namespace w = reg::webauthn;
  const auto site = site_of(visit);
  if (!site) return fail(ErrorKind::NotFound, "there are no passkeys here");
  const std::string back = way_back(visit, visit.form().get("back"));
  const auto login = TRY(desk.passkeys.log_in(*site, {.answer = {.credential = raw(visit, "credential", w::most_credential_id_bytes),
                                                                 .client_data = raw(visit, "client_data", w::most_client_data_bytes),
                                                                 .authenticator_data = raw(visit, "authenticator_data", w::most_authenticator_bytes),
                                                                 .signature = raw(visit, "signature", w::most_signature_bytes),
                                                                 .user = raw(visit, "user", w::most_user_bytes)},
                                                      .browser = visit.token(),
                                                      .address = visit.request().remote_address,
                                                      .device = visit.device()}));
  using Outcome = Passkeys::Outcome;
  switch (login.outcome) {
    case Outcome::Done:
      // Who was logged in with the password alone goes on in the new session.
      if (!visit.principal().anonymous()) TRY_STATUS(desk.sessions.close(visit.token()));
      visit.log_in(login.session);
      visit.remember_device(login.device);
      return visit.go_to(back);
    case Outcome::Late: return show_login(visit, l.tr("This took too long, or was begun in another window. Please try once more."), "", back, false, 422);
    case Outcome::TooMany: return too_many(visit, "", back, login.wait);
    case Outcome::Copied:
      // Nothing of whose it is; the log has it.
      spdlog::warn("a passkey was refused because its counter has gone back: there may be a copy of it");
      break;
    case Outcome::Refused: break;
  }
  return show_login(visit, l.tr("This passkey was not accepted. Log in another way."), "", back, false, 401);
}

Answer passkeys_page(Visit& visit) { return show_passkeys(visit, DeskPage::Tone::Plain, {}, 200); }

Answer add_passkey(Visit& visit) {
  namespace w = reg::webauthn;
  const auto site = site_of(visit);
  if (!site) return fail(ErrorKind::NotFound, "there are no passkeys here");
  const std::string name(trim(visit.form().get("name")));
  if (const Status proved = visit.desk().passkeys.prove(visit.token(), visit.form().get("password")); !proved) return not_done(visit, proved.error(), name);
  const auto added = visit.desk().passkeys.add(
      *site, visit.token(), name,
      {.client_data = raw(visit, "client_data", w::most_client_data_bytes), .object = raw(visit, "attestation", w::most_attestation_bytes)});
  if (!added) return not_done(visit, added.error(), name);
  visit.log_in(*added);
  return show_passkeys(visit, DeskPage::Tone::Done, visit.locale().tr("The passkey is added; from now on you can log in with it."), 200);
}

Answer rename_passkey(Visit& visit) {
  const std::string person = visit.principal().person;
  const auto renamed = visit.desk().passkeys.rename(person, person, visit.parameter("passkey"), std::string(trim(visit.form().get("name"))));
  if (!renamed) return not_done(visit, renamed.error());
  return visit.go("account/passkeys");
}

Answer remove_passkey(Visit& visit) {
  if (const Status proved = visit.desk().passkeys.prove(visit.token(), visit.form().get("password")); !proved) return not_done(visit, proved.error());
  const reg::Principal& who = visit.principal();
  TRY_STATUS(visit.desk().passkeys.remove(who.person, who.person, visit.parameter("passkey"), who.session));
  return show_passkeys(visit, DeskPage::Tone::Done, visit.locale().tr("The passkey is removed: nobody logs in with it any more. Delete it on the device, too."),
                       200);
}

}  // namespace atalaya::site::desk
