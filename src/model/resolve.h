// From artefacts that refer to each other to a structure that data can be read with, and back.
#pragma once

#include <memory>

#include "model/data_message.h"
#include "model/sdmx/artefact.h"

namespace atalaya {

/// The data structure that a reference to a structure, a dataflow or a provision agreement leads to, with its code lists (extensions taken in) and its
/// concepts' names. NotFound, with what is lacking, where an artefact is not among `structures`. A code list that is an external reference, or not
/// there, leaves its component without codes: `missing_lists` then names it.
[[nodiscard]] Result<std::shared_ptr<const DataStructure>> resolve(const sdmx::Structures& structures, const sdmx::Reference& reference,
                                                                   std::vector<std::string>* missing_lists = nullptr);

/// The codes of a list with those that its extensions bring (SDMX 3.1, Section 6, "Codelist extension"): in the order of the extensions, then its own; a code
/// of the list's own replaces an inherited one of the same id; a later extension an earlier one.
[[nodiscard]] Result<std::vector<sdmx::Code>> extended_codes(const sdmx::Structures& structures, const sdmx::Codelist& list);

/// The artefacts of a structure that was not made from artefacts: code lists, a concept scheme, the structure, the dataflow.
[[nodiscard]] sdmx::Structures artefacts_of(const DataStructure& structure, const Dataflow& flow);

/// A collection of artefacts as a source; structures are resolved once.
class ResolvedStructures final : public StructureSource {
 public:
  explicit ResolvedStructures(const sdmx::Structures& structures) : structures_(structures) {}
  [[nodiscard]] Result<std::shared_ptr<const DataStructure>> structure_of(const sdmx::Reference& reference) const override;

 private:
  const sdmx::Structures& structures_;
  mutable std::vector<std::pair<sdmx::Reference, std::shared_ptr<const DataStructure>>> known_;
};

}  // namespace atalaya
