#include "register/submissions/answers.h"
#include "register/submissions/rows.h"

namespace atalaya::reg::submissions {

namespace {

/// The newest submission of the country by this questionnaire before a year that was submitted at least once.
std::optional<rows::Row> before(soci::session& session, const rows::Row& row) {
  auto found = rows::submissions_where(session,
                                       "where c.questionnaire = :questionnaire and c.year < :year and s.country = :country "
                                       "and exists (select 1 from submission_version v where v.submission = s.id) order by c.year desc limit 1",
                                       {row.cycle.questionnaire, row.cycle.year, row.submission.country});
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

}  // namespace

Result<Prefilled> prefill(Store& store, const Questionnaire& questionnaire, const std::string& actor, const std::string& submission) {
  return store.write([&](soci::session& session) -> Result<Prefilled> {
    Prefilled out;
    const std::string now = store.now();
    const rows::Row row = TRY(rows::submission(session, submission));
    TRY_STATUS(rows::check_editable(row, now));
    TRY_STATUS(cycles::check_questionnaire(row.cycle, questionnaire));
    const auto person = TRY(people::actor_key(session, actor));
    const auto from = before(session, row);
    if (!from) return out;
    out.from = from->submission.id;
    const Draft here = draft(session, row.key);
    JsonWriter json;
    json.begin_object().field("from", out.from).key("questions").begin_array();
    for (const auto& [id, old] : draft(session, from->key)) {
      const auto number = questionnaire.find_question(id);
      if (!number || !old.current.value || here.contains(id) || check_answer(questionnaire.questions[*number], *old.current.value)) continue;
      sql::run(session,
               "insert into answer_entry (submission, question, revision, based_on, kept_aside, value, origin, person, instant) "
               "values (:submission, :question, 1, 0, 0, :value, :origin, :person, :instant)",
               {row.key, id, to_json(*old.current.value), to_string(Origin::Prefilled), person, now});
      ++out.answers;
      json.value(id);
      for (const Evidence& one : old.evidence) {
        sql::run(session,
                 "insert into evidence (public_id, submission, question, address, sha256, name, media_type, size, note, added, person) "
                 "values (:public_id, :submission, :question, :address, :sha256, :name, :media_type, :size, :note, :added, :person)",
                 {new_public_id(), row.key, id, one.address, one.sha256, one.name, one.media_type, one.size, one.note, now, person});
        ++out.evidence;
      }
    }
    json.end_array().end_object();
    if (out.answers == 0) return out;
    rows::touch(session, row, now);
    log::append(session, {now, actor, "submission.prefill", submission, log::details_hash(json.text())});
    return out;
  });
}

}  // namespace atalaya::reg::submissions
