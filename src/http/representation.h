// A body prepared once and sent many times, in the coding that each client likes best.
#pragma once

#include <atomic>
#include <ctime>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "http/negotiation.h"
#include "http/response.h"

namespace atalaya::http {

/// Immutable but for its compressed forms, which are made at the first wish. All members may be called from many threads at once.
class Representation {
 public:
  /// Bodies below this many bytes are sent as they are: they fit in one packet either way.
  static constexpr std::size_t smallest_compressed = 1024;

  struct Metadata {
    std::string content_type = {};
    std::optional<std::time_t> last_modified = {};
    Headers headers = {};  ///< For every response, the 304 too: Cache-Control, Content-Language, Vary, Link ...
  };

  Representation(std::string body, Metadata metadata);

  [[nodiscard]] const Metadata& metadata() const { return metadata_; }
  /// Long enough, and of a type that shrinks (text, JSON, XML, SVG, JavaScript).
  [[nodiscard]] bool is_compressible() const { return compressible_; }
  /// The body in this coding; nullptr where it is not offered, or would not be smaller than identity.
  [[nodiscard]] std::shared_ptr<const std::string> body(Encoding encoding) const;
  /// A strong entity tag with its quotes: the first half of the SHA-256 of the identity body, and the coding ("-gz", "-br", "-zs").
  [[nodiscard]] std::string etag(Encoding encoding) const;
  /// Bytes held now, the compressed forms that were made among them.
  [[nodiscard]] std::size_t bytes() const { return bytes_.load(std::memory_order_relaxed); }

 private:
  struct Compressed {
    std::once_flag once;
    std::shared_ptr<const std::string> body;
  };

  std::shared_ptr<const std::string> identity_;
  Metadata metadata_;
  std::string hash_;
  bool compressible_;
  mutable Compressed gzip_;
  mutable Compressed brotli_;
  mutable Compressed zstd_;
  mutable std::atomic<std::size_t> bytes_;
};

/// Whether bodies of this media type shrink by compression.
[[nodiscard]] bool is_text_type(std::string_view content_type);

/// An entity tag for one coding: `identity` is what stands between the quotes of the identity body's. RFC 9110, section 8.8.3.3: codings of one
/// representation are different representations, so their strong tags differ.
[[nodiscard]] std::string coded_etag(const std::string& identity, Encoding encoding);

/// The response to a GET or HEAD: the coding by Accept-Encoding, 304 by the validators, 406 where no coding is acceptable; with
/// ETag, Last-Modified, Content-Encoding and Vary.
[[nodiscard]] Response respond(const Request& request, const Representation& representation);

}  // namespace atalaya::http
