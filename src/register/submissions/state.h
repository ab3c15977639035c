// The states of a submission and the one table of what leads from one to another.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/error.h"
#include "register/access/rights.h"

namespace atalaya::reg {

enum class State : std::uint8_t {
  Draft,      ///< Being filled in.
  Submitted,  ///< A version is frozen, and nobody has looked at it yet.
  InReview,
  Returned,  ///< With remarks; it may be changed and submitted again.
  Accepted,  ///< Its scores may be loaded.
  Published  ///< They are part of a release.
};
inline constexpr std::array all_states = {State::Draft, State::Submitted, State::InReview, State::Returned, State::Accepted, State::Published};
[[nodiscard]] std::string_view to_string(State state);  ///< "in_review"
[[nodiscard]] std::optional<State> parse_state(std::string_view text);

enum class Step : std::uint8_t { Submit, TakeUp, Return, Accept, Publish, Reopen };
inline constexpr std::array all_steps = {Step::Submit, Step::TakeUp, Step::Return, Step::Accept, Step::Publish, Step::Reopen};
[[nodiscard]] std::string_view to_string(Step step);  ///< "take_up"
[[nodiscard]] std::optional<Step> parse_step(std::string_view text);

struct Transition {
  State from;
  Step step;
  State to;
  Action right;  ///< What who takes it must be allowed to do, for the submission's country.
};
inline constexpr std::array transitions = {
    Transition{State::Draft, Step::Submit, State::Submitted, Action::Submit},
    Transition{State::Returned, Step::Submit, State::Submitted, Action::Submit},
    Transition{State::Submitted, Step::TakeUp, State::InReview, Action::Review},
    Transition{State::InReview, Step::Return, State::Returned, Action::Review},
    Transition{State::InReview, Step::Accept, State::Accepted, Action::Review},
    Transition{State::Accepted, Step::Publish, State::Published, Action::PublishScores},
    // What turns out to be wrong later is looked at again; the published figure stays until another is accepted.
    Transition{State::Accepted, Step::Reopen, State::InReview, Action::PublishScores},
    Transition{State::Published, Step::Reopen, State::InReview, Action::PublishScores},
};
/// Null where the step cannot be taken in that state.
[[nodiscard]] const Transition* find_transition(State from, Step step);
/// As above, or a Conflict that says which steps can be taken.
[[nodiscard]] Result<const Transition*> transition(State from, Step step);

/// Answers may be changed.
[[nodiscard]] constexpr bool is_editable(State state) { return state == State::Draft || state == State::Returned; }

}  // namespace atalaya::reg
