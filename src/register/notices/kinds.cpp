#include "register/notices/kinds.h"

#include <utility>

#include <algorithm>

namespace atalaya::reg::notices {

std::string_view to_string(Kind kind) {
  constexpr std::array<std::string_view, all_kinds.size()> names = {"invited", "cycle_opened", "submitted",    "returned",    "accepted", "published",
                                                                    "remark",  "reply",        "civil_review", "civil_reply", "due_soon"};
  return names[static_cast<std::size_t>(kind)];
}

std::optional<Kind> parse_kind(std::string_view text) {
  const auto found = std::ranges::find_if(all_kinds, [&](Kind one) { return to_string(one) == text; });
  return found == all_kinds.end() ? std::nullopt : std::optional(*found);
}

std::optional<Kind> kind_of_action(std::string_view action) {
  constexpr std::array<std::pair<std::string_view, Kind>, 10> table = {{{"invitation.make", Kind::Invited},
                                                                        {"cycle.open", Kind::CycleOpened},
                                                                        {"submission.submit", Kind::Submitted},
                                                                        {"submission.return", Kind::Returned},
                                                                        {"submission.accept", Kind::Accepted},
                                                                        {"submission.publish", Kind::Published},
                                                                        {"remark.add", Kind::Remark},
                                                                        {"remark.reply", Kind::Reply},
                                                                        {"civil_review.add", Kind::CivilReview},
                                                                        {"civil_review.reply", Kind::CivilReply}}};
  for (const auto& [name, kind] : table) {
    if (name == action) return kind;
  }
  return std::nullopt;
}

}  // namespace atalaya::reg::notices
