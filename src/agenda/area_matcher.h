// Which country or group a source's text means: by ISO alpha-2, alpha-3, M49, group code, or name in any of the languages.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "agenda/agenda.h"

namespace atalaya {

class AreaMatcher {
 public:
  explicit AreaMatcher(const Agenda& agenda);
  /// The id of the area (alpha-3 or group), or nothing.
  [[nodiscard]] std::optional<std::string_view> match(std::string_view text) const;

 private:
  void add_name(const std::string& name, const std::string& id);
  std::unordered_map<std::string, std::string, StringHash, std::equal_to<>> codes_;
  std::unordered_map<std::string, std::string, StringHash, std::equal_to<>> names_;  // folded
};

}  // namespace atalaya
