// Writes comma-separated values (RFC 4180), LF at the end of each line.
#pragma once

#include <string>
#include <string_view>

#include "model/cube_slice.h"

namespace atalaya {

/// Appends one field, in quotes where it needs them.
void append_csv_field(std::string& out, std::string_view field, char delimiter = ',');

/// As above, for text that anybody may have typed: what a spreadsheet would take for a formula has an apostrophe before it.
void append_csv_text(std::string& out, std::string_view field, char delimiter = ',');

/// A table for people: one line an observation, codes with their names in `language`, attributes, and what brought it.
[[nodiscard]] std::string write_csv(const CubeSlice& slice, std::string_view language);

}  // namespace atalaya
