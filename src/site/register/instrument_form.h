// An instrument as fields of a form, and back. Fields are called as the faults of check.h name them: "milestones[2].due".
#pragma once

#include <vector>

#include "http/form.h"
#include "register/instruments/check.h"
#include "register/instruments/instrument.h"
#include "site/register/form_view.h"
#include "site/register/visit.h"

namespace atalaya::site::desk {

/// `countries`: those that may be chosen; empty: the country stays what it is. What is wrong stands at its field; what has no field of its own is left in
/// `faults`.
[[nodiscard]] std::vector<Field> instrument_fields(const Visit& visit, const reg::instruments::Instrument& instrument, std::vector<Choice> countries,
                                                   std::vector<Error>& faults);

/// What a form says; rows without any text are left out. `before` is what it said, for what the form does not have. Numbers that are none are such as the check
/// refuses.
[[nodiscard]] reg::instruments::Instrument read_instrument(const http::Form& form, const reg::instruments::Instrument& before);

}  // namespace atalaya::site::desk
