#include "cli/register_setup.h"
#include "cli/serving.h"
#include "cli/session.h"
#include "cli/workspace_setup.h"
#include "release/release.h"

namespace atalaya::cli {

namespace {

struct DemoArguments {
  std::string pack = "elac2022", data;
  bool no_serve = false;
  ServeArguments serving;
};

/// Makes the workspace where there is none, loads what is new, freezes a release where anything changed, and sees to it that there is a register.
Status prepare(const Workspace& workspace, const DemoArguments& arguments) {
  if (!std::filesystem::exists(workspace.agenda())) TRY_STATUS(make_workspace(workspace, arguments.pack));
  Loader loader = TRY(Loader::open(workspace));
  const std::filesystem::path folder = arguments.data.empty() ? workspace.agenda() / "figures" : std::filesystem::path(arguments.data);
  const auto outcomes = TRY(load_all(loader, TRY(find_figures(folder, loader.mappings)), "", false, false));
  bool changed = list_releases(workspace).empty();
  for (const LoadOutcome& outcome : outcomes) changed = changed || outcome.record.accepted > 0;
  if (changed) print("release " + TRY(freeze(loader.workshop, loader.agenda, workspace)) + " is frozen\n");
  if (const auto there = open_register(workspace); !there) {
    if (there.error().kind != ErrorKind::NotFound) return std::unexpected(there.error());
    // Empty: what countries report is theirs to say, and no example stands where it could be taken for an answer.
    TRY(make_register(workspace));
    print("an empty register is made; 'atalaya register invite -w " + workspace.root.string() +
          " --role secretariat --name NAME --email ADDRESS' lets its first person in\n");
  }
  return {};
}

Status demo(const Session& session, const DemoArguments& arguments) {
  TRY_STATUS(prepare(session.space(), arguments));
  if (arguments.no_serve) return {};
  return serve(session.space(), arguments.serving);
}

}  // namespace

void add_demo(CLI::App& app, Session& session) {
  auto arguments = std::make_shared<DemoArguments>();
  CLI::App* verb = add_verb(app, session, "demo", "Prepare a workspace with figures, freeze a release and serve it",
                            "  atalaya demo --workspace demo\n  atalaya demo --workspace demo --data ../figures\n  atalaya demo --workspace demo --no-serve");
  verb->add_option("--agenda", arguments->pack, "The pack of a new workspace")->capture_default_str();
  verb->add_option("--data", arguments->data, "A folder with publishers' files to load in place of the starter figures");
  verb->add_flag("--no-serve", arguments->no_serve, "Only prepare");
  add_serving_options(*verb, arguments->serving);
  verb->callback([&session, arguments] { session.work = [&session, arguments] { return demo(session, *arguments); }; });
}

}  // namespace atalaya::cli
