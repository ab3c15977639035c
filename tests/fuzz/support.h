// What the fuzz targets share. A broken promise ends the program, which is how a fuzzer learns of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "agenda/agenda.h"
#include "formats/row_reader.h"

namespace atalaya::fuzz {

inline void require(bool condition) {
  if (!condition) std::abort();
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) { return {reinterpret_cast<const char*>(data), size}; }

/// An error that reaches people says something, in UTF-8, and is a fault of the input and not of the program.
inline void check_error(const Error& error) {
  require(!error.what.empty() && is_utf8(error.to_string()));
  require(error.kind != ErrorKind::Internal);
}

/// Reads to the end: every row has a cell for each column, and lines go forward.
inline void check_rows(RowReader& reader) {
  const std::size_t columns = reader.columns().size();
  require(columns > 0);
  std::size_t line = 0;
  Row row;
  for (;;) {
    const auto more = reader.next(row);
    if (!more) return check_error(more.error());
    if (!*more) break;
    require(row.cells.size() == columns && row.line >= line && row.line > 0);
    for (const auto cell : row.cells) require(is_utf8(cell));
    line = row.line;
  }
  require(reader.next(row).has_value());
}

/// A folder for targets that read files; it goes away with the program, unless that is broken off.
inline const std::filesystem::path& folder() {
  struct Folder {
    std::filesystem::path path;
    Folder() {
      std::string name = (std::filesystem::temp_directory_path() / "atalaya-fuzz-XXXXXX").string();
      require(::mkdtemp(name.data()) != nullptr);
      path = name;
    }
    ~Folder() {
      std::error_code ignored;
      std::filesystem::remove_all(path, ignored);
    }
  };
  static const Folder made;
  return made.path;
}

inline void write(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

inline std::filesystem::path tiny_pack() { return std::filesystem::path(ATALAYA_SOURCE) / "tests/packs/tiny"; }

inline const Agenda& tiny_agenda() {
  static const Agenda agenda = load_agenda(tiny_pack()).value();
  return agenda;
}

}  // namespace atalaya::fuzz
