// Programs of the Validation and Transformation Language as artefacts (SDMX 3.1, Section 2, "Validation and Transformation Language").
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/sdmx/base.h"

namespace atalaya::sdmx {

struct VtlScheme : ItemScheme {
  std::string vtl_version = {};
  bool operator==(const VtlScheme&) const = default;
};

struct Transformation : Nameable {
  bool is_persistent = false;
  std::string expression = {};
  std::string result = {};
  bool operator==(const Transformation&) const = default;
};

struct TransformationScheme : VtlScheme {
  static constexpr Kind kind = Kind::TransformationScheme;
  std::vector<Transformation> items = {};
  Reference vtl_mapping_scheme = {}, name_personalisation_scheme = {}, custom_type_scheme = {};
  std::vector<Reference> ruleset_schemes = {}, user_defined_operator_schemes = {};
  bool operator==(const TransformationScheme&) const = default;
};

struct Ruleset : Nameable {
  std::string type = {};   ///< "datapoint", "hierarchical"
  std::string scope = {};  ///< "variable", "valuedomain"
  std::string definition = {};
  bool operator==(const Ruleset&) const = default;
};

struct RulesetScheme : VtlScheme {
  static constexpr Kind kind = Kind::RulesetScheme;
  std::vector<Ruleset> items = {};
  Reference vtl_mapping_scheme = {};
  bool operator==(const RulesetScheme&) const = default;
};

struct UserDefinedOperator : Nameable {
  std::string definition = {};
  bool operator==(const UserDefinedOperator&) const = default;
};

struct UserDefinedOperatorScheme : VtlScheme {
  static constexpr Kind kind = Kind::UserDefinedOperatorScheme;
  std::vector<UserDefinedOperator> items = {};
  Reference vtl_mapping_scheme = {};
  std::vector<Reference> ruleset_schemes = {};
  bool operator==(const UserDefinedOperatorScheme&) const = default;
};

struct CustomType : Nameable {
  std::string vtl_scalar_type = {}, data_type = {}, vtl_literal_format = {}, output_format = {}, null_value = {};
  bool operator==(const CustomType&) const = default;
};

struct CustomTypeScheme : VtlScheme {
  static constexpr Kind kind = Kind::CustomTypeScheme;
  std::vector<CustomType> items = {};
  bool operator==(const CustomTypeScheme&) const = default;
};

struct NamePersonalisation : Nameable {
  std::string vtl_artefact = {}, vtl_default_name = {}, personalised_name = {};
  bool operator==(const NamePersonalisation&) const = default;
};

struct NamePersonalisationScheme : VtlScheme {
  static constexpr Kind kind = Kind::NamePersonalisationScheme;
  std::vector<NamePersonalisation> items = {};
  bool operator==(const NamePersonalisationScheme&) const = default;
};

/// How data sets of one side become those of the other; `keys` are the sub- or super-space.
struct VtlSpaceMapping {
  std::string method = {};
  std::vector<std::string> keys = {};
  bool operator==(const VtlSpaceMapping&) const = default;
};

struct VtlMapping : Nameable {
  std::string alias = {};
  Reference object = {};          ///< A dataflow, code list or concept.
  bool generic_dataflow = false;  ///< For all dataflows.
  std::optional<VtlSpaceMapping> to_vtl = {}, from_vtl = {};
  bool operator==(const VtlMapping&) const = default;
};

struct VtlMappingScheme : VtlScheme {
  static constexpr Kind kind = Kind::VtlMappingScheme;
  std::vector<VtlMapping> items = {};
  bool operator==(const VtlMappingScheme&) const = default;
};

}  // namespace atalaya::sdmx
