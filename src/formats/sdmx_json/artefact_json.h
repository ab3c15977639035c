// One artefact as an object of SDMX-JSON 2.0 or 2.1, by the description that all formats share (model/sdmx/describe.h).
#pragma once

#include <string>
#include <vector>

#include "base/json_writer.h"
#include "formats/sdmx_json/json_context.h"
#include "formats/tree/node.h"
#include "model/data_message.h"
#include "model/sdmx/artefact.h"

namespace atalaya {

/// How a message is read: where from, and in which language a text is that stands alone.
struct JsonReading {
  const std::string& file;
  std::string language = "en";
  std::vector<std::string>* ignored;  ///< Members that are of no meaning to us, with their places; a hundred at most.
};

/// Input, with the place, where a member has a type that it must not have, a reference is no URN, or an id is missing. `availability`: a member of
/// "availabilityConstraints", which may lack an identity and then has that of what it is attached to.
[[nodiscard]] Result<sdmx::Artefact> read_artefact_json(const Node& object, sdmx::Kind kind, const JsonReading& reading, bool availability = false);

struct JsonWriting {
  SdmxJsonVersion version;
  std::vector<std::string> languages;  ///< The best of them is a text that stands alone; empty: English first.
  bool names;                          ///< Else without names and descriptions.
  bool self_links;                     ///< Each artefact has a link to itself, with its URN.
  std::vector<std::string>* left_out;  ///< May be null.
};

/// An availability, which in 2.1 stands in another list than other constraints.
[[nodiscard]] bool is_availability(const sdmx::Artefact& artefact);
void write_artefact_json(JsonWriter& json, const sdmx::Artefact& artefact, const JsonWriting& writing);

/// "meta" of a message.
struct JsonMeta {
  MessageHeader header = {};
  std::vector<std::string> languages = {};  ///< "contentLanguages"; the first is the main one.
};
[[nodiscard]] Result<JsonMeta> read_meta_json(const Node& object, const JsonReading& reading);
/// `schema`: the address of the schema, which 2.0 has here; empty: none.
void write_meta_json(JsonWriter& json, const JsonMeta& meta, const std::string& schema, const JsonWriting& writing);

/// What went wrong at whoever answers: a member of "errors".
struct JsonStatus {
  std::string code = {};  ///< A number, as its text.
  LocalText title = {};
  LocalText detail = {};
  std::vector<sdmx::Link> links = {};
  bool operator==(const JsonStatus&) const = default;
};
[[nodiscard]] Result<std::vector<JsonStatus>> read_errors_json(const Node& array, const JsonReading& reading);
void write_errors_json(JsonWriter& json, const std::vector<JsonStatus>& errors, const JsonWriting& writing);

}  // namespace atalaya
