// The register of instruments for everybody to take: all of it, as one state of the store, in parts as they are read.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "register/instruments/search.h"
#include "register/store/store.h"

namespace atalaya::reg::instruments {

/// Takes the next bytes; an error ends the writing and is what the writer gives back.
using Sink = std::function<Status(std::string_view)>;

/// CSV has a table for each kind of fact; they meet in the column `instrument`.
enum class Table : std::uint8_t { Instruments, Events, Targets, Milestones, Links };
inline constexpr std::array all_tables = {Table::Instruments, Table::Events, Table::Targets, Table::Milestones, Table::Links};
[[nodiscard]] std::string_view to_string(Table table);  ///< "events"
[[nodiscard]] std::optional<Table> parse_table(std::string_view text);

/// RFC 4180 with a line of names. States are those of the day of the store's clock.
[[nodiscard]] Status write_csv(Store& store, Table table, const Sink& sink);
/// The list as somebody asks for it by an address, in pieces: each instrument is whole, and what is in it was found when the reading began. Bounded memory,
/// whatever the length.
class OpenData {
 public:
  enum class Form : std::uint8_t { Csv, Json };
  /// Input where the filter is none.
  [[nodiscard]] static Result<std::unique_ptr<OpenData>> open(Store& store, Form form, Table table, const Filter& filter);
  /// Appends a piece; false: that was the last.
  [[nodiscard]] Result<bool> next(std::string& out);

 private:
  OpenData(Store& store, Form form, Table table) : store_(store), form_(form), table_(table) {}
  Store& store_;
  Form form_;
  Table table_;
  std::string date_ = {};
  std::vector<long long> keys_ = {};
  std::size_t at_ = 0;
  bool begun_ = false;
};

/// {"generated": instant, "instruments": [{…}]}, each with its history, targets, milestones and links.
[[nodiscard]] Status write_json(Store& store, const Sink& sink);

}  // namespace atalaya::reg::instruments
