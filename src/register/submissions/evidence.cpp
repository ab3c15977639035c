#include "register/submissions/evidence.h"

#include "base/locale.h"
#include "register/people/fields.h"
#include "register/submissions/rows.h"
#include "register/text/typed_text.h"

namespace atalaya::reg::submissions {

namespace {

Result<std::string> add(Store& store, const Questionnaire& questionnaire, const std::string& actor, const std::string& submission, const Evidence& wanted) {
  const auto number = questionnaire.find_question(wanted.question);
  if (!number) return fail(ErrorKind::Input, tr_noop("the questionnaire has no such question"));
  const Question& question = questionnaire.questions[*number];
  if (question.evidence == EvidenceNeed::None && question.kind != QuestionKind::Document)
    return fail(ErrorKind::Input, tr_noop("this question asks for no evidence"));
  TRY_STATUS(check_optional_line(wanted.note, "the note"));
  return store.write([&](soci::session& session) -> Result<std::string> {
    const std::string now = store.now(), id = new_public_id();
    const rows::Row row = TRY(rows::submission(session, submission));
    TRY_STATUS(rows::check_editable(row, now));
    const auto person = TRY(people::actor_key(session, actor));
    const auto there = sql::rows<std::string, std::string, std::string>(
        session, "select public_id, address, sha256 from evidence where submission = :submission and question = :question and removed is null",
        {row.key, wanted.question});
    for (const auto& [other, address, sha256] : there) {
      if (address == wanted.address && sha256 == wanted.sha256) return other;  // Sent twice.
    }
    if (there.size() >= most_evidence)
      return fail(ErrorKind::Input, tr_noop("an answer has no room for more proofs"), {}, "≤ " + std::to_string(most_evidence));
    sql::run(session,
             "insert into evidence (public_id, submission, question, address, sha256, name, media_type, size, note, added, person) "
             "values (:public_id, :submission, :question, :address, :sha256, :name, :media_type, :size, :note, :added, :person)",
             {id, row.key, wanted.question, wanted.address, wanted.sha256, wanted.name, wanted.media_type, wanted.size, wanted.note, now, person});
    rows::touch(session, row, now);
    JsonWriter json;
    json.begin_object().field("evidence", id).field("question", wanted.question).field("address", wanted.address).field("sha256", wanted.sha256).end_object();
    log::append(session, {now, actor, "evidence.add", submission, log::details_hash(json.text())});
    return id;
  });
}

}  // namespace

Result<std::string> add_address(Store& store, const Questionnaire& questionnaire, const std::string& actor, const std::string& submission,
                                const std::string& question, const std::string& address, const std::string& note) {
  if (!is_web_address(address)) return fail(ErrorKind::Input, message(AnswerFault::NotAnAddress));
  return add(store, questionnaire, actor, submission, {.question = question, .address = address, .note = note});
}

Result<std::string> add_document(Store& store, const Questionnaire& questionnaire, const std::string& actor, const std::string& submission,
                                 const std::string& question, const KeptDocument& document, const std::string& note) {
  return add(store, questionnaire, actor, submission,
             {.question = question, .sha256 = document.sha256, .name = document.name, .media_type = document.media_type, .size = document.size, .note = note});
}

Status remove_evidence(Store& store, const std::string& actor, const std::string& submission, const std::string& evidence) {
  return store.write([&](soci::session& session) -> Status {
    const std::string now = store.now();
    const rows::Row row = TRY(rows::submission(session, submission));
    TRY_STATUS(rows::check_editable(row, now));
    if (sql::run(session, "update evidence set removed = :now where submission = :submission and public_id = :id and removed is null",
                 {now, row.key, evidence}) == 0) {
      return fail(ErrorKind::NotFound, "the submission has no such evidence");
    }
    rows::touch(session, row, now);
    JsonWriter json;
    json.begin_object().field("evidence", evidence).end_object();
    log::append(session, {now, actor, "evidence.remove", submission, log::details_hash(json.text())});
    return {};
  });
}

Result<KeptDocument> find_document(Store& store, const std::string& submission, const std::string& sha256) {
  return store.read([&](soci::session& session) -> Result<KeptDocument> {
    const rows::Row row = TRY(rows::submission(session, submission));
    auto found = sql::row<std::string, std::string, long long>(
        session, "select name, media_type, size from evidence where submission = :submission and sha256 = :sha256 order by id limit 1", {row.key, sha256});
    if (!found || sha256.empty()) return fail(ErrorKind::NotFound, "there is no such document");
    return KeptDocument{sha256, std::get<0>(*found), std::get<1>(*found), std::get<2>(*found)};
  });
}

}  // namespace atalaya::reg::submissions
