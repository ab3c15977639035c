// XHTML inside messages, as a text that stands on its own.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace atalaya {

/// A text that is a well-formed piece of XHTML, with the namespace declared where each outermost element begins and no blanks around it: as Node::markup is.
/// Nothing where it is none, or has no elements. A namespace that is not declared is taken to be XHTML's.
[[nodiscard]] std::optional<std::string> as_markup(std::string_view text);

}  // namespace atalaya
