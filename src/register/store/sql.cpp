#include "register/store/sql.h"

#include <deque>

#include "base/text.h"
#include "register/store/session.h"

namespace atalaya::reg::sql {

/// A statement with its bound values, which must stay where they are while it runs.
class Running {
 public:
  Running(soci::session& session, Text text, Values values) : statement_(session), values_(std::move(values)), text_(text.text), kept_(text.kept) {
    for (Value& value : values_) {
      soci::indicator& state = states_.emplace_back(state_of(value));
      if (value.kind_ == Value::Kind::Number) {
        statement_.exchange(soci::use(value.number_, state));
      } else {
        statement_.exchange(soci::use(value.text_, state));
      }
    }
  }

  /// In place of the values that it had, of the same kinds.
  void bind(Values values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      states_[i] = state_of(values[i]);
      values_[i].text_ = std::move(values[i].text_);
      values_[i].number_ = values[i].number_;
    }
  }

  /// The columns of what it gives, before it is prepared.
  void give(const std::vector<Cell>& cells) {
    cells_ = cells;
    cell_states_.assign(cells.size(), soci::i_ok);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (cells_[i].is_text) {
        statement_.exchange(soci::into(cells_[i].text, cell_states_[i]));
      } else {
        statement_.exchange(soci::into(cells_[i].number, cell_states_[i]));
      }
    }
  }

  void prepare() {
    statement_.alloc();
    statement_.prepare(text_, kept_ ? soci::details::st_repeatable_query : soci::details::st_one_time_query);
    statement_.define_and_bind();
  }

  long long change() {
    statement_.execute(true);
    return statement_.get_affected_rows();
  }

  void read(std::vector<Cell>& row, const std::function<bool()>& each) {
    statement_.execute(false);
    bool wanted = true;
    while (statement_.fetch()) {
      // One that is kept is read to its end: in SQLite it would else go on reading.
      if (!wanted) continue;
      for (std::size_t i = 0; i < row.size(); ++i) {
        row[i] = std::move(cells_[i]);
        row[i].is_null = cell_states_[i] == soci::i_null;
      }
      wanted = each();
      if (!wanted && !kept_) return;
    }
  }

  /// What tells statements apart that are kept.
  static std::string name_of(Text text, const Values& values) {
    std::string out;
    for (const Value& value : values) out += "0TN"[static_cast<int>(value.kind_)];
    return out += text.text;
  }

 private:
  static soci::indicator state_of(const Value& value) {
    if (value.kind_ == Value::Kind::Text && (value.text_.find('\0') != std::string::npos || !is_utf8(value.text_))) {
      throw BadText("text with a NUL character, or that is not UTF-8");
    }
    return value.kind_ == Value::Kind::Null ? soci::i_null : soci::i_ok;
  }

  soci::statement statement_;
  Values values_;
  std::deque<soci::indicator> states_;
  std::vector<Cell> cells_;
  std::vector<soci::indicator> cell_states_;
  std::string text_;
  bool kept_;
};

namespace {

/// Runs a statement by `work`, prepared anew or as it was kept.
template <class Work>
auto with(soci::session& session, Text text, Values values, const std::vector<Cell>& cells, const Work& work) {
  if (!text.kept) {
    Running running(session, text, std::move(values));
    running.give(cells);
    running.prepare();
    return work(running);
  }
  auto& kept = static_cast<Session&>(session).kept;
  const std::string name = Running::name_of(text, values);
  auto found = kept.find(name);
  try {
    if (found == kept.end()) {
      const auto made = std::make_shared<Running>(session, text, std::move(values));
      made->give(cells);
      made->prepare();
      found = kept.emplace(name, made).first;
    } else {
      found->second->bind(std::move(values));
    }
    return work(*found->second);
  } catch (...) {
    // Whatever state it is in now.
    if (found != kept.end()) kept.erase(found);
    throw;
  }
}

}  // namespace

long long run(soci::session& session, Text statement, Values values) {
  return with(session, statement, std::move(values), {}, [](Running& running) { return running.change(); });
}

void query(soci::session& session, Text statement, Values values, std::vector<Cell>& row, const std::function<bool()>& each) {
  with(session, statement, std::move(values), row, [&](Running& running) { running.read(row, each); });
}

}  // namespace atalaya::reg::sql
