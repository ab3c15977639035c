// Taking a person out of the register.
#pragma once

#include "register/access/accounts.h"
#include "register/consultation/erasure.h"

namespace atalaya::reg::privacy {

/// In one transaction: name and address, all that they log in with, roles and memberships, notices to them, and what is theirs in consultations. What they did
/// for a country stays, by an id that leads to nobody; so does the log.
[[nodiscard]] Status erase(Store& store, Accounts& accounts, const std::string& actor, const std::string& person, consultation::Said said);

}  // namespace atalaya::reg::privacy
