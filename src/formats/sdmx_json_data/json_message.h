// The parts of an SDMX-JSON data message, found in one pass: what is small is read, what is large is marked.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "formats/json/json_cursor.h"
#include "formats/sdmx_json_data/sdmx_json_data_reader.h"

namespace atalaya {

struct JsonMessage {
  using Mark = JsonCursor::Mark;
  struct Set {
    DataSetInfo info = {};  ///< Without the structure.
    Mark begin = {};
    std::optional<std::size_t> structure = {};  ///< Its number in the message.
    std::vector<std::size_t> annotations = {};  ///< Numbers of the structure's.
    std::optional<Mark> attributes = {}, group_attributes = {}, series = {}, observations = {};
  };
  MessageHeader header = {};
  std::string language = "en";  ///< Of names that say none: the first of contentLanguages.
  std::vector<Mark> structures = {};
  std::vector<Set> sets = {};
  bool draft = false;       ///< Of the form before 1.0, whose header is not called meta.
  std::string errors = {};  ///< Of the service, as one text.
};

[[nodiscard]] Result<JsonMessage> find_json_message(JsonCursor& cursor, const SdmxJsonReadLimits& limits);

}  // namespace atalaya
