// Text in several languages (SDMX InternationalString).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace atalaya {

class LocalText {
 public:
  void set(std::string language, std::string text) { texts_.emplace_back(std::move(language), std::move(text)); }
  /// The text in `language`, else in English, else in whatever there is; empty where there is none.
  [[nodiscard]] const std::string& in(std::string_view language) const;
  [[nodiscard]] bool empty() const { return texts_.empty(); }
  bool operator==(const LocalText&) const = default;
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& all() const { return texts_; }

 private:
  std::vector<std::pair<std::string, std::string>> texts_;
};

}  // namespace atalaya
