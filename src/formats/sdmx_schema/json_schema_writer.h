// JSON Schema (draft 2019-09) for the data messages of one structure in SDMX-JSON.
#pragma once

#include <string>

#include "formats/sdmx_schema/schema_subject.h"

namespace atalaya {

/// What SDMX-JSON says by position it says by the components that the message lists, so the schema is one of these: which dimensions, measures and attributes
/// there may be, and which values each may have (`data.structures`, REST 2.2 "Schema queries"). To be used together with the standard's own schema of data
/// messages, to which it refers. `version` is "2.0.0" or "2.1.0".
[[nodiscard]] std::string write_json_schema(const SchemaSubject& subject, const std::string& version);

}  // namespace atalaya
