#include "register/cooperation/initiatives.h"

#include <algorithm>
#include <limits>

#include "base/json_writer.h"
#include "base/locale.h"
#include "base/text.h"
#include "formats/csv/csv_writer.h"
#include "register/text/typed_text.h"
#include "register/instruments/states.h"
#include "register/instruments/terms.h"
#include "register/people/fields.h"
#include "register/people/people.h"
#include "register/store/find_named.h"
#include "register/store/log.h"
#include "register/store/random.h"
#include "register/store/statement.h"

namespace atalaya::reg::cooperation {

namespace {

constexpr std::size_t whole_list = 1'000'000;

Status check(const Agenda& agenda, const InitiativeText& text) {
  if (!text.country.empty() && agenda.find_country(text.country) == nullptr) return wrong("country", tr_noop("the agenda has no such country"));
  TRY_STATUS(check_language(text.language));
  TRY_STATUS(check_text(text.title, "title", 200));
  TRY_STATUS(check_text(text.summary, "summary", 5'000, Empty::Refused, Lines::Several));
  TRY_STATUS(check_text(text.lead, "lead", 300, Empty::Allowed));
  if (!text.address.empty() && !is_web_address(text.address)) return wrong("address", tr_noop("this is no address of the web"));
  for (const auto& [field, date] : {std::pair("starts", &text.starts), std::pair("ends", &text.ends)}) {
    if (!date->empty() && !is_day(*date)) return wrong(field, tr_noop("this is no date such as 2026-12-31"));
  }
  if (!text.starts.empty() && !text.ends.empty() && text.ends < text.starts) return wrong("ends", tr_noop("it must not end before it begins"));
  if (text.goals.empty()) return wrong("goals", tr_noop("choose at least one goal"));
  for (const int goal : text.goals) {
    if (agenda.find_goal(goal) == nullptr) return wrong("goals", tr_noop("the agenda has no such goal"));
  }
  return {};
}

std::string goals_text(const std::vector<int>& goals) {
  std::string out = ",";
  for (const int goal : goals) out += std::to_string(goal) + ",";
  return out;
}

std::vector<int> read_goals(std::string_view text) {
  std::vector<int> out;
  for (const std::string_view part : split(text, ',')) {
    if (const auto number = parse_integer(part)) out.push_back(static_cast<int>(*number));
  }
  return out;
}

std::string words_of(const InitiativeText& text) { return " " + join(instruments::words(text.title + " " + text.summary + " " + text.lead, 1'000), " ") + " "; }

void write_members(JsonWriter& json, const InitiativeText& text) {
  json.field("kind", to_string(text.kind)).field("country", text.country).field("language", text.language).field("title", text.title);
  json.field("summary", text.summary).field("lead", text.lead).field("address", text.address).field("starts", text.starts).field("ends", text.ends);
  json.key("goals").begin_array();
  for (const int goal : text.goals) json.value(goal);
  json.end_array();
}

std::string content_of(const InitiativeText& text) {
  JsonWriter json;
  json.begin_object();
  write_members(json, text);
  json.end_object();
  return json.take();
}

Status put_version(soci::session& session, const std::string& now, const std::string& actor, const std::string& id, long long key, long long number,
                   const InitiativeText& text) {
  const std::string content = content_of(text);
  const auto person = TRY(people::actor_key(session, actor));
  sql::run(session, "insert into initiative_version (initiative, number, content, instant, person) values (:key, :number, :content, :instant, :person)",
           {key, number, content, now, person});
  log::append(session, {now, actor, number == 1 ? "initiative.add" : "initiative.change", id, log::details_hash(content)});
  return {};
}

std::vector<Initiative> read(soci::session& session, sql::Statement& statement) {
  std::vector<Initiative> out;
  using S = std::string;
  for (auto& [id, version, kind, country, language, title, summary, lead, address, starts, ends, goals, created, changed, withdrawn] :
       sql::rows<S, long long, S, S, S, S, S, S, S, S, S, S, S, S, std::optional<S>>(session, statement)) {
    const auto known = parse_initiative_kind(kind);
    if (!known) continue;  // Of a newer program.
    out.push_back({.id = std::move(id),
                   .version = version,
                   .text = {.kind = *known,
                            .country = std::move(country),
                            .language = std::move(language),
                            .title = std::move(title),
                            .summary = std::move(summary),
                            .lead = std::move(lead),
                            .address = std::move(address),
                            .starts = std::move(starts),
                            .ends = std::move(ends),
                            .goals = read_goals(goals)},
                   .created = std::move(created),
                   .changed = std::move(changed),
                   .withdrawn = std::move(withdrawn)});
  }
  return out;
}

constexpr const char* columns =
    "select public_id, version, kind, country, language, title, summary, lead, address, starts, ends, goals, created, changed, withdrawn from initiative "
    "where ";

Result<Initiative> one(soci::session& session, const std::string& id) {
  sql::Statement statement(columns);
  statement.text("public_id = ").bind(id);
  auto found = read(session, statement);
  if (found.empty()) return fail(ErrorKind::NotFound, "there is no such initiative");
  return std::move(found.front());
}

sql::Statement to_statement(const InitiativeFilter& filter, long long before, std::size_t most) {
  sql::Statement out(columns);
  out.text("withdrawn is null and id < ").bind(before);
  if (filter.country) out.text(" and country = ").bind(*filter.country);
  if (filter.kind) out.text(" and kind = ").bind(to_string(*filter.kind));
  if (filter.goal) out.text(" and goals like ").bind("%," + std::to_string(*filter.goal) + ",%");
  // Words have letters and digits alone (terms.h), so nothing in them is a wildcard.
  for (const std::string& word : instruments::words(filter.text, 8)) out.text(" and words like ").bind("% " + word + " %");
  out.text(" order by id desc limit ").bind(most);
  return out;
}

}  // namespace

std::string_view to_string(InitiativeKind kind) { return kind == InitiativeKind::Initiative ? "initiative" : "good_practice"; }

std::optional<InitiativeKind> parse_initiative_kind(std::string_view text) { return find_named(all_initiative_kinds, text); }

Result<std::string> add_initiative(Store& store, const Agenda& agenda, const std::string& actor, const InitiativeText& text) {
  TRY_STATUS(check(agenda, text));
  return store.write([&](soci::session& session) -> Result<std::string> {
    const std::string now = store.now(), id = new_public_id();
    const long long key =
        sql::value<long long>(
            session,
            "insert into initiative (public_id, version, country, kind, language, title, summary, lead, address, starts, ends, goals, words, "
            "created, changed) values (:id, 1, :country, :kind, :language, :title, :summary, :lead, :address, :starts, :ends, :goals, :words, "
            ":created, :changed) returning id",
            {id, text.country, to_string(text.kind), text.language, text.title, text.summary, text.lead, text.address, text.starts, text.ends,
             goals_text(text.goals), words_of(text), now, now})
            .value();
    TRY_STATUS(put_version(session, now, actor, id, key, 1, text));
    return id;
  });
}

Status change_initiative(Store& store, const Agenda& agenda, const std::string& actor, const std::string& id, long long version, const InitiativeText& text) {
  TRY_STATUS(check(agenda, text));
  return store.write([&](soci::session& session) -> Status {
    const std::string now = store.now();
    const Initiative there = TRY(one(session, id));
    if (there.withdrawn) return fail(ErrorKind::Conflict, tr_noop("the initiative is withdrawn"));
    if (there.version != version) return fail(ErrorKind::Conflict, tr_noop("somebody else has changed this meanwhile"), {}, tr_noop("look at it again"));
    if (there.text.country != text.country) return wrong("country", tr_noop("an initiative stays its country's"));
    const long long key = sql::value<long long>(session, "select id from initiative where public_id = :id", {id}).value();
    sql::run(session,
             "update initiative set version = :version, kind = :kind, language = :language, title = :title, summary = :summary, lead = :lead, address = "
             ":address, starts = :starts, ends = :ends, goals = :goals, words = :words, changed = :changed where id = :key",
             {version + 1, to_string(text.kind), text.language, text.title, text.summary, text.lead, text.address, text.starts, text.ends,
              goals_text(text.goals), words_of(text), now, key});
    return put_version(session, now, actor, id, key, version + 1, text);
  });
}

Status withdraw_initiative(Store& store, const std::string& actor, const std::string& id) {
  return store.write([&](soci::session& session) -> Status {
    const std::string now = store.now();
    const Initiative there = TRY(one(session, id));
    if (there.withdrawn) return fail(ErrorKind::Conflict, tr_noop("the initiative is withdrawn"));
    sql::run(session, "update initiative set withdrawn = :now, changed = :changed where public_id = :id", {now, now, id});
    log::append(session, {now, actor, "initiative.withdraw", id, ""});
    return {};
  });
}

Result<Initiative> find_initiative(Store& store, const std::string& id) {
  return store.read([&](soci::session& session) -> Result<Initiative> { return one(session, id); });
}

Result<InitiativePage> search_initiatives(Store& store, const InitiativeFilter& filter, const std::string& after, std::size_t most) {
  return store.read([&](soci::session& session) -> Result<InitiativePage> {
    long long before = std::numeric_limits<long long>::max();
    if (!after.empty()) {
      const auto key = sql::value<long long>(session, "select id from initiative where public_id = :id", {after});
      if (!key) return fail(ErrorKind::Input, tr_noop("there is no such page of the list"));
      before = *key;
    }
    sql::Statement statement = to_statement(filter, before, most + 1);
    InitiativePage out{read(session, statement), {}};
    if (out.found.size() > most) {
      out.found.resize(most);
      out.next = out.found.back().id;
    }
    return out;
  });
}

Result<std::string> initiatives_csv(Store& store) {
  std::string out = "initiative,kind,country,goals,language,title,summary,lead,address,starts,ends,version,changed\n";
  for (const Initiative& one : TRY(search_initiatives(store, {}, {}, whole_list)).found) {
    const InitiativeText& text = one.text;
    std::string goals;
    for (const int goal : text.goals) goals += (goals.empty() ? "" : " ") + std::to_string(goal);
    bool first = true;
    for (const std::string_view cell :
         {std::string_view(one.id), to_string(text.kind), std::string_view(text.country), std::string_view(goals), std::string_view(text.language),
          std::string_view(text.title), std::string_view(text.summary), std::string_view(text.lead), std::string_view(text.address),
          std::string_view(text.starts), std::string_view(text.ends)}) {
      if (!first) out += ',';
      first = false;
      append_csv_text(out, cell);
    }
    out += "," + std::to_string(one.version) + "," + one.changed + "\n";
  }
  return out;
}

Result<std::string> initiatives_json(Store& store) {
  JsonWriter json;
  json.begin_object().field("generated", store.now()).key("initiatives").begin_array();
  for (const Initiative& one : TRY(search_initiatives(store, {}, {}, whole_list)).found) {
    json.begin_object().field("id", one.id).field("version", one.version).field("created", one.created).field("changed", one.changed);
    write_members(json, one.text);
    json.end_object();
  }
  json.end_array().end_object();
  return json.take() + "\n";
}

}  // namespace atalaya::reg::cooperation
