// Addresses of structure queries, taken apart (REST 2.2, "Structure queries"; REST 1.5, section 4.3).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/sdmx/media_types.h"
#include "query/structures/structure_query.h"

namespace atalaya::api {

/// The names under which a version of the service knows its resources: "datastructure", "organisationscheme", "contentconstraint" ...
[[nodiscard]] std::vector<std::string_view> structure_resources(SdmxApi api);

/// The artefacts that such a name stands for; nothing for an unknown one. An empty list for all of them ("structure" in REST 1.5, "*" in REST 2.2).
[[nodiscard]] std::optional<std::vector<ArtefactType>> types_of_resource(SdmxApi api, std::string_view resource);

/// The name under which the service gives an artefact.
[[nodiscard]] std::string resource_of(SdmxApi api, const sdmx::Artefact& artefact);

/// The parts of the path, {resource, agency, id, version, item} and shorter, and the parameters `detail` and `references`. Usage on whatever is not of the
/// form; the message says what the form is. In REST 2.2 the resource may be a list too.
[[nodiscard]] Result<StructureQuery> parse_structure_query(SdmxApi api, const std::vector<std::string>& parts, const http::Query& parameters);

/// {agency, id, version} from `at` on into a query, as they stand in other paths too. A part that is not there takes all, or the latest version.
[[nodiscard]] Status parse_identity(SdmxApi api, const std::vector<std::string>& parts, std::size_t at, StructureQuery& query);

}  // namespace atalaya::api
