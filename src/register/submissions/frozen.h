// What is frozen when a submission is sent: its answers with their evidence and the scores that follow, as canonical JSON, whose hash the receipt has.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "register/submissions/answers.h"

namespace atalaya::reg {

struct FrozenAnswer {
  AnswerValue value;
  std::vector<submissions::Evidence> evidence;  ///< Address or hash, name, media type, size, note.
};

struct Frozen {
  std::string submission;
  std::string country;
  int year = 0;
  std::string questionnaire;
  std::string questionnaire_version;
  std::string questionnaire_hash;
  int version = 0;
  std::map<std::string, FrozenAnswer, std::less<>> answers;          ///< By full id; those that were asked.
  std::map<std::string, std::optional<double>, std::less<>> scores;  ///< Of the indicators that are reported, by code.

  [[nodiscard]] Answers to_answers() const;
};

[[nodiscard]] Result<std::string> to_canonical_json(const Frozen& frozen);
[[nodiscard]] Result<Frozen> read_frozen(std::string_view json);

}  // namespace atalaya::reg
