// The header line of an SDMX-CSV data message (sdmx-twg/sdmx-csv, field guides 1.0, 2.0 and 2.1, "Column headers").
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace atalaya {

struct SdmxCsvHeader {
  static constexpr auto none = static_cast<std::size_t>(-1);

  /// A component, or a column of the sender's own: only the structure tells them apart.
  struct Column {
    std::size_t at = 0;  ///< Its number among the fields of a line.
    std::string id = {};
    bool labelled = false;                    ///< "SEX: Sex": cells too may be "F: Female".
    bool multiple = false;                    ///< "SOURCE[]"
    std::vector<std::string> languages = {};  ///< "TITLE[en;fr]"
  };

  bool first_version = false;            ///< 1.0; else 2.0 or 2.1, which have the same header.
  char sub_field = '\0';                 ///< "STRUCTURE[;]": what separates several values in one field; zero where it is not said.
  std::size_t structure = none;          ///< 2.x: the column that says dataflow, datastructure or dataprovision.
  std::size_t identification = 0;        ///< Of DATAFLOW or STRUCTURE_ID.
  bool labelled_identification = false;  ///< "X:F(1.0): A flow" may stand there.
  std::size_t action = none;
  std::size_t series_key = none, observation_key = none;
  std::vector<Column> columns = {};
};

/// The field separator of a message: the character behind the term that begins it. A comma where it begins otherwise.
[[nodiscard]] char sdmx_csv_delimiter(std::string_view bytes);
/// Whether bytes begin as an SDMX-CSV data message does: with DATAFLOW or STRUCTURE as the first field, and a second one.
[[nodiscard]] bool is_sdmx_csv(std::string_view bytes);

/// Refused: a first field that is of no version, an id that stands twice among the components.
[[nodiscard]] Result<SdmxCsvHeader> parse_sdmx_csv_header(const std::vector<std::string>& fields, const std::string& file);

/// "F: Female" -> "F"; text without a label is itself.
[[nodiscard]] inline std::string_view without_label(std::string_view cell) { return cell.substr(0, cell.find(": ")); }

}  // namespace atalaya
