// Where artefacts and their items stand in the text of a structure message.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "formats/tree/node.h"
#include "model/sdmx/reference.h"

namespace atalaya {

class PlaceFinder {
 public:
  /// `bytes` must outlive it. They are parsed when a place is first asked for.
  PlaceFinder(std::string_view bytes, std::string file) : bytes_(bytes), file_(std::move(file)) {}
  /// Of an item or component of the artefact ("FREQ", "TOP.SUB"; empty: of the artefact). What is not found gives the place of what holds it.
  [[nodiscard]] Place find(const sdmx::Reference& artefact, std::string_view item);

 private:
  std::string_view bytes_;
  std::string file_;
  std::optional<Node> root_;
  bool parsed_ = false;
};

}  // namespace atalaya
