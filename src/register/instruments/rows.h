// An instrument between its form in memory and its rows. Inside of transactions alone.
#pragma once

#include <string>
#include <vector>

#include "register/instruments/instrument.h"

namespace soci {
class session;
}
namespace atalaya {
class JsonWriter;
}

namespace atalaya::reg::instruments {

/// The part of a row that stands for itself.
struct Head {
  long long key = 0;
  std::string id;
  long long version = 0;
  long long position = 0;
  std::string created, changed;
};

struct Whole {
  Head head;
  Instrument content;
  std::vector<Event> events;  ///< By date.
};

/// NotFound
[[nodiscard]] Result<Head> read_head(soci::session& session, const std::string& id);
[[nodiscard]] Whole read_whole(soci::session& session, long long key);
/// Those whose keys follow `after`, in the order of keys, at most `most`.
[[nodiscard]] std::vector<Whole> read_wholes(soci::session& session, long long after, std::size_t most);

/// What stands beside the row: targets, milestones, links. NotFound, at the field, where a link leads nowhere; Input where it leads to itself.
[[nodiscard]] Status write_parts(soci::session& session, long long key, const Instrument& instrument);
void erase_parts(soci::session& session, long long key);

/// The members of an instrument, in the object that is open; the same in versions, in the log's details and in open data.
void write_members(JsonWriter& json, const Instrument& instrument);

[[nodiscard]] std::string goals_text(const std::vector<int>& goals);  ///< "12,25"
[[nodiscard]] std::vector<int> parse_goals(std::string_view text);

}  // namespace atalaya::reg::instruments
