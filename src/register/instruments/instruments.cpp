#include "register/instruments/instruments.h"

#include <algorithm>

#include "base/json_writer.h"
#include "base/locale.h"
#include "register/instruments/rows.h"
#include "register/store/canonical_json.h"
#include "register/store/log.h"
#include "register/store/random.h"
#include "register/store/sql.h"

namespace atalaya::reg::instruments {

namespace {

constexpr long long most_events = 200;

std::string content_json(const Instrument& instrument) {
  JsonWriter json;
  json.begin_object();
  write_members(json, instrument);
  json.end_object();
  return canonical_json(json.text()).value();
}

/// Its place in lists: that of the newest date of its history, else of the day when it was added.
int position_of(const std::vector<Period>& states, const std::string& created) { return day_number(states.empty() ? created : states.back().since); }

void write_event(soci::session& session, long long key, const std::string& country, const Event& event) {
  sql::run(session,
           "insert into instrument_event (instrument, number, country, state, date, note, recorded, actor) "
           "values (:key, :number, :country, :state, :date, :note, :recorded, :actor)",
           {key, event.number, country, to_string(event.state), event.date, event.note, event.recorded, event.actor});
}

void log_event(soci::session& session, const std::string& id, const Event& event) {
  JsonWriter json;
  json.begin_object().field("number", event.number).field("state", to_string(event.state)).field("date", event.date).field("note", event.note).end_object();
  log::append(session, {event.recorded, event.actor, "instrument.state", id, log::details_hash(json.text())});
}

void write_version(soci::session& session, long long key, long long number, const std::string& instant, const std::string& actor, const std::string& content) {
  sql::run(session, "insert into instrument_version (instrument, number, instant, actor, content) values (:key, :number, :instant, :actor, :content)",
           {key, number, instant, actor, content});
}

sql::Values columns(const Instrument& instrument) {
  sql::Values out = {instrument.country,     to_string(instrument.kind), to_string(instrument.scope),
                     instrument.language,    instrument.title,           instrument.translation_language,
                     instrument.translation, instrument.summary,         instrument.body,
                     instrument.address,     instrument.document,        goals_text(instrument.goals)};
  if (const auto& budget = instrument.budget) {
    out.insert(out.end(), {budget->amount, budget->currency, budget->year});
  } else {
    out.insert(out.end(), {std::nullopt, std::nullopt, std::nullopt});
  }
  return out;
}

long long insert_row(soci::session& session, const std::string& id, long long position, const std::string& now, const Instrument& instrument) {
  sql::Values values = columns(instrument);
  values.insert(values.end(), {id, position, now, now});
  return sql::value<long long>(
             session,
             "insert into instrument (country, kind, scope, language, title, translation_language, translation, summary, body, address, document, "
             "goals, budget_amount, budget_currency, budget_year, public_id, version, position, created, changed) values (:country, :kind, :scope, "
             ":language, :title, :translation_language, :translation, :summary, :body, :address, :document, :goals, :budget_amount, "
             ":budget_currency, :budget_year, :public_id, 1, :position, :created, :changed) returning id",
             values)
      .value();
}

void update_row(soci::session& session, long long key, long long version, const std::string& now, const Instrument& instrument) {
  sql::Values values = columns(instrument);
  values.insert(values.end(), {version, now, key});
  sql::run(
      session,
      "update instrument set country = :country, kind = :kind, scope = :scope, language = :language, title = :title, translation_language = "
      ":translation_language, translation = :translation, summary = :summary, body = :body, address = :address, document = :document, goals = :goals, "
      "budget_amount = :budget_amount, budget_currency = :budget_currency, budget_year = :budget_year, version = :version, changed = :changed where id = :key",
      values);
}

/// After its history has changed.
void renew_position(soci::session& session, const Head& head, const std::vector<Period>& states) {
  const int position = position_of(states, head.created);
  if (position != head.position) sql::run(session, "update instrument set position = :position where id = :key", {position, head.key});
}

Status first_fault(const Instrument& instrument, const Known& known, const std::string& today) {
  std::vector<Error> all = faults(instrument, known, today);
  if (all.empty()) return {};
  return std::unexpected(std::move(all.front()));
}

}  // namespace

Result<std::string> add(soci::session& session, const std::string& now, const std::string& actor, const Instrument& instrument,
                        const std::vector<NewEvent>& history, const Known& known) {
  const std::string today = now.substr(0, 10), id = new_public_id();
  TRY_STATUS(first_fault(instrument, known, today));
  if (history.size() > most_events) return fail(ErrorKind::Input, tr_noop("this is more history than an instrument has"));
  std::vector<Event> events;
  for (const NewEvent& event : history) {
    TRY_STATUS(check_event(event.state, event.date, event.note, today));
    events.push_back({static_cast<long long>(events.size()) + 1, event.state, event.date, event.note, now, actor});
  }
  const std::vector<Period> states = TRY(periods(events));
  const long long key = insert_row(session, id, position_of(states, now), now, instrument);
  TRY_STATUS(write_parts(session, key, instrument));
  const std::string content = content_json(instrument);
  write_version(session, key, 1, now, actor, content);
  log::append(session, {now, actor, "instrument.add", id, log::details_hash(content)});
  for (const Event& event : events) {
    write_event(session, key, instrument.country, event);
    log_event(session, id, event);
  }
  return id;
}

Result<std::string> add(Store& store, const std::string& actor, const Instrument& instrument, const std::vector<NewEvent>& history, const Known& known) {
  return store.write([&](soci::session& session) { return add(session, store.now(), actor, instrument, history, known); });
}

Result<long long> change(soci::session& session, const std::string& now, const std::string& actor, const std::string& id, long long version,
                         const Instrument& instrument, const Known& known) {
  const Head head = TRY(read_head(session, id));
  if (head.version != version)
    return fail(ErrorKind::Conflict, tr_noop("somebody else has changed this instrument"), {}, tr_noop("look at what it says now, and change that"));
  TRY_STATUS(first_fault(instrument, known, now.substr(0, 10)));
  const Instrument before = read_whole(session, head.key).content;
  if (before == instrument) return version;
  if (before.country != instrument.country) return wrong("country", tr_noop("an instrument stays its country's"));
  erase_parts(session, head.key);
  update_row(session, head.key, version + 1, now, instrument);
  TRY_STATUS(write_parts(session, head.key, instrument));
  const std::string content = content_json(instrument);
  write_version(session, head.key, version + 1, now, actor, content);
  log::append(session, {now, actor, "instrument.change", id, log::details_hash(content)});
  return version + 1;
}

Result<long long> change(Store& store, const std::string& actor, const std::string& id, long long version, const Instrument& instrument, const Known& known) {
  return store.write([&](soci::session& session) { return change(session, store.now(), actor, id, version, instrument, known); });
}

Result<long long> record(soci::session& session, const std::string& now, const std::string& actor, const std::string& id, const NewEvent& event) {
  TRY_STATUS(check_event(event.state, event.date, event.note, now.substr(0, 10)));
  const Head head = TRY(read_head(session, id));
  Whole whole = read_whole(session, head.key);
  std::vector<Event>& events = whole.events;
  const auto number = static_cast<long long>(events.size()) + 1;
  if (number > most_events) return fail(ErrorKind::Conflict, tr_noop("this is more history than an instrument has"));
  events.push_back({number, event.state, event.date, event.note, now, actor});
  const std::vector<Period> states = TRY(periods(events));
  write_event(session, head.key, whole.content.country, events.back());
  renew_position(session, head, states);
  log_event(session, id, events.back());
  return number;
}

Result<long long> record(Store& store, const std::string& actor, const std::string& id, const NewEvent& event) {
  return store.write([&](soci::session& session) { return record(session, store.now(), actor, id, event); });
}

Status withdraw(Store& store, const std::string& actor, const std::string& id, long long number, const std::string& reason) {
  return store.write([&](soci::session& session) -> Status {
    const std::string now = store.now();
    TRY_STATUS(check_text(reason, "reason", 1000));
    const Head head = TRY(read_head(session, id));
    Whole whole = read_whole(session, head.key);
    std::vector<Event>& events = whole.events;
    const auto event = std::ranges::find(events, number, &Event::number);
    if (event == events.end()) return fail(ErrorKind::NotFound, tr_noop("the instrument has no such event"));
    if (event->withdrawn) return fail(ErrorKind::Conflict, tr_noop("this event has been withdrawn"));
    event->withdrawn = now;
    const std::vector<Period> states = TRY(periods(events));
    sql::run(session, "update instrument_event set withdrawn = :now, withdrawal = :reason where instrument = :key and number = :number",
             {now, reason, head.key, number});
    renew_position(session, head, states);
    JsonWriter json;
    json.begin_object().field("number", number).field("reason", reason).end_object();
    log::append(session, {now, actor, "instrument.withdraw", id, log::details_hash(json.text())});
    return {};
  });
}

std::optional<State> Record::state_on(std::string_view date) const {
  for (const Period& period : states) {
    if (period.since <= date && date < period.until) return period.state;
  }
  return std::nullopt;
}

Result<Record> find(Store& store, const std::string& id) {
  return store.read([&](soci::session& session) -> Result<Record> {
    const Head head = TRY(read_head(session, id));
    Whole whole = read_whole(session, head.key);
    Record out{head.id, head.version, head.created, head.changed, std::move(whole.content), std::move(whole.events), {}, {}};
    out.states = TRY(periods(out.events));
    for (auto& [from, relation] : sql::rows<std::string, std::string>(
             session,
             "select i.public_id, l.relation from instrument_link l join instrument i on i.id = l.instrument where l.other = :key order by i.id limit 1000",
             {head.key})) {
      out.linked_from.push_back({std::move(from), parse_relation(relation).value()});
    }
    return out;
  });
}

Result<std::vector<Version>> versions(Store& store, const std::string& id) {
  return store.read([&](soci::session& session) -> Result<std::vector<Version>> {
    const Head head = TRY(read_head(session, id));
    std::vector<Version> out;
    for (auto& [number, instant, actor, content] : sql::rows<long long, std::string, std::string, std::string>(
             session, "select number, instant, actor, content from instrument_version where instrument = :key order by number", {head.key})) {
      out.push_back({number, std::move(instant), std::move(actor), std::move(content)});
    }
    return out;
  });
}

}  // namespace atalaya::reg::instruments
