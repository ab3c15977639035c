// SDMX-JSON structure messages 2.0.0 and 2.1.0 (sdmx-twg/sdmx-json, structure-message).
//
// What differs: 2.1 has the availability of data in a list of its own, "availabilityConstraints", whose members have no identity; ours have theirs in members
// that begin with "x-", which the schema takes anywhere. It has no roles, release calendars and data sources of constraints: the first two are kept in such
// members too, the last are left out. 2.0 has one value for each dimension of a key: a key with several becomes several keys. Other things that 3.1 has and
// 3.0 has not are written in 2.0 as they are in 2.1, which its schema takes. JSON has no HierarchicalCodelist and no StructureSet of SDMX 2.1, and not its
// metadata targets, attachment groups, isFinal, serviceURL and structureURL: each is named among what was left out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/sdmx_json/artefact_json.h"
#include "model/sdmx/artefact.h"

namespace atalaya {

struct StructuresJson {
  MessageHeader header = {};
  std::vector<std::string> languages = {};  ///< "contentLanguages"
  sdmx::Structures structures = {};
  std::vector<JsonStatus> errors = {};
  std::vector<std::string> ignored = {};  ///< Members that have no meaning to us, with their places; a hundred at most.
};

/// Reads both versions. Text that stands alone ("name" without "names") is in the first of the message's languages, or English.
/// Input, with file, line and column, where it is no structure message, a member has a type that it must not have, a reference is no URN of the information
/// model, an id is missing, or an artefact stands twice.
[[nodiscard]] Result<StructuresJson> read_structures_json(std::string_view bytes, const std::string& file);

struct StructuresJsonOptions {
  SdmxJsonVersion version = SdmxJsonVersion::V2_1;
  /// The languages asked for, the best first: "name" is the best match. Which languages "names" has, sdmx::keep_languages() decides before.
  std::vector<std::string> languages = {};
  bool names = true;       ///< Else neither names nor descriptions.
  bool self_links = true;  ///< Each artefact has a link to itself with its URN.
  int indent = 0;          ///< Blanks a level; 0: one line.
};

/// `left_out`, where it is not null, is told what JSON cannot carry.
[[nodiscard]] std::string write_structures_json(const MessageHeader& header, const sdmx::Structures& structures, const StructuresJsonOptions& options = {},
                                                const std::vector<JsonStatus>& errors = {}, std::vector<std::string>* left_out = nullptr);
/// Likewise, of artefacts that are elsewhere.
[[nodiscard]] std::string write_structures_json(const MessageHeader& header, const std::vector<const sdmx::Artefact*>& artefacts,
                                                const StructuresJsonOptions& options = {}, const std::vector<JsonStatus>& errors = {},
                                                std::vector<std::string>* left_out = nullptr);

}  // namespace atalaya
