#include "register/questionnaire/answer_check.h"

#include <unicode/ucurr.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "base/locale.h"

namespace atalaya::reg {

namespace {

using Finding = std::optional<AnswerFinding>;

Finding found(AnswerFault fault, std::string argument = {}) { return AnswerFinding{fault, std::move(argument)}; }

std::size_t letters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

Finding check_text(std::string_view text, std::size_t most, bool many_lines) {
  if (letters(text) > most) return found(AnswerFault::TooLong, std::to_string(most));
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
    case AnswerFault::NoTitle: return tr_noop("The title is missing.");
    case AnswerFault::NotADocument: return tr_noop("There is no such document.");
  }
  return "";
}

bool is_date(std::string_view text) {
  const auto number = [](std::string_view digits) {
    int out = 0;
    for (const char c : digits) {
      if (c < '0' || c > '9') return -1;
      out = out * 10 + (c - '0');
    }
    return out;
  };
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  const int year = number(text.substr(0, 4));
  if (year < 1500 || year > 2500) return false;
  if (text.size() == 4) return true;
  const int month = text[4] == '-' ? number(text.substr(5, 2)) : -1;
  if (month < 1 || month > 12) return false;
  if (text.size() == 7) return true;
  const int day = text[7] == '-' ? number(text.substr(8, 2)) : -1;
  if (day < 1) return false;
  return std::chrono::year_month_day(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)), std::chrono::day(static_cast<unsigned>(day)))
      .ok();
}

bool is_web_address(std::string_view text) {
  if (text.size() > 2'000 || !is_utf8(text)) return false;
  const std::string scheme = to_lower_ascii(text.substr(0, 8));
  const std::size_t begin = scheme.starts_with("https://") ? 8 : scheme.starts_with("http://") ? 7 : 0;
  if (begin == 0) return false;
  const std::string_view rest = text.substr(begin);
  const std::string_view host = rest.substr(0, rest.find_first_of("/?#"));
  if (host.empty() || host.front() == '.' || host.front() == ':' || host.find_first_of("@\\") != std::string_view::npos) return false;
  return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || c == '"' || c == '<' || c == '>' || c == '\\'; });
}

bool is_currency(std::string_view code) {
  if (code.size() != 3 || !std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; })) return false;
  const char16_t letters16[4] = {static_cast<char16_t>(code[0]), static_cast<char16_t>(code[1]), static_cast<char16_t>(code[2]), 0};
  return ucurr_getNumericCode(letters16) != 0;
}

bool is_sha256(std::string_view text) {
  return text.size() == 64 && std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

}  // namespace atalaya::reg
