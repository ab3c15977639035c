// What a working group has agreed to do: each action with who owns it, until when, and how it stands; every step of it is kept.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "register/cooperation/groups.h"

namespace atalaya::reg::cooperation {

enum class ActionState : std::uint8_t { Open, Doing, Done, Dropped };
inline constexpr std::array all_action_states = {ActionState::Open, ActionState::Doing, ActionState::Done, ActionState::Dropped};
[[nodiscard]] std::string_view to_string(ActionState state);  ///< "doing"
[[nodiscard]] std::optional<ActionState> parse_action_state(std::string_view text);

struct ActionStep {
  ActionState state = ActionState::Open;
  std::string owner = {};               ///< Public id of a member; empty: nobody's yet.
  std::optional<std::string> due = {};  ///< A date, "2026-12-31".
  std::string note = {};
};

struct GroupAction {
  std::string id;  ///< Public.
  std::string title;
  long long version = 0;  ///< How many steps.
  ActionStep now;
  std::string owner_name;  ///< Empty where it has no owner, or they have been erased.
  std::string changed;     ///< Instant.
  [[nodiscard]] bool is_late(std::string_view today) const {
    return (now.state == ActionState::Open || now.state == ActionState::Doing) && now.due && *now.due < today;
  }
};

/// Gives the public id. Input where the date is none; Conflict where the owner is not in the group.
[[nodiscard]] Result<std::string> add_action(Store& store, const std::string& actor, const std::string& group, const std::string& title,
                                             const ActionStep& first);
/// Conflict where `version` is not the newest: somebody else has changed it.
[[nodiscard]] Status change_action(Store& store, const std::string& actor, const std::string& group, const std::string& action, long long version,
                                   const ActionStep& step);
/// What is not done comes first, by its date.
[[nodiscard]] Result<std::vector<GroupAction>> actions(Store& store, const std::string& group);

}  // namespace atalaya::reg::cooperation
