// Accepted scores into the workshop: what joins the register to the figures.
#include <algorithm>

#include "cli/register_setup.h"
#include "cli/session.h"
#include "cli/workspace_setup.h"
#include "register/cooperation/platform_load.h"
#include "register/people/people.h"
#include "register/submissions/review.h"
#include "register/submissions/score_load.h"

namespace atalaya::cli {

namespace {

/// The cycle of an id or, without one, of the only year that there is.
Result<reg::cycles::Cycle> choose_cycle(reg::Store& store, const std::string& id) {
  if (!id.empty()) return reg::cycles::find(store, id);
  const auto all = TRY(reg::cycles::all(store));
  if (all.empty()) return fail(ErrorKind::NotFound, "the register has no cycle", {}, "the secretariat opens one on its page 'Cycles'");
  return all.front();
}

Status publish(const Session& session, const std::string& wanted) {
  const auto store = TRY(open_register(session.space()));
  TRY_STATUS(reg::may(reg::operator_principal(), reg::Action::PublishScores, ""));
  const auto cycle = TRY(choose_cycle(*store, wanted));
  Loader loader = TRY(Loader::open(session.space()));
  const auto loaded =
      TRY(reg::load_scores(*store, loader.workshop, loader.agenda, loader.areas, register_folder(session.space()) / "scores", reg::system_actor, cycle.id));
  std::size_t published = 0;
  for (const auto& submission : TRY(reg::submissions::all(*store, cycle.id))) {
    if (submission.state != reg::State::Accepted) continue;
    TRY_STATUS(reg::review::take(*store, reg::system_actor, submission.id, reg::Step::Publish));
    ++published;
  }
  // Last: the reports that are published now are counted with the rest.
  const auto platform = TRY(reg::cooperation::load_platform_figures(*store, loader.workshop, loader.agenda, loader.areas,
                                                                    register_folder(session.space()) / "platform", reg::system_actor, cycle.id));
  if (session.json) {
    JsonWriter json;
    json.begin_object()
        .field("cycle", cycle.id)
        .field("scores", loaded.scores)
        .field("taken_back", loaded.taken_back)
        .field("published", published)
        .field("platform", platform.figures)
        .end_object();
    print(json.text() + "\n");
  } else {
    print(std::to_string(loaded.scores) + " scores of " + std::to_string(cycle.year) + " are in the workshop, " + std::to_string(loaded.taken_back) +
          " taken back; " + std::to_string(published) + " reports are published; " + std::to_string(platform.figures) +
          " figures of the platform itself are loaded. 'atalaya release' makes a release with them.\n");
  }
  return {};
}

}  // namespace

void add_register_publish(CLI::App& verb, Session& session) {
  auto cycle = std::make_shared<std::string>();
  CLI::App* publishing = add_verb(verb, session, "publish", "Load the accepted scores of a cycle into the workshop, and publish the reports",
                                  "  atalaya register publish -w observatory && atalaya release -w observatory");
  publishing->add_option("--cycle", *cycle, "A cycle's id; without it the newest");
  add_json(*publishing, session);
  publishing->callback([&session, cycle] { session.work = [&session, cycle] { return publish(session, *cycle); }; });
}

}  // namespace atalaya::cli
