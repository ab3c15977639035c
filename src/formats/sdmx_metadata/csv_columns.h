// The columns of reported attributes in SDMX-CSV: "CONTACT[].NAME[en;fr]".
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/sdmx/metadata.h"

namespace atalaya {

/// Columns of a set that the guide leaves to whoever writes; these are its own examples, and the validity.
struct CsvSetColumn {
  const char* name;
  std::string sdmx::MetadataSet::*member;
};
inline constexpr std::array<CsvSetColumn, 6> csv_set_columns = {{{"publicationPeriod", &sdmx::MetadataSet::publication_period},
                                                                 {"publicationYear", &sdmx::MetadataSet::publication_year},
                                                                 {"reportingBegin", &sdmx::MetadataSet::reporting_begin},
                                                                 {"reportingEnd", &sdmx::MetadataSet::reporting_end},
                                                                 {"validFrom", &sdmx::MetadataSet::valid_from},
                                                                 {"validTo", &sdmx::MetadataSet::valid_to}}};

struct MetadataCsvColumn {
  std::vector<std::string> path;            ///< From the outermost attribute.
  std::vector<bool> multiple;               ///< One a part of the path: it may stand several times.
  std::vector<std::string> languages = {};  ///< Texts in languages; empty: plain values.

  [[nodiscard]] std::string header(char separator) const;
};

/// A header such as header() writes; a label behind ": " is not part of it. Languages may be apart by any character.
[[nodiscard]] Result<MetadataCsvColumn> parse_csv_column(std::string_view header, const Place& place);

/// The columns that these sets need, in the order of the metadata structure's attributes where it is known (else null), then as they come.
/// Plain values and texts in languages of one attribute have a column each.
[[nodiscard]] std::vector<MetadataCsvColumn> csv_columns(const std::vector<sdmx::MetadataSet>& sets,
                                                         const std::vector<const std::vector<sdmx::MetadataAttribute>*>& structures);

}  // namespace atalaya
