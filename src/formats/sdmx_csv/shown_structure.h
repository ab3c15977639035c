// What an SDMX-CSV data message shows of the structure of its data, for readers to whom nobody gave it.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "formats/sdmx_csv/sdmx_csv_header.h"
#include "model/structure.h"

namespace atalaya {

struct ShownStructure {
  std::shared_ptr<DataStructure> structure;  ///< Without agency, id and version. Null: the message does not show it.
  std::string how = {};                      ///< What was taken from what, for the user to judge.
};

/// The columns have no word for what they are, but two things tell it: OBS_KEY (or SERIES_KEY beside TIME_PERIOD) names the values of the dimensions in the
/// structure's order (2.0, 2.1, "keys"); else services put dimensions before measures and these before attributes (2.1, "Columns"), as the examples of 1.0
/// have them. OBS_VALUE must be there. TIME_PERIOD is the time dimension (the only id it may have); a column whose header has brackets, or no id, is no
/// dimension. Attributes are taken to be of observations. `bytes` and `file` are the message's, of which the first thousand lines are held against the key.
[[nodiscard]] ShownStructure structure_shown(std::string_view bytes, const std::string& file, char delimiter, const SdmxCsvHeader& header);

}  // namespace atalaya
