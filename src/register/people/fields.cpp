#include "register/people/fields.h"

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "base/locale.h"
#include "base/text.h"

namespace atalaya::reg {

namespace {

bool is_letter(char c, char first, char last) { return c >= first && c <= last; }

// `what` is "the title": its last word is the field's name.
std::unexpected<Error> refuse(std::string_view what, const char* why) {
  return fail(ErrorKind::Input, why, {.file = std::string(what.substr(what.find_last_of(' ') + 1))});
}

}  // namespace

Status check_optional_line(std::string_view text, const char* what, std::size_t most) {
  if (!is_utf8(text)) return refuse(what, tr_noop("this is not UTF-8 text"));
  if (trim(text) != text) return refuse(what, tr_noop("this must not begin or end with a blank"));
  if (text.size() > 4 * most) return refuse(what, tr_noop("this is too long"));
  const auto wide = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  if (static_cast<std::size_t>(wide.countChar32()) > most) return refuse(what, tr_noop("this is too long"));
  for (int32_t i = 0; i < wide.length(); i = wide.moveIndex32(i, 1)) {
    const UChar32 c = wide.char32At(i);
    const auto type = u_charType(c);
    // Controls, line ends, and the marks that turn the direction of what stands around them.
    const bool bidi = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    if (type == U_CONTROL_CHAR || type == U_LINE_SEPARATOR || type == U_PARAGRAPH_SEPARATOR || type == U_UNASSIGNED || bidi) {
      return refuse(what, tr_noop("this has control characters"));
    }
  }
  return {};
}

Status check_line(std::string_view text, const char* what, std::size_t most) {
  if (text.empty()) return refuse(what, tr_noop("this must not be empty"));
  return check_optional_line(text, what, most);
}

Status check_email(std::string_view email) {
  const auto wrong = [] { return fail(ErrorKind::Input, tr_noop("this is no e-mail address"), {}, tr_noop("as name@example.org")); };
  const std::size_t at = email.find('@');
  if (email.size() > 254 || at == std::string_view::npos || at == 0 || at > 64 || email.find('@', at + 1) != std::string_view::npos) return wrong();
  const std::string_view local = email.substr(0, at), domain = email.substr(at + 1);
  const auto is_atom = [](char c) {
    return is_letter(c, 'a', 'z') || is_letter(c, 'A', 'Z') || is_letter(c, '0', '9') ||
           std::string_view("!#$%&'*+-/=?^_`{|}~.").find(c) != std::string_view::npos;
  };
  if (!std::ranges::all_of(local, is_atom) || local.front() == '.' || local.back() == '.' || local.find("..") != std::string_view::npos) return wrong();
  const auto labels = split(domain, '.');
  if (labels.size() < 2) return wrong();
  for (const std::string_view label : labels) {
    const auto is_host = [](char c) { return is_letter(c, 'a', 'z') || is_letter(c, 'A', 'Z') || is_letter(c, '0', '9') || c == '-'; };
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-' || !std::ranges::all_of(label, is_host)) return wrong();
  }
  return {};
}

std::string email_key(std::string_view email) { return to_lower_ascii(email); }

Status check_country(std::string_view country) {
  if (country.empty() || (country.size() == 3 && std::ranges::all_of(country, [](char c) { return is_letter(c, 'A', 'Z'); }))) return {};
  return fail(ErrorKind::Input, tr_noop("this is no country"), {}, tr_noop("an ISO 3166-1 alpha-3 code, as ARG"));
}

Status check_language(std::string_view language) {
  if (language.size() == 2 && std::ranges::all_of(language, [](char c) { return is_letter(c, 'a', 'z'); })) return {};
  return fail(ErrorKind::Input, tr_noop("this is no language"), {}, tr_noop("two letters, as es"));
}

}  // namespace atalaya::reg
