// Addresses of metadata and registration queries, taken apart (REST 2.2, "Metadata queries", "Registration queries").
#pragma once

#include <string>
#include <vector>

#include "http/uri.h"
#include "query/structures/metadata_query.h"

namespace atalaya::api {

/// The parts of the path: {"metadataset", provider, id, version}, {"metadataflow", agency, id, version, provider} or {"structure", type, agency, id, version},
/// and shorter; with the parameter `detail`.
[[nodiscard]] Result<MetadataQuery> parse_metadata_query(const std::vector<std::string>& parts, const http::Query& parameters);

/// Usage where a path is none of {"id", registration}, {"provider", agency, provider} and {context, agency, id, version}, and shorter.
[[nodiscard]] Status check_registration_query(const std::vector<std::string>& parts);

}  // namespace atalaya::api
