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
  NotInTheRegister,  ///< Of instruments.
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

}  // namespace atalaya::reg
