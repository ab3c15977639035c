// The writer of data messages for a media type.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "api/sdmx/media_types.h"
#include "query/catalogue.h"
#include "query/data/evaluate.h"

namespace atalaya::api {

/// A sink for the sets of one message, which it is told in this order; the first call is header(). Input where the format cannot lay the data out as they are
/// asked for. What else a format cannot say (several measures before SDMX 3) the sink itself refuses with Usage; several values of an attribute that has no
/// code list are one text there (joined_values.h).
[[nodiscard]] Result<std::unique_ptr<DataSink>> make_data_writer(const Negotiated& form, std::span<const query::PlannedSet> sets, const Catalogue& catalogue,
                                                                 ByteSink& out);

}  // namespace atalaya::api
