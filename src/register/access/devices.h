// Browsers in which an account was used before: a token in a cookie that lasts a year, of which the store has the hash. Inside of a transaction.
#pragma once

#include <string>

#include "register/store/store.h"

namespace atalaya::reg::devices {

[[nodiscard]] bool is_known(soci::session& session, long long person, const std::string& device);
/// After a login: notes the use of a known device or, where `known` is empty, makes a new one. Its token.
[[nodiscard]] std::string remember(soci::session& session, const std::string& now, long long person, const std::string& known);

}  // namespace atalaya::reg::devices
