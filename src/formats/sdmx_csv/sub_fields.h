// Several values in one field of SDMX-CSV (field guide 2.1, "Multi-valued components", "Non-coded multi-lingual components").
#pragma once

#include <list>
#include <string>
#include <string_view>
#include <vector>

#include "model/data_message.h"

namespace atalaya {

/// Appends the values of a field to `out`, with `component`. `X;Y`, and with `languages` `en:Value;fr:Valeur` or `"en:A;fr:B";"en:C"`; what has a separator
/// in it stands in quotes. Texts that are not part of the field as they are get a place in `storage`.
void split_sub_fields(std::string_view field, char separator, const std::vector<std::string>& languages, bool labelled, std::size_t component,
                      std::vector<Value>& out, std::list<std::string>& storage);

/// The field of values that follow each other in a message.
[[nodiscard]] std::string join_sub_fields(std::span<const Value> values, char separator);

}  // namespace atalaya
