#include "register/questionnaire/answer_check.h"

#include <algorithm>
#include <cmath>

#include "base/locale.h"
#include "base/text.h"
#include "register/store/random.h"
#include "register/text/typed_text.h"

namespace atalaya::reg {

namespace {

using Finding = std::optional<AnswerFinding>;

Finding found(AnswerFault fault, std::string argument = {}) { return AnswerFinding{fault, std::move(argument)}; }

Finding check_text(std::string_view text, std::size_t most, bool many_lines) {
  if (count_letters(text) > most) return found(AnswerFault::TooLong, std::to_string(most));
  const bool bad = !is_utf8(text) || std::ranges::any_of(text, [&](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && !(many_lines && (c == '\n' || c == '\t'))) || byte == 0x7f;
  });
  if (bad) return found(AnswerFault::BadCharacters);
  return {};
}

Finding check_bounds(const Question& question, double number) {
  if (!std::isfinite(number)) return found(AnswerFault::NotANumber);
  if (question.min && number < *question.min) return found(AnswerFault::BelowLeast, number_text(*question.min));
  if (question.max && number > *question.max) return found(AnswerFault::AboveMost, number_text(*question.max));
  return {};
}

Finding check_choices(const Question& question, const std::vector<std::string>& chosen) {
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (question.find_option(chosen[i]) == nullptr) return found(AnswerFault::UnknownOption, shorten(replace_invalid_utf8(chosen[i]), 60));
    if (std::find(chosen.begin(), chosen.begin() + static_cast<std::ptrdiff_t>(i), chosen[i]) != chosen.begin() + static_cast<std::ptrdiff_t>(i)) {
      return found(AnswerFault::OptionTwice, chosen[i]);
    }
  }
  if (chosen.empty()) return found(AnswerFault::WrongKind);
  if (chosen.size() > 1 && std::ranges::find(chosen, none_code) != chosen.end()) return found(AnswerFault::NoneWithOthers);
  return {};
}

Finding check_money(const Question& question, const MoneyAnswer& money) {
  const auto parsed = parse_number(money.amount);
  if (!parsed.value) return found(AnswerFault::NotANumber);
  if (!is_currency(money.currency)) return found(AnswerFault::NotACurrency, shorten(replace_invalid_utf8(money.currency), 20));
  return check_bounds(question, *parsed.value);
}

Finding check_instrument(const InstrumentAnswer& one) {
  // Whether the register has it is asked where it is chosen.
  if (!one.id.empty() && !is_public_id(one.id)) return found(AnswerFault::NotInTheRegister);
  if (one.title.empty()) return found(AnswerFault::NoTitle);
  for (const std::string* text : {&one.title, &one.body}) {
    if (auto fault = check_text(*text, 500, false)) return fault;
  }
  if (!one.address.empty() && !is_web_address(one.address)) return found(AnswerFault::NotAnAddress);
  if (!one.date.empty() && !is_date(one.date)) return found(AnswerFault::NotADate);
  return {};
}

Finding check_plain(const Question& question, const std::string& text) {
  switch (question.kind) {
    case QuestionKind::YesNo:
    case QuestionKind::Choice:
      if (question.find_option(text) == nullptr) return found(AnswerFault::UnknownOption, shorten(replace_invalid_utf8(text), 60));
      return {};
    case QuestionKind::Number:
    case QuestionKind::Percentage:
    case QuestionKind::Year: return found(AnswerFault::NotANumber);
    case QuestionKind::Date: return is_date(text) ? Finding() : found(AnswerFault::NotADate);
    case QuestionKind::Text: return check_text(text, question.most_letters, false);
    case QuestionKind::LongText: return check_text(text, question.most_letters, true);
    case QuestionKind::Address: return is_web_address(text) ? Finding() : found(AnswerFault::NotAnAddress);
    default: return found(AnswerFault::WrongKind);
  }
}

}  // namespace

std::optional<AnswerFinding> check_answer(const Question& question, const AnswerValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return check_plain(question, *text);
  if (const auto* number = std::get_if<double>(&value)) {
    const bool numeric = question.kind == QuestionKind::Number || question.kind == QuestionKind::Percentage || question.kind == QuestionKind::Year;
    if (!numeric) return found(AnswerFault::WrongKind);
    if (question.kind == QuestionKind::Year && *number != std::floor(*number)) return found(AnswerFault::NotWhole);
    return check_bounds(question, *number);
  }
  if (const auto* chosen = std::get_if<std::vector<std::string>>(&value)) {
    return question.kind == QuestionKind::Choices ? check_choices(question, *chosen) : found(AnswerFault::WrongKind);
  }
  if (const auto* money = std::get_if<MoneyAnswer>(&value)) {
    return question.kind == QuestionKind::Money ? check_money(question, *money) : found(AnswerFault::WrongKind);
  }
  if (const auto* one = std::get_if<InstrumentAnswer>(&value)) {
    return question.kind == QuestionKind::Instrument ? check_instrument(*one) : found(AnswerFault::WrongKind);
  }
  const auto& document = std::get<DocumentAnswer>(value);
  if (question.kind != QuestionKind::Document) return found(AnswerFault::WrongKind);
  if (!is_sha256(document.sha256)) return found(AnswerFault::NotADocument);
  return check_text(document.name, 200, false);
}

const char* message(AnswerFault fault) {
  switch (fault) {
    case AnswerFault::WrongKind: return tr_noop("This is not an answer of the kind that the question asks for.");
    case AnswerFault::UnknownOption: return tr_noop("“{1}” is not one of the options.");
    case AnswerFault::OptionTwice: return tr_noop("“{1}” is chosen twice.");
    case AnswerFault::NoneWithOthers: return tr_noop("“None” cannot be chosen together with other options.");
    case AnswerFault::NotANumber: return tr_noop("This is not a number. Write digits only, with a point before decimals.");
    case AnswerFault::NotWhole: return tr_noop("This must be a whole number.");
    case AnswerFault::BelowLeast: return tr_noop("This must be {1} or more.");
    case AnswerFault::AboveMost: return tr_noop("This must be {1} or less.");
    case AnswerFault::NotACurrency: return tr_noop("Give the currency by its three letters (ISO 4217), such as USD.");
    case AnswerFault::NotADate: return tr_noop("This is not a date. Write it as 2026-11-26, or only 2026-11 or 2026.");
    case AnswerFault::NotAnAddress: return tr_noop("This is not an address of a page. It begins with https:// or http://.");
    case AnswerFault::TooLong: return tr_noop("This is too long: {1} letters at most.");
    case AnswerFault::BadCharacters: return tr_noop("This has characters that cannot be shown.");
    case AnswerFault::NotInTheRegister: return tr_noop("The register of instruments has no such entry.");
    case AnswerFault::NoTitle: return tr_noop("The title is missing.");
    case AnswerFault::NotADocument: return tr_noop("There is no such document.");
  }
  return "";
}

}  // namespace atalaya::reg
