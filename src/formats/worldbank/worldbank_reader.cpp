#include "formats/worldbank/worldbank_reader.h"

#include <simdjson.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace atalaya {

namespace {

namespace ondemand = simdjson::ondemand;

constexpr std::array<const char*, 10> names = {"indicator.id", "indicator.value", "country.id", "country.value", "countryiso3code",
                                               "date",         "value",           "unit",       "obs_status",    "decimal"};
constexpr std::size_t indicator_at = 0, country_at = 2;

class WorldBankReader final : public RowReader {
 public:
  WorldBankReader(std::string_view bytes, std::string file) : text_(bytes), file_(std::move(file)), columns_(names.begin(), names.end()) {}

  Status open() {
    const auto error = parser_.iterate(text_).get(document_);
    // Without a document there is no place in it.
    if (error) return fail(ErrorKind::Input, std::string("not valid JSON: ") + simdjson::error_message(error), {.file = file_});
    ondemand::array top;
    if (document_.get_array().get(top)) return shape_fault("an array [{page...}, [rows]] is expected");
    TRY_STATUS(check_head(top));
    return {};
  }

  [[nodiscard]] const std::vector<std::string>& columns() const override { return columns_; }

  Result<bool> next(Row& row) override {
    if (at_end_) return false;
    if (row_ == rows_end_) {
      at_end_ = true;
      TRY_STATUS(check_end());
      return false;
    }
    ondemand::object record;
    const std::size_t line = line_of_record();
    auto value = *row_;
    if (auto error = value.get_object().get(record)) return error == simdjson::INCORRECT_TYPE ? shape_fault("a row is not an object") : json_fault(error);
    for (auto& cell : storage_) cell.clear();
    TRY_STATUS(read_record(record));
    std::ranges::copy(storage_, cells_.begin());
    row = {.line = line, .cells = cells_};
    ++record_number_;
    ++row_;
    return true;
  }

 private:
  Status check_head(ondemand::array& top) {
    if (top.begin().get(top_)) return shape_fault("an array is expected");
    if (top.end().get(top_end_) || top_ == top_end_) return shape_fault("the array is empty");
    ondemand::object head;
    if ((*top_).get_object().get(head)) return shape_fault("the first element is not the object with page, pages, per_page, total");
    ondemand::array messages;
    if (!head["message"].get_array().get(messages)) {
      std::string text;
      for (auto message : messages) {
        std::string_view part;
        if (!message["value"].get_string().get(part)) text += (text.empty() ? "" : "; ") + std::string(part);
      }
      return fail(ErrorKind::Input, "the service answered with an error: " + shorten(text, 200), {.file = file_});
    }
    ++top_;
    if (top_ == top_end_) return shape_fault("the rows are missing after the page's head");
    // A page without data holds null in place of the rows.
    ondemand::value second;
    if (auto error = (*top_).get(second)) return json_fault(error);
    bool is_null = false;
    if (!second.is_null().get(is_null) && is_null) {
      at_end_ = true;
      return check_end();
    }
    ondemand::array rows;
    if (second.get_array().get(rows)) return shape_fault("the second element is not the array of rows");
    if (rows.begin().get(row_) || rows.end().get(rows_end_)) return shape_fault("the rows cannot be read");
    return {};
  }

  /// Nothing may follow the rows, in the array or after it: two pages in one file would lose the second.
  Status check_end() {
    ++top_;
    const char* rest = nullptr;
    if (top_ != top_end_ || document_.current_location().get(rest) != simdjson::OUT_OF_BOUNDS)
      return shape_fault("something follows the rows, or the end is cut off");
    return {};
  }

  Status read_record(ondemand::object& record) {
    for (auto field : record) {
      std::string_view key;
      if (auto error = field.unescaped_key().get(key)) return json_fault(error);
      ondemand::value value;
      if (auto error = field.value().get(value)) return json_fault(error);
      if (key == "indicator" || key == "country") {
        TRY_STATUS(read_pair(value, key == "indicator" ? indicator_at : country_at));
        continue;
      }
      for (std::size_t i = 4; i < names.size(); ++i) {
        if (key == names[i]) TRY_STATUS(read_scalar(value, storage_[i]));
      }
    }
    return {};
  }

