#include "register/submissions/civil_review.h"

#include <map>

#include "base/locale.h"
#include "register/submissions/rows.h"

namespace atalaya::reg::civil {

namespace {

using Text = std::optional<std::string>;

struct Found {
  long long key = 0;
  std::string submission;
};
Result<Found> find(soci::session& session, const std::string& review) {
  auto found = sql::row<long long, std::string>(
      session, "select r.id, s.public_id from civil_review r join submission s on s.id = r.submission where r.public_id = :id", {review});
  if (!found) return fail(ErrorKind::NotFound, "the register has no such review");
  return Found{std::get<0>(*found), std::get<1>(std::move(*found))};
}

}  // namespace

Result<std::string> add(Store& store, const Questionnaire& questionnaire, const std::string& actor, const std::string& submission, const std::string& indicator,
                        std::optional<int> score, const std::string& body) {
  TRY_STATUS(rows::check_body(body, "the review"));
  const auto number = questionnaire.find_indicator(indicator);
  if (!number) return fail(ErrorKind::Input, tr_noop("the questionnaire has no such indicator"));
  const bool counted = questionnaire.indicators[*number].count.has_value();
  if (score && (*score < 0 || (!counted && *score > highest_level) || *score > 1'000))
    return fail(ErrorKind::Input, tr_noop("this is no score of that indicator"));
  return store.write([&](soci::session& session) -> Result<std::string> {
    const std::string now = store.now(), id = new_public_id();
    const rows::Row row = TRY(rows::submission(session, submission));
    if (is_editable(row.submission.state)) return fail(ErrorKind::Conflict, tr_noop("there is nothing to review yet"));
    const auto person = TRY(people::actor_key(session, actor));
    sql::run(session,
             "insert into civil_review (public_id, submission, version, indicator, score, body, instant, person) "
             "values (:public_id, :submission, :version, :indicator, :score, :body, :instant, :person)",
             {id, row.key, row.submission.versions, indicator, score, body, now, person});
    JsonWriter json;
    json.begin_object().field("review", id).field("indicator", indicator).field("body", body).end_object();
    log::append(session, {now, actor, "civil_review.add", submission, log::details_hash(json.text())});
    return id;
  });
}

Status reply(Store& store, const std::string& actor, const std::string& review, const std::string& body) {
  TRY_STATUS(rows::check_body(body, "the reply"));
  return store.write([&](soci::session& session) -> Status {
    const std::string now = store.now();
    const Found found = TRY(find(session, review));
    const auto person = TRY(people::actor_key(session, actor));
    sql::run(session, "insert into civil_reply (review, body, instant, person) values (:review, :body, :instant, :person)", {found.key, body, now, person});
    JsonWriter json;
    json.begin_object().field("review", review).field("body", body).end_object();
    log::append(session, {now, actor, "civil_review.reply", found.submission, log::details_hash(json.text())});
    return {};
  });
}

Result<std::vector<Review>> all(Store& store, const std::string& submission) {
  return store.read([&](soci::session& session) -> Result<std::vector<Review>> {
    const long long key = TRY(rows::submission(session, submission)).key;
    std::vector<Review> out;
    std::map<long long, std::size_t> place;
    for (auto& [id, public_id, version, indicator, score, body, instant, person] :
         sql::rows<long long, std::string, long long, std::string, std::optional<long long>, std::string, std::string, Text>(
             session,
             "select r.id, r.public_id, r.version, r.indicator, r.score, r.body, r.instant, p.public_id from civil_review r left join person p on p.id = "
             "r.person "
             "where r.submission = :submission order by r.id",
             {key})) {
      place.emplace(id, out.size());
      out.push_back({std::move(public_id),
                     static_cast<int>(version),
                     std::move(indicator),
                     score ? std::optional(static_cast<int>(*score)) : std::nullopt,
                     std::move(body),
                     std::move(instant),
                     rows::actor_id(person),
                     {}});
    }
    for (auto& [id, body, instant, person] : sql::rows<long long, std::string, std::string, Text>(
             session,
             "select y.review, y.body, y.instant, p.public_id from civil_reply y join civil_review r on r.id = y.review left join person p on p.id = y.person "
             "where r.submission = :submission order by y.id",
             {key})) {
      out[place.at(id)].replies.push_back({std::move(body), std::move(instant), rows::actor_id(person)});
    }
    return out;
  });
}

Result<std::string> submission_of(Store& store, const std::string& review) {
  return store.read([&](soci::session& session) -> Result<std::string> { return TRY(find(session, review)).submission; });
}

}  // namespace atalaya::reg::civil
