// Saves answers one after the other, each on a line of its output once the register has said that it is kept, until it is killed.
// answer_saver STORE PERSON SUBMISSION
#include <unistd.h>

#include <cstdio>
#include <string>

#include "register/submissions/answers.h"
#include "sample_questionnaire.h"

using namespace atalaya;

int main(int count, char** words) {
  if (count != 4) return 2;
  const reg::Questionnaire questionnaire = atalaya::testing::sample_questionnaire();
  auto store = reg::Store::open(words[1]);
  if (!store) return 3;
  const char* const questions[] = {"PLAN.STORY", "PLAN.NOTE", "LAW.STATE"};
  const auto draft = reg::submissions::draft(**store, words[3]);
  if (!draft) return 4;
  long long revisions[3] = {};
  for (int q = 0; q < 3; ++q) {
    if (const auto it = draft->find(questions[q]); it != draft->end()) revisions[q] = it->second.current.revision;
  }
  for (int i = 0;; ++i) {
    const std::string value = std::to_string(::getpid()) + "." + std::to_string(i);
    const auto saved = reg::submissions::save(**store, questionnaire, words[2], words[3], {questions[i % 3], value, revisions[i % 3]});
    if (!saved || saved->outcome != reg::submissions::Saved::Outcome::Saved) return 5;
    revisions[i % 3] = saved->current.revision;
    const std::string line = std::string(questions[i % 3]) + " " + std::to_string(saved->current.revision) + " " + value + "\n";
    if (::write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) return 6;
  }
}