  Status read_pair(ondemand::value& value, std::size_t at) {
    ondemand::object pair;
    if (value.get_object().get(pair)) return shape_fault("'indicator' and 'country' are objects with id and value");
    for (auto field : pair) {
      std::string_view key;
      if (auto error = field.unescaped_key().get(key)) return json_fault(error);
      ondemand::value part;
      if (auto error = field.value().get(part)) return json_fault(error);
      if (key == "id") TRY_STATUS(read_scalar(part, storage_[at]));
      if (key == "value") TRY_STATUS(read_scalar(part, storage_[at + 1]));
    }
    return {};
  }

  /// A string's text, a number's digits as they stand, nothing for null.
  Status read_scalar(ondemand::value& value, std::string& out) {
    ondemand::json_type type;
    if (auto error = value.type().get(type)) return json_fault(error);
    if (type == ondemand::json_type::string) {
      std::string_view text;
      if (auto error = value.get_string().get(text)) return json_fault(error);
      out = text;
    } else if (type == ondemand::json_type::number) {
      out = trim(value.raw_json_token());
      double ignored = 0;
      const auto error = value.get_double().get(ignored);
      // A number too large for a double keeps its digits, for the mapping to refuse it with its place.
      if (error && error != simdjson::NUMBER_ERROR) return json_fault(error);
    } else if (type == ondemand::json_type::null) {
      bool is_null = false;
      if (value.is_null().get(is_null) || !is_null) return shape_fault("a literal is not null");
    } else {
      return shape_fault("a plain value is expected");
    }
    return {};
  }

  [[nodiscard]] std::size_t offset() {
    const char* location = nullptr;
    if (document_.current_location().get(location) || location == nullptr) return text_.size();
    const auto distance = location - text_.data();
    return distance < 0 ? 0 : std::min(static_cast<std::size_t>(distance), text_.size());
  }
  [[nodiscard]] Place place() {
    const std::string_view before(text_.data(), offset());
    const auto last = before.rfind('\n');
    return {.file = file_,
            .line = static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1,
            .column = last == std::string_view::npos ? before.size() + 1 : before.size() - last};
  }
  /// Counting lines anew for each row would be quadratic: the count goes on from the last one.
  std::size_t line_of_record() {
    const std::size_t now = offset();
    line_ += static_cast<std::size_t>(std::count(text_.data() + counted_, text_.data() + std::max(now, counted_), '\n'));
    counted_ = std::max(now, counted_);
    return line_;
  }
  std::unexpected<Error> json_fault(simdjson::error_code code) {
    return fail(ErrorKind::Input, std::string("not valid JSON: ") + simdjson::error_message(code), place());
  }
  std::unexpected<Error> shape_fault(const std::string& what) { return fail(ErrorKind::Input, "not a page of the World Bank API: " + what, place()); }

  simdjson::padded_string text_;
  std::string file_;
  std::vector<std::string> columns_;
  ondemand::parser parser_;
  ondemand::document document_;
  ondemand::array_iterator top_, top_end_, row_, rows_end_;
  std::array<std::string, names.size()> storage_;
  std::array<std::string_view, names.size()> cells_;
  bool at_end_ = false;
  std::size_t record_number_ = 0;
  std::size_t line_ = 1;
  std::size_t counted_ = 0;
};

}  // namespace

Result<std::unique_ptr<RowReader>> open_worldbank(std::string_view bytes, const std::string& file, ReadLimits limits) {
  if (bytes.size() > limits.file_bytes)
    return fail(ErrorKind::Input, "the file is larger than " + std::to_string(limits.file_bytes) + " bytes", {.file = file});
  if (!is_utf8(bytes)) return fail(ErrorKind::Input, "the text is not UTF-8", {.file = file}, "save the file as UTF-8");
  auto reader = std::make_unique<WorldBankReader>(bytes, file);
  TRY_STATUS(reader->open());
  return std::unique_ptr<RowReader>(std::move(reader));
}

}  // namespace atalaya
