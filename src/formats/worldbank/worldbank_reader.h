// World Bank API v2: one page of `/v2/country/.../indicator/...?format=json` as the service returns it, `[{page...}, [{...}, ...]]`.
#pragma once

#include <memory>

#include "formats/row_reader.h"

namespace atalaya {

/// Columns: indicator.id, indicator.value, country.id, country.value, countryiso3code, date, value, unit, obs_status, decimal. A null is an empty
/// cell. An answer that carries the service's error message is refused with that message.
[[nodiscard]] Result<std::unique_ptr<RowReader>> open_worldbank(std::string_view bytes, const std::string& file, ReadLimits limits = {});

}  // namespace atalaya
