// How the data sets of one structure of an SDMX-JSON message are laid out: which array elements are what, in terms of the data structure.
#pragma once

#include <memory>
#include <vector>

#include "formats/sdmx_json_data/json_structure.h"
#include "model/data_message.h"

namespace atalaya {

struct JsonLayout {
  /// A dimension: numbers in keys stand for these ids.
  struct Dimension {
    std::size_t position = 0;  ///< In the key; npos: time.
    std::vector<std::string_view> ids = {};
  };
  /// A measure or an attribute at its place in an array.
  struct Slot {
    bool is_measure = false;
    std::size_t position = 0;
    Attribute::Level level = Attribute::Level::Observation;  ///< To which the structure attaches it; the message may say it elsewhere.
    bool by_number = false;
    std::vector<std::vector<Value>> values = {};  ///< By number.
    std::vector<Value> default_value = {};        ///< What holds where nothing is said; at most one.
    std::vector<std::size_t> related = {};        ///< Positions of the dimensions that it varies with (npos: time), sorted; empty: not said.
  };

  std::shared_ptr<const DataStructure> structure;
  sdmx::Reference reference;
  std::vector<Dimension> set_dimensions, series_dimensions, observation_dimensions;
  /// All, time too, in which order the keys of groups have them: by their positions in the key, as the guide has it, or as they stand in the message, as its
  /// samples.
  std::vector<Dimension> by_position, by_appearance;
  std::vector<Slot> set_slots, group_slots, series_slots, observation_slots;  ///< Those of observations: measures first.
  /// Series have whole keys, observations a period alone, and every attribute stands where the structure attaches it.
  bool plain_series = false;
};

/// `message` must outlive the layout, whose texts are its. The structure is that of `structures`, or where it is not known there, one made of the message. In a
/// `draft` (before 1.0) a component without values has no place in the arrays.
[[nodiscard]] Result<JsonLayout> layout_of(const JsonStructure& message, const StructureSource& structures, bool draft);

}  // namespace atalaya
