#include "register/submissions/submit.h"

#include "base/hash.h"
#include "base/locale.h"
#include "register/submissions/rows.h"

namespace atalaya::reg::submissions {

namespace {

using Text = std::optional<std::string>;

std::vector<Version> versions_where(soci::session& session, const std::string& condition, sql::Values values) {
  std::vector<Version> out;
  for (auto& row : sql::rows<std::string, long long, std::string, std::string, std::string, std::string, Text>(
           session,
           "select v.public_id, v.number, v.frozen, v.sha256, v.receipt, v.instant, p.public_id from submission_version v left join person p on p.id = "
           "v.person " +
               condition + " order by v.id",
           values)) {
    Version one;
    long long number = 0;
    Text person;
    std::tie(one.id, number, one.frozen, one.sha256, one.receipt, one.instant, person) = std::move(row);
    one.number = static_cast<int>(number);
    one.person = rows::actor_id(person);
    out.push_back(std::move(one));
  }
  return out;
}

Frozen freeze(const Questionnaire& questionnaire, const rows::Row& row, const Draft& draft, const Assessment& assessment) {
  Frozen out;
  out.submission = row.submission.id;
  out.country = row.submission.country;
  out.year = row.submission.year;
  out.questionnaire = questionnaire.id;
  out.questionnaire_version = questionnaire.version;
  out.questionnaire_hash = questionnaire.sha256;
  out.version = row.submission.versions + 1;
  for (const auto& [id, answer] : draft) {
    const auto number = questionnaire.find_question(id);
    if (!number || !answer.current.value || assessment.questions[*number].asked != Truth::True) continue;
    out.answers.emplace(id, FrozenAnswer{*answer.current.value, answer.evidence});
  }
  for (std::size_t i = 0; i < questionnaire.indicators.size(); ++i) {
    if (assessment.scores[i].reported) out.scores.emplace(questionnaire.indicators[i].code, assessment.scores[i].value);
  }
  return out;
}

std::string list(const Questionnaire& questionnaire, const std::vector<std::size_t>& questions) {
  std::vector<std::string> ids;
  for (const std::size_t q : questions) ids.push_back(questionnaire.questions[q].id);
  return shorten(join(ids, ", "), 200);
}

}  // namespace

std::string say(const Questionnaire& questionnaire, const Obstacles& obstacles, bool leave_out) {
  std::vector<std::string> parts;
  const auto add = [&](const char* what, const std::vector<std::size_t>& questions) {
    if (!questions.empty()) parts.push_back(std::to_string(questions.size()) + " " + what + " (" + list(questionnaire, questions) + ")");
  };
  add("answers are missing", obstacles.missing);
  add("answers are not valid", obstacles.invalid);
  add("answers lack their evidence", obstacles.lacking_evidence);
  if (!obstacles.contradictions.empty()) {
    const FailedCheck& first = obstacles.contradictions.front();
    parts.push_back(std::to_string(obstacles.contradictions.size()) + " contradictions (" + questionnaire.indicators[first.indicator].code + " " +
                    first.check->id + ")");
  }
  if (!leave_out && !obstacles.not_reported.empty()) {
    parts.push_back(std::to_string(obstacles.not_reported.size()) + " indicators are not answered at all (" +
                    questionnaire.indicators[obstacles.not_reported.front()].code + (obstacles.not_reported.size() > 1 ? ", …)" : ")"));
  }
  return join(parts, "; ");
}

Result<Version> submit(Store& store, const Questionnaire& questionnaire, const ReceiptKeys& keys, const std::string& actor, const std::string& submission,
                       const SubmitOptions& options) {
  return store.write([&](soci::session& session) -> Result<Version> {
    const std::string now = store.now();
    rows::Row row = TRY(rows::submission(session, submission));
    TRY_STATUS(transition(row.submission.state, Step::Submit));
    TRY_STATUS(rows::check_editable(row, now));
    TRY_STATUS(cycles::check_questionnaire(row.cycle, questionnaire));
    const auto person = TRY(people::actor_key(session, actor));
    const Draft answers = draft(session, row.key);
    for (const auto& [id, answer] : answers) {
      if (!answer.aside.empty()) return fail(ErrorKind::Conflict, "the answer " + id + " has two values, and nobody has chosen yet");
    }
    const Assessment assessment = assess(questionnaire, to_answers(answers));
    const Obstacles in_the_way = obstacles(questionnaire, assessment);
    if (!in_the_way.none(options.leave_out))
      return fail(ErrorKind::Conflict, "it cannot be submitted yet: " + say(questionnaire, in_the_way, options.leave_out));
    const Frozen frozen = freeze(questionnaire, row, answers, assessment);
    if (frozen.scores.empty()) return fail(ErrorKind::Conflict, tr_noop("it cannot be submitted yet: nothing is answered"));
    Version out;
    out.id = new_public_id();
    out.number = frozen.version;
    out.frozen = TRY(to_canonical_json(frozen));
    out.sha256 = sha256(out.frozen);
    out.instant = now;
    out.person = actor;
    out.receipt =
        TRY(keys.sign({out.id, options.issuer, submission, frozen.country, frozen.year, questionnaire.id, questionnaire.version, out.number, out.sha256, now}));
    sql::run(session,
             "insert into submission_version (public_id, submission, number, frozen, sha256, receipt, instant, person) "
             "values (:public_id, :submission, :number, :frozen, :sha256, :receipt, :instant, :person)",
             {out.id, row.key, out.number, out.frozen, out.sha256, out.receipt, now, person});
    TRY_STATUS(rows::take(session, row, Step::Submit, actor, now, out.sha256));
    return out;
  });
}

Result<std::vector<Version>> versions(Store& store, const std::string& submission) {
  return store.read([&](soci::session& session) -> Result<std::vector<Version>> {
    return versions_where(session, "where v.submission = :submission", {TRY(rows::submission(session, submission)).key});
  });
}

Result<Version> find_version(Store& store, const std::string& id) {
  return store.read([&](soci::session& session) -> Result<Version> {
    auto found = versions_where(session, "where v.public_id = :id", {id});
    if (found.empty()) return fail(ErrorKind::NotFound, "the register has no such receipt");
    return std::move(found.front());
  });
}

Result<Receipt> verify(Store& store, const ReceiptKeys& keys, std::string_view jws) {
  const Receipt receipt = TRY(verify_receipt(jws, keys.public_keys()));
  const Version version = TRY(find_version(store, receipt.id));
  if (sha256(version.frozen) != receipt.sha256) return fail(ErrorKind::Conflict, tr_noop("the answers that the register has are not those of the receipt"));
  return receipt;
}

}  // namespace atalaya::reg::submissions
