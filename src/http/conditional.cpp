#include "http/conditional.h"

#include <array>
#include <cstdlib>
#include <string>

#include "base/text.h"
#include "http/quality_list.h"

namespace atalaya::http {

namespace {

constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string_view without_weakness(std::string_view tag) { return tag.starts_with("W/") ? tag.substr(2) : tag; }

std::optional<int> digits(std::string_view text) {
  if (text.empty() || text.size() > 4) return std::nullopt;
  int number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

std::optional<int> month_number(std::string_view name) {
  for (std::size_t i = 0; i < months.size(); ++i)
    if (months[i] == name) return static_cast<int>(i);
  return std::nullopt;
}

std::optional<std::time_t> make_time(std::string_view day, std::string_view month, std::optional<int> year, std::string_view clock) {
  const auto day_number = digits(trim(day));
  const auto month_index = month_number(month);
  if (!day_number || !month_index || !year || clock.size() != 8 || clock[2] != ':' || clock[5] != ':') return std::nullopt;
  const auto hour = digits(clock.substr(0, 2));
  const auto minute = digits(clock.substr(3, 2));
  const auto second = digits(clock.substr(6, 2));
  if (!hour || !minute || !second || *day_number < 1 || *day_number > 31 || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  std::tm parts{};
  parts.tm_year = *year - 1900;
  parts.tm_mon = *month_index;
  parts.tm_mday = *day_number;
  parts.tm_hour = *hour;
  parts.tm_min = *minute;
  parts.tm_sec = *second;
  return timegm(&parts);
}

// RFC 9110, section 5.6.7: a two-digit year that seems to be more than 50 years ahead is of the past century.
std::optional<int> century_year(std::string_view text) {
  const auto year = digits(text);
  if (!year || text.size() != 2) return std::nullopt;
  std::tm now{};
  const std::time_t moment = std::time(nullptr);
  gmtime_r(&moment, &now);
  const int this_year = now.tm_year + 1900;
  const int guess = this_year - this_year % 100 + *year;
  return guess > this_year + 50 ? guess - 100 : guess;
}

}  // namespace

bool etag_matches(std::string_view if_none_match, std::string_view etag) {
  if (trim(if_none_match) == "*") return true;
  for (const auto tag : split_outside_quotes(if_none_match, ','))
    if (without_weakness(tag) == without_weakness(etag)) return true;
  return false;
}

std::optional<std::time_t> parse_http_date(std::string_view text) {
  text = trim(text);
  const auto comma = text.find(',');
  if (comma == 3 && text.size() == 29) {  // "Sun, 06 Nov 1994 08:49:37 GMT"
    if (text.substr(25) != " GMT") return std::nullopt;
    return make_time(text.substr(5, 2), text.substr(8, 3), digits(text.substr(12, 4)), text.substr(17, 8));
  }
  if (comma != std::string_view::npos) {  // "Sunday, 06-Nov-94 08:49:37 GMT"
    const auto rest = trim(text.substr(comma + 1));
    if (rest.size() != 22 || rest[2] != '-' || rest[6] != '-' || rest.substr(18) != " GMT") return std::nullopt;
    return make_time(rest.substr(0, 2), rest.substr(3, 3), century_year(rest.substr(7, 2)), rest.substr(10, 8));
  }
  if (text.size() == 24)  // "Sun Nov  6 08:49:37 1994"
    return make_time(text.substr(8, 2), text.substr(4, 3), digits(text.substr(20, 4)), text.substr(11, 8));
  return std::nullopt;
}

bool is_not_modified(const Request& request, std::string_view etag, std::optional<std::time_t> last_modified) {
  if (request.method != "GET" && request.method != "HEAD") return false;
  if (request.headers.contains("If-None-Match")) return etag_matches(request.headers.list("If-None-Match"), etag);
  const auto since_text = request.header("If-Modified-Since");
  if (!since_text || !last_modified) return false;
  const auto since = parse_http_date(*since_text);
  return since && *last_modified <= *since;
}

}  // namespace atalaya::http
