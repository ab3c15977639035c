// From the log to notices. The entry that causes a notice is written in the transaction of its cause; here it becomes notices, in one transaction with the
// place up to which the log has been read. So it may be called at any time, by several programs, and tells everything once.
#pragma once

#include <optional>
#include <string>

#include "base/error.h"
#include "register/notices/kinds.h"
#include "register/store/store.h"

namespace atalaya::reg::notices {

/// Reads the log on, and makes the notices of its entries; how many. Who is told of something is who may do the next thing (access/rights.h), but not who did
/// it. A notice that still waits is not made again for the same person, kind and subject.
[[nodiscard]] Result<long long> spread(Store& store);

/// Reminds of reports that are due in 14, 3 and 1 days and lie with the country, and of reviews that do not; how many. Each is told once a person.
[[nodiscard]] Result<long long> remind(Store& store);

}  // namespace atalaya::reg::notices
