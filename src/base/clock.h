// The present moment as text, in UTC (ISO 8601).
#pragma once

#include <ctime>
#include <optional>
#include <string>

namespace atalaya {

[[nodiscard]] std::string utc_now();                     ///< "2026-01-31T12:00:00Z"
[[nodiscard]] std::string utc_today();                   ///< "2026-01-31"
[[nodiscard]] std::string iso_time(std::time_t moment);  ///< As utc_now.
/// A time as RFC 9110 wants it in headers: "Sat, 31 Jan 2026 12:00:00 GMT".
[[nodiscard]] std::string http_date(std::time_t moment);
/// The instant of a text that utc_now() made, in seconds since 1970; nothing where it is not of that form.
[[nodiscard]] std::optional<std::time_t> parse_utc(const std::string& text);

}  // namespace atalaya
