// What the office of the register last did: one text with its instant for each name, as "backup". It is no part of the log, as nobody answers for it.
#pragma once

#include <optional>
#include <string>

#include "base/error.h"
#include "register/store/store.h"

namespace atalaya::reg::office {

struct Fact {
  std::string content;
  std::string instant;
};

[[nodiscard]] Status note(Store& store, const std::string& name, const std::string& content);
[[nodiscard]] Result<std::optional<Fact>> last(Store& store, const std::string& name);

}  // namespace atalaya::reg::office
