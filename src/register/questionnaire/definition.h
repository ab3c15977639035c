// A questionnaire: sections of indicators, each with its questions, the levels that answers reach, and what contradicts itself.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "model/local_text.h"

namespace atalaya::reg {

enum class QuestionKind : std::uint8_t {
  YesNo,       ///< Codes YES and NO.
  Choice,      ///< One option.
  Choices,     ///< Any number of options; NONE stands alone.
  Number,      ///< Any finite number.
  Percentage,  ///< 0 to 100, where the definition has no other bounds.
  Money,       ///< An amount and an ISO 4217 currency.
  Year,        ///< Four digits.
  Date,        ///< ISO 8601: year, year and month, or the day.
  Text,        ///< One line.
  LongText,    ///< Paragraphs.
  Address,     ///< http or https.
  Instrument,  ///< A law, plan or other act: title, official address, date, issuing body.
  Document,    ///< A file that is kept.
};
inline constexpr std::array all_question_kinds = {QuestionKind::YesNo,      QuestionKind::Choice,   QuestionKind::Choices, QuestionKind::Number,
                                                  QuestionKind::Percentage, QuestionKind::Money,    QuestionKind::Year,    QuestionKind::Date,
                                                  QuestionKind::Text,       QuestionKind::LongText, QuestionKind::Address, QuestionKind::Instrument,
                                                  QuestionKind::Document};
[[nodiscard]] std::string_view to_string(QuestionKind kind);  ///< "long_text", as the file has it.
[[nodiscard]] std::optional<QuestionKind> parse_question_kind(std::string_view text);
/// Its answers are codes of options.
[[nodiscard]] constexpr bool has_options(QuestionKind kind) {
  return kind == QuestionKind::YesNo || kind == QuestionKind::Choice || kind == QuestionKind::Choices;
}

/// Whether an answer wants a proof: an address or a document beside it.
enum class EvidenceNeed : std::uint8_t { None, Optional, Required };

/// The option that says "no such thing": alone in a list of choices, not counted, and in no need of a proof. NO of yes and no is the same.
inline constexpr std::string_view none_code = "NONE";

struct Option {
  std::string code;
  LocalText label;
};

/// A condition on answers. It is evaluated in three-valued logic (assessment.h).
struct Condition {
  enum class Kind : std::uint8_t { In, Has, AtLeast, Answered, All, Any, Not };
  Kind kind = Kind::All;
  std::size_t question = 0;             ///< Number in Questionnaire::questions.
  std::vector<std::string> codes = {};  ///< Of In any of these, of Has one.
  double least = 0;
  std::vector<Condition> parts = {};  ///< Of All and Any, and the one of Not.
};

struct Question {
  std::string id;  ///< Full: BROADBAND_PLAN.STATE.
  std::size_t indicator = 0;
  QuestionKind kind = QuestionKind::Text;
  LocalText text;
  LocalText help;
  bool required = false;
  EvidenceNeed evidence = EvidenceNeed::None;
  std::vector<Option> options;  ///< Of yes and no too; their labels are empty, as pages have these words.
  std::optional<double> min, max;
  std::size_t most_letters = 0;   ///< Of texts.
  std::optional<Condition> when;  ///< Asked only where this holds.
  Place place;

  [[nodiscard]] std::string_view short_id() const { return std::string_view(id).substr(id.find('.') + 1); }
  [[nodiscard]] const Option* find_option(std::string_view code) const;
};

struct Level {
  int number = 0;
  LocalText reason;
  std::optional<Condition> when;  ///< Level 0 has none.
};

enum class Severity : std::uint8_t { Error, Warning };

/// What contradicts itself: `fails` is the condition of the fault.
struct Check {
  std::string id;
  Severity severity = Severity::Error;
  Condition fails;
  LocalText text;
};

struct AskedIndicator {
  std::string code;  ///< An indicator of the pack.
  std::size_t section = 0;
  LocalText subject;  ///< "a national broadband plan"; may be empty.
  std::vector<std::size_t> questions;
  std::vector<Level> levels;         ///< 0 to 4; empty where the score is a count.
  std::optional<std::size_t> count;  ///< The question whose chosen options are counted.
  std::vector<Check> checks;
};

struct Section {
  std::string id;
  LocalText title;
  LocalText help;
  std::vector<std::size_t> indicators;
};

inline constexpr int highest_level = 4;

struct Questionnaire {
  std::string id;
  std::string version;
  std::string sha256;   ///< Over its files, in the order of their names.
  std::string meaning;  ///< SHA-256 of what it asks, without the words (meaning.h): what a cycle is bound to.
  LocalText title;
  LocalText introduction;
  std::vector<Section> sections;
  std::vector<AskedIndicator> indicators;
  std::vector<Question> questions;  ///< In the order in which they are asked.
  std::vector<std::size_t> order;   ///< The questions again: each after those that its condition is on.

  [[nodiscard]] std::optional<std::size_t> find_question(std::string_view full_id) const;
  [[nodiscard]] std::optional<std::size_t> find_indicator(std::string_view code) const;

  std::unordered_map<std::string, std::size_t, StringHash, std::equal_to<>> question_numbers = {}, indicator_numbers = {};
};

}  // namespace atalaya::reg
