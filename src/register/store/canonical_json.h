// JSON in the one form that is hashed and signed: the JSON Canonicalization Scheme (RFC 8785).
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace atalaya::reg {

/// The canonical form of a JSON text: no white space, members by their names' UTF-16 code units, numbers as ECMAScript writes a double, the fewest escapes.
/// Input where it is no JSON, has a member twice, is nested more than 128 deep, or has a number that no double is near.
[[nodiscard]] Result<std::string> canonical_json(std::string_view json);

/// SHA-256 of the canonical form.
[[nodiscard]] Result<std::string> canonical_hash(std::string_view json);

/// A number as ECMAScript's Number::toString writes it (RFC 8785, section 3.2.2.3); it must be finite.
[[nodiscard]] std::string canonical_number(double number);

}  // namespace atalaya::reg
