// What several unit tests share: the tiny pack in memory, and readers read to their end.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "agenda/agenda.h"
#include "formats/row_reader.h"

namespace atalaya::testing {

inline std::filesystem::path source_tree() { return ATALAYA_SOURCE; }
inline std::filesystem::path tiny_pack() { return source_tree() / "tests/packs/tiny"; }

/// The pack of tests/packs/tiny; a fault in it ends the test program.
inline const Agenda& tiny_agenda() {
  static const Agenda agenda = load_agenda(tiny_pack()).value();
  return agenda;
}

/// All rows as "line: cell|cell", or the error as one line at the end.
inline std::vector<std::string> drain(RowReader& reader) {
  std::vector<std::string> out;
  Row row;
  for (;;) {
    const auto more = reader.next(row);
    if (!more) out.push_back(more.error().to_string());
    if (!more || !*more) return out;
    std::string line = std::to_string(row.line) + ": ";
    for (std::size_t i = 0; i < row.cells.size(); ++i) line.append(i == 0 ? "" : "|").append(row.cells[i]);
    out.push_back(std::move(line));
  }
}

}  // namespace atalaya::testing
