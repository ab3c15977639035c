// The declaration of what the register keeps of people (`privacy.yaml` of the pack): each kind of data once, with what is kept, why, on which ground, how long
// and who sees it. Times are not told here alone: retention.h deletes by them.
//
//   controller: {es: …, en: …, pt: …}      # who answers for it, and how they are reached
//   kinds:
//     - id: sessions
//       name: {…}   what: {…}   why: {…}   ground: {…}   seen_by: {…}
//       days: 30                            # or, for what stays as part of a public record: keep: record
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agenda/agenda.h"
#include "base/yaml.h"
#include "model/local_text.h"

namespace atalaya::reg {

/// All that the register has of people. The count of days of each begins where it says.
enum class PersonalData : std::uint8_t {
  People,       ///< Name, address, language; from the end of the last role.
  Accounts,     ///< Password and code, as long as People.
  Sessions,     ///< From their end.
  Devices,      ///< From the last login by them.
  Identities,   ///< Accounts elsewhere, from when they are unlinked.
  Passkeys,     ///< From the last login with them, or from when they were added.
  Recoveries,   ///< From when they expire.
  Invitations,  ///< From when they were accepted, revoked or expired.
  Notices,      ///< From when they were sent or given up.
  Bounces,      ///< Addresses that refuse messages, from then.
  RateLimits,   ///< Traces of who tried or wrote how often, from then.
  Reports,      ///< Who answered, submitted, reviewed: part of the record.
  Comments,     ///< Of consultations: part of the record.
  Log           ///< Ids and hashes: part of the record.
};
inline constexpr std::array all_personal_data = {PersonalData::People,     PersonalData::Accounts, PersonalData::Sessions,   PersonalData::Devices,
                                                 PersonalData::Identities, PersonalData::Passkeys, PersonalData::Recoveries, PersonalData::Invitations,
                                                 PersonalData::Notices,    PersonalData::Bounces,  PersonalData::RateLimits, PersonalData::Reports,
                                                 PersonalData::Comments,   PersonalData::Log};
[[nodiscard]] std::string_view to_string(PersonalData kind);  ///< "rate_limits"
/// Whether it is part of a record that stays, without the name of who has been erased; else it has a number of days.
[[nodiscard]] constexpr bool is_record(PersonalData kind) { return kind >= PersonalData::Reports; }

struct PrivacyRule {
  PersonalData kind = PersonalData::People;
  LocalText name = {}, what = {}, why = {}, ground = {}, seen_by = {};
  std::optional<int> days = {};  ///< Nothing: part of the record.
};

struct PrivacyPolicy {
  LocalText controller;
  std::vector<PrivacyRule> rules;  ///< In the order of the file; each kind once.
  [[nodiscard]] const PrivacyRule& of(PersonalData kind) const;
};

/// Nothing, and faults with their places, where a kind is missing, stands twice or is not known, or a time is none (1 to 3650 days; Sessions, Notices,
/// Invitations and RateLimits at most 400).
[[nodiscard]] std::optional<PrivacyPolicy> read_privacy_policy(const YamlNode& file, const Agenda& agenda, Faults& faults);
/// The pack's; null where it declares nothing. Input with all faults where the file is wrong.
[[nodiscard]] Result<std::optional<PrivacyPolicy>> load_privacy_policy(const std::filesystem::path& pack, const Agenda& agenda);

}  // namespace atalaya::reg
