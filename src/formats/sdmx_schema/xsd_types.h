// Simple types for the values of components. Internal to src/formats/sdmx_schema.
#pragma once

#include <set>
#include <string>

#include "formats/sdmx_schema/schema_subject.h"

namespace atalaya::xsd {

/// The type of XML Schema, or of the standard's common module, for a data type; xs:string where there is none.
[[nodiscard]] std::string base_type(std::string_view data_type);

/// Every value of the first type is one of the second, by derivation (XML Schema, part 2, section 3): of the same type, or integers among decimals.
[[nodiscard]] bool is_derived(std::string_view narrow, std::string_view wide);

/// Some facet of the format restricts its values.
[[nodiscard]] bool has_facets(const sdmx::TextFormat& format);
[[nodiscard]] std::string facets(const sdmx::TextFormat& format);

/// The names of the simple types that components need, and their definitions as they are first asked for: of an enumerated component after its list
/// ("SDMX.CL_FREQ.2.1"), with the component's id where constraints take codes away; of one with facets after the component; else a type that is there already.
class TypeNames {
 public:
  explicit TypeNames(const SchemaSubject& subject) : subject_(subject) {}
  [[nodiscard]] std::string of(const Component& component);
  /// In the order in which they were asked for.
  [[nodiscard]] const std::string& definitions() const { return definitions_; }

 private:
  const SchemaSubject& subject_;
  std::set<std::string> defined_;
  std::string definitions_;
};

}  // namespace atalaya::xsd
