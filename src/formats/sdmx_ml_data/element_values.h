// What one element of a data set (a data set, group, series or observation) says of its components, until it can be told.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

#include "formats/sdmx_ml_data/component_index.h"
#include "formats/sdmx_ml_data/text_arena.h"
#include "model/data_message.h"

namespace atalaya::sdmx_ml {

struct ElementValues {
  std::vector<std::string_view> key;  ///< One a dimension; null where it is not given.
  std::string_view period;            ///< Null where it is not given.
  std::vector<Value> measures, of_set, of_series, of_observation;
  std::vector<sdmx::Annotation> annotations;  ///< Until they are told.
  std::string_view type;  ///< Local name of xsi:type, or `type`: of a group its id, of an observation with an explicit measure the measure's.
  std::size_t line = 0, column = 0;
  bool has_dimension = false;
  bool is_set = false;  ///< Stands at the data set: attributes of the data set are its own.

  void begin(std::size_t dimensions) {
    if (has_dimension || key.size() != dimensions) key.assign(dimensions, std::string_view());
    has_dimension = false;
    period = type = {};
    measures.clear();
    of_set.clear();
    of_series.clear();
    of_observation.clear();
    annotations.clear();
    texts_.clear();
  }

  /// False where a dimension has a value already. Dimensions and measures without text are not given: missing is missing. The text is copied unless it
  /// lives as long as the document.
  bool add(Slot slot, std::string_view text, std::string_view language = {}, bool lives = false) {
    const auto kept = [&] { return lives ? text : texts_.keep(text); };
    const auto value = [&] { return Value{slot.position, kept(), language.empty() ? std::string_view() : texts_.keep(language)}; };
    switch (slot.kind) {
      case Slot::Kind::Dimension:
        if (key[slot.position].data() != nullptr) return false;
        if (text.empty()) return true;
        key[slot.position] = kept();
        has_dimension = true;
        return true;
      case Slot::Kind::Time:
        if (period.data() != nullptr) return false;
        if (!text.empty()) period = kept();
        return true;
      case Slot::Kind::Measure:
        if (!text.empty()) measures.push_back(value());
        return true;
      case Slot::Kind::SetAttribute:
      case Slot::Kind::SeriesAttribute:
        // Of the data set where it stands there; at a series or a group it is told with that.
        (slot.kind == Slot::Kind::SetAttribute && is_set ? of_set : of_series).push_back(value());
        return true;
      case Slot::Kind::ObservationAttribute: of_observation.push_back(value()); return true;
      case Slot::Kind::Type: {
        const std::size_t colon = text.find(':');
        type = texts_.keep(colon == std::string_view::npos ? text : text.substr(colon + 1));
        return true;
      }
      case Slot::Kind::Foreign:
      case Slot::Kind::Unknown: return true;
    }
    return true;
  }

  /// What an element around says and this one does not; the other's texts are to live as long as this one's.
  void inherit(const ElementValues& outer) {
    for (std::size_t d = 0; d < key.size(); ++d) {
      if (key[d].data() != nullptr || outer.key[d].data() == nullptr) continue;
      key[d] = outer.key[d];
      has_dimension = true;
    }
    if (period.data() == nullptr) period = outer.period;
    inherit_values(outer.of_series, of_series);
    inherit_values(outer.of_observation, of_observation);
  }

  [[nodiscard]] bool has_attributes() const { return !of_set.empty() || !of_series.empty() || !of_observation.empty(); }
  [[nodiscard]] bool is_complete() const {
    return std::ranges::all_of(key, [](std::string_view id) { return id.data() != nullptr; });
  }

 private:
  static void inherit_values(const std::vector<Value>& outer, std::vector<Value>& own) {
    const std::size_t count = own.size();
    for (const Value& value : outer) {
      if (std::none_of(own.begin(), own.begin() + static_cast<std::ptrdiff_t>(count), [&](const Value& v) { return v.component == value.component; })) {
        own.push_back(value);
      }
    }
  }
  TextArena texts_;
};

}  // namespace atalaya::sdmx_ml
