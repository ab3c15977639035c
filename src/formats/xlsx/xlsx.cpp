#include "formats/xlsx/xlsx.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "base/locale.h"
#include "base/text.h"
#include "formats/tree/node.h"
#include "formats/wrapper/wrapper.h"

namespace atalaya {

namespace {

constexpr std::uint32_t most_rows = 1'048'576, most_columns = 16'384;  // Of the format itself.

// "_x000D_" stands for a character that XML cannot have, or for itself where it was typed (22.9.2.19).
std::string unescape(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned code = 0;
    bool is_escape = text.size() - i >= 7 && text[i] == '_' && text[i + 1] == 'x' && text[i + 6] == '_';
    for (std::size_t at = i + 2; is_escape && at < i + 6; ++at) {
      const char c = text[at];
      const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
      is_escape = digit >= 0;
      code = code * 16 + static_cast<unsigned>(std::max(digit, 0));
    }
    // Beyond ASCII nobody needs it; such an escape stays as it is written.
    if (is_escape && code < 0x80) {
      out += static_cast<char>(code);
      i += 6;
    } else {
      out += text[i];
    }
  }
  return out;
}

// The runs of a text, without what says how it is read aloud (18.4.6, phonetic runs).
void append_runs(std::string& out, const Node& node) {
  for (const Node& part : node.children) {
    if (part.name == "t") out += part.text;
    if (part.name == "r") append_runs(out, part);
  }
}
std::string runs(const Node& node) {
  std::string out;
  append_runs(out, node);
  return unescape(out);
}

struct Reference {
  std::uint32_t row = 0, column = 0;
};
std::optional<Reference> parse_reference(std::string_view text) {
  Reference out;
  std::size_t i = 0;
  for (; i < text.size() && text[i] >= 'A' && text[i] <= 'Z'; ++i) {
    out.column = out.column * 26 + static_cast<std::uint32_t>(text[i] - 'A' + 1);
    if (out.column > most_columns) return std::nullopt;
  }
  if (i == 0 || i == text.size()) return std::nullopt;
  for (; i < text.size(); ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    out.row = out.row * 10 + static_cast<std::uint32_t>(text[i] - '0');
    if (out.row > most_rows) return std::nullopt;
  }
  if (out.row == 0) return std::nullopt;
  return out;
}

class Reader {
 public:
  Reader(const std::string& file, const XlsxLimits& limits) : file_(file), limits_(limits) {}

  Result<XlsxBook> read(std::string_view bytes) {
    if (bytes.size() > limits_.packed_bytes) return fault("the workbook is larger than " + std::to_string(limits_.packed_bytes >> 20U) + " MiB");
    if (bytes.starts_with("\xd0\xcf\x11\xe0"))
      return fault(tr_noop("the workbook is protected by a password, or of the old kind (.xls)"), tr_noop("save it as .xlsx without a password"));
    if (wrapping_of(bytes) != Wrapping::Zip) return fault(tr_noop("this is no workbook"), tr_noop("save it as .xlsx"));
    for (auto& part :
         TRY(unwrap(bytes, file_, {.bytes = limits_.bytes, .ratio = limits_.ratio, .free_bytes = std::size_t{8} << 20U, .entries = limits_.files}))) {
      std::string name = part.name.substr(file_.size() + 1);
      const std::string lower = to_lower_ascii(name);
      if (lower.contains("vbaproject") || lower.contains("macrosheets/")) return macros();
      if (!parts_.emplace(std::move(name), std::move(part.file)).second) return fault("the workbook has a part twice");
    }
    TRY_STATUS(check_types());
    const std::string book_path = TRY(main_part());
    const Node book = TRY(part(book_path));
    const auto relations = TRY(relations_of(book_path));
    for (const auto& [id, relation] : relations) {
      if (relation.type.ends_with("/sharedStrings")) TRY_STATUS(read_strings(relation.target));
    }
    XlsxBook out;
    if (const Node* properties = book.child("workbookPr")) {
      const std::string* flag = properties->attribute("date1904");
      out.from_1904 = flag != nullptr && (*flag == "1" || *flag == "true");
    }
    const Node* const sheets = book.child("sheets");
    if (book.name != "workbook" || sheets == nullptr) return fault("the workbook has no sheets");
    for (const Node& sheet : sheets->children) {
      const std::string *const name = sheet.attribute("name"), *const id = sheet.attribute("id");
      const auto relation = id == nullptr ? relations.end() : relations.find(*id);
      if (name == nullptr || relation == relations.end()) return fault("a sheet of the workbook is not in it");
      if (!relation->second.type.ends_with("/worksheet")) continue;
      if (out.sheets.size() == limits_.sheets) return fault("the workbook has more than " + std::to_string(limits_.sheets) + " sheets");
      out.sheets.push_back({shorten(*name, 100)});
      TRY_STATUS(read_sheet(relation->second.target, out.sheets.back()));
    }
    return out;
  }

 private:
  struct Relation {
    std::string type, target;
  };

  [[nodiscard]] std::unexpected<Error> fault(std::string what, std::string hint = {}) const {
    return fail(ErrorKind::Input, std::move(what), {.file = file_}, std::move(hint));
  }
  [[nodiscard]] std::unexpected<Error> macros() const {
    return fault(tr_noop("the workbook has macros, or is a template or an add-in"), tr_noop("save it as .xlsx"));
  }

  Result<Node> part(const std::string& name) {
    const auto found = parts_.find(name);
    if (found == parts_.end()) return fault("a part of the workbook is missing: " + shorten(name, 100));
    return parse_xml_tree(found->second.bytes(), file_ + "/" + shorten(name, 100),
                          {.bytes = limits_.bytes, .depth = 32, .nodes = limits_.nodes, .text_bytes = limits_.text_bytes});
  }

