// What the register keeps of people, for everybody; and for who has logged in what it keeps of them, to see, take along and erase.
#include "register/notices/choice.h"
#include "register/people/people.h"
#include "register/privacy/erasing.h"
#include "register/privacy/own_data.h"
#include "site/parts.h"
#include "site/register/pages.h"
#include "site/register/words.h"

namespace atalaya::site::desk {

namespace {

using reg::PersonalData;

std::string kept_for(const Locale& l, const reg::PrivacyRule& rule) {
  if (!rule.days) return l.tr("As part of the public record");
  const std::string days = fill(l.ntr("{1} day", "{1} days", *rule.days), {l.integer(*rule.days)});
  switch (rule.kind) {
    case PersonalData::People:
    case PersonalData::Accounts: return fill(l.tr("While you hold a role, and {1} after the last one ended"), {days});
    case PersonalData::Sessions: return fill(l.tr("{1} after its end"), {days});
    case PersonalData::Devices: return fill(l.tr("{1} after the last login"), {days});
    case PersonalData::Passkeys: return fill(l.tr("{1} after the last login with them"), {days});
    case PersonalData::Identities: return fill(l.tr("While they are linked, and {1} after"), {days});
    case PersonalData::Recoveries: return fill(l.tr("{1} after it expired"), {days});
    case PersonalData::Invitations: return fill(l.tr("{1} after it was accepted, revoked or expired"), {days});
    case PersonalData::Notices: return fill(l.tr("{1} after it was sent or given up"), {days});
    default: return days;
  }
}

FormView notices_form(const Visit& visit, reg::notices::Wanted chosen) {
  const Locale& l = visit.locale();
  using reg::notices::Wanted;
  FormView form{.action = visit.link("account/notices"), .csrf = visit.csrf(), .id = "notices-"};
  form.fields.push_back({.kind = Field::Kind::Radio,
                         .name = "delivery",
                         .label = l.tr("Notices by e-mail"),
                         .choices = {{"each", l.tr("Each one at once"), chosen == Wanted::Each},
                                     {"daily", l.tr("All of a day in one message"), chosen == Wanted::Daily},
                                     {"none", l.tr("None"), chosen == Wanted::None}}});
  form.buttons.push_back({.label = l.tr("Save the choice")});
  return form;
}

FormView erase_form(const Visit& visit, bool local) {
  const Locale& l = visit.locale();
  FormView form{.action = visit.link("account/erase"), .csrf = visit.csrf(), .id = "erase-"};
  form.fields.push_back({.kind = Field::Kind::Radio,
                         .name = "said",
                         .label = l.tr("What you said in consultations"),
                         .choices = {{"stays", l.tr("It stays, without your name"), true}, {"goes", l.tr("It is taken away"), false}}});
  if (local) form.fields.push_back({.kind = Field::Kind::Password, .name = "password", .label = l.tr("Present password"), .required = true});
  form.fields.push_back({.kind = Field::Kind::Checkboxes,
                         .name = "sure",
                         .label = l.tr("Confirm"),
                         .choices = {{"yes", l.tr("Erase me from the register; this cannot be undone"), false}}});
  form.buttons.push_back({.label = l.tr("Erase me"), .risky = true});
  return form;
}

Answer show_own_data(Visit& visit, DeskPage::Tone tone, const std::string& message, int status) {
  const Locale& l = visit.locale();
  const auto person = TRY(reg::people::find_person(visit.desk().store, visit.principal().person));
  const auto local = visit.desk().accounts.has_code(visit.token());
  if (!local && local.error().kind != ErrorKind::NotFound) return std::unexpected(local.error());
  DeskPage page(visit, l.tr("Your data and notices"), "account/data");
  page.under(l.tr("Your account"), visit.link("account"));
  if (!message.empty()) page.notice(tone, message);
  View facts = page.block(l.tr("What the register has of you"));
  add_fact(facts, l.tr("Name"), person.name);
  add_fact(facts, l.tr("E-mail address"), person.email);
  add_fact(facts, l.tr("Language in which to write"), language_name(person.language));
  add_fact(facts, l.tr("In the register since"), moment(l, person.created));
  add_link(facts, l.tr("Download all of it (JSON)"), visit.link("account/data.json"));
  add_link(facts, l.tr("What is kept, why and for how long"), visit.link("privacy"));
  View notices = page.block(l.tr("Notices"), visit.desk().mail == nullptr ? l.tr("This observatory sends no e-mail at present; notices wait.") : std::string());
  add_form(notices, "FORM", notices_form(visit, TRY(reg::notices::wanted(visit.desk().store, person.id))));
  View erase = page.block(
      l.tr("Erase me"),
      l.tr("Your name, address and logins are removed, and your roles end. What you did for a country stays, by a number that leads to nobody; the log "
           "has only hashes."));
  add_form(erase, "FORM", erase_form(visit, local.has_value()));
  return visit.respond(TRY(page.render()), status);
}

}  // namespace

Answer privacy_page(Visit& visit) {
  const Locale& l = visit.locale();
  const Presenter& p = visit.presenter();
  DeskPage page(visit, l.tr("Privacy"), "privacy");
  page.lede(l.tr("What the register keeps of people, why, on which ground, for how long, and who sees it. The program deletes by these times."));
  const reg::PrivacyPolicy* const policy = visit.desk().privacy;
  if (policy == nullptr) {
    page.notice(DeskPage::Tone::Warning, l.tr("The agenda of this observatory declares nothing yet, so nothing is deleted by time."));
    return visit.respond(TRY(page.render()));
  }
  page.block(l.tr("Who answers for it"), p.in(policy->controller));
  View kinds = page.block(l.tr("Kinds of data"));
  Table table{.id = "privacy",
              .caption = l.tr("Kinds of data"),
              .columns = {{l.tr("Kind")}, {l.tr("What is kept")}, {l.tr("Why")}, {l.tr("Ground")}, {l.tr("For how long")}, {l.tr("Who sees it")}},
              .under_heading = true};
  for (const reg::PrivacyRule& rule : policy->rules) {
    table.rows.push_back({.cells = {{.text = p.in(rule.name)},
                                    {.text = p.in(rule.what)},
                                    {.text = p.in(rule.why)},
                                    {.text = p.in(rule.ground)},
                                    {.text = kept_for(l, rule)},
                                    {.text = p.in(rule.seen_by)}}});
  }
  add_table(kinds, "TABLE", table);
  page.block(l.tr("Downloads of copies"),
             l.tr("Of copies to read without a connection, only how many were downloaded on a day is kept, by country, language and release. So that the same "
                  "visitor counts "
                  "once an hour, the program keeps a keyed hash of the address in memory for two hours at most; neither it nor the address is stored."));
  View rights =
      page.block(l.tr("What you can do"),
                 l.tr("Whoever has an account sees, downloads and erases what is theirs, without asking anybody. Others write to who answers for it."));
  add_link(rights, l.tr("Your data and notices"), visit.link("account/data"));
  return visit.respond(TRY(page.render()));
}

Answer own_data_page(Visit& visit) { return show_own_data(visit, DeskPage::Tone::Plain, {}, 200); }

Answer own_data_file(Visit& visit) {
  auto response = http::text_response(200, "application/json", TRY(reg::privacy::export_json(visit.desk().store, visit.principal().person)));
  response.headers.set("Content-Disposition", "attachment; filename=\"atalaya-register.json\"");
  return visit.finish(std::move(response));
}

Answer erase_account(Visit& visit) {
  const Locale& l = visit.locale();
  if (visit.form().get("sure") != "yes") return show_own_data(visit, DeskPage::Tone::Fault, l.tr("Confirm that you want to be erased."), 422);
  if (const Status proved = visit.desk().accounts.prove(visit.token(), visit.form().get("password")); !proved) {
    if (proved.error().kind != ErrorKind::Input && proved.error().kind != ErrorKind::Conflict) return std::unexpected(proved.error());
    return show_own_data(visit, DeskPage::Tone::Fault, sentence(l, proved.error()), proved.error().kind == ErrorKind::Input ? 422 : 409);
  }
  const auto said = visit.form().get("said") == "goes" ? reg::consultation::Said::Goes : reg::consultation::Said::Stays;
  const std::string person = visit.principal().person;
  TRY_STATUS(reg::privacy::erase(visit.desk().store, visit.desk().accounts, person, person, said));
  visit.log_out();
  return visit.go("privacy");
}

Answer choose_notices(Visit& visit) {
  const auto wanted = reg::notices::parse_wanted(visit.form().get("delivery"));
  if (!wanted) return fail(ErrorKind::Input, tr_noop("there is no such choice"));
  TRY_STATUS(reg::notices::choose(visit.desk().store, visit.principal().person, *wanted));
  return show_own_data(visit, DeskPage::Tone::Done, visit.locale().tr("Your choice is saved."), 200);
}

}  // namespace atalaya::site::desk
