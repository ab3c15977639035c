// Many instruments at once, from a table such as open data gives (open_data.h): a row with the id of an instrument changes it, a row without one adds it. A row
// that is refused is told with its line, column and reason, and keeps no other from being taken.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "register/instruments/check.h"
#include "register/store/store.h"

namespace atalaya::reg::instruments {

struct Imported {
  std::size_t added = 0, changed = 0;
  std::size_t same = 0;       ///< Say what the register says.
  std::size_t rejected = 0;   ///< Rows of which nothing was taken.
  std::vector<Error> faults;  ///< In the order of lines; place: file, line, and the column's name in `what`. Of a row all that is known.
};

/// Columns are those of open data's table of instruments: country, kind, language, title, body and goals must be there, the others may. An empty cell says
/// "none". What has no column in this table (targets, milestones, links) stays as it is. With a `version`, a row that was changed since is refused; state and
/// state_since go together, and are recorded where they are not the present ones. A row without an id is refused where its country has an instrument of this
/// kind and title, so that a file read twice adds nothing twice. Input where the file is no such table at all: nothing was taken then.
[[nodiscard]] Result<Imported> import_csv(Store& store, const std::string& actor, std::string_view bytes, const std::string& file, const Known& known);

}  // namespace atalaya::reg::instruments
