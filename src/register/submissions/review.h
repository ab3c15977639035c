// Review of what a country submitted: taken up, remarked upon, returned, accepted. Nobody reviews what they have written themselves.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "register/submissions/cycles.h"

namespace atalaya::reg::review {

/// Takes a step of state.h but Submit. Conflict where the state does not allow it; Return without a remark that is open or a note; Accept while a change of a
/// score is not decided; Return and Accept by who has answered or submitted. Accepting settles the open remarks.
[[nodiscard]] Status take(Store& store, const std::string& actor, const std::string& submission, Step step, const std::string& note = {});

struct Taken {
  Step step = Step::Submit;
  State from = State::Draft;
  State to = State::Draft;
  int version = 0;
  std::string note;
  std::string instant;
  std::string person;
};
[[nodiscard]] Result<std::vector<Taken>> steps(Store& store, const std::string& submission);

struct Reply {
  std::string body;
  std::string instant;
  std::string person;
};

struct Remark {
  std::string id;  ///< Public.
  int version = 0;
  std::string question;  ///< Full id of a question, code of an indicator, or empty for the whole.
  std::string body;
  std::string instant;
  std::string person;
  std::optional<std::string> settled;
  std::vector<Reply> replies;
};

/// By a reviewer, while the submission is in review. Gives the public id.
[[nodiscard]] Result<std::string> remark(Store& store, const Questionnaire& questionnaire, const std::string& actor, const std::string& submission,
                                         const std::string& question, const std::string& body);
/// By the country, or the reviewer again; until it is accepted.
[[nodiscard]] Status reply(Store& store, const std::string& actor, const std::string& remark, const std::string& body);
/// By a reviewer.
[[nodiscard]] Status settle(Store& store, const std::string& actor, const std::string& remark);
[[nodiscard]] Result<std::vector<Remark>> remarks(Store& store, const std::string& submission);
/// The submission of a remark; NotFound. For the question of who may reply.
[[nodiscard]] Result<std::string> submission_of_remark(Store& store, const std::string& remark);

// ---- Scores that reviewers see otherwise than the answers' rubric

struct ScoreChange {
  std::string id;  ///< Public.
  int version = 0;
  std::string indicator;
  std::optional<double> before;  ///< As it follows from the answers.
  int score = 0;
  std::string reason;
  std::string instant;
  std::string person;
  enum class Decision : std::uint8_t { Open, Confirmed, Refused } decision = Decision::Open;
  std::string decision_reason = {};
  std::optional<std::string> decided = {};
  std::string decided_by = {};
};

/// By a reviewer, while the submission is in review; it counts once another has confirmed it. Gives the public id. Input where the score is none of the
/// indicator's; Conflict where a change of it is open already.
[[nodiscard]] Result<std::string> propose_score(Store& store, const Questionnaire& questionnaire, const std::string& actor, const std::string& submission,
                                                const std::string& indicator, int score, const std::string& reason);
/// By another reviewer than who proposed it.
[[nodiscard]] Status decide_score(Store& store, const std::string& actor, const std::string& change, bool confirm, const std::string& reason);
[[nodiscard]] Result<std::vector<ScoreChange>> score_changes(Store& store, const std::string& submission);

}  // namespace atalaya::reg::review
