// Wall time of a place and instants, by the zones of IANA (in ICU's edition).
#pragma once

#include <string>

#include "base/error.h"
#include "register/store/clock.h"

namespace atalaya::reg::consultation {

/// The instant at which clocks in `zone` ("America/Santiago", "UTC") show `local` ("2026-12-31T23:59"). A time that clocks show twice is the later one: nobody
/// comes too late by it. Input, at the field "zone" or `field`, where there is no such zone, or no such time because clocks skip it.
[[nodiscard]] Result<Instant> instant_of(const std::string& local, const std::string& zone, const std::string& field);

/// What clocks in `zone` show, to the minute, with the offset: "2026-12-31T23:59-03:00". The zone must be one.
[[nodiscard]] std::string local_text(Instant instant, const std::string& zone);

}  // namespace atalaya::reg::consultation
