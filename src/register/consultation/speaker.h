// Who speaks, from who has logged in.
#pragma once

#include <string>

#include "register/access/rights.h"
#include "register/consultation/comments.h"

namespace atalaya::reg::consultation {

/// Verified from a substantial assurance on (eIDAS, article 8): a password alone shows that somebody comes back, and not who it is.
[[nodiscard]] Speaker speaker_of(const Principal& principal, const std::string& address);

}  // namespace atalaya::reg::consultation
