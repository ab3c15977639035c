#include <gtest/gtest.h>
#include <simdjson.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "base/files.h"
#include "data_journal.h"
#include "formats/sdmx_json_data/sdmx_json_data_reader.h"
#include "formats/sdmx_json_data/sdmx_json_data_writer.h"
#include "model/cube_sink.h"

namespace atalaya {
namespace {

using testing::Journal;
using testing::made_structure;
using testing::OneStructure;

std::string told(std::string_view text, std::shared_ptr<const DataStructure> structure = {}) {
  Journal journal(true);
  const auto read = read_sdmx_json_data(text, "f", OneStructure(std::move(structure)), journal);
  return read ? journal.lines : journal.lines + read.error().to_string();
}

const std::string meta = R"("meta":{"id":"M","prepared":"2020-01-01T00:00:00Z","sender":{"id":"TST","name":"Test"},"contentLanguages":["es"]})";
const std::string dimensions = R"("dimensions":{"dataSet":[{"id":"FREQ","keyPosition":0,"values":[{"id":"A","name":"Anual"}]}],
  "series":[{"id":"AREA","name":"Área","keyPosition":1,"values":[{"id":"PER","name":"Perú"},{"id":"CHL","names":{"es":"Chile"}}]}],
  "observation":[{"id":"TIME_PERIOD","keyPosition":2,"values":[{"id":"2020","name":"2020"},{"value":"2021"}]}]})";
const std::string links = R"~("links":[{"rel":"dataflow","urn":"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=TST:F(1.0)"}])~";
const std::string attributes = R"("attributes":{"dataSet":[{"id":"TITLE","relationship":{"none":{}},"values":[{"name":"Users"}]}],
  "series":[{"id":"UNIT","relationship":{"dimensions":["FREQ","AREA"]},"values":[{"id":"PC","name":"per cent"}]}],
  "observation":[{"id":"STATUS","relationship":{"primaryMeasure":"OBS_VALUE"},"values":[{"id":"A","name":"Normal"},{"id":"E","name":"Estimated"}]}]})";
const std::string structure1 = R"("structure":{)" + links + "," + dimensions + "," + attributes + "}";
const std::string data1 =
    R"("dataSets":[{"action":"Replace","attributes":[0],"series":{"0":{"attributes":[0],"observations":{"0":[1.50,1],"1":[null]}},"1":{"observations":{"0":["NaN",null]}}}}])";
const std::string expected1 =
    "begin Replace Dataflow=TST:F(1.0)\nset TITLE=Users\nseries A.PER UNIT=PC\n  2020 OBS_VALUE=1.50 STATUS=E\n  2021\nseries A.CHL\n  2020 "
    "OBS_VALUE=NaN\nend\n";

TEST(SdmxJsonData, MembersInAnyOrder) {
  EXPECT_EQ(told("{" + meta + R"(,"data":{)" + structure1 + "," + data1 + "}}"), expected1);
  EXPECT_EQ(told(R"({"data":{)" + data1 + "," + structure1 + "}," + meta + "}"), expected1);
  // Within a series the attributes may come last, and within a data set the action.
  EXPECT_EQ(
      told(
          R"({"data":{"dataSets":[{"series":{"0":{"observations":{"0":[1.50,1],"1":[null]},"attributes":[0]},"1":{"observations":{"0":["NaN",null]}}},"attributes":[0],"action":"Replace"}],)" +
          structure1 + "}," + meta + "}"),
      expected1);
  // The form before 1.0.
  EXPECT_EQ(told(R"({"header":{"id":"M"},)" + data1 + "," + structure1 + "}"), expected1);
}

/// Plain observations are told in parts; between them stands one of another form, and in one of the messages the attributes come behind them all.
TEST(SdmxJsonData, LongSeriesInAnyForm) {
  for (const std::size_t count : {511, 512, 513, 1024, 2000}) {
    std::string plain, mixed, expected = "begin Replace Dataflow=TST:F(1.0)\nset TITLE=Users\nseries A.PER UNIT=PC\n";
    for (std::size_t i = 0; i < count; ++i) {
      const std::string number = std::to_string(i) + (i % 3 == 0 ? ".5" : "");
      const char* const status = i % 7 == 0 ? "" : i % 2 == 0 ? ",0" : ",null";
      const std::string one = (i == 0 ? "\"" : ",\"") + std::to_string(i % 2) + "\":[" + number + status + "]";
      plain += one;
      mixed += i == count / 2 ? (i == 0 ? "\"" : ",\"") + std::to_string(i % 2) + "\" : [ " + number + status + "]" : one;
      expected += (i % 2 == 0 ? "  2020 OBS_VALUE=" : "  2021 OBS_VALUE=") + number + (i % 7 != 0 && i % 2 == 0 ? " STATUS=A" : "") + "\n";
    }
    expected += "end\n";
    for (const std::string& all : {plain, mixed}) {
      for (const std::string& series : {R"("attributes":[0],"observations":{)" + all + "}", R"("observations":{)" + all + R"(},"attributes":[0])"}) {
        EXPECT_EQ(told("{" + meta + R"(,"data":{"dataSets":[{"action":"Replace","attributes":[0],"series":{"0":{)" + series + "}}}]," + structure1 + "}}"),
                  expected);
      }
    }
  }
}

