#include "register/consultation/cells.h"

#include "register/store/sql.h"

namespace atalaya::reg::consultation {

namespace {

// reply 1, answered 1, showing 2, standing 2, language 4
constexpr int answered_at = 1, standing_at = 4, language_at = 6;

}  // namespace

long long Cell::number() const {
  const auto bits = (static_cast<unsigned>(language) << language_at) | (static_cast<unsigned>(standing) << standing_at) |
                    (static_cast<unsigned>(showing) << showing_at) | (static_cast<unsigned>(answered) << answered_at) | static_cast<unsigned>(reply);
  return paragraph * (1LL << trait_bits) + static_cast<long long>(bits);
}

Cell Cell::of(long long number) {
  const auto bits = static_cast<unsigned>(number & trait_mask);
  return {.showing = all_showings.at((bits >> showing_at) & 3U),
          .paragraph = number >> trait_bits,
          .standing = all_voices.at((bits >> standing_at) & 3U),
          .language = static_cast<int>(bits >> language_at),
          .answered = ((bits >> answered_at) & 1U) != 0,
          .reply = (bits & 1U) != 0};
}

std::vector<long long> fitting(const Traits& traits, int languages) {
  std::vector<long long> out;
  for (int language = 0; language < languages; ++language) {
    if (traits.language && *traits.language != language) continue;
    for (const Voice standing : all_voices) {
      if (traits.standing && *traits.standing != standing) continue;
      for (const bool answered : {false, true}) {
        if (traits.answered && *traits.answered != answered) continue;
        for (const bool reply : {false, true}) {
          if (traits.reply && *traits.reply != reply) continue;
          out.push_back(Cell{traits.showing, 0, standing, language, answered, reply}.number());
        }
      }
    }
  }
  return out;
}

void count_comments(soci::session& session, long long consultation, const Cell& cell, int change) {
  Cell all = cell;
  all.paragraph = every_paragraph;
  sql::run(session,
           sql::kept("insert into consultation_cell (consultation, cell, comments) values (:consultation, :cell, :comments), (:same, :every, :as_many) on "
                     "conflict (consultation, cell) do update set comments = consultation_cell.comments + excluded.comments"),
           {consultation, cell.number(), change, consultation, all.number(), change});
}

void move_comment(soci::session& session, long long consultation, long long comment, const Cell& from, const Cell& to) {
  count_comments(session, consultation, from, -1);
  count_comments(session, consultation, to, 1);
  sql::run(session, "update consultation_comment set cell = :cell where id = :key", {to.number(), comment});
}

}  // namespace atalaya::reg::consultation
