// Moderation: a comment is hidden for a reason, its author may appeal once each time, and somebody else decides. Every step stays.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "register/consultation/words.h"
#include "register/store/store.h"

namespace atalaya::reg::consultation {

enum class Act : std::uint8_t { Release, Hide, Appeal, Restore, Uphold };
inline constexpr std::array all_acts = {Act::Release, Act::Hide, Act::Appeal, Act::Restore, Act::Uphold};
[[nodiscard]] std::string_view to_string(Act act);
[[nodiscard]] std::optional<Act> parse_act(std::string_view text);

struct Step {
  long long number = 0;  ///< Of the comment, from 1.
  std::string instant;
  std::string actor;  ///< Public id; "anonymous" for an appeal by its key.
  Act act = Act::Hide;
  std::optional<Reason> reason = {};  ///< Of hiding.
  std::string note;
};

/// Shows a comment that waits. Conflict where it does not.
[[nodiscard]] Status release(Store& store, const std::string& moderator, const std::string& comment);
/// Hides one that is shown or waits; the note says what of it is meant. Conflict where it is hidden.
[[nodiscard]] Status hide(Store& store, const std::string& moderator, const std::string& comment, Reason reason, const std::string& note);

/// Who appeals: the author, logged in or by the key that was given with an anonymous comment.
struct Appellant {
  std::string person = {};
  std::string key = {};
};
/// NotFound where there is no such comment or it is not theirs, in the same words. Conflict where it is not hidden, or this was decided, or is asked already.
[[nodiscard]] Status appeal(Store& store, const Appellant& who, const std::string& comment, const std::string& note);
/// Restore or Uphold, with the reasons. Conflict where there is no appeal, or the moderator is who hid it.
[[nodiscard]] Status decide(Store& store, const std::string& moderator, const std::string& comment, Act act, const std::string& note);

/// The author takes a comment away: its text and their name go, and that it was withdrawn is shown. Also after the closing. NotFound as for appeal(); Conflict
/// where it was withdrawn.
[[nodiscard]] Status withdraw(Store& store, const Appellant& who, const std::string& comment);

/// The steps of one comment, in order.
[[nodiscard]] Result<std::vector<Step>> steps(Store& store, const std::string& comment);
/// Comments whose appeal is not decided, the oldest first; at most `most`. Those that wait to be shown are listed by comments().
[[nodiscard]] Result<std::vector<std::string>> appeals(Store& store, std::size_t most = 100);

}  // namespace atalaya::reg::consultation
