#include "register/store/sql.h"

#include <soci/soci.h>

#include <deque>

#include "base/text.h"

namespace atalaya::reg::sql {

/// A statement with its bound values, which must stay where they are while it runs.
class Running {
 public:
  Running(soci::session& session, std::string_view text, Values values) : statement_(session), values_(std::move(values)) {
    for (Value& value : values_) {
      if (value.kind_ == Value::Kind::Text && (value.text_.find('\0') != std::string::npos || !is_utf8(value.text_))) {
        throw BadText("text with a NUL character, or that is not UTF-8");
      }
      soci::indicator& state = states_.emplace_back(value.kind_ == Value::Kind::Null ? soci::i_null : soci::i_ok);
      if (value.kind_ == Value::Kind::Number) {
        statement_.exchange(soci::use(value.number_, state));
      } else {
        statement_.exchange(soci::use(value.text_, state));
      }
    }
    text_ = text;
  }

  void into(Cell& cell, soci::indicator& state) {
    if (cell.is_text) {
      statement_.exchange(soci::into(cell.text, state));
    } else {
      statement_.exchange(soci::into(cell.number, state));
    }
  }

  soci::statement& prepare() {
    statement_.alloc();
    statement_.prepare(text_, soci::details::st_one_time_query);
    statement_.define_and_bind();
    return statement_;
  }

 private:
  soci::statement statement_;
  std::vector<Value> values_;
  std::deque<soci::indicator> states_;
  std::string text_;
};

long long run(soci::session& session, std::string_view statement, Values values) {
  Running running(session, statement, std::move(values));
  soci::statement& prepared = running.prepare();
  prepared.execute(true);
  return prepared.get_affected_rows();
}

void query(soci::session& session, std::string_view statement, Values values, std::vector<Cell>& row, const std::function<bool()>& each) {
  Running running(session, statement, std::move(values));
  std::vector<soci::indicator> states(row.size(), soci::i_ok);
  for (std::size_t i = 0; i < row.size(); ++i) running.into(row[i], states[i]);
  soci::statement& prepared = running.prepare();
  prepared.execute(false);
  while (prepared.fetch()) {
    for (std::size_t i = 0; i < row.size(); ++i) row[i].is_null = states[i] == soci::i_null;
    if (!each()) return;
  }
}

}  // namespace atalaya::reg::sql
