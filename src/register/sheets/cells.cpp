#include "register/sheets/cells.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/text.h"

namespace atalaya::reg::sheets {

namespace {

template <class T>
T as(const std::optional<AnswerValue>& value) {
  const T* found = value ? std::get_if<T>(&*value) : nullptr;
  return found != nullptr ? *found : T{};
}

constexpr std::size_t most_letters = 32'767;  // Of a cell, in Excel.

}  // namespace

std::vector<AnswerCell> cells_of(const Question& question, const std::optional<AnswerValue>& value) {
  switch (question.kind) {
    case QuestionKind::Choices: {
      const auto chosen = as<std::vector<std::string>>(value);
      std::vector<AnswerCell> out;
      for (const Option& option : question.options) {
        out.push_back({"#" + option.code, std::ranges::find(chosen, option.code) != chosen.end() ? "YES" : ""});
      }
      return out;
    }
    case QuestionKind::Money: {
      const auto money = as<MoneyAnswer>(value);
      return {{"", money.amount}, {"currency", money.currency}};
    }
    case QuestionKind::Instrument: {
      const auto act = as<InstrumentAnswer>(value);
      return {{"", act.title}, {"address", act.address}, {"date", act.date}, {"body", act.body}, {"id", act.id}};
    }
    case QuestionKind::Document: return {{"", as<DocumentAnswer>(value).name}};
    default: return {{"", value ? plain_text(*value) : std::string()}};
  }
}

std::string row_id(const Question& question, std::string_view part) { return question.id + (part.empty() ? "" : ":") + std::string(part); }

std::pair<std::string_view, std::string_view> split_row_id(std::string_view id) {
  const std::size_t colon = id.find(':');
  return colon == std::string_view::npos ? std::pair(id, std::string_view()) : std::pair(id.substr(0, colon), id.substr(colon + 1));
}

std::string entry_label(std::string_view title, std::string_view id) { return shorten(title, 120) + " [" + std::string(id) + "]"; }

std::string entry_id(std::string_view label) {
  label = trim(label);
  const std::size_t open = label.rfind('[');
  if (open == std::string_view::npos || !label.ends_with(']')) return std::string(label);
  return std::string(trim(label.substr(open + 1, label.size() - open - 2)));
}

bool fits_cell(std::string_view text) {
  // U+FFFE and U+FFFF are no characters of XML.
  return text.size() <= most_letters && is_utf8(text) && !text.contains("\xef\xbf\xbe") && !text.contains("\xef\xbf\xbf");
}

std::optional<double> as_number(const Question& question, const AnswerCell& cell) {
  const bool numeric = question.kind == QuestionKind::Number || question.kind == QuestionKind::Percentage || question.kind == QuestionKind::Year ||
                       (question.kind == QuestionKind::Money && cell.part.empty());
  if (!numeric) return std::nullopt;
  const auto number = parse_number(cell.text).value;
  if (!number || number_text(*number) != cell.text) return std::nullopt;
  std::array<char, 40> written{};  // As libxlsxwriter writes it.
  std::snprintf(written.data(), written.size(), "%.16G", *number);
  return parse_number(written.data()).value == number ? number : std::nullopt;
}

std::optional<bool> parse_yes(std::string_view text) {
  const std::string lower = to_lower_ascii(trim(text));
  for (const std::string_view yes : {"yes", "sí", "sÍ", "si", "sim", "x", "1", "true"}) {
    if (lower == yes) return true;
  }
  for (const std::string_view no : {"", "no", "não", "nÃo", "nao", "0", "false", "-"}) {
    if (lower == no) return false;
  }
  return std::nullopt;
}

}  // namespace atalaya::reg::sheets
