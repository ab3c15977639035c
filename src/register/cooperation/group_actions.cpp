#include "register/cooperation/group_actions.h"

#include <algorithm>

#include "base/locale.h"
#include "register/text/typed_text.h"
#include "register/people/fields.h"
#include "register/store/find_named.h"
#include "register/submissions/rows.h"

namespace atalaya::reg::cooperation {

namespace {

Status check(const ActionStep& step) {
  if (step.due && !is_day(*step.due)) return fail(ErrorKind::Input, tr_noop("this is no date such as 2026-12-31"), {.file = "due"});
  return step.note.empty() ? Status() : rows::check_body(step.note, "the note", 1'000);
}

Status put_step(soci::session& session, const std::string& now, const std::string& actor, const std::string& id, long long group, long long action,
                long long number, const ActionStep& step) {
  std::optional<long long> owner;
  if (!step.owner.empty()) {
    owner = TRY(people::person_key(session, step.owner));
    if (!is_member(session, group, *owner)) return fail(ErrorKind::Conflict, tr_noop("who owns an action is in the group"), {.file = "owner"});
  }
  const auto person = TRY(people::actor_key(session, actor));
  sql::run(session,
           "insert into group_action_step (action, number, state, owner, due, note, instant, person) values (:action, :number, :state, :owner, :due, :note, "
           ":instant, :person)",
           {action, number, to_string(step.state), owner, step.due, step.note, now, person});
  JsonWriter json;
  json.begin_object().field("number", number).field("state", to_string(step.state)).field("owner", step.owner).field("due", step.due.value_or(""));
  json.field("note", step.note).end_object();
  log::append(session, {now, actor, number == 1 ? "action.add" : "action.change", id, log::details_hash(json.text())});
  return {};
}

}  // namespace

std::string_view to_string(ActionState state) {
  constexpr std::array<std::string_view, all_action_states.size()> names = {"open", "doing", "done", "dropped"};
  return names.at(static_cast<std::size_t>(state));
}

std::optional<ActionState> parse_action_state(std::string_view text) { return find_named(all_action_states, text); }

Result<std::string> add_action(Store& store, const std::string& actor, const std::string& group, const std::string& title, const ActionStep& first) {
  TRY_STATUS(check_line(title, "the title", 500));
  TRY_STATUS(check(first));
  return store.write([&](soci::session& session) -> Result<std::string> {
    const std::string now = store.now(), id = new_public_id();
    const long long group_number = TRY(open_group_key(session, group));
    const auto person = TRY(people::actor_key(session, actor));
    const long long key = sql::value<long long>(session,
                                                "insert into group_action (public_id, working_group, title, created, person) values (:id, :key, :title, "
                                                ":created, :person) returning id",
                                                {id, group_number, title, now, person})
                              .value();
    TRY_STATUS(put_step(session, now, actor, id, group_number, key, 1, first));
    return id;
  });
}

Status change_action(Store& store, const std::string& actor, const std::string& group, const std::string& action, long long version, const ActionStep& step) {
  TRY_STATUS(check(step));
  return store.write([&](soci::session& session) -> Status {
    const long long group_number = TRY(open_group_key(session, group));
    const auto found = sql::row<long long, long long>(
        session,
        "select a.id, (select max(s.number) from group_action_step s where s.action = a.id) from group_action a where a.public_id = :id and a.working_group = "
        ":key",
        {action, group_number});
    if (!found) return fail(ErrorKind::NotFound, "the group has no such action");
    if (std::get<1>(*found) != version) return fail(ErrorKind::Conflict, tr_noop("somebody else has changed this meanwhile"), {}, tr_noop("look at it again"));
    return put_step(session, store.now(), actor, action, group_number, std::get<0>(*found), version + 1, step);
  });
}

Result<std::vector<GroupAction>> actions(Store& store, const std::string& group) {
  return store.read([&](soci::session& session) -> Result<std::vector<GroupAction>> {
    std::vector<GroupAction> out;
    using Text = std::optional<std::string>;
    for (auto& [id, title, number, state, owner, name, due, note, instant] :
         sql::rows<std::string, std::string, long long, std::string, Text, Text, Text, std::string, std::string>(
             session,
             "select a.public_id, a.title, s.number, s.state, p.public_id, p.name, s.due, s.note, s.instant from group_action a join group_action_step s on "
             "s.action = a.id and s.number = (select max(n.number) from group_action_step n where n.action = a.id) left join person p on p.id = s.owner where "
             "a.working_group = :key order by a.id",
             {TRY(group_key(session, group))})) {
      const auto known = parse_action_state(state);
      if (!known) continue;  // Of a newer program.
      out.push_back(
          {std::move(id), std::move(title), number, {*known, owner.value_or(""), std::move(due), std::move(note)}, name.value_or(""), std::move(instant)});
    }
    const auto order = [](const GroupAction& one) {
      return std::pair(one.now.state == ActionState::Done || one.now.state == ActionState::Dropped, one.now.due.value_or("9999"));
    };
    std::ranges::stable_sort(out, {}, order);
    return out;
  });
}

}  // namespace atalaya::reg::cooperation
