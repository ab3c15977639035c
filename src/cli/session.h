// What the verbs share: the options before the verb, the work that was chosen, and how to print.
#pragma once

#include <CLI/CLI.hpp>

#include <functional>
#include <string>
#include <vector>

#include "base/json_writer.h"
#include "workshop/workshop.h"

namespace atalaya::cli {

struct Session {
  std::string workspace = ".";
  bool json = false;
  std::function<Status()> work = {};  ///< Set by the verb that was given.

  [[nodiscard]] Workspace space() const { return {workspace}; }
};

/// Adds a verb with its examples, which stand at the end of its help.
CLI::App* add_verb(CLI::App& app, Session& session, const std::string& name, const std::string& description, const std::string& examples);

/// Adds `--json` to a verb whose output a script would read.
void add_json(CLI::App& verb, Session& session);

void add_init(CLI::App& app, Session& session);
void add_agenda(CLI::App& app, Session& session);
void add_load(CLI::App& app, Session& session);
void add_loads(CLI::App& app, Session& session);
void add_status(CLI::App& app, Session& session);
void add_release(CLI::App& app, Session& session);
void add_offline(CLI::App& app, Session& session);
void add_query(CLI::App& app, Session& session);
void add_serve(CLI::App& app, Session& session);
void add_demo(CLI::App& app, Session& session);
void add_inspect(CLI::App& app, Session& session);
void add_convert(CLI::App& app, Session& session);
void add_register(CLI::App& app, Session& session);
void add_register_publish(CLI::App& verb, Session& session);
void add_register_instruments(CLI::App& verb, Session& session);
void add_register_care(CLI::App& verb, Session& session);
void add_register_xlsx(CLI::App& verb, Session& session);
void add_register_signatures(CLI::App& verb, Session& session);

void print(const std::string& text);  ///< To standard output.

/// A plain table; numbers to the right.
class Table {
 public:
  explicit Table(std::vector<std::string> header) : rows_{std::move(header)} {}
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  [[nodiscard]] std::string text() const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

/// A line on standard error that is drawn over itself while work goes on; nothing where standard error is no terminal.
class ProgressLine {
 public:
  ProgressLine();
  ~ProgressLine();
  /// `done` of `total` steps; the bar is drawn at most ten times a second.
  void show(const std::string& what, std::size_t done, std::size_t total, const std::string& detail = {});

 private:
  bool active_;
  long last_drawn_ = 0;
};

}  // namespace atalaya::cli
