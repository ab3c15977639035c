#include "register/instruments/csv_import.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/text.h"
#include "formats/csv/csv_reader.h"
#include "register/instruments/instruments.h"
#include "register/instruments/search.h"

namespace atalaya::reg::instruments {

namespace {

constexpr std::array needed = {"country", "kind", "language", "title", "body", "goals"};
constexpr std::array others = {"instrument", "scope",       "translation_language", "translation",     "summary",     "address", "document",
                               "state",      "state_since", "budget_amount",        "budget_currency", "budget_year", "version", "changed"};
constexpr std::size_t rows_at_once = 200;

using Cells = std::map<std::string, std::string, std::less<>>;

/// One row on its way in.
struct Line {
  std::size_t number = 0;
  std::string id;
  Instrument content;
  std::vector<NewEvent> history;
  std::vector<Error> faults;
};

/// Open data puts an apostrophe before what a spreadsheet would compute.
std::string plain(std::string_view cell) {
  cell = trim(cell);
  if (cell.size() > 1 && cell[0] == '\'' && std::string_view("=+-@").contains(cell[1])) cell.remove_prefix(1);
  return replace_all(std::string(cell), "\r\n", "\n");
}

template <class T>
void read_word(Line& line, const Cells& cells, const char* column, std::optional<T> (*parse)(std::string_view), T& out) {
  const auto cell = cells.find(column);
  if (cell == cells.end()) return;
  if (const auto value = parse(cell->second)) {
    out = *value;
  } else {
    line.faults.push_back(wrong(column, "this is none of the words that are known: " + shorten(cell->second, 40)).error());
  }
}

void read_text(const Cells& cells, const char* column, std::string& out) {
  if (const auto cell = cells.find(column); cell != cells.end()) out = cell->second;
}

void read_goals(Line& line, const Cells& cells) {
  line.content.goals.clear();
  std::string text = replace_all(cells.at("goals"), ";", ",");
  for (const std::string_view part : split(text, ',')) {
    const auto goal = parse_integer(trim(part));
    if (goal && *goal > 0 && *goal < 1000) {
      line.content.goals.push_back(static_cast<int>(*goal));
    } else if (!trim(part).empty()) {
      line.faults.push_back(wrong("goals", "these must be numbers of goals with commas between: 12,25").error());
      return;
    }
  }
  std::ranges::sort(line.content.goals);
}

void read_budget(Line& line, const Cells& cells) {
  const auto of = [&](const char* column) { return cells.contains(column) ? cells.find(column)->second : std::string(); };
  if (!cells.contains("budget_amount")) return;
  line.content.budget.reset();
  const std::string amount = of("budget_amount"), currency = of("budget_currency"), year = of("budget_year");
  if (amount.empty() && currency.empty() && year.empty()) return;
  line.content.budget = Budget{amount, currency, static_cast<int>(parse_integer(year).value_or(0))};
}

void read_state(Line& line, const Cells& cells) {
  const auto state = cells.find("state"), since = cells.find("state_since");
  const std::string word = state == cells.end() ? "" : state->second, date = since == cells.end() ? "" : since->second;
  if (word.empty() && date.empty()) return;
  const auto parsed = parse_state(word);
  if (!parsed) {
    line.faults.push_back(wrong("state", "this is none of the words that are known: " + shorten(word, 40)).error());
  } else if (date.empty()) {
    line.faults.push_back(wrong("state_since", "a state needs the date since when it holds").error());
  } else {
    line.history = {{*parsed, date}};
  }
}

void read_cells(Line& line, const Cells& cells) {
  Instrument& content = line.content;
  read_word(line, cells, "kind", parse_kind, content.kind);
  if (const auto scope = cells.find("scope"); scope != cells.end() && !scope->second.empty()) read_word(line, cells, "scope", parse_scope, content.scope);
  for (const auto& [column, out] : {std::pair("country", &content.country), std::pair("language", &content.language), std::pair("title", &content.title),
                                    std::pair("translation_language", &content.translation_language), std::pair("translation", &content.translation),
                                    std::pair("summary", &content.summary), std::pair("body", &content.body), std::pair("address", &content.address),
                                    std::pair("document", &content.document)}) {
    read_text(cells, column, *out);
  }
  read_goals(line, cells);
  read_budget(line, cells);
  read_state(line, cells);
}

Status check_columns(const CsvReader& reader, const std::string& file) {
  const auto has = [&](std::string_view name) { return std::ranges::find(reader.columns(), name) != reader.columns().end(); };
  for (const char* name : needed) {
    if (!has(name))
      return fail(ErrorKind::Input, "the table has no column '" + std::string(name) + "'", {.file = file, .line = 1},
                  "'atalaya register instruments export' gives such a table");
  }
  for (const std::string& name : reader.columns()) {
    const bool there = std::ranges::find(needed, name) != needed.end() || std::ranges::find(others, name) != others.end();
    if (!there)
      return fail(ErrorKind::Input, "the table has a column that is not known: '" + shorten(name, 60) + "'", {.file = file, .line = 1},
                  "take it out, or mend its name; nothing was imported");
  }
  return {};
}

class Import {
 public:
  Import(Store& store, const std::string& actor, const std::string& file, const Known& known)
      : store_(store), actor_(actor), file_(file), known_(known), today_(store.now().substr(0, 10)) {}

  Status take(std::size_t number, const Cells& cells) {
    Line line;
    line.number = number;
    if (const auto id = cells.find("instrument"); id != cells.end()) line.id = id->second;
    if (!line.id.empty()) return take_known(std::move(line), cells);
    read_cells(line, cells);
    check(line);
    if (line.faults.empty() && !line.history.empty()) {
      if (const auto possible = periods({{1, line.history[0].state, line.history[0].date, "", "", ""}}); !possible) line.faults.push_back(possible.error());
    }
    if (line.faults.empty()) TRY_STATUS(refuse_double(line));
    if (!line.faults.empty()) {
      reject(line);
      return {};
    }
    waiting_.push_back(std::move(line));
    return waiting_.size() < rows_at_once ? Status() : add_waiting();
  }

