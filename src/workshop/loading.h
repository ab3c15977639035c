// Bringing a file into the workshop: one transaction, wholly there or wholly absent.
#pragma once

#include <filesystem>
#include <functional>

#include "workshop/row_mapper.h"
#include "workshop/workshop.h"

namespace atalaya {

struct LoadOptions {
  bool strict = false;                                  ///< Any rejected row refuses the whole file.
  std::function<void(std::size_t rows)> progress = {};  ///< Called now and then while rows are read.
  const StructureSource* structures = nullptr;          ///< For a message of another structure than the pack's, through a mapping for it.
};

struct LoadOutcome {
  LoadRecord record;
  std::vector<RejectedRow> rejected;
  std::vector<std::string> notes;  ///< What a message says beside its data, and what of it has no place in the workshop.
};

/// Reads `path` through `mapping`. The file's faults (not of its format, not UTF-8, ragged, a number out of range) refuse it whole; a row's faults
/// reject the row, which is kept with its reason. A key that stands twice in the file with different values keeps the first and rejects the second.
///
/// Of a data message the actions are obeyed: Append, Merge and Information add and revise; Replace does so too, and of each series that has an observation in
/// the message it closes the periods that the message does not have; Delete closes what its keys name, whole or in part. What is closed keeps its history.
[[nodiscard]] Result<LoadOutcome> load_file(Workshop& workshop, const Agenda& agenda, const AreaMatcher& areas, const Mapping& mapping,
                                            const std::filesystem::path& path, const LoadOptions& options = {});

/// The pack's mapping for a file: by its name, else by its format; NotFound says which mappings there are.
[[nodiscard]] Result<Mapping> mapping_for(const std::vector<Mapping>& mappings, const Agenda& agenda, const std::filesystem::path& path);

}  // namespace atalaya
