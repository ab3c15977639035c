#include "base/database.h"

#include <cstring>
#include <utility>

#include "base/text.h"

namespace atalaya {

namespace {

std::unexpected<Error> database_failure(const char* message) { return fail(ErrorKind::System, message != nullptr ? message : "the database gave no reason"); }

/// Values and statements that free themselves.
struct Statement {
  duckdb_prepared_statement handle = nullptr;
  ~Statement() { duckdb_destroy_prepare(&handle); }
};

Status bind(duckdb_prepared_statement statement, idx_t index, const SqlValue& value) {
  duckdb_state state = DuckDBError;
  if (std::holds_alternative<std::monostate>(value)) state = duckdb_bind_null(statement, index);
  if (const auto* number = std::get_if<std::int64_t>(&value)) state = duckdb_bind_int64(statement, index, *number);
  if (const auto* number = std::get_if<double>(&value)) state = duckdb_bind_double(statement, index, *number);
  if (const auto* text = std::get_if<std::string>(&value)) {
    state = duckdb_bind_varchar_length(statement, index, text->data(), text->size());
  }
  if (state != DuckDBSuccess) return fail(ErrorKind::Internal, "cannot bind value " + std::to_string(index) + " of a statement");
  return {};
}

}  // namespace

Rows::Rows(duckdb_result result) : result_(result) {}

Rows::Rows(Rows&& other) noexcept
    : result_(std::exchange(other.result_, {})),
      chunk_(std::exchange(other.chunk_, nullptr)),
      columns_(std::move(other.columns_)),
      size_(std::exchange(other.size_, 0)) {}

Rows& Rows::operator=(Rows&& other) noexcept {
  std::swap(result_, other.result_);
  std::swap(chunk_, other.chunk_);
  std::swap(columns_, other.columns_);
  std::swap(size_, other.size_);
  return *this;
}

Rows::~Rows() {
  drop_chunk();
  duckdb_destroy_result(&result_);
}

void Rows::drop_chunk() {
  if (chunk_ != nullptr) duckdb_destroy_data_chunk(&chunk_);
  chunk_ = nullptr;
  size_ = 0;
}

Result<bool> Rows::next() {
  drop_chunk();
  chunk_ = duckdb_fetch_chunk(result_);
  if (chunk_ == nullptr) {
    if (const char* message = duckdb_result_error(&result_)) return database_failure(message);
    return false;
  }
  size_ = duckdb_data_chunk_get_size(chunk_);
  columns_.resize(duckdb_data_chunk_get_column_count(chunk_));
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const duckdb_vector vector = duckdb_data_chunk_get_vector(chunk_, i);
    columns_[i] = {duckdb_vector_get_data(vector), duckdb_vector_get_validity(vector)};
  }
  return size_ > 0;
}

std::optional<std::size_t> Rows::column(std::string_view name) const {
  auto* const result = const_cast<duckdb_result*>(&result_);  // The interface takes no constant, and changes nothing.
  for (idx_t i = 0; i < duckdb_column_count(result); ++i) {
    if (name == duckdb_column_name(result, i)) return i;
  }
  return std::nullopt;
}

Connection::Connection(Connection&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}

Connection& Connection::operator=(Connection&& other) noexcept {
  std::swap(handle_, other.handle_);
  return *this;
}

Connection::~Connection() {
  if (handle_ != nullptr) duckdb_disconnect(&handle_);
}

Status Connection::run(const std::string& sql) {
  duckdb_result result;
  const bool done = duckdb_query(handle_, sql.c_str(), &result) == DuckDBSuccess;
  Status status;
  if (!done) status = database_failure(duckdb_result_error(&result));
  duckdb_destroy_result(&result);
  return status;
}

namespace {

using Execute = duckdb_state (*)(duckdb_prepared_statement, duckdb_result*);

Result<duckdb_result> execute(duckdb_connection connection, const std::string& sql, std::span<const SqlValue> values, Execute how) {
  Statement statement;
  if (duckdb_prepare(connection, sql.c_str(), &statement.handle) != DuckDBSuccess) {
    return database_failure(duckdb_prepare_error(statement.handle));
  }
  for (std::size_t i = 0; i < values.size(); ++i) TRY_STATUS(bind(statement.handle, i + 1, values[i]));
  duckdb_result result;
  if (how(statement.handle, &result) != DuckDBSuccess) {
    auto failure = database_failure(duckdb_result_error(&result));
    duckdb_destroy_result(&result);
    return failure;
  }
  return result;
}

}  // namespace

Result<Rows> Connection::query(const std::string& sql, std::span<const SqlValue> values) {
  return Rows(TRY(execute(handle_, sql, values, duckdb_execute_prepared)));
}

Result<Rows> Connection::stream(const std::string& sql) { return Rows(TRY(execute(handle_, sql, {}, duckdb_execute_prepared_streaming))); }

Result<std::int64_t> Connection::query_integer(const std::string& sql, std::initializer_list<SqlValue> values) {
  Rows rows = TRY(query(sql, values));
  if (!TRY(rows.next())) return 0;
  return rows.integer(0, 0);
}

Result<Transaction> Transaction::begin(Connection& connection) {
  TRY_STATUS(connection.run("BEGIN TRANSACTION"));
  return Transaction(connection);
}

Transaction::~Transaction() {
  // A failed roll-back leaves nothing committed either: the connection is then useless and says so at its next use.
  if (connection_ != nullptr) (void)connection_->run("ROLLBACK");
}

Status Transaction::commit() { return std::exchange(connection_, nullptr)->run("COMMIT"); }

Result<Database> Database::open(const std::filesystem::path& path, Access access) {
  duckdb_config config = nullptr;
  duckdb_create_config(&config);
  duckdb_set_config(config, "autoinstall_known_extensions", "false");
  duckdb_set_config(config, "autoload_known_extensions", "false");
  duckdb_set_config(config, "access_mode", access == Access::ReadOnly ? "READ_ONLY" : "AUTOMATIC");
  duckdb_database handle = nullptr;
  char* message = nullptr;
  const auto state = duckdb_open_ext(path.empty() ? nullptr : path.c_str(), &handle, config, &message);
  duckdb_destroy_config(&config);
  if (state == DuckDBSuccess) return Database(handle);
  const std::string reason = message != nullptr ? message : "no reason given";
  duckdb_free(message);
  if (reason.find("Conflicting lock") != std::string::npos) {
    return fail(ErrorKind::Conflict, "another process has the workshop open", {.file = path.string()}, "wait until it ends");
  }
  return fail(ErrorKind::System, "cannot open the database: " + reason, {.file = path.string()});
}

Database::~Database() {
  if (handle_ != nullptr) duckdb_close(&handle_);
}

Result<Connection> Database::connect() const {
  duckdb_connection handle = nullptr;
  if (duckdb_connect(handle_, &handle) != DuckDBSuccess) return fail(ErrorKind::Internal, "cannot connect to the database");
  return Connection(handle);
}

std::string sql_text(std::string_view text) { return "'" + replace_all(std::string(text), "'", "''") + "'"; }

}  // namespace atalaya
