// The words of a consultation that are the same in the store, in addresses and in open data.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace atalaya::reg::consultation {

/// A text by language: {"es": …, "en": …}.
using Texts = std::map<std::string, std::string>;

/// How well it is known who speaks, the best first. A consultation names the least that it takes.
enum class Voice : std::uint8_t { Verified, Registered, Anonymous };
inline constexpr std::array all_voices = {Voice::Verified, Voice::Registered, Voice::Anonymous};

/// Whether comments are shown at once, or when somebody has looked at them.
enum class Moderation : std::uint8_t { After, Before };
inline constexpr std::array all_moderations = {Moderation::After, Moderation::Before};

/// Whether a comment is shown.
enum class Showing : std::uint8_t { Published, Waiting, Hidden };
inline constexpr std::array all_showings = {Showing::Published, Showing::Waiting, Showing::Hidden};

/// Why a comment is hidden.
enum class Reason : std::uint8_t { OffTopic, Insult, PersonalData, Advertising, Unlawful, Withdrawn };
inline constexpr std::array all_reasons = {Reason::OffTopic, Reason::Insult, Reason::PersonalData, Reason::Advertising, Reason::Unlawful, Reason::Withdrawn};

/// What came of a point.
enum class Outcome : std::uint8_t { Accepted, PartlyAccepted, NotAccepted, Noted };
inline constexpr std::array all_outcomes = {Outcome::Accepted, Outcome::PartlyAccepted, Outcome::NotAccepted, Outcome::Noted};

[[nodiscard]] std::string_view to_string(Voice voice);
[[nodiscard]] std::string_view to_string(Moderation moderation);
[[nodiscard]] std::string_view to_string(Showing showing);
[[nodiscard]] std::string_view to_string(Reason reason);
[[nodiscard]] std::string_view to_string(Outcome outcome);
[[nodiscard]] std::optional<Voice> parse_voice(std::string_view text);
[[nodiscard]] std::optional<Moderation> parse_moderation(std::string_view text);
[[nodiscard]] std::optional<Showing> parse_showing(std::string_view text);
[[nodiscard]] std::optional<Reason> parse_reason(std::string_view text);
[[nodiscard]] std::optional<Outcome> parse_outcome(std::string_view text);

}  // namespace atalaya::reg::consultation
