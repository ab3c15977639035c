#include "formats/validation/value_check.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <limits>

#include "formats/validation/markup.h"
#include "formats/validation/nearest.h"
#include "model/sdmx/reference.h"

namespace atalaya {

namespace {

constexpr std::size_t unbounded = std::numeric_limits<std::size_t>::max();

std::string in_quotes(std::string_view text) { return "'" + shorten(replace_invalid_utf8(text), 60) + "'"; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// A number's parts: sign, digits before and after the point, exponent.
struct Decimal {
  bool negative = false;
  std::string_view whole, fraction;
  long exponent = 0;
  bool has_point = false, has_exponent = false;
};

std::optional<Decimal> read_decimal(std::string_view text) {
  Decimal out;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    out.negative = text[0] == '-';
    text.remove_prefix(1);
  }
  const auto take_digits = [&] {
    std::size_t count = 0;
    while (count < text.size() && is_digit(text[count])) ++count;
    const std::string_view digits = text.substr(0, count);
    text.remove_prefix(count);
    return digits;
  };
  out.whole = take_digits();
  if (!text.empty() && text[0] == '.') {
    out.has_point = true;
    text.remove_prefix(1);
    out.fraction = take_digits();
  }
  if (out.whole.empty() && out.fraction.empty()) return std::nullopt;
  if (!text.empty() && (text[0] == 'e' || text[0] == 'E')) {
    out.has_exponent = true;
    text.remove_prefix(1);
    bool negative = false;
    if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
      negative = text[0] == '-';
      text.remove_prefix(1);
    }
    if (text.empty()) return std::nullopt;
    const std::string_view digits = take_digits();
    if (digits.empty()) return std::nullopt;
    for (const char c : digits) out.exponent = std::min(out.exponent * 10 + (c - '0'), 100'000L);
    if (negative) out.exponent = -out.exponent;
  }
  if (!text.empty()) return std::nullopt;
  return out;
}

/// The digits that count, without zeros around them, and where the point stands relative to their beginning.
struct Magnitude {
  std::string digits;
  long point = 0;
};

Magnitude magnitude(const Decimal& number) {
  Magnitude out;
  out.digits = std::string(number.whole) + std::string(number.fraction);
  out.point = static_cast<long>(number.whole.size()) + number.exponent;
  const auto first = out.digits.find_first_not_of('0');
  if (first == std::string::npos) return {};
  out.digits.erase(0, first);
  out.point -= static_cast<long>(first);
  out.digits.erase(out.digits.find_last_not_of('0') + 1);
  return out;
}

}  // namespace

int compare_decimals(std::string_view a_text, std::string_view b_text) {
  const auto a = read_decimal(a_text);
  const auto b = read_decimal(b_text);
  if (!a || !b) return 0;
  const Magnitude x = magnitude(*a);
  const Magnitude y = magnitude(*b);
  const bool a_negative = a->negative && !x.digits.empty();
  const bool b_negative = b->negative && !y.digits.empty();
  if (a_negative != b_negative) return a_negative ? -1 : 1;
  int out = 0;
  if (x.digits.empty() || y.digits.empty()) {
    out = static_cast<int>(!x.digits.empty()) - static_cast<int>(!y.digits.empty());
  } else if (x.point != y.point) {
    out = x.point < y.point ? -1 : 1;
  } else {
    out = x.digits.compare(y.digits);
    out = out < 0 ? -1 : (out > 0 ? 1 : 0);
  }
  return a_negative ? -out : out;
}

ValueCheck::ValueCheck(const Component& component, const CodeList* list, Role role) : id_(component.id), role_(role), list_(list) {
  const sdmx::Representation& representation = component.representation;
  const auto count = [&](const std::string& text, const char* name, std::size_t otherwise) -> std::size_t {
    if (text.empty()) return otherwise;
    if (text == "unbounded") return unbounded;
    if (const auto number = parse_integer(text); number && *number >= 0) return static_cast<std::size_t>(*number);
    unchecked_.push_back(std::string(name) + " of " + id_ + " is " + in_quotes(text) + ", which is no count");
    return otherwise;
  };
  min_occurs_ = count(representation.min_occurs, "minOccurs", 0);
  max_occurs_ = count(representation.max_occurs, "maxOccurs", 1);
  if (list_ == nullptr) {
    if (!representation.enumeration.empty()) {
      unchecked_.push_back("the codes of " + id_ + " are not checked: " + representation.enumeration.short_text() + " is not at hand");
    }
    const sdmx::TextFormat none = {};
    read_facets(representation.enumeration.empty() && representation.format ? *representation.format : none);
  }
}

void ValueCheck::read_facets(const sdmx::TextFormat& format) {
  static constexpr std::array names = {
      std::pair{"String", Type::String},
      std::pair{"Alpha", Type::Alpha},
      std::pair{"AlphaNumeric", Type::AlphaNumeric},
      std::pair{"Numeric", Type::Numeric},
      std::pair{"BigInteger", Type::BigInteger},
      std::pair{"Integer", Type::Integer},
      std::pair{"Long", Type::Long},
      std::pair{"Short", Type::Short},
      std::pair{"Decimal", Type::Decimal},
      std::pair{"Float", Type::Float},
      std::pair{"Double", Type::Double},
      std::pair{"Boolean", Type::Boolean},
      std::pair{"URI", Type::Uri},
      std::pair{"Count", Type::Count},
      std::pair{"InclusiveValueRange", Type::InclusiveRange},
      std::pair{"ExclusiveValueRange", Type::ExclusiveRange},
      std::pair{"Incremental", Type::Incremental},
      std::pair{"Month", Type::Month},
      std::pair{"MonthDay", Type::MonthDay},
      std::pair{"Day", Type::Day},
      std::pair{"Time", Type::Time},
      std::pair{"Duration", Type::Duration},
      std::pair{"GeospatialInformation", Type::Geospatial},
      std::pair{"XHTML", Type::Xhtml},
      std::pair{"IdentifiableReference", Type::Urn},
      std::pair{"KeyValues", Type::Other},
      std::pair{"DataSetReference", Type::Other},
      std::pair{"AttachmentConstraintReference", Type::Other},
  };
  type_name_ = format.data_type;
  if (type_name_.empty() && role_ == Role::Time) type_name_ = "ObservationalTimePeriod";
  if (takes_form(type_name_, TimeForm::DateTime)) {
    type_ = Type::Period;
  } else if (!type_name_.empty()) {
    const auto it = std::ranges::find(names, type_name_, [](const auto& entry) { return std::string_view(entry.first); });
    if (it == names.end()) {
      unchecked_.push_back("the data type of " + id_ + ", " + in_quotes(type_name_) + ", is none of the standard");
      type_ = Type::Other;
    } else {
      type_ = it->second;
    }
  }
  const auto not_used = [&](const char* facet, const std::string& text, const char* what) {
    unchecked_.push_back(std::string(facet) + " of " + id_ + " is " + in_quotes(text) + ", which is no " + what);
  };
  const auto length = [&](const char* facet, const std::string& text) -> std::optional<std::size_t> {
    if (text.empty()) return std::nullopt;
    if (const auto number = parse_integer(text); number && *number >= 0) return static_cast<std::size_t>(*number);
    not_used(facet, text, "count");
    return std::nullopt;
  };
  min_length_ = length("minLength", format.min_length);
  max_length_ = length("maxLength", format.max_length);
  decimals_ = length("decimals", format.decimals);
  const auto bound = [&](const char* facet, const std::string& text) -> std::optional<std::string> {
    if (text.empty()) return std::nullopt;
    if (read_decimal(text)) return text;
    not_used(facet, text, "number");
    return std::nullopt;
  };
  const bool range = type_ == Type::InclusiveRange || type_ == Type::ExclusiveRange;
  least_ = bound("minValue", format.min_value);
  most_ = bound("maxValue", format.max_value);
  const auto start = bound("startValue", format.start_value);
  const auto end = bound("endValue", format.end_value);
  if (range) {  // the standard speaks of start and end values in one place, of least and most values in another
    if (!least_) least_ = start;
    if (!most_) most_ = end;
    open_bounds_ = type_ == Type::ExclusiveRange;
  }
  const bool sequence = format.is_sequence == "true" || format.is_sequence == "1" || type_ == Type::Count || type_ == Type::Incremental;
  if (sequence && !range) {
    const auto step = bound("interval", format.interval);
    if (start) start_ = parse_number(*start).value;
    if (step) interval_ = parse_number(*step).value;
    if (type_ == Type::Count && !interval_) interval_ = 1;
    if (interval_ && *interval_ <= 0) {
      not_used("interval", format.interval, "positive number");
      interval_.reset();
    }
    if (end) end_ = *end;
  }
  const auto time = [&](const char* facet, const std::string& text) -> std::optional<TimeSpan> {
    if (text.empty()) return std::nullopt;
    if (const auto read = read_time(text); read && read->span) return read->span;
    not_used(facet, text, "time");
    return std::nullopt;
  };
  start_time_ = time("startTime", format.start_time);
  end_time_ = time("endTime", format.end_time);
  if (!format.time_interval.empty() && sequence) {
    time_interval_ = read_duration(format.time_interval);
    if (!time_interval_) not_used("timeInterval", format.time_interval, "duration");
  }
  if (!format.pattern.empty()) {
    if (auto pattern = Pattern::compile(format.pattern)) {
      pattern_ = std::move(*pattern);
    } else {
      unchecked_.push_back(id_ + ": " + pattern.error().what);
    }
  }
  for (const sdmx::SentinelValue& sentinel : format.sentinels) sentinels_.push_back(sentinel.value);
}

std::optional<ValueCheck::Fault> ValueCheck::fault(std::string_view text, bool with_hint) const {
  if (role_ == Role::Value && text == (is_number() ? "NaN" : "#N/A")) return std::nullopt;
  if (list_ != nullptr) {
    if (list_->find(text) != nullptr) return std::nullopt;
    return Fault{FindingKind::UnknownCode, id_ + " has no code " + in_quotes(text), with_hint ? nearest_hint(*list_, text) : ""};
  }
  if (std::ranges::find(sentinels_, text) != sentinels_.end()) return std::nullopt;
  std::optional<std::string> what = type_fault(text);
  if (!what && is_number()) what = number_fault(text);
  if (!what && type_ == Type::Period) what = time_fault(text);
  if (!what) what = text_fault(text);
  if (!what) return std::nullopt;
  return Fault{FindingKind::Facet, id_ + ": " + in_quotes(text) + " " + *what};
}

std::optional<ValueCheck::Fault> ValueCheck::occurrence_fault(std::size_t values) const {
  if (values > max_occurs_) {
    return Fault{FindingKind::Occurrence, id_ + " has " + std::to_string(values) + " values and takes " + std::to_string(max_occurs_)};
  }
  if (values < min_occurs_) {
    return Fault{FindingKind::Occurrence,
                 id_ + " has " + std::to_string(values) + (values == 1 ? " value" : " values") + " and needs " + std::to_string(min_occurs_)};
  }
  return std::nullopt;
}

std::optional<std::string> ValueCheck::type_fault(std::string_view text) const {
  const auto integer_within = [&](const char* least, const char* most) {
    const auto number = read_decimal(text);
    return number && !number->has_point && !number->has_exponent && compare_decimals(text, least) >= 0 && compare_decimals(text, most) <= 0;
  };
  const auto is_integer = [&] {
    const auto number = read_decimal(text);
    return number && !number->has_point && !number->has_exponent;
  };
  const auto is_decimal = [&] {
    const auto number = read_decimal(text);
    return number && !number->has_exponent;
  };
  bool good = true;
  switch (type_) {
    case Type::String:
    case Type::Other: return std::nullopt;
    case Type::Alpha: good = !text.empty() && std::ranges::all_of(text, is_letter); break;
    case Type::AlphaNumeric: good = !text.empty() && std::ranges::all_of(text, [](char c) { return is_letter(c) || is_digit(c); }); break;
    case Type::Numeric: good = !text.empty() && std::ranges::all_of(text, is_digit); break;
    case Type::BigInteger:
    case Type::Count: good = is_integer(); break;
    case Type::Integer: good = integer_within("-2147483648", "2147483647"); break;
    case Type::Long: good = integer_within("-9223372036854775808", "9223372036854775807"); break;
    case Type::Short: good = integer_within("-32768", "32767"); break;
    case Type::Decimal:
    case Type::InclusiveRange:
    case Type::ExclusiveRange:
    case Type::Incremental: good = is_decimal(); break;
    case Type::Float:
    case Type::Double:
      good = text == "INF" || text == "-INF" || text == "NaN" || read_decimal(text).has_value();
      if (good && type_ == Type::Double && text.size() > 15 && parse_number(text).fault == NumberFault::OutOfRange && !parse_number(text).value) {
        return "is beyond the range of double precision";
      }
      break;
    case Type::Boolean: good = text == "true" || text == "false" || text == "1" || text == "0"; break;
    case Type::Uri: good = std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '<' || c == '>' || c == '"'; }); break;
    case Type::Period: {
      const auto time = read_time(text);
      good = time && takes_form(type_name_, time->form).value_or(false);
      break;
    }
    case Type::Month: good = is_month(text); break;
    case Type::MonthDay: good = is_month_day(text); break;
    case Type::Day: good = is_day(text); break;
    case Type::Time: good = is_time(text); break;
    case Type::Duration: good = read_duration(text).has_value(); break;
    case Type::Geospatial: good = has_paired_brackets(text) && text.find('{') != std::string_view::npos; break;
    case Type::Xhtml: good = is_well_formed(text); break;
    case Type::Urn: good = sdmx::parse_urn(text).has_value(); break;
  }
  if (good) return std::nullopt;
  return "is not of the type " + type_name_;
}

