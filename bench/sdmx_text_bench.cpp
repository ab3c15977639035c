// How long SDMX-CSV and SDMX-JSON messages take to become a cube, against what only looks at their bytes: DuckDB's CSV reader (two threads, into a table in
// memory) and simdjson's parse to a tree. Each pair alternately in one process, on a message made here, the same every time.
//   sdmx_text_bench [OBSERVATIONS] [ROUNDS] [csv|json]
#include <simdjson.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <vector>

#include "base/database.h"
#include "base/files.h"
#include "base/text.h"
#include "formats/sdmx_csv/sdmx_csv_data_reader.h"
#include "formats/sdmx_csv/sdmx_csv_data_writer.h"
#include "formats/sdmx_json_data/sdmx_json_data_reader.h"
#include "formats/sdmx_json_data/sdmx_json_data_writer.h"
#include "model/cube_sink.h"

namespace {

using namespace atalaya;
namespace fs = std::filesystem;

/// By the clock and by the processor: on a busy machine the second is the fairer one, though DuckDB's two threads count twice in it.
struct Times {
  std::vector<double> wall, cpu;
  void measure(const std::function<void()>& work) {
    const auto begin = std::chrono::steady_clock::now();
    const std::clock_t cpu_begin = std::clock();
    work();
    cpu.push_back(static_cast<double>(std::clock() - cpu_begin) / CLOCKS_PER_SEC);
    wall.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  }
};

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

template <typename T>
T must(Result<T> result) {
  if (result) return std::move(*result);
  std::fprintf(stderr, "sdmx_text_bench: %s\n", result.error().to_string().c_str());
  std::exit(1);
}

void must(const Status& status) {
  if (!status) must(Result<int>(std::unexpected(status.error())));
}

class FileSink final : public ByteSink {
 public:
  explicit FileSink(const fs::path& path) : out_(path, std::ios::binary) {}
  Status write(std::string_view bytes) override {
    out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return {};
  }

 private:
  std::ofstream out_;
};

std::shared_ptr<const DataStructure> structure() {
  auto s = std::make_shared<DataStructure>();
  s->agency = "BENCH";
  s->id = "DSD";
  s->version = "1.0";
  for (const char* id : {"FREQ", "INDICATOR", "AREA", "SEX", "AGE"}) {
    s->dimensions.push_back({.id = id, .code_list = std::string("CL_") + id, .name = {}});
  }
  s->time_dimension.id = "TIME_PERIOD";
  s->measures = {{.id = "OBS_VALUE", .code_list = {}, .name = {}}};
  Attribute unit;
  unit.id = "UNIT_MEASURE";
  unit.code_list = "CL_UNIT";
  unit.level = Attribute::Level::Series;
  Attribute status;
  status.id = "OBS_STATUS";
  status.code_list = "CL_STATUS";
  s->attributes = {unit, status};
  return s;
}

/// Series of 50 years, sorted; values of four to nine characters, one in a hundred missing, one in twenty estimated.
void tell(DataSink& sink, std::size_t observations) {
  std::uint64_t state = 42;
  const auto random = [&] {
    state ^= state << 13U;
    state ^= state >> 7U;
    state ^= state << 17U;
    return state;
  };
  must(sink.header({.id = "BENCH", .prepared = "2026-01-31T00:00:00Z", .sender = {.id = "BENCH"}}));
  must(sink.begin_set({.reference = {sdmx::Kind::Dataflow, "BENCH", "DF", "1.0"}, .structure = structure(), .dimension_at_observation = "TIME_PERIOD"}));
  const std::string_view sexes[] = {"F", "M", "_T"};
  const std::string_view ages[] = {"Y15T24", "Y25T74", "Y_GE75", "_T"};
  std::size_t told = 0;
  for (std::size_t series = 0; told < observations; ++series) {
    const std::string indicator = "IND_" + std::to_string(1000 + series / 2400);
    const std::string area = "AREA" + std::to_string(100 + series / 12 % 200);
    const std::string_view key[] = {"A", indicator, area, sexes[series / 4 % 3], ages[series % 4]};
    const Value unit[] = {{0, series / 2400 % 2 == 0 ? "PC" : "USD"}};
    must(sink.series(key, unit));
    for (int year = 1975; year < 2025 && told < observations; ++year, ++told) {
      const std::uint64_t r = random();
      const std::string text = number_text(static_cast<double>(r % 10'000'000) / 1000);
      const std::string period = std::to_string(year);
      const Value value[] = {{0, text}};
      const Value status[] = {{1, r / 16 % 20 == 0 ? "E" : "A"}};
      must(sink.observation({period, r % 100 == 0 ? std::span<const Value>() : value, status}));
    }
  }
  must(sink.end_set());
  must(sink.end());
}

class Known final : public StructureSource {
 public:
  Result<std::shared_ptr<const DataStructure>> structure_of(const sdmx::Reference&) const override { return structure_; }

