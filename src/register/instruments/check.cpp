#include "register/instruments/check.h"

#include <unicode/ucurr.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "register/instruments/states.h"
#include "register/store/random.h"

namespace atalaya::reg::instruments {

namespace {

constexpr std::size_t most_parts = 100;

bool is_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_capitals(std::string_view text) {
  return text.size() == 3 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool is_language(std::string_view text) {
  return text.size() == 2 && std::ranges::all_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

bool is_amount(std::string_view text) {
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  if (!is_digits(whole) || whole.size() > 15 || (whole.size() > 1 && whole[0] == '0')) return false;
  if (point == std::string_view::npos) return true;
  const std::string_view parts = text.substr(point + 1);
  return is_digits(parts) && parts.size() <= 2;
}

bool is_currency(const std::string& code) {
  if (!is_capitals(code)) return false;
  const char16_t wide[] = {static_cast<char16_t>(code[0]), static_cast<char16_t>(code[1]), static_cast<char16_t>(code[2]), 0};
  return ucurr_getNumericCode(wide) != 0;
}

bool is_sha256(std::string_view text) {
  return text.size() == 64 && std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

class Checker {
 public:
  std::vector<Error> found;

  void need(bool good, std::string field, std::string what) {
    if (!good) found.push_back(std::move(wrong(std::move(field), std::move(what)).error()));
  }
  void need(const Status& status) {
    if (!status) found.push_back(status.error());
  }
};

void check_goals(Checker& check, const std::vector<int>& goals, const Known& known) {
  check.need(!goals.empty(), "goals", "at least one goal of the agenda must be named");
  const bool ascending = std::ranges::adjacent_find(goals, std::greater_equal<>()) == goals.end();
  check.need(ascending, "goals", "each goal must be named once, in ascending order");
  for (const int goal : goals) {
    const bool there = known.goals.empty() ? goal > 0 && goal < 1000 : std::ranges::find(known.goals, goal) != known.goals.end();
    check.need(there, "goals", "the agenda has no goal " + std::to_string(goal));
  }
}

void check_parts(Checker& check, const Instrument& instrument, std::string_view today) {
  const auto at = [](const char* list, std::size_t i, const char* field) { return std::string(list) + "[" + std::to_string(i + 1) + "]." + field; };
  for (std::size_t i = 0; i < instrument.targets.size(); ++i) {
    const Target& target = instrument.targets[i];
    check.need(check_text(target.name, at("targets", i, "name"), 300));
    check.need(target.value.size() <= 30 && parse_number(target.value).value.has_value(), at("targets", i, "value"),
               "this must be a number such as 80 or 12.5");
    check.need(check_text(target.unit, at("targets", i, "unit"), 50, Empty::Allowed));
    check.need(target.year >= 1900 && target.year < 2200, at("targets", i, "year"), "this must be a year such as 2026");
  }
  for (std::size_t i = 0; i < instrument.milestones.size(); ++i) {
    const Milestone& milestone = instrument.milestones[i];
    check.need(check_text(milestone.name, at("milestones", i, "name"), 300));
    check.need(is_date(milestone.due), at("milestones", i, "due"), "this must be a date such as 2026-02-28");
    if (!milestone.reached) continue;
    check.need(is_date(*milestone.reached), at("milestones", i, "reached"), "this must be a date such as 2026-02-28");
    check.need(*milestone.reached <= today, at("milestones", i, "reached"), "a milestone is reached when it has been reached: the date lies ahead");
  }
  std::set<std::string> others;
  for (std::size_t i = 0; i < instrument.links.size(); ++i) {
    check.need(is_public_id(instrument.links[i].to), at("links", i, "to"), "this is no instrument of the register");
    check.need(others.insert(instrument.links[i].to).second, at("links", i, "to"), "the same instrument is linked twice");
  }
  const bool few = instrument.targets.size() <= most_parts && instrument.milestones.size() <= most_parts && instrument.links.size() <= most_parts;
  check.need(few,
             instrument.targets.size() > most_parts      ? "targets"
             : instrument.milestones.size() > most_parts ? "milestones"
                                                         : "links",
             "there may be at most " + std::to_string(most_parts));
}

}  // namespace

std::unexpected<Error> wrong(std::string field, std::string what) { return fail(ErrorKind::Input, std::move(what), {.file = std::move(field)}); }

Status check_text(std::string_view text, std::string field, std::size_t most, Empty empty, Lines lines) {
  if (text.empty()) return empty == Empty::Allowed ? Status() : wrong(std::move(field), "this must not be empty");
  if (!is_utf8(text)) return wrong(std::move(field), "this is not UTF-8 text");
  const auto controls = [&](char c) { return (static_cast<unsigned char>(c) < 0x20 && !(c == '\n' && lines == Lines::Several)) || c == 0x7f; };
  if (std::ranges::any_of(text, controls)) return wrong(std::move(field), "this has control characters");
  if (trim(text).size() != text.size()) return wrong(std::move(field), "this must not begin or end with a blank");
  const auto characters = static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
  if (characters > most) return wrong(std::move(field), "this has " + std::to_string(characters) + " characters, and may have " + std::to_string(most));
  return {};
}

bool is_web_address(std::string_view text) {
  if (text.size() > 2000 || !is_utf8(text)) return false;
  if (text.starts_with("https://")) {
    text.remove_prefix(8);
  } else if (text.starts_with("http://")) {
    text.remove_prefix(7);
  } else {
    return false;
  }
  if (std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || c == '"' || c == '<' || c == '>' || c == '\\'; }))
    return false;
  const std::string_view host = text.substr(0, text.find_first_of("/?#"));
  // A user's name before the host is how an address looks like another's.
  return host.find('.') != std::string_view::npos && host.find('@') == std::string_view::npos && !host.starts_with('.') && !host.ends_with('.');
}

std::vector<Error> faults(const Instrument& instrument, const Known& known, std::string_view today) {
  Checker check;
  const bool country =
      instrument.country.empty() ||
      (known.countries.empty() ? is_capitals(instrument.country) : std::ranges::find(known.countries, instrument.country) != known.countries.end());
  check.need(country, "country", "this is no country of the agenda");
  check.need(is_language(instrument.language), "language", "this must be a language of two small letters");
  check.need(check_text(instrument.title, "title", 500));
  check.need(instrument.translation.empty() == instrument.translation_language.empty(), "translation", "a translation and its language go together");
  if (!instrument.translation_language.empty()) {
    check.need(is_language(instrument.translation_language), "translation_language", "this must be a language of two small letters");
    check.need(instrument.translation_language != instrument.language, "translation_language", "the translation is in the language of the title");
  }
  check.need(check_text(instrument.translation, "translation", 500, Empty::Allowed));
  check.need(check_text(instrument.summary, "summary", 4000, Empty::Allowed, Lines::Several));
  check.need(check_text(instrument.body, "body", 300));
  check.need(instrument.address.empty() || is_web_address(instrument.address), "address", "this must be an address that begins with https:// or http://");
  check.need(instrument.document.empty() || is_sha256(instrument.document), "document", "this must be the SHA-256 of a document");
  check_goals(check, instrument.goals, known);
  if (const auto& budget = instrument.budget) {
    check.need(is_amount(budget->amount), "budget.amount", "this must be an amount such as 1500000 or 12.50");
    check.need(is_currency(budget->currency), "budget.currency", "this is no currency of ISO 4217");
    check.need(budget->year >= 1900 && budget->year < 2200, "budget.year", "this must be a year such as 2026");
  }
  check_parts(check, instrument, today);
  return check.found;
}

}  // namespace atalaya::reg::instruments
