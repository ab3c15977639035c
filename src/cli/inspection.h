// What a message file is and whether it is valid: what `atalaya inspect` prints.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "formats/messages.h"
#include "formats/validation/finding.h"
#include "model/sdmx/artefact.h"

namespace atalaya::cli {

struct DataSetFacts {
  sdmx::Reference reference = {};
  Action action = Action::Information;
  std::string layout = {};  ///< The dimension at the observation.
  std::string set_id = {};
  std::size_t series = 0, observations = 0, missing = 0;
  std::string first_period = {}, last_period = {};
};

struct Inspection {
  std::string file;
  const MessageFormat* format = nullptr;  ///< Null where it is no message.
  std::string detail = {};                ///< What it is instead.
  MessageHeader header = {};
  std::vector<DataSetFacts> data_sets = {};
  std::vector<std::pair<std::string, std::size_t>> artefacts = {};  ///< "Codelist TEST:CL_SEX(1.0)", items in it.
  std::vector<std::string> references = {};                         ///< Artefacts that it refers to and does not have.
  std::vector<std::string> notes = {};                              ///< Of the footer, and what of it has no meaning to us.
  std::string unchecked = {};                                       ///< Why its contents could not be held against their structure; empty: they were.
  Findings findings;

  [[nodiscard]] bool is_valid() const { return findings.errors() == 0; }
};

/// Of each message in the file. `structures` are those given beside it. A file that cannot be opened, or unpacked, fails; a message that cannot be read has a
/// finding.
[[nodiscard]] Result<std::vector<Inspection>> inspect_file(const std::string& path, const sdmx::Structures& structures, std::size_t max_errors);

}  // namespace atalaya::cli
