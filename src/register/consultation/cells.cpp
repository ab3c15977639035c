#include "register/consultation/cells.h"

#include "register/store/sql.h"

namespace atalaya::reg::consultation {

long long enter_cell(soci::session& session, const Cell& cell) {
  return sql::value<long long>(
             session,
             "insert into consultation_cell (consultation, status, paragraph, standing, language, answered, reply, comments) values (:consultation, "
             ":status, :paragraph, :standing, :language, :answered, :reply, 1) on conflict (consultation, status, paragraph, standing, language, "
             "answered, reply) do update set comments = consultation_cell.comments + 1 returning id",
             {cell.consultation, to_string(cell.showing), cell.paragraph, to_string(cell.standing), cell.language, cell.answered, cell.reply})
      .value();
}

Cell read_cell(soci::session& session, long long key) {
  const auto [consultation, showing, paragraph, standing, language, answered, reply] =
      sql::row<long long, std::string, long long, std::string, std::string, long long, long long>(
          session, "select consultation, status, paragraph, standing, language, answered, reply from consultation_cell where id = :key", {key})
          .value();
  return {consultation, parse_showing(showing).value(), paragraph, parse_voice(standing).value(), language, answered != 0, reply != 0};
}

void move_comment(soci::session& session, long long comment, long long from, const Cell& to) {
  sql::run(session, "update consultation_cell set comments = comments - 1 where id = :key", {from});
  const long long cell = enter_cell(session, to);
  sql::run(session, "update consultation_comment set cell = :cell where id = :key", {cell, comment});
}

}  // namespace atalaya::reg::consultation
