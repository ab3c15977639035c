// Whether an answer is what its question asks for.
#pragma once

#include <optional>
#include <string>

#include "register/questionnaire/answer.h"

namespace atalaya::reg {

enum class AnswerFault : std::uint8_t {
  WrongKind,       ///< A list for a text, and the like: no form sends that.
  UnknownOption,   ///< argument: the code
  OptionTwice,     ///< argument: the code
  NoneWithOthers,  ///< NONE is chosen beside others.
  NotANumber,
  NotWhole,      ///< A year with a fraction.
  BelowLeast,    ///< argument: the least
  AboveMost,     ///< argument: the most
  NotACurrency,  ///< argument: what was given
  NotADate,
  NotAnAddress,
  TooLong,  ///< argument: the most letters
  BadCharacters,
  NoTitle,
  NotADocument,
};

struct AnswerFinding {
  AnswerFault fault = AnswerFault::WrongKind;
  std::string argument = {};
  bool operator==(const AnswerFinding&) const = default;
};

/// What is wrong with an answer; nothing where it is as it should be.
[[nodiscard]] std::optional<AnswerFinding> check_answer(const Question& question, const AnswerValue& value);

/// The message in English, for tr(); {1} is the argument.
[[nodiscard]] const char* message(AnswerFault fault);

/// ISO 8601: "2026", "2026-11" or "2026-11-26", a day that there is, from 1500 to 2500.
[[nodiscard]] bool is_date(std::string_view text);
/// An http or https address with a host, without a user, blanks or control characters; at most 2000 bytes.
[[nodiscard]] bool is_web_address(std::string_view text);
[[nodiscard]] bool is_currency(std::string_view code);
/// 64 digits of SHA-256 in lower case.
[[nodiscard]] bool is_sha256(std::string_view text);

}  // namespace atalaya::reg
