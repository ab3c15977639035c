#include "register/questionnaire/definition.h"

#include <algorithm>

#include "register/store/find_named.h"

namespace atalaya::reg {

namespace {

template <class Map>
std::optional<std::size_t> number_in(const Map& map, std::string_view name) {
  const auto it = map.find(name);
  return it == map.end() ? std::nullopt : std::optional(it->second);
}

}  // namespace

std::string_view to_string(QuestionKind kind) {
  switch (kind) {
    case QuestionKind::YesNo: return "yes_no";
    case QuestionKind::Choice: return "choice";
    case QuestionKind::Choices: return "choices";
    case QuestionKind::Number: return "number";
    case QuestionKind::Percentage: return "percentage";
    case QuestionKind::Money: return "money";
    case QuestionKind::Year: return "year";
    case QuestionKind::Date: return "date";
    case QuestionKind::Text: return "text";
    case QuestionKind::LongText: return "long_text";
    case QuestionKind::Address: return "address";
    case QuestionKind::Instrument: return "instrument";
    case QuestionKind::Document: return "document";
  }
  return "";
}

std::optional<QuestionKind> parse_question_kind(std::string_view text) { return find_named(all_question_kinds, text); }

const Option* Question::find_option(std::string_view code) const {
  const auto it = std::ranges::find(options, code, &Option::code);
  return it == options.end() ? nullptr : &*it;
}

std::optional<std::size_t> Questionnaire::find_question(std::string_view full_id) const { return number_in(question_numbers, full_id); }
std::optional<std::size_t> Questionnaire::find_indicator(std::string_view code) const { return number_in(indicator_numbers, code); }

}  // namespace atalaya::reg
