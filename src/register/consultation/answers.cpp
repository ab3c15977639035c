#include "register/consultation/answers.h"

#include <algorithm>
#include <unordered_map>

#include "base/json_writer.h"
#include "base/locale.h"
#include "register/consultation/cells.h"
#include "register/consultation/consultation.h"
#include "register/text/typed_text.h"
#include "register/store/log.h"
#include "register/store/random.h"
#include "register/store/statement.h"

namespace atalaya::reg::consultation {

namespace {

Status check_content(const Terms& terms, const Texts& content) {
  if (content.empty()) return wrong("content", tr_noop("this must not be empty"));
  for (const auto& [language, text] : content) {
    if (std::ranges::find(terms.languages, language) == terms.languages.end())
      return wrong("content." + language, tr_noop("the consultation is not in this language"));
    TRY_STATUS(check_text(text, "content." + language, 5000, Empty::Refused, Lines::Several));
  }
  return {};
}

/// `where` begins with " where " and tells of the answers as `a`.
std::vector<Answer> read(soci::session& session, sql::Statement where, std::size_t most) {
  sql::Statement statement = std::move(where);
  statement.text(" order by a.id limit ").bind(most);
  const std::string columns =
      "select a.id, a.public_id, a.paragraph, c.public_id, a.outcome, a.instant from consultation_answer a left join consultation_comment c on c.id = "
      "a.comment";
  std::vector<Answer> out;
  std::vector<long long> keys;
  std::unordered_map<long long, std::size_t> places;
  for (auto& [key, id, paragraph, comment, outcome, instant] :
       sql::rows<long long, std::string, std::optional<long long>, std::optional<std::string>, std::string, std::string>(session, columns + statement.sql(),
                                                                                                                         statement.values())) {
    places[key] = out.size();
    keys.push_back(key);
    out.push_back({std::move(id), static_cast<int>(paragraph.value_or(0)), comment.value_or(""), parse_outcome(outcome).value(), {}, std::move(instant)});
  }
  if (keys.empty()) return out;
  sql::Statement texts("select answer, language, content from consultation_answer_text where answer in ");
  for (auto& [key, language, text] : sql::rows<long long, std::string, std::string>(session, texts.list(keys))) {
    out[places.at(key)].content[language] = std::move(text);
  }
  return out;
}

}  // namespace

Result<std::string> answer(Store& store, const std::string& actor, const Point& point, Outcome outcome, const Texts& content) {
  return store.write([&](soci::session& session) -> Result<std::string> {
    const std::string now = store.now(), id = new_public_id();
    const Terms terms = TRY(terms_of(session, point.consultation));
    TRY_STATUS(check_content(terms, content));
    std::optional<long long> comment;
    if (!point.comment.empty()) {
      const CommentRow row = TRY(read_comment(session, point.comment));
      if (row.consultation != terms.key) return fail(ErrorKind::NotFound, "there is no such comment");
      comment = row.key;
      Cell cell = row.cell;
      if (!cell.answered) {
        cell.answered = true;
        move_comment(session, terms.key, row.key, row.cell, cell);
      }
    } else if (point.paragraph != 0) {
      TRY_STATUS(check_paragraph(terms, point.paragraph));
    }
    const auto paragraph = comment ? std::nullopt : std::optional<long long>(point.paragraph);
    const long long key =
        sql::value<long long>(session,
                              "insert into consultation_answer (public_id, consultation, paragraph, comment, outcome, instant, actor) values (:id, "
                              ":consultation, :paragraph, :comment, :outcome, :instant, :actor) returning id",
                              {id, terms.key, paragraph, comment, to_string(outcome), now, actor})
            .value();
    JsonWriter json;
    json.begin_object().field("consultation", point.consultation).field("paragraph", point.paragraph).field("comment", point.comment);
    json.field("outcome", to_string(outcome)).key("content").begin_object();
    for (const auto& [language, text] : content) {
      sql::run(session, "insert into consultation_answer_text (answer, language, content) values (:answer, :language, :content)", {key, language, text});
      json.field(language, text);
    }
    json.end_object().end_object();
    log::append(session, {now, actor, "consultation.answer", id, log::details_hash(json.text())});
    return id;
  });
}

std::vector<Answer> read_answers(soci::session& session, long long consultation, long long after, std::size_t most) {
  sql::Statement where(" where a.consultation = ");
  where.bind(consultation).text(" and a.id > ").bind(after);
  return read(session, std::move(where), most);
}

Result<std::vector<Answer>> answers(Store& store, const std::string& consultation, const std::string& after, std::size_t most) {
  return store.read([&](soci::session& session) -> Result<std::vector<Answer>> {
    const Terms terms = TRY(terms_of(session, consultation));
    long long last = 0;
    if (!after.empty()) {
      const auto key = sql::value<long long>(session, "select id from consultation_answer where public_id = :id", {after});
      if (!key) return fail(ErrorKind::Input, tr_noop("the list has no such place"), {.file = "after"});
      last = *key;
    }
    return read_answers(session, terms.key, last, std::clamp<std::size_t>(most, 1, 1000));
  });
}

Result<std::vector<Answer>> answers_to(Store& store, const Point& point) {
  return store.read([&](soci::session& session) -> Result<std::vector<Answer>> {
    const Terms terms = TRY(terms_of(session, point.consultation));
    sql::Statement where(" where a.consultation = ");
    where.bind(terms.key);
    if (point.comment.empty()) {
      where.text(" and a.paragraph = ").bind(point.paragraph);
    } else {
      where.text(" and a.comment = ").bind(TRY(read_comment(session, point.comment)).key);
    }
    return read(session, std::move(where), 1000);
  });
}

}  // namespace atalaya::reg::consultation
