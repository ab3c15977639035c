// Answers whose body is a long file that is sent as it is: whole, or the part that is asked for (RFC 9110, section 14).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/files.h"
#include "http/representation.h"

namespace atalaya::http {

/// Bytes `first` to `last`, both of them.
struct ByteRange {
  std::uint64_t first = 0, last = 0;
};

struct WantedRange {
  enum class Kind : std::uint8_t { Whole, Part, Unsatisfiable };
  Kind kind = Kind::Whole;
  ByteRange range = {};
};

/// What a Range field asks of `size` bytes. Another unit, what is not of the form, and several ranges at once are answered with the whole, as a server may
/// (section 14.2).
[[nodiscard]] WantedRange parse_range(std::string_view field, std::uint64_t size);

/// A file that stays as it is while anybody has it; a new one takes its name by a rename.
struct ServedFile {
  MappedFile bytes;
  std::string etag;  ///< Strong, with its quotes.
};

/// The response to a GET or HEAD: 200, 206, 304 or 416, with ETag, Last-Modified and Accept-Ranges. If-Range counts as section 13.1.5 has it. `on_whole` is
/// called once all of the file was sent in one answer.
[[nodiscard]] Response respond(const Request& request, const Representation::Metadata& metadata, std::shared_ptr<const ServedFile> file,
                               std::function<void()> on_whole = {});

}  // namespace atalaya::http
