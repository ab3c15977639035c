// Code lists, value lists, concept schemes, category schemes and what hangs on them.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/sdmx/representation.h"

namespace atalaya::sdmx {

struct Code : Nameable {
  std::string parent = {};  ///< The id of the broader code in the same list.
  std::string value = {};   ///< Geographic lists: the feature set, or the cell of the grid.
  bool operator==(const Code&) const = default;
};

/// Which codes an extension takes or leaves out.
struct MemberValue {
  std::string value;
  std::string cascade = {};  ///< "", "true", "false", "excluderoot"
  bool operator==(const MemberValue&) const = default;
};

struct CodeSelection {
  bool inclusive = true;
  std::vector<MemberValue> members = {};
  std::vector<std::string> wildcards = {};  ///< With '%' for any characters.
  bool operator==(const CodeSelection&) const = default;
};

struct CodelistExtension {
  Reference codelist;
  std::string prefix = {};
  std::optional<CodeSelection> selection = {};
  bool operator==(const CodelistExtension&) const = default;
};

struct Codelist : ItemScheme {
  static constexpr Kind kind = Kind::Codelist;
  std::vector<Code> codes = {};
  std::vector<CodelistExtension> extensions = {};
  bool operator==(const Codelist&) const = default;
};

struct GeographicCodelist : Codelist {
  static constexpr Kind kind = Kind::GeographicCodelist;
  bool operator==(const GeographicCodelist&) const = default;
};

struct GeoGridCodelist : Codelist {
  static constexpr Kind kind = Kind::GeoGridCodelist;
  std::string grid_definition = {};
  bool operator==(const GeoGridCodelist&) const = default;
};

/// Unlike a code, the id of a value item may be any text.
struct ValueItem : Nameable {
  bool operator==(const ValueItem&) const = default;
};

struct ValueList : ItemScheme {
  static constexpr Kind kind = Kind::ValueList;
  std::vector<ValueItem> items = {};
  bool operator==(const ValueList&) const = default;
};

struct IsoConceptReference {
  std::string agency;
  std::string scheme;
  std::string concept_id;
  bool operator==(const IsoConceptReference&) const = default;
};

struct Concept : Nameable {
  std::string parent = {};
  std::optional<Representation> core_representation = {};
  std::optional<IsoConceptReference> iso_concept = {};
  bool operator==(const Concept&) const = default;
};

struct ConceptScheme : ItemScheme {
  static constexpr Kind kind = Kind::ConceptScheme;
  std::vector<Concept> concepts = {};
  bool operator==(const ConceptScheme&) const = default;
};

struct Category : Nameable {
  std::vector<Category> categories = {};
  bool operator==(const Category&) const = default;
};

struct CategoryScheme : ItemScheme {
  static constexpr Kind kind = Kind::CategoryScheme;
  std::vector<Category> categories = {};
  bool operator==(const CategoryScheme&) const = default;
};

struct Categorisation : Maintainable {
  static constexpr Kind kind = Kind::Categorisation;
  Reference source = {};  ///< Any artefact.
  Reference target = {};  ///< A category.
  bool operator==(const Categorisation&) const = default;
};

struct ReportingCategory : Nameable {
  std::vector<Reference> structural_metadata = {};
  std::vector<Reference> provisioning_metadata = {};
  std::vector<ReportingCategory> categories = {};
  bool operator==(const ReportingCategory&) const = default;
};

struct ReportingTaxonomy : ItemScheme {
  static constexpr Kind kind = Kind::ReportingTaxonomy;
  std::vector<ReportingCategory> categories = {};
  bool operator==(const ReportingTaxonomy&) const = default;
};

}  // namespace atalaya::sdmx
