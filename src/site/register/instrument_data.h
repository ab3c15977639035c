// The register of instruments as open data by an address: /{lang}/register/instruments.csv and .json with the list's filters; `table` chooses one of the tables
// of the CSV. No cookie goes with it.
#pragma once

#include "http/router.h"
#include "site/register/desk.h"

namespace atalaya::site::desk {

[[nodiscard]] Status add_instrument_data(http::Router& router, Desk& desk);

}  // namespace atalaya::site::desk
