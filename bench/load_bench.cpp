// How long a load into the workshop takes against DuckDB alone copying the same CSV file to Parquet, alternately in one process.
//   load_bench FILE PACK [ROUNDS]
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "workshop/loading.h"

namespace {

using namespace atalaya;
namespace fs = std::filesystem;

double seconds_of(const auto& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

template <typename T>
T must(Result<T> result) {
  if (result) return std::move(*result);
  std::fprintf(stderr, "load_bench: %s\n", result.error().to_string().c_str());
  std::exit(1);
}

void must(const Status& status) {
  if (!status) must(Result<int>(std::unexpected(status.error())));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: load_bench FILE PACK [ROUNDS]\n");
    return 2;
  }
  const fs::path file = argv[1];
  const int rounds = argc > 3 ? std::atoi(argv[3]) : 7;
  const fs::path scratch = fs::temp_directory_path() / ("atalaya-load-bench-" + std::to_string(::getpid()));
  fs::create_directories(scratch);
  const Agenda agenda = must(load_agenda(argv[2]));
  const AreaMatcher areas(agenda);
  Faults faults;
  const auto mappings = load_mappings(argv[2], agenda, faults);
  const Mapping mapping = must(mapping_for(mappings, agenda, file));

  std::vector<double> ours, peer, again;
  std::int64_t rows = 0;
  for (int round = 0; round < rounds; ++round) {
    peer.push_back(seconds_of([&] {
      const Database database = must(Database::open({}));
      Connection connection = must(database.connect());
      must(connection.run("COPY (SELECT * FROM read_csv(" + sql_text(file.string()) + ")) TO " + sql_text((scratch / "copy.parquet").string()) +
                          " (FORMAT PARQUET)"));
    }));
    const Workspace workspace{scratch / std::to_string(round)};
    fs::create_directories(workspace.agenda());
    ours.push_back(seconds_of([&] {
      Workshop workshop = must(Workshop::open(workspace, agenda));
      rows = must(load_file(workshop, agenda, areas, mapping, file)).record.rows_read;
    }));
    again.push_back(seconds_of([&] {
      Workshop workshop = must(Workshop::open(workspace, agenda));
      must(load_file(workshop, agenda, areas, mapping, file));
    }));
    fs::remove_all(workspace.root);
  }
  fs::remove_all(scratch);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("load of %s (%lld rows), medians of %d rounds\n", file.filename().c_str(), static_cast<long long>(rows), rounds);
  std::printf("  DuckDB alone, CSV to Parquet    %.3f s\n", median(peer));
  std::printf("  load into an empty workshop     %.3f s   ratio %.2f (at most 3)\n", median(ours), median(ours) / median(peer));
  std::printf("  the same file again             %.3f s   ratio %.2f\n", median(again), median(again) / median(peer));
  std::printf("  peak memory of the process      %ld MB\n", usage.ru_maxrss / 1024);
  return 0;
}
