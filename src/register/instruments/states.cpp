#include "register/instruments/states.h"

#include <algorithm>
#include <chrono>

#include "register/instruments/check.h"

namespace atalaya::reg::instruments {

bool is_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  int parts[3] = {};
  const std::size_t starts[] = {0, 5, 8}, lengths[] = {4, 2, 2};
  for (std::size_t i = 0; i < 3; ++i) {
    for (const char c : text.substr(starts[i], lengths[i])) {
      if (c < '0' || c > '9') return false;
      parts[i] = parts[i] * 10 + (c - '0');
    }
  }
  const std::chrono::year_month_day day{std::chrono::year(parts[0]), std::chrono::month(static_cast<unsigned>(parts[1])),
                                        std::chrono::day(static_cast<unsigned>(parts[2]))};
  return day.ok() && parts[0] >= 1800 && parts[0] < 2200;
}

bool may_follow(std::optional<State> last, State next) {
  if (!last) return next == State::Draft || next == State::Adopted || next == State::InForce;
  switch (*last) {
    case State::Draft: return next == State::Adopted || next == State::InForce;
    case State::Adopted: return next == State::InForce || next == State::Expired || next == State::Repealed;
    case State::InForce: return next == State::Expired || next == State::Repealed;
    case State::Expired: return next == State::InForce || next == State::Repealed;
    case State::Repealed: return false;
  }
  return false;
}

Result<std::vector<Period>> periods(const std::vector<Event>& events) {
  std::vector<const Event*> order;
  for (const Event& event : events) {
    if (!event.withdrawn) order.push_back(&event);
  }
  std::ranges::stable_sort(order, {}, [](const Event* event) { return std::pair(std::string_view(event->date), event->state); });
  std::vector<Period> out;
  std::optional<State> last;
  for (const Event* event : order) {
    if (!may_follow(last, event->state)) {
      const std::string next(to_string(event->state));
      if (!last && (event->state == State::Expired || event->state == State::Repealed)) {
        return wrong("date", "it cannot be " + next + " on " + event->date + ", before it was adopted or in force");
      }
      return wrong("state", "it cannot be " + next + " on " + event->date + " after it was " + std::string(last ? to_string(*last) : "nothing"));
    }
    last = event->state;
    if (!out.empty()) {
      out.back().until = event->date;
      if (out.back().since == event->date) out.pop_back();
    }
    out.push_back({event->state, event->date});
  }
  return out;
}

Status check_event(State state, std::string_view date, std::string_view note, std::string_view today) {
  if (!is_date(date)) return wrong("date", "this must be a date such as 2026-02-28");
  if ((state == State::Draft || state == State::Adopted) && date > today) return wrong("date", "a draft or an adoption is recorded when it has happened");
  return check_text(note, "note", 1000, Empty::Allowed);
}

}  // namespace atalaya::reg::instruments
