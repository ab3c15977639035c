#include "register/instruments/states.h"

#include <algorithm>

#include "base/locale.h"
#include "base/text.h"
#include "register/text/typed_text.h"

namespace atalaya::reg::instruments {

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
      const bool ends = event->state == State::Expired || event->state == State::Repealed;
      if (!last && ends) return wrong("date", tr_noop("it cannot end before it was adopted or in force"));
      return wrong("state", tr_noop("this state cannot follow the one that is on record before it"));
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

int day_number(std::string_view date) {
  const auto part = [&](std::size_t at, std::size_t size) { return static_cast<int>(parse_integer(date.substr(at, size)).value_or(0)); };
  return part(0, 4) * 10'000 + part(5, 2) * 100 + part(8, 2);
}

std::string day_text(int number) {
  const std::string digits = std::to_string(number);
  return digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6);
}

Status check_event(State state, std::string_view date, std::string_view note, std::string_view today) {
  if (!is_day(date)) return not_a_day("date");
  if ((state == State::Draft || state == State::Adopted) && date > today)
    return wrong("date", tr_noop("a draft or an adoption is recorded when it has happened"));
  return check_text(note, "note", 1000, Empty::Allowed);
}

}  // namespace atalaya::reg::instruments
