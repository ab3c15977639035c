#include "formats/sdmx_json_data/numbered_writing.h"

#include <cmath>

#include "base/decimal.h"
#include "base/text.h"
#include "formats/sdmx_json_data/value_arrays.h"

namespace atalaya {

NumberedWriting::Text::Text(std::string text) : all_(std::move(text)) { all_.copy(begin_.data(), block); }

void NumberedWriting::clear() { *this = {}; }

Result<bool> NumberedWriting::know(const NumberedObservations& numbered, JsonNumbers& numbers) {
  periods_.resize(numbered.periods.size());
  attributes_.resize(numbered.attributes.size());
  for (const NumberedObservations::One& one : numbered.all) {
    Text& period = periods_[one.period];
    if (!period.is_known()) {
      if (numbered.periods[one.period].empty()) return false;
      period = Text('"' + std::to_string(numbers.number_of_period(numbered.periods[one.period])) + "\":[");
      period_room_ = std::max(period_room_, period.room());
    }
    Text& attributes = attributes_[one.attributes];
    if (!attributes.is_known()) {
      const std::vector<Value>& values = numbered.attributes[one.attributes];
      if (!std::ranges::all_of(values, [&](const Value& value) { return numbers.level(value.component) == JsonNumbers::Level::Observation; })) return false;
      std::string text;
      const auto& slots = numbers.attributes(JsonNumbers::Level::Observation);
      const std::size_t last = given_values(slots, values);
      for (std::size_t i = 0; i < last; ++i) {
        text += ',';
        TRY_STATUS(numbers.append_attribute(text, slots[i], values_of(values, slots[i])));
      }
      attributes = Text(text + ']');
      attribute_room_ = std::max(attribute_room_, attributes.room());
    }
  }
  return true;
}

Status NumberedWriting::append(std::string& out, const NumberedObservations& numbered, JsonNumbers& numbers, bool follow) const {
  const bool numbers_alone =
      numbers.structure().measures[numbered.measure].is_numeric() && std::ranges::all_of(numbered.all, [](const auto& one) { return one.text.empty(); });
  if (numbers_alone) {
    append_numbers(out, numbered, follow);
    return {};
  }
  for (const NumberedObservations::One& one : numbered.all) {
    if (follow) out += ',';
    follow = true;
    out += periods_[one.period].all();
    const std::string made = one.text.empty() && !std::isnan(one.number) ? number_text(one.number) : std::string();
    const Value value{numbered.measure, made.empty() ? one.text : made, {}, one.number};
    if (value.text.empty()) {
      out += "null";
    } else {
      TRY_STATUS(numbers.append_measure(out, numbered.measure, {&value, 1}));
    }
    out += attributes_[one.attributes].all();
  }
  return {};
}

/// By far the most of a large message: straight into the room that all of it can take.
void NumberedWriting::append_numbers(std::string& out, const NumberedObservations& numbered, bool follow) const {
  const std::size_t begin = out.size();
  const std::size_t room = numbered.all.size() * (1 + period_room_ + longest_number + 2 + attribute_room_);
  out.resize_and_overwrite(begin + room, [&](char* text, std::size_t) {
    char* at = text + begin;
    for (const NumberedObservations::One& one : numbered.all) {
      *at = ',';
      at += follow ? 1 : 0;
      follow = true;
      at = periods_[one.period].put(at);
      if (std::isfinite(one.number)) {
        at = put_number(at, one.number);
      } else if (std::isnan(one.number)) {
        std::memcpy(at, "null", 4);
        at += 4;
      } else {
        *at++ = '"';  // JSON has no number for it.
        at = put_number(at, one.number);
        *at++ = '"';
      }
      at = attributes_[one.attributes].put(at);
    }
    return static_cast<std::size_t>(at - text);
  });
}

}  // namespace atalaya
