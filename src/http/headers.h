// Header fields of a message: an ordered list with look-ups that do not mind the case of names (RFC 9110, section 5).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace atalaya::http {

/// ASCII only, as header names, tags and codings are.
[[nodiscard]] bool equal_ignoring_case(std::string_view a, std::string_view b);

/// A token of RFC 9110, section 5.6.2: methods, header names, parameter names.
[[nodiscard]] bool is_token(std::string_view text);

struct Header {
  std::string name;
  std::string value;
};

class Headers {
 public:
  void add(std::string name, std::string value);
  void set(std::string_view name, std::string value);  ///< One field with this name, in place of all that there were.
  void remove(std::string_view name);

  [[nodiscard]] bool contains(std::string_view name) const { return find(name) != nullptr; }
  /// The first field of the name, or nullptr.
  [[nodiscard]] const std::string* find(std::string_view name) const;
  /// The values of all fields of the name joined with ", " (RFC 9110, section 5.3); empty where there is none.
  [[nodiscard]] std::string list(std::string_view name) const;

  [[nodiscard]] std::size_t size() const { return fields_.size(); }
  [[nodiscard]] auto begin() const { return fields_.begin(); }
  [[nodiscard]] auto end() const { return fields_.end(); }

 private:
  std::vector<Header> fields_;
};

/// Adds `name` to the list of the Vary field, once (RFC 9110, section 12.5.5).
void add_vary(Headers& headers, std::string_view name);

}  // namespace atalaya::http
