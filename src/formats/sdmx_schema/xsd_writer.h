// XML Schema for the structure-specific data of one structure (SDMX-ML, "Structure-specific schemas").
#pragma once

#include <string>

#include "formats/sdmx_schema/schema_subject.h"

namespace atalaya {

enum class XsdVersion { V2_1, V3_0, V3_1 };

/// The namespace of structure-specific data: the URN of what the schema is of, with the dimension at the observation, as the data writer names it too.
[[nodiscard]] std::string structure_specific_namespace(const SchemaSubject& subject);

/// Derives DataSetType, SeriesType, ObsType and a type for each group (from 3.0 on also AttsType, and a type for the values of each component that has several)
/// from the standard's base types. Codes are enumerations; components with facets have a type of their own. Attributes stand where their dimensions are: with
/// the observation if one of these is there, else with the series, in each group that has them all, or with the data set. Base schemas are imported from the
/// addresses that the standard gives.
[[nodiscard]] std::string write_xsd(const SchemaSubject& subject, XsdVersion version);

}  // namespace atalaya
