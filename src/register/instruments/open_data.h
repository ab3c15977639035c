// The register of instruments for everybody to take: all of it, as one state of the store, in parts as they are read.
#pragma once

#include <array>
#include <functional>
#include <string_view>

#include "base/error.h"
#include "register/store/store.h"

namespace atalaya::reg::instruments {

/// Takes the next bytes; an error ends the writing and is what the writer gives back.
using Sink = std::function<Status(std::string_view)>;

/// CSV has a table for each kind of fact; they meet in the column `instrument`.
enum class Table : std::uint8_t { Instruments, Events, Targets, Milestones, Links };
inline constexpr std::array all_tables = {Table::Instruments, Table::Events, Table::Targets, Table::Milestones, Table::Links};
[[nodiscard]] std::string_view to_string(Table table);  ///< "events"

/// RFC 4180 with a line of names. States are those of the day of the store's clock.
[[nodiscard]] Status write_csv(Store& store, Table table, const Sink& sink);
/// {"generated": instant, "instruments": [{…}]}, each with its history, targets, milestones and links.
[[nodiscard]] Status write_json(Store& store, const Sink& sink);

}  // namespace atalaya::reg::instruments
