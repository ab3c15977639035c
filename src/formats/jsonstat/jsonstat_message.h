// What a JSON-stat data set says of itself, with the values marked and not read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "formats/json/json_cursor.h"
#include "formats/jsonstat/jsonstat_reader.h"
#include "formats/left_out.h"

namespace atalaya {

struct JsonStatCategory {
  std::string id = {};
  std::string label = {};
  std::string parent = {};
  std::string unit = {};  ///< Its label, or its base.
  std::string decimals = {};
};

struct JsonStatDimension {
  std::string id = {};
  std::string label = {};
  bool described = false;
  std::vector<JsonStatCategory> categories = {};  ///< By index.
};

struct JsonStatDataSet {
  JsonCursor::Mark begin = {};
  std::string label = {}, source = {}, updated = {};
  std::vector<JsonStatDimension> dimensions = {};  ///< In the order of "id".
  std::vector<std::size_t> sizes = {};
  std::vector<std::string> time_role = {};
  std::optional<JsonCursor::Mark> values = {}, status = {};
  /// Of the extension: its own, and those of its data structure.
  std::string id = {}, agency = {}, version = {}, structure_id = {}, structure_agency = {}, structure_version = {};
};

struct JsonStatMessage {
  std::vector<JsonStatDataSet> sets;
};

[[nodiscard]] Result<JsonStatMessage> find_jsonstat(JsonCursor& cursor, const JsonStatLimits& limits, LeftOut& left_out);

/// The structure of a data set, and the dimension that is time (npos: none).
struct JsonStatStructure {
  std::shared_ptr<const DataStructure> structure;
  std::size_t time = DataStructure::npos;
  std::vector<std::vector<std::string>> ids;  ///< Identifiers of the categories, and periods, by dimension.
};
[[nodiscard]] JsonStatStructure structure_of_jsonstat(const JsonStatDataSet& set);

}  // namespace atalaya
