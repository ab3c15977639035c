// The end of a consultation before the time that was said: for a text that was published by mistake or has been overtaken. The reason is public, and stays.
#pragma once

#include <optional>
#include <string>

#include "base/error.h"
#include "register/store/store.h"

namespace atalaya::reg::consultation {

struct Closing {
  std::string instant;
  std::string said;  ///< The instant at which it was to close.
  std::string reason;
};

/// Closes now. Conflict where it has closed; Input where there is no reason.
[[nodiscard]] Status close(Store& store, const std::string& actor, const std::string& consultation, const std::string& reason);
/// Nothing where it closed, or will close, when it was said.
[[nodiscard]] Result<std::optional<Closing>> closing(Store& store, const std::string& consultation);

}  // namespace atalaya::reg::consultation
