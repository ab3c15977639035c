#include "formats/csv/csv_reader.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace atalaya {

std::unexpected<Error> CsvReader::fault(std::string what, std::string hint) const {
  return fail(ErrorKind::Input, std::move(what), {.file = file_, .line = line_, .column = cells_.size() + 1}, std::move(hint));
}

Result<CsvReader> CsvReader::open(std::string_view bytes, std::string file, CsvOptions options) {
  CsvReader reader(bytes, std::move(file), options);
  if (bytes.size() > options.limits.file_bytes) return reader.fault("the file is larger than " + std::to_string(options.limits.file_bytes) + " bytes");
  if (bytes.starts_with("\xEF\xBB\xBF")) reader.at_ = 3;
  if (const auto bad = first_invalid_utf8(bytes)) {
    const std::string_view before = bytes.substr(0, *bad);
    reader.line_ = static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1;
    const auto line_begin = before.rfind('\n');
    const std::string_view in_line = before.substr(line_begin == std::string_view::npos ? 0 : line_begin + 1);
    return fail(ErrorKind::Input, "the text is not UTF-8",
                {.file = reader.file_, .line = reader.line_, .column = static_cast<std::size_t>(std::ranges::count(in_line, options.delimiter)) + 1},
                "save the file as UTF-8");
  }
  if (reader.at_ == bytes.size()) return reader.fault("the file is empty", "a header line and rows are expected");
  TRY_STATUS(reader.read_record());
  std::set<std::string> seen;
  for (std::size_t i = 0; i < reader.cells_.size(); ++i) {
    std::string name(trim(reader.cells_[i]));
    const Place place{.file = reader.file_, .line = 1, .column = i + 1};
    if (name.empty()) return fail(ErrorKind::Input, "a column has no name", place);
    if (!seen.insert(name).second) return fail(ErrorKind::Input, "two columns are called '" + shorten(name, 60) + "'", place);
    reader.columns_.push_back(std::move(name));
  }
  return reader;
}

Status CsvReader::read_quoted() {
  // RFC 4180, section 2, rules 5 to 7: the field ends at a quote that is not doubled.
  const std::size_t opened = line_;
  const std::size_t begin = ++at_;
  bool doubled = false;
  for (;; ++at_) {
    if (at_ >= bytes_.size() || at_ - record_at_ > options_.limits.record_bytes) {
      const std::string since = "the quote opened on line " + std::to_string(opened);
      line_ = opened;
      return at_ >= bytes_.size() ? fault(since + " is never closed")
                                  : fault(since + " makes a record of more than " + std::to_string(options_.limits.record_bytes) + " bytes");
    }
    const char c = bytes_[at_];
    if (c == '\n') ++line_;
    if (c != '"') continue;
    if (at_ + 1 < bytes_.size() && bytes_[at_ + 1] == '"') {
      doubled = true;
      ++at_;
      continue;
    }
    break;
  }
  const std::string_view cell = bytes_.substr(begin, at_ - begin);
  if (doubled) unescaped_.emplace_back(cells_.size(), replace_all(std::string(cell), "\"\"", "\""));
  ++at_;
  if (at_ < bytes_.size() && bytes_[at_] != options_.delimiter && bytes_[at_] != '\n' && bytes_[at_] != '\r') {
    return fault("text follows a closing quote", "a quote inside a quoted field is written twice");
  }
  cells_.push_back(cell);
  return {};
}

Status CsvReader::read_record() {
  cells_.clear();
  unescaped_.clear();
  record_line_ = line_;
  record_at_ = at_;
  const char* const base = bytes_.data();
  const std::size_t size = bytes_.size();
  const char delimiter = options_.delimiter;
  // Looking for the end of a plain field stops here, so that a line without end costs no more than the limit.
  const std::size_t limit = std::min(size, record_at_ + options_.limits.record_bytes + 1);
  for (;;) {
    if (cells_.size() >= options_.limits.columns) return fault("a record has more than " + std::to_string(options_.limits.columns) + " fields");
    if (at_ < size && base[at_] == '"') {
      TRY_STATUS(read_quoted());
    } else {
      const std::size_t begin = at_;
      while (at_ < limit && base[at_] != delimiter && base[at_] != '\n' && base[at_] != '"') ++at_;
      if (at_ == limit && limit < size) return fault("a record has more than " + std::to_string(options_.limits.record_bytes) + " bytes");
      if (at_ < size && base[at_] == '"') return fault("a quote stands amid a field", "put the whole field in quotes, and its quotes twice");
      std::size_t end = at_;
      if (end > begin && base[end - 1] == '\r' && (at_ == size || base[at_] == '\n')) --end;
      cells_.emplace_back(base + begin, end - begin);
    }
    if (at_ < size && base[at_] == '\r' && (at_ + 1 == size || base[at_ + 1] == '\n')) ++at_;
    if (at_ >= size) break;
    if (base[at_] == '\n') {
      ++at_;
      ++line_;
      break;
    }
    if (base[at_] != delimiter) return fault("a carriage return stands amid a line", "end lines with LF or CR LF");
    ++at_;
  }
  for (const auto& [number, text] : unescaped_) cells_[number] = text;
  return {};
}

Result<bool> CsvReader::next(Row& row) {
  for (;;) {
    if (at_ >= bytes_.size()) return false;
    TRY_STATUS(read_record());
    // An empty line, as editors leave one at the end, is no record.
    if (cells_.size() == 1 && cells_[0].empty() && columns_.size() > 1) continue;
    if (cells_.size() != columns_.size()) {
      return fail(ErrorKind::Input, "the line has " + std::to_string(cells_.size()) + " fields, the header " + std::to_string(columns_.size()),
                  {.file = file_, .line = record_line_, .column = std::min(cells_.size(), columns_.size()) + 1},
                  "every line has as many fields as the header; a field with a delimiter stands in quotes");
    }
    row = {.line = record_line_, .cells = cells_};
    return true;
  }
}

}  // namespace atalaya