TEST(SdmxJsonData, AStructureIsMadeOfTheMessageWhereNoneIsKnown) {
  Journal journal;
  ASSERT_TRUE(read_sdmx_json_data("{" + meta + R"(,"data":{)" + structure1 + "," + data1 + "}}", "f", OneStructure({}), journal));
  EXPECT_EQ(journal.last_header.sender.id, "TST");
  EXPECT_EQ(journal.last_header.sender.name.in("es"), "Test");
  const DataStructure& s = *journal.last_info.structure;
  EXPECT_EQ(s.dimensions.size(), 2U);
  EXPECT_EQ(s.time_dimension.id, "TIME_PERIOD");
  EXPECT_EQ(s.measure().id, "OBS_VALUE");
  EXPECT_EQ(s.code_list("CL_AREA")->find("PER")->name.in("es"), "Perú");
  EXPECT_EQ(s.attributes[1].level, Attribute::Level::Series);
  EXPECT_EQ(s.attributes[2].code_list, "CL_STATUS");
  EXPECT_EQ(journal.last_info.dimension_at_observation, "TIME_PERIOD");
  // One that is known wins, and what it does not have is refused.
  EXPECT_EQ(told("{" + meta + R"(,"data":{)" + structure1 + "," + data1 + "}}", made_structure()), expected1);
  auto other = made_structure();
  other->attributes.clear();
  EXPECT_EQ(told("{" + meta + R"(,"data":{)" + structure1 + "," + data1 + "}}", other), "f:1:136: 'TITLE' is no component of DSD");
}

/// Those of observations stand behind the attributes; those of a series that come behind its observations are told with the series once more.
TEST(SdmxJsonData, Annotations) {
  const std::string structure = R"("structures":[{)" + links + "," + dimensions + "," + attributes + R"(,"annotations":[{"id":"X"},{"id":"Y"},{"id":"Z"}]}])";
  const auto message = [&](const std::string& series, const std::string& more = "") {
    return "{" + meta + R"(,"data":{"dataSets":[{"structure":0,"action":"Replace",)" + more + R"("series":{)" + series + "}}]," + structure + "}}";
  };
  const std::string before = R"("0":{"annotations":[1],"attributes":[0],"observations":{"0":[1.5,1],"1":[2,null,0,2]}},"1":{"observations":{"0":[3]}})";
  const std::string expected =
      "begin Replace Dataflow=TST:F(1.0)\n" +
      std::string(
          "annotation Y|||\nseries A.PER UNIT=PC\n  2020 OBS_VALUE=1.5 STATUS=E\nannotation X|||\nannotation Z|||\n  2021 OBS_VALUE=2\nseries A.CHL\n"
          "  2020 OBS_VALUE=3\nend\n");
  EXPECT_EQ(told(message(before)), expected);
  EXPECT_EQ(told(message(R"("0":{"attributes":[0],"observations":{"0":[1]},"annotations":[1]})")),
            "begin Replace Dataflow=TST:F(1.0)\nseries A.PER UNIT=PC\n  2020 OBS_VALUE=1\nannotation Y|||\nseries A.PER UNIT=PC\nend\n");
  // A number beyond the list is said to be left out.
  EXPECT_EQ(told(message(R"("0":{"annotations":[3],"observations":{"0":[1,null,"x"]}})")).find("annotation "), std::string::npos);
  for (const JsonDataVersion version : {JsonDataVersion::V1_0, JsonDataVersion::V2_0, JsonDataVersion::V2_1}) {
    StringSink out;
    SdmxJsonWriter writer(out, {.version = version, .language = "es"});
    ASSERT_TRUE(read_sdmx_json_data(message(before), "f", OneStructure({}), writer));
    EXPECT_EQ(told(out.text), expected);
  }
}

