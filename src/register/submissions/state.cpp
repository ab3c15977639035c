#include "register/submissions/state.h"

#include <algorithm>
#include <string>

#include "base/locale.h"
#include "register/store/find_named.h"

namespace atalaya::reg {

std::string_view to_string(State state) {
  switch (state) {
    case State::Draft: return "draft";
    case State::Submitted: return "submitted";
    case State::InReview: return "in_review";
    case State::Returned: return "returned";
    case State::Accepted: return "accepted";
    case State::Published: return "published";
  }
  return "";
}

std::optional<State> parse_state(std::string_view text) { return find_named(all_states, text); }

std::string_view to_string(Step step) {
  switch (step) {
    case Step::Submit: return "submit";
    case Step::TakeUp: return "take_up";
    case Step::Return: return "return";
    case Step::Accept: return "accept";
    case Step::Publish: return "publish";
    case Step::Reopen: return "reopen";
  }
  return "";
}

std::optional<Step> parse_step(std::string_view text) { return find_named(all_steps, text); }

const Transition* find_transition(State from, Step step) {
  const auto it = std::ranges::find_if(transitions, [&](const Transition& one) { return one.from == from && one.step == step; });
  return it == transitions.end() ? nullptr : &*it;
}

Result<const Transition*> transition(State from, Step step) {
  if (const Transition* found = find_transition(from, step)) return found;
  return fail(ErrorKind::Conflict, tr_noop("this step is not possible in the state that the report has now"), {}, tr_noop("look at it again"));
}

}  // namespace atalaya::reg
