#include "data_content.h"
#include "sdmx_ml_data_messages.h"

using namespace atalaya;
using namespace atalaya::testing;

namespace {

using Format = SdmxMlDataFormat;

/// A message written again.
std::string rewritten(const std::string& xml, const std::shared_ptr<const DataStructure>& structure, SdmxMlWriteOptions options) {
  const OneStructure source(structure);
  StringSink out;
  const auto writer = sdmx_ml_data_writer(out, std::move(options));
  const auto status = read_sdmx_ml_data(xml, "in.xml", source, *writer);
  return status ? out.text : status.error().to_string();
}

/// From the first data set on.
std::string sets_of(const std::string& xml) {
  const std::size_t at = xml.find("<message:DataSet ");
  return at == std::string::npos ? xml : xml.substr(at);
}

const std::string two_series = message(
    data_set("<Group xsi:type=\"ns1:SIBLING\" AREA=\"PER\" REGION=\"South\"/>"
             "<Series FREQ=\"A\" AREA=\"PER\" KIND=\"X\" UNIT=\"&lt;%&gt; &quot;&#10;\" SOURCE=\"s1\"><Obs TIME_PERIOD=\"2019\" OBS_VALUE=\"1\" STATUS=\"A\"/>"
             "<Obs TIME_PERIOD=\"2020\"/></Series>"
             "<Series FREQ=\"M\" AREA=\"PER\" KIND=\"X\" UNIT=\"&lt;%&gt; &quot;&#10;\" SOURCE=\"s1\"><Obs TIME_PERIOD=\"2019\" OBS_VALUE=\"NaN\"/></Series>",
             " TITLE=\"T\""));

TEST(SdmxMlDataWriter, StructureSpecific) {
  const std::string written = rewritten(two_series, one_measure(), {.format = Format::StructureSpecific21});
  EXPECT_EQ(
      written.substr(0, written.find("<message:DataSet ")),
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<message:StructureSpecificData xmlns:message=\"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message\""
      " xmlns:common=\"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common\" "
      "xmlns:footer=\"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message/footer\""
      " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:ss=\"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/structurespecific\""
      " xmlns:ns1=\"urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=TST:DSD(1.0):ObsLevelDim:TIME_PERIOD\">\n"
      "<message:Header>\n<message:ID>M1</message:ID>\n<message:Test>true</message:Test>\n<message:Prepared>2026-01-02T03:04:05Z</message:Prepared>\n"
      "<message:Sender id=\"TST\"/>\n<message:Structure structureID=\"STR1\""
      " namespace=\"urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=TST:DSD(1.0):ObsLevelDim:TIME_PERIOD\" dimensionAtObservation=\"TIME_PERIOD\">\n"
      "<common:Structure><Ref agencyID=\"TST\" id=\"DSD\" version=\"1.0\" class=\"DataStructure\" "
      "package=\"datastructure\"/></common:Structure>\n</message:Structure>\n"
      "<message:DataSetAction>Information</message:DataSetAction>\n</message:Header>\n");
  EXPECT_EQ(
      sets_of(written),
      "<message:DataSet ss:structureRef=\"STR1\" xsi:type=\"ns1:DataSetType\" ss:dataScope=\"DataStructure\" ss:action=\"Information\" TITLE=\"T\">\n"
      "<Group xsi:type=\"ns1:SIBLING\" AREA=\"PER\" REGION=\"South\"/>\n"
      "<Series FREQ=\"A\" AREA=\"PER\" KIND=\"X\" UNIT=\"&lt;%&gt; &quot;&#10;\" SOURCE=\"s1\">\n"
      "<Obs TIME_PERIOD=\"2019\" OBS_VALUE=\"1\" STATUS=\"A\"/>\n<Obs TIME_PERIOD=\"2020\"/>\n</Series>\n"
      "<Series FREQ=\"M\" AREA=\"PER\" KIND=\"X\" UNIT=\"&lt;%&gt; &quot;&#10;\" SOURCE=\"s1\">\n<Obs TIME_PERIOD=\"2019\" OBS_VALUE=\"NaN\"/>\n</Series>\n"
      "</message:DataSet>\n</message:StructureSpecificData>\n");
}

TEST(SdmxMlDataWriter, AcrossADimensionTheRestOfTheKeyOpensSeries) {
  EXPECT_EQ(
      sets_of(rewritten(two_series, one_measure(), {.format = Format::StructureSpecific21, .dimension_at_observation = "FREQ"})),
      "<message:DataSet ss:structureRef=\"STR1\" xsi:type=\"ns1:DataSetType\" ss:dataScope=\"DataStructure\" ss:action=\"Information\" TITLE=\"T\">\n"
      "<Group xsi:type=\"ns1:SIBLING\" AREA=\"PER\" REGION=\"South\"/>\n"
      "<Series AREA=\"PER\" KIND=\"X\" TIME_PERIOD=\"2019\" SOURCE=\"s1\">\n<Obs FREQ=\"A\" OBS_VALUE=\"1\" UNIT=\"&lt;%&gt; &quot;&#10;\" "
      "STATUS=\"A\"/>\n</Series>\n"
      "<Series AREA=\"PER\" KIND=\"X\" TIME_PERIOD=\"2020\" SOURCE=\"s1\">\n<Obs FREQ=\"A\" UNIT=\"&lt;%&gt; &quot;&#10;\"/>\n</Series>\n"
      "<Series AREA=\"PER\" KIND=\"X\" TIME_PERIOD=\"2019\" SOURCE=\"s1\">\n<Obs FREQ=\"M\" OBS_VALUE=\"NaN\" UNIT=\"&lt;%&gt; &quot;&#10;\"/>\n</Series>\n"
      "</message:DataSet>\n</message:StructureSpecificData>\n");
}

TEST(SdmxMlDataWriter, Generic) {
  const std::string value = "<generic:Value id=\"";
  EXPECT_EQ(sets_of(rewritten(message(data_set("<Series FREQ=\"A\" AREA=\"PER\" KIND=\"X\"><Obs TIME_PERIOD=\"2019\" OBS_VALUE=\"1\" STATUS=\"A\"/></Series>")),
                              one_measure(), {.format = Format::GenericTimeSeries21})),
            "<message:DataSet structureRef=\"STR1\" action=\"Information\">\n<generic:Series><generic:SeriesKey>" + value + "FREQ\" value=\"A\"/>" + value +
                "AREA\" value=\"PER\"/>" + value +
                "KIND\" value=\"X\"/></generic:SeriesKey>\n<generic:Obs><generic:ObsDimension value=\"2019\"/>"
                "<generic:ObsValue value=\"1\"/><generic:Attributes>" +
                value +
                "STATUS\" value=\"A\"/></generic:Attributes></generic:Obs>\n</generic:Series>\n"
                "</message:DataSet>\n</message:GenericTimeSeriesData>\n");
}

/// What is told of a message is told of each form in which it is written.
void expect_same(const std::string& xml, const std::shared_ptr<const DataStructure>& structure, std::initializer_list<Format> formats,
                 std::initializer_list<const char*> dimensions) {
  const auto content = [&](const std::string& text) {
    const OneStructure source(structure);
    DataContent told;
    const auto status = read_sdmx_ml_data(text, "f.xml", source, told);
    if (!status) told.lines.insert(status.error().to_string());
    return told.lines;
  };
  const auto expected = content(xml);
  for (const Format format : formats) {
    for (const char* dimension : dimensions) {
      if (format == Format::GenericTimeSeries21 || format == Format::StructureSpecificTimeSeries21) dimension = "TIME_PERIOD";
      const std::string written = rewritten(xml, structure, {.format = format, .dimension_at_observation = dimension});
      EXPECT_EQ(content(written), expected) << written;
    }
  }
}

TEST(SdmxMlDataWriter, WhatIsWrittenReadsTheSame) {
  const std::initializer_list<Format> all = {Format::Generic21,           Format::GenericTimeSeries21,
                                             Format::StructureSpecific21, Format::StructureSpecificTimeSeries21,
                                             Format::StructureSpecific30, Format::StructureSpecific31};
  expect_same(two_series, one_measure(), all, {"TIME_PERIOD", "AllDimensions", "FREQ", "AREA"});
  expect_same(
      message(data_set("<Series AREA=\"PER\"/><Series FREQ=\"A\" AREA=\"PER\" KIND=\"X\"><Obs TIME_PERIOD=\"2019\"/></Series>", " ss:action=\"Delete\"")),
      one_measure(), all, {"TIME_PERIOD"});
  expect_same(message(data_set("<Series FREQ=\"A\" AREA=\"PER\" KIND=\"X\" UNIT=\"%\"/>")), one_measure(), all, {"TIME_PERIOD"});
  const std::string complex =
      message(data_set("<Atts TITLE=\"T\"/><Atts FREQ=\"A\" REGION=\"South\"/><Group xsi:type=\"ns1:SIBLING\" AREA=\"PER\" REGION=\"North\"/>"
                       "<Series FREQ=\"A\" AREA=\"PER\"><Comp id=\"UNIT\"><Value><c:Text xml:lang=\"en\">one &lt; two</c:Text>"
                       "<c:Text xml:lang=\"es\">uno</c:Text></Value><Value><c:Text>two</c:Text></Value></Comp>"
                       "<Obs TIME_PERIOD=\"2019\" OBS_VALUE=\"1\" NOTE=\"n\"><Comp id=\"FLAGS\"><Value>a</Value><Value>b</Value></Comp></Obs></Series>"
                       "<Series FREQ=\"A\" AREA=\"CHL\"/>"),
              {.version = "v3_0"});
  expect_same(complex, made_structure(), {Format::StructureSpecific30, Format::StructureSpecific31}, {"TIME_PERIOD", "AllDimensions", "AREA"});
}

TEST(SdmxMlDataWriter, Annotations) {
  const auto xml = [](const std::string& more) {
    return message(data_set(annotated("set", more) + "<Group xsi:type=\"ns1:SIBLING\" AREA=\"PER\" REGION=\"South\">" + annotated("&lt;group&gt;", more) +
                            "</Group><Series FREQ=\"A\" AREA=\"PER\" KIND=\"X\">" + annotated("series", more) +
                            "<Obs TIME_PERIOD=\"2019\" OBS_VALUE=\"1\" STATUS=\"A\">" + annotated("observation", more) +
                            "</Obs><Obs TIME_PERIOD=\"2020\"/></Series><Series FREQ=\"M\" AREA=\"PER\" KIND=\"X\" UNIT=\"%\"><Obs TIME_PERIOD=\"2019\"/>"
                            "</Series>"),
                   {.version = "v3_0"});
  };
  const std::string plain =
      xml("<c:AnnotationType>t</c:AnnotationType><c:AnnotationURL>http://a?b&amp;c</c:AnnotationURL>"
          "<c:AnnotationText xml:lang=\"en\">one</c:AnnotationText><c:AnnotationText xml:lang=\"es\">uno</c:AnnotationText>");
  const std::string full =
      xml("<c:AnnotationURL>http://a</c:AnnotationURL><c:AnnotationURL xml:lang=\"es\">http://b</c:AnnotationURL>"
          "<c:AnnotationValue>v</c:AnnotationValue>");
  expect_same(plain, one_measure(),
              {Format::Generic21, Format::GenericTimeSeries21, Format::StructureSpecific21, Format::StructureSpecificTimeSeries21, Format::StructureSpecific30,
               Format::StructureSpecific31},
              {"TIME_PERIOD"});
  expect_same(full, one_measure(), {Format::StructureSpecific30, Format::StructureSpecific31}, {"TIME_PERIOD", "AllDimensions", "FREQ"});
  EXPECT_EQ(rewritten(full, one_measure(), {}), "in.xml:5:250: SDMX-ML 2.1 has no place for AnnotationValue");
  EXPECT_EQ(rewritten(plain, one_measure(), {.dimension_at_observation = "AllDimensions"}),
            "in.xml:5:1033: annotations of a series have a place only where time is at the observation (SDMX-ML 3.0 has one, other than in deletions)");

  // A series that is told again goes on, and one with other annotations begins anew.
  StringSink out;
  const auto writer = sdmx_ml_data_writer(out);
  const DataSetInfo info{.structure = one_measure()};
  ASSERT_TRUE(writer->begin_set(info));
  const std::string_view key[] = {"A", "PER", "X"};
  const sdmx::Annotation first[] = {{.title = "1"}};
  const sdmx::Annotation second[] = {{.title = "2"}};
  for (const auto& annotations : {std::span<const sdmx::Annotation>(first), {}, std::span<const sdmx::Annotation>(second)}) {
    if (!annotations.empty()) {
      ASSERT_TRUE(writer->annotations(annotations));
    }
    ASSERT_TRUE(writer->series(key, {}));
    ASSERT_TRUE(writer->observation({.period = "2019", .measures = {}, .attributes = {}}));
  }
  ASSERT_TRUE(writer->end_set() && writer->end());
  const std::string series = "<Series FREQ=\"A\" AREA=\"PER\" KIND=\"X\">\n<common:Annotations>\n<common:Annotation><common:AnnotationTitle>";
  const std::string end = "</common:AnnotationTitle>\n</common:Annotation>\n</common:Annotations>\n";
  const std::string observation = "<Obs TIME_PERIOD=\"2019\"/>\n";
  EXPECT_EQ(sets_of(out.text),
            "<message:DataSet ss:structureRef=\"STR1\" xsi:type=\"ns1:DataSetType\" ss:dataScope=\"DataStructure\" ss:action=\"Information\">\n" + series +
                "1" + end + observation + observation + "</Series>\n" + series + "2" + end + observation +
                "</Series>\n</message:DataSet>\n</message:StructureSpecificData>\n");
}

TEST(SdmxMlDataWriter, GroupsThatComeLateOpenAnotherDataSet) {
  const std::string xml =
      message(data_set("<Series FREQ=\"A\" AREA=\"PER\" KIND=\"X\"/>"
                       "<Group xsi:type=\"ns1:SIBLING\" AREA=\"PER\" REGION=\"South\"/>"));
  EXPECT_EQ(sets_of(rewritten(xml, one_measure(), {.format = Format::Generic21})),
            "<message:DataSet structureRef=\"STR1\" action=\"Information\">\n<generic:Series><generic:SeriesKey><generic:Value id=\"FREQ\" value=\"A\"/>"
            "<generic:Value id=\"AREA\" value=\"PER\"/><generic:Value id=\"KIND\" value=\"X\"/></generic:SeriesKey>\n</generic:Series>\n</message:DataSet>\n"
            "<message:DataSet structureRef=\"STR1\" action=\"Information\">\n<generic:Group type=\"SIBLING\"><generic:GroupKey><generic:Value id=\"AREA\" "
            "value=\"PER\"/>"
            "</generic:GroupKey><generic:Attributes><generic:Value id=\"REGION\" value=\"South\"/></generic:Attributes></generic:Group>\n</message:DataSet>\n"
            "</message:GenericData>\n");
}

TEST(SdmxMlDataWriter, WhatAFormatCannotSayIsRefused) {
  const std::string two_values =
      message(data_set("<Series FREQ=\"A\" AREA=\"PER\" KIND=\"X\"><Comp id=\"UNIT\"><Value>a</Value><Value>b</Value></Comp></Series>"), {.version = "v3_0"});
  EXPECT_EQ(rewritten(two_values, one_measure(), {}), "in.xml:5:1: SDMX-ML 2.1 has one value of an attribute, and UNIT has several (SDMX-ML 3.0 has several)");
  EXPECT_EQ(rewritten(message(data_set("")), made_structure(), {}), "in.xml:5:1: SDMX-ML 2.1 has one measure, and DSD has 2 (SDMX-ML 3.0 has several)");
  EXPECT_EQ(rewritten(message(data_set("<Atts FREQ=\"A\" UNIT=\"%\"/>"), {.version = "v3_0"}), one_measure(), {}),
            "in.xml:5:1: SDMX-ML 2.1 has no place for attributes of a part of the key that is no group of DSD (SDMX-ML 3.0 has)");
  EXPECT_EQ(rewritten(two_series, one_measure(), {.dimension_at_observation = "PLACE"}),
            "in.xml:5:1: the structure DSD has no dimension \"PLACE\" to stand at the observation");
  StringSink out;
  const auto writer = sdmx_ml_data_writer(out);
  const DataSetInfo info{.structure = one_measure()};
  ASSERT_TRUE(writer->begin_set(info));
  const std::string_view key[] = {"A", "P\x01", "X"};
  EXPECT_EQ(writer->series(key, {}).error().what, "a text has a control character, for which XML has no form");
}

TEST(SdmxMlDataWriter, FootersPartiesAndProvidersStay) {
  const std::string xml = message(
      "<m:DataSet ss:structureRef=\"S1\" ss:setID=\"D1\" ss:publicationYear=\"2026\"><DataProvider><Ref agencyID=\"TST\" "
      "maintainableParentID=\"DATA_PROVIDERS\""
      " maintainableParentVersion=\"1.0\" id=\"P1\"/></DataProvider></m:DataSet>"
      "<f:Footer><f:Message code=\"510\" severity=\"Warning\"><c:Text xml:lang=\"en\">Too much</c:Text><c:Text xml:lang=\"en\">Ask "
      "less</c:Text></f:Message></f:Footer>",
      {.in_header = "<m:Source xml:lang=\"es\">Origen</m:Source>"});
  for (const Format format : {Format::Generic21, Format::StructureSpecific21, Format::StructureSpecific30}) {
    const std::string once = rewritten(xml, one_measure(), {.format = format});
    EXPECT_EQ(rewritten(once, one_measure(), {.format = format}), once);
    EXPECT_NE(once.find("setID=\"D1\""), std::string::npos);
    EXPECT_NE(
        once.find(
            "<footer:Message code=\"510\" severity=\"Warning\">\n<common:Text xml:lang=\"en\">Too much</common:Text>\n<common:Text xml:lang=\"en\">Ask less"),
        std::string::npos);
    EXPECT_NE(once.find(format == Format::StructureSpecific30
                            ? "<DataProvider>urn:sdmx:org.sdmx.infomodel.base.DataProvider=TST:DATA_PROVIDERS(1.0).P1</DataProvider>"
                            : "DataProvider><Ref agencyID=\"TST\" id=\"P1\" maintainableParentID=\"DATA_PROVIDERS\""),
              std::string::npos)
        << once;
  }
}

}  // namespace
