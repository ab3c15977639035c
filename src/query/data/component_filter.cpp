#include "query/data/component_filter.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.h"

namespace atalaya::query {

namespace {

constexpr std::array<std::string_view, 10> operator_names = {"eq", "ne", "lt", "le", "gt", "ge", "co", "nc", "sw", "ew"};
constexpr std::int64_t day_seconds = 86'400;

bool is_negative(Operator op) { return op == Operator::Ne || op == Operator::Nc; }
bool is_textual(Operator op) { return op == Operator::Co || op == Operator::Nc || op == Operator::Sw || op == Operator::Ew; }

template <typename T>
bool compares(Operator op, const T& left, const T& right) {
  switch (op) {
    case Operator::Eq: return left == right;
    case Operator::Ne: return left != right;
    case Operator::Lt: return left < right;
    case Operator::Le: return left <= right;
    case Operator::Gt: return left > right;
    case Operator::Ge: return left >= right;
    default: return false;
  }
}

bool matches_text(Operator op, std::string_view value, std::string_view wanted) {
  switch (op) {
    case Operator::Co: return value.find(wanted) != std::string_view::npos;
    case Operator::Nc: return value.find(wanted) == std::string_view::npos;
    case Operator::Sw: return value.starts_with(wanted);
    case Operator::Ew: return value.ends_with(wanted);
    default: return compares(op, value, wanted);
  }
}

std::int64_t floor_day(std::int64_t seconds) { return seconds >= 0 ? seconds / day_seconds : -((-seconds + day_seconds - 1) / day_seconds); }

}  // namespace

const char* to_string(Operator op) { return operator_names[static_cast<std::size_t>(op)].data(); }

Result<ComponentFilter> parse_component_filter(std::string_view component, std::string_view text) {
  ComponentFilter out{.component = std::string(component), .any_of = {}};
  const auto place = [&](std::string_view part) {
    return Place{.file = "c[" + std::string(component) + "]", .line = 1, .column = static_cast<std::size_t>(part.data() - text.data()) + 1};
  };
  if (text.empty())
    return fail(ErrorKind::Usage, "no value is given", {.file = "c[" + std::string(component) + "]"}, "as c[FREQ]=A,M or c[TIME_PERIOD]=ge:2020+le:2024");
  for (const std::string_view alternative : split(text, ',')) {
    std::vector<Condition>& all_of = out.any_of.emplace_back();
    for (std::string_view part : split(alternative, '+')) {
      const std::string_view whole = part;
      Condition condition;
      const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
      if (part.size() > 2 && part[2] == ':' && is_letter(part[0]) && is_letter(part[1])) {
        const auto at = std::ranges::find(operator_names, part.substr(0, 2));
        if (at == operator_names.end()) {
          return fail(ErrorKind::Usage, "there is no operator '" + std::string(part.substr(0, 2)) + "'", place(whole),
                      "eq, ne, lt, le, gt, ge, co, nc, sw or ew; a value of this form is written eq:" + shorten(whole, 40));
        }
        condition.op = static_cast<Operator>(at - operator_names.begin());
        part.remove_prefix(3);
      }
      if (part.empty()) return fail(ErrorKind::Usage, "a value is empty", place(whole), "a comma means OR, a plus AND");
      condition.value = part;
      all_of.push_back(std::move(condition));
    }
  }
  return out;
}

Result<ValueTest> ValueTest::make(const ComponentFilter& filter, Comparison how, std::string_view year_start) {
  ValueTest out;
  out.how_ = how;
  const std::string place = "c[" + filter.component + "]";
  for (const auto& all_of : filter.any_of) {
    auto& ready = out.any_of_.emplace_back();
    for (const Condition& condition : all_of) {
      Ready r{.op = condition.op, .text = condition.value};
      if (how == Comparison::Number && !is_textual(condition.op)) {
        const auto number = parse_number(condition.value);
        if (!number.value) {
          return fail(ErrorKind::Usage, "'" + shorten(condition.value, 40) + "' is no number", {.file = place}, filter.component + " holds numbers");
        }
        r.number = *number.value;
      }
      if (how == Comparison::Time && !is_textual(condition.op)) r.span = TRY(parse_time_span(condition.value, place, year_start));
      ready.push_back(std::move(r));
    }
  }
  return out;
}

bool ValueTest::Ready::holds(TimePeriod period) const {
  const std::int64_t start = period.first_day() * day_seconds;
  switch (op) {
    case Operator::Eq: return span.is_moment ? start == span.first : period == span.period;
    case Operator::Ne: return span.is_moment ? start != span.first : period != span.period;
    case Operator::Ge: return start >= span.first;
    case Operator::Gt: return start > span.last;
    case Operator::Le: return start <= span.last;
    case Operator::Lt: return start < span.first;
    default: return matches_text(op, period.to_string(), text);
  }
}

template <typename F>
bool ValueTest::any(F&& holds) const {
  return std::ranges::any_of(any_of_, [&](const auto& all_of) { return std::ranges::all_of(all_of, holds); });
}

bool ValueTest::takes(std::span<const std::string_view> values) const {
  return any([&](const Ready& r) {
    const auto one = [&](std::string_view value) {
      if (how_ == Comparison::Number && !is_textual(r.op)) {
        const auto number = parse_number(value);
        return number.value ? compares(r.op, *number.value, r.number) : r.op == Operator::Ne;
      }
      if (how_ == Comparison::Time && !is_textual(r.op)) {
        const auto period = TimePeriod::parse(value);
        return period ? r.holds(*period) : r.op == Operator::Ne;
      }
      return matches_text(r.op, value, r.text);
    };
    return is_negative(r.op) ? std::ranges::all_of(values, one) : std::ranges::any_of(values, one);
  });
}

bool ValueTest::takes(double value) const {
  return any([&](const Ready& r) {
    if (std::isnan(value)) return is_negative(r.op);
    return is_textual(r.op) ? matches_text(r.op, number_text(value), r.text) : compares(r.op, value, r.number);
  });
}

bool ValueTest::takes(TimePeriod period) const {
  return any([&](const Ready& r) { return r.holds(period); });
}

ValueTest::Days ValueTest::days() const {
  Days out{.first = std::numeric_limits<int>::max(), .last = std::numeric_limits<int>::min()};
  for (const auto& all_of : any_of_) {
    Days days;
    for (const Ready& r : all_of) {
      const auto from = [&](std::int64_t second) { days.first = std::max(days.first, static_cast<int>(floor_day(second + day_seconds - 1))); };
      const auto to = [&](std::int64_t second) { days.last = std::min(days.last, static_cast<int>(floor_day(second))); };
      // Equal is the period itself, whenever its reporting year begins.
      const std::int64_t equal = r.span.is_moment ? r.span.first : r.span.period.first_day() * day_seconds;
      if (r.op == Operator::Eq) from(equal);
      if (r.op == Operator::Eq) to(equal);
      if (r.op == Operator::Ge) from(r.span.first);
      if (r.op == Operator::Gt) from(r.span.last + 1);
      if (r.op == Operator::Le) to(r.span.last);
      if (r.op == Operator::Lt) to(r.span.first - 1);
    }
    out.first = std::min(out.first, days.first);
    out.last = std::max(out.last, days.last);
  }
  return out;
}

bool ValueTest::is_range() const {
  return any_of_.size() == 1 && std::ranges::all_of(any_of_.front(), [](const Ready& r) {
           return r.op == Operator::Ge || r.op == Operator::Gt || r.op == Operator::Le || r.op == Operator::Lt;
         });
}

}  // namespace atalaya::query
