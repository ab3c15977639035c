#include "query/structures/version_pattern.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text.h"
#include "model/sdmx/version.h"

namespace atalaya {

namespace {

bool is_wildcard(char c) { return c == '+' || c == '~' || c == '*'; }

std::optional<unsigned long> number(std::string_view text) {
  unsigned long out = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (text.empty() || code != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return out;
}

struct Given {
  std::array<unsigned long, 3> part{};
  std::size_t parts = 0;
  bool has_extension = false;
};

std::optional<Given> read_version(std::string_view text) {
  Given out;
  const auto dash = text.find('-');
  out.has_extension = dash != std::string_view::npos;
  for (const auto part : split(text.substr(0, dash), '.')) {
    const auto read = number(part);
    if (!read || out.parts == 3) return std::nullopt;
    out.part[out.parts++] = *read;
  }
  return out;
}

auto refuse(std::string_view text, const char* why) {
  return fail(ErrorKind::Usage, "'" + shorten(replace_invalid_utf8(text), 60) + "' is no version that can be asked for: " + why);
}

}  // namespace

bool VersionPattern::matches(std::string_view version) const {
  if (take_ == Take::Exact) return version == text_;
  if (parts_ == 0) return true;
  const auto given = read_version(version);
  if (!given || (given->parts != parts_ && !(takes_short_ && given->parts == 2))) return false;
  if (take_ == Take::LatestStable && (given->has_extension || given->part[0] == 0)) return false;
  for (std::size_t i = 0; i < wildcard_; ++i) {
    if (given->part[i] != least_[i]) return false;
  }
  return given->part >= least_;
}

VersionPattern VersionPattern::all() {
  VersionPattern out;
  out.take_ = Take::All;
  out.text_ = "*";
  return out;
}

VersionPattern VersionPattern::latest() {
  VersionPattern out;
  out.take_ = Take::Latest;
  out.text_ = "~";
  return out;
}

VersionPattern VersionPattern::in_production() {
  VersionPattern out = latest();
  out.prefers_stable_ = true;
  out.text_ = "latest";
  return out;
}

Result<VersionPattern> parse_version_pattern(std::string_view text) {
  if (text == "*") return VersionPattern::all();
  if (text == "~") return VersionPattern::latest();
  VersionPattern out;
  out.text_ = text;
  if (std::ranges::none_of(text, is_wildcard)) {
    if (!sdmx::is_version(text)) return refuse(text, "it is not of the form 1.2.3");
    return out;
  }
  // A plus alone stands for three parts, since the standard calls only semantic versions stable. Clients of 3.x send it with every request, though, and an
  // artefact that keeps the two parts of 2.1 must not be out of their reach: so a plus alone takes these too.
  out.takes_short_ = text == "+";
  const std::string_view full = text == "+" ? "+.0.0" : text;
  char sign = '\0';
  bool is_open = false;  // The part is the sign alone, and takes any number.
  for (std::string_view part : split(full, '.')) {
    if (out.parts_ == 3) return refuse(text, "it has more than three parts");
    if (!part.empty() && is_wildcard(part.back())) {
      if (sign != '\0') return refuse(text, "it has two wildcards");
      sign = part.back();
      out.wildcard_ = out.parts_;
      part.remove_suffix(1);
      is_open = part.empty();
      if (is_open) part = "0";
    }
    const auto read = number(part);
    if (!read) return refuse(text, "a part is no number");
    if (is_open && *read != 0) return refuse(text, "after a part that takes any number there are only zeros");
    out.least_[out.parts_++] = *read;
  }
  out.take_ = sign == '+' ? VersionPattern::Take::LatestStable : sign == '~' ? VersionPattern::Take::Latest : VersionPattern::Take::All;
  if (out.parts_ < 2) return refuse(text, "a number with a wildcard has another part behind it");
  if (sign == '+' && out.parts_ != 3) return refuse(text, "a stable version has three parts");
  out.text_.clear();
  for (std::size_t i = 0; i < out.parts_; ++i) {
    out.text_ += (i == 0 ? "" : ".") + std::to_string(out.least_[i]);
    if (i == out.wildcard_) out.text_ += sign;
  }
  if (out.takes_short_) out.text_ = "+";
  return out;
}

Result<VersionPattern> parse_version_keyword(std::string_view text) {
  if (text == "all") return VersionPattern::all();
  if (text == "latest") return VersionPattern::in_production();
  if (!sdmx::is_version(text)) return refuse(text, "there are 1.0, latest and all");
  return parse_version_pattern(text);
}

}  // namespace atalaya
