// How somebody wants their notices. Invitations are sent in any case: who gets one has not chosen yet.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "register/store/store.h"

namespace atalaya::reg::notices {

enum class Wanted : std::uint8_t { Each, Daily, None };
inline constexpr std::array all_wanted = {Wanted::Each, Wanted::Daily, Wanted::None};
[[nodiscard]] std::string_view to_string(Wanted wanted);  ///< "daily"
[[nodiscard]] std::optional<Wanted> parse_wanted(std::string_view text);

/// Each, where they have not chosen.
[[nodiscard]] Result<Wanted> wanted(Store& store, const std::string& person);
/// From the next notice on.
[[nodiscard]] Status choose(Store& store, const std::string& person, Wanted wanted);

[[nodiscard]] Wanted wanted(soci::session& session, long long person);  ///< In a transaction.

}  // namespace atalaya::reg::notices
