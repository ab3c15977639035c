#include "formats/sdmx_json_data/numbered_batch.h"

#include <algorithm>

namespace atalaya {

namespace {

/// More combinations than these are told one by one.
constexpr std::size_t most_combinations = std::size_t{1} << 16U;

}  // namespace

NumberedBatch::NumberedBatch(const JsonLayout& layout, bool deletion) : layout_(layout), deletion_(deletion) {
  const auto& slots = layout.observation_slots;
  if (layout.observation_dimensions.empty() || slots.empty() || !slots.front().is_measure || slots.front().by_number || !slots.front().default_value.empty())
    return;
  std::size_t combinations = 1;
  for (std::size_t i = 1; i < slots.size(); ++i) {
    if (slots[i].is_measure || !slots[i].by_number) return;
    sizes_.push_back(slots[i].values.size() + 2);
    if (sizes_.back() > most_combinations / combinations) return;
    combinations *= sizes_.back();
  }
  numbers_.assign(combinations, unknown);
  periods_ = layout.observation_dimensions.front().ids;
}

std::uint32_t NumberedBatch::make(const JsonCursor::PlainMember& member) {
  std::vector<Value>& set = sets_.emplace_back();
  for (std::size_t i = 1; i < layout_.observation_slots.size(); ++i) {
    const JsonLayout::Slot& slot = layout_.observation_slots[i];
    const std::size_t number = number_of(member, i, sizes_[i - 1]);
    if (number < slot.values.size()) {
      set.insert(set.end(), slot.values[number].begin(), slot.values[number].end());
    } else if (i >= member.count && !deletion_) {
      set.insert(set.end(), slot.default_value.begin(), slot.default_value.end());
    }
  }
  return static_cast<std::uint32_t>(sets_.size() - 1);
}

Status NumberedBatch::tell(DataSink& sink) {
  if (gathered_.empty()) return {};
  const Status told = sink.observations({layout_.observation_slots.front().position, periods_, sets_, gathered_});
  gathered_.clear();
  return told;
}

}  // namespace atalaya
