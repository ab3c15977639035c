#include <stdlib.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <memory>

#include "base/files.h"
#include "base/text.h"
#include "register/sheets/cells.h"
#include "register/sheets/sheets.h"
#include "register/text/typed_text.h"

namespace atalaya::reg::sheets {

namespace {

namespace fs = std::filesystem;

// libxlsxwriter writes to a path alone; the folder goes with its file.
class ScratchFolder {
 public:
  static Result<ScratchFolder> make() {
    std::error_code error;
    std::string pattern = (fs::temp_directory_path(error) / "atalaya-XXXXXX").string();
    if (error || ::mkdtemp(pattern.data()) == nullptr) return fail(ErrorKind::System, "a temporary folder cannot be made", {.file = pattern});
    return ScratchFolder(std::move(pattern));
  }
  ScratchFolder(ScratchFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  ScratchFolder& operator=(ScratchFolder&&) = delete;
  ~ScratchFolder() {
    std::error_code error;
    if (!path_.empty()) fs::remove_all(path_, error);
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  explicit ScratchFolder(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

struct CloseBook {
  void operator()(lxw_workbook* book) const { lxw_workbook_free(book); }
};

struct Formats {
  lxw_format *title, *head, *indicator, *text, *help, *answer, *number, *locked;
};

class Writer {
 public:
  Writer(const Outgoing& outgoing, lxw_workbook* book) : out_(outgoing), l_(outgoing.locale), book_(book), editable_(is_editable(outgoing.submission.state)) {}

  void write() {
    make_formats();
    write_first_sheet();
    for (std::size_t i = 0; i < out_.questionnaire.sections.size(); ++i) write_section(i);
    lists_ = workbook_add_worksheet(book_, lists_sheet);
    for (const auto& [labels, column] : columns_) {
      for (std::size_t row = 0; row < labels.size(); ++row) put(lists_, static_cast<lxw_row_t>(row), column, labels[row], nullptr);
    }
    hide(lists_);
    lxw_worksheet* facts = workbook_add_worksheet(book_, facts_sheet);
    const std::string* const values[] = {&format_, &out_.submission.id, &out_.questionnaire.id, &out_.questionnaire.meaning, &l_.language()};
    const char* const names[] = {"format", "submission", "questionnaire", "meaning", "language"};
    for (lxw_row_t row = 0; row < 5; ++row) {
      put(facts, row, 0, names[row], nullptr);
      put(facts, row, 1, *values[row], nullptr);
    }
    hide(facts);
  }

 private:
  const std::string& in(const LocalText& text) const { return text.in(l_.language()); }

  static void put(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const std::string& text, lxw_format* format) {
    if (text.empty()) {
      worksheet_write_blank(sheet, row, column, format);
      return;
    }
    // Where somebody has typed what reads as an escape (22.9.2.19), its first letter is escaped itself; libxlsxwriter does so for control characters alone.
    const std::string written = replace_all(text, "_x", "_x005F_x");
    worksheet_write_string(sheet, row, column, written.c_str(), format);
  }
  static double width_of(lxw_col_t column) { return column == TextColumn ? 55 : column == AnswerColumn ? 45 : 60; }

  /// Not every program makes a row as high as its wrapped text needs: the height is written, by an estimate of the lines.
  void make_room(lxw_row_t row, lxw_col_t column, const std::string& text) {
    const auto letters = static_cast<double>(count_letters(text));
    const int lines = static_cast<int>(std::ceil(letters / (1.2 * width_of(column)))) + static_cast<int>(std::ranges::count(text, '\n'));
    if (lines > 1) lines_[row] = std::max(lines_[row], lines);
  }
  void line(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const std::string& text, lxw_format* format) {
    put(sheet, row, column, text, format);
    if (row > 0) make_room(row, column, text);
  }
  void set_heights(lxw_worksheet* sheet) {
    constexpr double line_height = 15, most = 409;  // Points; what a row may have.
    for (const auto& [row, lines] : lines_) worksheet_set_row(sheet, row, std::min(most, lines * line_height), nullptr);
    lines_.clear();
  }

  static void hide(lxw_worksheet* sheet) {
    worksheet_protect(sheet, nullptr, nullptr);
    worksheet_hide(sheet);
  }

  lxw_format* make(bool bold, bool unlocked, const char* number_format) {
    lxw_format* out = workbook_add_format(book_);
    format_set_text_wrap(out);
    format_set_align(out, LXW_ALIGN_VERTICAL_TOP);
    if (bold) format_set_bold(out);
    if (number_format != nullptr) format_set_num_format(out, number_format);
    if (unlocked) {
      format_set_unlocked(out);
      format_set_border(out, LXW_BORDER_THIN);
      format_set_bg_color(out, 0xFFF8DC);
    }
    return out;
  }

  void make_formats() {
    f_.title = make(true, false, nullptr);
    format_set_font_size(f_.title, 14);
    f_.head = make(true, false, nullptr);
    format_set_bottom(f_.head, LXW_BORDER_MEDIUM);
    f_.indicator = make(true, false, nullptr);
    format_set_bg_color(f_.indicator, 0xE3EAF2);
    f_.text = make(false, false, nullptr);
    f_.help = make(false, false, nullptr);
    format_set_font_color(f_.help, 0x444444);
    // Text stays as it is typed: no program makes a day or a number of it.
    f_.answer = make(false, editable_, "@");
    f_.number = make(false, editable_, "General");
    f_.locked = make(false, false, "@");
    format_set_font_color(f_.locked, 0x444444);
  }

  void write_first_sheet() {
    const std::string name = l_.tr("Report");
    lxw_worksheet* sheet = workbook_add_worksheet(book_, sheet_name(name, 0).c_str());
    worksheet_set_column(sheet, 0, 0, 100, nullptr);
    worksheet_set_landscape(sheet);
    worksheet_fit_to_pages(sheet, 1, 0);
    lxw_row_t row = 0;
    worksheet_set_row(sheet, row, 40, nullptr);  // Two lines of its larger letters.
    put(sheet, row++, 0, in(out_.questionnaire.title), f_.title);
    put(sheet, row++, 0, fill(l_.tr("Report of {1}, {2}"), {out_.country, std::to_string(out_.submission.year)}), f_.indicator);
    for (const std::string& line : {
             editable_ ? l_.tr("Fill in the marked cells of the other sheets, save the workbook as XLSX, and upload it on the page of the report.")
                       : l_.tr("This report has been sent: the workbook is for reading, and nothing can be changed by it now."),
             l_.tr("An empty cell is no answer; an answer that you delete is taken back. Rows may be sorted, but none taken away."),
             l_.tr("Questions that depend on others are all here; those that do not apply are not sent."),
             l_.tr("Proofs and documents are added on the page of the report, not here."),
             l_.tr("Where somebody has changed an answer in the browser meanwhile, theirs stands, yours is kept beside it, and the page lets you choose."),
         }) {
      if (line.size() > 100) worksheet_set_row(sheet, row, 30, nullptr);
      put(sheet, row++, 0, line, f_.text);
    }
    worksheet_protect(sheet, nullptr, nullptr);
  }

  // At most 31 characters, none of []:*?/\ and no other sheet's name (18.2.19 and Excel's own rules).
  std::string sheet_name(std::string_view title, std::size_t number) const {
    std::string clean(number == 0 ? "" : std::to_string(number) + " ");
    std::size_t letters = clean.size();
    for (std::size_t i = 0; i < title.size(); ++i) {
      const char c = title[i];
      if ((static_cast<unsigned char>(c) & 0xc0) != 0x80 && ++letters > 31) break;
      clean += std::string_view("[]:*?/\\'").contains(c) ? ' ' : c;
    }
    return std::string(trim(clean));
  }

  void write_section(std::size_t number) {
    const Section& section = out_.questionnaire.sections[number];
    lxw_worksheet* sheet = workbook_add_worksheet(book_, sheet_name(in(section.title), number + 1).c_str());
    lxw_row_col_options hidden{};
    hidden.hidden = 1;
    worksheet_set_column_opt(sheet, IdColumn, RevisionColumn, 10, nullptr, &hidden);
    worksheet_set_column(sheet, TextColumn, TextColumn, width_of(TextColumn), nullptr);
    worksheet_set_column(sheet, AnswerColumn, AnswerColumn, width_of(AnswerColumn), nullptr);
    worksheet_set_column(sheet, HelpColumn, HelpColumn, width_of(HelpColumn), nullptr);
    line(sheet, 0, TextColumn, in(section.title), f_.title);
    line(sheet, 1, TextColumn, l_.tr("Question"), f_.head);
    line(sheet, 1, AnswerColumn, l_.tr("Answer"), f_.head);
    line(sheet, 1, HelpColumn, l_.tr("Help"), f_.head);
    worksheet_freeze_panes(sheet, 2, 0);
    worksheet_set_landscape(sheet);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_repeat_rows(sheet, 1, 1);
    row_ = 2;
    for (const std::size_t indicator : section.indicators) {
      const AskedIndicator& asked = out_.questionnaire.indicators[indicator];
      line(sheet, row_, TextColumn, out_.indicator_name(asked), f_.indicator);
      line(sheet, row_, AnswerColumn, "", f_.indicator);
      line(sheet, row_++, HelpColumn, "", f_.indicator);
      for (const std::size_t question : asked.questions) write_question(sheet, out_.questionnaire.questions[question]);
    }
    set_heights(sheet);
    // Columns may be made wider and rows sorted; deleting would lose answers' places.
    lxw_protection allowed{};
    allowed.format_columns = allowed.format_rows = allowed.sort = allowed.autofilter = 1;
    worksheet_protect(sheet, nullptr, &allowed);
  }

  std::string label_of(const Question& question, const Option& option) const {
    if (question.kind != QuestionKind::YesNo) return in(option.label);
    return option.code == "YES" ? l_.tr("Yes") : l_.tr("No");
  }

  std::vector<Entry> entries_of(const Question& question) const {
    return question.kind == QuestionKind::Instrument && out_.entries ? out_.entries(question) : std::vector<Entry>();
  }

  std::string part_label(const Question& question, std::string_view part) const {
    if (part.starts_with('#')) {
      const Option* option = question.find_option(part.substr(1));
      return "    " + (option == nullptr ? std::string(part.substr(1)) : in(option->label));
    }
    if (part == "currency") return "    " + l_.tr("Currency (three letters, ISO 4217)");
    if (part == "address") return "    " + l_.tr("Its official address on the Web");
    if (part == "date") return "    " + l_.tr("Date (year, or year-month-day)");
    if (part == "body") return "    " + l_.tr("Who issued it");
    if (part == "id") return "    " + l_.tr("Or choose it in the register of instruments");
    return in(question.text);
  }

  std::string help_of(const Question& question, const submissions::DraftAnswer* answer) const {
    std::vector<std::string> parts;
    if (!in(question.help).empty()) parts.push_back(in(question.help));
    if (question.required) parts.push_back(l_.tr("This answer is needed."));
    if (question.when) parts.push_back(condition_text(question));
    if (question.kind == QuestionKind::Date) parts.push_back(l_.tr("Date (year, or year-month-day)"));
    if (question.evidence == EvidenceNeed::Required) parts.push_back(l_.tr("A proof is needed; add it on the page."));
    if (question.kind == QuestionKind::Document) parts.push_back(l_.tr("This cell is locked; change it on the page."));
    for (const auto& aside : answer == nullptr ? std::vector<submissions::Entry>() : answer->aside) {
      if (aside.value) parts.push_back(fill(l_.tr("Another answer was given at the same time and is kept: {1}"), {shorten(plain_text(*aside.value), 500)}));
    }
    return join(parts, " ");
  }

  std::string condition_text(const Question& question) const {
    const Condition& condition = *question.when;
    const Question* other = condition.kind == Condition::Kind::In ? &out_.questionnaire.questions[condition.question] : nullptr;
    if (other == nullptr) return l_.tr("Asked only where the answers before it make it apply.");
    std::vector<std::string> labels;
    for (const std::string& code : condition.codes) {
      const Option* option = other->find_option(code);
      labels.push_back(option == nullptr ? code : label_of(*other, *option));
    }
    return fill(l_.tr("Asked only where the answer to “{1}” is: {2}."), {in(other->text), join(labels, " / ")});
  }

  void write_question(lxw_worksheet* sheet, const Question& question) {
    const auto found = out_.draft.find(question.id);
    const auto* answer = found == out_.draft.end() ? nullptr : &found->second;
    const auto cells = cells_of(question, answer == nullptr ? std::nullopt : answer->current.value);
    const auto revision = answer == nullptr ? 0 : answer->current.revision;
    std::string help = help_of(question, answer);
    if (question.kind == QuestionKind::Choices) {
      line(sheet, row_, TextColumn, in(question.text), f_.text);
      line(sheet, row_++, HelpColumn, (help.empty() ? "" : help + " ") + l_.tr("Mark each option that applies with a yes."), f_.help);
      help.clear();
    }
    const bool fits = std::ranges::all_of(cells, [](const AnswerCell& cell) { return fits_cell(cell.text); });
    const bool locked = !fits || question.kind == QuestionKind::Document;
    for (const AnswerCell& cell : cells) {
      put(sheet, row_, IdColumn, (locked ? std::string(1, locked_mark) : std::string()) + row_id(question, cell.part), nullptr);
      worksheet_write_number(sheet, row_, RevisionColumn, static_cast<double>(revision), nullptr);
      line(sheet, row_, TextColumn, part_label(question, cell.part), f_.text);
      line(sheet, row_, HelpColumn, help, f_.help);
      help.clear();
      make_room(row_, AnswerColumn, cell.text);
      if (locked) {
        put(sheet, row_, AnswerColumn, fits ? cell.text : l_.tr("This answer is too long for a cell; change it on the page."), f_.locked);
      } else if (const auto number = as_number(question, cell)) {
        worksheet_write_number(sheet, row_, AnswerColumn, *number, f_.number);
      } else {
        write_text(sheet, question, cell);
      }
      if (!locked && editable_) validate(sheet, question, cell);
      ++row_;
    }
  }

  void write_text(lxw_worksheet* sheet, const Question& question, const AnswerCell& cell) {
    std::string text = cell.text;
    if (has_options(question.kind)) {
      const Option* option = question.find_option(text);
      if (cell.part.starts_with('#')) {
        if (!text.empty()) text = l_.tr("Yes");
      } else if (option != nullptr) {
        text = label_of(question, *option);
      }
    }
    if (question.kind == QuestionKind::Instrument && cell.part == "id") {
      for (const Entry& entry : entries_of(question)) {
        if (entry.id == text) text = entry_label(entry.title, entry.id);
      }
    }
    const bool numeric = cell.part.empty() && (question.kind == QuestionKind::Number || question.kind == QuestionKind::Percentage ||
                                               question.kind == QuestionKind::Year || question.kind == QuestionKind::Money);
    put(sheet, row_, AnswerColumn, text, numeric ? f_.number : f_.answer);
  }

  // The list of choices beside a cell. Texts in the rule itself may have 255 letters together, so they stand on a sheet of their own, once each list.
  std::string list_range(const std::vector<std::string>& labels) {
    const auto column = columns_.emplace(labels, static_cast<lxw_col_t>(columns_.size())).first->second;
    const std::string letters = letters_of(column);
    return "='" + std::string(lists_sheet) + "'!$" + letters + "$1:$" + letters + "$" + std::to_string(labels.size());
  }
  static std::string letters_of(lxw_col_t column) {
    const std::string name = xlsx_cell_name(1, static_cast<std::uint32_t>(column) + 1);
    return name.substr(0, name.size() - 1);
  }

  void validate(lxw_worksheet* sheet, const Question& question, const AnswerCell& cell) {
    lxw_data_validation rule{};
    std::string range, title = l_.tr("Not an answer"), text;
    rule.ignore_blank = LXW_VALIDATION_ON;
    if (has_options(question.kind)) {
      std::vector<std::string> labels;
      if (cell.part.starts_with('#')) {
        labels = {l_.tr("Yes")};
      } else {
        for (const Option& option : question.options) labels.push_back(label_of(question, option));
      }
      range = list_range(labels);
      rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
      rule.value_formula = range.data();
      rule.dropdown = LXW_VALIDATION_ON;
      text = l_.tr("Choose one of the list.");
    } else if (question.kind == QuestionKind::Instrument && cell.part == "id") {
      std::vector<std::string> labels;
      for (const Entry& entry : entries_of(question)) labels.push_back(entry_label(entry.title, entry.id));
      if (labels.empty()) return;
      range = list_range(labels);
      rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
      rule.value_formula = range.data();
      rule.dropdown = LXW_VALIDATION_ON;
      text = l_.tr("Choose one of the list; what the register says of it is filled in when the workbook comes back.");
    } else if (question.kind == QuestionKind::Year ||
               (cell.part.empty() &&
                (question.kind == QuestionKind::Number || question.kind == QuestionKind::Percentage || question.kind == QuestionKind::Money))) {
      rule.validate = question.kind == QuestionKind::Year ? LXW_VALIDATION_TYPE_INTEGER : LXW_VALIDATION_TYPE_DECIMAL;
      rule.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
      rule.minimum_number = question.min.value_or(question.kind == QuestionKind::Year ? 0 : -1e15);
      rule.maximum_number = question.max.value_or(question.kind == QuestionKind::Year ? 9999 : 1e15);
      text = l_.tr("Write a number within the bounds; of a percentage 12.5, not 12.5 %.");
      // What is beyond is for the register to judge, which knows more.
      rule.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    } else {
      return;
    }
    title = shorten(title, 30);
    text = shorten(text, 240);
    rule.error_title = title.data();
    rule.error_message = text.data();
    worksheet_data_validation_cell(sheet, row_, AnswerColumn, &rule);
  }

  const Outgoing& out_;
  const Locale& l_;
  lxw_workbook* book_;
  const bool editable_;
  const std::string format_ = format_name;
  Formats f_ = {};
  lxw_worksheet* lists_ = nullptr;
  std::map<std::vector<std::string>, lxw_col_t> columns_ = {};
  lxw_row_t row_ = 0;
  std::map<lxw_row_t, int> lines_ = {};  ///< Rows of the sheet that is being written with more than one line.
};

}  // namespace

Result<std::string> write(const Outgoing& outgoing) {
  const ScratchFolder folder = TRY(ScratchFolder::make());
  const fs::path path = fs::path(folder.path()) / "out.xlsx";
  lxw_workbook_options options{};
  std::string scratch = folder.path();
  options.tmpdir = scratch.data();
  std::unique_ptr<lxw_workbook, CloseBook> book(workbook_new_opt(path.c_str(), &options));
  if (!book) return fail(ErrorKind::System, "the workbook cannot be made");
  Writer(outgoing, book.get()).write();
  // It frees the workbook whether it succeeds or not.
  if (const lxw_error error = workbook_close(book.release()); error != LXW_NO_ERROR) {
    return fail(ErrorKind::System, std::string("the workbook cannot be written: ") + lxw_strerror(error));
  }
  return std::string(TRY(MappedFile::open(path)).bytes());
}

}  // namespace atalaya::reg::sheets
