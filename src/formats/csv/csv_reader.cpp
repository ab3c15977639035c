#include "formats/csv/csv_reader.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <set>

#include "base/byte_block.h"
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
  reader.load_marks(reader.at_);
  TRY_STATUS(reader.read_record());
  std::set<std::string> seen;
  for (std::size_t i = 0; i < reader.cells_.size(); ++i) {
    std::string name(trim(reader.cells_[i]));
    const Place place{.file = reader.file_, .line = 1, .column = i + 1};
    if (name.empty()) return fail(ErrorKind::Input, "a column has no name", place);
    if (!seen.insert(name).second && !options.same_names) return fail(ErrorKind::Input, "two columns are called '" + shorten(name, 60) + "'", place);
    reader.columns_.push_back(std::move(name));
  }
  return reader;
}

void CsvReader::load_marks(std::size_t from) {
  block_ = from - from % ByteBlock::size;
  const std::size_t left = bytes_.size() - block_;
  const ByteBlock block = left >= ByteBlock::size ? ByteBlock(bytes_.data() + block_) : ByteBlock(bytes_.data() + block_, left);
  marks_ = block.equal(options_.delimiter) | block.equal('\n') | block.equal('"');
  if (left < ByteBlock::size) marks_ &= (std::uint64_t{1} << left) - 1;
  marks_ &= ~std::uint64_t{0} << (from - block_);
}

std::size_t CsvReader::next_mark() {
  while (marks_ == 0) {
    if (bytes_.size() - block_ <= ByteBlock::size) return bytes_.size();
    load_marks(block_ + ByteBlock::size);
  }
  return block_ + static_cast<std::size_t>(std::countr_zero(marks_));
}

Status CsvReader::read_quoted() {
  // RFC 4180, section 2, rules 5 to 7: the field ends at a quote that is not doubled.
  const std::size_t opened = line_;
  const std::size_t begin = ++at_;
  const std::size_t limit = std::min(bytes_.size(), record_at_ + options_.limits.record_bytes + 1);
  bool doubled = false;
  for (;; ++at_) {
    const auto* quote = at_ < limit ? static_cast<const char*>(std::memchr(bytes_.data() + at_, '"', limit - at_)) : nullptr;
    const std::size_t stop = quote == nullptr ? limit : static_cast<std::size_t>(quote - bytes_.data());
    line_ += static_cast<std::size_t>(std::count(bytes_.data() + std::min(at_, stop), bytes_.data() + stop, '\n'));
    at_ = stop;
    if (quote == nullptr) {
      const std::string since = "the quote opened on line " + std::to_string(opened);
      line_ = opened;
      return limit == bytes_.size() ? fault(since + " is never closed")
                                    : fault(since + " makes a record of more than " + std::to_string(options_.limits.record_bytes) + " bytes");
    }
    if (at_ + 1 >= bytes_.size() || bytes_[at_ + 1] != '"') break;
    doubled = true;
    ++at_;
  }
  const std::string_view cell = bytes_.substr(begin, at_ - begin);
  if (doubled) unescaped_.emplace_back(cells_.size(), replace_all(std::string(cell), "\"\"", "\""));
  ++at_;
  if (at_ < bytes_.size() && bytes_[at_] != options_.delimiter && bytes_[at_] != '\n' && bytes_[at_] != '\r') {
    return fault("text follows a closing quote", "a quote inside a quoted field is written twice");
  }
  cells_.push_back(cell);
  if (at_ < bytes_.size()) load_marks(at_);
  return {};
}

Status CsvReader::read_record() {
  cells_.clear();
  unescaped_.clear();
  record_line_ = line_;
  record_at_ = at_;
  const char* const base = bytes_.data();
  const std::size_t size = bytes_.size();
  const std::size_t limit = record_at_ + options_.limits.record_bytes;
  for (;;) {
    if (cells_.size() >= options_.limits.columns) return fault("a record has more than " + std::to_string(options_.limits.columns) + " fields");
    if (at_ < size && base[at_] == '"') {
      TRY_STATUS(read_quoted());
      if (at_ < size && base[at_] == '\r' && (at_ + 1 == size || base[at_ + 1] == '\n')) ++at_;
      if (at_ < size && base[at_] != '\n' && base[at_] != options_.delimiter) {
        return fault("a carriage return stands amid a line", "end lines with LF or CR LF");
      }
    } else {
      const std::size_t mark = next_mark();
      if (mark > limit) return fault("a record has more than " + std::to_string(options_.limits.record_bytes) + " bytes");
      if (mark < size && base[mark] == '"') return fault("a quote stands amid a field", "put the whole field in quotes, and its quotes twice");
      std::size_t end = mark;
      if (end > at_ && base[end - 1] == '\r' && (mark == size || base[mark] == '\n')) --end;
      cells_.emplace_back(base + at_, end - at_);
      at_ = mark;
    }
    if (at_ >= size) break;
    if (block_ + ByteBlock::size <= at_) load_marks(at_);
    marks_ &= marks_ - 1;
    if (base[at_++] == '\n') {
      ++line_;
      break;
    }
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
