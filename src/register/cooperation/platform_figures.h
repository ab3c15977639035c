// The figures that the platform makes of itself: the indicators of kind `platform`. docs/methods.md says how each comes about.
#pragma once

#include <vector>

#include "agenda/agenda.h"
#include "register/cooperation/follow_up.h"
#include "register/submissions/figure_file.h"
#include "workshop/assessment.h"

namespace atalaya::reg::cooperation {

/// For the countries of the agenda and the cycle's year, in the order of indicators and countries; `statuses` is what the workshop's figures come to
/// (assess_all). What cannot be said is left out: missing is missing. Only indicators that the agenda has with kind `platform` are made.
[[nodiscard]] Result<std::vector<Figure>> platform_figures(Store& store, const Agenda& agenda, const std::vector<IndicatorStatus>& statuses,
                                                           const cycles::Cycle& cycle);

}  // namespace atalaya::reg::cooperation