/// In a flat list and in cross-sections annotations of a series stand with its key among the groups, in 1.0 at each of its observations.
TEST(SdmxJsonData, AnnotationsInEveryLayout) {
  const auto one = [](const char* id) { return std::vector<sdmx::Annotation>{{.id = id}}; };
  const auto written = [&](JsonDataVersion version, const char* at, Action action = Action::Information) {
    StringSink out;
    SdmxJsonWriter writer(out, {.version = version});
    auto structure = made_structure();
    structure->measures.pop_back();
    EXPECT_TRUE(writer.begin_set({.structure = structure, .action = action, .dimension_at_observation = at}));
    const std::string_view area[] = {std::string_view(), "PER"}, per[] = {"A", "PER"}, chl[] = {"A", "CHL"};
    const Value region[] = {{1, "South"}}, value[] = {{0, "1", {}, 1}};
    if (action != Action::Delete) {
      EXPECT_TRUE(writer.annotations(one("GROUP")) && writer.group(0, area, region));
      EXPECT_TRUE(writer.annotations(one("SERIES")));
    }
    EXPECT_TRUE(writer.series(per, {}) && writer.observation({"2020", value, {}}));
    EXPECT_TRUE(writer.annotations(one("OBS")) && writer.observation({"2021", value, {}}));
    EXPECT_TRUE(writer.series(chl, {}) && writer.observation({"2020", value, {}}));
    EXPECT_TRUE(writer.end_set() && writer.end());
    return told(out.text, structure);
  };
  const std::string begin = "begin Information DataStructure=TST:DSD(1.0)\n", group = "annotation GROUP|||\ngroup SIBLING *.PER REGION=South\n",
                    series = "annotation SERIES|||\n", observation = "annotation OBS|||\n";
  const std::string rest = "  2020 OBS_VALUE=1\n" + observation + "  2021 OBS_VALUE=1\nseries A.CHL\n  2020 OBS_VALUE=1\nend\n";
  EXPECT_EQ(written(JsonDataVersion::V2_1, ""), begin + group + series + "series A.PER\n" + rest);
  EXPECT_EQ(written(JsonDataVersion::V2_1, "AllDimensions"), begin + group + series + "group A.PER\nseries A.PER\n" + rest);
  // By period: first what is of 2020, then what is of 2021.
  EXPECT_EQ(written(JsonDataVersion::V2_1, "AREA"), begin + group + series +
                                                        "group A.PER\nseries A.PER\n  2020 OBS_VALUE=1\nseries A.CHL\n  2020 OBS_VALUE=1\n" + "series A.PER\n" +
                                                        observation + "  2021 OBS_VALUE=1\nend\n");
  const std::string at_series = "annotation GROUP|||\n" + series;
  EXPECT_EQ(written(JsonDataVersion::V1_0, ""), begin + at_series + "series A.PER REGION=South\n" + rest);
  EXPECT_EQ(written(JsonDataVersion::V1_0, "AllDimensions"), begin + "series A.PER REGION=South\n" + at_series + "  2020 OBS_VALUE=1\n" + at_series +
                                                                 observation + "  2021 OBS_VALUE=1\nseries A.CHL\n  2020 OBS_VALUE=1\nend\n");
  EXPECT_EQ(written(JsonDataVersion::V2_1, "", Action::Delete), "begin Delete DataStructure=TST:DSD(1.0)\nseries A.PER\n" + rest);
}

TEST(SdmxJsonData, ObservationsByNumbersAreWrittenAsOneByOne) {
  const auto structure = made_structure();
  std::size_t status = 0;
  while (structure->attributes[status].level != Attribute::Level::Observation) ++status;
  const std::vector<std::string_view> key(structure->dimensions.size(), "A"), second(structure->dimensions.size(), "B");
  const std::string_view periods[] = {"2020", "2021"};
  const std::vector<Value> sets[] = {{}, {{status, "E"}}};
  const NumberedObservations::One all[] = {{1, 0, "2.5", 2.5, 0, 0}, {0, 1, "1e-07", 1e-7, 0, 0}, {1, 1, "", std::numeric_limits<double>::quiet_NaN(), 0, 0}};
  // As a cube tells them: numbers without their texts.
  const NumberedObservations::One bare[] = {{1, 0, {}, 2.5, 0, 0},
                                            {0, 1, {}, -1e-7, 0, 0},
                                            {1, 1, {}, std::numeric_limits<double>::quiet_NaN(), 0, 0},
                                            {0, 0, {}, std::numeric_limits<double>::infinity(), 0, 0},
                                            {1, 0, {}, 1234.5678, 0, 0}};
  const auto written = [&](bool by_numbers) {
    StringSink out;
    SdmxJsonWriter writer(out);
    EXPECT_TRUE(writer.header({.id = "M", .prepared = "2020-01-01T00:00:00Z"}));
    EXPECT_TRUE(writer.begin_set({.structure = structure}));
    for (const auto& of : {key, second, key}) {
      EXPECT_TRUE(writer.series(of, {}));
      for (const std::span<const NumberedObservations::One> run :
           {std::span<const NumberedObservations::One>(all), std::span<const NumberedObservations::One>(bare)}) {
        const NumberedObservations numbered{0, periods, sets, run};
        EXPECT_TRUE(by_numbers ? writer.observations(numbered) : writer.DataSink::observations(numbered));
      }
    }
    EXPECT_TRUE(writer.end_set());
    EXPECT_TRUE(writer.end());
    return out.text;
  };
  EXPECT_EQ(written(true), written(false));
}

