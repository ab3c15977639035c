// Texts that hold markup.
#pragma once

#include <string_view>

namespace atalaya {

/// Whether a text is a fragment of well-formed XML: what may stand between a start tag and its end tag. Declarations of types and their entities are not.
[[nodiscard]] bool is_well_formed(std::string_view fragment);
/// Whether (), [] and {} pair and nest.
[[nodiscard]] bool has_paired_brackets(std::string_view text);

}  // namespace atalaya
