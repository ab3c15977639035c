// What is answered to a question. A value is kept as it was typed, also where it is not what the question asks for: answer_check.h says so, and nothing is
// lost.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"
#include "register/questionnaire/definition.h"

namespace atalaya {
struct Node;
}

namespace atalaya::reg {

struct MoneyAnswer {
  std::string amount;    ///< A decimal number as it is written in JSON; what was typed where it is none.
  std::string currency;  ///< ISO 4217.
  bool operator==(const MoneyAnswer&) const = default;
};

struct InstrumentAnswer {
  std::string title;    ///< In its own language.
  std::string address;  ///< Official.
  std::string date;     ///< ISO 8601: year, month or day.
  std::string body;     ///< Who issued it.
  std::string id = {};  ///< Public id in the register of instruments; empty: it was not chosen there.
  bool operator==(const InstrumentAnswer&) const = default;
};

struct DocumentAnswer {
  std::string sha256;
  std::string name;
  bool operator==(const DocumentAnswer&) const = default;
};

/// Text: codes of yes_no and choice, texts, addresses, dates, and numbers that cannot be read. double: number, percentage, year. A list: choices.
using AnswerValue = std::variant<std::string, double, std::vector<std::string>, MoneyAnswer, InstrumentAnswer, DocumentAnswer>;

/// As JSON: "IN_FORCE", 12.5, ["A","B"], {"amount":"1000","currency":"UYU"}, {"address":…,"body":…,"date":…,"title":…} (with
/// "instrument" where it is of the register), {"name":…,"sha256":…}.
[[nodiscard]] std::string to_json(const AnswerValue& value);
/// Input where it is not of one of these forms, or beyond the limits.
[[nodiscard]] Result<AnswerValue> answer_from_json(std::string_view json);
[[nodiscard]] Result<AnswerValue> answer_from_node(const Node& node);  ///< The same, where it is a part of a document.

/// One field of a form. A question has one field, named "" here; money has another, "currency"; an instrument has "" for the title, "address", "date", "body",
/// "id"; a document "" for its SHA-256 and "name". Of choices each chosen option is a field "".
struct AnswerField {
  std::string_view part;
  std::string_view text;
};
/// What a form says; nothing where all its fields are empty. Texts lose blanks at their ends and line ends become \n; lists are put in the order of the
/// options.
[[nodiscard]] std::optional<AnswerValue> answer_from_fields(const Question& question, std::span<const AnswerField> fields);

/// For people and tables: numbers as they are written, codes as codes, choices with commas, money as "1000 UYU".
[[nodiscard]] std::string plain_text(const AnswerValue& value);

inline constexpr std::size_t most_answer_bytes = 200'000;

}  // namespace atalaya::reg
