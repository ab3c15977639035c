// Cells: comments that no filter tells apart, counted as they come. A cell is a number, whose bits are what comments are filtered by; so a filter is a list of
// small numbers that an index answers, and what it finds is counted before it is read. Inside of transactions alone.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "register/consultation/words.h"

namespace soci {
class session;
}

namespace atalaya::reg::consultation {

inline constexpr int trait_bits = 10;
inline constexpr long long trait_mask = (1LL << trait_bits) - 1;
inline constexpr int most_languages = 16;
inline constexpr int showing_at = 2;
inline constexpr long long showing_mask = 3LL << showing_at;
[[nodiscard]] constexpr long long showing_bits(Showing showing) { return static_cast<long long>(showing) << showing_at; }
/// Stands for all paragraphs, in counts.
inline constexpr long long every_paragraph = 1'000'000;

struct Cell {
  Showing showing = Showing::Published;
  long long paragraph = 0;
  Voice standing = Voice::Anonymous;
  int language = 0;  ///< Its place among the consultation's.
  bool answered = false;
  bool reply = false;

  [[nodiscard]] long long number() const;
  [[nodiscard]] static Cell of(long long number);
};

/// What a filter asks of a comment, apart from its paragraph.
struct Traits {
  Showing showing = Showing::Published;
  std::optional<Voice> standing = {};
  std::optional<int> language = {};
  std::optional<bool> answered = {};
  std::optional<bool> reply = {};
};
/// The low bits of all cells that fit, for so many languages.
[[nodiscard]] std::vector<long long> fitting(const Traits& traits, int languages);

/// Adds to the counts of a cell.
void count_comments(soci::session& session, long long consultation, const Cell& cell, int change);
/// A comment has become another: shown or hidden, answered.
void move_comment(soci::session& session, long long consultation, long long comment, const Cell& from, const Cell& to);

}  // namespace atalaya::reg::consultation
