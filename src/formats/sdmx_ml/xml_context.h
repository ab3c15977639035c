// What reading and writing SDMX-ML structures have in common: namespaces, references, and where faults and losses are kept.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "formats/sdmx_ml/structures_xml.h"
#include "formats/tree/node.h"
#include "formats/tree/xml_writer.h"

namespace atalaya::sdmx_ml {

struct Namespaces {
  const char* message;
  const char* structure;
  const char* common;
  const char* footer;
};
[[nodiscard]] const Namespaces& namespaces(SdmxMlVersion version);
/// Of any namespace of the standard's messages and structures.
[[nodiscard]] std::optional<SdmxMlVersion> version_of_namespace(std::string_view space);

class ReadContext {
 public:
  ReadContext(const std::string& file, std::vector<Error>& faults) : file_(file), faults_(faults) {}
  void fault(const Node& node, std::string what, std::string hint = {});

 private:
  static constexpr std::size_t most_faults = 1000;
  const std::string& file_;
  std::vector<Error>& faults_;
};

/// A reference in any of its forms: a Ref, an element URN, or a URN as the text. `kind` is what it refers to where it does not say so itself.
/// A fault, and an empty reference, where it is none.
[[nodiscard]] sdmx::Reference read_reference(const Node& node, std::optional<sdmx::Kind> kind, ReadContext& context);
/// The id in a local reference: a Ref, or text.
[[nodiscard]] std::string read_local(const Node& node, ReadContext& context);

/// The Ref of SDMX 2.1; a URN where there is no Ref for what is referred to.
/// `attachment_constraint`: of the two constraints that are a DataConstraint in 3.
void write_reference21(XmlWriter& writer, const sdmx::Reference& reference, bool attachment_constraint = false);

/// As the schemas of SDMX-ML 3.0 take it.
[[nodiscard]] std::string urn3(const sdmx::Reference& reference);
/// With the class that SDMX 2.1 has for it.
[[nodiscard]] std::string urn21(const sdmx::Reference& reference, bool attachment_constraint = false);

[[nodiscard]] std::optional<bool> flag_of(std::string_view text);

}  // namespace atalaya::sdmx_ml
