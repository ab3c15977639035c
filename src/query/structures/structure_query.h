// A question for artefacts and its answer, without any word of how it came (REST 2.2, "Structure queries"; REST 1.5, section 4.3).
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "query/structures/structure_index.h"
#include "query/structures/version_pattern.h"

namespace atalaya {

/// A type as a query names it. Those of REST 1.5 tell constraints apart that are one kind here.
struct ArtefactType {
  enum class Constraint { Any, Content, Attachment, Allowed, Actual };
  sdmx::Kind kind = sdmx::Kind::Codelist;
  Constraint constraint = Constraint::Any;
  [[nodiscard]] bool takes(const sdmx::Artefact& artefact) const;
  bool operator==(const ArtefactType&) const = default;
};

enum class StructureDetail { Full, AllStubs, ReferenceStubs, AllCompleteStubs, ReferenceCompleteStubs, ReferencePartial, Raw };

/// Which artefacts beside those that match. All false and no types: none.
struct StructureReferences {
  bool parents = false, siblings = false;  ///< Siblings: what the parents refer to.
  bool ancestors = false;                  ///< Parents up to any level.
  bool children = false, descendants = false;
  std::vector<ArtefactType> types = {};  ///< Parents and children of these types.
  bool operator==(const StructureReferences&) const = default;
};

struct StructureQuery {
  std::vector<ArtefactType> types = {};       ///< Empty: all that the model has.
  std::vector<std::string> agencies = {};     ///< Empty: any.
  std::vector<std::string> ids = {};          ///< Empty: any.
  std::vector<VersionPattern> versions = {};  ///< Empty: the latest. Of several each takes its own.
  std::vector<std::string> items = {};        ///< Paths; empty: all. An artefact that has none of them does not match.
  StructureDetail detail = StructureDetail::Full;
  StructureReferences references = {};

  /// The same for two queries that ask the same.
  [[nodiscard]] std::string key() const;
};

/// Whether a version of one of several artefacts is one that the patterns take, the latest of those with the same kind, agency and id where one asks for it.
/// No pattern: the latest.
[[nodiscard]] bool takes_version(const std::vector<VersionPattern>& patterns, const sdmx::Artefact& artefact, const std::vector<const sdmx::Artefact*>& among);

/// The artefacts that match by type, agency, id and version, in the order of the index.
[[nodiscard]] std::vector<StructureIndex::Node> matching_nodes(const StructureIndex& index, const StructureQuery& query);

/// In the order of the index: kinds as in kind.h, in each as in the release. Lists that extend others are given with all their codes, but for detail "raw".
/// Fails with Internal where the extensions of a list lead nowhere.
[[nodiscard]] Result<sdmx::Structures> select_structures(const StructureIndex& index, const StructureQuery& query);

}  // namespace atalaya