  Result<Imported> finish() {
    TRY_STATUS(add_waiting());
    std::ranges::stable_sort(out_.faults, {}, [](const Error& error) { return error.place.line; });
    return std::move(out_);
  }

 private:
  void check(Line& line) {
    for (Error& fault : faults(line.content, known_, today_)) line.faults.push_back(std::move(fault));
    if (!line.history.empty()) {
      if (const Status good = check_event(line.history[0].state, line.history[0].date, "", today_); !good) line.faults.push_back(good.error());
    }
  }

  // The place of a fault of ours is its field; of a file's, the file and the line.
  void reject(const Line& line) {
    ++out_.rejected;
    for (Error fault : line.faults) {
      if (!fault.place.file.empty()) fault.what = fault.place.file + ": " + fault.what;
      fault.place = {.file = file_, .line = line.number};
      out_.faults.push_back(std::move(fault));
    }
  }

  Status refuse_double(Line& line) {
    const std::string key = line.content.country + '\n' + std::string(to_string(line.content.kind)) + '\n' + line.content.title;
    bool there = !seen_.insert(key).second;
    std::string after;
    do {
      const Page page = TRY(search(store_, {.country = line.content.country, .kind = line.content.kind, .text = line.content.title}, after));
      there = there || std::ranges::any_of(page.found, [&](const Found& found) { return found.title == line.content.title; });
      after = page.next;
    } while (!there && !after.empty());
    if (there) line.faults.push_back(wrong("title", "the country has an instrument of this kind and title: a change of it needs its id").error());
    return {};
  }

  Status add_waiting() {
    if (waiting_.empty()) return {};
    std::vector<Line> refused;
    // It may run again, so what it finds is gathered anew.
    TRY_STATUS(store_.write([&](soci::session& session) -> Status {
      refused.clear();
      for (const Line& line : waiting_) {
        // add() refuses before it writes anything.
        const auto added = add(session, store_.now(), actor_, line.content, line.history, known_);
        if (added) continue;
        if (added.error().kind != ErrorKind::Input) return std::unexpected(added.error());
        refused.push_back(line);
        refused.back().faults = {added.error()};
      }
      return {};
    }));
    for (const Line& line : refused) reject(line);
    out_.added += waiting_.size() - refused.size();
    waiting_.clear();
    return {};
  }

  Status take_known(Line line, const Cells& cells) {
    const auto record = find(store_, line.id);
    if (!record) {
      if (record.error().kind != ErrorKind::NotFound) return std::unexpected(record.error());
      line.faults.push_back(wrong("instrument", "the register has no such instrument").error());
      reject(line);
      return {};
    }
    line.content = record->content;
    read_cells(line, cells);
    if (line.content.country != record->content.country) line.faults.push_back(wrong("country", "an instrument stays its country's").error());
    if (const auto version = cells.find("version"); version != cells.end() && !version->second.empty() && version->second != std::to_string(record->version)) {
      line.faults.push_back(wrong("version", "somebody else has changed this instrument: export it again").error());
    }
    check(line);
    const bool renewed = !line.history.empty() && is_news(*record, line.history[0]);
    if (renewed && line.faults.empty()) {
      std::vector<Event> events = record->events;
      events.push_back({0, line.history[0].state, line.history[0].date, "", "", ""});
      if (const auto possible = periods(events); !possible) line.faults.push_back(possible.error());
    }
    if (!line.faults.empty()) {
      reject(line);
      return {};
    }
    if (!renewed && line.content == record->content) {
      ++out_.same;
      return {};
    }
    // What it says and the state it is in come together, or neither does.
    const Result<long long> done = store_.write([&](soci::session& session) -> Result<long long> {
      const std::string now = store_.now();
      const long long version = TRY(change(session, now, actor_, line.id, record->version, line.content, known_));
      if (renewed) TRY(reg::instruments::record(session, now, actor_, line.id, line.history[0]));
      return version;
    });
    if (!done) {
      if (done.error().kind != ErrorKind::Input && done.error().kind != ErrorKind::Conflict) return std::unexpected(done.error());
      line.faults.push_back(done.error());
      reject(line);
      return {};
    }
    ++out_.changed;
    return {};
  }

  static bool is_news(const Record& record, const NewEvent& event) {
    return std::ranges::none_of(record.events, [&](const Event& one) { return !one.withdrawn && one.state == event.state && one.date == event.date; });
  }

  Store& store_;
  const std::string& actor_;
  const std::string& file_;
  const Known& known_;
  std::string today_;
  std::vector<Line> waiting_;
  std::set<std::string> seen_;
  Imported out_;
};

}  // namespace

Result<Imported> import_csv(Store& store, const std::string& actor, std::string_view bytes, const std::string& file, const Known& known) {
  CsvReader reader = TRY(CsvReader::open(bytes, file));
  TRY_STATUS(check_columns(reader, file));
  // A table that breaks off is known to do so before anything of it is taken.
  Row row;
  while (TRY(reader.next(row))) {
  }
  reader = TRY(CsvReader::open(bytes, file));
  Import import(store, actor, file, known);
  while (TRY(reader.next(row))) {
    Cells cells;
    for (std::size_t i = 0; i < row.cells.size(); ++i) cells[reader.columns()[i]] = plain(row.cells[i]);
    TRY_STATUS(import.take(row.line, cells));
  }
  return import.finish();
}

}  // namespace atalaya::reg::instruments
