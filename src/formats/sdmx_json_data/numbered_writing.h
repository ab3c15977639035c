// Runs of observations that are told by numbers, as SDMX-JSON has them: what stands before and behind the measure is made once for each period and each set of
// attributes.
#pragma once

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "formats/sdmx_json_data/json_numbers.h"
#include "model/data_message.h"

namespace atalaya {

class NumberedWriting {
 public:
  /// Of another data set: nothing is known.
  void clear();
  /// Makes the texts of the periods and attributes that the run has and that were not met yet. False where the run is to be told one by one: an observation
  /// without a period, an attribute that does not stand at observations.
  [[nodiscard]] Result<bool> know(const NumberedObservations& numbered, JsonNumbers& numbers);
  /// Appends the members of "observations", after know(). `follow`: others stand before them.
  [[nodiscard]] Status append(std::string& out, const NumberedObservations& numbered, JsonNumbers& numbers, bool follow) const;

 private:
  /// A text whose beginning, mostly all of it, is copied as a block of one size.
  class Text {
   public:
    static constexpr std::size_t block = 16;
    Text() = default;
    explicit Text(std::string text);
    [[nodiscard]] bool is_known() const { return !all_.empty(); }
    [[nodiscard]] const std::string& all() const { return all_; }
    [[nodiscard]] std::size_t room() const { return std::max(all_.size(), block); }
    /// At a place with that room; behind the text.
    [[nodiscard]] char* put(char* at) const {
      std::memcpy(at, begin_.data(), block);
      if (all_.size() > block) std::memcpy(at + block, all_.data() + block, all_.size() - block);
      return at + all_.size();
    }

   private:
    std::string all_;
    std::array<char, block> begin_ = {};
  };
  void append_numbers(std::string& out, const NumberedObservations& numbered, bool follow) const;

  std::vector<Text> periods_, attributes_;            // by their numbers; not known where they were not met yet
  std::size_t period_room_ = 0, attribute_room_ = 0;  // of any of them
};

}  // namespace atalaya
