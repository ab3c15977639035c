// Whose role is whose, from when to when; and passing one on.
#include <algorithm>
#include <map>

#include "register/people/pass_on.h"
#include "register/people/people.h"
#include "register/people/roles.h"
#include "site/parts.h"
#include "site/register/pages.h"
#include "site/register/words.h"

namespace atalaya::site::desk {

namespace {

using reg::roles::Grant;
namespace pass_on = reg::pass_on;

bool can_be_passed_on(const Grant& grant) { return !grant.delegated_from && (grant.role == reg::Role::FocalPoint || grant.role == reg::Role::Secretariat); }

std::string until_text(const Locale& l, const Grant& grant) { return grant.until ? moment(l, *grant.until) : l.tr("no end set"); }

/// Names of people, each looked up once.
class Names {
 public:
  explicit Names(const Visit& visit) : visit_(visit) {}
  Result<std::string> of(const std::string& person) {
    const auto known = names_.find(person);
    if (known != names_.end()) return known->second;
    const auto found = reg::people::find_person(visit_.desk().store, person);
    if (!found && found.error().kind != ErrorKind::NotFound) return std::unexpected(found.error());
    return names_[person] = found && !found->erased ? found->name : visit_.locale().tr("somebody whose data are erased");
  }

 private:
  const Visit& visit_;
  std::map<std::string, std::string> names_;
};

/// How the grant came about: "delegated by …".
Result<std::string> origin(const Visit& visit, Names& names, const Grant& grant) {
  const Locale& l = visit.locale();
  if (grant.delegated_from) {
    const auto parent = TRY(reg::roles::find(visit.desk().store, *grant.delegated_from));
    return fill(l.tr("delegated by {1}"), {TRY(names.of(parent.person))});
  }
  if (grant.granted_by && *grant.granted_by != grant.person) return fill(l.tr("given by {1}"), {TRY(names.of(*grant.granted_by))});
  return l.tr("given by who runs the register");
}

std::string state(const Locale& l, const Grant& grant, const std::string& now) {
  if (grant.until && (*grant.until <= now || *grant.until == grant.since)) return l.tr("ended");
  return grant.since > now ? l.tr("begins later") : l.tr("holds now");
}

Result<Grant> asked_for(const Visit& visit) {
  Grant grant = TRY(reg::roles::find(visit.desk().store, visit.parameter("grant")));
  // Whose role it is not, and whoever is not of the secretariat, is told no more than that there is none.
  if (grant.person != visit.principal().person && !visit.is_secretariat()) return fail(ErrorKind::NotFound, "the register has no such role");
  return grant;
}

std::vector<Field> whom(const Visit& visit, const http::Form& form) {
  const Locale& l = visit.locale();
  const std::string language = form.get("language").empty() ? visit.presenter().language() : form.get("language");
  return {{.name = "name", .label = l.tr("Name"), .value = form.get("name"), .required = true, .most_letters = 200},
          {.kind = Field::Kind::Email,
           .name = "email",
           .label = l.tr("E-mail address"),
           .help = l.tr("Whoever has an account already logs in with it and takes the role; anybody else makes one."),
           .value = form.get("email"),
           .required = true},
          {.kind = Field::Kind::Select, .name = "language", .label = l.tr("Language in which to write"), .choices = language_choices(language)}};
}

void add_pass_on_forms(DeskPage& page, const Visit& visit, const Grant& grant, const std::string& failed) {
  const Locale& l = visit.locale();
  const http::Form none;
  const auto typed = [&](const char* which) -> const http::Form& { return failed == which ? visit.form() : none; };
  View beside = page.block(l.tr("Delegate"), l.tr("A second person has the role beside its holder, until the end of a day."));
  FormView delegate{.action = visit.link("roles/" + grant.id + "/delegate"), .csrf = visit.csrf(), .fields = whom(visit, typed("delegate")), .id = "delegate-"};
  delegate.fields.push_back(
      {.kind = Field::Kind::Date, .name = "until", .label = l.tr("Last day (UTC)"), .value = typed("delegate").get("until"), .required = true});
  delegate.buttons.push_back({.label = l.tr("Offer the delegation")});
  add_form(beside, "FORM", delegate);

  View over = page.block(l.tr("Hand over"), l.tr("The role passes to another person; delegations of it end. Until they have taken it, nothing changes."));
  FormView hand{.action = visit.link("roles/" + grant.id + "/hand-over"), .csrf = visit.csrf(), .fields = whom(visit, typed("hand_over")), .id = "hand-"};
  hand.fields.push_back({.kind = Field::Kind::Date,
                         .name = "from",
                         .label = l.tr("From (UTC)"),
                         .help = l.tr("Empty: as soon as it is taken."),
                         .value = typed("hand_over").get("from")});
  hand.buttons.push_back({.label = l.tr("Offer the role")});
  add_form(over, "FORM", hand);
}

Status add_offers(DeskPage& page, const Visit& visit, const Grant& grant) {
  const Locale& l = visit.locale();
  const auto offers = TRY(pass_on::open_offers(visit.desk().store, grant.id));
  if (offers.empty()) return {};
  View block = page.block(l.tr("Offered, and not taken yet"));
  for (const auto& offer : offers) {
    const std::string what = offer.kind == pass_on::Kind::Delegate
                                 ? fill(l.tr("delegation until {1}"), {offer.until ? moment(l, *offer.until) : l.tr("no end set")})
                             : offer.from ? fill(l.tr("hand-over from {1}"), {moment(l, *offer.from)})
                                          : l.tr("hand-over as soon as it is taken");
    add_row(block, offer.name + " <" + offer.email + ">", {}, what + "; " + fill(l.tr("the invitation is valid until {1}"), {moment(l, offer.expires)}));
    add_form(block, "FORM",
             {.action = visit.link("roles/" + grant.id + "/withdraw"),
              .csrf = visit.csrf(),
              .fields = {{.kind = Field::Kind::Hidden, .name = "invitation", .value = offer.invitation}},
              .buttons = {{.label = fill(l.tr("Withdraw the offer to {1}"), {offer.name}), .quiet = true}},
              .id = "offer-" + offer.invitation + "-"});
  }
  return {};
}

Status add_delegations(DeskPage& page, const Visit& visit, Names& names, const Grant& grant) {
  const Locale& l = visit.locale();
  std::vector<Grant> standing;
  for (auto& one : TRY(reg::roles::present_and_coming(visit.desk().store))) {
    if (one.delegated_from == grant.id) standing.push_back(std::move(one));
  }
  if (standing.empty()) return {};
  View block = page.block(l.tr("Delegated to"));
  for (const Grant& one : standing) {
    const std::string name = TRY(names.of(one.person));
    add_row(block, name, {}, fill(l.tr("since {1}, until {2}"), {moment(l, one.since), until_text(l, one)}));
    add_form(block, "FORM",
             {.action = visit.link("roles/" + grant.id + "/take-back"),
              .csrf = visit.csrf(),
              .fields = {{.kind = Field::Kind::Hidden, .name = "delegation", .value = one.id}},
              .buttons = {{.label = fill(l.tr("Take the delegation to {1} back"), {name}), .quiet = true}},
              .id = "back-" + one.id + "-"});
  }
  return {};
}

struct Said {
  DeskPage::Tone tone = DeskPage::Tone::Plain;
  std::string text, link;
};

Answer show_role(Visit& visit, const Said& said, const std::string& failed, int status) {
  const Locale& l = visit.locale();
  const Grant grant = TRY(asked_for(visit));
  Names names(visit);
  const std::string now = visit.desk().store.now();
  DeskPage page(visit, fill(l.tr("Role: {1}"), {role_in(visit.presenter(), {grant.role, grant.country})}), "roles/" + grant.id);
  page.under(l.tr("Your roles"), visit.link("account/roles"));
  if (!said.text.empty()) {
    View notice = page.notice(said.tone, said.text);
    if (!said.link.empty()) add_item(notice, said.link, said.link);
  }
  View facts = page.block("");
  add_fact(facts, l.tr("Held by"), TRY(names.of(grant.person)));
  add_fact(facts, l.tr("Since"), moment(l, grant.since));
  add_fact(facts, l.tr("Until"), until_text(l, grant));
  add_fact(facts, l.tr("State"), state(l, grant, now));
  add_fact(facts, l.tr("How it came about"), TRY(origin(visit, names, grant)));
  // Who comes after, where that is settled.
  for (const Grant& next : TRY(reg::roles::present_and_coming(visit.desk().store))) {
    if (next.since > now && next.role == grant.role && next.country == grant.country && grant.until == next.since) {
      add_fact(facts, l.tr("Handed over to"), fill(l.tr("{1}, from {2}"), {TRY(names.of(next.person)), moment(l, next.since)}));
    }
  }
  const bool holds = grant.since <= now && (!grant.until || *grant.until > now);
  if (holds && can_be_passed_on(grant)) {
    TRY_STATUS(add_delegations(page, visit, names, grant));
    TRY_STATUS(add_offers(page, visit, grant));
    add_pass_on_forms(page, visit, grant, failed);
  }
  return visit.respond(TRY(page.render()), status);
}

Answer show_fault(Visit& visit, const Error& error, const std::string& failed) {
  if (error.kind != ErrorKind::Input && error.kind != ErrorKind::Conflict) return std::unexpected(error);
  return show_role(visit, {DeskPage::Tone::Fault, sentence(visit.locale(), error), {}}, failed, error.kind == ErrorKind::Conflict ? 409 : 422);
}

Answer pass(Visit& visit, pass_on::Kind kind, const std::optional<std::string>& from, const std::optional<std::string>& until) {
  const http::Form& form = visit.form();
  const std::string failed(to_string(kind));
  const Grant grant = TRY(asked_for(visit));
  if (!can_be_passed_on(grant)) return show_fault(visit, {ErrorKind::Conflict, visit.locale().tr("This role is not passed on.")}, failed);
  const auto offered = pass_on::offer(
      visit.desk().store, visit.principal().person,
      {.grant = grant.id, .kind = kind, .name = form.get("name"), .email = form.get("email"), .language = form.get("language"), .from = from, .until = until});
  if (!offered) return show_fault(visit, offered.error(), failed);
  const std::string link = visit.desk().settings.public_url + "/" + form.get("language") + "/register/invitations/" + offered->token;
  return show_role(
      visit, {DeskPage::Tone::Done, fill(visit.locale().tr("It is offered to {1}. Give them this link; it is not shown again:"), {form.get("name")}), link}, {},
      200);
}

/// A day of a form as an instant of it, given as "T00:00:00.000Z".
Result<std::optional<std::string>> instant_of(const Visit& visit, const char* field, const char* time) {
  const std::string day = visit.form().get(field);
  if (day.empty()) return std::nullopt;
  std::string out = day + time;
  if (day.size() != 10 || !reg::parse_instant(out)) return fail(ErrorKind::Input, visit.locale().tr("This is no date"), {}, "2026-11-26");
  return std::optional(std::move(out));
}

}  // namespace

Result<std::string> country_of_role(Visit& visit) { return TRY(reg::roles::find(visit.desk().store, visit.parameter("grant"))).country; }

Answer own_roles_page(Visit& visit) {
  const Locale& l = visit.locale();
  Names names(visit);
  const std::string now = visit.desk().store.now();
  auto all = TRY(reg::roles::history(visit.desk().store, visit.principal().person));
  std::ranges::reverse(all);
  DeskPage page(visit, l.tr("Your roles"), "account/roles");
  page.under(l.tr("Your account"), visit.link("account"));
  View block = page.block("", all.empty() ? l.tr("You have no role in the register.") : std::string());
  const auto holding = TRY(reg::roles::grants_at(visit.desk().store, now, visit.principal().person));
  const auto holds = [&](const Grant& grant) { return std::ranges::find(holding, grant.id, &Grant::id) != holding.end(); };
  if (!all.empty()) {
    Table table{.id = "roles",
                .caption = l.tr("All that you hold and held"),
                .columns = {{l.tr("Role")}, {l.tr("Since")}, {l.tr("Until")}, {l.tr("State")}, {l.tr("How it came about")}}};
    for (const Grant& grant : all) {
      // The role is a link where there is something to do with it.
      const bool leads = holds(grant) && can_be_passed_on(grant);
      // A delegation has ended with the role that it stood on.
      const std::string is = !holds(grant) && grant.since <= now ? l.tr("ended") : state(l, grant, now);
      table.rows.push_back({.cells = {{.text = role_in(visit.presenter(), {grant.role, grant.country}), .href = leads ? visit.link("roles/" + grant.id) : ""},
                                      {.text = moment(l, grant.since)},
                                      {.text = until_text(l, grant)},
                                      {.text = is},
                                      {.text = TRY(origin(visit, names, grant))}}});
    }
    add_table(block, "TABLE", table);
  }
  for (const Grant& grant : holding) {
    const std::string role = role_in(visit.presenter(), {grant.role, grant.country});
    if (can_be_passed_on(grant)) add_link(block, fill(l.tr("Delegate or hand over: {1}"), {role}), visit.link("roles/" + grant.id));
    if (!grant.delegated_from) continue;
    add_form(block, "FORM",
             {.action = visit.link("account/roles/give-back"),
              .csrf = visit.csrf(),
              .fields = {{.kind = Field::Kind::Hidden, .name = "delegation", .value = grant.id}},
              .buttons = {{.label = fill(l.tr("Give the delegation back: {1}"), {role}), .quiet = true}},
              .id = "give-" + grant.id + "-"});
  }
  return visit.respond(TRY(page.render()));
}

Answer give_role_back(Visit& visit) {
  const auto grant = TRY(reg::roles::find(visit.desk().store, visit.form().get("delegation")));
  if (grant.person != visit.principal().person) return fail(ErrorKind::NotFound, "the register has no such role");
  TRY_STATUS(reg::roles::take_back(visit.desk().store, visit.principal().person, grant.id));
  return visit.go("account/roles");
}

Answer role_page(Visit& visit) { return show_role(visit, {}, {}, 200); }

Answer hand_role_over(Visit& visit) {
  const auto from = instant_of(visit, "from", "T00:00:00.000Z");
  if (!from) return show_fault(visit, from.error(), "hand_over");
  // The present day is from now on; an earlier one is a slip.
  if (*from && (*from)->substr(0, 10) < visit.desk().store.now().substr(0, 10)) {
    return show_fault(visit, {ErrorKind::Input, visit.locale().tr("The day is over already.")}, "hand_over");
  }
  return pass(visit, pass_on::Kind::HandOver, *from, std::nullopt);
}

Answer delegate_role(Visit& visit) {
  const auto until = instant_of(visit, "until", "T23:59:59.999Z");
  if (!until) return show_fault(visit, until.error(), "delegate");
  if (!*until) return show_fault(visit, {ErrorKind::Input, visit.locale().tr("A delegation needs its last day.")}, "delegate");
  return pass(visit, pass_on::Kind::Delegate, std::nullopt, *until);
}

Answer take_role_back(Visit& visit) {
  const Grant grant = TRY(asked_for(visit));
  const auto delegation = TRY(reg::roles::find(visit.desk().store, visit.form().get("delegation")));
  if (delegation.delegated_from != grant.id) return fail(ErrorKind::NotFound, "the register has no such role");
  const auto done = reg::roles::take_back(visit.desk().store, visit.principal().person, delegation.id);
  if (!done) return show_fault(visit, done.error(), {});
  return visit.go("roles/" + grant.id);
}

Answer withdraw_role_offer(Visit& visit) {
  const Grant grant = TRY(asked_for(visit));
  const auto done = pass_on::withdraw(visit.desk().store, visit.principal().person, grant.id, visit.form().get("invitation"));
  if (!done) return show_fault(visit, done.error(), {});
  return visit.go("roles/" + grant.id);
}

Status add_roles_in_force(Visit& visit, DeskPage& page, const std::vector<reg::people::Person>& people) {
  const Locale& l = visit.locale();
  const auto grants = TRY(reg::roles::present_and_coming(visit.desk().store));
  if (grants.empty()) return {};
  const std::string now = visit.desk().store.now();
  std::map<std::string, const Grant*> by_id;
  for (const Grant& grant : grants) by_id[grant.id] = &grant;
  const auto name_of = [&](const std::string& person) {
    const auto found = std::ranges::find(people, person, &reg::people::Person::id);
    return found == people.end() ? std::string() : found->name;
  };
  Table table{.id = "roles",
              .caption = l.tr("Roles with their dates"),
              .columns = {{l.tr("Name")}, {l.tr("Role")}, {l.tr("Since")}, {l.tr("Until")}, {l.tr("State")}},
              .under_heading = true};
  for (const Grant& grant : grants) {
    if (grant.until == grant.since) continue;
    std::string is = state(l, grant, now);
    if (grant.delegated_from && by_id.contains(*grant.delegated_from))
      is += "; " + fill(l.tr("delegated by {1}"), {name_of(by_id[*grant.delegated_from]->person)});
    const bool leads = grant.since <= now && can_be_passed_on(grant);
    table.rows.push_back({.cells = {{.text = name_of(grant.person)},
                                    {.text = role_in(visit.presenter(), {grant.role, grant.country}), .href = leads ? visit.link("roles/" + grant.id) : ""},
                                    {.text = moment(l, grant.since)},
                                    {.text = until_text(l, grant)},
                                    {.text = is}}});
  }
  View block = page.block(l.tr("Roles with their dates"));
  add_table(block, "TABLE", table);
  return {};
}

}  // namespace atalaya::site::desk
