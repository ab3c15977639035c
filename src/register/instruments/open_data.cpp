#include "register/instruments/open_data.h"

#include <vector>

#include "base/json_writer.h"
#include "formats/csv/csv_writer.h"
#include "register/instruments/rows.h"
#include "register/instruments/states.h"

namespace atalaya::reg::instruments {

namespace {

constexpr std::size_t rows_at_once = 500;

template <class Each>
Status walk(Store& store, const Sink& sink, const std::string& before, const std::string& behind, const Each& each) {
  return store.read([&](soci::session& session) -> Status {
    TRY_STATUS(sink(before));
    long long after = 0;
    for (std::vector<Whole> page; !(page = read_wholes(session, after, rows_at_once)).empty(); after = page.back().head.key) {
      std::string out;
      for (const Whole& whole : page) each(out, whole);
      TRY_STATUS(sink(out));
    }
    return sink(behind);
  });
}

/// One line of a table.
class Line {
 public:
  explicit Line(std::string& out) : out_(out) {}
  ~Line() { out_ += '\n'; }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
  Line& add(std::string_view text) {
    if (!first_) out_ += ',';
    first_ = false;
    append_csv_text(out_, text);
    return *this;
  }
  /// What is no text that somebody typed: a minus sign is its own.
  Line& number(std::string_view text) {
    out_ += ',';
    out_ += text;
    return *this;
  }

 private:
  std::string& out_;
  bool first_ = true;
};

const Period* period_on(const std::vector<Period>& states, std::string_view date) {
  for (const Period& period : states) {
    if (period.since <= date && date < period.until) return &period;
  }
  return nullptr;
}

/// What the store has was checked when it was written.
std::vector<Period> states_of(const Whole& whole) { return periods(whole.events).value(); }

void instrument_line(std::string& out, const Whole& whole, const std::string& today) {
  const Instrument& content = whole.content;
  const std::vector<Period> states = states_of(whole);
  const Period* period = period_on(states, today);
  Line line(out);
  line.add(whole.head.id).add(content.country).add(to_string(content.kind)).add(to_string(content.scope)).add(content.language).add(content.title);
  line.add(content.translation_language).add(content.translation).add(content.summary).add(content.body).add(content.address).add(content.document);
  line.add(goals_text(content.goals)).add(period != nullptr ? to_string(period->state) : "").add(period != nullptr ? period->since : "");
  line.number(content.budget ? content.budget->amount : "").add(content.budget ? content.budget->currency : "");
  line.number(content.budget ? std::to_string(content.budget->year) : "").number(std::to_string(whole.head.version)).add(whole.head.changed);
}

void table_lines(std::string& out, Table table, const Whole& whole, const std::string& today) {
  const std::string& id = whole.head.id;
  switch (table) {
    case Table::Instruments: instrument_line(out, whole, today); return;
    case Table::Events:
      for (const Event& event : whole.events) {
        Line(out)
            .add(id)
            .add(to_string(event.state))
            .add(event.date)
            .add(event.note)
            .add(event.recorded)
            .add(event.withdrawn.value_or(""))
            .add(event.withdrawal);
      }
      return;
    case Table::Targets:
      for (const Target& target : whole.content.targets)
        Line(out).add(id).add(target.name).number(target.value).add(target.unit).number(std::to_string(target.year));
      return;
    case Table::Milestones:
      for (const Milestone& milestone : whole.content.milestones) {
        Line(out).add(id).add(milestone.name).add(milestone.due).add(milestone.reached.value_or(""));
      }
      return;
    case Table::Links:
      for (const Link& link : whole.content.links) Line(out).add(id).add(link.to).add(to_string(link.relation));
      return;
  }
}

std::string_view head_line(Table table) {
  switch (table) {
    case Table::Instruments:
      return "instrument,country,kind,scope,language,title,translation_language,translation,summary,body,address,document,goals,state,state_since,budget_"
             "amount,"
             "budget_currency,budget_year,version,changed\n";
    case Table::Events: return "instrument,state,date,note,recorded,withdrawn,withdrawal\n";
    case Table::Targets: return "instrument,name,value,unit,year\n";
    case Table::Milestones: return "instrument,name,due,reached\n";
    case Table::Links: return "instrument,to,relation\n";
  }
  return "";
}

void write_object(JsonWriter& json, const Whole& whole, const std::string& today) {
  json.begin_object().field("id", whole.head.id).field("version", whole.head.version).field("created", whole.head.created).field("changed", whole.head.changed);
  write_members(json, whole.content);
  const std::vector<Period> states = states_of(whole);
  const Period* period = period_on(states, today);
  json.key("state");
  period != nullptr ? json.value(to_string(period->state)) : json.null();
  json.key("history").begin_array();
  for (const Event& event : whole.events) {
    json.begin_object().field("state", to_string(event.state)).field("date", event.date).field("note", event.note).field("recorded", event.recorded);
    if (event.withdrawn) json.field("withdrawn", *event.withdrawn).field("withdrawal", event.withdrawal);
    json.end_object();
  }
  json.end_array().end_object();
}

}  // namespace

std::string_view to_string(Table table) {
  constexpr std::array<std::string_view, all_tables.size()> names = {"instruments", "events", "targets", "milestones", "links"};
  return names.at(static_cast<std::size_t>(table));
}

std::optional<Table> parse_table(std::string_view text) {
  for (const Table table : all_tables) {
    if (to_string(table) == text) return table;
  }
  return std::nullopt;
}

Result<std::unique_ptr<OpenData>> OpenData::open(Store& store, Form form, Table table, const Filter& filter) {
  std::unique_ptr<OpenData> out(new OpenData(store, form, table));
  out->date_ = filter.date.empty() ? store.now().substr(0, 10) : filter.date;
  out->keys_ = TRY(keys(store, filter));
  return out;
}

Result<bool> OpenData::next(std::string& out) {
  const bool json = form_ == Form::Json;
  if (!begun_) {
    begun_ = true;
    out += json ? "{\"date\":\"" + date_ + "\",\"instruments\":[" : std::string(head_line(table_));
  }
  if (at_ < keys_.size()) {
    const std::size_t begun = at_;
    const long long before = keys_[at_] - 1;
    const auto page = TRY(store_.read([&](soci::session& session) -> Result<std::vector<Whole>> { return read_wholes(session, before, rows_at_once); }));
    for (const Whole& whole : page) {
      if (at_ == keys_.size()) break;
      if (whole.head.key != keys_[at_]) continue;
      if (json) {
        JsonWriter object;
        write_object(object, whole, date_);
        out += at_ == 0 ? "\n" : ",\n";
        out += object.text();
      } else {
        table_lines(out, table_, whole, date_);
      }
      ++at_;
    }
    if (at_ == begun) return fail(ErrorKind::Internal, "an instrument has no row");
  }
  if (at_ < keys_.size()) return true;
  if (json) out += "\n]}\n";
  return false;
}

Status write_csv(Store& store, Table table, const Sink& sink) {
  const std::string today = store.now().substr(0, 10);
  return walk(store, sink, std::string(head_line(table)), "", [&](std::string& out, const Whole& whole) { table_lines(out, table, whole, today); });
}

Status write_json(Store& store, const Sink& sink) {
  const std::string now = store.now(), today = now.substr(0, 10);
  bool first = true;
  return walk(store, sink, "{\"generated\":\"" + now + "\",\"instruments\":[", "]}\n", [&](std::string& out, const Whole& whole) {
    JsonWriter json;
    write_object(json, whole, today);
    out += first ? "\n" : ",\n";
    out += json.text();
    first = false;
  });
}

}  // namespace atalaya::reg::instruments
