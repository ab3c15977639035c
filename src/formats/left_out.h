// What a reader read past: parts of a message that are of the standard, or that the sender added, and that a sink has no place for.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "model/data_message.h"

namespace atalaya {

class LeftOut {
 public:
  /// Said once, however often it was met.
  void add(std::string what) {
    if (std::ranges::find(what_, what) == what_.end() && what_.size() < 1000) what_.push_back(std::move(what));
  }
  /// Tells it as notes without a code.
  [[nodiscard]] Status tell(DataSink& sink) const {
    for (const std::string& what : what_) {
      MessageNote note{.severity = "Information"};
      note.text.set("en", what);
      TRY_STATUS(sink.note(note));
    }
    return {};
  }

 private:
  std::vector<std::string> what_;
};

}  // namespace atalaya
