// Comma-separated values (RFC 4180): quotes, CR LF or LF, an optional byte-order mark, one header line.
#pragma once

#include <cstdint>

#include "formats/row_reader.h"

namespace atalaya {

struct CsvOptions {
  char delimiter = ',';
  ReadLimits limits = {};
  bool same_names = false;  ///< Two columns may have one name.
};

/// Reads `bytes`, which must outlive it. Refused with line and column: text that is not UTF-8, a record with more or fewer fields than the
/// header, a quote that is not closed or stands amid a field, a record or a header beyond the limits, two columns of one name.
class CsvReader final : public RowReader {
 public:
  [[nodiscard]] static Result<CsvReader> open(std::string_view bytes, std::string file, CsvOptions options = {});
  [[nodiscard]] const std::vector<std::string>& columns() const override { return columns_; }
  [[nodiscard]] Result<bool> next(Row& row) override;

 private:
  CsvReader(std::string_view bytes, std::string file, CsvOptions options) : bytes_(bytes), file_(std::move(file)), options_(options) {}
  [[nodiscard]] Status read_record();
  [[nodiscard]] Status read_quoted();
  void load_marks(std::size_t from);
  [[nodiscard]] std::size_t next_mark();
  [[nodiscard]] std::unexpected<Error> fault(std::string what, std::string hint = {}) const;

  std::string_view bytes_;
  std::string file_;
  CsvOptions options_;
  std::vector<std::string> columns_;
  std::size_t at_ = 0;           // next byte
  std::size_t line_ = 1;         // line of at_
  std::size_t record_line_ = 1;  // line on which the record began
  std::size_t record_at_ = 0;
  std::size_t block_ = 0;    // the 64 bytes in which marks_ are
  std::uint64_t marks_ = 0;  // delimiters, line feeds and quotes from at_ on
  std::vector<std::string_view> cells_;
  std::vector<std::pair<std::size_t, std::string>> unescaped_;  // cells with doubled quotes, by their number
};

}  // namespace atalaya
