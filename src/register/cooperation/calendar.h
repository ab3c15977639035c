// What stands in the calendar of the register: when cycles are due, meetings, and when consultations close.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/local_text.h"
#include "register/store/store.h"

namespace atalaya::reg::cooperation {

struct Occasion {
  enum class Kind : std::uint8_t { ReportsDue, ReviewsDue, Meeting, ConsultationCloses } kind = Kind::Meeting;
  std::string id;     ///< Public id of the cycle, meeting or consultation.
  LocalText title;    ///< Of it; of a meeting in the one language that it was written in.
  std::string group;  ///< Of a meeting: the group's name.
  std::string starts;
  std::string ends;  ///< Of a meeting.
  std::string place, zone;
  std::string changed;  ///< Instant of its last change, as far as it is known.
  long long changes = 0;
  bool cancelled = false;
};

enum class Reader { Public, Groups };
/// In the order in which they come. Meetings that are not open are for those who read working groups alone.
[[nodiscard]] Result<std::vector<Occasion>> occasions(Store& store, Reader reader);

}  // namespace atalaya::reg::cooperation
