#include "register/instruments/rows.h"

#include <limits>
#include <stdexcept>

#include "base/json_writer.h"
#include "base/locale.h"
#include "base/text.h"
#include "register/instruments/check.h"
#include "register/store/sql.h"

namespace atalaya::reg::instruments {

namespace {

using Text = std::optional<std::string>;

template <class Enum, class Parse>
Enum known(Parse parse, const std::string& text) {
  const std::optional<Enum> value = parse(text);
  if (!value) throw std::logic_error("the store has a word that the program does not know: " + text);
  return *value;
}

/// Instruments by their keys: what belongs to one is added to it.
class Assembly {
 public:
  explicit Assembly(std::vector<Whole>& wholes) : wholes_(wholes) {}
  Whole& at(long long key) {
    while (wholes_[next_].head.key != key) ++next_;  // Rows come in the order of keys.
    return wholes_[next_];
  }

 private:
  std::vector<Whole>& wholes_;
  std::size_t next_ = 0;
};

std::vector<Whole> read_rows(soci::session& session, long long first, long long last, std::size_t most) {
  std::vector<Whole> out;
  for (auto& row :
       sql::rows<long long, std::string, long long, long long, std::string, std::string, std::string, std::string, std::string, std::string, std::string,
                 std::string, std::string, std::string, std::string, std::string, std::string, std::string, Text, Text, std::optional<long long>>(
           session,
           "select id, public_id, version, position, created, changed, country, kind, scope, language, title, translation_language, translation, summary, "
           "body, "
           "address, document, goals, budget_amount, budget_currency, budget_year from instrument where id >= :first and id <= :last order by id limit :most",
           {first, last, most})) {
    Whole& whole = out.emplace_back();
    Head& head = whole.head;
    Instrument& content = whole.content;
    std::string kind, scope, goals;
    Text amount, currency;
    std::optional<long long> year;
    std::tie(head.key, head.id, head.version, head.position, head.created, head.changed, content.country, kind, scope, content.language, content.title,
             content.translation_language, content.translation, content.summary, content.body, content.address, content.document, goals, amount, currency,
             year) = std::move(row);
    content.kind = known<Kind>(parse_kind, kind);
    content.scope = known<Scope>(parse_scope, scope);
    content.goals = parse_goals(goals);
    if (amount) content.budget = Budget{*amount, currency.value_or(""), static_cast<int>(year.value_or(0))};
  }
  return out;
}

void read_parts(soci::session& session, std::vector<Whole>& wholes) {
  if (wholes.empty()) return;
  const sql::Values range = {wholes.front().head.key, wholes.back().head.key};
  Assembly targets(wholes), milestones(wholes), links(wholes), events(wholes);
  for (auto& [key, name, value, unit, year] : sql::rows<long long, std::string, std::string, std::string, long long>(
           session,
           "select instrument, name, value, unit, year from instrument_target where instrument >= :first and instrument <= :last order by instrument, place",
           range)) {
    targets.at(key).content.targets.push_back({std::move(name), std::move(value), std::move(unit), static_cast<int>(year)});
  }
  for (auto& [key, name, due, reached] : sql::rows<long long, std::string, std::string, Text>(
           session,
           "select instrument, name, due, reached from instrument_milestone where instrument >= :first and instrument <= :last order by instrument, place",
           range)) {
    milestones.at(key).content.milestones.push_back({std::move(name), std::move(due), std::move(reached)});
  }
  for (auto& [key, to, relation] : sql::rows<long long, std::string, std::string>(
           session,
           "select l.instrument, i.public_id, l.relation from instrument_link l join instrument i on i.id = l.other where l.instrument >= :first and "
           "l.instrument <= :last order by l.instrument, l.place",
           range)) {
    links.at(key).content.links.push_back({std::move(to), known<Relation>(parse_relation, relation)});
  }
  for (auto& [key, number, state, date, note, recorded, actor, withdrawn, withdrawal] :
       sql::rows<long long, long long, std::string, std::string, std::string, std::string, std::string, Text, std::string>(
           session,
           "select instrument, number, state, date, note, recorded, actor, withdrawn, withdrawal from instrument_event where instrument >= :first and "
           "instrument <= :last order by instrument, date, number",
           range)) {
    events.at(key).events.push_back({number, known<State>(parse_state, state), std::move(date), std::move(note), std::move(recorded), std::move(actor),
                                     std::move(withdrawn), std::move(withdrawal)});
  }
}

}  // namespace

std::string goals_text(const std::vector<int>& goals) {
  std::string out;
  for (const int goal : goals) out += (out.empty() ? "" : ",") + std::to_string(goal);
  return out;
}

std::vector<int> parse_goals(std::string_view text) {
  std::vector<int> out;
  if (text.empty()) return out;
  for (const std::string_view part : split(text, ',')) out.push_back(static_cast<int>(parse_integer(part).value_or(0)));
  return out;
}

Result<Head> read_head(soci::session& session, const std::string& id) {
  const auto row = sql::row<long long, long long, long long, std::string, std::string>(
      session, "select id, version, position, created, changed from instrument where public_id = :id", {id});
  if (!row) return fail(ErrorKind::NotFound, tr_noop("the register has no such instrument"));
  Head out;
  out.id = id;
  std::tie(out.key, out.version, out.position, out.created, out.changed) = *row;
  return out;
}

Whole read_whole(soci::session& session, long long key) {
  std::vector<Whole> out = read_rows(session, key, key, 1);
  if (out.empty()) throw std::logic_error("an instrument has no row");
  read_parts(session, out);
  return std::move(out.front());
}

std::vector<Whole> read_wholes(soci::session& session, long long after, std::size_t most) {
  std::vector<Whole> out = read_rows(session, after + 1, std::numeric_limits<long long>::max(), most);
  read_parts(session, out);
  return out;
}

Status write_parts(soci::session& session, long long key, const Instrument& instrument) {
  for (std::size_t i = 0; i < instrument.targets.size(); ++i) {
    const Target& target = instrument.targets[i];
    sql::run(session, "insert into instrument_target (instrument, place, name, value, unit, year) values (:key, :place, :name, :value, :unit, :year)",
             {key, i + 1, target.name, target.value, target.unit, target.year});
  }
  for (std::size_t i = 0; i < instrument.milestones.size(); ++i) {
    const Milestone& milestone = instrument.milestones[i];
    sql::run(session,
             "insert into instrument_milestone (instrument, place, country, name, due, reached) values (:key, :place, :country, :name, :due, :reached)",
             {key, i + 1, instrument.country, milestone.name, milestone.due, milestone.reached});
  }
  for (std::size_t i = 0; i < instrument.links.size(); ++i) {
    const std::string field = "links[" + std::to_string(i + 1) + "].to";
    const auto other = sql::value<long long>(session, "select id from instrument where public_id = :id", {instrument.links[i].to});
    if (!other) return fail(ErrorKind::NotFound, tr_noop("the register has no such instrument"), {.file = field});
    if (*other == key) return wrong(field, tr_noop("an instrument is not linked to itself"));
    sql::run(session, "insert into instrument_link (instrument, place, other, relation) values (:key, :place, :other, :relation)",
             {key, i + 1, *other, to_string(instrument.links[i].relation)});
  }
  return {};
}

void erase_parts(soci::session& session, long long key) {
  for (const char* statement : {"delete from instrument_target where instrument = :key", "delete from instrument_milestone where instrument = :key",
                                "delete from instrument_link where instrument = :key"}) {
    sql::run(session, statement, {key});
  }
}

void write_members(JsonWriter& json, const Instrument& instrument) {
  json.field("country", instrument.country).field("kind", to_string(instrument.kind)).field("scope", to_string(instrument.scope));
  json.field("language", instrument.language).field("title", instrument.title);
  json.field("translation_language", instrument.translation_language).field("translation", instrument.translation);
  json.field("summary", instrument.summary).field("body", instrument.body).field("address", instrument.address).field("document", instrument.document);
  json.key("goals").begin_array();
  for (const int goal : instrument.goals) json.value(goal);
  json.end_array();
  json.key("targets").begin_array();
  for (const Target& target : instrument.targets) {
    json.begin_object().field("name", target.name).field("value", target.value).field("unit", target.unit).field("year", target.year).end_object();
  }
  json.end_array().key("milestones").begin_array();
  for (const Milestone& milestone : instrument.milestones) {
    json.begin_object().field("name", milestone.name).field("due", milestone.due).key("reached");
    milestone.reached ? json.value(*milestone.reached) : json.null();
    json.end_object();
  }
  json.end_array().key("budget");
  if (const auto& budget = instrument.budget) {
    json.begin_object().field("amount", budget->amount).field("currency", budget->currency).field("year", budget->year).end_object();
  } else {
    json.null();
  }
  json.key("links").begin_array();
  for (const Link& link : instrument.links) json.begin_object().field("to", link.to).field("relation", to_string(link.relation)).end_object();
  json.end_array();
}

}  // namespace atalaya::reg::instruments
