// What readers and writers of SDMX-JSON's structure and metadata messages have in common: versions, and what a text must look like.
#pragma once

#include <string_view>

namespace atalaya {

enum class SdmxJsonVersion { V2_0, V2_1 };

/// Links must say how they relate to what has them; those of annotations, which in SDMX-ML are addresses alone, say this.
inline constexpr const char* standard_relation = "alternate";

/// A language tag such as a member of "names" (RFC 5646): letters, digits and hyphens.
[[nodiscard]] bool is_language_tag(std::string_view text);

/// A number as JSON writes it, or true or false.
[[nodiscard]] bool is_json_literal(std::string_view text);

}  // namespace atalaya