TEST(SdmxJsonData, FlatListsAndCrossSections) {
  const std::string all =
      R"("dimensions":{"observation":[{"id":"AREA","keyPosition":0,"values":[{"id":"PER","name":"Peru"},{"id":"CHL","name":"Chile"}]},{"id":"TIME_PERIOD","keyPosition":1,"values":[{"id":"2020","name":"2020"}]}]},
    "attributes":{"observation":[{"id":"UNIT","relationship":{"dimensions":["AREA"]},"values":[{"id":"PC","name":"per cent"}]}]})";
  EXPECT_EQ(told(R"({"data":{"structure":{)" + all + R"(},"dataSets":[{"observations":{"0:0":[1,0],"1:0":[2]}}]}})"),
            "begin Information Codelist=:()\nseries PER UNIT=PC\n  2020 OBS_VALUE=1\nseries CHL\n  2020 OBS_VALUE=2\nend\n");
  const std::string cross =
      R"("dimensions":{"series":[{"id":"TIME_PERIOD","keyPosition":1,"values":[{"id":"2020","name":"2020"},{"id":"2021","name":"2021"}]}],"observation":[{"id":"AREA","keyPosition":0,"values":[{"id":"PER","name":"Peru"},{"id":"CHL","name":"Chile"}]}]})";
  EXPECT_EQ(
      told(R"({"data":{"structure":{)" + cross + R"(},"dataSets":[{"series":{"0":{"observations":{"0":[1],"1":[2]}},"1":{"observations":{"1":[3]}}}}]}})"),
      "begin Information Codelist=:()\nseries PER\n  2020 OBS_VALUE=1\nseries CHL\n  2020 OBS_VALUE=2\n  2021 OBS_VALUE=3\nend\n");
}

TEST(SdmxJsonData, WhatTheSecondVersionAdds) {
  const std::string two = R"("structures":[{)" + links + "," + dimensions +
                          R"(,"measures":{"observation":[{"id":"OBS_VALUE","format":{"dataType":"Double"}},{"id":"NOTE","format":{"dataType":"String"}}]},
    "attributes":{"dimensionGroup":[{"id":"REGION","relationship":{"dimensions":["AREA"]}},{"id":"SOURCE","relationship":{"dimensions":["TIME_PERIOD"]}}],
      "observation":[{"id":"FLAGS","maxOccurs":"unbounded","values":[{"id":"X","name":"x"},{"id":"Y","name":"y"}]},{"id":"TEXT","default":"none","format":{"isMultiLingual":true}}]},
    "annotations":[{"type":"T","text":"say","links":[{"href":"http://x","rel":"r"}]}]}])";
  Journal journal(true);
  const auto read = read_sdmx_json_data(
      "{" + meta +
          R"(,"data":{"dataSets":[{"structure":0,"action":"Merge","validFrom":"2020-01-01T00:00:00Z","annotations":[0],"dimensionGroupAttributes":{":0:":["South"],"::1":[null,"survey"]},
    "series":{"0":{"observations":{"0":[1,"a \"note\"",[0,1],{"en":"t","fr":"u"}],"1":[null,null,1]}},"1":{}}},{"structure":0,"action":"Delete"}],)" +
          two + "}}",
      "f", OneStructure({}), journal);
  ASSERT_TRUE(read) << read.error().to_string();
  EXPECT_EQ(journal.lines,
            "annotation ||T||http://x@|say@es\nbegin Merge Dataflow=TST:F(1.0)\ngroup *.PER REGION=South\nseries A.PER\n  2020 OBS_VALUE=1 NOTE=a \"note\" "
            "FLAGS=X FLAGS=Y TEXT=t@en TEXT=u@fr\n"
            "  2021 FLAGS=Y TEXT=none SOURCE=survey\nseries A.CHL\nend\nbegin Delete Dataflow=TST:F(1.0)\nseries A.*\n  \nend\n");
  EXPECT_EQ(journal.last_info.action, Action::Delete);
  EXPECT_TRUE(journal.last_info.structure->attributes[2].is_multiple());
}

