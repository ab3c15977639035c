// A message in the form of RFC 5322, the one place that writes headers: whatever a text has in it, no header begins by it.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "register/store/clock.h"

namespace atalaya::reg::notices {

struct Message {
  std::string from, to;  ///< Addresses as people::check_email takes them.
  std::string reply_to = {};
  std::string subject;   ///< Any text.
  std::string text;      ///< Any text, with line feeds.
  std::string language;  ///< "es"
  std::string id;        ///< Public id of the notice: the same message sent twice is known by it.
  Instant when = {};
};

/// Input where an address is none.
[[nodiscard]] Result<std::string> to_bytes(const Message& message);
/// The text as a header has it: as it is, where it is plain, else encoded words (RFC 2047) of at most 75 characters.
[[nodiscard]] std::string header_text(std::string_view text);

}  // namespace atalaya::reg::notices
