// Request targets and query strings: percent-encoding (RFC 3986, section 2.1), safe paths, ordered parameters.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace atalaya::http {

/// What a plus sign in encoded text stands for: itself (paths; SDMX keys), or a space (HTML forms).
enum class Plus { Literal, Space };

/// Every byte but the unreserved ones (letters, digits, - . _ ~) as %XX: right for a path segment, a query name or a value.
[[nodiscard]] std::string percent_encode(std::string_view text);
/// As percent_encode, but leaves the slashes between segments.
[[nodiscard]] std::string percent_encode_path(std::string_view path);
/// Nothing where a percent sign is not followed by two hexadecimal digits.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text, Plus plus = Plus::Literal);

/// The parameters of a query: an ordered multimap of decoded names and values.
class Query {
 public:
  using Parameter = std::pair<std::string, std::string>;

  /// Fails on a broken percent-encoding, on NUL and on what does not decode to UTF-8. A parameter without "=" has an empty value;
  /// empty pieces ("a=1&&b=2") are passed over.
  [[nodiscard]] static Result<Query> parse(std::string_view raw, Plus plus = Plus::Space);

  void add(std::string name, std::string value) { parameters_.emplace_back(std::move(name), std::move(value)); }
  void set(std::string_view name, std::string value);  ///< In the place of the first of the name; the others go.
  void remove(std::string_view name);

  [[nodiscard]] const std::string* find(std::string_view name) const;  ///< The first of the name, or nullptr.
  [[nodiscard]] std::string get(std::string_view name, std::string_view otherwise = {}) const;
  [[nodiscard]] std::vector<std::string_view> all(std::string_view name) const;  ///< In order; views into this object.

  [[nodiscard]] bool empty() const { return parameters_.empty(); }
  [[nodiscard]] std::size_t size() const { return parameters_.size(); }
  [[nodiscard]] auto begin() const { return parameters_.begin(); }
  [[nodiscard]] auto end() const { return parameters_.end(); }

  /// "a=1&b=x%20y", without a question mark; reads back as the same parameters under either Plus.
  [[nodiscard]] std::string to_string() const;

 private:
  std::vector<Parameter> parameters_;
};

/// A request target taken apart (RFC 9112, section 3.2: origin-form, absolute-form and "*").
struct Target {
  std::string path;       ///< Decoded and normalised; "*" for the asterisk-form.
  std::string raw_query;  ///< What follows the "?", still encoded.
};

/// Fails on what is no target, and on every path that decode_path refuses.
[[nodiscard]] Result<Target> parse_target(std::string_view target);

/// Decodes first, and then judges: a path that has a segment "..", a control character (NUL among them), a backslash or bytes that
/// are not UTF-8 is refused, however these were written. Segments "." and empty segments are dropped; a slash at the end stays.
/// Note that an encoded slash (%2F) separates segments as a plain one does.
[[nodiscard]] Result<std::string> decode_path(std::string_view raw);

}  // namespace atalaya::http
