#include <gtest/gtest.h>

#include "data_journal.h"
#include "formats/sdmx_csv/sdmx_csv_data_reader.h"
#include "formats/sdmx_csv/sdmx_csv_data_writer.h"
#include "model/cube_sink.h"

namespace atalaya {
namespace {

using testing::Journal;
using testing::made_structure;
using testing::OneStructure;

/// What a message says, or its error as the last line.
std::string told(std::string_view text, std::shared_ptr<const DataStructure> structure = made_structure(), const SdmxCsvReadOptions& options = {}) {
  Journal journal(true);
  const auto read = read_sdmx_csv(text, "f", OneStructure(std::move(structure)), journal, options);
  if (!read) return journal.lines + read.error().to_string();
  return journal.lines;
}

TEST(SdmxCsvData, EveryFormOfTheGuides) {
  const std::string observed = "begin Information Dataflow=TST:F(1.0)\nseries A.PER\n  2020 OBS_VALUE=1.5 STATUS=E\n  2021 STATUS=A\nend\n";
  EXPECT_EQ(told("DATAFLOW,FREQ,AREA,TIME_PERIOD,OBS_VALUE,STATUS\nTST:F(1.0),A,PER,2020,1.5,E\nTST:F(1.0),A,PER,2021,,A\n"), observed);
  EXPECT_EQ(
      told("STRUCTURE,STRUCTURE_ID,STATUS,OBS_VALUE,TIME_PERIOD,AREA,FREQ\r\ndataflow,TST:F(1.0),E,1.5,2020,PER,A\r\ndataflow,TST:F(1.0),A,,2021,PER,A\r\n"),
      observed);
  EXPECT_EQ(told("DATAFLOW;FREQ: Frequency;AREA: Area;TIME_PERIOD: Time;OBS_VALUE;STATUS: State\n"
                 "TST:F(1.0): A flow;A: Annual;PER: Peru;2020;1,5;E: Estimated\nTST:F(1.0): A flow;A: Annual;PER: Peru;2021;;A: Normal\n"),
            observed);
  EXPECT_EQ(told("STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,SERIES_KEY,OBS_KEY,FREQ,Frequency,AREA,Area,TIME_PERIOD,Time,OBS_VALUE,Area,STATUS,Status\n"
                 "dataflow,TST:F(1.0),A flow,I,A.PER,A.PER.2020,A,Annual,PER,Peru,2020,2020,1.5,,E,Estimated\n"
                 "dataflow,TST:F(1.0),A flow,I,A.PER,A.PER.2021,A,Annual,PER,Peru,2021,2021,,,A,Normal\n"),
            observed);
}

TEST(SdmxCsvData, ActionsAndStructuresBeginSets) {
  EXPECT_EQ(told("STRUCTURE,STRUCTURE_ID,ACTION,FREQ,AREA,TIME_PERIOD,OBS_VALUE\n"
                 "dataflow,TST:F(1.0),R,A,PER,2020,1\ndataflow,TST:F(1.0),M,A,PER,2021,2\ndatastructure,TST:D(1.0),M,A,PER,2021,3\ndataprovision,TST:P,A,A,PER,"
                 "2021,4\n"),
            "begin Replace Dataflow=TST:F(1.0)\nseries A.PER\n  2020 OBS_VALUE=1\nend\n"
            "begin Merge Dataflow=TST:F(1.0)\nseries A.PER\n  2021 OBS_VALUE=2\nend\n"
            "begin Merge DataStructure=TST:D(1.0)\nseries A.PER\n  2021 OBS_VALUE=3\nend\n"
            "begin Append ProvisionAgreement=TST:P()\nseries A.PER\n  2021 OBS_VALUE=4\nend\n");
}

TEST(SdmxCsvData, AttributesOfEveryLevel) {
  const char* head = "STRUCTURE[;],STRUCTURE_ID,ACTION,FREQ,AREA,TIME_PERIOD,OBS_VALUE,TITLE,REGION,UNIT[en;fr],FLAGS[]\n";
  EXPECT_EQ(told(std::string(head) + "dataflow,TST:F(1.0),M,A,PER,2020,1,Users,South,en:share;fr:part,X;Y\n"
                                     "dataflow,TST:F(1.0),M,A,PER,2021,2,Users,South,en:share;fr:part,\n"),
            "begin Merge Dataflow=TST:F(1.0)\nset TITLE=Users\nseries A.PER REGION=South UNIT=share@en UNIT=part@fr\n  2020 OBS_VALUE=1 FLAGS=X FLAGS=Y\n  "
            "2021 OBS_VALUE=2\nend\n");
  // Parts of the key on lines of their own: of all dimensions but time, of some, of none; empty or switched off.
  EXPECT_EQ(
      told(std::string(head) + "dataflow,TST:F(1.0),M,A,PER,,,,,en:share,\ndataflow,TST:F(1.0),M,,PER,,,,South,,\ndataflow,TST:F(1.0),M,~,CHL,~,,,South,,\n"
                               "dataflow,TST:F(1.0),M,,,,,Users,,,\n"),
      "begin Merge Dataflow=TST:F(1.0)\nseries A.PER UNIT=share@en\ngroup SIBLING *.PER REGION=South\ngroup SIBLING *.CHL REGION=South\nset "
      "TITLE=Users\nend\n");
  // Several texts in several languages; quotes and separators inside them.
  EXPECT_EQ(told(std::string(head) + "dataflow,TST:F(1.0),M,A,PER,,,,,\"\"\"en:A;fr:B\"\";\"\"en:C\"\"\",\n"
                                     "dataflow,TST:F(1.0),M,A,CHL,,,,,\"en:one \"\"x\"\"; two;fr:B\",\n"
                                     "dataflow,TST:F(1.0),M,A,CHL,2020,,,,,\"\"\"a;b\"\";c\"\n"),
            "begin Merge Dataflow=TST:F(1.0)\nseries A.PER UNIT=A@en UNIT=B@fr UNIT=C@en\nseries A.CHL UNIT=one \"x\"; two@en UNIT=B@fr\n  2020 FLAGS=a;b "
            "FLAGS=c\nend\n");
}

TEST(SdmxCsvData, Deletions) {
  const char* head = "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,AREA,TIME_PERIOD,OBS_VALUE,REGION,STATUS\n";
  EXPECT_EQ(told(std::string(head) + "dataflow,TST:F(1.0),D,A,PER,2020,-,,\ndataflow,TST:F(1.0),D,,PER,,,,-\ndataflow,TST:F(1.0),D,A,,,,,\n"
                                     "dataflow,TST:F(1.0),D,~,CHL,~,,-,\ndataflow,TST:F(1.0),D,,,,,,\n"),
            "begin Delete Dataflow=TST:F(1.0)\nseries A.PER\n  2020 OBS_VALUE=-\nseries *.PER\n   STATUS=-\nseries A.*\n  \ngroup SIBLING *.CHL "
            "REGION=-\nseries *.*\n  \nend\n");
  EXPECT_EQ(told("STRUCTURE,STRUCTURE_ID,ACTION\ndatastructure,TST:D(1.0),D\n"), "begin Delete DataStructure=TST:D(1.0)\nseries *.*\n  \nend\n");
}

TEST(SdmxCsvData, ColumnsOfTheSendersOwnAreSaid) {
  const char* text = "DATAFLOW,FREQ,AREA,TIME_PERIOD,OBS_VALUE,UPDATED\nTST:F(1.0),A,PER,2020,1,\nTST:F(1.0),A,PER,2021,1,now\nTST:F(1.0),A,PER,2022,1,now\n";
  EXPECT_TRUE(told(text).ends_with("note column 6 (UPDATED) is no component of DSD; first filled on line 3\n")) << told(text);
  EXPECT_EQ(told(text, made_structure(), {.refuse_other_columns = true}), "f:1:6: 'UPDATED' is no component of DSD");
}

TEST(SdmxCsvData, WhatIsRefused) {
  const std::string head = "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,AREA,TIME_PERIOD,OBS_VALUE\n";
  const std::pair<std::string, const char*> all[] = {
      {"", "f:1:1: the file is empty"},
      {"A,B\n", "f:1:1: this is not SDMX-CSV"},
      {"STRUCTURE,STRUCTURE_ID,FREQ,FREQ\n", "f:1:4: two columns are called 'FREQ'"},
      {"STRUCTURE,STRUCTURE_ID,FREQ,FREQ[]\n", "f:1:4: two columns are called 'FREQ'"},
      {head + "dataflow,TST:F(1.0),M,A,PER,2020\n", "f:2:7: the line has 6 fields, the header 7"},
      {head + "dataflow,TST:F(1.0),M,A,PER,2020,1,\n", "f:2:8: the line has 8 fields, the header 7"},
      {head + "TST:F(1.0),M,A,PER,2020,1,dataflow\n", "f:2:1: STRUCTURE is 'TST:F(1.0)' (it is dataflow"},
      {head + "dataflow,M,A,PER,2020,1,TST:F(1.0)\n", "f:2:2: 'M' names no structure"},
      {head + "dataflow,TST:F|G(1.0),M,A,PER,2020,1\n", "f:2:2: 'TST:F|G(1.0)' names no structure"},
      {head + "dataflow,OTH:F(1.0),M,A,PER,2020,1\n", "f:2:2: no structure OTH:F(1.0)"},
      {head + "dataflow,TST:F(1.0),X,A,PER,2020,1\n", "f:2:3: ACTION is 'X' (it is I, A, M, R or D)"},
      {head + "dataflow,TST:F(1.0),M,A,,2020,1\n", "begin Merge Dataflow=TST:F(1.0)\nf:2:5: AREA is empty"},
      {head + "dataflow,TST:F(1.0),M,A,PER,,1\n", "begin Merge Dataflow=TST:F(1.0)\nf:2:6: TIME_PERIOD is empty"},
      {"DATAFLOW,FREQ,TIME_PERIOD,OBS_VALUE\nTST:F(1.0),A,2020,1\n", "begin Information Dataflow=TST:F(1.0)\nf:1: there is no column for the dimension AREA"},
      {"DATAFLOW,FREQ,AREA,OBS_VALUE\nTST:F(1.0),A,PER,1\n",
       "begin Information Dataflow=TST:F(1.0)\nf:1: there is no column for the time dimension TIME_PERIOD"},
      {head + "dataflow,TST:F(1.0),M,A,PER,2020,\"1\n", "f:2:7: the quote opened on line 2 is never closed"},
      {head + "dataflow,TST:F(1.0),M,A,PER,2020,\xFF\n", "f:2:7: the text is not UTF-8"},
  };
  for (const auto& [text, message] : all) {
    EXPECT_TRUE(told(text).starts_with(message)) << text << "\n" << told(text);
  }
  // A column shifted within the line is met by the sink, where it knows what is a period and what a number.
  CubeSink sink("f");
  const auto shifted = read_sdmx_csv(head + "dataflow,TST:F(1.0),M,PER,2020,1,A\n", "f", OneStructure(made_structure()), sink);
  ASSERT_FALSE(shifted);
  EXPECT_TRUE(shifted.error().to_string().starts_with("f:2:1: no time period: '1'")) << shifted.error().to_string();
}

/// Goes on without the lines that are refused.
class Lenient final : public Journal {
 public:
  Status refused(const Error& fault) override {
    lines += "refused " + fault.to_string() + "\n";
    return {};
  }
};

TEST(SdmxCsvData, ALineAloneIsRefusedWhereTheSinkDoesWithoutIt) {
  Lenient sink;
  const std::string text =
      "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,AREA,TIME_PERIOD,OBS_VALUE\n"
      "dataflow,TST:F(1.0),X,A,PER,2019,1\n"
      "dataflow,TST:F(1.0),M,A,PER,2020,2\n"
      "dataflow,TST:F(1.0),M,A,,2020,3\n"
      "dataflow,TST:F(1.0),M,A,CHL,,4\n"
      "dataflow,TST:F(1.0),M,A,PER,2021,5\n";
  ASSERT_TRUE(read_sdmx_csv(text, "f", OneStructure(made_structure()), sink));
  const std::string hint = " (only lines with attributes of a part of the key alone, and deletions, may leave dimensions out)\n";
  EXPECT_EQ(sink.lines, "refused f:2:3: ACTION is 'X' (it is I, A, M, R or D)\nseries A.PER\n  2020 OBS_VALUE=2\nrefused f:4:5: AREA is empty" + hint +
                            "refused f:5:6: TIME_PERIOD is empty" + hint + "  2021 OBS_VALUE=5\n");
}

/// Read with no structure but what the message shows.
std::string shown(std::string_view text) {
  Journal journal(true);
  const auto read = read_sdmx_csv(text, "f", OneStructure(nullptr), journal, {.shown_structures = true});
  return journal.lines + (read ? "" : read.error().to_string());
}

TEST(SdmxCsvData, AStructureThatIsNotKnownIsTakenFromTheColumns) {
  // As the columns stand, but for time and those that cannot be dimensions.
  EXPECT_EQ(
      shown("DATAFLOW,LAST UPDATE,TIME_PERIOD,GEO,OBS_VALUE,FLAG\nX:F(1.0),today,2020,PE,1,e\n"),
      "begin Information Dataflow=X:F(1.0)\nseries PE\n  2020 OBS_VALUE=1 FLAG=e\nend\n"
      "note no structure X:F(1.0): its dimensions are taken to be GEO, TIME_PERIOD, as their columns stand before OBS_VALUE, and all else attributes of the "
      "observation\nnote column 2 (LAST UPDATE) is no component of F; first filled on line 2\n");
  // The keys say it whatever the order, and beside columns of the same values.
  EXPECT_EQ(
      shown("STRUCTURE[;],STRUCTURE_ID,ACTION,OBS_KEY,OBS_VALUE,NOTE[],B,A,TIME_PERIOD\n"
            "dataflow,X:F(1.0),M,1.2.2020,5,2;3,2,1,2020\ndataflow,X:F(1.0),M,1.1.2020,6,,1,1,2020\n"),
      "begin Merge Dataflow=X:F(1.0)\nseries 1.2\n  2020 OBS_VALUE=5 NOTE=2 NOTE=3\nseries 1.1\n  2020 OBS_VALUE=6\nend\n"
      "note no structure X:F(1.0): its dimensions are taken to be A, B, TIME_PERIOD, by the keys of the lines, and all else attributes of the observation\n");
  const std::string asks = "f:2:2: no structure X:F(1.0) (give the structure: the columns do not show which of them are the dimensions)";
  EXPECT_EQ(shown("STRUCTURE,STRUCTURE_ID,A,B,VALUE\ndataflow,X:F(1.0),1,2,3\n"), asks);
  EXPECT_EQ(shown("STRUCTURE,STRUCTURE_ID,OBS_VALUE,A,B\ndataflow,X:F(1.0),1,2,3\n"), asks);
  EXPECT_EQ(shown("STRUCTURE,STRUCTURE_ID\ndataflow,X:F(1.0)\n"), asks);
}

/// A message read and written again.
std::string rewritten(std::string_view text, const SdmxCsvWriteOptions& options, std::shared_ptr<const DataStructure> structure = made_structure()) {
  StringSink out;
  SdmxCsvWriter writer(out, options);
  const auto read = read_sdmx_csv(text, "f", OneStructure(std::move(structure)), writer);
  return read ? out.text : out.text + read.error().to_string();
}

const std::string full =
    "STRUCTURE[;],STRUCTURE_ID,ACTION,FREQ,AREA,TIME_PERIOD,OBS_VALUE,NOTE,TITLE,REGION,UNIT[en;fr],STATUS,FLAGS[]\n"
    "dataflow,TST:F(1.0),M,A,PER,2020-Q2,1.5,\"a, b\",Users,South,en:share;fr:part,E,X;Y\n"
    "dataflow,TST:F(1.0),M,A,PER,2020-Q3,NaN,,Users,South,en:share;fr:part,,\n"
    "dataflow,TST:F(1.0),M,M,CHL,2020-01,7,,Users,,,A,\n";

TEST(SdmxCsvData, AMessageIsTheSameAfterAVoyage) {
  using Options = SdmxCsvWriteOptions;
  const Options same{.version = Options::Version::V2_1};
  EXPECT_EQ(rewritten(full, same), full);
  // Whatever the options, what is read again is the same but for the columns that they add.
  for (const auto labels : {Options::Labels::Id, Options::Labels::Name, Options::Labels::Both}) {
    for (const auto keys : {Options::Keys::None, Options::Keys::Series, Options::Keys::Observation, Options::Keys::Both}) {
      for (const char delimiter : {',', ';', '\t'}) {
        const std::string text = rewritten(full, {.version = Options::Version::V2_1, .labels = labels, .keys = keys, .delimiter = delimiter});
        EXPECT_EQ(rewritten(text, same), full) << text;
      }
    }
  }
  // Lines for parts of the key come back as such where no series takes them.
  const std::string parts =
      "STRUCTURE[;],STRUCTURE_ID,ACTION,FREQ,AREA,TIME_PERIOD,OBS_VALUE,NOTE,TITLE,REGION,UNIT[en],STATUS,FLAGS[]\n"
      "dataflow,TST:F(1.0),M,A,PER,,,,,,en:share,,\n"
      "dataflow,TST:F(1.0),M,~,~,,,,Users,,,,\n"
      "dataflow,TST:F(1.0),M,~,CHL,,,,,South,,,\n";
  EXPECT_EQ(rewritten(parts, same), parts);
  const std::string deletions =
      "STRUCTURE[;],STRUCTURE_ID,ACTION,FREQ,AREA,TIME_PERIOD,OBS_VALUE,NOTE,TITLE,REGION,UNIT[en],STATUS,FLAGS[]\n"
      "dataflow,TST:F(1.0),D,A,PER,2020,-,,,,,,\n"
      "dataflow,TST:F(1.0),D,,PER,,,,,,,-,\n"
      "dataflow,TST:F(1.0),D,~,CHL,,,,,-,,,\n"
      "dataflow,TST:F(1.0),D,A,,,,,,,,,\n";
  EXPECT_EQ(rewritten(deletions, same), deletions);
}

TEST(SdmxCsvData, TheFormsOfTheOptions) {
  using Options = SdmxCsvWriteOptions;
  const std::string small = "DATAFLOW,FREQ,AREA,TIME_PERIOD,OBS_VALUE,STATUS\nTST:F(1.0),A,PER,2020-Q2,1.5,E\n";
  auto structure = made_structure();
  structure->measures.pop_back();
  structure->attributes = {structure->attributes[3]};
  EXPECT_EQ(rewritten(small, {.version = Options::Version::V1_0}, structure), small);
  EXPECT_EQ(
      rewritten(small, {.version = Options::Version::V1_0, .labels = Options::Labels::Both, .time_format = Options::TimeFormat::Normalized, .delimiter = ';'},
                structure),
      "DATAFLOW;FREQ: The FREQ;AREA: The AREA;TIME_PERIOD: The TIME_PERIOD;OBS_VALUE;STATUS: The STATUS\n"
      "TST:F(1.0): Test data;A: Annual;PER: Peru;2020-04-01;1.5;E: Estimated\n");
  EXPECT_EQ(rewritten(small, {.labels = Options::Labels::Name, .keys = Options::Keys::Both}, structure),
            "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,SERIES_KEY,OBS_KEY,FREQ,The FREQ,AREA,The AREA,TIME_PERIOD,The TIME_PERIOD,OBS_VALUE,The "
            "OBS_VALUE,STATUS,The STATUS\n"
            "dataflow,TST:F(1.0),Test data,I,A.PER,A.PER.2020-Q2,A,Annual,PER,Peru,2020-Q2,,1.5,,E,Estimated\n");
  const std::string merge = "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,AREA,TIME_PERIOD,OBS_VALUE,STATUS\ndataflow,TST:F(1.0),M,A,PER,2020,1,\n";
  EXPECT_NE(rewritten(merge, {.version = Options::Version::V2_0}, structure).find("dataflow,TST:F(1.0),A,A,PER"), std::string::npos);
}

TEST(SdmxCsvData, WhatAVersionCannotCarryIsSaid) {
  using Options = SdmxCsvWriteOptions;
  const Options first{.version = Options::Version::V1_0};
  EXPECT_TRUE(rewritten(full, first).starts_with("SDMX-CSV 1.0 has one measure, the structure 2"));
  auto one_measure = made_structure();
  one_measure->measures.pop_back();
  const auto refused = [&](const std::string& text, const char* message) {
    EXPECT_NE(rewritten(text, first, one_measure).find(message), std::string::npos) << rewritten(text, first, one_measure);
  };
  refused("STRUCTURE[;],STRUCTURE_ID,ACTION,FREQ,AREA,TIME_PERIOD,OBS_VALUE,FLAGS[]\ndataflow,TST:F(1.0),M,A,PER,2020,1,X;Y\n",
          "one value in a field, FLAGS several");
  refused("STRUCTURE,STRUCTURE_ID,ACTION,FREQ,AREA,TIME_PERIOD\ndataflow,TST:F(1.0),D,A,PER,2020\n", "no deletions");
  refused("STRUCTURE,STRUCTURE_ID,ACTION,FREQ,AREA,TIME_PERIOD,REGION\ndataflow,TST:F(1.0),M,,PER,,S\n", "no lines for attributes without observations");
}

TEST(SdmxCsvData, SeveralStructuresInOneMessage) {
  auto other = made_structure();
  other->id = "OTHER";
  other->dimensions = {testing::made_component("AREA"), testing::made_component("SEX")};
  other->groups.clear();
  other->attributes.clear();
  const OneStructure source(made_structure(), other);
  const std::string text =
      "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,AREA,SEX,TIME_PERIOD,OBS_VALUE\ndataflow,TST:F(1.0),M,A,PER,,2020,1\ndatastructure,TST:OTHER(1.0),M,,PER,F,2020,2\n";
  Journal journal(true);
  ASSERT_TRUE(read_sdmx_csv(text, "f", source, journal));
  EXPECT_EQ(journal.lines,
            "begin Merge Dataflow=TST:F(1.0)\nseries A.PER\n  2020 OBS_VALUE=1\nend\nbegin Merge DataStructure=TST:OTHER(1.0)\nseries PER.F\n  2020 "
            "OBS_VALUE=2\nend\n");
  StringSink out;
  SdmxCsvWriter lacking(out);
  const auto refused = read_sdmx_csv(text, "f", source, lacking);
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().what.starts_with("the structure OTHER has components")) << refused.error().what;
  out.text.clear();
  SdmxCsvWriter writer(out, {.version = SdmxCsvWriteOptions::Version::V2_1, .structures = {made_structure(), other}});
  ASSERT_TRUE(read_sdmx_csv(text, "f", source, writer));
  Journal again(true);
  ASSERT_TRUE(read_sdmx_csv(out.text, "f", source, again));
  EXPECT_EQ(again.lines, journal.lines);
}

}  // namespace
}  // namespace atalaya
