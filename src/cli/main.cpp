// The program: finds the verb, runs it, and turns its error into a message and an exit code.
#include <cstdio>

#include "base/version.h"
#include "cli/session.h"

namespace {

int report(const atalaya::Error& error, bool json) {
  if (json) {
    atalaya::JsonWriter out;
    out.begin_object().key("error").begin_object().field("kind", atalaya::to_string(error.kind)).field("what", error.what);
    out.field("file", error.place.file).field("line", error.place.line).field("column", error.place.column).field("hint", error.hint);
    out.end_object().end_object();
    std::fprintf(stderr, "%s\n", out.text().c_str());
  } else {
    std::fprintf(stderr, "atalaya: %s\n", error.to_string().c_str());
  }
  return static_cast<int>(error.kind);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "Atalaya: the observatory of a public agenda. Figures go into a workshop, the workshop is frozen into releases, and releases are served as pages and "
      "data.",
      "atalaya"};
  app.set_version_flag("--version", atalaya::version);
  app.require_subcommand(1);
  app.footer("Exit codes: 0 done, 1 internal fault, 2 usage, 3 bad input, 4 not found, 5 conflict, 6 system.\n'atalaya VERB --help' has examples.");
  atalaya::cli::Session session;
  atalaya::cli::add_init(app, session);
  atalaya::cli::add_agenda(app, session);
  atalaya::cli::add_load(app, session);
  atalaya::cli::add_loads(app, session);
  atalaya::cli::add_status(app, session);
  atalaya::cli::add_release(app, session);
  atalaya::cli::add_query(app, session);
  atalaya::cli::add_offline(app, session);
  atalaya::cli::add_serve(app, session);
  atalaya::cli::add_demo(app, session);
  atalaya::cli::add_inspect(app, session);
  atalaya::cli::add_convert(app, session);
  atalaya::cli::add_register(app, session);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& fault) {
    return app.exit(fault) == 0 ? 0 : static_cast<int>(atalaya::ErrorKind::Usage);
  }
  try {
    if (const atalaya::Status done = session.work(); !done) return report(done.error(), session.json);
  } catch (const std::exception& fault) {
    return report({atalaya::ErrorKind::Internal, fault.what()}, session.json);
  }
  // What was printed into a closed pipe or onto a full disk was not printed.
  if (std::fflush(stdout) != 0) return report({atalaya::ErrorKind::System, "cannot write the output"}, session.json);
  return 0;
}