  // What the parts are is said once for the whole (ISO/IEC 29500-2, 7.2.3): macros show there whatever the file is called.
  Status check_types() {
    const Node types = TRY(part("[Content_Types].xml"));
    bool book = false;
    for (const Node& one : types.children) {
      const std::string* type = one.attribute("ContentType");
      if (type == nullptr) continue;
      const std::string lower = to_lower_ascii(*type);
      if (lower.contains("macro") || lower.contains("vba") || lower.contains("template.main+xml") || lower.contains("addin")) return macros();
      book = book || lower.ends_with("spreadsheetml.sheet.main+xml");
    }
    if (!book) return fault(tr_noop("this is no workbook"), tr_noop("save it as .xlsx"));
    return {};
  }

  Result<std::string> main_part() {
    for (const auto& [id, relation] : TRY(relations_of(""))) {
      if (relation.type.ends_with("/officeDocument")) return relation.target;
    }
    return fault("this is no workbook");
  }

  // Relationships inside of the package; what is outside is not looked at.
  Result<std::map<std::string, Relation>> relations_of(const std::string& of) {
    const std::size_t slash = of.rfind('/');
    const std::string folder = slash == std::string::npos ? "" : of.substr(0, slash + 1);
    const Node node = TRY(part(folder + "_rels/" + of.substr(folder.size()) + ".rels"));
    std::map<std::string, Relation> out;
    for (const Node& one : node.children) {
      const std::string *const id = one.attribute("Id"), *const type = one.attribute("Type"), *const target = one.attribute("Target");
      if (id == nullptr || type == nullptr || target == nullptr || one.attribute("TargetMode") != nullptr) continue;
      out.emplace(*id, Relation{*type, target->starts_with('/') ? target->substr(1) : folder + *target});
    }
    return out;
  }

  Status read_strings(const std::string& name) {
    const Node node = TRY(part(name));
    for (const Node& one : node.children) {
      if (one.name == "si") strings_.push_back(runs(one));
    }
    return {};
  }

  Status read_sheet(const std::string& name, XlsxSheet& sheet) {
    const Node node = TRY(part(name));
    const Node* const data = node.child("sheetData");
    if (data == nullptr) return fault("a sheet of the workbook has no rows");
    std::uint32_t row = 0;
    for (const Node& line : data->children) {
      if (line.name != "row") continue;
      ++row;
      if (const std::string* number = line.attribute("r")) {
        const auto at = parse_integer(*number);
        if (!at || *at < 1 || *at > static_cast<long>(most_rows)) return fault("a row of the workbook has no number");
        row = static_cast<std::uint32_t>(*at);
      }
      std::uint32_t column = 0;
      for (const Node& one : line.children) {
        if (one.name != "c") continue;
        Reference at{row, ++column};
        if (const std::string* reference = one.attribute("r")) {
          const auto parsed = parse_reference(*reference);
          if (!parsed || parsed->row != row) return fault("a cell of the workbook has no place: " + shorten(*reference, 20));
          at = *parsed;
          column = at.column;
        }
        TRY_STATUS(read_cell(one, at, sheet));
      }
    }
    return {};
  }

  Status read_cell(const Node& node, Reference at, XlsxSheet& sheet) {
    XlsxCell cell{.row = at.row, .column = at.column, .kind = XlsxCell::Kind::Number, .text = {}};
    const std::string* const type = node.attribute("t");
    const std::string kind = type == nullptr ? "n" : *type;
    const Node *const value = node.child("v"), *const inside = node.child("is");
    if (kind == "s" && value != nullptr) {
      const auto number = parse_integer(trim(value->text));
      if (!number || *number < 0 || static_cast<std::size_t>(*number) >= strings_.size()) return fault("a cell of the workbook names a text that is not in it");
      cell.text = strings_[static_cast<std::size_t>(*number)];
      cell.kind = XlsxCell::Kind::Text;
    } else if (kind == "inlineStr") {
      if (inside != nullptr) cell.text = runs(*inside);
      cell.kind = XlsxCell::Kind::Text;
    } else if (value != nullptr) {
      cell.text = kind == "str" ? unescape(value->text) : std::string(trim(value->text));
      // "d" is a day in ISO 8601, of the strict kind.
      cell.kind = kind == "str" || kind == "d" ? XlsxCell::Kind::Text
                  : kind == "b"                ? XlsxCell::Kind::Boolean
                  : kind == "e"                ? XlsxCell::Kind::Error
                                               : XlsxCell::Kind::Number;
    }
    if (node.child("f") != nullptr) {
      cell.kind = XlsxCell::Kind::Formula;
    } else if (cell.text.empty()) {
      return {};
    }
    cells_ += 1;
    text_ += cell.text.size();
    if (cells_ > limits_.cells || text_ > limits_.all_text_bytes) return fault("the workbook has too many cells, or too much in them");
    sheet.cells.push_back(std::move(cell));
    return {};
  }

  const std::string& file_;
  const XlsxLimits& limits_;
  std::map<std::string, MappedFile> parts_ = {};
  std::vector<std::string> strings_ = {};
  std::size_t cells_ = 0, text_ = 0;
};

}  // namespace

Result<XlsxBook> read_xlsx(std::string_view bytes, const std::string& file, const XlsxLimits& limits) { return Reader(file, limits).read(bytes); }

std::string xlsx_cell_name(std::uint32_t row, std::uint32_t column) {
  std::string letters;
  for (; column > 0; column = (column - 1) / 26) letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  return letters + std::to_string(row);
}

}  // namespace atalaya