TEST(SdmxJsonData, WhatIsRefused) {
  const auto message = [&](const std::string& sets) { return "{" + meta + R"(,"data":{)" + structure1 + R"(,"dataSets":[)" + sets + "]}}"; };
  const std::pair<std::string, const char*> all[] = {
      {"", "f:1:1: not valid JSON: an object is expected"},
      {"[]", "f:1:1: not valid JSON: an object is expected"},
      {"{} x", "f:1:4: something follows the message"},
      {"{\"data\":{},\"data\":{}}", "the member 'data' stands twice"},
      {"{\"data\":{\"structures\":[{\"dimensions\":{}}],\"structure\":{}}}", "the message has two members of structures"},
      {"{\"data\":{\"structures\":[{\"dimensions\":{},\"dimensions\":{}}],\"dataSets\":[{}]}}", "the member 'dimensions' stands twice"},
      {"{\"data\":{\"structures\":[{}],\"dataSets\":[{}]}}", "the structure has no dimensions"},
      {R"({"data":{"structures":[{"values":[{"id":"E"}}}}]}})", "not valid JSON: a comma or the end of the array is expected"},
      {"{\"data\":{\"dataSets\":[{\"series\":{}}]}}", "f:1:22: the message has data and no structure"},
      {"{\"errors\":[{\"code\":404,\"title\":\"No results\"}]}", "the service answered with an error: 404 No results"},
      {message(R"({"action":"Explode"})"), "the action is 'Explode'"},
      {message(R"({"structure":1})"), "of a structure that the message does not have"},
      {message(R"({"series":{"2":{}}})"), "the key '2' has a number beyond the values of its dimension"},
      {message(R"({"series":{"0:0":{}}})"), "the key '0:0' does not have a number for each of its dimensions"},
      {message(R"({"series":{"x":{}}})"), "the key 'x' does not have"},
      {message(R"({"series":{"99999999999999999999":{}}})"), "the key '99999999999999999999'"},
      {message(R"({"series":{"0":{"observations":{"0":[1,2]}}}})"), "the number 2 is beyond the values of its component"},
      {message(R"({"series":{"0":{"observations":{"0":[1,0.5]}}}})"), "the number 0.5 is beyond"},
      {message(R"({"series":{"0":{"observations":{"0":{}}}}})"), "an array is expected"},
      {message(R"({"series":{"0":{"observations":{"0":[1]})"), "a comma or the end of the array is expected"},
      {message(R"({"series":{},"series":{}})"), "the member 'series' stands twice"},
      {"{\"a\":\"\xFF\"}", "f:1:7: the text is not UTF-8"},
  };
  for (const auto& [text, fault] : all) EXPECT_NE(told(text).find(fault), std::string::npos) << text << "\n" << told(text);
  const std::string whole = "{" + meta + R"(,"data":{)" + structure1 + "," + data1 + "}}";
  for (std::size_t end = 0; end < whole.size(); end += 7) EXPECT_NE(told(whole.substr(0, end)).find("not valid JSON"), std::string::npos) << end;
  std::string deep = "{\"x\":";
  deep += std::string(1'000'000, '[');
  EXPECT_NE(told(deep).find("nested too deep"), std::string::npos);
}

