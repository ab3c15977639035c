#include "register/consultation/zone.h"

#include <unicode/basictz.h>
#include <unicode/timezone.h>

#include <cstdio>
#include <memory>

#include "base/locale.h"
#include "register/text/typed_text.h"
#include "register/instruments/states.h"

namespace atalaya::reg::consultation {

namespace {

std::unique_ptr<icu::BasicTimeZone> find_zone(const std::string& name) {
  // ICU also takes "GMT+3" and "PST", which are no places.
  if (name != "UTC" && (name.find('/') == std::string::npos || name.size() > 60)) return nullptr;
  std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
  if (*zone == icu::TimeZone::getUnknown()) return nullptr;
  auto* basic = dynamic_cast<icu::BasicTimeZone*>(zone.get());
  if (basic != nullptr) (void)zone.release();
  return std::unique_ptr<icu::BasicTimeZone>(basic);
}

std::optional<std::chrono::milliseconds> parse_local(const std::string& local) {
  if (local.size() != 16 || local[10] != 'T') return std::nullopt;
  // Read as if it were UTC; the offset is taken off afterwards.
  if (!is_day(local.substr(0, 10))) return std::nullopt;
  const auto instant = parse_instant(local + ":00.000Z");
  return instant ? std::optional(instant->time_since_epoch()) : std::nullopt;
}

}  // namespace

Result<Instant> instant_of(const std::string& local, const std::string& zone, const std::string& field) {
  const auto place = find_zone(zone);
  if (!place) return wrong("zone", tr_noop("this is no time zone such as America/Santiago"));
  const auto wall = parse_local(local);
  if (!wall) return wrong(field, tr_noop("this must be a day and a time such as 2026-12-31T23:59"));
  int32_t raw = 0, saving = 0;
  UErrorCode code = U_ZERO_ERROR;
  place->getOffsetFromLocal(static_cast<double>(wall->count()), UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_LATTER, raw, saving, code);
  if (U_FAILURE(code)) return fail(ErrorKind::Internal, "the time zone's rules cannot be read");
  const Instant out(*wall - std::chrono::milliseconds(raw + saving));
  if (!local_text(out, zone).starts_with(local)) return wrong(field, tr_noop("clocks in that zone never show this time: they are set forward over it"));
  return out;
}

std::string local_text(Instant instant, const std::string& zone) {
  const auto place = find_zone(zone);
  if (!place) return instant_text(instant);
  int32_t raw = 0, saving = 0;
  UErrorCode code = U_ZERO_ERROR;
  place->getOffset(static_cast<double>(instant.time_since_epoch().count()), 0, raw, saving, code);
  const int minutes = (raw + saving) / 60'000;
  char offset[16];
  std::snprintf(offset, sizeof offset, "%c%02d:%02d", minutes < 0 ? '-' : '+', std::abs(minutes) / 60, std::abs(minutes) % 60);
  return instant_text(instant + std::chrono::milliseconds(raw + saving)).substr(0, 16) + offset;
}

}  // namespace atalaya::reg::consultation
