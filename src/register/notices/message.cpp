#include "register/notices/message.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/text.h"
#include "register/people/fields.h"
#include "register/store/base64.h"

namespace atalaya::reg::notices {

namespace {

/// RFC 5322, section 3.3; never in the reader's language.
std::string date_text(Instant instant) {
  constexpr std::array days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(instant - day));
  std::array<char, 64> out{};
  std::snprintf(out.data(), out.size(), "%s, %u %s %d %02d:%02d:%02d +0000", days[std::chrono::weekday(day).c_encoding()], static_cast<unsigned>(date.day()),
                months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()), static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
  return out.data();
}

}  // namespace

std::string header_text(std::string_view text) {
  std::string clean = replace_invalid_utf8(text);
  // A line end or another control character is a blank: it says nothing in one line.
  std::ranges::replace_if(
      clean, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
  const bool plain = clean.size() <= 60 && !clean.contains("=?") && std::ranges::all_of(clean, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (plain) return clean;
  std::string out;
  // 45 bytes are 60 characters in base64; a letter is never cut.
  for (std::size_t at = 0; at < clean.size();) {
    std::size_t end = std::min(at + 45, clean.size());
    while (end < clean.size() && (static_cast<unsigned char>(clean[end]) & 0xc0) == 0x80) --end;
    out += (out.empty() ? "" : "\r\n ") + std::string("=?utf-8?B?") + base64(std::string_view(clean).substr(at, end - at)) + "?=";
    at = end;
  }
  return out;
}

Result<std::string> to_bytes(const Message& message) {
  TRY_STATUS(check_email(message.from));
  TRY_STATUS(check_email(message.to));
  if (!message.reply_to.empty()) TRY_STATUS(check_email(message.reply_to));
  TRY_STATUS(check_language(message.language));
  const bool good_id = !message.id.empty() && std::ranges::all_of(message.id, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
  if (!good_id) return fail(ErrorKind::Internal, "a message has the id of its notice");
  std::string out = "Date: " + date_text(message.when) + "\r\nFrom: <" + message.from + ">\r\nTo: <" + message.to + ">\r\n";
  if (!message.reply_to.empty()) out += "Reply-To: <" + message.reply_to + ">\r\n";
  out += "Subject: " + header_text(message.subject) + "\r\nMessage-ID: <" + message.id + message.from.substr(message.from.rfind('@')) + ">\r\n";
  // RFC 3834: nobody's out-of-office answers to it.
  out += "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Language: " + message.language;
  out += "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n";
  const std::string body = base64(replace_all(replace_invalid_utf8(message.text), "\n", "\r\n"));
  for (std::size_t at = 0; at < body.size(); at += 76) out += body.substr(at, 76) + "\r\n";
  return out;
}

}  // namespace atalaya::reg::notices