std::optional<std::string> ValueCheck::number_fault(std::string_view text) const {
  const auto number = read_decimal(text);
  if (!number) return std::nullopt;  // INF
  if (least_) {
    const int compared = compare_decimals(text, *least_);
    if (compared < 0 || (open_bounds_ && compared == 0)) return (open_bounds_ ? "is not above " : "is below ") + *least_;
  }
  if (most_) {
    const int compared = compare_decimals(text, *most_);
    if (compared > 0 || (open_bounds_ && compared == 0)) return (open_bounds_ ? "is not below " : "is above ") + *most_;
  }
  if (decimals_) {
    const long after = std::max(0L, static_cast<long>(number->fraction.size()) - number->exponent);
    if (after > static_cast<long>(*decimals_)) return "has " + std::to_string(after) + " decimals, of " + std::to_string(*decimals_) + " allowed";
  }
  if (!end_.empty() && compare_decimals(text, end_) > 0) return "is after the end of its sequence, " + end_;
  if (start_) {
    const double value = parse_number(text).value.value_or(*start_);
    if (value < *start_) return "is before the start of its sequence, " + number_text(*start_);
    if (interval_) {
      const double steps = (value - *start_) / *interval_;
      if (std::abs(steps - std::round(steps)) > 1e-9 * std::max(1.0, std::abs(steps))) {
        return "is no step of the sequence that begins at " + number_text(*start_) + " and goes by " + number_text(*interval_);
      }
    }
  }
  return std::nullopt;
}