/// Tells a message of the made structure to a sink.
void tell(DataSink& sink, Action action = Action::Merge, const std::string& at_observation = "TIME_PERIOD", bool rich = true) {
  DataSetInfo info{
      .reference = {sdmx::Kind::Dataflow, "TST", "F", "1.0"}, .structure = made_structure(), .action = action, .dimension_at_observation = at_observation};
  if (rich) info.annotations.push_back({.type = "T", .text = {}});
  ASSERT_TRUE(sink.header({.id = "M", .prepared = "2020-01-01T00:00:00Z", .sender = {.id = "TST"}}));
  ASSERT_TRUE(sink.begin_set(info));
  const Value title[] = {{0, "Users \"all\""}};
  ASSERT_TRUE(sink.set_attributes(title));
  const std::string_view per[] = {"A", "PER"};
  const std::string_view chl[] = {"A", "CHL"};
  const std::string_view of_per[] = {std::string_view(), "PER"};
  const Value region[] = {{1, "South"}};
  ASSERT_TRUE(sink.group(0, of_per, region));
  const Value unit[] = {{2, "share", "en"}, {2, "cuota", "es"}};
  ASSERT_TRUE(sink.series(per, unit));
  const Value v1[] = {{0, "1.50"}, {1, "a note"}};
  const Value v1_plain[] = {{0, "1.50"}};
  const Value estimated[] = {{3, "E"}, {4, "X"}, {4, "Y"}};
  const Value estimated_plain[] = {{3, "E"}};
  ASSERT_TRUE(sink.observation({"2020", rich ? std::span<const Value>(v1) : v1_plain, rich ? std::span<const Value>(estimated) : estimated_plain}));
  const Value v2[] = {{0, "NaN"}};
  ASSERT_TRUE(sink.observation({"2021", v2, {}}));
  ASSERT_TRUE(sink.series(chl, {}));
  ASSERT_TRUE(sink.observation({"2020", {}, {}}));
  ASSERT_TRUE(sink.end_set());
  ASSERT_TRUE(sink.end());
}

std::string written(JsonDataVersion version, const std::string& at_observation = "TIME_PERIOD") {
  StringSink out;
  SdmxJsonWriter writer(out, {.version = version});
  tell(writer, Action::Merge, at_observation);
  // Whatever was written is JSON for a strict reader.
  simdjson::dom::parser parser;
  EXPECT_FALSE(parser.parse(out.text).error()) << out.text;
  return out.text;
}

TEST(SdmxJsonData, WhatIsWrittenReadsTheSame) {
  Journal direct(true);
  tell(direct);
  for (const auto version : {JsonDataVersion::V2_0, JsonDataVersion::V2_1}) {
    const std::string text = written(version);
    std::string expected = direct.lines;
    if (version == JsonDataVersion::V2_0) expected.replace(expected.find("Merge"), 5, "Append");
    EXPECT_EQ(told(text, made_structure()), expected) << text;
    // And with nothing but what the message says.
    const std::string alone = told(text);
    EXPECT_EQ(alone.substr(alone.find('\n')), [&] {
      std::string without = expected;
      without.replace(without.find("SIBLING "), 8, "");
      return without.substr(without.find('\n'));
    }()) << text;
  }
  Journal annotated(true);
  ASSERT_TRUE(read_sdmx_json_data(written(JsonDataVersion::V2_1), "f", OneStructure({}), annotated));
  ASSERT_EQ(annotated.last_info.annotations.size(), 1U);
  EXPECT_EQ(annotated.last_info.annotations[0].type, "T");
}

TEST(SdmxJsonData, FlatAndCrossSectionsReadTheSameCube) {
  CubeSink direct;
  tell(direct);
  const auto replayed = [](const Cube& cube) {
    CubeSlice slice{.cube = &cube, .series = {}};
    for (std::size_t s = 0; s < cube.series_count(); ++s) slice.series.push_back(s);
    Journal journal;
    EXPECT_TRUE(replay(slice, {.structure = cube.shared_structure()}, journal));
    return journal.lines;
  };
  for (const char* at : {"TIME_PERIOD", "AllDimensions", "AREA", "FREQ"}) {
    CubeSink sink;
    const std::string text = written(JsonDataVersion::V2_1, at);
    const auto read = read_sdmx_json_data(text, "f", OneStructure(made_structure()), sink);
    ASSERT_TRUE(read) << read.error().to_string() << text;
    EXPECT_EQ(replayed(sink.sets().front().cube), replayed(direct.sets().front().cube)) << text;
  }
}

