#include "register/instruments/check.h"

#include <algorithm>
#include <set>

#include "base/locale.h"
#include "base/text.h"
#include "register/instruments/states.h"
#include "register/store/random.h"

namespace atalaya::reg::instruments {

namespace {

constexpr std::size_t most_parts = 100;  // As the sentence below says.

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
  check.need(!goals.empty(), "goals", tr_noop("at least one goal of the agenda must be named"));
  const bool ascending = std::ranges::adjacent_find(goals, std::greater_equal<>()) == goals.end();
  check.need(ascending, "goals", tr_noop("each goal must be named once, in ascending order"));
  for (const int goal : goals) {
    const bool there = known.goals.empty() ? goal > 0 && goal < 1000 : std::ranges::find(known.goals, goal) != known.goals.end();
    check.need(there, "goals", tr_noop("the agenda has no such goal"));
  }
}

void check_parts(Checker& check, const Instrument& instrument, std::string_view today) {
  const auto at = [](const char* list, std::size_t i, const char* field) { return std::string(list) + "[" + std::to_string(i + 1) + "]." + field; };
  for (std::size_t i = 0; i < instrument.targets.size(); ++i) {
    const Target& target = instrument.targets[i];
    check.need(check_text(target.name, at("targets", i, "name"), 300));
    check.need(target.value.size() <= 30 && parse_number(target.value).value.has_value(), at("targets", i, "value"),
               tr_noop("this must be a number such as 80 or 12.5"));
    check.need(check_text(target.unit, at("targets", i, "unit"), 50, Empty::Allowed));
    check.need(target.year >= 1900 && target.year < 2200, at("targets", i, "year"), tr_noop("this must be a year such as 2026"));
  }
  for (std::size_t i = 0; i < instrument.milestones.size(); ++i) {
    const Milestone& milestone = instrument.milestones[i];
    check.need(check_text(milestone.name, at("milestones", i, "name"), 300));
    check.need(is_day(milestone.due), at("milestones", i, "due"), tr_noop("this must be a date such as 2026-02-28"));
    if (!milestone.reached) continue;
    check.need(is_day(*milestone.reached), at("milestones", i, "reached"), tr_noop("this must be a date such as 2026-02-28"));
    check.need(*milestone.reached <= today, at("milestones", i, "reached"), tr_noop("a milestone is reached when it has been reached: the date lies ahead"));
  }
  std::set<std::string> others;
  for (std::size_t i = 0; i < instrument.links.size(); ++i) {
    check.need(is_public_id(instrument.links[i].to), at("links", i, "to"), tr_noop("this is no instrument of the register"));
    check.need(others.insert(instrument.links[i].to).second, at("links", i, "to"), tr_noop("the same instrument is linked twice"));
  }
  const bool few = instrument.targets.size() <= most_parts && instrument.milestones.size() <= most_parts && instrument.links.size() <= most_parts;
  check.need(few,
             instrument.targets.size() > most_parts      ? "targets"
             : instrument.milestones.size() > most_parts ? "milestones"
                                                         : "links",
             tr_noop("there may be at most 100"));
}

}  // namespace

std::vector<Error> faults(const Instrument& instrument, const Known& known, std::string_view today) {
  Checker check;
  const bool country =
      instrument.country.empty() ||
      (known.countries.empty() ? is_capitals(instrument.country) : std::ranges::find(known.countries, instrument.country) != known.countries.end());
  check.need(country, "country", tr_noop("this is no country of the agenda"));
  check.need(is_language(instrument.language), "language", tr_noop("this must be a language of two small letters"));
  check.need(check_text(instrument.title, "title", 500));
  check.need(instrument.translation.empty() == instrument.translation_language.empty(), "translation", tr_noop("a translation and its language go together"));
  if (!instrument.translation_language.empty()) {
    check.need(is_language(instrument.translation_language), "translation_language", tr_noop("this must be a language of two small letters"));
    check.need(instrument.translation_language != instrument.language, "translation_language", tr_noop("the translation is in the language of the title"));
  }
  check.need(check_text(instrument.translation, "translation", 500, Empty::Allowed));
  check.need(check_text(instrument.summary, "summary", 4000, Empty::Allowed, Lines::Several));
  check.need(check_text(instrument.body, "body", 300));
  check.need(instrument.address.empty() || is_web_address(instrument.address), "address",
             tr_noop("this must be an address that begins with https:// or http://"));
  check.need(instrument.document.empty() || is_sha256(instrument.document), "document", tr_noop("this must be the SHA-256 of a document"));
  check_goals(check, instrument.goals, known);
  if (const auto& budget = instrument.budget) {
    check.need(is_amount(budget->amount), "budget.amount", tr_noop("this must be an amount such as 1500000 or 12.50"));
    check.need(is_currency(budget->currency), "budget.currency", tr_noop("this is no currency of ISO 4217"));
    check.need(budget->year >= 1900 && budget->year < 2200, "budget.year", tr_noop("this must be a year such as 2026"));
  }
  check_parts(check, instrument, today);
  return check.found;
}

}  // namespace atalaya::reg::instruments
