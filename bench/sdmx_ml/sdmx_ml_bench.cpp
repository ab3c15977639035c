// How long structure-specific data of SDMX-ML 2.1 takes to become a cube, against Expat alone walking the same file, alternately in one process.
//   sdmx_ml_bench generate FILE OBSERVATIONS    a message, the same each time, and its structure in FILE.structure.xml
//   sdmx_ml_bench read FILE [ROUNDS]
#include <expat.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <vector>

#include "base/files.h"
#include "formats/sdmx_ml_data/sdmx_ml_data_reader.h"
#include "formats/sdmx_ml_data/sdmx_ml_data_writer.h"
#include "model/cube_sink.h"

namespace {

using namespace atalaya;

void must(const Status& status) {
  if (status) return;
  std::fprintf(stderr, "sdmx_ml_bench: %s\n", status.error().to_string().c_str());
  std::exit(1);
}

/// Processor time: all that is measured runs in one thread, and a busy machine tells little by the clock on the wall.
double seconds_of(const auto& work) {
  const std::clock_t begin = std::clock();
  work();
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

constexpr std::array dimensions = {"FREQ", "REF_AREA", "INDICATOR", "SEX", "AGE", "UNIT_MEASURE"};
constexpr std::array series_attributes = {"DECIMALS", "UNIT_MULT", "TITLE"};

std::shared_ptr<const DataStructure> structure() {
  auto s = std::make_shared<DataStructure>();
  s->agency = "BENCH";
  s->id = "DSD";
  s->version = "1.0";
  for (const char* id : dimensions) s->dimensions.push_back({.id = id, .code_list = {}, .name = {}});
  s->time_dimension.id = "TIME_PERIOD";
  s->measures.push_back({.id = "OBS_VALUE", .code_list = {}, .name = {}});
  const auto add = [&](const char* id, Attribute::Level level) {
    Attribute attribute;
    attribute.id = id;
    attribute.level = level;
    s->attributes.push_back(std::move(attribute));
  };
  for (const char* id : series_attributes) add(id, Attribute::Level::Series);
  add("OBS_STATUS", Attribute::Level::Observation);
  return s;
}

class Known final : public StructureSource {
 public:
  Result<std::shared_ptr<const DataStructure>> structure_of(const sdmx::Reference&) const override { return structure_; }

 private:
  std::shared_ptr<const DataStructure> structure_ = structure();
};

class FileSink final : public ByteSink {
 public:
  explicit FileSink(const char* path) : out_(path, std::ios::binary) {}
  Status write(std::string_view bytes) override {
    out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return out_ ? Status() : fail(ErrorKind::System, "the file cannot be written");
  }

 private:
  std::ofstream out_;
};

// What the peers need: concepts and a structure without code lists.
void write_structure(const std::string& path) {
  std::ofstream out(path);
  const std::string schemas = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1";
  out << "<m:Structure xmlns:m=\"" << schemas << "/message\" xmlns:s=\"" << schemas << "/structure\" xmlns:c=\"" << schemas << "/common\">\n"
      << "<m:Header><m:ID>S</m:ID><m:Test>false</m:Test><m:Prepared>2026-01-01T00:00:00Z</m:Prepared><m:Sender id=\"BENCH\"/></m:Header>\n<m:Structures>\n"
      << "<s:Concepts><s:ConceptScheme id=\"CS\" agencyID=\"BENCH\" version=\"1.0\"><c:Name>Concepts</c:Name>\n";
  std::vector<std::string> ids(dimensions.begin(), dimensions.end());
  ids.insert(ids.end(), series_attributes.begin(), series_attributes.end());
  ids.insert(ids.end(), {"TIME_PERIOD", "OBS_VALUE", "OBS_STATUS"});
  for (const std::string& id : ids) out << "<s:Concept id=\"" << id << "\"><c:Name>" << id << "</c:Name></s:Concept>\n";
  out << "</s:ConceptScheme></s:Concepts>\n<s:DataStructures><s:DataStructure id=\"DSD\" agencyID=\"BENCH\" version=\"1.0\"><c:Name>Benchmark</c:Name>"
      << "<s:DataStructureComponents>\n<s:DimensionList id=\"DimensionDescriptor\">\n";
  const auto component = [&](const std::string& element, const std::string& id, const std::string& more, const std::string& inside) {
    out << "<s:" << element << " id=\"" << id << "\"" << more << "><s:ConceptIdentity><Ref id=\"" << id
        << "\" maintainableParentID=\"CS\" maintainableParentVersion=\"1.0\" agencyID=\"BENCH\"/></s:ConceptIdentity>" << inside << "</s:" << element << ">\n";
  };
  const std::string text = "<s:LocalRepresentation><s:TextFormat textType=\"String\"/></s:LocalRepresentation>";
  const std::string time = "<s:LocalRepresentation><s:TextFormat textType=\"ObservationalTimePeriod\"/></s:LocalRepresentation>";
  for (std::size_t d = 0; d < dimensions.size(); ++d) component("Dimension", dimensions[d], " position=\"" + std::to_string(d + 1) + "\"", text);
  component("TimeDimension", "TIME_PERIOD", " position=\"7\"", time);
  out << "</s:DimensionList>\n<s:AttributeList id=\"AttributeDescriptor\">\n";
  std::string all;
  for (const char* id : dimensions) all += std::string("<s:Dimension><Ref id=\"") + id + "\"/></s:Dimension>";
  for (const char* id : series_attributes) {
    component("Attribute", id, " assignmentStatus=\"Conditional\"", text + "<s:AttributeRelationship>" + all + "</s:AttributeRelationship>");
  }
  component("Attribute", "OBS_STATUS", " assignmentStatus=\"Conditional\"",
            text + "<s:AttributeRelationship><s:PrimaryMeasure><Ref id=\"OBS_VALUE\"/></s:PrimaryMeasure></s:AttributeRelationship>");
  out << "</s:AttributeList>\n<s:MeasureList id=\"MeasureDescriptor\">";
  component("PrimaryMeasure", "OBS_VALUE", "", "");
  out << "</s:MeasureList>\n</s:DataStructureComponents></s:DataStructure></s:DataStructures>\n</m:Structures></m:Structure>\n";
}

/// Series of 100 months; figures with some decimals, a few of them estimated.
void generate(const char* path, std::size_t observations) {
  FileSink out(path);
  const auto writer = sdmx_ml_data_writer(out, {.format = SdmxMlDataFormat::StructureSpecific21});
  const DataSetInfo info{.structure = structure(), .action = Action::Replace, .dimension_at_observation = "TIME_PERIOD"};
  must(writer->header({.id = "BENCH", .prepared = "2026-01-01T00:00:00Z", .sender = {.id = "BENCH"}}));
  must(writer->begin_set(info));
  std::uint64_t state = 1;
  const auto random = [&] {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return state >> 33U;
  };
  std::array<std::string, 100> periods;
  for (std::size_t i = 0; i < periods.size(); ++i) {
    const std::size_t month = i % 12 + 1;
    periods[i] = std::to_string(2015 + i / 12) + (month < 10 ? "-0" : "-") + std::to_string(month);
  }
  constexpr std::array sexes = {"_T", "F", "M"};
  constexpr std::array ages = {"_T", "Y15T24", "Y25T34", "Y35T44", "Y45T54", "Y55T64", "Y_GE65"};
  for (std::size_t i = 0, s = 0; i < observations; ++s) {
    const std::string area = "A" + std::to_string(s / 21 % 200);
    const std::string indicator = "IND_" + std::to_string(s / 21 / 200);
    const std::array<std::string_view, 6> key = {"M", area, indicator, sexes[s % 3], ages[s / 3 % 7], "PT"};
    const std::string title = "Indicator " + indicator + " of area " + area;
    const std::array<Value, 3> attributes = {Value{0, "2"}, Value{1, "0"}, Value{2, title}};
    must(writer->series(key, attributes));
    for (std::size_t p = 0; p < periods.size() && i < observations; ++p, ++i) {
      const std::string value = std::to_string(random() % 1000) + "." + std::to_string(random() % 10000);
      const std::array<Value, 1> measures = {Value{0, value}};
      const std::array<Value, 1> status = {Value{3, random() % 20 == 0 ? "E" : "A"}};
      must(writer->observation({.period = periods[p], .measures = measures, .attributes = status}));
    }
  }
  must(writer->end_set());
  must(writer->end());
  write_structure(std::string(path) + ".structure.xml");
}

void walk(std::string_view bytes) {
  const XML_Parser parser = XML_ParserCreate(nullptr);
  XML_SetElementHandler(
      parser, [](void*, const char*, const char**) {}, [](void*, const char*) {});
  constexpr std::size_t piece = std::size_t{1} << 20U;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    const std::size_t size = std::min(piece, bytes.size() - at);
    if (XML_Parse(parser, bytes.data() + at, static_cast<int>(size), at + size == bytes.size() ? 1 : 0) != XML_STATUS_OK) std::abort();
  }
  XML_ParserFree(parser);
}

struct CountingSink final : DataSink {
  Status begin_set(const DataSetInfo&) override { return {}; }
  Status series(SeriesKey, std::span<const Value>) override { return {}; }
  Status observation(const DataObservation&) override {
    ++observations;
    return {};
  }
  std::size_t observations = 0;
};

void read(const char* path, int rounds) {
  const MappedFile file = MappedFile::open(path).value();
  const std::string_view bytes = file.bytes();
  const Known known;
  std::vector<double> expat, counting, cube, writing;
  std::size_t observations = 0, series = 0;
  walk(bytes);  // the file is in memory from here on
  for (int round = 0; round < rounds; ++round) {
    expat.push_back(seconds_of([&] { walk(bytes); }));
    counting.push_back(seconds_of([&] {
      CountingSink sink;
      must(read_sdmx_ml_data(bytes, path, known, sink));
      observations = sink.observations;
    }));
    cube.push_back(seconds_of([&] {
      CubeSink sink(path);
      must(read_sdmx_ml_data(bytes, path, known, sink));
      series = sink.sets().front().cube.series_count();
      if (sink.sets().front().cube.size() != observations) std::abort();
    }));
  }
  const double megabytes = static_cast<double>(bytes.size()) / 1e6;
  const auto line = [&](const char* what, double seconds) {
    std::printf("  %-34s %7.3f s  %6.0f MB/s  %5.2f M observations/s  %4.2f of Expat's rate\n", what, seconds, megabytes / seconds,
                static_cast<double>(observations) / seconds / 1e6, median(expat) / seconds);
  };
  std::printf("%zu observations in %zu series, %.0f MB; processor time, medians of %d rounds\n", observations, series, megabytes, rounds);
  line("Expat alone, empty handlers", median(expat));
  line("read, told to a sink that counts", median(counting));
  line("read into a cube", median(cube));
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("  peak memory %.0f MB (the mapped file counts in it)\n", static_cast<double>(usage.ru_maxrss) / 1024);
  std::printf("seconds_into_cube %.4f\n", median(cube));
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view verb = argc > 2 ? argv[1] : "";
  if (verb == "generate" && argc > 3) {
    const double seconds = seconds_of([&] { generate(argv[2], std::strtoull(argv[3], nullptr, 10)); });
    std::printf("generated %s in %.2f s\n", argv[2], seconds);
  } else if (verb == "read") {
    read(argv[2], argc > 3 ? std::atoi(argv[3]) : 5);
  } else {
    std::fprintf(stderr, "usage: sdmx_ml_bench generate FILE OBSERVATIONS | read FILE [ROUNDS]\n");
    return 2;
  }
  return 0;
}
