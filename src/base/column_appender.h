// Appends to a table of the store by rows or by whole columns, within the connection's transaction.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "base/database.h"

namespace atalaya {

class ColumnAppender {
 public:
  [[nodiscard]] static Result<ColumnAppender> open(Connection& connection, const std::string& table) {
    ColumnAppender appender;
    if (duckdb_appender_create(connection.handle(), nullptr, table.c_str(), &appender.handle_) != DuckDBSuccess) return appender.failure();
    return appender;
  }
  ColumnAppender(ColumnAppender&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  ColumnAppender& operator=(ColumnAppender&&) = delete;
  ~ColumnAppender() {
    if (handle_ != nullptr) duckdb_appender_destroy(&handle_);
  }

  /// One value of the present row, of its column's type; nothing is NULL.
  template <typename Cell>
  [[nodiscard]] Status append(const Cell& value) {
    if (!append_value(value)) return failure();
    return {};
  }
  [[nodiscard]] Status end_row() {
    if (duckdb_appender_end_row(handle_) != DuckDBSuccess) return failure();
    return {};
  }
  /// A whole row, one value a column.
  template <typename... Values>
  [[nodiscard]] Status append_row(const Values&... values) {
    if (!(append_value(values) && ...)) return failure();
    return end_row();
  }

  /// `count` rows; each column is a function from the row's number to its value, of the column's type.
  template <typename... Columns>
  [[nodiscard]] Status append_columns(std::size_t count, const Columns&... columns) {
    duckdb_logical_type types[] = {duckdb_create_logical_type(type_of<decltype(columns(std::size_t{}))>())...};
    duckdb_data_chunk chunk = duckdb_create_data_chunk(types, sizeof...(Columns));
    for (duckdb_logical_type& type : types) duckdb_destroy_logical_type(&type);
    Status status;
    for (std::size_t begin = 0; begin < count && status; begin += duckdb_vector_size()) {
      const std::size_t size = std::min<std::size_t>(duckdb_vector_size(), count - begin);
      duckdb_data_chunk_reset(chunk);
      idx_t column = 0;
      (fill(duckdb_data_chunk_get_vector(chunk, column++), begin, size, columns), ...);
      duckdb_data_chunk_set_size(chunk, size);
      if (duckdb_append_data_chunk(handle_, chunk) != DuckDBSuccess) status = failure();
    }
    duckdb_destroy_data_chunk(&chunk);
    return status;
  }

  /// Hands everything to the table. Without it nothing is sure to arrive.
  [[nodiscard]] Status close() {
    if (duckdb_appender_close(handle_) != DuckDBSuccess) return failure();
    return {};
  }

 private:
  ColumnAppender() = default;

  template <typename T>
  static constexpr duckdb_type type_of() {
    if constexpr (std::is_same_v<T, std::int32_t>) return DUCKDB_TYPE_INTEGER;
    if constexpr (std::is_same_v<T, std::int64_t>) return DUCKDB_TYPE_BIGINT;
    if constexpr (std::is_same_v<T, double>) return DUCKDB_TYPE_DOUBLE;
    return DUCKDB_TYPE_VARCHAR;
  }

  template <typename Column>
  static void fill(duckdb_vector vector, std::size_t begin, std::size_t size, const Column& column) {
    using Cell = decltype(column(std::size_t{}));
    if constexpr (type_of<Cell>() == DUCKDB_TYPE_VARCHAR) {
      for (std::size_t i = 0; i < size; ++i) {
        const std::string_view text = column(begin + i);
        duckdb_vector_assign_string_element_len(vector, i, text.data(), text.size());
      }
    } else {
      auto* values = static_cast<Cell*>(duckdb_vector_get_data(vector));
      for (std::size_t i = 0; i < size; ++i) values[i] = column(begin + i);
    }
  }

  bool append_value(std::int32_t value) { return duckdb_append_int32(handle_, value) == DuckDBSuccess; }
  bool append_value(std::int64_t value) { return duckdb_append_int64(handle_, value) == DuckDBSuccess; }
  bool append_value(double value) { return duckdb_append_double(handle_, value) == DuckDBSuccess; }
  template <typename Cell>
  bool append_value(const std::optional<Cell>& value) {
    return value ? append_value(*value) : duckdb_append_null(handle_) == DuckDBSuccess;
  }
  bool append_value(std::string_view text) { return duckdb_append_varchar_length(handle_, text.data(), text.size()) == DuckDBSuccess; }

  [[nodiscard]] std::unexpected<Error> failure() const {
    const char* message = handle_ != nullptr ? duckdb_appender_error(handle_) : nullptr;
    return fail(ErrorKind::System, std::string("cannot append to the table: ") + (message != nullptr ? message : "no reason given"));
  }

  duckdb_appender handle_ = nullptr;
};

}  // namespace atalaya
