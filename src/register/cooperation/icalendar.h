// Calendars as RFC 5545 has them: content lines folded at 75 octets, text escaped, all instants in UTC.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace atalaya::reg::cooperation {

struct CalendarEvent {
  std::string uid;        ///< Once and for all of this event (section 3.8.4.7).
  std::string stamp;      ///< Instant of its last change: DTSTAMP and LAST-MODIFIED.
  std::string starts;     ///< Instant.
  std::string ends = {};  ///< Instant; empty: it is a moment.
  std::string summary;
  std::string description = {};
  std::string location = {};
  std::string address = {};  ///< Of the web; URL.
  long long sequence = 0;    ///< How often it was changed (section 3.8.7.4).
  bool cancelled = false;
};

/// The whole object, with CRLF at the end of each line. Control characters are left out; `name` is what readers' programs call the calendar.
[[nodiscard]] std::string write_calendar(std::string_view name, std::string_view language, const std::vector<CalendarEvent>& events);

/// Backslash, comma, semicolon and line feed as section 3.3.11 has them.
[[nodiscard]] std::string escape_text(std::string_view text);
/// A content line with its CRLF, folded so that no line has more than 75 octets and no character of UTF-8 is cut (section 3.1).
void append_line(std::string& out, std::string_view line);

}  // namespace atalaya::reg::cooperation
