// A text as people paste it into a form: paragraphs between empty lines, the same number of them in every language.
#pragma once

#include <vector>

#include "base/error.h"
#include "register/consultation/consultation.h"

namespace atalaya::reg::consultation {

/// A paragraph that begins with "# " is a heading. "[3.2] " at the beginning of a paragraph is its label, which the first language gives for all. The lines of
/// a paragraph stay lines. Input, at the field "text.pt", where a language has more or fewer paragraphs than the first, or other headings.
[[nodiscard]] Result<std::vector<Paragraph>> read_pasted(const std::vector<std::string>& languages, const Texts& text);

}  // namespace atalaya::reg::consultation
