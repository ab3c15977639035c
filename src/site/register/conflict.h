// What a form says that was sent over a newer state: nothing that was typed is lost, and what others wrote is told beside it.
#pragma once

#include "site/register/form_view.h"
#include "site/register/visit.h"

namespace atalaya::site::desk {

/// Under the notice: the fields that now differ from what was typed, with what they say now. Hidden fields and those without a label are left out.
void add_differences(View& notice, const Locale& locale, const std::vector<Field>& now, const std::vector<Field>& typed);
/// The notice with them.
void add_conflict(DeskPage& page, const Locale& locale, const std::vector<Field>& now, const std::vector<Field>& typed);

}  // namespace atalaya::site::desk
