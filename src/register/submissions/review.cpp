#include "register/submissions/review.h"

#include <map>

#include "base/locale.h"
#include "register/people/fields.h"
#include "register/submissions/rows.h"

namespace atalaya::reg::review {

namespace {

using Text = std::optional<std::string>;

Status check_step(soci::session& session, const rows::Row& row, Step step, const std::string& actor, const std::string& note) {
  if (step == Step::Return || step == Step::Accept) TRY_STATUS(rows::check_reviewer(session, row, actor));
  if (step == Step::Return && note.empty() &&
      !sql::value<long long>(session, "select id from remark where submission = :submission and version = :version and settled is null limit 1",
                             {row.key, row.submission.versions})) {
    return fail(ErrorKind::Conflict, tr_noop("what is returned has a remark that says why"));
  }
  if (step == Step::Accept &&
      sql::value<long long>(session, "select id from score_change where submission = :submission and decision is null limit 1", {row.key})) {
    return fail(ErrorKind::Conflict, tr_noop("a change of a score waits for a second reviewer"));
  }
  return {};
}

}  // namespace

Status take(Store& store, const std::string& actor, const std::string& submission, Step step, const std::string& note) {
  if (step == Step::Submit) return fail(ErrorKind::Internal, "submitting is another function");
  if (!note.empty()) TRY_STATUS(rows::check_body(note, "the note"));
  return store.write([&](soci::session& session) -> Status {
    const std::string now = store.now();
    const rows::Row row = TRY(rows::submission(session, submission));
    TRY_STATUS(transition(row.submission.state, step));
    TRY_STATUS(check_step(session, row, step, actor, note));
    if (step == Step::Accept) {
      const auto person = TRY(people::actor_key(session, actor));
      sql::run(session, "update remark set settled = :now, settled_by = :person where submission = :submission and settled is null", {now, person, row.key});
    }
    return rows::take(session, row, step, actor, now, note);
  });
}

Result<std::vector<Taken>> steps(Store& store, const std::string& submission) {
  return store.read([&](soci::session& session) -> Result<std::vector<Taken>> {
    std::vector<Taken> out;
    const long long key = TRY(rows::submission(session, submission)).key;
    for (auto& [step, from, to, version, note, instant, person] : sql::rows<std::string, std::string, std::string, long long, std::string, std::string, Text>(
             session,
             "select t.step, t.from_state, t.to_state, t.version, t.note, t.instant, p.public_id from submission_step t left join person p on p.id = t.person "
             "where t.submission = :submission order by t.id",
             {key})) {
      const auto known = parse_step(step);
      const auto before = parse_state(from), after = parse_state(to);
      if (!known || !before || !after) continue;  // Of a newer program.
      out.push_back({*known, *before, *after, static_cast<int>(version), std::move(note), std::move(instant), rows::actor_id(person)});
    }
    return out;
  });
}

Result<std::string> remark(Store& store, const Questionnaire& questionnaire, const std::string& actor, const std::string& submission,
                           const std::string& question, const std::string& body) {
  TRY_STATUS(rows::check_body(body, "the remark"));
  if (!question.empty() && !questionnaire.find_question(question) && !questionnaire.find_indicator(question)) {
    return fail(ErrorKind::Input, tr_noop("the questionnaire has no such question"));
  }
  return store.write([&](soci::session& session) -> Result<std::string> {
    const std::string now = store.now(), id = new_public_id();
    const rows::Row row = TRY(rows::submission(session, submission));
    if (row.submission.state != State::InReview) return fail(ErrorKind::Conflict, tr_noop("remarks are made while a submission is in review"));
    TRY_STATUS(rows::check_reviewer(session, row, actor));
    const auto person = TRY(people::actor_key(session, actor));
    sql::run(session,
             "insert into remark (public_id, submission, version, question, body, instant, person) "
             "values (:public_id, :submission, :version, :question, :body, :instant, :person)",
             {id, row.key, row.submission.versions, question, body, now, person});
    JsonWriter json;
    json.begin_object().field("remark", id).field("question", question).field("body", body).end_object();
    log::append(session, {now, actor, "remark.add", submission, log::details_hash(json.text())});
    return id;
  });
}

namespace {

/// The submission of a remark, its own number and whether it is open.
struct RemarkRow {
  long long key = 0;
  rows::Row submission;
  bool settled = false;
};
Result<RemarkRow> find_remark(soci::session& session, const std::string& id) {
  const auto found = sql::row<long long, std::string, Text>(
      session, "select r.id, s.public_id, r.settled from remark r join submission s on s.id = r.submission where r.public_id = :id", {id});
  if (!found) return fail(ErrorKind::NotFound, "the register has no such remark");
  return RemarkRow{std::get<0>(*found), TRY(rows::submission(session, std::get<1>(*found))), std::get<2>(*found).has_value()};
}

}  // namespace

Status reply(Store& store, const std::string& actor, const std::string& remark, const std::string& body) {
  TRY_STATUS(rows::check_body(body, "the reply"));
  return store.write([&](soci::session& session) -> Status {
    const std::string now = store.now();
    const RemarkRow row = TRY(find_remark(session, remark));
    const State state = row.submission.submission.state;
    if (state == State::Accepted || state == State::Published) return fail(ErrorKind::Conflict, tr_noop("the review is over"));
    const auto person = TRY(people::actor_key(session, actor));
    sql::run(session, "insert into remark_reply (remark, body, instant, person) values (:remark, :body, :instant, :person)", {row.key, body, now, person});
    JsonWriter json;
    json.begin_object().field("remark", remark).field("body", body).end_object();
    log::append(session, {now, actor, "remark.reply", row.submission.submission.id, log::details_hash(json.text())});
    return {};
  });
}

Status settle(Store& store, const std::string& actor, const std::string& remark) {
  return store.write([&](soci::session& session) -> Status {
    const std::string now = store.now();
    const RemarkRow row = TRY(find_remark(session, remark));
    TRY_STATUS(rows::check_reviewer(session, row.submission, actor));
    if (row.settled) return {};
    const auto person = TRY(people::actor_key(session, actor));
    sql::run(session, "update remark set settled = :now, settled_by = :person where id = :id", {now, person, row.key});
    JsonWriter json;
    json.begin_object().field("remark", remark).end_object();
    log::append(session, {now, actor, "remark.settle", row.submission.submission.id, log::details_hash(json.text())});
    return {};
  });
}

Result<std::vector<Remark>> remarks(Store& store, const std::string& submission) {
  return store.read([&](soci::session& session) -> Result<std::vector<Remark>> {
    const long long key = TRY(rows::submission(session, submission)).key;
    std::vector<Remark> out;
    std::map<long long, std::size_t> place;
    for (auto& [id, public_id, version, question, body, instant, person, settled] :
         sql::rows<long long, std::string, long long, std::string, std::string, std::string, Text, Text>(
             session,
             "select r.id, r.public_id, r.version, r.question, r.body, r.instant, p.public_id, r.settled from remark r left join person p on p.id = r.person "
             "where r.submission = :submission order by r.id",
             {key})) {
      place.emplace(id, out.size());
      out.push_back({std::move(public_id),
                     static_cast<int>(version),
                     std::move(question),
                     std::move(body),
                     std::move(instant),
                     rows::actor_id(person),
                     std::move(settled),
                     {}});
    }
    for (auto& [id, body, instant, person] : sql::rows<long long, std::string, std::string, Text>(
             session,
             "select y.remark, y.body, y.instant, p.public_id from remark_reply y join remark r on r.id = y.remark left join person p on p.id = y.person "
             "where r.submission = :submission order by y.id",
             {key})) {
      out[place.at(id)].replies.push_back({std::move(body), std::move(instant), rows::actor_id(person)});
    }
    return out;
  });
}

Result<std::string> submission_of_remark(Store& store, const std::string& remark) {
  return store.read([&](soci::session& session) -> Result<std::string> { return TRY(find_remark(session, remark)).submission.submission.id; });
}

}  // namespace atalaya::reg::review
