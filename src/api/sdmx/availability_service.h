// Availability queries: `/sdmx/v2/availability/...` and `/sdmx/v1/availableconstraint/...`.
#pragma once

#include "api/sdmx/data_service.h"

namespace atalaya::api {

///
[[nodiscard]] Status add_availability_service(http::Router& router, std::shared_ptr<const DataService> service);

}  // namespace atalaya::api
