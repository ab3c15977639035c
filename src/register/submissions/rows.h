// Rows of submissions as the functions of this folder need them, inside of a transaction; internal to the folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_writer.h"
#include "register/people/people.h"
#include "register/store/log.h"
#include "register/store/random.h"
#include "register/store/sql.h"
#include "register/submissions/cycles.h"

namespace atalaya::reg::rows {

struct Row {
  long long key = 0;
  long long cycle_key = 0;
  submissions::Submission submission;
  cycles::Cycle cycle;
};

[[nodiscard]] std::vector<Row> submissions_where(soci::session& session, std::string_view condition, sql::Values values);
[[nodiscard]] std::vector<cycles::Cycle> cycles_where(soci::session& session, std::string_view condition, sql::Values values);
[[nodiscard]] Result<Row> submission(soci::session& session, const std::string& public_id);  ///< NotFound
[[nodiscard]] Result<long long> cycle_key(soci::session& session, const std::string& public_id);

/// Conflict where answers cannot be changed: the state is another, or the cycle is not open.
[[nodiscard]] Status check_editable(const Row& row, const std::string& now);
/// Conflict where this person has answered or submitted: nobody reviews what they wrote.
[[nodiscard]] Status check_reviewer(soci::session& session, const Row& row, const std::string& actor);

void touch(soci::session& session, const Row& row, const std::string& now);
/// Moves a submission on, and keeps the step.
[[nodiscard]] Status take(soci::session& session, const Row& row, Step step, const std::string& actor, const std::string& now, const std::string& note);

/// A text that people write: not empty, at most `most` letters, no control characters but line ends. `what` names it.
[[nodiscard]] Status check_body(std::string_view text, const char* what, std::size_t most = 5'000);
[[nodiscard]] Status check_instant(const std::optional<std::string>& instant);
/// The public id of a person, or "system".
[[nodiscard]] inline std::string actor_id(const std::optional<std::string>& person) { return person.value_or(system_actor); }

}  // namespace atalaya::reg::rows
