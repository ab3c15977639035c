// A thin RAII wrapper over DuckDB's C API: connections, results by columns, and appending by columns. No SQL of ours is in here.
#pragma once

#include <duckdb.h>

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"

namespace atalaya {

/// A value to bind to a `?` of a statement.
using SqlValue = std::variant<std::monostate, std::int64_t, double, std::string>;

/// The rows of a query, read chunk by chunk (2,048 rows at most each). Columns are typed by the caller, who knows the query.
class Rows {
 public:
  Rows(Rows&&) noexcept;
  Rows& operator=(Rows&&) noexcept;
  ~Rows();

  /// Moves on to the next chunk; false at the end. Rows of the chunk are 0..size()-1.
  [[nodiscard]] Result<bool> next();
  [[nodiscard]] std::size_t size() const { return size_; }
  /// The position of a column by its name.
  [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;

  [[nodiscard]] bool is_null(std::size_t column, std::size_t row) const {
    const std::uint64_t* const valid = columns_[column].valid;
    return valid != nullptr && (valid[row / 64] >> (row % 64) & 1U) == 0;
  }
  /// The column's numbers, one a row of the chunk; the type must be the column's own.
  template <typename T>
  [[nodiscard]] std::span<const T> numbers(std::size_t column) const {
    return {static_cast<const T*>(columns_[column].data), size_};
  }
  /// VARCHAR, UTF-8; lives as long as the chunk. Empty where NULL.
  [[nodiscard]] std::string_view text(std::size_t column, std::size_t row) const {
    if (is_null(column, row)) return {};
    const auto& value = static_cast<const duckdb_string_t*>(columns_[column].data)[row].value;
    const std::uint32_t length = value.inlined.length;
    return {length <= sizeof value.inlined.inlined ? value.inlined.inlined : value.pointer.ptr, length};
  }
  /// VARCHAR: whether the text is that of the row before; false for the first row of a chunk.
  [[nodiscard]] bool repeats(std::size_t column, std::size_t row) const {
    if (row == 0 || is_null(column, row) != is_null(column, row - 1)) return false;
    const auto* const texts = static_cast<const duckdb_string_t*>(columns_[column].data);
    // Length and text, or length, first bytes and pointer: mostly nothing else is looked at.
    return is_null(column, row) || std::memcmp(&texts[row], &texts[row - 1], sizeof *texts) == 0 || text(column, row) == text(column, row - 1);
  }
  /// DOUBLE
  [[nodiscard]] std::optional<double> number(std::size_t column, std::size_t row) const {
    return is_null(column, row) ? std::nullopt : std::optional(static_cast<const double*>(columns_[column].data)[row]);
  }
  /// BIGINT; 0 where NULL
  [[nodiscard]] std::int64_t integer(std::size_t column, std::size_t row) const {
    return is_null(column, row) ? 0 : static_cast<const std::int64_t*>(columns_[column].data)[row];
  }

 private:
  friend class Connection;
  explicit Rows(duckdb_result result);
  void drop_chunk();

  duckdb_result result_{};
  duckdb_data_chunk chunk_ = nullptr;
  struct Column {
    const void* data;
    const std::uint64_t* valid;  ///< A bit a row; null where all are valid.
  };
  std::vector<Column> columns_;
  std::size_t size_ = 0;
};

/// One connection; not to be shared between threads.
class Connection {
 public:
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;
  ~Connection();

  /// Runs one statement or several; results are dropped.
  [[nodiscard]] Status run(const std::string& sql);
  /// Runs one statement with values for its `?`, in order.
  [[nodiscard]] Result<Rows> query(const std::string& sql, std::span<const SqlValue> values = {});
  [[nodiscard]] Result<Rows> query(const std::string& sql, std::initializer_list<SqlValue> values) {
    return query(sql, std::span(values.begin(), values.size()));
  }
  /// As query(), but rows are made while they are read and never all held. The connection runs nothing else until they are read.
  [[nodiscard]] Result<Rows> stream(const std::string& sql);
  /// The first column of the first row, BIGINT; 0 where there is none.
  [[nodiscard]] Result<std::int64_t> query_integer(const std::string& sql, std::initializer_list<SqlValue> values = {});

  [[nodiscard]] duckdb_connection handle() const { return handle_; }

 private:
  friend class Database;
  explicit Connection(duckdb_connection handle) : handle_(handle) {}
  duckdb_connection handle_ = nullptr;
};

/// Rolls back on destruction unless committed.
class Transaction {
 public:
  [[nodiscard]] static Result<Transaction> begin(Connection& connection);
  Transaction(Transaction&& other) noexcept : connection_(std::exchange(other.connection_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  [[nodiscard]] Status commit();

 private:
  explicit Transaction(Connection& connection) : connection_(&connection) {}
  Connection* connection_;
};

class Database {
 public:
  enum class Access { ReadWrite, ReadOnly };
  /// Opens or creates a database file; an empty path is a database in memory. Extensions are never downloaded and a query may
  /// not load one. A file that another process has open is refused with ErrorKind::Conflict.
  [[nodiscard]] static Result<Database> open(const std::filesystem::path& path, Access access = Access::ReadWrite);
  Database(Database&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Database& operator=(Database&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Database();
  [[nodiscard]] Result<Connection> connect() const;

 private:
  explicit Database(duckdb_database handle) : handle_(handle) {}
  duckdb_database handle_ = nullptr;
};

/// Text as an SQL literal with its quotes; for the few statements that take no `?` (COPY, ATTACH).
[[nodiscard]] std::string sql_text(std::string_view text);

}  // namespace atalaya
