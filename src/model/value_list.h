// Several values, or the languages of a text, in one text: how a cube keeps what an attribute that takes several has.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/data_message.h"

namespace atalaya {

inline constexpr char value_separator = '\x1f';     ///< ASCII "unit separator": no text of XML or of a table has it.
inline constexpr char language_separator = '\x1e';  ///< Stands behind a language, before its text.

/// Appends a value to a text of several.
inline void append_value(std::string& list, const Value& value) {
  if (!list.empty()) list += value_separator;
  if (!value.language.empty()) {
    list += value.language;
    list += language_separator;
  }
  list += value.text;
}

/// The values of a text made by append_value; they live as long as `list`.
inline void split_values(std::size_t component, std::string_view list, std::vector<Value>& out) {
  for (;;) {
    const std::size_t end = list.find(value_separator);
    std::string_view one = list.substr(0, end);
    Value value{component, one};
    if (const std::size_t at = one.find(language_separator); at != std::string_view::npos) value = {component, one.substr(at + 1), one.substr(0, at)};
    out.push_back(value);
    if (end == std::string_view::npos) return;
    list.remove_prefix(end + 1);
  }
}

}  // namespace atalaya
