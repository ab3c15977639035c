// The workshop of a workspace: every observation that was ever loaded, with the load that brought it. Nothing is overwritten: the current state of
// a series and period is the row with the highest load number, and the state after an earlier load is found by leaving later ones out.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "agenda/agenda.h"
#include "base/database.h"
#include "model/cube.h"

namespace atalaya {

/// Where things lie in a workspace directory.
struct Workspace {
  std::filesystem::path root;
  [[nodiscard]] std::filesystem::path database() const { return root / "workshop.duckdb"; }
  [[nodiscard]] std::filesystem::path agenda() const { return root / "agenda"; }
  [[nodiscard]] std::filesystem::path releases() const { return root / "releases"; }
};

/// One file brought in, as the store keeps it.
struct LoadRecord {
  std::int64_t id = 0;
  std::string file;
  std::string sha256;
  std::int64_t bytes = 0;
  std::string mapping;
  std::string mapping_sha256;
  std::string format;
  std::string started;  ///< ISO 8601, UTC
  std::string finished;
  std::int64_t rows_read = 0;
  std::int64_t accepted = 0;  ///< Observations that are new or revise an earlier value.
  std::int64_t revised = 0;   ///< Those of the accepted that revise one.
  std::int64_t unchanged = 0;
  std::int64_t missing = 0;  ///< Cells without a value.
  std::int64_t rejected = 0;
  std::int64_t closed = 0;  ///< Observations that were there and are no more: a deletion or a replacement took them away.
};

/// Reads the columns of table `load` from wherever they stand (`source` begins with " FROM").
[[nodiscard]] Result<std::vector<LoadRecord>> read_loads(Connection& connection, const std::string& source);

struct RejectionRecord {
  std::int64_t load = 0;
  std::int64_t line = 0;
  std::string reason;
  std::string content;
};

class Workshop {
 public:
  /// Opens the store of a workspace, or makes it. Conflict where another process has it open, or where it was made for another data structure.
  [[nodiscard]] static Result<Workshop> open(const Workspace& workspace, const Agenda& agenda);

  [[nodiscard]] Connection& connection() { return connection_; }
  [[nodiscard]] Result<std::vector<LoadRecord>> loads();
  [[nodiscard]] Result<std::vector<RejectionRecord>> rejections(std::int64_t load);
  /// Every observation as it stands after load `as_of` (nothing: now).
  [[nodiscard]] Result<Cube> cube(const Agenda& agenda, std::optional<std::int64_t> as_of = {});

 private:
  Workshop(Database database, Connection connection) : database_(std::move(database)), connection_(std::move(connection)) {}
  [[nodiscard]] Status prepare(const Agenda& agenda);
  Database database_;
  Connection connection_;
};

}  // namespace atalaya
