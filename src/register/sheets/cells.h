// An answer as cells: what both directions share; internal to the folder.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "register/questionnaire/answer.h"

namespace atalaya::reg::sheets {

// Columns, from 0.
enum Column : std::uint16_t { IdColumn, RevisionColumn, TextColumn, AnswerColumn, HelpColumn };

inline constexpr const char* facts_sheet = "_atalaya";
inline constexpr const char* lists_sheet = "_lists";
inline constexpr const char* format_name = "atalaya-questionnaire/1";
/// Before the id of a row whose cell is locked: what is changed there all the same is refused, and not passed over.
inline constexpr char locked_mark = '!';

/// A cell of an answer. Its row's id is the question's full id and, of an answer in several parts, a colon and the part's name; of choices each option has a
/// row, whose part is '#' and its code.
struct AnswerCell {
  std::string part;
  std::string text;  ///< What stands in it; of a choice among options the code, of a chosen option "YES".
};
/// All cells of a question, also the empty ones, in their order.
[[nodiscard]] std::vector<AnswerCell> cells_of(const Question& question, const std::optional<AnswerValue>& value);

[[nodiscard]] std::string row_id(const Question& question, std::string_view part);
/// Question and part of a row's id.
[[nodiscard]] std::pair<std::string_view, std::string_view> split_row_id(std::string_view id);

/// An instrument of the register in a list to choose from: "Ley de firma digital [id]"; and its id again, which is the text itself where there are no brackets.
[[nodiscard]] std::string entry_label(std::string_view title, std::string_view id);
[[nodiscard]] std::string entry_id(std::string_view label);

/// Whether a cell can hold it and give it back: not too long, and of characters that XML has.
[[nodiscard]] bool fits_cell(std::string_view text);

/// Written as a number, which spreadsheet programs need to calculate with it; only where it comes back as the same text.
[[nodiscard]] std::optional<double> as_number(const Question& question, const AnswerCell& cell);

/// "Yes" in one of the languages, or what people put there instead; false for a no and for nothing; nothing where it is neither.
[[nodiscard]] std::optional<bool> parse_yes(std::string_view text);

}  // namespace atalaya::reg::sheets