 private:
  std::shared_ptr<const DataStructure> structure_ = structure();
};

std::size_t check(CubeSink& sink, std::size_t observations) {
  if (sink.sets().size() != 1 || sink.sets().front().cube.size() != observations) {
    std::fprintf(stderr, "sdmx_text_bench: the cube is not the message\n");
    std::exit(1);
  }
  return sink.sets().front().cube.size();
}

void line(const char* what, const Times& times, std::size_t bytes, const std::string& more = {}) {
  const double seconds = median(times.wall);
  std::printf("  %-44s %6.3f s  processor %6.3f s  %6.0f MB/s  %s\n", what, seconds, median(times.cpu), static_cast<double>(bytes) / 1e6 / seconds,
              more.c_str());
}

std::string ratio(const char* name, double wall, double cpu, const char* goal) {
  char text[128];
  std::snprintf(text, sizeof text, "%s %.2f, of the processor %.2f (%s)", name, wall, cpu, goal);
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t observations = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 5'000'000;
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 5;
  const std::string_view only = argc > 3 ? argv[3] : "";
  const fs::path scratch = fs::temp_directory_path() / ("atalaya-sdmx-text-bench-" + std::to_string(::getpid()));
  fs::create_directories(scratch);
  const fs::path csv = scratch / "message.csv", json = scratch / "message.json";
  Times write_csv, write_json;
  {
    FileSink csv_file(csv), json_file(json);
    SdmxCsvWriter csv_writer(csv_file);
    SdmxJsonWriter json_writer(json_file);
    write_csv.measure([&] { tell(csv_writer, observations); });
    write_json.measure([&] { tell(json_writer, observations); });
  }
  const Known known;
  Times duck, our_csv, dom, fresh_dom, our_json, first;
  std::size_t csv_bytes = 0, json_bytes = 0;
  if (only != "json") {
    const MappedFile file = must(MappedFile::open(csv));
    csv_bytes = file.bytes().size();
    for (int round = 0; round < rounds; ++round) {
      duck.measure([&] {
        const Database database = must(Database::open({}));
        Connection connection = must(database.connect());
        must(connection.run("SET threads = 2; CREATE TABLE t AS SELECT * FROM read_csv(" + sql_text(csv.string()) + ")"));
      });
      our_csv.measure([&] {
        CubeSink sink(csv.string());
        must(read_sdmx_csv(file.bytes(), csv.string(), known, sink));
        check(sink, observations);
      });
    }
  }
  if (only != "csv") {
    const MappedFile file = must(MappedFile::open(json));
    json_bytes = file.bytes().size();
    const simdjson::padded_string padded(file.bytes());
    simdjson::dom::parser parser;
    for (int round = 0; round < rounds + 1; ++round) {
      // The first makes the parser's buffers.
      Times& to = round == 0 ? first : dom;
      to.measure([&] { must(parser.parse(padded).error() ? Status(fail(ErrorKind::Input, "simdjson")) : Status()); });
      fresh_dom.measure([&] {
        simdjson::dom::parser fresh;
        must(fresh.parse(padded).error() ? Status(fail(ErrorKind::Input, "simdjson")) : Status());
      });
      our_json.measure([&] {
        CubeSink sink(json.string());
        must(read_sdmx_json_data(file.bytes(), json.string(), known, sink));
        check(sink, observations);
      });
    }
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fs::remove_all(scratch);
  std::printf("%zu observations, medians of %d rounds\n", observations, rounds);
  if (only != "json") {
    line("DuckDB, CREATE TABLE AS read_csv, 2 threads", duck, csv_bytes);
    line("SDMX-CSV to a cube", our_csv, csv_bytes,
         ratio("time ratio", median(our_csv.wall) / median(duck.wall), median(our_csv.cpu) / median(duck.cpu), "at most 1.5"));
  }
  if (only != "csv") {
    line("simdjson, tree, buffers kept", dom, json_bytes);
    line("simdjson, tree, buffers new", fresh_dom, json_bytes);
    line("SDMX-JSON to a cube", our_json, json_bytes,
         ratio("rate ratio", median(dom.wall) / median(our_json.wall), median(dom.cpu) / median(our_json.cpu), "at least 0.5"));
  }
  line("SDMX-CSV written, the message made by the way", write_csv, csv_bytes);
  line("SDMX-JSON written, the message made by the way", write_json, json_bytes);
  std::printf("  peak memory of the process %ld MB\n", usage.ru_maxrss / 1024);
  return 0;
}
