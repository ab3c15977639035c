// libFuzzer: gzip and zip, and what bytes are.
#include "formats/wrapper/wrapper.h"

#include "formats/sniff.h"
#include "support.h"

using namespace atalaya;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::text_of(data, size);
  static_cast<void>(to_string(sniff(bytes).kind));
  if (wrapping_of(bytes) == Wrapping::None) return 0;
  const auto messages = unwrap(bytes, "f", {.bytes = 1U << 20U, .free_bytes = 1U << 16U, .entries = 8});
  if (!messages) {
    fuzz::check_error(messages.error());
    return 0;
  }
  std::size_t all = 0;
  for (const UnwrappedMessage& message : *messages) {
    fuzz::require(is_utf8(message.name));
    static_cast<void>(sniff(message.file.bytes()));
    all += message.file.bytes().size();
  }
  fuzz::require(!messages->empty() && all <= 1U << 20U);
  return 0;
}
