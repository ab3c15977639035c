// SDMX-ML structure messages 2.1, 3.0 and 3.1, read and written; 2.0 (and what a registry of 2.0 answers) read.
//
// A message of 2.0 is read as what 2.1 makes of it: a key family is a data structure, its cross-sectional parts apart. 3.1 is 3.0 with the attributes
// isPartialLanguage and evolvingStructure and the element DimensionConstraint, in the namespaces of 3.0 or its own.
// From one version to the other goes what is the same under another name: a content constraint and a data constraint, a primary measure and the first measure,
// assignmentStatus and usage, AttributeRelationship/None and Dataflow. The rest is said to be lost.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/data_message.h"
#include "model/sdmx/artefact.h"

namespace atalaya {

enum class SdmxMlVersion { V2_0, V2_1, V3_0, V3_1 };

struct StructuresXml {
  SdmxMlVersion version = SdmxMlVersion::V2_1;
  MessageHeader header = {};
  sdmx::Structures structures = {};
  std::vector<MessageNote> notes = {};  ///< Of the footer.
  /// What was not understood and left out, each with its place: elements and attributes that do not belong where they stand, references that name nothing,
  /// artefacts that stand twice. A thousand at most. None: all of the message is in `structures`.
  std::vector<Error> faults = {};
};

/// Input where it is no well-formed XML (or beyond the limits of TreeLimits), or no message with structures.
[[nodiscard]] Result<StructuresXml> read_structures_xml(std::string_view bytes, const std::string& file);

/// Something that a version has no place for.
struct StructureLoss {
  sdmx::Reference artefact;
  std::string where = {};  ///< The item or component inside the artefact; empty: the artefact itself.
  std::string what = {};
  [[nodiscard]] std::string to_string() const;
};

struct StructuresXmlOptions {
  SdmxMlVersion version = SdmxMlVersion::V2_1;  ///< Not 2.0.
  int indent = 2;                               ///< Blanks a level; 0: one line.
  bool urns = true;                             ///< Maintainable artefacts have theirs.
};

/// `losses`, where it is not null, is told what the version cannot carry and what is left out for that.
[[nodiscard]] std::string write_structures_xml(const MessageHeader& header, const std::vector<const sdmx::Artefact*>& artefacts,
                                               const StructuresXmlOptions& options = {}, const std::vector<MessageNote>& notes = {},
                                               std::vector<StructureLoss>* losses = nullptr);
[[nodiscard]] std::string write_structures_xml(const MessageHeader& header, const sdmx::Structures& structures, const StructuresXmlOptions& options = {},
                                               const std::vector<MessageNote>& notes = {}, std::vector<StructureLoss>* losses = nullptr);

/// Kinds of artefacts that a structure message of the version cannot carry at all, and why.
struct UncarriedKind {
  sdmx::Kind kind;
  std::string_view why;
};
[[nodiscard]] std::span<const UncarriedKind> uncarried_kinds(SdmxMlVersion version);

}  // namespace atalaya
