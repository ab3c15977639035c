// What is a person's own in consultations, taken away when they ask for it.
#pragma once

#include <string>

#include "base/error.h"
#include "register/consultation/cells.h"
#include "register/store/store.h"

namespace soci {
class session;
}

namespace atalaya::reg::consultation {

/// What becomes of what they said: it stays without their name, or is taken away, and it is shown that its author did so.
enum class Said : std::uint8_t { Stays, Goes };

/// Names and links to the person go; numbers of supporters stay, by ids that lead to nobody. Inside of the transaction in which the person is erased.
[[nodiscard]] Status erase(soci::session& session, const std::string& now, const std::string& person, Said said);

/// One comment's text and name, which its author takes away: it is hidden as withdrawn, and nobody decides of it any more.
void take_away(soci::session& session, const std::string& now, long long consultation, long long key, const std::string& comment, const Cell& cell);

}  // namespace atalaya::reg::consultation
