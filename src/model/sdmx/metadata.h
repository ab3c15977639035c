// Reference metadata: structures, flows, agreements, and sets of reported attributes.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/sdmx/representation.h"

namespace atalaya::sdmx {

struct MetadataAttribute : Identifiable {
  Reference concept_identity = {};
  std::optional<Representation> local_representation = {};
  bool is_presentational = false;
  std::string min_occurs = {}, max_occurs = {};
  std::vector<MetadataAttribute> attributes = {};
  bool operator==(const MetadataAttribute&) const = default;
};

/// SDMX 2.1: a target object of a metadata target, such as a dimension descriptor value.
struct TargetObject : Identifiable {
  /// "KeyDescriptorValuesTarget", "DataSetTarget", "ReportPeriodTarget", "ConstraintContentTarget", "IdentifiableObjectTarget".
  std::string type = {};
  std::string object_type = {};  ///< Of an identifiable object: "Dataflow" ...
  std::optional<Representation> local_representation = {};
  bool operator==(const TargetObject&) const = default;
};

struct MetadataTarget : Identifiable {
  std::vector<TargetObject> objects = {};
  bool operator==(const MetadataTarget&) const = default;
};

/// SDMX 2.1: which attributes are reported for which targets.
struct ReportStructure : Identifiable {
  std::vector<MetadataAttribute> attributes = {};
  std::vector<std::string> targets = {};
  bool operator==(const ReportStructure&) const = default;
};

struct MetadataStructure : Maintainable {
  static constexpr Kind kind = Kind::MetadataStructure;
  ComponentList attribute_list = {};
  std::vector<MetadataAttribute> attributes = {};  ///< SDMX 3.
  std::vector<MetadataTarget> targets = {};        ///< SDMX 2.1, with `reports`.
  std::vector<ReportStructure> reports = {};
  bool operator==(const MetadataStructure&) const = default;
};

struct Metadataflow : Maintainable {
  static constexpr Kind kind = Kind::Metadataflow;
  Reference structure = {};
  std::vector<Reference> targets = {};  ///< May have wildcards.
  bool operator==(const Metadataflow&) const = default;
};

struct MetadataProvisionAgreement : Maintainable {
  static constexpr Kind kind = Kind::MetadataProvisionAgreement;
  Reference metadataflow = {};
  Reference provider = {};
  std::vector<Reference> targets = {};
  bool operator==(const MetadataProvisionAgreement&) const = default;
};

/// A value that is reported: plain, in several languages, or structured text (XHTML).
struct ReportedAttribute : Annotable {
  std::string id = {};
  std::vector<std::string> values = {};  ///< Plain values; several where the attribute takes several.
  LocalText text = {};
  LocalText structured_text = {};  ///< XHTML fragments.
  std::vector<ReportedAttribute> attributes = {};
  bool operator==(const ReportedAttribute&) const = default;
};

/// SDMX 2.1: a value of a target object.
struct TargetValue {
  std::string id = {};
  Reference object = {};                                             ///< Identifiable object.
  std::vector<std::pair<std::string, std::string>> key_values = {};  ///< Key descriptor values: dimension and value.
  std::string report_period = {};
  std::string data_set_id = {};  ///< With `object` as its provider.
  bool operator==(const TargetValue&) const = default;
};

/// A set of reported attributes for some targets. A 2.1 report becomes one set each when read, with `report` and `target_id` filled.
struct MetadataSet : Maintainable {
  static constexpr Kind kind = Kind::MetadataSet;
  Reference metadataflow = {};  ///< One of these two, or the structure (2.1).
  Reference provision_agreement = {};
  Reference structure = {};
  Reference provider = {};  ///< SDMX 2.1: the data provider; in 3 it is the agency.
  std::string action = {};  ///< "Append", "Replace", "Delete", "Information", "Merge"; empty: not said.
  std::string set_id = {};
  std::string publication_period = {}, publication_year = {}, reporting_begin = {}, reporting_end = {};
  std::vector<Reference> targets = {};  ///< SDMX 3.
  std::string report = {};              ///< SDMX 2.1: id of the report structure.
  std::string target_id = {};           ///< SDMX 2.1: id of the metadata target.
  std::vector<TargetValue> target_values = {};
  std::vector<ReportedAttribute> attributes = {};
  bool operator==(const MetadataSet&) const = default;
};

}  // namespace atalaya::sdmx
