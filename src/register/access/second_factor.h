// Whether what an account is logged in to with may be changed: whoever knows a password alone must not give themselves the code or the passkey that it lacks.
#pragma once

#include "register/store/store.h"

namespace atalaya::reg::second_factor {

/// Whether the account has a code or a passkey, and the session was opened with neither. Inside of a transaction.
[[nodiscard]] bool is_missing(soci::session& session, long long person, const std::string& session_token);

}  // namespace atalaya::reg::second_factor
