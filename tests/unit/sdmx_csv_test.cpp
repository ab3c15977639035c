#include "formats/sdmx_csv/sdmx_csv_reader.h"

#include "support.h"

namespace atalaya {
namespace {

using Lines = std::vector<std::string>;

struct Message {
  Lines columns, rows;
};

Message read(const std::string& text) {
  auto reader = SdmxCsvReader::open(text, "f");
  if (!reader) return {{}, {reader.error().to_string()}};
  return {reader->columns(), testing::drain(*reader)};
}

TEST(SdmxCsv, BothVersionsGiveTheSameColumns) {
  const struct {
    const char* what;
    std::string text;
    Lines columns, rows;
  } all[] = {
      {"1.0", "DATAFLOW,FREQ,TIME_PERIOD,OBS_VALUE\nX:F(1.0),A,2020,5\n", {"DATAFLOW", "ACTION", "FREQ", "TIME_PERIOD", "OBS_VALUE"}, {"2: X:F(1.0)|I|A|2020|5"}},
      {"1.0 with labels", "DATAFLOW: Flow,FREQ: Frequency,OBS_VALUE\nX:F(1.0): A flow,A: Annual: yes,5\n", {"DATAFLOW", "ACTION", "FREQ", "OBS_VALUE"}, {"2: X:F(1.0)|I|A|5"}},
      {"2.0", "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,OBS_VALUE\ndataflow,X:F(1.0),R,A,5\n", {"DATAFLOW", "ACTION", "FREQ", "OBS_VALUE"}, {"2: X:F(1.0)|R|A|5"}},
      {"2.0 without action", "STRUCTURE,STRUCTURE_ID,FREQ,OBS_VALUE\ndataflow,X:F(1.0),A,5\n", {"DATAFLOW", "ACTION", "FREQ", "OBS_VALUE"}, {"2: X:F(1.0)|I|A|5"}},
      {"2.0 with labels", "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,FREQ: Frequency,OBS_VALUE\nDataFlow,X:F(1.0),A flow,I,A: Annual,5\n",
       {"DATAFLOW", "ACTION", "FREQ", "OBS_VALUE"}, {"2: X:F(1.0)|I|A|5"}},
      {"a colon without label", "DATAFLOW,NOTE\nX:F(1.0),see: below\n", {"DATAFLOW", "ACTION", "NOTE"}, {"2: X:F(1.0)|I|see: below"}},
  };
  for (const auto& [what, text, columns, rows] : all) {
    const Message message = read(text);
    EXPECT_EQ(message.columns, columns) << what;
    EXPECT_EQ(message.rows, rows) << what;
  }
}

TEST(SdmxCsv, WhatIsRefused) {
  const std::pair<const char*, const char*> all[] = {
      {"FREQ,OBS_VALUE\nA,5\n", "f:1:1: this is not SDMX-CSV: the first column is 'FREQ'"},
      {"STRUCTURE,FREQ,OBS_VALUE\n", "f:1:1: this is not SDMX-CSV"},
      {"STRUCTURE,STRUCTURE_ID,ACTION,FREQ\ndatastructure,X:F(1.0),I,A\n", "f:2:1: STRUCTURE is 'datastructure'"},
      {"DATAFLOW,FREQ\nX:F(1.0)\n", "f:2:2: the line has 1 fields, the header 2"},
      {"", "f:1:1: the file is empty"},
  };
  for (const auto& [text, message] : all) {
    const Lines rows = read(text).rows;
    ASSERT_FALSE(rows.empty()) << text;
    EXPECT_TRUE(rows.back().starts_with(message)) << rows.back();
  }
}

}  // namespace
}  // namespace atalaya
