// The calendar of the register, as a page and as a feed that calendars subscribe to (RFC 5545).
#include "register/cooperation/calendar.h"

#include "base/text.h"
#include "register/cooperation/icalendar.h"
#include "site/register/pages.h"
#include "site/register/words.h"

namespace atalaya::site::desk {

namespace {

using reg::cooperation::Occasion;

const char* kind_of(Occasion::Kind kind) {
  switch (kind) {
    case Occasion::Kind::ReportsDue: return "reports";
    case Occasion::Kind::ReviewsDue: return "reviews";
    case Occasion::Kind::Meeting: return "meeting";
    case Occasion::Kind::ConsultationCloses: return "consultation";
  }
  return "";
}

std::string summary_of(const Presenter& p, const Occasion& one) {
  const Locale& l = p.locale();
  switch (one.kind) {
    case Occasion::Kind::ReportsDue: return fill(l.tr("Reports due: {1}"), {p.in(one.title)});
    case Occasion::Kind::ReviewsDue: return fill(l.tr("Reviews due: {1}"), {p.in(one.title)});
    case Occasion::Kind::Meeting: return fill("{1}: {2}", {one.group, p.in(one.title)});
    case Occasion::Kind::ConsultationCloses: return fill(l.tr("Consultation closes: {1}"), {p.in(one.title)});
  }
  return {};
}

/// The part of an address that makes ids of this observatory its own (RFC 5545, section 3.8.4.7).
std::string host_of(const std::string& url) {
  const std::size_t start = url.find("://");
  if (start == std::string::npos) return "atalaya.invalid";
  const std::string_view rest = std::string_view(url).substr(start + 3);
  return std::string(rest.substr(0, rest.find_first_of(":/")));
}

}  // namespace

Answer calendar_page(Visit& visit) {
  const Locale& l = visit.locale();
  DeskPage page(visit, l.tr("Calendar"), "calendar");
  page.feed("text/calendar", l.tr("Calendar feed (ICS)"), visit.link("calendar.ics"));
  page.lede(l.tr("When reports and reviews are due, when working groups meet, and when consultations close. Times are universal time."));
  const bool groups = reg::judge(visit.principal(), reg::Action::ReadWorkingGroup, {}) == reg::Verdict::Allowed;
  const std::string now = visit.desk().store.now();
  const auto all = TRY(reg::cooperation::occasions(visit.desk().store, groups ? reg::cooperation::Reader::Groups : reg::cooperation::Reader::Public));
  View coming = page.block(l.tr("To come"));
  bool any = false;
  for (const Occasion& one : all) {
    if ((one.ends.empty() ? one.starts : one.ends) < now) continue;
    any = true;
    const std::string link = one.kind == Occasion::Kind::Meeting && groups    ? visit.link("meetings/" + one.id)
                             : one.kind == Occasion::Kind::ConsultationCloses ? visit.link("consultations/" + one.id)
                                                                              : std::string();
    add_row(coming, summary_of(visit.presenter(), one), link, moment(l, one.starts) + (one.cancelled ? ", " + l.tr("cancelled") : ""));
  }
  if (!any) coming.optional("PARAGRAPH", "TEXT", l.tr("Nothing is planned."));
  View ways = page.block(l.tr("In your own calendar"), l.tr("Subscribe to this address with any program that reads iCalendar; it has what is public."));
  add_link(ways, l.tr("Calendar feed (ICS)"), visit.link("calendar.ics"));
  return visit.respond(TRY(page.render()));
}

Answer calendar_feed(Visit& visit) {
  const Presenter& p = visit.presenter();
  const std::string host = host_of(visit.desk().settings.public_url);
  std::vector<reg::cooperation::CalendarEvent> events;
  for (const Occasion& one : TRY(reg::cooperation::occasions(visit.desk().store, reg::cooperation::Reader::Public))) {
    events.push_back({.uid = std::string(kind_of(one.kind)) + "-" + one.id + "@" + host,
                      .stamp = one.changed,
                      .starts = one.starts,
                      .ends = one.ends,
                      .summary = summary_of(p, one),
                      .location = one.place,
                      .address = visit.desk().settings.public_url.empty() ? std::string() : visit.desk().settings.public_url + visit.link("calendar"),
                      .sequence = one.changes,
                      .cancelled = one.cancelled});
  }
  auto response = http::text_response(200, "text/calendar; charset=utf-8",
                                      reg::cooperation::write_calendar(visit.locale().tr("Register of the observatory"), p.language(), events));
  response.headers.set("Content-Disposition", "attachment; filename=\"register.ics\"");
  return visit.finish(std::move(response));
}

}  // namespace atalaya::site::desk
