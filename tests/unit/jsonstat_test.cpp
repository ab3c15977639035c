#include "formats/jsonstat/jsonstat_reader.h"

#include <gtest/gtest.h>

#include "data_journal.h"

namespace atalaya {
namespace {

using testing::Journal;

std::string told(std::string_view text) {
  Journal journal(true);
  const auto read = read_jsonstat(text, "f", journal);
  return read ? journal.lines : journal.lines + read.error().to_string();
}

const std::string dimensions = R"("id":["freq","geo","time"],"size":[1,2,2],"dimension":{
  "freq":{"label":"Frequency","category":{"label":{"A":"Annual"}}},
  "geo":{"label":"Area","category":{"index":{"PE":0,"CL":1},"label":{"PE":"Peru","CL":"Chile"},"unit":{"PE":{"label":"per cent","decimals":1}}}},
  "time":{"category":{"index":["2020","2021M03"]}}})";

TEST(JsonStat, ADataSetInTheOrderOfEurostat) {
  const std::string text =
      R"({"version":"2.0","class":"dataset","label":"Users","source":"ESTAT","updated":"2024-01-01","value":{"0":1.5,"3":-2},"status":{"0":"p","2":":"},)" +
      dimensions + R"(,"extension":{"id":"ISOC","agencyId":"ESTAT","version":"1.0","datastructure":{"id":"ISOC_DSD","agencyId":"ESTAT","version":"7.0"}}})";
  EXPECT_EQ(told(text),
            "begin Information Dataflow=ESTAT:ISOC(1.0)\ngroup *.PE UNIT_MEASURE=per cent DECIMALS=1\nseries A.PE\n  2020 OBS_VALUE=1.5 OBS_STATUS=p\n"
            "series A.CL\n  2021-03 OBS_VALUE=-2\n  2020 OBS_STATUS=:\nend\n");
  Journal journal;
  ASSERT_TRUE(read_jsonstat(text, "f", journal));
  const DataStructure& s = *journal.last_info.structure;
  EXPECT_EQ(s.id, "ISOC_DSD");
  EXPECT_EQ(s.version, "7.0");
  EXPECT_EQ(s.dimensions[1].name.in("en"), "Area");
  EXPECT_EQ(s.code_list("CL_geo")->find("CL")->name.in("en"), "Chile");
  EXPECT_EQ(journal.last_header.prepared, "2024-01-01");

  // Texts that are no identifiers name no dataflow.
  std::string other = text;
  other.replace(other.find("\"id\":\"ISOC\""), 11, "\"id\":\"I:S)\"");
  other.replace(other.find("7.0"), 3, "7)0");
  ASSERT_TRUE(read_jsonstat(other, "f", journal));
  EXPECT_EQ(journal.last_info.reference.urn(), "urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=ESTAT:ISOC_DSD(1.0)");
}

TEST(JsonStat, ValuesAsAnArray) {
  EXPECT_EQ(told("{\"class\":\"dataset\"," + dimensions + R"(,"role":{"time":["time"]},"value":[1,null,"2.5",4],"status":"e"})"),
            "begin Information DataStructure=JSONSTAT:DATASET(1.0)\ngroup *.PE UNIT_MEASURE=per cent DECIMALS=1\nseries A.PE\n  2020 OBS_VALUE=1 OBS_STATUS=e\n"
            "series A.CL\n  2020 OBS_VALUE=2.5 OBS_STATUS=e\n  2021-03 OBS_VALUE=4 OBS_STATUS=e\nend\n");
  // A null with a status is a value that is missing for a reason.
  EXPECT_EQ(told("{\"class\":\"dataset\"," + dimensions + R"(,"value":[null,null,null,null],"status":[null,"c",null,null]})"),
            "begin Information DataStructure=JSONSTAT:DATASET(1.0)\ngroup *.PE UNIT_MEASURE=per cent DECIMALS=1\nseries A.PE\n  2021-03 OBS_STATUS=c\nend\n");
}

