#include "register/text/typed_text.h"

#include <unicode/ucurr.h>

#include <algorithm>
#include <chrono>
#include <optional>

#include "base/locale.h"
#include "base/text.h"

namespace atalaya::reg {

namespace {

std::optional<int> digits(std::string_view text) {
  int out = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    out = out * 10 + (c - '0');
  }
  return out;
}

}  // namespace

bool is_date(std::string_view text) {
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  const auto year = digits(text.substr(0, 4));
  if (!year || *year < 1500 || *year >= 2500) return false;
  if (text.size() == 4) return true;
  const auto month = text[4] == '-' ? digits(text.substr(5, 2)) : std::nullopt;
  if (!month || *month < 1 || *month > 12) return false;
  if (text.size() == 7) return true;
  const auto day = text[7] == '-' ? digits(text.substr(8, 2)) : std::nullopt;
  if (!day) return false;
  using namespace std::chrono;
  return year_month_day(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)), std::chrono::day(static_cast<unsigned>(*day))).ok();
}

bool is_day(std::string_view text) { return text.size() == 10 && is_date(text); }

bool is_web_address(std::string_view text) {
  if (text.size() > 2'000 || !is_utf8(text)) return false;
  const std::string scheme = to_lower_ascii(text.substr(0, 8));
  const std::size_t begin = scheme.starts_with("https://") ? 8 : scheme.starts_with("http://") ? 7 : 0;
  if (begin == 0) return false;
  if (std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || c == '"' || c == '<' || c == '>' || c == '\\'; }))
    return false;
  const std::string_view rest = text.substr(begin), host = rest.substr(0, rest.find_first_of("/?#"));
  // A user's name before the host is how an address looks like another's.
  return host.contains('.') && !host.contains('@') && !host.starts_with('.') && !host.ends_with('.') && !host.starts_with(':');
}

bool is_currency(std::string_view code) {
  if (code.size() != 3 || !std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; })) return false;
  const char16_t wide[] = {static_cast<char16_t>(code[0]), static_cast<char16_t>(code[1]), static_cast<char16_t>(code[2]), 0};
  return ucurr_getNumericCode(wide) != 0;
}

bool is_sha256(std::string_view text) {
  return text.size() == 64 && std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::size_t count_letters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

std::unexpected<Error> wrong(std::string field, std::string what) { return fail(ErrorKind::Input, std::move(what), {.file = std::move(field)}); }

std::unexpected<Error> not_a_day(std::string field) { return wrong(std::move(field), tr_noop("this must be a date such as 2026-02-28")); }

Status check_text(std::string_view text, std::string field, std::size_t most, Empty empty, Lines lines) {
  if (text.empty()) return empty == Empty::Allowed ? Status() : wrong(std::move(field), tr_noop("this must not be empty"));
  if (!is_utf8(text)) return wrong(std::move(field), tr_noop("this is not UTF-8 text"));
  const auto controls = [&](char c) { return (static_cast<unsigned char>(c) < 0x20 && !(c == '\n' && lines == Lines::Several)) || c == 0x7f; };
  if (std::ranges::any_of(text, controls)) return wrong(std::move(field), tr_noop("this has control characters"));
  if (trim(text).size() != text.size()) return wrong(std::move(field), tr_noop("this must not begin or end with a blank"));
  if (count_letters(text) > most) return wrong(std::move(field), tr_noop("this is too long"));
  return {};
}

}  // namespace atalaya::reg
