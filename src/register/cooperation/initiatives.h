// Initiatives and good practices that countries and organisations share, tied to goals of the agenda.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agenda/agenda.h"
#include "register/store/store.h"

namespace atalaya::reg::cooperation {

enum class InitiativeKind : std::uint8_t { Initiative, GoodPractice };
inline constexpr std::array all_initiative_kinds = {InitiativeKind::Initiative, InitiativeKind::GoodPractice};
[[nodiscard]] std::string_view to_string(InitiativeKind kind);  ///< "good_practice"
[[nodiscard]] std::optional<InitiativeKind> parse_initiative_kind(std::string_view text);

struct InitiativeText {
  InitiativeKind kind = InitiativeKind::Initiative;
  std::string country = {};  ///< ISO alpha-3; empty: of the region. It stays what it was.
  std::string language = "es";
  std::string title = {}, summary = {};
  std::string lead = {};               ///< Who carries it; may be empty.
  std::string address = {};            ///< Of the web; may be empty.
  std::string starts = {}, ends = {};  ///< Dates, or empty.
  std::vector<int> goals = {};         ///< At least one, ascending.
};

struct Initiative {
  std::string id;  ///< Public.
  long long version = 0;
  InitiativeText text;
  std::string created, changed;
  std::optional<std::string> withdrawn;
};

/// Gives the public id. Input, at the field (Error::place.file), where something is not what it should be.
[[nodiscard]] Result<std::string> add_initiative(Store& store, const Agenda& agenda, const std::string& actor, const InitiativeText& text);
/// Conflict where `version` is not the newest, or it is withdrawn.
[[nodiscard]] Status change_initiative(Store& store, const Agenda& agenda, const std::string& actor, const std::string& id, long long version,
                                       const InitiativeText& text);
/// It is listed no more; its page stays and says so.
[[nodiscard]] Status withdraw_initiative(Store& store, const std::string& actor, const std::string& id);

[[nodiscard]] Result<Initiative> find_initiative(Store& store, const std::string& id);  ///< NotFound

struct InitiativeFilter {
  std::optional<std::string> country = {};
  std::optional<int> goal = {};
  std::optional<InitiativeKind> kind = {};
  std::string text = {};  ///< Words that it must have, in title, summary or lead; at most eight count.
};
inline constexpr std::size_t initiatives_a_page = 50;
struct InitiativePage {
  std::vector<Initiative> found;  ///< The newest first.
  std::string next;               ///< `after` of the next page; empty: this is the last.
};
/// Input where `after` is no initiative.
[[nodiscard]] Result<InitiativePage> search_initiatives(Store& store, const InitiativeFilter& filter, const std::string& after = {},
                                                        std::size_t most = initiatives_a_page);

/// RFC 4180 with a line of names; and {"generated": instant, "initiatives": [{…}]}. All that are not withdrawn.
[[nodiscard]] Result<std::string> initiatives_csv(Store& store);
[[nodiscard]] Result<std::string> initiatives_json(Store& store);

}  // namespace atalaya::reg::cooperation
