// Attributes of groups, kept until the series that they belong to are told: for formats without a place for groups.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "model/data_message.h"

namespace atalaya {

/// A value whose texts are its own.
struct KeptValue {
  std::size_t component;
  std::string text, language;
  [[nodiscard]] Value view() const { return {component, text, language}; }
};

class GroupValues {
 public:
  struct Group {
    std::vector<std::string> key;  ///< One a dimension.
    std::vector<bool> given;       ///< Which of them the group has.
    std::vector<KeptValue> values;
    std::vector<std::size_t> annotations;  ///< Numbers that the writer gives them.
    bool met = false;                      ///< A series of it was told.
  };

  void clear();
  /// Values of one component replace those that were there.
  void add(SeriesKey key, std::span<const Value> values, std::span<const std::size_t> annotations = {});
  [[nodiscard]] const std::vector<Group>& groups() const { return groups_; }

  /// Calls f(group) for each group that a series is of.
  template <typename F>
  void for_series(SeriesKey key, F&& f) {
    for (const Pattern& pattern : patterns_) {
      partial_.clear();
      for (const std::size_t d : pattern.dimensions) partial_.append(key[d]).push_back('\x1f');
      const auto it = pattern.groups.find(partial_);
      if (it == pattern.groups.end()) continue;
      groups_[it->second].met = true;
      f(static_cast<const Group&>(groups_[it->second]));
    }
  }

 private:
  /// Groups with the same dimensions.
  struct Pattern {
    std::vector<std::size_t> dimensions;
    std::unordered_map<std::string, std::size_t> groups;
  };
  std::vector<Group> groups_;
  std::vector<Pattern> patterns_;
  std::string partial_;
};

}  // namespace atalaya
