// The official wording of an agenda, read from its own document.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "agenda/agenda.h"

namespace atalaya {

struct Wording {
  std::string file;                  ///< Name of the document.
  std::string sha256;                ///< Of its bytes.
  std::map<int, std::string> areas;  ///< Heading by number.
  std::map<int, std::string> goals;  ///< Text by number.
};

/// Reads plain text or Markdown: headings "## 7. Regional digital market" and paragraphs "Goal 27: ..." ("Meta", "Objetivo" alike), with whatever
/// asterisks, bullets and blank lines the document has around them. A goal or an area of the agenda that is missing or stands twice is
/// refused with the line; so is one that the agenda does not have.
[[nodiscard]] Result<Wording> parse_wording(std::string_view document, const std::string& file_name, const Agenda& agenda);

/// Puts the wording into the pack (`wording/official.json`), wholly or not at all.
[[nodiscard]] Status store_wording(const std::filesystem::path& pack, const Wording& wording);

/// Attaches a stored wording to the agenda; a pack without one stays as it is.
[[nodiscard]] Status attach_wording(const std::filesystem::path& pack, Agenda& agenda);

}  // namespace atalaya
