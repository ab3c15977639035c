#include <algorithm>

#include "register/people/invitations.h"
#include "register/people/people.h"
#include "register/people/roles.h"
#include "site/parts.h"
#include "site/register/pages.h"
#include "site/register/words.h"

namespace atalaya::site::desk {

namespace {

std::vector<Choice> country_choices(const Visit& visit) {
  std::vector<Choice> out = {{"", visit.locale().tr("The region"), true}};
  for (const Country* country : visit.presenter().countries_by_name()) out.push_back({country->id, visit.presenter().in(country->name)});
  return out;
}

Result<FormView> invite_form(Visit& visit, bool kept) {
  const Locale& l = visit.locale();
  FormView form{.action = visit.link("people/invite"), .csrf = visit.csrf(), .id = "invite-"};
  // What was typed and not taken stays: only this form of the page has an address. What was taken begins anew.
  const http::Form none;
  const http::Form& typed = kept && visit.form().has("email") ? visit.form() : none;
  const bool sent = typed.has("email");
  form.fields.push_back({.name = "name", .label = l.tr("Name"), .value = typed.get("name"), .required = true, .most_letters = 200});
  form.fields.push_back({.kind = Field::Kind::Email, .name = "email", .label = l.tr("E-mail address"), .value = typed.get("email"), .required = true});
  std::vector<Choice> roles;
  for (const reg::Role role : reg::all_roles) {
    if (reg::reach(role) != reg::Reach::Nobody)
      roles.push_back(
          {std::string(reg::to_string(role)), role_name(l, role), sent ? reg::to_string(role) == typed.get("role") : role == reg::Role::FocalPoint});
  }
  form.fields.push_back({.kind = Field::Kind::Select, .name = "role", .label = l.tr("Role"), .choices = std::move(roles)});
  form.fields.push_back(
      {.kind = Field::Kind::Select, .name = "country", .label = l.tr("For"), .choices = mark(country_choices(visit), {typed.get("country")})});
  form.fields.push_back({.kind = Field::Kind::Select,
                         .name = "language",
                         .label = l.tr("Language in which to write"),
                         .choices = language_choices(sent ? typed.get("language") : visit.presenter().language())});
  std::vector<Choice> organisations = {{"", l.tr("none"), true}};
  for (const auto& organisation : TRY(reg::people::organisations(visit.desk().store))) {
    if (!organisation.closed) organisations.push_back({organisation.id, organisation.name});
  }
  form.fields.push_back({.kind = Field::Kind::Select,
                         .name = "organisation",
                         .label = l.tr("Organisation"),
                         .choices = mark(std::move(organisations), {typed.get("organisation")})});
  form.buttons.push_back({.label = l.tr("Make an invitation")});
  return form;
}

Status add_people(Visit& visit, DeskPage& page) {
  const Locale& l = visit.locale();
  reg::Store& store = visit.desk().store;
  const auto people = TRY(reg::people::all_people(store));
  const auto grants = TRY(reg::roles::grants_at(store, store.now()));
  Table table{.id = "people", .caption = l.tr("People"), .columns = {{l.tr("Name")}, {l.tr("E-mail address")}, {l.tr("Roles")}}, .under_heading = true};
  for (const auto& person : people) {
    if (person.erased) continue;
    std::vector<std::string> roles;
    for (const auto& grant : grants) {
      if (grant.person == person.id) roles.push_back(role_in(visit.presenter(), {grant.role, grant.country}));
    }
    table.rows.push_back({.cells = {{.text = person.name}, {.text = person.email}, {.text = roles.empty() ? l.tr("none") : l.list(roles)}}});
  }
  std::ranges::sort(table.rows, [&](const Row& one, const Row& other) { return l.compare(one.cells[0].text, other.cells[0].text) < 0; });
  View block = page.block(l.tr("People"));
  add_table(block, "TABLE", table);

  TRY_STATUS(add_roles_in_force(visit, page, people));

  std::vector<Choice> held;
  for (const auto& grant : TRY(reg::roles::present_and_coming(store))) {
    const auto person = std::ranges::find(people, grant.person, &reg::people::Person::id);
    if (person == people.end()) continue;
    held.push_back({grant.id, person->name + ": " + role_in(visit.presenter(), {grant.role, grant.country})});
  }
  std::ranges::sort(held, [&](const Choice& one, const Choice& other) { return l.compare(one.label, other.label) < 0; });
  if (!held.empty()) {
    View end = page.block(l.tr("End a role"), l.tr("It stays in the log that it was held, and until when."));
    FormView form{.action = visit.link("people/end-role"), .csrf = visit.csrf(), .id = "end-"};
    form.fields.push_back({.kind = Field::Kind::Select, .name = "grant", .label = l.tr("Role"), .choices = std::move(held)});
    form.fields.push_back({.name = "reason", .label = l.tr("Reason"), .required = true, .most_letters = 500});
    form.buttons.push_back({.label = l.tr("End the role"), .risky = true});
    add_form(end, "FORM", form);
  }
  return {};
}

Status add_invitations(Visit& visit, DeskPage& page) {
  const Locale& l = visit.locale();
  const std::string now = visit.desk().store.now();
  View block = page.block(l.tr("Open invitations"));
  bool any = false;
  for (const auto& invitation : TRY(reg::invitations::all(visit.desk().store))) {
    if (invitation.accepted || invitation.revoked || invitation.expires < now) continue;
    any = true;
    add_row(block, invitation.name + " <" + invitation.email + ">", {},
            fill(l.tr("{1}; until {2}"), {role_in(visit.presenter(), {invitation.role, invitation.country}), moment(l, invitation.expires)}));
  }
  if (!any) block.optional("PARAGRAPH", "TEXT", l.tr("There are none."));
  return {};
}

Answer show_people(Visit& visit, DeskPage::Tone tone, const std::string& message, const std::string& link, int status) {
  const Locale& l = visit.locale();
  DeskPage page(visit, l.tr("People and roles"), "people");
  if (!message.empty()) {
    View notice = page.notice(tone, message);
    if (!link.empty()) add_item(notice, link, link);
  }
  View invite = page.block(l.tr("Invite somebody"));
  add_form(invite, "FORM", TRY(invite_form(visit, tone == DeskPage::Tone::Fault)));
  TRY_STATUS(add_invitations(visit, page));
  TRY_STATUS(add_people(visit, page));
  View organisations = page.block(l.tr("Organisations"));
  for (const auto& organisation : TRY(reg::people::organisations(visit.desk().store))) {
    if (!organisation.closed) {
      add_row(organisations, organisation.name, {}, organisation.country.empty() ? l.tr("The region") : visit.presenter().area_name(organisation.country));
    }
  }
  FormView form{.action = visit.link("organisations"), .csrf = visit.csrf(), .id = "org-"};
  form.fields.push_back({.name = "name", .label = l.tr("Name"), .required = true, .most_letters = 200});
  form.fields.push_back({.kind = Field::Kind::Select, .name = "country", .label = l.tr("Country"), .choices = country_choices(visit)});
  form.buttons.push_back({.label = l.tr("Add an organisation"), .quiet = true});
  add_form(organisations, "FORM", form);
  return visit.respond(TRY(page.render()), status);
}

// What a person typed wrongly is said above the form; all else is a page of its own.
Answer show_fault(Visit& visit, const Error& error) {
  if (error.kind != ErrorKind::Input && error.kind != ErrorKind::Conflict) return std::unexpected(error);
  return show_people(visit, DeskPage::Tone::Fault, sentence(visit.locale(), error), {}, error.kind == ErrorKind::Conflict ? 409 : 422);
}

}  // namespace

Answer people_page(Visit& visit) { return show_people(visit, DeskPage::Tone::Plain, {}, {}, 200); }

Answer invite_person(Visit& visit) {
  const http::Form& form = visit.form();
  const auto role = reg::parse_role(form.get("role"));
  if (!role) return show_fault(visit, {ErrorKind::Input, visit.locale().tr("There is no such role")});
  const auto invited = reg::invitations::invite(visit.desk().store, visit.principal().person,
                                                {.name = form.get("name"),
                                                 .email = form.get("email"),
                                                 .language = form.get("language"),
                                                 .role = *role,
                                                 .country = form.get("country"),
                                                 .organisation = form.get("organisation")});
  if (!invited) return show_fault(visit, invited.error());
  // The link is shown once, here; the store has only its hash.
  const std::string link = visit.desk().settings.public_url + "/" + form.get("language") + "/register/invitations/" + invited->token;
  return show_people(visit, DeskPage::Tone::Done,
                     fill(visit.locale().tr("The invitation for {1} is made. Give them this link; it is not shown again:"), {form.get("name")}), link, 200);
}

Answer end_role(Visit& visit) {
  const auto ended = reg::roles::end(visit.desk().store, visit.principal().person, visit.form().get("grant"), visit.form().get("reason"));
  if (!ended) return show_fault(visit, ended.error());
  return visit.go("people");
}

Answer add_organisation(Visit& visit) {
  const auto added = reg::people::add_organisation(visit.desk().store, visit.principal().person, visit.form().get("name"), visit.form().get("country"));
  if (!added) return show_fault(visit, added.error());
  return visit.go("people");
}

}  // namespace atalaya::site::desk
