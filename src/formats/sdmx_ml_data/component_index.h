// What a name in a data set stands for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/text.h"
#include "model/structure.h"

namespace atalaya::sdmx_ml {

struct Slot {
  enum class Kind : std::uint8_t {
    Unknown,
    Dimension,
    Time,
    Measure,
    SetAttribute,
    SeriesAttribute,  ///< Of a series or a group.
    ObservationAttribute,
    Type,     ///< xsi:type, or the unqualified `type` of groups and observations.
    Foreign,  ///< A namespace declaration, or an attribute of another namespace: not of the data.
  };
  Kind kind = Kind::Unknown;
  std::uint32_t position = 0;  ///< Among the structure's dimensions, measures or attributes.
};

class ComponentIndex {
 public:
  explicit ComponentIndex(const DataStructure& structure);
  /// By a component's id. SDMX 2.1 fixes the ids TIME_PERIOD and OBS_VALUE, which are known whatever the structure calls them.
  [[nodiscard]] Slot component(std::string_view id) const;
  /// By the name of an XML attribute of a structure-specific element.
  [[nodiscard]] Slot attribute(std::string_view name) const;

 private:
  std::unordered_map<std::string, Slot, StringHash, std::equal_to<>> slots_;
};

/// Elements of one kind mostly have the same names in the same order: the names that were seen last, by their position.
class SlotCache {
 public:
  template <typename Find>
  Slot find(std::size_t position, std::string_view name, Find&& find) {
    if (position < seen_.size() && seen_[position].name == name) return seen_[position].slot;
    const Slot slot = find(name);
    if (slot.kind == Slot::Kind::Unknown || position >= most) return slot;
    if (position >= seen_.size()) seen_.resize(position + 1);
    seen_[position] = {std::string(name), slot};
    return slot;
  }
  void clear() { seen_.clear(); }

 private:
  static constexpr std::size_t most = 256;
  struct Seen {
    std::string name;
    Slot slot;
  };
  std::vector<Seen> seen_;
};

}  // namespace atalaya::sdmx_ml
