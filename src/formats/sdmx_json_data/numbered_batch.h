// Observations of the form that fills messages, a number and the numbers of its attributes' values, gathered for a sink.
#pragma once

#include <cstdint>
#include <vector>

#include "formats/json/json_cursor.h"
#include "formats/sdmx_json_data/json_layout.h"

namespace atalaya {

class NumberedBatch {
 public:
  /// For the observations of a data set. The layout must outlive it.
  NumberedBatch(const JsonLayout& layout, bool deletion);

  /// False, and nothing taken, where the observation is of another form: first a measure, as a number or null, then attributes by numbers or null.
  [[nodiscard]] bool add(const JsonCursor::PlainMember& member, std::size_t line, std::size_t column) {
    if (member.name >= periods_.size() || member.count == 0) return false;
    std::size_t combination = 0;
    for (std::size_t i = 0; i < sizes_.size(); ++i) {
      const std::size_t number = number_of(member, i + 1, sizes_[i]);
      if (number >= sizes_[i]) return false;
      combination = combination * sizes_[i] + number;
    }
    if (member.count > sizes_.size() + 1 || combination >= numbers_.size()) return false;
    std::uint32_t& number = numbers_[combination];
    if (number == unknown) number = make(member);
    const JsonCursor::PlainNumber& measure = member.numbers[0];
    gathered_.push_back({static_cast<std::uint32_t>(member.name), number, measure.text, measure.value, line, column});
    return true;
  }
  void clear() { gathered_.clear(); }
  [[nodiscard]] bool is_full() const { return gathered_.size() >= 512; }
  /// Tells what was gathered, and has nothing then.
  [[nodiscard]] Status tell(DataSink& sink);

 private:
  static constexpr std::uint32_t unknown = ~std::uint32_t{0};
  /// The number of an attribute's value; behind the values come null and what is not said.
  static std::size_t number_of(const JsonCursor::PlainMember& member, std::size_t at, std::size_t size) {
    if (at >= member.count) return size - 1;
    if (member.numbers[at].text.data() == nullptr) return size - 2;
    return member.numbers[at].whole < size - 2 ? member.numbers[at].whole : size;
  }
  std::uint32_t make(const JsonCursor::PlainMember& member);

  const JsonLayout& layout_;
  bool deletion_;
  std::span<const std::string_view> periods_;
  std::vector<std::size_t> sizes_;      // of each attribute, how many numbers number_of() gives
  std::vector<std::uint32_t> numbers_;  // by the combination of these, the number of its set
  std::vector<std::vector<Value>> sets_;
  std::vector<NumberedObservations::One> gathered_;
};

}  // namespace atalaya
