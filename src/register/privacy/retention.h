// What the declaration promises to delete is deleted here: by a verb, and by `serve` every hour.
#pragma once

#include <map>

#include "register/access/accounts.h"
#include "register/privacy/policy.h"

namespace atalaya::reg::privacy {

/// How much of each kind went; kinds of which there was nothing are not in it.
using Swept = std::map<PersonalData, long long>;

/// All kinds, each in a transaction of its own, so that nobody waits long. What is deleted is gone; of people who held a role so long ago, what is personal is
/// erased as if they had asked for it (their comments stay, without their name). The log has how many people were erased by "person.erase".
[[nodiscard]] Result<Swept> sweep(Store& store, Accounts& accounts, const PrivacyPolicy& policy);

}  // namespace atalaya::reg::privacy
