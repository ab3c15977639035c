#include "register/consultation/support.h"

#include "base/json_writer.h"
#include "base/locale.h"
#include "register/consultation/consultation.h"
#include "register/store/log.h"
#include "register/store/sql.h"

namespace atalaya::reg::consultation {

namespace {

struct Place {
  long long consultation = 0, paragraph = 0, comment = 0;  ///< Keys; a comment's paragraph is 0.
};

Result<Place> place_of(soci::session& session, const Terms& terms, const Point& point) {
  if (point.comment.empty()) {
    TRY_STATUS(check_paragraph(terms, point.paragraph));
    return Place{terms.key, point.paragraph, 0};
  }
  const CommentRow row = TRY(read_comment(session, point.comment));
  if (row.consultation != terms.key || row.cell.showing != Showing::Published) return fail(ErrorKind::NotFound, "there is no such comment");
  return Place{terms.key, 0, row.key};
}

/// Adds to the number of supporters and gives it.
long long count_on(soci::session& session, const Place& place, int change) {
  if (place.comment != 0) {
    return sql::value<long long>(session, "update consultation_comment set support = support + :change where id = :key returning support",
                                 {change, place.comment})
        .value();
  }
  return sql::value<long long>(session,
                               "update consultation_paragraph set support = support + :change where consultation = :key and number = :number returning support",
                               {change, place.consultation, place.paragraph})
      .value();
}

Result<long long> turn(Store& store, const Speaker& speaker, const Point& point, bool on) {
  if (speaker.person.empty()) return fail(ErrorKind::Conflict, tr_noop("support is counted by people, so it takes a log-in"));
  return store.write([&](soci::session& session) -> Result<long long> {
    const std::string now = store.now();
    const Terms terms = TRY(terms_of(session, point.consultation));
    TRY_STATUS(check_open(terms, now));
    TRY_STATUS(check_voice(terms.voice, speaker));
    const Place place = TRY(place_of(session, terms, point));
    const long long changed =
        on ? sql::run(
                 session,
                 "insert into consultation_support (consultation, paragraph, comment, person, instant) values (:consultation, :paragraph, :comment, :person, "
                 ":instant) on conflict (consultation, paragraph, comment, person) do nothing",
                 {place.consultation, place.paragraph, place.comment, speaker.person, now})
           : sql::run(
                 session,
                 "delete from consultation_support where consultation = :consultation and paragraph = :paragraph and comment = :comment and person = :person",
                 {place.consultation, place.paragraph, place.comment, speaker.person});
    if (changed == 0) return count_on(session, place, 0);
    JsonWriter json;
    json.begin_object().field("consultation", point.consultation).field("paragraph", place.paragraph).field("comment", point.comment).end_object();
    log::append(session, {now, speaker.person, on ? "support.give" : "support.take_back", point.comment.empty() ? point.consultation : point.comment,
                          log::details_hash(json.text())});
    return count_on(session, place, on ? 1 : -1);
  });
}

}  // namespace

Result<long long> support(Store& store, const Speaker& speaker, const Point& point) { return turn(store, speaker, point, true); }
Result<long long> take_back(Store& store, const Speaker& speaker, const Point& point) { return turn(store, speaker, point, false); }

Result<bool> supports(Store& store, const std::string& person, const Point& point) {
  return store.read([&](soci::session& session) -> Result<bool> {
    const Terms terms = TRY(terms_of(session, point.consultation));
    const Place place = TRY(place_of(session, terms, point));
    return sql::row<std::string>(
               session,
               "select person from consultation_support where consultation = :consultation and paragraph = :paragraph and comment = :comment and "
               "person = :person",
               {place.consultation, place.paragraph, place.comment, person})
        .has_value();
  });
}

}  // namespace atalaya::reg::consultation
