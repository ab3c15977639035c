// Target objects of SDMX 2.1 that a metadata target has but once: a fixed id each, and in structure-specific messages the name of their element for it.
#pragma once

#include <array>
#include <string_view>

namespace atalaya {

struct FixedTarget {
  std::string_view element;
  std::string_view id;
};
inline constexpr std::array<FixedTarget, 4> fixed_targets = {{{"KeyDescriptorValuesTarget", "DIMENSION_DESCRIPTOR_VALUES_TARGET"},
                                                              {"DataSetTarget", "DATA_SET_TARGET"},
                                                              {"ReportPeriodTarget", "REPORT_PERIOD_TARGET"},
                                                              {"ConstraintContentTarget", "CONSTRAINT_CONTENT_TARGET"}}};
inline constexpr std::string_view constraint_target = "CONSTRAINT_CONTENT_TARGET";

}  // namespace atalaya
