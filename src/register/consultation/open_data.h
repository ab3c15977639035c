// A consultation for everybody to take: the text, what was said, the answers and the numbers, as one state of the store, in parts as they are read.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "register/store/store.h"

namespace atalaya::reg::consultation {

/// Takes the next bytes; an error ends the writing and is what the writer gives back.
using Sink = std::function<Status(std::string_view)>;

enum class Table : std::uint8_t { Paragraphs, Comments, Answers };
inline constexpr std::array all_tables = {Table::Paragraphs, Table::Comments, Table::Answers};
[[nodiscard]] std::string_view to_string(Table table);  ///< "comments"

/// RFC 4180 with a line of names. Comments that wait are not in it; those that are hidden are there with the reason, without name and text.
[[nodiscard]] Status write_csv(Store& store, const std::string& consultation, Table table, const Sink& sink);
/// {"consultation": {…}, "results": […], "comments": […], "answers": […]}
[[nodiscard]] Status write_json(Store& store, const std::string& consultation, const Sink& sink);

}  // namespace atalaya::reg::consultation
