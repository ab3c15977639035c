// One statement with its values: everything that comes from outside is bound, never written into a statement. Statements are string literals in the SQL that
// both databases understand, with `:name` where a value belongs, in the order of the values.
//
// These throw what SOCI throws, and are called only inside of Store::read and Store::write, which make errors of it.
#pragma once

#include <concepts>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace soci {
class session;
}

namespace atalaya::reg::sql {

/// A value to bind: text (UTF-8, without NUL), a whole number, a flag (0 or 1), or nothing (NULL).
class Value {
 public:
  Value(std::string text) : text_(std::move(text)), kind_(Kind::Text) {}
  Value(std::string_view text) : text_(text), kind_(Kind::Text) {}
  Value(const char* text) : text_(text), kind_(Kind::Text) {}
  template <std::integral T>
  Value(T number) : number_(static_cast<long long>(number)), kind_(Kind::Number) {}
  Value(std::nullopt_t) {}
  template <class T>
  Value(const std::optional<T>& value) {
    if (value) *this = Value(*value);
  }

 private:
  friend class Running;
  enum class Kind : char { Null, Text, Number };
  std::string text_;
  long long number_ = 0;
  Kind kind_ = Kind::Null;
};
using Values = std::vector<Value>;

/// A statement that must not reach the database: a text with a NUL or that is not UTF-8. Comes out of read and write as an error of kind Input.
struct BadText : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A statement's text.
struct Text {
  Text(const char* words) : text(words) {}
  Text(std::string_view words) : text(words) {}
  Text(const std::string& words) : text(words) {}
  std::string_view text;
  bool kept = false;
};
/// A statement that the connection keeps as the database has prepared it, for the next time: for literals alone that are run again and again.
[[nodiscard]] inline Text kept(const char* words) {
  Text out(words);
  out.kept = true;
  return out;
}

/// Runs a statement that gives no rows; how many rows it changed.
long long run(soci::session& session, Text statement, Values values = {});

/// A column of a row that was read. The kinds are std::string, long long, and std::optional of them where the column may be NULL.
struct Cell {
  bool is_text = true;
  bool is_null = false;
  std::string text = {};
  long long number = 0;
};
/// Runs a query and calls `each` after every row, whose cells are then in `row`; `each` returns false to end. Use rows() and row() below.
void query(soci::session& session, Text statement, Values values, std::vector<Cell>& row, const std::function<bool()>& each);

namespace detail {

template <class T>
struct Column;
template <>
struct Column<std::string> {
  static constexpr bool is_text = true;
  static std::string take(Cell& cell) {
    if (cell.is_null) throw std::runtime_error("a column is NULL that may not be");
    return std::move(cell.text);
  }
};
template <>
struct Column<long long> {
  static constexpr bool is_text = false;
  static long long take(Cell& cell) {
    if (cell.is_null) throw std::runtime_error("a column is NULL that may not be");
    return cell.number;
  }
};
template <class T>
struct Column<std::optional<T>> {
  static constexpr bool is_text = Column<T>::is_text;
  static std::optional<T> take(Cell& cell) { return cell.is_null ? std::nullopt : std::optional<T>(Column<T>::take(cell)); }
};

template <class... Columns, std::size_t... I>
std::tuple<Columns...> take(std::vector<Cell>& cells, std::index_sequence<I...>) {
  return {Column<Columns>::take(cells[I])...};
}

}  // namespace detail

/// All rows; bound them by the statement (`limit`).
template <class... Columns>
std::vector<std::tuple<Columns...>> rows(soci::session& session, Text statement, Values values = {}) {
  std::vector<Cell> cells = {Cell{.is_text = detail::Column<Columns>::is_text}...};
  std::vector<std::tuple<Columns...>> out;
  query(session, statement, values, cells, [&] {
    out.push_back(detail::take<Columns...>(cells, std::index_sequence_for<Columns...>()));
    return true;
  });
  return out;
}

/// The first row, if there is one.
template <class... Columns>
std::optional<std::tuple<Columns...>> row(soci::session& session, Text statement, Values values = {}) {
  std::vector<Cell> cells = {Cell{.is_text = detail::Column<Columns>::is_text}...};
  std::optional<std::tuple<Columns...>> out;
  query(session, statement, values, cells, [&] {
    out = detail::take<Columns...>(cells, std::index_sequence_for<Columns...>());
    return false;
  });
  return out;
}

/// The first column of the first row, if there is one: `value<long long>(session, "insert … returning id", {…})`.
template <class T>
std::optional<T> value(soci::session& session, Text statement, Values values = {}) {
  auto first = row<T>(session, statement, values);
  return first ? std::optional<T>(std::get<0>(std::move(*first))) : std::nullopt;
}

}  // namespace atalaya::reg::sql
