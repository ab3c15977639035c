#include "cli/register_reported.h"

#include "cli/register_setup.h"
#include "register/instruments/search.h"
#include "register/submissions/civil_review.h"
#include "register/submissions/cycles.h"

namespace atalaya::cli {

namespace {

Status add_reviews(reg::Store& store, Reported& out) {
  for (const auto& cycle : TRY(reg::cycles::all(store))) {
    for (const auto& submission : TRY(reg::submissions::all(store, cycle.id))) {
      if (submission.state != reg::State::Published) continue;
      for (auto& review : TRY(reg::civil::all(store, submission.id))) {
        ReportedReview& one = out.reviews.emplace_back();
        one.report = submission.id;
        one.country = submission.country;
        one.indicator = std::move(review.indicator);
        one.year = submission.year;
        one.level = review.score;
        one.body = std::move(review.body);
        for (auto& reply : review.replies) one.replies.push_back(std::move(reply.body));
      }
    }
  }
  return {};
}

}  // namespace

Result<std::optional<Reported>> reported_facts(const Workspace& workspace) {
  const auto store = open_register(workspace);
  if (!store && store.error().kind == ErrorKind::NotFound) return std::nullopt;
  if (!store) return std::unexpected(store.error());
  Reported out;
  for (auto& found : TRY(reg::instruments::everything(**store, (*store)->now().substr(0, 10)))) {
    out.instruments.push_back({.id = std::move(found.id),
                               .country = std::move(found.country),
                               .kind = found.kind,
                               .language = std::move(found.language),
                               .title = std::move(found.title),
                               .translation_language = std::move(found.translation_language),
                               .translation = std::move(found.translation),
                               .body = std::move(found.body),
                               .address = std::move(found.address),
                               .goals = std::move(found.goals),
                               .state = found.state,
                               .since = std::move(found.since)});
  }
  TRY_STATUS(add_reviews(**store, out));
  out.index();
  return out;
}

}  // namespace atalaya::cli
