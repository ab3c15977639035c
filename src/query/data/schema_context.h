// What a schema query is about: one artefact, the structure that it leads to, and what constraints leave of the codes.
#pragma once

#include "formats/sdmx_schema/schema_subject.h"
#include "query/catalogue.h"
#include "query/data/data_query.h"

namespace atalaya::query {

/// The artefact of the query's context: of its versions the one that the query asks for. NotFound where there is none.
[[nodiscard]] Result<sdmx::Reference> schema_artefact(const sdmx::Structures& structures, const SchemaQuery& query);

/// For the contexts of data (datastructure, dataflow, provisionagreement). The allowed codes are those that the constraints leave which are attached to the
/// artefact, to the flow and to the structure that it leads to, and to the provider of an agreement. Input: the structure has no such dimension, or, with
/// explicitMeasure, no dimension of measures; or the context is one of metadata.
[[nodiscard]] Result<SchemaSubject> schema_subject(const sdmx::Structures& structures, const SchemaQuery& query);

}  // namespace atalaya::query