TEST(SdmxJsonData, TheFirstVersion) {
  auto plain = made_structure();
  StringSink out;
  SdmxJsonWriter writer(out, {.version = JsonDataVersion::V1_0});
  DataSetInfo info{.reference = {sdmx::Kind::Dataflow, "TST", "F", "1.0"}, .structure = plain, .action = Action::Merge};
  const auto refused = writer.begin_set(info);
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().what.starts_with("SDMX-JSON 1.0 has one measure"));
  plain->measures.pop_back();
  ASSERT_TRUE(writer.begin_set(info));
  const Value title[] = {{0, "Users"}};
  ASSERT_TRUE(writer.set_attributes(title));
  const std::string_view per[] = {"A", "PER"};
  const std::string_view of_per[] = {std::string_view(), "PER"};
  const Value region[] = {{1, "South"}};
  ASSERT_TRUE(writer.group(0, of_per, region));
  const Value unit[] = {{2, "share", "en"}, {2, "cuota", "es"}};
  ASSERT_TRUE(writer.series(per, unit));
  const Value v[] = {{0, "1.5"}};
  const Value status[] = {{3, "E"}};
  ASSERT_TRUE(writer.observation({"2020", v, status}));
  const Value several[] = {{4, "X"}, {4, "Y"}};
  const auto too_many = writer.observation({"2021", v, several});
  ASSERT_FALSE(too_many);
  EXPECT_TRUE(too_many.error().what.starts_with("SDMX-JSON 1.0 has one value of a component, FLAGS several"));
  EXPECT_EQ(too_many.error().kind, ErrorKind::Usage);  // For the services: another format can.

  out.text.clear();
  SdmxJsonWriter again(out, {.version = JsonDataVersion::V1_0});
  ASSERT_TRUE(again.header({.id = "M", .prepared = "2020-01-01T00:00:00Z"}));
  ASSERT_TRUE(again.begin_set(info));
  ASSERT_TRUE(again.set_attributes(title));
  ASSERT_TRUE(again.group(0, of_per, region));
  ASSERT_TRUE(again.series(per, unit));
  ASSERT_TRUE(again.observation({"2020", v, status}));
  ASSERT_TRUE(again.end_set());
  ASSERT_TRUE(again.end());
  EXPECT_EQ(told(out.text, plain),
            "begin Append Dataflow=TST:F(1.0)\nset TITLE=Users\nseries A.PER REGION=South UNIT=share@en UNIT=cuota@es\n  2020 OBS_VALUE=1.5 STATUS=E\nend\n")
      << out.text;
}

TEST(SdmxJsonData, TheDraftForClientsThatKnowNoOther) {
  auto plain = made_structure();
  plain->measures.pop_back();
  StringSink out;
  SdmxJsonWriter writer(out, {.version = JsonDataVersion::Draft});
  ASSERT_TRUE(writer.begin_set({.reference = {sdmx::Kind::Dataflow, "TST", "F", "1.0"}, .structure = plain}));
  const std::string_view per[] = {"A", "PER"};
  const Value unit[] = {{2, "share", "en"}, {2, "cuota", "es"}};
  const Value title[] = {{0, "{\"no\": object}"}};
  const Value v[] = {{0, "1.5"}};
  const Value status[] = {{3, "E"}};
  ASSERT_TRUE(writer.set_attributes(title));
  ASSERT_TRUE(writer.series(per, unit));
  ASSERT_TRUE(writer.observation({"2020", v, status}));
  ASSERT_TRUE(writer.end_set());
  ASSERT_TRUE(writer.end());
  EXPECT_TRUE(out.text.starts_with("{\"header\":{\"id\":\"DATA\"")) << out.text;
  EXPECT_EQ(told(out.text, plain),
            "begin Information Dataflow=TST:F(1.0)\nset TITLE={\"no\": object}\nseries A.PER UNIT=share\n  2020 OBS_VALUE=1.5 STATUS=E\nend\n")
      << out.text;
}

TEST(SdmxJsonData, ASeriesThatComesAgainBeginsAnotherSet) {
  StringSink out;
  SdmxJsonWriter writer(out);
  DataSetInfo info{.structure = made_structure(), .action = Action::Replace};
  const std::string_view per[] = {"A", "PER"};
  const std::string_view chl[] = {"A", "CHL"};
  const Value v[] = {{0, "1"}};
  ASSERT_TRUE(writer.begin_set(info));
  for (const auto& [key, period] : {std::pair(per, "2020"), std::pair(chl, "2020"), std::pair(per, "2021")}) {
    ASSERT_TRUE(writer.series(std::span(key, 2), {}));
    ASSERT_TRUE(writer.observation({period, v, {}}));
  }
  ASSERT_TRUE(writer.end_set());
  ASSERT_TRUE(writer.end());
  const std::string lines = told(out.text, made_structure());
  EXPECT_EQ(lines,
            "begin Replace DataStructure=TST:DSD(1.0)\nseries A.PER\n  2020 OBS_VALUE=1\nseries A.CHL\n  2020 OBS_VALUE=1\nend\nbegin Replace "
            "DataStructure=TST:DSD(1.0)\nseries A.PER\n  2021 OBS_VALUE=1\nend\n");
}

