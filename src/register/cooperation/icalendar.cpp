#include "register/cooperation/icalendar.h"

namespace atalaya::reg::cooperation {

namespace {

constexpr std::size_t most_octets = 75;

/// "2026-11-26T01:43:15.123Z" as "20261126T014315Z" (section 3.3.5, form 2).
std::string utc(std::string_view instant) {
  std::string out;
  for (const char c : instant.substr(0, 19)) {
    if (c != '-' && c != ':') out += c;
  }
  return out + "Z";
}

void text_line(std::string& out, const std::string& name, std::string_view text) {
  if (!text.empty()) append_line(out, name + ":" + escape_text(text));
}

void append_event(std::string& out, const CalendarEvent& event) {
  append_line(out, "BEGIN:VEVENT");
  text_line(out, "UID", event.uid);
  append_line(out, "DTSTAMP:" + utc(event.stamp));
  append_line(out, "LAST-MODIFIED:" + utc(event.stamp));
  append_line(out, "SEQUENCE:" + std::to_string(event.sequence));
  append_line(out, "DTSTART:" + utc(event.starts));
  if (!event.ends.empty()) append_line(out, "DTEND:" + utc(event.ends));
  text_line(out, "SUMMARY", event.summary);
  text_line(out, "DESCRIPTION", event.description);
  text_line(out, "LOCATION", event.location);
  // A URI is no text: nothing is escaped in it (section 3.3.13).
  if (!event.address.empty()) append_line(out, "URL:" + event.address);
  append_line(out, event.cancelled ? "STATUS:CANCELLED" : "STATUS:CONFIRMED");
  append_line(out, "END:VEVENT");
}

}  // namespace

std::string escape_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == ',' || c == ';') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) {
      out += c;
    } else if (c == '\t') {
      out += ' ';
    }
  }
  return out;
}

void append_line(std::string& out, std::string_view line) {
  std::size_t room = most_octets;
  while (line.size() > room) {
    std::size_t cut = room;
    while (cut > 0 && (static_cast<unsigned char>(line[cut]) & 0xc0) == 0x80) --cut;
    if (cut == 0) cut = room;
    out += line.substr(0, cut);
    out += "\r\n ";
    line.remove_prefix(cut);
    room = most_octets - 1;  // The blank is one of them.
  }
  out += line;
  out += "\r\n";
}

std::string write_calendar(std::string_view name, std::string_view language, const std::vector<CalendarEvent>& events) {
  std::string out;
  append_line(out, "BEGIN:VCALENDAR");
  append_line(out, "VERSION:2.0");
  append_line(out, "PRODID:-//Atalaya//Register//" + std::string(language));
  append_line(out, "CALSCALE:GREGORIAN");
  append_line(out, "METHOD:PUBLISH");
  text_line(out, "X-WR-CALNAME", name);
  for (const CalendarEvent& event : events) append_event(out, event);
  append_line(out, "END:VCALENDAR");
  return out;
}

}  // namespace atalaya::reg::cooperation
