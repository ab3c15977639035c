// libFuzzer: documents with the official wording of the tiny agenda.
#include "agenda/wording.h"

#include "support.h"

using namespace atalaya;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto wording = parse_wording(fuzz::text_of(data, size), "f.md", fuzz::tiny_agenda());
  if (!wording) {
    fuzz::check_error(wording.error());
    return 0;
  }
  fuzz::require(wording->areas.size() == 2 && wording->goals.size() == 3);
  for (const auto& texts : {wording->areas, wording->goals}) {
    for (const auto& [number, text] : texts) fuzz::require(!text.empty() && is_utf8(text) && text.find('\n') == std::string::npos);
  }

  // What is stored attaches again as it was.
  static const auto pack = fuzz::folder();
  fuzz::require(store_wording(pack, *wording).has_value());
  Agenda agenda = fuzz::tiny_agenda();
  const auto status = attach_wording(pack, agenda);
  fuzz::require(status.has_value());
  for (const Goal& goal : agenda.goals) fuzz::require(goal.official == wording->goals.at(goal.number));
  for (const Area& area : agenda.areas) fuzz::require(area.official == wording->areas.at(area.number));
  return 0;
}
