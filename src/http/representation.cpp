#include "http/representation.h"

#include "base/clock.h"
#include "base/hash.h"
#include "base/text.h"
#include "http/compress.h"
#include "http/conditional.h"

namespace atalaya::http {

bool is_text_type(std::string_view content_type) {
  const auto type = to_lower_ascii(trim(content_type.substr(0, content_type.find(';'))));
  if (type.starts_with("text/") || type.ends_with("+json") || type.ends_with("+xml") || type.ends_with("+csv") || type.ends_with("+yaml")) return true;
  for (const std::string_view known : {"application/json", "application/xml", "application/javascript", "application/yaml", "application/x-ndjson",
                                       "application/manifest+json", "application/wasm", "application/sql", "image/bmp", "image/x-icon", "font/ttf", "font/otf"})
    if (type == known) return true;
  return false;
}

Representation::Representation(std::string body, Metadata metadata)
    : identity_(std::make_shared<const std::string>(std::move(body))),
      metadata_(std::move(metadata)),
      // 128 bits: no two bodies of a site will ever meet in them, and the tag stays short.
      hash_(sha256(*identity_).substr(0, 32)),
      compressible_(identity_->size() >= smallest_compressed && is_text_type(metadata_.content_type)),
      bytes_(identity_->size()) {}

std::shared_ptr<const std::string> Representation::body(Encoding encoding) const {
  if (encoding == Encoding::Identity) return identity_;
  if (!compressible_) return nullptr;
  Compressed& form = encoding == Encoding::Gzip ? gzip_ : encoding == Encoding::Brotli ? brotli_ : zstd_;
  std::call_once(form.once, [&] {
    auto bytes = encoding == Encoding::Gzip ? gzip(*identity_) : encoding == Encoding::Brotli ? brotli(*identity_) : zstd(*identity_);
    if (!bytes || bytes->size() >= identity_->size()) return;
    bytes_.fetch_add(bytes->size(), std::memory_order_relaxed);
    form.body = std::make_shared<const std::string>(std::move(*bytes));
  });
  return form.body;
}

std::string coded_etag(const std::string& identity, Encoding encoding) {
  std::string tag = "\"" + identity;
  if (encoding == Encoding::Gzip) tag += "-gz";
  if (encoding == Encoding::Brotli) tag += "-br";
  if (encoding == Encoding::Zstd) tag += "-zs";
  return tag += '"';
}

std::string Representation::etag(Encoding encoding) const { return coded_etag(hash_, encoding); }

Response respond(const Request& request, const Representation& representation) {
  const auto& metadata = representation.metadata();
  Response response;
  response.headers = metadata.headers;
  if (representation.is_compressible()) add_vary(response.headers, "Accept-Encoding");

  auto encoding = choose_encoding(request, representation.is_compressible());
  // Compressing comes only after the validators: a client that has the bytes already does not wait for them to be made.
  if (encoding && is_not_modified(request, representation.etag(*encoding), metadata.last_modified)) {
    response.status = 304;
  } else {
    if (encoding) response.body = representation.body(*encoding);
    if (!response.body) {
      // What did not shrink is sent as it is, unless the client refuses that.
      encoding = choose_encoding(request, false);
      if (!encoding) {
        Response refusal = status_response(406);
        add_vary(refusal.headers, "Accept-Encoding");
        return refusal;
      }
      response.body = representation.body(Encoding::Identity);
    }
    response.content_type = metadata.content_type;
    if (*encoding != Encoding::Identity) response.headers.set("Content-Encoding", std::string(to_string(*encoding)));
  }
  response.headers.set("ETag", representation.etag(*encoding));
  if (metadata.last_modified) response.headers.set("Last-Modified", http_date(*metadata.last_modified));
  return response;
}

}  // namespace atalaya::http
