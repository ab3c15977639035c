// A statement that is put together: the text is ours, the values are bound. Every value has a parameter of its own, because SOCI counts them by where they
// stand.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "register/store/sql.h"

namespace atalaya::reg::sql {

///   Statement s("select name from thing where country = "); s.bind(country).text(" limit ").bind(10); rows<std::string>(session, s.sql(), s.values());
class Statement {
 public:
  explicit Statement(std::string_view text = {}) : sql_(text) {}
  Statement& text(std::string_view part) {
    sql_ += part;
    return *this;
  }
  Statement& bind(Value value) {
    values_.push_back(std::move(value));
    sql_ += ":v" + std::to_string(values_.size());
    return *this;
  }
  /// "(a, b, c)"; there must be at least one.
  template <class List>
  Statement& list(const List& list) {
    const char* before = "(";
    for (const auto& value : list) {
      text(before).bind(value);
      before = ", ";
    }
    return text(")");
  }
  [[nodiscard]] const std::string& sql() const { return sql_; }
  [[nodiscard]] const Values& values() const { return values_; }

 private:
  std::string sql_;
  Values values_;
};

template <class... Columns>
auto rows(soci::session& session, const Statement& statement) {
  return rows<Columns...>(session, statement.sql(), statement.values());
}

}  // namespace atalaya::reg::sql
