#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <set>

#include "base/text.h"
#include "register/sheets/cells.h"
#include "register/sheets/sheets.h"

namespace atalaya::reg::sheets {

namespace {

using Kind = XlsxCell::Kind;

// A row that has an id: where its answer stands, and what stands there.
struct Row {
  const XlsxSheet* sheet = nullptr;
  std::uint32_t number = 0;
  std::string revision;
  const XlsxCell* cell = nullptr;  ///< Null: it is empty.
  [[nodiscard]] Spot spot() const { return {sheet->name, xlsx_cell_name(number, AnswerColumn + 1)}; }
};

// Days are counted from 1899-12-30, which makes up for the 29 February 1900 that Lotus 1-2-3 believed in (18.17.4.1).
std::string day_of(double serial, bool from_1904) {
  const auto day = std::chrono::sys_days(std::chrono::year(from_1904 ? 1904 : 1899) / (from_1904 ? 1 : 12) / (from_1904 ? 1 : 30)) +
                   std::chrono::days(static_cast<int>(serial));
  const std::chrono::year_month_day date(day);
  std::string out = std::to_string(static_cast<int>(date.year()));
  for (const unsigned part : {static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day())}) out += (part < 10 ? "-0" : "-") + std::to_string(part);
  return out;
}

class Reader {
 public:
  Reader(const XlsxBook& book, const Questionnaire& questionnaire, const submissions::Draft& draft)
      : book_(book), questionnaire_(questionnaire), draft_(draft) {}

  Status check_facts(const std::string& submission) const {
    const auto facts = std::ranges::find(book_.sheets, facts_sheet, &XlsxSheet::name);
    const auto fact = [&](std::uint32_t row) {
      if (facts == book_.sheets.end()) return std::string();
      const auto cell = std::ranges::find_if(facts->cells, [&](const XlsxCell& one) { return one.row == row && one.column == 2; });
      return cell == facts->cells.end() ? std::string() : cell->text;
    };
    if (fact(1) != format_name)
      return fail(ErrorKind::Input, tr_noop("this workbook is not a questionnaire of the register"), {},
                  tr_noop("download it from the page of the report, and fill in that one"));
    if (fact(2) != submission) return fail(ErrorKind::Input, tr_noop("this workbook is of another report"), {}, tr_noop("open the page of that report"));
    if (fact(3) != questionnaire_.id || fact(4) != questionnaire_.meaning) {
      return fail(ErrorKind::Input, tr_noop("this workbook has other questions than the report asks now"), {}, tr_noop("download it again"));
    }
    return {};
  }

