// libFuzzer: what stands in addresses and cells: time periods, key filters, numbers, names of countries.
#include <bit>

#include "agenda/area_matcher.h"
#include "query/selection.h"
#include "support.h"

using namespace atalaya;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  if (const auto period = TimePeriod::parse(text)) {
    fuzz::require(TimePeriod::parse(period->to_string()) == *period);
    fuzz::require(period->first_day() <= period->last_day() && TimePeriod::from_packed(period->packed()) == *period);
    fuzz::require(period->year() >= 1 && period->year() <= 9999);
  }
  // Addresses are UTF-8 before they get here.
  const std::string repaired = replace_invalid_utf8(text);
  const auto filter = parse_key(repaired, *fuzz::tiny_agenda().structure);
  if (filter) {
    fuzz::require(filter->codes.size() == 4);
  } else {
    fuzz::check_error(filter.error());
  }
  if (const auto number = parse_number(text); number.value) {
    const auto again = parse_number(number_text(*number.value));
    fuzz::require(again.value && std::bit_cast<std::uint64_t>(*again.value) == std::bit_cast<std::uint64_t>(*number.value));
  }
  fuzz::require(first_invalid_utf8(text).has_value() == !is_utf8(text));
  fuzz::require(is_utf8(repaired) && is_utf8(shorten(repaired, size / 2)) && is_identifier(to_identifier(text)) == !text.empty());
  const std::string folded = fold_name(repaired);
  fuzz::require(is_utf8(folded));
  static const AreaMatcher areas(fuzz::tiny_agenda());
  if (const auto area = areas.match(repaired)) fuzz::require(fuzz::tiny_agenda().structure->code_list("CL_AREA")->find(*area) != nullptr);
  return 0;
}