TEST(SdmxJsonData, DeletionsAndErrors) {
  StringSink out;
  SdmxJsonWriter writer(out);
  DataSetInfo info{.structure = made_structure(), .action = Action::Delete};
  const std::string_view all[] = {std::string_view(), std::string_view()};
  const std::string_view per[] = {std::string_view(), "PER"};
  const Value v[] = {{0, "-"}};
  ASSERT_TRUE(writer.begin_set(info));
  ASSERT_TRUE(writer.series(per, {}));
  ASSERT_TRUE(writer.observation({"2020", v, {}}));
  ASSERT_TRUE(writer.series(all, {}));
  ASSERT_TRUE(writer.observation({"", {}, {}}));
  ASSERT_TRUE(writer.end_set());
  ASSERT_TRUE(writer.end());
  EXPECT_EQ(told(out.text, made_structure()), "begin Delete DataStructure=TST:DSD(1.0)\nseries *.PER\n  2020 OBS_VALUE=-\nseries *.*\n  \nend\n") << out.text;

  StatusInformation status{.code = 404};
  status.title.set("en", "No results");
  const StatusInformation one[] = {status};
  const std::string text = write_sdmx_json_errors(JsonDataVersion::V2_1, {.id = "E", .prepared = "2020-01-01T00:00:00Z"}, one);
  EXPECT_NE(text.find(R"("errors":[{"code":404,"title":"No results","titles":{"en":"No results"}}])"), std::string::npos) << text;
  EXPECT_EQ(told(text), "f:1:1: the service answered with an error: 404 No results");
}

/// SDMX_SCHEMAS names a folder with the official schemas as json/1.0/sdmx-json-data-schema.json, json/2.0.0/..., json/2.1/...; SDMX_PYTHON a Python with the
/// package jsonschema.
TEST(SdmxJsonData, TheOfficialSchemasTakeWhatIsWritten) {
  const char* schemas = std::getenv("SDMX_SCHEMAS");
  if (schemas == nullptr) GTEST_SKIP() << "SDMX_SCHEMAS is not set";
  const char* python = std::getenv("SDMX_PYTHON");
  StringSink plain;
  SdmxJsonWriter first(plain, {.version = JsonDataVersion::V1_0});
  auto structure = made_structure();
  structure->measures.pop_back();
  const std::string_view per[] = {"A", "PER"};
  const Value title[] = {{0, "Users"}};
  const Value v[] = {{0, "1.5"}};
  const Value status[] = {{3, "E"}};
  ASSERT_TRUE(first.begin_set({.reference = {sdmx::Kind::Dataflow, "TST", "F", "1.0"}, .structure = structure}));
  ASSERT_TRUE(first.set_attributes(title));
  ASSERT_TRUE(first.series(per, {}));
  ASSERT_TRUE(first.observation({"2020", v, status}));
  ASSERT_TRUE(first.end_set());
  ASSERT_TRUE(first.end());
  StatusInformation none{.code = 404};
  none.title.set("en", "No results");
  const StatusInformation one[] = {none};
  const std::pair<std::string, std::string> all[] = {
      {"1.0", plain.text},
      {"2.0.0", written(JsonDataVersion::V2_0)},
      {"2.0.0", written(JsonDataVersion::V2_0, "AllDimensions")},
      {"2.1", written(JsonDataVersion::V2_1)},
      {"2.1", written(JsonDataVersion::V2_1, "AllDimensions")},
      {"2.1", written(JsonDataVersion::V2_1, "AREA")},
      {"2.1", write_sdmx_json_errors(JsonDataVersion::V2_1, {.id = "E"}, one)},
  };
  const std::string file = (std::filesystem::temp_directory_path() / ("atalaya-schema-" + std::to_string(::getpid()) + ".json")).string();
  for (const auto& [version, text] : all) {
    ASSERT_TRUE(write_file(file, text));
    const std::string schema = std::string(schemas) + "/json/" + version + "/sdmx-json-data-schema.json";
    // The older schemas name a draft that there is not; they are of the seventh.
    const std::string command = std::string(python == nullptr ? "python3" : python) +
                                " -c \"import json,sys,jsonschema;s=json.load(open(sys.argv[1]));new='2019' in s['$schema'];"
                                "(jsonschema.Draft201909Validator if new else jsonschema.Draft7Validator)(s).validate(json.load(open(sys.argv[2])))\" '" +
                                schema + "' '" + file + "'";
    EXPECT_EQ(std::system(command.c_str()), 0) << version << "\n" << text;
  }
  std::filesystem::remove(file);
}

}  // namespace
}  // namespace atalaya
