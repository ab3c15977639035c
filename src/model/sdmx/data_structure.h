// Data structure definitions and their usage: dataflows and provision agreements.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/sdmx/representation.h"

namespace atalaya::sdmx {

struct Component : Identifiable {
  Reference concept_identity = {};
  std::vector<Reference> concept_roles = {};
  std::optional<Representation> local_representation = {};
  bool operator==(const Component&) const = default;
};

struct Dimension : Component {
  std::string position = {};  ///< As given; the order of the list counts.
  bool is_measure = false;    ///< The MeasureDimension of SDMX 2.1.
  bool operator==(const Dimension&) const = default;
};

struct Group : Identifiable {
  std::vector<std::string> dimensions = {};
  Reference attachment_constraint = {};  ///< SDMX 2.1 only.
  bool operator==(const Group&) const = default;
};

struct Measure : Component {
  std::string usage = {};  ///< "mandatory", "optional"; empty: not said.
  bool operator==(const Measure&) const = default;
};

/// To what an attribute's values are attached.
struct AttributeRelationship {
  enum class Level { Dataset, Dimensions, Group, Observation };
  Level level = Level::Dataset;
  std::vector<std::string> dimensions = {};         ///< Level Dimensions.
  std::vector<bool> optional_dimensions = {};       ///< 3.1 areDimensionsOptional; empty or one each.
  std::vector<std::string> attachment_groups = {};  ///< 2.1: beside dimensions.
  std::string group = {};                           ///< Level Group.
  bool operator==(const AttributeRelationship&) const = default;
};

struct Attribute : Component {
  std::string usage = {};  ///< "mandatory", "optional"; 2.1 "Mandatory", "Conditional" are read as these.
  AttributeRelationship relationship = {};
  std::vector<std::string> measures = {};  ///< measureRelationship; empty: all measures.
  bool operator==(const Attribute&) const = default;
};

/// SDMX 2.0 alone: in a cross-sectional message the element of this name has the observation for a code of the measure dimension.
struct CrossSectionalMeasure {
  std::string id;
  std::string dimension, code;
  bool operator==(const CrossSectionalMeasure&) const = default;
};

/// A metadata attribute that a data set may carry too.
struct MetadataAttributeUsage : Annotable {
  std::string metadata_attribute = {};
  AttributeRelationship relationship = {};
  std::vector<Link> links = {};
  bool operator==(const MetadataAttributeUsage&) const = default;
};

struct DataStructure : Maintainable {
  static constexpr Kind kind = Kind::DataStructure;
  ComponentList dimension_list = {}, measure_list = {}, attribute_list = {};
  std::vector<Dimension> dimensions = {};  ///< In key order.
  std::optional<Component> time_dimension = {};
  std::vector<Group> groups = {};
  std::vector<Measure> measures = {};  ///< In 2.1 one: the primary measure.
  std::vector<CrossSectionalMeasure> cross_sectional_measures = {};
  std::vector<Attribute> attributes = {};
  std::vector<MetadataAttributeUsage> metadata_attributes = {};
  Reference metadata_structure = {};
  bool evolving = false;
  bool operator==(const DataStructure&) const = default;
};

struct Dataflow : Maintainable {
  static constexpr Kind kind = Kind::Dataflow;
  Reference structure = {};
  std::vector<std::string> dimension_constraint = {};  ///< 3.1, for evolving structures.
  bool operator==(const Dataflow&) const = default;
};

struct ProvisionAgreement : Maintainable {
  static constexpr Kind kind = Kind::ProvisionAgreement;
  Reference dataflow = {};
  Reference provider = {};
  bool operator==(const ProvisionAgreement&) const = default;
};

}  // namespace atalaya::sdmx
