// The structure that an SDMX-JSON data message carries: its components with the values that the data refer to by number (field guides 1.0, 2.0, 2.1,
// "structure").
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "formats/json/json_cursor.h"
#include "formats/left_out.h"
#include "model/sdmx/base.h"
#include "model/structure.h"

namespace atalaya {

/// A value of a component: a code, or a text of its own, or several, or one in several languages.
struct JsonValue {
  std::vector<std::pair<std::string, std::string>> texts = {};  ///< Text and language (empty: none). Nothing: null.
  bool coded = false;
  LocalText name = {};
  LocalText description = {};
  std::string parent = {};
};

struct JsonComponent {
  enum class Relationship { None, DataSet, Dimensions, Observation };
  std::string id = {};
  LocalText name = {};
  std::optional<std::size_t> key_position = {};
  bool time_role = false;
  bool mandatory = false;
  Relationship relationship = Relationship::None;
  std::vector<std::string> dimensions = {};  ///< Of the relationship.
  std::optional<sdmx::TextFormat> format = {};
  std::string min_occurs = {}, max_occurs = {};
  std::optional<std::string> default_text = {};
  bool has_values = false;  ///< The data say numbers of `values`; else the values themselves.
  std::vector<JsonValue> values = {};
};

struct JsonStructure {
  sdmx::Reference reference = {};       ///< What the data were asked for by; empty where no link says it.
  sdmx::Reference data_structure = {};  ///< Of a link to the data structure; empty where there is none.
  LocalText name = {};
  std::vector<JsonComponent> set_dimensions = {}, series_dimensions = {}, observation_dimensions = {};
  bool has_measures = false;  ///< Else one of any kind, OBS_VALUE.
  std::vector<JsonComponent> measures = {};
  std::vector<JsonComponent> set_attributes = {}, group_attributes = {}, series_attributes = {}, observation_attributes = {};
  std::vector<sdmx::Annotation> annotations = {};  ///< To which data sets, series and observations refer by number.
  std::vector<std::size_t> data_sets = {};
  Place place = {};

  /// All dimensions, time too, by their positions in the key.
  [[nodiscard]] std::vector<const JsonComponent*> key() const;
};

/// Reads the object of a structure. `language` is that of names that say none. Refused: more than `limit` bytes, a member that stands twice, a dimension
/// without an id or without values.
[[nodiscard]] Result<JsonStructure> read_json_structure(JsonCursor& cursor, const std::string& language, std::size_t limit, LeftOut& left_out);

/// "Name" or {"en": "Name"}; appended to what there is.
[[nodiscard]] Status read_json_text(JsonCursor& cursor, const std::string& language, LocalText& text);

/// A data structure out of what the message says: code lists have the codes that it uses. The ids of the lists are CL_ and the component's.
[[nodiscard]] std::shared_ptr<const DataStructure> structure_from_message(const JsonStructure& message);

}  // namespace atalaya
