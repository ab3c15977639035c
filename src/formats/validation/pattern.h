// Regular expressions of XML Schema, as the facet `pattern` has them, matched by ICU's engine under limits of time and memory.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace atalaya {

/// The subset: everything of XML Schema 1.0, Datatypes, appendix F, but escapes for blocks that ICU does not know. A `^` that begins the pattern and a `$` that
/// ends it are taken as anchors, as most who write patterns mean them; within it they stand for themselves. `\i` and `\c` are names' letters by Unicode's
/// classes. What XML Schema does not have (groups with `?`, back references, other anchors) is refused.
class Pattern {
 public:
  [[nodiscard]] static Result<Pattern> compile(std::string_view expression);
  /// Whether the whole text matches; nothing where the engine gave up.
  [[nodiscard]] std::optional<bool> matches(std::string_view text) const;

 private:
  struct Compiled;
  explicit Pattern(std::shared_ptr<Compiled> compiled) : compiled_(std::move(compiled)) {}
  std::shared_ptr<Compiled> compiled_;  // its state is the match under way: one thread at a time
};

}  // namespace atalaya
