#include "register/consultation/erasure.h"

#include "register/consultation/cells.h"
#include "register/consultation/words.h"
#include "register/store/log.h"
#include "register/store/random.h"
#include "register/store/sql.h"

namespace atalaya::reg::consultation {

void take_away(soci::session& session, const std::string& now, long long consultation, long long key, const std::string& comment, const Cell& cell) {
  Cell to = cell;
  to.showing = Showing::Hidden;
  move_comment(session, consultation, key, cell, to);
  sql::run(session, "update consultation_comment set content = '', name = '' where id = :key", {key});
  sql::run(session, "delete from consultation_appeal where comment = :key", {key});
  sql::run(session,
           "insert into consultation_moderation (comment, number, instant, actor, act, reason, note) select cast(:comment as bigint), coalesce(max(number), 0) "
           "+ 1, :instant, 'author', 'hide', :reason, '' from consultation_moderation where comment = :same",
           {key, now, to_string(Reason::Withdrawn), key});
  log::append(session, {now, "author", "comment.withdraw", comment, ""});
}

Status erase(soci::session& session, const std::string& now, const std::string& person, Said said) {
  for (const auto& [key, consultation, id, cell] : sql::rows<long long, long long, std::string, long long>(
           session, "select id, consultation, public_id, cell from consultation_comment where author = :person", {person})) {
    // The hash of the text is of the person's id too.
    sql::run(session, "update consultation_comment set author = null, name = '', sameness = :sameness where id = :key", {new_token(), key});
    if (said == Said::Goes) take_away(session, now, consultation, key, id, Cell::of(cell));
  }
  // A note of theirs in an appeal is theirs; that they appealed is not.
  sql::run(session, "update consultation_moderation set actor = 'author', note = '' where actor = :person and act = 'appeal'", {person});
  for (const auto& [consultation, paragraph, comment] : sql::rows<long long, long long, long long>(
           session, "select consultation, paragraph, comment from consultation_support where person = :person", {person})) {
    sql::run(session,
             "update consultation_support set person = :nobody where consultation = :consultation and paragraph = :paragraph and comment = :comment and person "
             "= :person",
             {new_public_id(), consultation, paragraph, comment, person});
  }
  sql::run(session, "delete from consultation_pace where subject = :subject", {"p:" + person});
  return {};
}

}  // namespace atalaya::reg::consultation
