// Answers whose body is made piece by piece: validators and codings as for a prepared body.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "http/representation.h"

namespace atalaya::http {

/// The bytes of a source in a coding. The source itself for Identity.
[[nodiscard]] std::shared_ptr<BodySource> coded(std::shared_ptr<BodySource> source, Encoding encoding);

/// The response to a GET or HEAD: 304 by the validators, the coding by Accept-Encoding, with ETag, Last-Modified, Content-Encoding and Vary. `identity_tag` is
/// what stands between the quotes of the entity tag without a coding, and must say all that the bytes depend on. `make` is called where the body is wanted.
[[nodiscard]] Response respond(const Request& request, const Representation::Metadata& metadata, const std::string& identity_tag,
                               const std::function<std::shared_ptr<BodySource>()>& make);

}  // namespace atalaya::http
