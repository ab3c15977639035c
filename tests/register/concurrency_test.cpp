// Nothing that was acknowledged is lost: not by many who edit at once, and not by a program that is killed.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include "submission_fixture.h"

namespace atalaya::reg {
namespace {

using Outcome = submissions::Saved::Outcome;

class Concurrency : public testing::SubmissionFixture {};
ON_BOTH_DATABASES(Concurrency);

TEST_P(Concurrency, FiftyWhoEditOneSubmissionLoseNothing) {
  constexpr int people = 50, saves = 6;
  const char* const questions[] = {"PLAN.STORY", "PLAN.NOTE", "PLAN.PAGE", "LAW.STATE", "PLAN.DAY"};
  std::mutex mutex;
  std::map<std::string, std::set<std::string>> sent;
  std::map<std::string, std::set<long long>> revisions;
  std::atomic<int> saved_count = 0, conflicts = 0, faults = 0;
  std::vector<std::thread> threads;
  for (int p = 0; p < people; ++p) {
    threads.emplace_back([&, p] {
      std::mt19937 random(static_cast<unsigned>(p));
      std::map<std::string, long long> seen;
      for (int i = 0; i < saves; ++i) {
        const std::string question = questions[random() % 5], value = std::to_string(p) + "." + std::to_string(i);
        const auto saved = submissions::save(store(), questionnaire_, p % 2 == 0 ? ana_ : bea_, submission_, {question, value, seen[question]});
        if (!saved) {
          ++faults;
          ADD_FAILURE() << saved.error().to_string();
          continue;
        }
        const std::lock_guard lock(mutex);
        EXPECT_TRUE(sent[question].insert(value).second);
        if (saved->outcome == Outcome::Saved) {
          ++saved_count;
          EXPECT_TRUE(revisions[question].insert(saved->current.revision).second) << "a revision was given twice";
          EXPECT_EQ(saved->current.value, AnswerValue(value));
        } else {
          EXPECT_EQ(saved->outcome, Outcome::Conflict);
          ++conflicts;
        }
        // Half of them look at what they met; the others go on with what they saw.
        if (p % 4 < 2) seen[question] = saved->current.revision;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(faults, 0);
  EXPECT_EQ(saved_count + conflicts, people * saves);
  EXPECT_GT(conflicts, 0);
  for (const auto& [question, values] : sent) {
    std::set<std::string> kept;
    long long revision = 0;
    const auto history = submissions::history(store(), submission_, question).value();
    for (const submissions::Entry& entry : history) {
      EXPECT_TRUE(kept.insert(std::get<std::string>(*entry.value)).second) << "kept twice";
      if (entry.kept_aside) continue;
      EXPECT_EQ(entry.revision, ++revision);
    }
    EXPECT_EQ(kept, values);
    EXPECT_EQ(revisions[question].size(), static_cast<std::size_t>(revision));
  }
  expect_sound_log();
}

TEST_P(Concurrency, AKilledProgramLosesNoAnswerThatItAcknowledged) {
  const int rounds = GetParam() == "sqlite" ? 100 : 40;
  std::mt19937 random(7);
  std::size_t acknowledged = 0;
  for (int round = 0; round < rounds; ++round) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      ::dup2(ends[1], STDOUT_FILENO);
      ::close(ends[0]);
      ::close(ends[1]);
      ::execl(ATALAYA_ANSWER_SAVER, "answer_saver", test_.where().c_str(), ana_.c_str(), submission_.c_str(), nullptr);
      ::_exit(127);
    }
    ::close(ends[1]);
    // The first line says that it is at work; from then on it dies at any moment.
    std::string said;
    char buffer[4'096];
    ssize_t got = ::read(ends[0], buffer, sizeof buffer);
    if (got > 0) said.append(buffer, static_cast<std::size_t>(got));
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 20'000));
    ::kill(child, SIGKILL);
    while ((got = ::read(ends[0], buffer, sizeof buffer)) > 0) said.append(buffer, static_cast<std::size_t>(got));
    ::close(ends[0]);
    int state = 0;
    ::waitpid(child, &state, 0);
    ASSERT_TRUE(WIFSIGNALED(state)) << "it ended by itself: " << WEXITSTATUS(state);
    std::map<std::string, std::map<long long, std::string>> kept;
    for (const std::string_view line : split(said, '\n')) {
      const auto words = split(line, ' ');
      if (words.size() != 3) continue;
      auto& answers = kept[std::string(words[0])];
      if (answers.empty()) {
        const auto history = submissions::history(store(), submission_, std::string(words[0])).value();
        for (const submissions::Entry& entry : history) {
          answers[entry.revision] = std::get<std::string>(*entry.value);
        }
      }
      EXPECT_EQ(answers[*parse_integer(words[1])], words[2]);
      ++acknowledged;
    }
  }
  EXPECT_GT(acknowledged, static_cast<std::size_t>(rounds));
  RecordProperty("acknowledged", static_cast<int>(acknowledged));
  expect_sound_log();
}

}  // namespace
}  // namespace atalaya::reg
