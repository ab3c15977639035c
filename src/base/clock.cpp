#include "base/clock.h"

namespace atalaya {

namespace {

std::string format_utc(std::time_t moment, const char* pattern) {
  std::tm parts{};
  gmtime_r(&moment, &parts);
  char buffer[64];
  // The classic locale is never changed by the program, so the English names of RFC 9110 are what %a and %b give.
  return {buffer, std::strftime(buffer, sizeof buffer, pattern, &parts)};
}

}  // namespace

std::string utc_now() { return iso_time(std::time(nullptr)); }
std::string iso_time(std::time_t moment) { return format_utc(moment, "%Y-%m-%dT%H:%M:%SZ"); }
std::string utc_today() { return format_utc(std::time(nullptr), "%Y-%m-%d"); }
std::string http_date(std::time_t moment) { return format_utc(moment, "%a, %d %b %Y %H:%M:%S GMT"); }

std::optional<std::time_t> parse_utc(const std::string& text) {
  std::tm parts{};
  const char* end = strptime(text.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  if (end == nullptr || *end != '\0') return std::nullopt;
  return timegm(&parts);
}

}  // namespace atalaya
