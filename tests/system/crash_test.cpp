// A load that is killed at any moment is in the workshop wholly or not at all.
#include <signal.h>
#include <sys/wait.h>

#include <chrono>
#include <random>
#include <thread>

#include "scratch.h"
#include "unit/support.h"
#include "workshop/workshop.h"

namespace atalaya {
namespace {

using namespace std::chrono;

constexpr int rows = 200'000;
constexpr int kills = 28;

/// A file in which each of the same 200,000 figures has another value than in the file before.
std::string figures(int version) {
  std::string out = "indicator,geo,year,value\n";
  for (const char* indicator : {"users", "sites", "price", "skills", "population"}) {
    for (const char* area : {"ARG", "BOL", "BRA", "CHL", "DEU", "FRA", "ITA", "ESP", "PRT", "MEX"}) {
      for (int year = 1000; year < 1000 + rows / 50; ++year) {
        out.append(indicator).append(",").append(area).append(",").append(std::to_string(year)).append(",").append(std::to_string(version)).append("\n");
      }
    }
  }
  return out;
}

/// How many observations each load brought, by load number; 0 for a load without any.
std::vector<std::int64_t> observations_by_load(const cases::Scratch& scratch) {
  auto workshop = Workshop::open({scratch.files()}, testing::tiny_agenda());
  if (!workshop) {
    ADD_FAILURE() << "the workshop does not open: " << workshop.error().to_string();
    return {};
  }
  std::vector<std::int64_t> out;
  const auto loads = workshop->loads().value();
  for (const LoadRecord& load : loads) {
    EXPECT_EQ(load.accepted, rows);
    out.push_back(workshop->connection().query_integer("SELECT count(*) FROM observation WHERE load_id = ?", {load.id}).value());
  }
  EXPECT_EQ(workshop->connection().query_integer("SELECT count(*) FROM observation").value(), rows * static_cast<std::int64_t>(loads.size()));
  EXPECT_EQ(workshop->connection().query_integer("SELECT count(*) - count(DISTINCT key) FROM series").value(), 0) << "a series stands twice";
  return out;
}

TEST(Crash, AKilledLoadIsThereWhollyOrNotAtAll) {
  const cases::Scratch scratch;
  const std::string program = ATALAYA_PROGRAM;
  ASSERT_EQ(scratch.run(program, {"init", ".", "--agenda", testing::tiny_pack()}).exit, 0);
  scratch.write("figures.csv", figures(0));
  // How long one takes says between what moments to choose; that one is undone with its store.
  const auto begin = steady_clock::now();
  ASSERT_EQ(scratch.run(program, {"load", "figures.csv"}).exit, 0);
  const auto whole = duration_cast<microseconds>(steady_clock::now() - begin);
  std::filesystem::remove(scratch.files() / "workshop.duckdb");

  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  int cut_off = 0;
  std::size_t before = 0;
  for (int i = 1; i <= kills; ++i) {
    scratch.write("figures.csv", figures(i));
    // Later loads revise what is there and take longer than the first, so the moments go beyond its length.
    const microseconds moment(std::uniform_int_distribution<long>(0, whole.count() * 3 / 2)(random));
    const int child = scratch.start(program, {"load", "figures.csv"});
    std::this_thread::sleep_for(moment);
    ::kill(child, SIGKILL);
    int state = 0;
    ASSERT_EQ(::waitpid(child, &state, 0), child);
    const bool finished = WIFEXITED(state) && WEXITSTATUS(state) == 0;
    ASSERT_TRUE(finished || (WIFSIGNALED(state) && WTERMSIG(state) == SIGKILL)) << state;
    const auto loads = observations_by_load(scratch);
    if (HasFailure()) return;
    for (const std::int64_t count : loads) EXPECT_EQ(count, rows);
    ASSERT_GE(loads.size(), finished ? before + 1 : before) << "what was there, or reported as done, is not there";
    ASSERT_LE(loads.size(), before + 1);
    cut_off += finished ? 0 : 1;
    before = loads.size();
  }
  EXPECT_GT(cut_off, 0) << "no load was killed while it ran, so nothing was shown";
  // And the workshop goes on working.
  scratch.write("figures.csv", figures(kills + 1));
  EXPECT_EQ(scratch.run(program, {"load", "figures.csv"}).exit, 0);
  EXPECT_EQ(observations_by_load(scratch).size(), before + 1);
}

}  // namespace
}  // namespace atalaya
