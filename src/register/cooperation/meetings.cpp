#include "register/cooperation/meetings.h"

#include "base/locale.h"
#include "register/consultation/zone.h"
#include "register/text/typed_text.h"
#include "register/submissions/rows.h"

namespace atalaya::reg::cooperation {

namespace {

struct Times {
  std::string starts, ends;
};

Result<Times> check(const MeetingText& text) {
  TRY_STATUS(check_text(text.title, "title", 200));
  TRY_STATUS(check_text(text.place, "place", 300, Empty::Allowed));
  TRY_STATUS(check_text(text.agenda, "agenda", 10'000, Empty::Allowed, Lines::Several));
  if (!text.address.empty() && !is_web_address(text.address)) return wrong("address", tr_noop("this is no address of the web"));
  if (text.place.empty() && text.address.empty()) return wrong("place", tr_noop("a meeting has a place or an address"));
  const Instant starts = TRY(consultation::instant_of(text.starts, text.zone, "starts")), ends = TRY(consultation::instant_of(text.ends, text.zone, "ends"));
  if (ends <= starts) return wrong("ends", tr_noop("it must end after it begins"));
  return Times{instant_text(starts), instant_text(ends)};
}

Status put_version(soci::session& session, const std::string& now, const std::string& actor, const std::string& id, long long key, long long number,
                   const MeetingText& text, const Times& times, bool cancelled) {
  const auto person = TRY(people::actor_key(session, actor));
  sql::run(
      session,
      "insert into meeting_version (meeting, number, title, starts, ends, starts_local, ends_local, zone, place, address, agenda, open, cancelled, instant, "
      "person) values (:meeting, :number, :title, :starts, :ends, :starts_local, :ends_local, :zone, :place, :address, :agenda, :open, :cancelled, "
      ":instant, :person)",
      {key, number, text.title, times.starts, times.ends, text.starts, text.ends, text.zone, text.place, text.address, text.agenda, text.open ? 1 : 0,
       cancelled ? 1 : 0, now, person});
  JsonWriter json;
  json.begin_object().field("number", number).field("title", text.title).field("starts", times.starts).field("ends", times.ends).field("place", text.place);
  json.field("address", text.address).field("agenda", text.agenda).field("open", text.open).end_object();
  log::append(session, {now, actor, cancelled ? "meeting.cancel" : number == 1 ? "meeting.add" : "meeting.change", id, log::details_hash(json.text())});
  return {};
}

std::vector<Meeting> meetings_where(soci::session& session, const std::string& condition, sql::Values values) {
  std::vector<Meeting> out;
  using S = std::string;
  for (auto& [id, group, group_name, version, title, starts, ends, starts_local, ends_local, zone, place, address, agenda, open, cancelled, changed] :
       sql::rows<S, S, S, long long, S, S, S, S, S, S, S, S, S, long long, long long, S>(
           session,
           "select m.public_id, g.public_id, g.name, v.number, v.title, v.starts, v.ends, v.starts_local, v.ends_local, v.zone, v.place, v.address, v.agenda, "
           "v.open, v.cancelled, v.instant from meeting m join working_group g on g.id = m.working_group join meeting_version v on v.meeting = m.id and "
           "v.number = (select max(n.number) from meeting_version n where n.meeting = m.id) " +
               condition + " order by v.starts desc, m.id desc",
           std::move(values))) {
    out.push_back({.id = std::move(id),
                   .group = std::move(group),
                   .group_name = std::move(group_name),
                   .version = version,
                   .text = {std::move(title), std::move(starts_local), std::move(ends_local), std::move(zone), std::move(place), std::move(address),
                            std::move(agenda), open != 0},
                   .starts = std::move(starts),
                   .ends = std::move(ends),
                   .cancelled = cancelled != 0,
                   .changed = std::move(changed)});
  }
  return out;
}

Result<Meeting> one(soci::session& session, const std::string& meeting) {
  auto found = meetings_where(session, "where m.public_id = :id", {meeting});
  if (found.empty()) return fail(ErrorKind::NotFound, "there is no such meeting");
  return std::move(found.front());
}

/// The store's number of a meeting, that may be changed: it is not cancelled, nor its group closed.
Result<long long> changeable(soci::session& session, const Meeting& meeting) {
  (void)TRY(open_group_key(session, meeting.group));
  if (meeting.cancelled) return fail(ErrorKind::Conflict, tr_noop("the meeting is cancelled"));
  return sql::value<long long>(session, "select id from meeting where public_id = :id", {meeting.id}).value();
}

}  // namespace

Result<std::string> add_meeting(Store& store, const std::string& actor, const std::string& group, const MeetingText& text) {
  const Times times = TRY(check(text));
  return store.write([&](soci::session& session) -> Result<std::string> {
    const std::string id = new_public_id();
    const long long group_number = TRY(open_group_key(session, group));
    const long long key =
        sql::value<long long>(session, "insert into meeting (public_id, working_group) values (:id, :working_group) returning id", {id, group_number}).value();
    TRY_STATUS(put_version(session, store.now(), actor, id, key, 1, text, times, false));
    return id;
  });
}

Status change_meeting(Store& store, const std::string& actor, const std::string& meeting, long long version, const MeetingText& text) {
  const Times times = TRY(check(text));
  return store.write([&](soci::session& session) -> Status {
    const Meeting there = TRY(one(session, meeting));
    const long long key = TRY(changeable(session, there));
    if (there.version != version) return fail(ErrorKind::Conflict, tr_noop("somebody else has changed this meanwhile"), {}, tr_noop("look at it again"));
    return put_version(session, store.now(), actor, meeting, key, version + 1, text, times, false);
  });
}

Status cancel_meeting(Store& store, const std::string& actor, const std::string& meeting) {
  return store.write([&](soci::session& session) -> Status {
    const Meeting there = TRY(one(session, meeting));
    const long long key = TRY(changeable(session, there));
    return put_version(session, store.now(), actor, meeting, key, there.version + 1, there.text, {there.starts, there.ends}, true);
  });
}

Result<Meeting> find_meeting(Store& store, const std::string& meeting) {
  return store.read([&](soci::session& session) -> Result<Meeting> { return one(session, meeting); });
}

Result<std::vector<Meeting>> meetings(Store& store, const std::string& group) {
  return store.read([&](soci::session& session) -> Result<std::vector<Meeting>> {
    return group.empty() ? meetings_where(session, "", {}) : meetings_where(session, "where g.public_id = :id", {group});
  });
}

}  // namespace atalaya::reg::cooperation