  Incoming read() {
    for (const XlsxSheet& sheet : book_.sheets) {
      if (sheet.name != facts_sheet && sheet.name != lists_sheet) collect(sheet);
    }
    for (std::size_t number = 0; number < questionnaire_.questions.size(); ++number) judge(questionnaire_.questions[number]);
    std::ranges::stable_sort(out_.refused, {}, [&](const Refused& one) { return std::pair(place_of_sheet(one.sheet), row_of(one.cell)); });
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::ptrdiff_t place_of_sheet(const std::string& name) const {
    return std::ranges::find(book_.sheets, name, &XlsxSheet::name) - book_.sheets.begin();
  }
  static long row_of(const std::string& cell) { return parse_integer(std::string_view(cell).substr(std::min<std::size_t>(1, cell.size()))).value_or(0); }

  void refuse(const Row& row, const std::string& question, const char* reason, std::string argument = {}) {
    const Spot spot = row.spot();
    out_.refused.push_back({spot.sheet, spot.cell, question, reason, std::move(argument)});
  }

  // The rows of a sheet by their ids, in whatever order they stand now.
  void collect(const XlsxSheet& sheet) {
    std::map<std::uint32_t, Row> rows;
    std::map<std::uint32_t, std::string> ids;
    for (const XlsxCell& cell : sheet.cells) {
      Row& row = rows[cell.row];
      row.sheet = &sheet;
      row.number = cell.row;
      if (cell.column == IdColumn + 1) ids[cell.row] = cell.text;
      if (cell.column == RevisionColumn + 1) row.revision = cell.text;
      if (cell.column == AnswerColumn + 1) row.cell = &cell;
    }
    for (auto& [number, id] : ids) {
      const Row& row = rows[number];
      std::string_view plain = id;
      const bool locked = plain.starts_with(locked_mark);
      if (locked) plain.remove_prefix(1);
      const auto question = questionnaire_.find_question(split_row_id(plain).first);
      if (!question) {
        // Without a revision beside it, it is none of our rows: the words of the first sheet, or a sheet that somebody has added.
        if (!row.revision.empty()) refuse(row, {}, tr_noop("This row belongs to no question."));
      } else if (locked) {
        check_locked(row, questionnaire_.questions[*question], split_row_id(plain).second);
      } else if (!rows_.emplace(std::string(plain), row).second) {
        twice_.insert(questionnaire_.questions[*question].id);
        refuse(row, questionnaire_.questions[*question].id, tr_noop("This row is there twice."));
      }
    }
  }

  // What could not be put into a cell says so there; somebody may have written over it.
  void check_locked(const Row& row, const Question& question, std::string_view part) {
    if (row.cell == nullptr) return;
    for (const AnswerCell& cell : cells_of(question, current(question).value)) {
      if (cell.part == part && (row.cell->text == cell.text || !fits_cell(cell.text))) return;
    }
    refuse(row, question.id, tr_noop("This cell is locked; change it on the page."));
  }

  [[nodiscard]] submissions::Entry current(const Question& question) const {
    const auto found = draft_.find(question.id);
    return found == draft_.end() ? submissions::Entry{} : found->second.current;
  }

  // What a cell says, as a field of the form would.
  std::optional<std::string> text_of(const Question& question, std::string_view part, const Row& row) {
    if (row.cell == nullptr) return std::string();
    const XlsxCell& cell = *row.cell;
    const bool is_date = question.kind == QuestionKind::Date || (question.kind == QuestionKind::Instrument && part == "date");
    switch (cell.kind) {
      case Kind::Formula: refuse(row, question.id, tr_noop("This is a formula. Write what it comes to.")); return std::nullopt;
      case Kind::Error: refuse(row, question.id, tr_noop("This cell has an error: {1}"), shorten(cell.text, 40)); return std::nullopt;
      case Kind::Boolean:
        if (!has_options(question.kind)) return cell.text == "1" ? "TRUE" : "FALSE";
        return cell.text == "1" ? "YES" : "NO";
      case Kind::Number: {
        const auto number = parse_number(cell.text).value;
        if (!number || !std::isfinite(*number)) return cell.text;
        // A program that takes a typed date for one keeps the day's number; a year stays a year.
        if (is_date && *number > 2'500 && *number < 220'000 && *number == std::floor(*number)) return day_of(*number, book_.from_1904);
        return number_text(*number);
      }
      case Kind::Text: break;
    }
    if (question.kind == QuestionKind::YesNo) {
      const auto yes = parse_yes(cell.text);
      return !yes ? cell.text : trim(cell.text).empty() ? std::string() : std::string(*yes ? "YES" : "NO");
    }
    return cell.text;
  }

  // The code of an option by its label in any language; the text itself where it is none.
  static std::string code_of(const Question& question, const std::string& text) {
    const std::string_view wanted = trim(text);
    if (question.find_option(wanted) != nullptr) return std::string(wanted);
    for (const Option& option : question.options) {
      for (const auto& [language, label] : option.label.all()) {
        if (trim(label) == wanted) return option.code;
      }
    }
    return text;
  }

  void judge(const Question& question) {
    const auto now = current(question);
    const auto expected = cells_of(question, now.value);
    std::vector<const Row*> rows;
    for (const AnswerCell& cell : expected) {
      const auto found = rows_.find(row_id(question, cell.part));
      rows.push_back(found == rows_.end() ? nullptr : &found->second);
    }
    const auto first = std::ranges::find_if(rows, [](const Row* row) { return row != nullptr; });
    if (first == rows.end() || twice_.contains(question.id)) return;
    // A workbook of before that row was there.
    const auto may_lack = [&](std::size_t i) { return question.kind == QuestionKind::Instrument && expected[i].part == "id"; };
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows[i] == nullptr && !may_lack(i)) return refuse(**first, question.id, tr_noop("A row of this answer was taken away."));
    }
    const auto revision = parse_integer((*first)->revision.empty() ? "0" : (*first)->revision);
    if (!revision || *revision < 0 || *revision > now.revision ||
        std::ranges::any_of(rows, [&](const Row* row) { return row != nullptr && row->revision != (*first)->revision; })) {
      return refuse(**first, question.id, tr_noop("The hidden columns of this row were changed."));
    }
    std::vector<std::string> texts;
    bool same = *revision == now.revision;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows[i] == nullptr) {
        texts.push_back(expected[i].text);
        continue;
      }
      auto text = text_of(question, expected[i].part, *rows[i]);
      if (!text) return;
      if (question.kind == QuestionKind::Choice) *text = code_of(question, *text);
      if (question.kind == QuestionKind::Instrument && expected[i].part == "id") *text = entry_id(*text);
      if (question.kind == QuestionKind::Choices) {
        const auto chosen = parse_yes(*text);
        if (!chosen) return refuse(*rows[i], question.id, tr_noop("Mark an option with a yes, or leave the cell empty: “{1}” is neither."), shorten(*text, 40));
        *text = *chosen ? "YES" : "";
      }
      same = same && *text == expected[i].text;
      texts.push_back(std::move(*text));
    }
    if (same) {
      ++out_.unchanged;
      return;
    }
    std::vector<AnswerField> fields;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (question.kind == QuestionKind::Choices) {
        if (!texts[i].empty()) fields.push_back({"", std::string_view(expected[i].part).substr(1)});
      } else {
        fields.push_back({expected[i].part, texts[i]});
      }
    }
    auto value = answer_from_fields(question, fields);
    if (!value && std::ranges::any_of(texts, [](const std::string& text) { return !trim(text).empty(); })) {
      return refuse(**first, question.id, tr_noop("The first cell of this answer is empty."));
    }
    if (value) {
      if (to_json(*value).size() > most_answer_bytes) return refuse(**first, question.id, message(AnswerFault::TooLong), std::to_string(question.most_letters));
      // What is chosen in the register gets its title from there.
      const auto* act = std::get_if<InstrumentAnswer>(&*value);
      const auto fault = check_answer(question, *value);
      if (fault && !(fault->fault == AnswerFault::NoTitle && act != nullptr && !act->id.empty()))
        return refuse(rows[faulty(expected, fault->fault)] == nullptr ? **first : *rows[faulty(expected, fault->fault)], question.id, message(fault->fault),
                      fault->argument);
    }
    if (value == now.value && *revision == now.revision) {
      ++out_.unchanged;
      return;
    }
    out_.changes.push_back({question.id, std::move(value), *revision});
    out_.spots.push_back((*first)->spot());
  }

  // The cell that a fault is about.
  static std::size_t faulty(const std::vector<AnswerCell>& cells, AnswerFault fault) {
    const std::string_view part = fault == AnswerFault::NotACurrency       ? "currency"
                                  : fault == AnswerFault::NotAnAddress     ? "address"
                                  : fault == AnswerFault::NotADate         ? "date"
                                  : fault == AnswerFault::NotInTheRegister ? "id"
                                                                           : "";
    const auto found = std::ranges::find(cells, part, &AnswerCell::part);
    return found == cells.end() ? 0 : static_cast<std::size_t>(found - cells.begin());
  }

  const XlsxBook& book_;
  const Questionnaire& questionnaire_;
  const submissions::Draft& draft_;
  std::map<std::string, Row, std::less<>> rows_ = {};
  std::set<std::string> twice_ = {};
  Incoming out_ = {};
};

}  // namespace

Result<Incoming> read(std::string_view bytes, const std::string& name, const Questionnaire& questionnaire, const std::string& submission,
                      const submissions::Draft& draft, const XlsxLimits& limits) {
  const XlsxBook book = TRY(read_xlsx(bytes, name, limits));
  Reader reader(book, questionnaire, draft);
  TRY_STATUS(reader.check_facts(submission));
  return reader.read();
}

}  // namespace atalaya::reg::sheets
