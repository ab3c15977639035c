// The answers of a submission while they are made. Each is saved by itself, with the revision that it was made upon: who saves upon an older one has not seen
// what somebody else wrote meanwhile, so both are kept and both are shown, and somebody chooses. Other answers are not touched by that.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "register/questionnaire/assessment.h"
#include "register/submissions/cycles.h"

namespace atalaya::reg::submissions {

enum class Origin : std::uint8_t {
  Typed,
  Prefilled,  ///< From the report before.
  Imported,   ///< From a workbook.
  Register    ///< Proposed from the register of instruments; who saves the same as typed confirms it.
};
[[nodiscard]] std::string_view to_string(Origin origin);

/// An answer as it was saved once.
struct Entry {
  std::optional<AnswerValue> value;  ///< Nothing: it was taken back.
  long long revision = 0;            ///< From 1; of what is kept aside, the one that it met.
  long long based_on = 0;
  bool kept_aside = false;
  Origin origin = Origin::Typed;
  std::string person;  ///< Public id, or "system".
  std::string instant;
};

struct Change {
  std::string question;              ///< Full id.
  std::optional<AnswerValue> value;  ///< Nothing takes the answer back.
  long long based_on = 0;            ///< The revision that was seen; 0: there was no answer.
};

struct Saved {
  enum class Outcome : std::uint8_t {
    Saved,     ///< It is the answer now.
    Same,      ///< It was the answer already, or nothing was changed in what was seen.
    Conflict,  ///< Somebody has saved another value meanwhile: theirs is the answer, this one is kept aside.
  };
  std::string question;
  Outcome outcome = Outcome::Saved;
  Entry current;                    ///< The answer now.
  std::optional<AnswerValue> mine;  ///< What was kept aside, of a conflict.
  bool repeated = false;            ///< The conflict was there already: the same was sent again, and nothing is changed by it.
};

/// Saves answers; what comes back is on the disk. To choose in a conflict is to save upon the present revision, also the same value again.
/// Input where a question is none, or a value is too long; Conflict where answers cannot be changed now. Values that are not valid are kept (answer.h).
[[nodiscard]] Result<std::vector<Saved>> save(Store& store, const Questionnaire& questionnaire, const std::string& actor, const std::string& submission,
                                              std::span<const Change> changes, Origin origin = Origin::Typed);
[[nodiscard]] Result<Saved> save(Store& store, const Questionnaire& questionnaire, const std::string& actor, const std::string& submission,
                                 const Change& change);

struct Evidence {
  std::string id = {};  ///< Public.
  std::string question = {};
  std::string address = {};  ///< Of a page; or:
  std::string sha256 = {};   ///< of a kept document.
  std::string name = {};
  std::string media_type = {};
  long long size = 0;
  std::string note = {};
  std::string added = {};
  std::string person = {};
};

struct DraftAnswer {
  Entry current;
  std::vector<Entry> aside;  ///< What waits for somebody to choose.
  std::vector<Evidence> evidence;
};
/// All of a submission as it stands, by the full id of the question.
using Draft = std::map<std::string, DraftAnswer, std::less<>>;
[[nodiscard]] Result<Draft> draft(Store& store, const std::string& submission);
[[nodiscard]] Draft draft(soci::session& session, long long submission_key);
/// What assess() takes.
[[nodiscard]] Answers to_answers(const Draft& draft);

/// Everything that was ever saved for a question, in order.
[[nodiscard]] Result<std::vector<Entry>> history(Store& store, const std::string& submission, const std::string& question);

struct Prefilled {
  std::size_t answers = 0, evidence = 0;
  std::string from;  ///< Public id of the submission; empty: there is none.
};
/// Takes the answers and the evidence of the country's submission of the cycle before (by the same questionnaire, and submitted) where nothing was ever
/// answered here, as far as they are still valid answers.
[[nodiscard]] Result<Prefilled> prefill(Store& store, const Questionnaire& questionnaire, const std::string& actor, const std::string& submission);

}  // namespace atalaya::reg::submissions
