// Availability queries: `/sdmx/v2/availability/...` and `/sdmx/v1/availableconstraint/...`.
#pragma once

#include "api/sdmx/data_service.h"

namespace atalaya::api {

/// The service must outlive the router.
[[nodiscard]] Status add_availability_service(http::Router& router, const DataService& service);

}  // namespace atalaya::api
