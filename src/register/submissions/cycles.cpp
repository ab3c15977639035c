#include "register/submissions/cycles.h"

#include "base/locale.h"
#include "register/people/fields.h"
#include "register/submissions/rows.h"

namespace atalaya::reg {

namespace {

using Text = std::optional<std::string>;

Status check(const cycles::NewCycle& wanted) {
  if (wanted.year < 1990 || wanted.year > 2100) return fail(ErrorKind::Input, tr_noop("a cycle is for a year from 1990 to 2100"));
  if (wanted.title.empty()) return fail(ErrorKind::Input, tr_noop("a cycle has a title"));
  for (const auto& [language, text] : wanted.title.all()) {
    TRY_STATUS(check_language(language));
    TRY_STATUS(check_line(text, "the title"));
  }
  if (!wanted.opens.empty()) TRY_STATUS(rows::check_instant(wanted.opens));
  TRY_STATUS(rows::check_instant(wanted.due));
  return rows::check_instant(wanted.review_due);
}

std::string title_json(const LocalText& title) {
  JsonWriter json;
  json.begin_object();
  for (const auto& [language, text] : title.all()) json.field(language, text);
  json.end_object();
  return json.take();
}

/// One field of a cycle, and the entry that says so.
Status change(Store& store, const std::string& actor, const std::string& cycle, const char* action,
              const std::function<void(soci::session&, long long, const std::string&)>& work) {
  return store.write([&](soci::session& session) -> Status {
    const std::string now = store.now();
    work(session, TRY(rows::cycle_key(session, cycle)), now);
    log::append(session, {now, actor, action, cycle, ""});
    return {};
  });
}

}  // namespace

namespace cycles {

Result<std::string> open(Store& store, const std::string& actor, const Questionnaire& questionnaire, const NewCycle& wanted) {
  TRY_STATUS(check(wanted));
  return store.write([&](soci::session& session) -> Result<std::string> {
    const std::string now = store.now(), id = new_public_id(), title = title_json(wanted.title);
    const std::string opens = wanted.opens.empty() ? now : wanted.opens;
    if (wanted.due && *wanted.due <= opens) return fail(ErrorKind::Input, tr_noop("the due date is not after the opening"), {.file = "due"});
    const auto person = TRY(people::actor_key(session, actor));
    if (sql::value<long long>(session, "select id from cycle where questionnaire = :questionnaire and year = :year", {questionnaire.id, wanted.year})) {
      return fail(ErrorKind::Conflict, tr_noop("this questionnaire has a cycle for that year already"));
    }
    sql::run(
        session,
        "insert into cycle (public_id, questionnaire, questionnaire_version, questionnaire_hash, year, title, opens, due, review_due, created, created_by) "
        "values (:id, :questionnaire, :version, :hash, :year, :title, :opens, :due, :review_due, :now, :person)",
        {id, questionnaire.id, questionnaire.version, questionnaire.meaning, wanted.year, title, opens, wanted.due, wanted.review_due, now, person});
    JsonWriter json;
    json.begin_object().field("questionnaire", questionnaire.id).field("hash", questionnaire.meaning).field("year", wanted.year).end_object();
    log::append(session, {now, actor, "cycle.open", id, log::details_hash(json.text())});
    return id;
  });
}

Status close(Store& store, const std::string& actor, const std::string& cycle) {
  return change(store, actor, cycle, "cycle.close", [](soci::session& session, long long key, const std::string& now) {
    sql::run(session, "update cycle set closed = :now where id = :id", {now, key});
  });
}

Status reopen(Store& store, const std::string& actor, const std::string& cycle) {
  return change(store, actor, cycle, "cycle.reopen",
                [](soci::session& session, long long key, const std::string&) { sql::run(session, "update cycle set closed = null where id = :id", {key}); });
}

Status set_due(Store& store, const std::string& actor, const std::string& cycle, const Text& due, const Text& review_due) {
  TRY_STATUS(rows::check_instant(due));
  TRY_STATUS(rows::check_instant(review_due));
  return change(store, actor, cycle, "cycle.due", [&](soci::session& session, long long key, const std::string&) {
    sql::run(session, "update cycle set due = :due, review_due = :review_due where id = :id", {due, review_due, key});
  });
}

Result<Cycle> find(Store& store, const std::string& cycle) {
  return store.read([&](soci::session& session) -> Result<Cycle> {
    auto found = rows::cycles_where(session, "where c.public_id = :id", {cycle});
    if (found.empty()) return fail(ErrorKind::NotFound, "the register has no such cycle");
    return std::move(found.front());
  });
}

Result<std::vector<Cycle>> all(Store& store) {
  return store.read([](soci::session& session) -> Result<std::vector<Cycle>> { return rows::cycles_where(session, "order by c.year desc, c.id desc", {}); });
}

Status check_questionnaire(const Cycle& cycle, const Questionnaire& questionnaire) {
  const bool same = cycle.questionnaire_hash == questionnaire.meaning || cycle.questionnaire_hash == questionnaire.sha256;
  if (cycle.questionnaire == questionnaire.id && same) return {};
  return fail(ErrorKind::Conflict, tr_noop("the cycle was opened with another questionnaire than the pack has now"), {},
              tr_noop("texts may be mended; changed questions are for a new cycle"));
}

Result<std::size_t> bind_to_meaning(Store& store, std::span<const Questionnaire> questionnaires) {
  // Mostly there is nothing to do, and a reader waits for nobody.
  const auto old = [&](const std::vector<Cycle>& all) {
    std::vector<std::pair<std::string, const Questionnaire*>> out;
    for (const Cycle& cycle : all) {
      for (const Questionnaire& one : questionnaires) {
        if (cycle.questionnaire == one.id && cycle.questionnaire_hash == one.sha256) out.emplace_back(cycle.id, &one);
      }
    }
    return out;
  };
  if (old(TRY(all(store))).empty()) return 0;
  return store.write([&](soci::session& session) -> Result<std::size_t> {
    const std::string now = store.now();
    const auto found = old(rows::cycles_where(session, "order by c.id", {}));
    for (const auto& [id, questionnaire] : found) {
      sql::run(session, "update cycle set questionnaire_hash = :hash where public_id = :id", {questionnaire->meaning, id});
      JsonWriter json;
      json.begin_object().field("file", questionnaire->sha256).field("hash", questionnaire->meaning).end_object();
      log::append(session, {now, system_actor, "cycle.bind", id, log::details_hash(json.text())});
    }
    return found.size();
  });
}

}  // namespace cycles

namespace submissions {

bool Submission::is_late(const std::string& now) const {
  const bool with_country = is_editable(state), with_reviewers = state == State::Submitted || state == State::InReview;
  return (with_country && due && *due < now) || (with_reviewers && review_due && *review_due < now);
}

Result<std::string> begin(Store& store, const std::string& actor, const std::string& cycle, const std::string& country) {
  TRY_STATUS(check_country(country));
  if (country.empty()) return fail(ErrorKind::Input, tr_noop("a submission is of a country"));
  // Mostly it is there, and a reader waits for nobody.
  if (auto there = TRY(of_country(store, cycle, country))) return there->id;
  return store.write([&](soci::session& session) -> Result<std::string> {
    const std::string now = store.now();
    const long long key = TRY(rows::cycle_key(session, cycle));
    if (auto there = sql::value<std::string>(session, "select public_id from submission where cycle = :cycle and country = :country", {key, country}))
      return *there;
    if (!rows::cycles_where(session, "where c.id = :id", {key}).at(0).is_open(now)) return fail(ErrorKind::Conflict, tr_noop("the cycle is not open"));
    const std::string id = new_public_id();
    sql::run(session, "insert into submission (public_id, cycle, country, state, created, changed) values (:id, :cycle, :country, :state, :created, :changed)",
             {id, key, country, to_string(State::Draft), now, now});
    JsonWriter json;
    json.begin_object().field("cycle", cycle).field("country", country).end_object();
    log::append(session, {now, actor, "submission.begin", id, log::details_hash(json.text())});
    return id;
  });
}

Result<Submission> find(Store& store, const std::string& submission) {
  return store.read([&](soci::session& session) -> Result<Submission> { return TRY(rows::submission(session, submission)).submission; });
}

Result<std::optional<Submission>> of_country(Store& store, const std::string& cycle, const std::string& country) {
  return store.read([&](soci::session& session) -> Result<std::optional<Submission>> {
    auto found = rows::submissions_where(session, "where c.public_id = :cycle and s.country = :country", {cycle, country});
    if (found.empty()) return std::nullopt;
    return std::move(found.front().submission);
  });
}

Result<std::vector<Submission>> all(Store& store, const std::string& cycle) {
  return store.read([&](soci::session& session) -> Result<std::vector<Submission>> {
    std::vector<Submission> out;
    for (rows::Row& row : rows::submissions_where(session, "where c.public_id = :cycle order by s.country", {cycle})) out.push_back(std::move(row.submission));
    return out;
  });
}

Status set_due(Store& store, const std::string& actor, const std::string& submission, const Text& due) {
  TRY_STATUS(rows::check_instant(due));
  return store.write([&](soci::session& session) -> Status {
    const std::string now = store.now();
    const rows::Row row = TRY(rows::submission(session, submission));
    sql::run(session, "update submission set due = :due where id = :id", {due, row.key});
    log::append(session, {now, actor, "submission.due", submission, ""});
    return {};
  });
}

}  // namespace submissions
}  // namespace atalaya::reg
