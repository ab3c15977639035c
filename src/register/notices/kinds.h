// What people are told of.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace atalaya::reg::notices {

enum class Kind : std::uint8_t { Invited, CycleOpened, Submitted, Returned, Accepted, Published, Remark, Reply, CivilReview, CivilReply, DueSoon };
inline constexpr std::array all_kinds = {Kind::Invited, Kind::CycleOpened, Kind::Submitted,   Kind::Returned,   Kind::Accepted, Kind::Published,
                                         Kind::Remark,  Kind::Reply,       Kind::CivilReview, Kind::CivilReply, Kind::DueSoon};
[[nodiscard]] std::string_view to_string(Kind kind);  ///< "cycle_opened"
[[nodiscard]] std::optional<Kind> parse_kind(std::string_view text);
/// Of an entry of the log; nothing where nobody is told of it.
[[nodiscard]] std::optional<Kind> kind_of_action(std::string_view action);

}  // namespace atalaya::reg::notices
