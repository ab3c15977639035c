// Pages of the register that are the same for everybody who has not logged in are made once a second at most, however many ask for them.
#pragma once

#include <optional>

#include "site/register/visit.h"

namespace atalaya::site::desk {

/// The page as it was made in this second; nothing where it was not, or where whoever asks may see another one.
[[nodiscard]] std::optional<http::Response> recent_page(Desk& desk, const http::Request& request);

/// The answer, kept for the others of this second where nothing in it is this visitor's own: no login, no form, no cookie.
[[nodiscard]] http::Response share_page(const Visit& visit, http::Response made);

}  // namespace atalaya::site::desk
