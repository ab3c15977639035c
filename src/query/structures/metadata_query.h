// Questions for reference metadata: by the set itself, by its flow, or by what it is about (REST 2.2, "Metadata queries").
#pragma once

#include <string>
#include <vector>

#include "query/structures/structure_query.h"

namespace atalaya {

struct MetadataQuery {
  enum class By { Set, Flow, Structure };
  By by = By::Set;
  /// Types, agencies, ids and versions of what is asked by; of sets the agencies are their providers. The rest of it does not count.
  StructureQuery identity = {};
  std::vector<std::string> providers = {};  ///< By flow: "M1", "AGENCY.M1"; empty: any.
  bool stubs = false;                       ///< Without what is reported.

  [[nodiscard]] std::string key() const;
};

/// In the order of the collection. A set of a provision agreement belongs to the agreement's flow. A set is about an artefact that one of its targets names,
/// or names an item or a part of.
[[nodiscard]] std::vector<sdmx::MetadataSet> select_metadata(const StructureIndex& index, const MetadataQuery& query);

}  // namespace atalaya
