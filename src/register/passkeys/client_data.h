// Client data (Web Authentication, section 5.8.1): what the browser says of the page that asked.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.h"

namespace atalaya::reg::webauthn {

inline constexpr std::size_t most_client_data_bytes = 4096;

struct ClientData {
  std::string type;       ///< "webauthn.create", "webauthn.get"
  std::string challenge;  ///< base64url, as it was given out.
  std::string origin;
  bool cross_origin = false;  ///< The page was inside of another site's.
};

/// Input where it is no JSON object of at most so many bytes, has a member twice, or lacks one.
[[nodiscard]] Result<ClientData> read_client_data(std::string_view bytes);

}  // namespace atalaya::reg::webauthn
