// Everything that the register has of one person, for that person.
#pragma once

#include <string>

#include "base/error.h"
#include "register/store/store.h"

namespace atalaya::reg::privacy {

/// As JSON, with line ends: the person, roles, organisations, logins, sessions, devices, notices, what they wrote in reports and consultations, and the entries
/// of the log that are of their deeds. No password, secret or hash of a token. NotFound where there is no such person.
[[nodiscard]] Result<std::string> export_json(Store& store, const std::string& person);

}  // namespace atalaya::reg::privacy
