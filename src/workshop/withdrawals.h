// What a message takes away: keys that a deletion names, whole or with open dimensions, among those of the message itself and of the store.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "workshop/row_mapper.h"

namespace atalaya {

/// Finds the patterns ("A.*.USERS._T") that a key is of, by one look-up for each way in which dimensions are left open.
class PatternIndex {
 public:
  explicit PatternIndex(const std::vector<std::string>& patterns);
  /// Calls f(number of the pattern) for each.
  template <typename F>
  void for_each_match(std::string_view key, F&& f) const {
    const auto parts = split(key, '.');
    std::string projected;
    for (const Group& group : groups_) {
      project(parts, group.open, projected);
      if (const auto it = group.patterns.find(projected); it != group.patterns.end()) f(it->second);
    }
  }

 private:
  struct Group {
    std::vector<bool> open;  // one a dimension
    std::unordered_map<std::string, std::size_t, StringHash, std::equal_to<>> patterns;
  };
  static void project(const std::vector<std::string_view>& parts, const std::vector<bool>& open, std::string& out);
  std::vector<Group> groups_;
};

/// Takes out the staged observations that a deletion after them names; returns how many.
std::size_t drop_removed(StagedObservations& staged);

/// Keys of the store that are to be closed.
struct Closing {
  std::int32_t series;
  std::optional<TimePeriod> period;  ///< Nothing: all of them.
};
/// `stored` are the store's series: key and number.
[[nodiscard]] std::vector<Closing> closings(const StagedObservations& staged, const std::vector<std::pair<std::string, std::int32_t>>& stored);

}  // namespace atalaya