TEST(JsonStat, IdsBecomeIdentifiers) {
  const std::string text = R"({"class":"dataset","source":"Instituto de Estadística","label":"Población total","id":["Área geográfica","1"],"size":[2,1],
    "dimension":{"Área geográfica":{"category":{"index":["a b","a.b"],"child":{"a b":["a.b"]}}},"1":{"category":{"label":{"x":"X"}}}},"value":[1,2]})";
  Journal journal(true);
  ASSERT_TRUE(read_jsonstat(text, "f", journal));
  EXPECT_EQ(
      journal.lines,
      "begin Information DataStructure=Instituto_de_Estad__stica:Poblaci__n_total(1.0)\nseries a_b.x\n   OBS_VALUE=1\nseries a_b_2.x\n   OBS_VALUE=2\nend\n");
  const DataStructure& s = *journal.last_info.structure;
  EXPECT_EQ(s.dimensions[1].id, "D_1");
  EXPECT_EQ(s.code_lists[0].find("a_b_2")->parent, "a_b");
  EXPECT_FALSE(s.has_time());
}

TEST(JsonStat, ACollectionIsReadAsFarAsItHasItsDataSetsInIt) {
  const std::string set = "{\"class\":\"dataset\"," + dimensions + R"(,"value":[1,null,null,null]})";
  const std::string one =
      "begin Information DataStructure=JSONSTAT:DATASET(1.0)\ngroup *.PE UNIT_MEASURE=per cent DECIMALS=1\nseries A.PE\n  2020 OBS_VALUE=1\nend\n";
  EXPECT_EQ(told(R"({"class":"collection","link":{"item":[)" + set + R"(,{"href":"http://x","class":"dataset"},)" + set + "]}}"),
            one + one + "note links to other data sets are left out\n");
  EXPECT_EQ(told(R"({"class":"collection","link":{"item":[{"href":"http://x"}]}})"),
            "f:1:1: the collection has no data sets in it (its links are to be fetched first)");
}

TEST(JsonStat, WhatIsRefused) {
  const auto with = [&](const std::string& rest) { return "{\"class\":\"dataset\"," + dimensions + "," + rest + "}"; };
  const std::pair<std::string, const char*> all[] = {
      {"", "not valid JSON"},
      {"{}", "this is no JSON-stat 2.0: it has no class"},
      {R"({"class":"dimension"})", "this is a JSON-stat dimension"},
      {R"({"class":"dataset"})", "the data set has no dimensions"},
      {with(R"("label":"x")"), "the data set has no values"},
      {with(R"("value":[1])"), "there are 1 values, and the product of the sizes is 4"},
      {with(R"("value":[1,2,3,4,5])"), "there are more values than the product of the sizes, 4"},
      {with(R"("value":{"4":1})"), "'4' is the number of no value"},
      {with(R"("value":{"x":1})"), "'x' is the number of no value"},
      {with(R"("value":[1,2,3,true])"), "a number is expected"},
      {with(R"("value":[1,2,3,4],"value":[])"), "the member 'value' stands twice"},
      {R"({"class":"dataset","id":["a"],"size":[2],"dimension":{"a":{"category":{"index":["x"]}}},"value":[]})",
       "the size of 'a' is 2 and it has 1 categories"},
      {R"({"class":"dataset","id":["a"],"size":[1],"dimension":{},"value":[]})", "the dimension 'a' is not described"},
      {R"({"class":"dataset","id":["a"],"size":[2],"dimension":{"a":{"category":{"index":{"x":0,"y":2}}}},"value":[]})", "are not 0 to 1"},
      {R"({"class":"dataset","id":["a"],"size":[2],"dimension":{"a":{"category":{"label":{"x":"X","y":"Y"}}}},"value":[]})", "have no index"},
      {R"({"class":"dataset","id":["a","a"],"size":[1,1],"dimension":{"a":{"category":{"index":["x"]}}},"value":[]})", "is not described"},
      {R"({"class":"dataset","id":["a"],"size":[-1],"dimension":{"a":{"category":{"index":["x"]}}},"value":[]})", "a size is a whole number"},
      {"{\"class\":\"\xFF\"}", "the text is not UTF-8"},
  };
  for (const auto& [text, message] : all) EXPECT_NE(told(text).find(message), std::string::npos) << text << "\n" << told(text);
}

}  // namespace
}  // namespace atalaya
