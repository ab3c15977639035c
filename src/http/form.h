// The body that an HTML form sends: application/x-www-form-urlencoded (URL Standard, section 5.1) or multipart/form-data (RFC 7578).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "http/request.h"
#include "http/uri.h"

namespace atalaya::http {

/// A file that was chosen in a form. Nothing of it is to be believed: neither the name nor the type.
struct FormFile {
  std::string field;
  std::string name;          ///< Without folders; may be empty, where none was chosen.
  std::string content_type;  ///< As it was said; empty where it was not.
  std::string_view content;  ///< A view into the request's body.
};

struct Form {
  Query fields;
  std::vector<FormFile> files;

  [[nodiscard]] std::string get(std::string_view name) const { return fields.get(name); }
  [[nodiscard]] bool has(std::string_view name) const { return fields.find(name) != nullptr; }
};

inline constexpr std::size_t form_most_parts = 2000;         ///< Fields and files.
inline constexpr std::size_t form_most_part_head = 8 << 10;  ///< Bytes of one part's header section.

/// Usage: the request has another content type (415). Input: the body is not what its type says, has too many parts, or a field is no UTF-8 (400).
/// Line breaks in fields become "\n", since browsers send "\r\n" (HTML, section 4.10.21.7).
[[nodiscard]] Result<Form> read_form(const Request& request);

}  // namespace atalaya::http
