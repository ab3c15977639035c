// Structure and reference metadata messages of every format: whole documents, not streams (data are in messages.h).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/messages.h"
#include "model/sdmx/artefact.h"

namespace atalaya {

struct StructureMessage {
  MessageHeader header = {};
  sdmx::Structures structures = {};
  std::vector<MessageNote> notes = {};
  std::vector<Error> faults = {};  ///< What was not understood and left out, with its places.
};
[[nodiscard]] Result<StructureMessage> read_structure_message(std::string_view bytes, const std::string& file);

struct DocumentWriterOptions {
  std::vector<std::string> languages = {};  ///< Of names that are given once, the best first.
  int indent = 2;
};
/// `left_out` is told what the format cannot carry. Usage where it is no structure format that is written.
[[nodiscard]] Result<std::string> write_structure_message(std::string_view format, const StructureMessage& message, const DocumentWriterOptions& options,
                                                          std::vector<std::string>& left_out);

struct MetadataSetMessage {
  MessageHeader header = {};
  std::vector<sdmx::MetadataSet> sets = {};
  std::vector<MessageNote> notes = {};
  std::vector<Error> faults = {};
};
/// `structures`, which may be null, says which attributes are coded.
[[nodiscard]] Result<MetadataSetMessage> read_metadata_message(std::string_view bytes, const std::string& file, const sdmx::Structures* structures);
[[nodiscard]] Result<std::string> write_metadata_message(std::string_view format, const MetadataSetMessage& message, const DocumentWriterOptions& options,
                                                         const sdmx::Structures* structures, std::vector<std::string>& left_out);

}  // namespace atalaya
