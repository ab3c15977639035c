// Cells: comments that no filter tells apart, counted as they come. Every filter's number is a sum over few rows, and says how its comments are best read.
// Inside of transactions alone.
#pragma once

#include <string>

#include "register/consultation/words.h"

namespace soci {
class session;
}

namespace atalaya::reg::consultation {

struct Cell {
  long long consultation = 0;
  Showing showing = Showing::Published;
  long long paragraph = 0;
  Voice standing = Voice::Anonymous;
  std::string language;
  bool answered = false;
  bool reply = false;
};

/// One comment more; gives the cell's key.
[[nodiscard]] long long enter_cell(soci::session& session, const Cell& cell);
[[nodiscard]] Cell read_cell(soci::session& session, long long key);
/// A comment has become another: shown or hidden, answered.
void move_comment(soci::session& session, long long comment, long long from, const Cell& to);

}  // namespace atalaya::reg::consultation
