#include "cli/session.h"
#include "cli/workspace_setup.h"

namespace atalaya::cli {

void add_init(CLI::App& app, Session& session) {
  struct Options {
    std::string directory, pack = "elac2022";
  };
  auto options = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("init", "Make a workspace: a folder with an agenda, a workshop and releases");
  verb->add_option("DIR", options->directory, "The folder to make")->required();
  verb->add_option("--agenda", options->pack, "A pack that comes with the program, or a folder with one")->capture_default_str();
  verb->footer("Examples:\n  atalaya init observatory\n  atalaya init observatory --agenda ../my-agenda");
  verb->callback([&session, options] {
    session.work = [options]() -> Status {
      TRY_STATUS(make_workspace({options->directory}, options->pack));
      print("The workspace is made in " + options->directory + ". Next: atalaya load -w " + options->directory + " FILE...\n");
      return {};
    };
  });
}

}  // namespace atalaya::cli
