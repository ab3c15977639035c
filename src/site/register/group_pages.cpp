// Working groups: who is in them, meetings, documents, decisions and actions. Everybody with an official role reads them; members and the secretariat write.
#include <algorithm>

#include "base/text.h"
#include "http/uri.h"
#include "register/cooperation/group_actions.h"
#include "register/cooperation/group_papers.h"
#include "register/cooperation/meetings.h"
#include "site/parts.h"
#include "site/register/conflict.h"
#include "site/register/pages.h"
#include "site/register/words.h"

namespace atalaya::site::desk {

namespace {

namespace coo = reg::cooperation;
using reg::Action;

bool can(const Visit& visit, Action action) { return reg::judge(visit.principal(), action, {}) == reg::Verdict::Allowed; }

/// The secretariat works in every group, a member in their own.
Result<bool> works_in(Visit& visit, const std::string& group) {
  if (!can(visit, Action::ManageWorkingGroup)) return false;
  if (visit.is_secretariat()) return true;
  const auto members = TRY(coo::members(visit.desk().store, group));
  return std::ranges::find(members, visit.principal().person, &coo::Member::person) != members.end();
}

Status check_works_in(Visit& visit, const std::string& group) {
  if (TRY(works_in(visit, group))) return {};
  return fail(ErrorKind::Conflict, tr_noop("you are not a member of this group"));
}

std::string action_state_name(const Locale& l, coo::ActionState state) {
  switch (state) {
    case coo::ActionState::Open: return l.tr("open");
    case coo::ActionState::Doing: return l.tr("being done");
    case coo::ActionState::Done: return l.tr("done");
    case coo::ActionState::Dropped: return l.tr("dropped");
  }
  return {};
}

std::string time_of(const Locale& l, const coo::Meeting& meeting) { return local_span(l, meeting.text.starts, meeting.text.ends, meeting.text.zone); }

FormView meeting_form(const Visit& visit, const coo::MeetingText& text, const std::string& action, long long version, const Error* fault) {
  const Locale& l = visit.locale();
  FormView form{.action = action, .csrf = visit.csrf(), .id = "meeting-"};
  const auto fault_at = [&](const char* field) { return fault != nullptr && fault->place.file == field ? sentence(l, *fault) : std::string(); };
  form.fields.push_back({.kind = Field::Kind::Hidden, .name = "version", .value = std::to_string(version)});
  form.fields.push_back({.name = "title", .label = l.tr("Title"), .value = text.title, .fault = fault_at("title"), .required = true, .most_letters = 200});
  const std::string help = l.tr("Day and time in the time zone given here.");
  form.fields.push_back({.kind = Field::Kind::Moment,
                         .name = "starts",
                         .label = l.tr("Begins"),
                         .help = help,
                         .value = text.starts,
                         .fault = fault_at("starts"),
                         .required = true});
  form.fields.push_back(
      {.kind = Field::Kind::Moment, .name = "ends", .label = l.tr("Ends"), .help = help, .value = text.ends, .fault = fault_at("ends"), .required = true});
  form.fields.push_back({.name = "zone",
                         .label = l.tr("Time zone"),
                         .help = l.tr("As America/Santiago, or UTC."),
                         .value = text.zone,
                         .fault = fault_at("zone"),
                         .required = true});
  form.fields.push_back({.name = "place", .label = l.tr("Place"), .value = text.place, .fault = fault_at("place"), .most_letters = 300});
  form.fields.push_back(
      {.kind = Field::Kind::Address, .name = "address", .label = l.tr("Address of the call"), .value = text.address, .fault = fault_at("address")});
  form.fields.push_back(
      {.kind = Field::Kind::LongText, .name = "agenda", .label = l.tr("Agenda of the meeting"), .value = text.agenda, .fault = fault_at("agenda")});
  form.fields.push_back({.kind = Field::Kind::Checkboxes,
                         .name = "open",
                         .label = l.tr("Public calendar"),
                         .choices = {{"1", l.tr("Show it there, without the address of the call"), text.open}}});
  form.buttons.push_back({.label = version == 0 ? l.tr("Add the meeting") : l.tr("Save")});
  return form;
}

coo::MeetingText read_meeting(const Visit& visit) {
  const http::Form& form = visit.form();
  return {.title = std::string(trim(form.get("title"))),
          .starts = std::string(trim(form.get("starts"))),
          .ends = std::string(trim(form.get("ends"))),
          .zone = std::string(trim(form.get("zone"))),
          .place = std::string(trim(form.get("place"))),
          .address = std::string(trim(form.get("address"))),
          .agenda = std::string(trim(form.get("agenda"))),
          .open = form.get("open") == "1"};
}

std::vector<Choice> owner_choices(const Locale& l, const std::vector<coo::Member>& members, const std::string& owner) {
  std::vector<Choice> out = {{"", l.tr("nobody yet")}};
  for (const coo::Member& one : members) out.push_back({one.person, one.name});
  return mark(std::move(out), {owner});
}

std::vector<Choice> state_choices(const Locale& l, coo::ActionState state) {
  std::vector<Choice> out;
  for (const coo::ActionState one : coo::all_action_states) out.push_back({std::string(to_string(one)), action_state_name(l, one), one == state});
  return out;
}

coo::ActionStep read_step(const Visit& visit) {
  const http::Form& form = visit.form();
  return {.state = coo::parse_action_state(form.get("state")).value_or(coo::ActionState::Open),
          .owner = form.get("owner"),
          .due = form.get("due").empty() ? std::nullopt : std::optional(form.get("due")),
          .note = std::string(trim(form.get("note")))};
}

/// What the parts of the page of a group need.
struct Open {
  coo::Group group;
  std::vector<coo::Member> members;
  bool works = false;
  [[nodiscard]] std::string path(const char* rest) const { return "groups/" + group.id + rest; }
};

/// A form of the page that was sent and not done: it is shown again as it was sent.
struct Kept {
  std::string form = {};  ///< "meeting", "paper", "decision", "action", or the id of an action.
  coo::MeetingText meeting = {};
  const Error* fault = nullptr;
  bool conflict = false;  ///< Somebody else has changed the action meanwhile.
};

std::string typed(const Visit& visit, const Kept& kept, std::string_view form, const char* name, std::string otherwise = {}) {
  return kept.form == form ? visit.form().get(name) : std::move(otherwise);
}

std::string fault_of(const Visit& visit, const Kept& kept, std::string_view form, std::string_view field) {
  return kept.fault != nullptr && kept.form == form && kept.fault->place.file == field ? sentence(visit.locale(), *kept.fault) : std::string();
}

Status add_members(Visit& visit, DeskPage& page, const Open& open) {
  const Locale& l = visit.locale();
  View block = page.block(l.tr("Members"));
  if (open.members.empty()) block.optional("PARAGRAPH", "TEXT", l.tr("There are none."));
  for (const coo::Member& one : open.members)
    add_row(block, one.name.empty() ? l.tr("somebody who has left") : one.name, {}, fill(l.tr("since {1}"), {l.date(one.since)}));
  if (!can(visit, Action::ManageRoles) || open.group.closed) return {};
  std::vector<Choice> people, there;
  for (const coo::Member& one : TRY(coo::candidates(visit.desk().store, open.group.id))) people.push_back({one.person, one.name});
  for (const coo::Member& one : open.members) there.push_back({one.person, one.name});
  if (!people.empty()) {
    FormView form{.action = visit.link(open.path("/members")), .csrf = visit.csrf(), .id = "member-"};
    form.fields.push_back({.kind = Field::Kind::Select, .name = "person", .label = l.tr("Person"), .choices = std::move(people)});
    form.buttons.push_back({.label = l.tr("Add to the group")});
    add_form(block, "FORM", form);
  }
  if (!there.empty()) {
    View end = page.block("");
    FormView form{.action = visit.link(open.path("/members/end")), .csrf = visit.csrf(), .id = "leave-"};
    form.fields.push_back({.kind = Field::Kind::Select, .name = "person", .label = l.tr("Person"), .choices = std::move(there)});
    form.buttons.push_back({.label = l.tr("End the membership"), .risky = true});
    add_form(end, "FORM", form);
  }
  return {};
}

Status add_meetings(Visit& visit, DeskPage& page, const Open& open, const Kept& kept) {
  const Locale& l = visit.locale();
  View block = page.block(l.tr("Meetings"));
  const auto meetings = TRY(coo::meetings(visit.desk().store, open.group.id));
  if (meetings.empty()) block.optional("PARAGRAPH", "TEXT", l.tr("There are none."));
  for (const coo::Meeting& one : meetings)
    add_row(block, one.text.title, visit.link("meetings/" + one.id), time_of(l, one) + (one.cancelled ? ", " + l.tr("cancelled") : ""));
  if (!open.works) return {};
  View form = page.block(l.tr("Add a meeting"));
  add_form(form, "FORM", meeting_form(visit, kept.meeting, visit.link(open.path("/meetings")), 0, kept.form == "meeting" ? kept.fault : nullptr));
  return {};
}

Status add_papers(Visit& visit, DeskPage& page, const Open& open, const Kept& kept) {
  const Locale& l = visit.locale();
  View block = page.block(l.tr("Documents"));
  const auto papers = TRY(coo::papers(visit.desk().store, open.group.id));
  if (papers.empty()) block.optional("PARAGRAPH", "TEXT", l.tr("There are none."));
  for (const coo::Paper& one : papers)
    add_row(block, one.title, visit.link(open.path("/papers/") + one.document.sha256), fill("{1}, {2}", {one.document.name, l.date(one.instant)}));
  if (!open.works) return {};
  FormView form{.action = visit.link(open.path("/papers")), .csrf = visit.csrf(), .id = "paper-"};
  form.fields.push_back({.name = "title",
                         .label = l.tr("Title"),
                         .value = typed(visit, kept, "paper", "title"),
                         .fault = fault_of(visit, kept, "paper", "title"),
                         .required = true,
                         .most_letters = 200});
  form.fields.push_back(
      {.kind = Field::Kind::File, .name = "document", .label = l.tr("Document"), .fault = fault_of(visit, kept, "paper", "document"), .required = true});
  form.buttons.push_back({.label = l.tr("Add the document")});
  add_form(block, "FORM", form);
  return {};
}

Status add_decisions(Visit& visit, DeskPage& page, const Open& open, const Kept& kept) {
  const Locale& l = visit.locale();
  View block = page.block(l.tr("Decisions"));
  const auto decisions = TRY(coo::decisions(visit.desk().store, open.group.id));
  if (decisions.empty()) block.optional("PARAGRAPH", "TEXT", l.tr("There are none."));
  for (const coo::Decision& one : decisions) add_row(block, one.body, {}, l.date(one.instant));
  if (!open.works) return {};
  FormView form{.action = visit.link(open.path("/decisions")), .csrf = visit.csrf(), .id = "decision-"};
  form.fields.push_back({.kind = Field::Kind::LongText,
                         .name = "body",
                         .label = l.tr("What was decided"),
                         .value = typed(visit, kept, "decision", "body"),
                         .fault = fault_of(visit, kept, "decision", "body"),
                         .required = true,
                         .most_letters = 5000});
  form.buttons.push_back({.label = l.tr("Record the decision")});
  add_form(block, "FORM", form);
  return {};
}

/// Of an action that is there: its state, its owner, when it is due.
FormView step_form(const Visit& visit, const Open& open, const coo::GroupAction& one, const coo::ActionStep& step, const Kept& kept) {
  const Locale& l = visit.locale();
  FormView form{.action = visit.link(open.path("/actions/") + one.id), .csrf = visit.csrf(), .id = "action-" + one.id + "-"};
  // A form that was wrong keeps the version that its sender saw; after a conflict they have seen the newest.
  const std::string version = std::to_string(one.version);
  form.fields.push_back({.kind = Field::Kind::Hidden, .name = "version", .value = kept.conflict ? version : typed(visit, kept, one.id, "version", version)});
  form.fields.push_back({.kind = Field::Kind::Select, .name = "state", .label = l.tr("State"), .choices = state_choices(l, step.state)});
  form.fields.push_back({.kind = Field::Kind::Select,
                         .name = "owner",
                         .label = l.tr("Owner"),
                         .fault = fault_of(visit, kept, one.id, "owner"),
                         .choices = owner_choices(l, open.members, step.owner)});
  form.fields.push_back(
      {.kind = Field::Kind::Date, .name = "due", .label = l.tr("Due"), .value = step.due.value_or(""), .fault = fault_of(visit, kept, one.id, "due")});
  form.fields.push_back({.name = "note", .label = l.tr("Note"), .value = step.note, .fault = fault_of(visit, kept, one.id, "note"), .most_letters = 1000});
  form.buttons.push_back({.label = l.tr("Save"), .quiet = true});
  return form;
}

Status add_actions(Visit& visit, DeskPage& page, const Open& open, const Kept& kept) {
  const Locale& l = visit.locale();
  const auto actions = TRY(coo::actions(visit.desk().store, open.group.id));
  Table table{.id = "actions",
              .caption = l.tr("Actions"),
              .columns = {{l.tr("Action")}, {l.tr("Owner")}, {l.tr("Due")}, {l.tr("State")}, {l.tr("Note")}},
              .under_heading = true};
  const std::string today = visit.desk().store.now().substr(0, 10);
  for (const coo::GroupAction& one : actions) {
    table.rows.push_back({.cells = {{.text = one.title},
                                    {.text = one.owner_name.empty() ? l.tr("nobody yet") : one.owner_name},
                                    {.text = (one.now.due ? l.date(*one.now.due) : std::string()) + (one.is_late(today) ? " " + l.tr("(late)") : "")},
                                    {.text = action_state_name(l, one.now.state)},
                                    {.text = one.now.note}}});
  }
  View block = page.block(l.tr("Actions"), actions.empty() ? l.tr("There are none.") : std::string());
  if (!actions.empty()) add_table(block, "TABLE", table);
  if (!open.works) return {};
  for (const coo::GroupAction& one : actions) {
    const bool shown = kept.form == one.id;
    const FormView form = step_form(visit, open, one, shown ? read_step(visit) : one.now, kept);
    if (kept.conflict && kept.form == one.id) add_conflict(page, l, step_form(visit, open, one, one.now, {}).fields, form.fields);
    View change = add_fold(block, fill(l.tr("Change: {1}"), {one.title}), shown);
    add_form(change, "FORM", form);
  }
  View add = page.block(l.tr("Add an action"));
  FormView form{.action = visit.link(open.path("/actions")), .csrf = visit.csrf(), .id = "action-"};
  form.fields.push_back({.name = "title",
                         .label = l.tr("What is to be done"),
                         .value = typed(visit, kept, "action", "title"),
                         .fault = fault_of(visit, kept, "action", "title"),
                         .required = true,
                         .most_letters = 500});
  form.fields.push_back({.kind = Field::Kind::Select,
                         .name = "owner",
                         .label = l.tr("Owner"),
                         .fault = fault_of(visit, kept, "action", "owner"),
                         .choices = owner_choices(l, open.members, typed(visit, kept, "action", "owner"))});
  form.fields.push_back({.kind = Field::Kind::Date,
                         .name = "due",
                         .label = l.tr("Due"),
                         .value = typed(visit, kept, "action", "due"),
                         .fault = fault_of(visit, kept, "action", "due")});
  form.buttons.push_back({.label = l.tr("Add the action")});
  add_form(add, "FORM", form);
  return {};
}

Answer show_group(Visit& visit, const Kept& kept) {
  const Locale& l = visit.locale();
  Open open;
  open.group = TRY(coo::find_group(visit.desk().store, visit.parameter("group")));
  open.members = TRY(coo::members(visit.desk().store, open.group.id));
  open.works = !open.group.closed && TRY(works_in(visit, open.group.id));
  DeskPage page(visit, open.group.name, open.path(""));
  page.under(l.tr("Working groups"), visit.link("groups")).lede(open.group.purpose);
  if (kept.fault != nullptr) page.notice(DeskPage::Tone::Fault, sentence(l, *kept.fault));
  if (open.group.closed) page.notice(DeskPage::Tone::Warning, fill(l.tr("The group was closed on {1}."), {l.date(*open.group.closed)}));
  TRY_STATUS(add_meetings(visit, page, open, kept));
  TRY_STATUS(add_actions(visit, page, open, kept));
  TRY_STATUS(add_decisions(visit, page, open, kept));
  TRY_STATUS(add_papers(visit, page, open, kept));
  TRY_STATUS(add_members(visit, page, open));
  if (can(visit, Action::ManageRoles) && !open.group.closed) {
    View close = page.block("");
    add_form(close, "FORM", {.action = visit.link(open.path("/close")), .csrf = visit.csrf(), .buttons = {{.label = l.tr("Close the group"), .risky = true}}});
  }
  return visit.respond(TRY(page.render()), kept.conflict ? 409 : kept.fault != nullptr ? 422 : 200);
}

Answer show_meeting(Visit& visit, const coo::Meeting& meeting, const coo::MeetingText& text, const Error* fault, bool conflict = false) {
  const Locale& l = visit.locale();
  DeskPage page(visit, meeting.text.title, "meetings/" + meeting.id);
  page.under(l.tr("Working groups"), visit.link("groups")).under(meeting.group_name, visit.link("groups/" + meeting.group)).kicker(meeting.group_name);
  if (fault != nullptr) page.notice(DeskPage::Tone::Fault, sentence(l, *fault));
  if (meeting.cancelled) page.notice(DeskPage::Tone::Warning, l.tr("The meeting is cancelled."));
  View block = page.block("", meeting.text.agenda);
  add_fact(block, l.tr("When"), time_of(l, meeting));
  add_fact(block, l.tr("Universal time"), moment(l, meeting.starts));
  if (!meeting.text.place.empty()) add_fact(block, l.tr("Place"), meeting.text.place);
  if (!meeting.text.address.empty()) add_fact(block, l.tr("Address of the call"), meeting.text.address, meeting.text.address);
  const bool closed = TRY(coo::find_group(visit.desk().store, meeting.group)).closed.has_value();
  if (!meeting.cancelled && !closed && TRY(works_in(visit, meeting.group))) {
    const FormView form = meeting_form(visit, text, visit.link("meetings/" + meeting.id), meeting.version, fault);
    if (conflict) add_conflict(page, l, meeting_form(visit, meeting.text, {}, meeting.version, nullptr).fields, form.fields);
    View change = page.block(l.tr("Change the meeting"));
    add_form(change, "FORM", form);
    View cancel = page.block("");
    add_form(
        cancel, "FORM",
        {.action = visit.link("meetings/" + meeting.id + "/cancel"), .csrf = visit.csrf(), .buttons = {{.label = l.tr("Cancel the meeting"), .risky = true}}});
  }
  return visit.respond(TRY(page.render()), conflict ? 409 : fault != nullptr ? 422 : 200);
}

/// Back to the group of the address, after what was done to it; what was typed wrongly is shown again in its form.
Answer back(Visit& visit, const Status& done, const char* form = nullptr) {
  if (!done && form != nullptr && (done.error().kind == ErrorKind::Input || !done.error().place.file.empty())) {
    return show_group(visit, {.form = form, .fault = &done.error()});
  }
  TRY_STATUS(done);
  return visit.go("groups/" + visit.parameter("group"));
}

}  // namespace

Answer groups_page(Visit& visit) {
  const Locale& l = visit.locale();
  DeskPage page(visit, l.tr("Working groups"), "groups");
  View block = page.block("");
  const auto groups = TRY(coo::all_groups(visit.desk().store));
  if (groups.empty()) block.optional("PARAGRAPH", "TEXT", l.tr("There are none."));
  for (const coo::Group& one : groups) add_row(block, one.name, visit.link("groups/" + one.id), one.closed ? l.tr("closed") : std::string());
  add_link(block, l.tr("Calendar"), visit.link("calendar"));
  if (can(visit, Action::ManageRoles)) {
    View add = page.block(l.tr("Set up a group"));
    FormView form{.action = visit.link("groups"), .csrf = visit.csrf(), .id = "group-"};
    form.fields.push_back({.name = "name", .label = l.tr("Name"), .required = true, .most_letters = 200});
    form.fields.push_back({.kind = Field::Kind::LongText, .name = "purpose", .label = l.tr("What it is for"), .required = true, .most_letters = 2000});
    form.buttons.push_back({.label = l.tr("Set up the group")});
    add_form(add, "FORM", form);
  }
  return visit.respond(TRY(page.render()));
}

Answer add_group(Visit& visit) {
  return visit.go("groups/" + TRY(coo::add_group(visit.desk().store, visit.principal().person, std::string(trim(visit.form().get("name"))),
                                                 std::string(trim(visit.form().get("purpose"))))));
}

Answer close_group(Visit& visit) { return back(visit, coo::close_group(visit.desk().store, visit.principal().person, visit.parameter("group"))); }

Answer group_page(Visit& visit) { return show_group(visit, {}); }

Answer add_group_member(Visit& visit) {
  return back(visit, coo::add_member(visit.desk().store, visit.principal().person, visit.parameter("group"), visit.form().get("person")));
}

Answer end_group_member(Visit& visit) {
  return back(visit, coo::end_member(visit.desk().store, visit.principal().person, visit.parameter("group"), visit.form().get("person")));
}

Answer add_meeting(Visit& visit) {
  const std::string group = visit.parameter("group");
  TRY_STATUS(check_works_in(visit, group));
  const coo::MeetingText text = read_meeting(visit);
  const auto done = coo::add_meeting(visit.desk().store, visit.principal().person, group, text);
  if (!done && done.error().kind == ErrorKind::Input) return show_group(visit, {.form = "meeting", .meeting = text, .fault = &done.error()});
  return visit.go("meetings/" + TRY(done));
}

Answer meeting_page(Visit& visit) {
  const coo::Meeting meeting = TRY(coo::find_meeting(visit.desk().store, visit.parameter("meeting")));
  return show_meeting(visit, meeting, meeting.text, nullptr);
}

Answer change_meeting(Visit& visit) {
  const coo::Meeting meeting = TRY(coo::find_meeting(visit.desk().store, visit.parameter("meeting")));
  TRY_STATUS(check_works_in(visit, meeting.group));
  const coo::MeetingText text = read_meeting(visit);
  const long long version = parse_integer(visit.form().get("version")).value_or(0);
  const Status done = coo::change_meeting(visit.desk().store, visit.principal().person, meeting.id, version, text);
  if (!done && done.error().kind == ErrorKind::Input) {
    // The version that was seen, not the newest: what others wrote since must still be met.
    coo::Meeting seen = meeting;
    seen.version = version;
    return show_meeting(visit, seen, text, &done.error());
  }
  if (!done && done.error().kind == ErrorKind::Conflict) {
    const coo::Meeting there = TRY(coo::find_meeting(visit.desk().store, meeting.id));
    if (there.version != version && !there.cancelled) return show_meeting(visit, there, text, nullptr, true);
  }
  TRY_STATUS(done);
  return visit.go("meetings/" + meeting.id);
}

Answer cancel_meeting(Visit& visit) {
  const coo::Meeting meeting = TRY(coo::find_meeting(visit.desk().store, visit.parameter("meeting")));
  TRY_STATUS(check_works_in(visit, meeting.group));
  TRY_STATUS(coo::cancel_meeting(visit.desk().store, visit.principal().person, meeting.id));
  return visit.go("meetings/" + meeting.id);
}

Answer add_paper(Visit& visit) {
  const std::string group = visit.parameter("group");
  TRY_STATUS(check_works_in(visit, group));
  const auto& files = visit.form().files;
  const auto file = std::ranges::find(files, "document", &http::FormFile::field);
  if (file == files.end() || file->name.empty()) return back(visit, fail(ErrorKind::Input, tr_noop("the document is empty"), {.file = "document"}), "paper");
  const auto kept = visit.desk().documents.keep(file->content, file->name, file->content_type);
  if (!kept) return back(visit, std::unexpected(kept.error()), "paper");
  return back(visit, coo::add_paper(visit.desk().store, visit.principal().person, group, std::string(trim(visit.form().get("title"))), *kept), "paper");
}

Answer paper_file(Visit& visit) {
  const auto document = TRY(coo::find_paper(visit.desk().store, visit.parameter("group"), visit.parameter("paper")));
  return document_response(visit, document);
}

Answer add_decision(Visit& visit) {
  TRY_STATUS(check_works_in(visit, visit.parameter("group")));
  return back(visit, coo::add_decision(visit.desk().store, visit.principal().person, visit.parameter("group"), std::string(trim(visit.form().get("body")))),
              "decision");
}

Answer add_group_action(Visit& visit) {
  TRY_STATUS(check_works_in(visit, visit.parameter("group")));
  const auto done =
      coo::add_action(visit.desk().store, visit.principal().person, visit.parameter("group"), std::string(trim(visit.form().get("title"))), read_step(visit));
  return back(visit, done ? Status() : std::unexpected(done.error()), "action");
}

Answer change_group_action(Visit& visit) {
  TRY_STATUS(check_works_in(visit, visit.parameter("group")));
  const std::string group = visit.parameter("group"), action = visit.parameter("action");
  const long long version = parse_integer(visit.form().get("version")).value_or(0);
  const Status done = coo::change_action(visit.desk().store, visit.principal().person, group, action, version, read_step(visit));
  if (!done && done.error().kind == ErrorKind::Conflict && done.error().place.file.empty()) {
    const auto there = TRY(coo::actions(visit.desk().store, group));
    const auto now = std::ranges::find(there, action, &coo::GroupAction::id);
    if (now != there.end() && now->version != version) return show_group(visit, {.form = action, .conflict = true});
  }
  return back(visit, done, action.c_str());
}

}  // namespace atalaya::site::desk
