// What was meant: the codes of a list that are written nearly like a text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/structure.h"

namespace atalaya {

/// At most `most` ids, the nearest first: by insertions, deletions, changes and swaps of neighbours without regard to case; a code that has the text as one of
/// its names counts as near too.
[[nodiscard]] std::vector<std::string> nearest_codes(const CodeList& list, std::string_view text, std::size_t most = 3);
/// "did you mean A, B?", or an empty text.
[[nodiscard]] std::string nearest_hint(const CodeList& list, std::string_view text);

}  // namespace atalaya
