// What a reader read past: parts of a message that are of the standard, or that the sender added, and that a sink has no place for.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

namespace atalaya {

struct LeftOut {
  std::vector<std::string> what;  ///< Each once: "column UPDATED is no component".
  void add(std::string text) {
    if (std::ranges::find(what, text) == what.end()) what.push_back(std::move(text));
  }
};

}  // namespace atalaya
