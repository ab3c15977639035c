// What the secretariat answers: to a comment, or to a paragraph and with it to all that was said there. A later answer does not take an earlier one away.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "register/consultation/support.h"
#include "register/consultation/words.h"
#include "register/store/store.h"

namespace soci {
class session;
}

namespace atalaya::reg::consultation {

struct Answer {
  std::string id;       ///< Public.
  int paragraph = 0;    ///< Of the text; 0: the whole text, or a comment.
  std::string comment;  ///< Public id; empty: the paragraph.
  Outcome outcome = Outcome::Noted;
  Texts content;
  std::string instant;
};

/// Gives the public id. A comment counts as answered from then on. The text is in at least one of the consultation's languages. Also after the closing.
[[nodiscard]] Result<std::string> answer(Store& store, const std::string& actor, const Point& point, Outcome outcome, const Texts& content);
/// In the order in which they were given; at most `most` after the answer `after`.
[[nodiscard]] Result<std::vector<Answer>> answers(Store& store, const std::string& consultation, const std::string& after = {}, std::size_t most = 1000);
[[nodiscard]] Result<std::vector<Answer>> answers_to(Store& store, const Point& point);

// ---- Inside of a transaction

[[nodiscard]] std::vector<Answer> read_answers(soci::session& session, long long consultation, long long after, std::size_t most);

}  // namespace atalaya::reg::consultation
