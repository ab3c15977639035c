// JSON objects of a provider: small, with no member twice, and read member by member with its type.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "formats/tree/node.h"
#include "register/store/clock.h"

namespace atalaya::reg {

/// A provider's text as it may stand in a message and in a log line: in quotes, short, without control characters.
[[nodiscard]] std::string shown(std::string_view text);

/// A provider's object and where it is from ("the ID token", an address), which its faults name. A member that is null is one that is not there.
class JsonObject {
 public:
  /// Input where it is no JSON object, larger than `most` bytes, deep, or has a member twice (RFC 7519, section 4).
  [[nodiscard]] static Result<JsonObject> parse(std::string_view bytes, std::string from, std::size_t most);
  /// The objects of an array member; other items give an empty object.
  [[nodiscard]] Result<std::vector<JsonObject>> objects(std::string_view name) const;
  /// An object member; nothing where it is not there or something else.
  [[nodiscard]] std::optional<JsonObject> object(std::string_view name) const;

  [[nodiscard]] bool has(std::string_view name) const { return member(name) != nullptr; }
  /// Input where it is missing, empty or no text.
  [[nodiscard]] Result<std::string> text(std::string_view name) const;
  /// Empty where it is not there.
  [[nodiscard]] Result<std::string> text_or_empty(std::string_view name) const;
  /// A list of texts; empty where it is not there.
  [[nodiscard]] Result<std::vector<std::string>> texts(std::string_view name) const;
  /// One text or a list of texts ("aud": RFC 7519, section 4.1.3).
  [[nodiscard]] Result<std::vector<std::string>> text_or_texts(std::string_view name) const;
  /// A NumericDate (RFC 7519, section 2): seconds since 1970, fractions allowed, up to the year 9999.
  [[nodiscard]] Result<std::optional<Instant>> instant(std::string_view name) const;
  [[nodiscard]] Result<bool> flag(std::string_view name, bool otherwise) const;

  [[nodiscard]] std::unexpected<Error> fault(const std::string& what) const { return fail(ErrorKind::Input, what, {.file = from_}); }

 private:
  JsonObject(Node node, std::string from) : node_(std::move(node)), from_(std::move(from)) {}
  [[nodiscard]] const Node* member(std::string_view name) const;
  Node node_;
  std::string from_;
};

}  // namespace atalaya::reg
