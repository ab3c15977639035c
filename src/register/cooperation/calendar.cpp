#include "register/cooperation/calendar.h"

#include <algorithm>

#include "register/consultation/consultation.h"
#include "register/cooperation/meetings.h"
#include "register/store/sql.h"
#include "register/submissions/cycles.h"

namespace atalaya::reg::cooperation {

namespace {

void add_due(std::vector<Occasion>& out, Occasion::Kind kind, const cycles::Cycle& cycle, const std::optional<std::string>& due) {
  if (!due) return;
  Occasion one;
  one.kind = kind;
  one.id = cycle.id;
  one.title = cycle.title;
  one.starts = *due;
  one.changed = cycle.opens;
  out.push_back(std::move(one));
}

/// How often the dates of a cycle or a consultation were changed, and when last: the log knows.
Status add_changes(soci::session& session, std::vector<Occasion>& occasions) {
  for (Occasion& one : occasions) {
    if (one.kind == Occasion::Kind::Meeting) continue;
    const auto row = sql::row<long long, std::optional<std::string>>(
        session, "select count(*), max(instant) from log_entry where subject = :id and action in ('cycle.due', 'consultation.extend', 'consultation.close')",
        {one.id});
    one.changes = std::get<0>(row.value());
    one.changed = std::max(one.changed, std::get<1>(*row).value_or(""));
  }
  return {};
}

Occasion of_meeting(const Meeting& meeting) {
  Occasion out;
  out.id = meeting.id;
  out.title.set("es", meeting.text.title);
  out.group = meeting.group_name;
  out.starts = meeting.starts;
  out.ends = meeting.ends;
  out.place = meeting.text.place;
  out.zone = meeting.text.zone;
  out.changed = meeting.changed;
  out.changes = meeting.version - 1;
  out.cancelled = meeting.cancelled;
  return out;
}

}  // namespace

Result<std::vector<Occasion>> occasions(Store& store, Reader reader) {
  std::vector<Occasion> out;
  for (const cycles::Cycle& cycle : TRY(cycles::all(store))) {
    add_due(out, Occasion::Kind::ReportsDue, cycle, cycle.due);
    add_due(out, Occasion::Kind::ReviewsDue, cycle, cycle.review_due);
  }
  for (const Meeting& meeting : TRY(meetings(store))) {
    if (meeting.text.open || reader == Reader::Groups) out.push_back(of_meeting(meeting));
  }
  for (const auto& consultation : TRY(consultation::all(store))) {
    Occasion one;
    one.kind = Occasion::Kind::ConsultationCloses;
    one.id = consultation.id;
    for (const auto& [language, title] : consultation.title) one.title.set(language, title);
    one.starts = consultation.closes;
    one.zone = consultation.zone;
    one.changed = consultation.opens;
    out.push_back(std::move(one));
  }
  TRY_STATUS(store.read([&](soci::session& session) -> Status { return add_changes(session, out); }));
  std::ranges::stable_sort(out, {}, &Occasion::starts);
  return out;
}

}  // namespace atalaya::reg::cooperation
