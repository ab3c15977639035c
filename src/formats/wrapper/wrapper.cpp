#include "formats/wrapper/wrapper.h"

#include "formats/wrapper/unpacking.h"

namespace atalaya {

Wrapping wrapping_of(std::string_view bytes) {
  if (bytes.starts_with("\x1f\x8b")) return Wrapping::Gzip;
  // The first entry, or, of an empty archive, the end of its directory.
  if (bytes.starts_with(std::string_view("PK\x03\x04", 4)) || bytes.starts_with(std::string_view("PK\x05\x06", 4))) return Wrapping::Zip;
  return Wrapping::None;
}

Result<std::vector<UnwrappedMessage>> unwrap(std::string_view bytes, const std::string& file, const UnwrapLimits& limits) {
  Unpacking unpacking(bytes.size(), file, limits);
  std::vector<UnwrappedMessage> messages;
  switch (wrapping_of(bytes)) {
    case Wrapping::Gzip: messages = TRY(unwrap_gzip(bytes, unpacking)); break;
    case Wrapping::Zip: messages = TRY(unwrap_zip(bytes, unpacking, limits)); break;
    case Wrapping::None: return unpacking.fault("this is neither gzip nor zip");
  }
  if (messages.empty()) return unpacking.fault("there is nothing in it");
  for (const UnwrappedMessage& message : messages) {
    if (wrapping_of(message.file.bytes()) != Wrapping::None) return fail(ErrorKind::Input, "this is wrapped twice", {.file = message.name}, "unpack it once");
    if (message.file.bytes().empty()) return fail(ErrorKind::Input, "the file is empty", {.file = message.name});
  }
  return messages;
}

}  // namespace atalaya
