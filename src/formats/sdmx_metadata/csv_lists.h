// Several values in one field of SDMX-CSV: apart by a character, in quotes where they need them, the languages of a text with their codes before it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace atalaya {

struct CsvListItem {
  std::string language = {};  ///< Of a list of languages.
  std::string text = {};
};

/// "123;456", "\"a;b\";c". Where `languages` is not null, each item begins with one of them: "en:Value;fr:\"a;b\"". Input, with `place`, where a quote is not
/// closed, something follows it, or an item has no language.
[[nodiscard]] Result<std::vector<CsvListItem>> split_csv_list(std::string_view field, char separator, const std::vector<std::string>* languages,
                                                              const Place& place);

/// One more item; where `quoted`, in quotes even where it needs none.
void append_csv_item(std::string& list, std::string_view text, char separator, bool quoted);
[[nodiscard]] std::string csv_list(const std::vector<std::string>& texts, char separator);

}  // namespace atalaya
