// Cycles: when countries report by which questionnaire. Instants are as the store has them (store/clock.h).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "model/local_text.h"
#include "register/questionnaire/definition.h"
#include "register/store/store.h"
#include "register/submissions/state.h"

namespace atalaya::reg::cycles {

struct NewCycle {
  int year = 0;  ///< The period that the scores are for.
  LocalText title;
  std::string opens = {};  ///< Empty: now.
  std::optional<std::string> due = {};
  std::optional<std::string> review_due = {};
};

struct Cycle {
  std::string id;  ///< Public.
  std::string questionnaire;
  std::string questionnaire_version;
  std::string questionnaire_hash;  ///< Of what it asks (Questionnaire::meaning); of cycles of older programs, of its file.
  int year = 0;
  LocalText title;
  std::string opens;
  std::optional<std::string> due;
  std::optional<std::string> review_due;
  std::optional<std::string> closed;
  [[nodiscard]] bool is_open(const std::string& now) const { return opens <= now && (!closed || *closed > now); }
};

/// Gives the public id. Input where a field is wrong; Conflict where the questionnaire has a cycle for that year.
[[nodiscard]] Result<std::string> open(Store& store, const std::string& actor, const Questionnaire& questionnaire, const NewCycle& wanted);
/// Answers cannot be changed from now on; what is in review goes on.
[[nodiscard]] Status close(Store& store, const std::string& actor, const std::string& cycle);
[[nodiscard]] Status reopen(Store& store, const std::string& actor, const std::string& cycle);
[[nodiscard]] Status set_due(Store& store, const std::string& actor, const std::string& cycle, const std::optional<std::string>& due,
                             const std::optional<std::string>& review_due);
[[nodiscard]] Result<Cycle> find(Store& store, const std::string& cycle);  ///< NotFound
[[nodiscard]] Result<std::vector<Cycle>> all(Store& store);                ///< The newest year first.

/// Conflict where the pack's questionnaire asks something else than the one that the cycle was opened with (questionnaire/meaning.h); its texts may differ.
[[nodiscard]] Status check_questionnaire(const Cycle& cycle, const Questionnaire& questionnaire);
/// Cycles of older programs are bound to the hash of the questionnaire's file; where that is still the pack's file they are bound to its meaning from now on.
/// How many there were.
[[nodiscard]] Result<std::size_t> bind_to_meaning(Store& store, std::span<const Questionnaire> questionnaires);

}  // namespace atalaya::reg::cycles

namespace atalaya::reg::submissions {

struct Submission {
  std::string id;     ///< Public.
  std::string cycle;  ///< Public id.
  int year = 0;
  std::string country;
  State state = State::Draft;
  std::optional<std::string> due;  ///< Its own, or the cycle's.
  std::optional<std::string> review_due;
  std::string created;
  std::string changed;
  int versions = 0;  ///< How many were submitted.
  /// Late: due has passed, and it lies with the country; or the review's has, and it lies with the reviewers.
  [[nodiscard]] bool is_late(const std::string& now) const;
};

/// The country's submission of a cycle; it is made where there is none. Conflict where there is none and the cycle is not open.
[[nodiscard]] Result<std::string> begin(Store& store, const std::string& actor, const std::string& cycle, const std::string& country);
[[nodiscard]] Result<Submission> find(Store& store, const std::string& submission);  ///< NotFound
[[nodiscard]] Result<std::optional<Submission>> of_country(Store& store, const std::string& cycle, const std::string& country);
[[nodiscard]] Result<std::vector<Submission>> all(Store& store, const std::string& cycle);
/// More time for one country; nothing: the cycle's.
[[nodiscard]] Status set_due(Store& store, const std::string& actor, const std::string& submission, const std::optional<std::string>& due);

}  // namespace atalaya::reg::submissions