std::optional<std::string> ValueCheck::time_fault(std::string_view text) const {
  if (!start_time_ && !end_time_) return std::nullopt;
  const auto time = read_time(text);
  if (!time || !time->span) return std::nullopt;
  if (start_time_ && time->span->first < start_time_->first) return "is before the time that the structure allows";
  if (end_time_ && time->span->first >= end_time_->end) return "is after the time that the structure allows";
  if (!start_time_ || !time_interval_) return std::nullopt;
  bool is_step = true;
  if (time_interval_->months > 0 && time_interval_->seconds == 0) {
    constexpr std::int64_t day_seconds = 86'400;
    using namespace std::chrono;
    const auto date = [](std::int64_t second) { return year_month_day(floor<days>(sys_seconds(seconds(second)))); };
    const year_month_day from = date(start_time_->first);
    const year_month_day to = date(time->span->first);
    const std::int64_t months = (static_cast<int>(to.year()) - static_cast<int>(from.year())) * 12 + static_cast<int>(static_cast<unsigned>(to.month())) -
                                static_cast<int>(static_cast<unsigned>(from.month()));
    is_step = months % time_interval_->months == 0 && from.day() == to.day() && (time->span->first - start_time_->first) % day_seconds == 0;
  } else if (time_interval_->months == 0 && time_interval_->seconds > 0) {
    is_step = (time->span->first - start_time_->first) % time_interval_->seconds == 0;
  }
  if (is_step) return std::nullopt;
  return "is no step of the structure's sequence of times";
}

std::optional<std::string> ValueCheck::text_fault(std::string_view text) const {
  if (min_length_ || max_length_) {
    const auto length = static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
    if (min_length_ && length < *min_length_) return "is shorter than " + std::to_string(*min_length_) + " characters";
    if (max_length_ && length > *max_length_) return "is longer than " + std::to_string(*max_length_) + " characters";
  }
  if (pattern_) {
    const auto matched = pattern_->matches(text);
    if (!matched) return "could not be held against the pattern in the time allowed";
    if (!*matched) return "does not match the pattern of " + id_;
  }
  return std::nullopt;
}

}  // namespace atalaya
