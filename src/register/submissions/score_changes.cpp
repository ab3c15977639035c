#include <algorithm>

#include "register/submissions/frozen.h"
#include "base/locale.h"
#include "register/submissions/review.h"
#include "register/submissions/rows.h"

namespace atalaya::reg::review {

namespace {

using Text = std::optional<std::string>;

Status check_score(const Questionnaire& questionnaire, const std::string& code, int score) {
  const auto number = questionnaire.find_indicator(code);
  if (!number) return fail(ErrorKind::Input, tr_noop("the questionnaire has no such indicator"));
  const AskedIndicator& indicator = questionnaire.indicators[*number];
  int most = highest_level;
  if (indicator.count) {
    const auto& options = questionnaire.questions[*indicator.count].options;
    most = static_cast<int>(std::ranges::count_if(options, [](const Option& option) { return option.code != none_code; }));
  }
  if (score < 0 || score > most) return fail(ErrorKind::Input, tr_noop("this is no score of that indicator"), {}, "0–" + std::to_string(most));
  return {};
}

}  // namespace

Result<std::string> propose_score(Store& store, const Questionnaire& questionnaire, const std::string& actor, const std::string& submission,
                                  const std::string& indicator, int score, const std::string& reason) {
  TRY_STATUS(check_score(questionnaire, indicator, score));
  TRY_STATUS(rows::check_body(reason, "the reason"));
  return store.write([&](soci::session& session) -> Result<std::string> {
    const std::string now = store.now(), id = new_public_id();
    const rows::Row row = TRY(rows::submission(session, submission));
    if (row.submission.state != State::InReview) return fail(ErrorKind::Conflict, tr_noop("a score is changed while a submission is in review"));
    TRY_STATUS(rows::check_reviewer(session, row, actor));
    const auto person = TRY(people::actor_key(session, actor));
    const auto frozen = sql::value<std::string>(session, "select frozen from submission_version where submission = :submission and number = :number",
                                                {row.key, row.submission.versions});
    if (!TRY(read_frozen(frozen.value_or(""))).scores.contains(indicator))
      return fail(ErrorKind::Conflict, tr_noop("the country has not reported this indicator"));
    if (sql::value<long long>(session, "select id from score_change where submission = :submission and indicator = :indicator and decision is null",
                              {row.key, indicator})) {
      return fail(ErrorKind::Conflict, tr_noop("a change of this score waits for a second reviewer already"));
    }
    sql::run(session,
             "insert into score_change (public_id, submission, version, indicator, score, reason, instant, person, decision_reason) "
             "values (:public_id, :submission, :version, :indicator, :score, :reason, :instant, :person, '')",
             {id, row.key, row.submission.versions, indicator, score, reason, now, person});
    JsonWriter json;
    json.begin_object().field("change", id).field("indicator", indicator).field("score", score).field("reason", reason).end_object();
    log::append(session, {now, actor, "score.propose", submission, log::details_hash(json.text())});
    return id;
  });
}

Status decide_score(Store& store, const std::string& actor, const std::string& change, bool confirm, const std::string& reason) {
  TRY_STATUS(rows::check_body(reason, "the reason"));
  return store.write([&](soci::session& session) -> Status {
    const std::string now = store.now();
    const auto found = sql::row<long long, std::string, std::optional<long long>, Text>(
        session, "select x.id, s.public_id, x.person, x.decision from score_change x join submission s on s.id = x.submission where x.public_id = :id",
        {change});
    if (!found) return fail(ErrorKind::NotFound, "the register has no such change of a score");
    const auto& [key, submission, proposer, decision] = *found;
    if (decision) return fail(ErrorKind::Conflict, tr_noop("this change is decided"));
    const rows::Row row = TRY(rows::submission(session, submission));
    if (row.submission.state != State::InReview) return fail(ErrorKind::Conflict, tr_noop("a score is changed while a submission is in review"));
    TRY_STATUS(rows::check_reviewer(session, row, actor));
    const auto person = TRY(people::actor_key(session, actor));
    if (person == proposer) return fail(ErrorKind::Conflict, tr_noop("a second reviewer decides, not the one who proposed it"));
    sql::run(session, "update score_change set decision = :decision, decision_reason = :reason, decided = :now, decided_by = :person where id = :id",
             {confirm ? "confirmed" : "refused", reason, now, person, key});
    JsonWriter json;
    json.begin_object().field("change", change).field("confirm", confirm).field("reason", reason).end_object();
    log::append(session, {now, actor, "score.decide", submission, log::details_hash(json.text())});
    return {};
  });
}

Result<std::vector<ScoreChange>> score_changes(Store& store, const std::string& submission) {
  return store.read([&](soci::session& session) -> Result<std::vector<ScoreChange>> {
    const long long key = TRY(rows::submission(session, submission)).key;
    std::vector<ScoreChange> out;
    for (auto& [id, version, indicator, score, reason, instant, person, decision, decision_reason, decided, by, frozen] :
         sql::rows<std::string, long long, std::string, long long, std::string, std::string, Text, Text, std::string, Text, Text, std::string>(
             session,
             "select x.public_id, x.version, x.indicator, x.score, x.reason, x.instant, p.public_id, x.decision, x.decision_reason, x.decided, d.public_id, "
             "v.frozen "
             "from score_change x join submission_version v on v.submission = x.submission and v.number = x.version left join person p on p.id = x.person "
             "left join person d on d.id = x.decided_by where x.submission = :submission order by x.id",
             {key})) {
      ScoreChange one{std::move(id),           static_cast<int>(version), std::move(indicator), {},
                      static_cast<int>(score), std::move(reason),         std::move(instant),   rows::actor_id(person)};
      if (decision) one.decision = *decision == "confirmed" ? ScoreChange::Decision::Confirmed : ScoreChange::Decision::Refused;
      one.decision_reason = std::move(decision_reason);
      one.decided = std::move(decided);
      if (decision) one.decided_by = rows::actor_id(by);
      const Frozen answers = TRY(read_frozen(frozen));
      if (const auto it = answers.scores.find(one.indicator); it != answers.scores.end()) one.before = it->second;
      out.push_back(std::move(one));
    }
    return out;
  });
}

}  // namespace atalaya::reg::review
