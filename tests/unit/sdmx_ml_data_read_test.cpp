#include "formats/sdmx_ml_data/message_kind.h"
#include "sdmx_ml_data_messages.h"

using namespace atalaya;
using namespace atalaya::testing;

namespace {

TEST(SdmxMlData, StructureSpecificSeries) {
  EXPECT_EQ(told(message(data_set("<Group xsi:type=\"ns1:SIBLING\" AREA=\"PER\" REGION=\"South\"/>\n"
                                  "<Series FREQ=\"A\" AREA=\"PER\" KIND=\"X\" UNIT=\"%\">\n"
                                  "  <Obs TIME_PERIOD=\"2019\" OBS_VALUE=\"1.5\" STATUS=\"A\"/>\n"
                                  "  <Obs TIME_PERIOD=\"2020\" OBS_VALUE=\"\"/>\n"
                                  "</Series>\n<Series FREQ=\"A\" AREA=\"CHL\" KIND=\"X\"/>\n",
                                  " TITLE=\"A &amp; B\""))),
            "set TITLE=A & B\n"
            "group *.PER.* REGION=South\n"
            "series A.PER.X UNIT=%\n"
            "  2019 OBS_VALUE=1.5 STATUS=A\n"
            "  2020\n"
            "series A.CHL.X\n");
}

TEST(SdmxMlData, TheSameInEveryLayout) {
  const std::string expected =
      "series A.PER.X UNIT=%\n  2019 OBS_VALUE=1 STATUS=A\n"
      "series A.CHL.X UNIT=%\n  2019 OBS_VALUE=2\n"
      "series A.PER.X UNIT=%\n  2020 OBS_VALUE=3\n";
  EXPECT_EQ(told(message(data_set("<Obs FREQ=\"A\" AREA=\"PER\" KIND=\"X\" UNIT=\"%\" TIME_PERIOD=\"2019\" OBS_VALUE=\"1\" STATUS=\"A\"/>"
                                  "<Obs FREQ=\"A\" AREA=\"CHL\" KIND=\"X\" UNIT=\"%\" TIME_PERIOD=\"2019\" OBS_VALUE=\"2\"/>"
                                  "<Obs FREQ=\"A\" AREA=\"PER\" KIND=\"X\" UNIT=\"%\" TIME_PERIOD=\"2020\" OBS_VALUE=\"3\"/>"),
                         {.at = "AllDimensions"})),
            expected);
  EXPECT_EQ(told(message(data_set("<Series FREQ=\"A\" KIND=\"X\" TIME_PERIOD=\"2019\" UNIT=\"%\"><Obs AREA=\"PER\" OBS_VALUE=\"1\" STATUS=\"A\"/>"
                                  "<Obs AREA=\"CHL\" OBS_VALUE=\"2\"/></Series>"
                                  "<Series FREQ=\"A\" KIND=\"X\" TIME_PERIOD=\"2020\"><Obs AREA=\"PER\" OBS_VALUE=\"3\" UNIT=\"%\"/></Series>"),
                         {.at = "AREA"})),
            expected);
  const auto key = [](const std::string& name, std::initializer_list<std::pair<const char*, const char*>> values) {
    std::string out = "<g:" + name + ">";
    for (const auto& [id, value] : values) out += "<g:Value id=\"" + std::string(id) + "\" value=\"" + value + "\"/>";
    return out + "</g:" + name + ">";
  };
  const auto value = [](const char* text) { return "<g:ObsValue value=\"" + std::string(text) + "\"/>"; };
  EXPECT_EQ(told(message(data_set("<g:Obs>" + key("ObsKey", {{"FREQ", "A"}, {"AREA", "PER"}, {"TIME_PERIOD", "2019"}, {"KIND", "X"}}) + value("1") +
                                  key("Attributes", {{"UNIT", "%"}, {"STATUS", "A"}}) + "</g:Obs><g:Obs>" +
                                  key("ObsKey", {{"FREQ", "A"}, {"AREA", "CHL"}, {"TIME_PERIOD", "2019"}, {"KIND", "X"}}) + value("2") +
                                  key("Attributes", {{"UNIT", "%"}}) + "</g:Obs><g:Obs>" +
                                  key("ObsKey", {{"FREQ", "A"}, {"AREA", "PER"}, {"TIME_PERIOD", "2020"}, {"KIND", "X"}}) + value("3") +
                                  key("Attributes", {{"UNIT", "%"}}) + "</g:Obs>"),
                         {.root = "GenericData", .at = "AllDimensions"})),
            expected);
  EXPECT_EQ(told(message(data_set("<g:Series>" + key("SeriesKey", {{"FREQ", "A"}, {"TIME_PERIOD", "2019"}, {"KIND", "X"}}) +
                                  key("Attributes", {{"UNIT", "%"}}) + "<g:Obs><g:ObsDimension value=\"PER\"/>" + value("1") +
                                  key("Attributes", {{"STATUS", "A"}}) + "</g:Obs>" + "<g:Obs><g:ObsDimension id=\"AREA\" value=\"CHL\"/>" + value("2") +
                                  "</g:Obs></g:Series><g:Series>" + key("SeriesKey", {{"FREQ", "A"}, {"TIME_PERIOD", "2020"}, {"KIND", "X"}}) +
                                  "<g:Obs><g:ObsDimension value=\"PER\"/>" + value("3") + key("Attributes", {{"UNIT", "%"}}) + "</g:Obs></g:Series>"),
                         {.root = "GenericData", .at = "AREA"})),
            expected);
}

TEST(SdmxMlData, GenericSeriesWithGroupsAndAttributesOfTheSet) {
  EXPECT_EQ(
      told(message(
               "<m:DataSet structureRef=\"S1\" action=\"Replace\" setID=\"DS9\" validFromDate=\"2020-01-01T00:00:00\">"
               "<g:DataProvider><Ref agencyID=\"TST\" maintainableParentID=\"DATA_PROVIDERS\" maintainableParentVersion=\"1.0\" id=\"P1\"/></g:DataProvider>"
               "<g:Attributes><g:Value id=\"TITLE\" value=\"T\"/></g:Attributes>"
               "<g:Group type=\"SIBLING\"><g:GroupKey><g:Value id=\"AREA\" value=\"PER\"/></g:GroupKey>"
               "<g:Attributes><g:Value id=\"REGION\" value=\"South\"/></g:Attributes></g:Group>"
               "<g:Series><g:SeriesKey><g:Value id=\"KIND\" value=\"X\"/><g:Value id=\"FREQ\" value=\"A\"/><g:Value id=\"AREA\" value=\"PER\"/></g:SeriesKey>"
               "<g:Obs><g:ObsDimension value=\"2019\"/><g:ObsValue value=\"NaN\"/></g:Obs></g:Series></m:DataSet>",
               {.root = "GenericTimeSeriesData"}),
           one_measure(), true),
      "begin Replace DataStructure=TST:DSD(1.0)\nset TITLE=T\ngroup SIBLING *.PER.* REGION=South\nseries A.PER.X\n  2019 OBS_VALUE=NaN\nend\n");
}

TEST(SdmxMlData, ExplicitMeasuresAreValuesOfTheirDimension) {
  const std::string series =
      "<Series FREQ=\"A\" AREA=\"PER\" TIME_PERIOD=\"2019\"><Obs xsi:type=\"ns1:X\" OBS_VALUE=\"1\"/><Obs xsi:type=\"ns1:Y\" OBS_VALUE=\"2\"/></Series>";
  EXPECT_EQ(told(message(data_set(series), {.at = "KIND", .structure_attributes = " explicitMeasures=\"true\""})),
            "series A.PER.X\n  2019 OBS_VALUE=1\nseries A.PER.Y\n  2019 OBS_VALUE=2\n");
  EXPECT_EQ(told(message(data_set("<Obs FREQ=\"A\" AREA=\"PER\" TIME_PERIOD=\"2019\" xsi:type=\"ns1:X\" OBS_VALUE=\"1\"/>"),
                         {.at = "AllDimensions", .structure_attributes = " explicitMeasures=\"true\""})),
            "series A.PER.X\n  2019 OBS_VALUE=1\n");
}

TEST(SdmxMlData, Version3HasSeveralValuesMeasuresAndAttributesOfPartsOfTheKey) {
  auto structure = made_structure();
  EXPECT_EQ(
      told(message(data_set("<Atts TITLE=\"T\"/><Atts AREA=\"CHL\" REGION=\"South\"/>"
                            "<Group xsi:type=\"ns1:SIBLING\" AREA=\"PER\" REGION=\"North\"/>"
                            "<Series FREQ=\"A\" AREA=\"PER\"><Comp id=\"UNIT\" xsi:type=\"ns1:UNIT_ATTRIBUTE\">"
                            "<Value><c:Text xml:lang=\"en\">one</c:Text><c:Text xml:lang=\"es\">uno</c:Text></Value><Value><c:Text>two</c:Text></Value></Comp>"
                            "<Obs TIME_PERIOD=\"2019\" OBS_VALUE=\"1\" NOTE=\"n\"><Comp id=\"FLAGS\"><Value>a</Value><Value>b</Value></Comp></Obs>"
                            "<Obs TIME_PERIOD=\"2020\"><Comp id=\"OBS_VALUE\"><Value>2</Value></Comp></Obs></Series>"),
                   {.version = "v3_0"}),
           structure),
      "set TITLE=T\ngroup *.CHL REGION=South\ngroup *.PER REGION=North\n"
      "series A.PER UNIT=one@en UNIT=uno@es UNIT=two@en\n"
      "  2019 OBS_VALUE=1 NOTE=n FLAGS=a FLAGS=b\n  2020 OBS_VALUE=2\n");
}

TEST(SdmxMlData, DeletionsMayHavePartsOfTheKey) {
  EXPECT_EQ(told(message(data_set("<Series AREA=\"PER\"/><Series FREQ=\"A\" AREA=\"PER\" KIND=\"X\"><Obs TIME_PERIOD=\"2019\"/><Obs OBS_VALUE=\"0\"/></Series>",
                                  " ss:action=\"Delete\"")),
                 one_measure(), true),
            "begin Delete DataStructure=TST:DSD(1.0)\nseries *.PER.*\nseries A.PER.X\n  2019\n   OBS_VALUE=0\nend\n");
}

TEST(SdmxMlData, SeveralSetsNotesAndTheHeader) {
  struct Notes : Journal {
    std::string notes;
    Status note(const MessageNote& note) override {
      notes += note.code + "|" + note.severity + "|" + note.text.in("en") + "\n";
      return {};
    }
  } journal;
  const OneStructure source(one_measure());
  const std::string xml =
      message(data_set("<Series FREQ=\"A\" AREA=\"PER\" KIND=\"X\"><Comp id=\"UNIT\"><c:Annotations><c:Annotation/></c:Annotations></Comp></Series>") +
                  data_set("") + "<f:Footer><f:Message code=\"510\" severity=\"Warning\"><c:Text>Too much</c:Text></f:Message></f:Footer>",
              {.in_header = "<m:DataSetAction>Append</m:DataSetAction><m:DataSetID>D1</m:DataSetID><m:DataSetID>D2</m:DataSetID>"
                            "<m:Source xml:lang=\"es\">Origen</m:Source>"});
  ASSERT_EQ(read_sdmx_ml_data(xml, "f", source, journal).has_value(), true);
  EXPECT_EQ(journal.notes,
            "|Warning|another DataSetID of the header (D2) at line 3 is left out\n"
            "|Warning|annotations of a component's values are left out; the first at line 5\n510|Warning|Too much\n");
  EXPECT_EQ(journal.last_header.id, "M1");
  EXPECT_TRUE(journal.last_header.test);
  EXPECT_EQ(journal.last_header.source.in("es"), "Origen");
  EXPECT_EQ(journal.last_info.action, Action::Append);
}

TEST(SdmxMlData, AnnotationsAreToldBeforeWhatTheyAreOf) {
  const std::string specific = annotated("set",
                                         "<c:AnnotationType>t</c:AnnotationType><c:AnnotationURL xml:lang=\"es\">http://a</c:AnnotationURL>"
                                         "<c:AnnotationText>one</c:AnnotationText><c:AnnotationText xml:lang=\"es\">uno</c:AnnotationText>"
                                         "<c:AnnotationValue>v</c:AnnotationValue>") +
                               "<Group xsi:type=\"ns1:SIBLING\" AREA=\"PER\" REGION=\"South\">" + annotated("group") + "</Group><Atts FREQ=\"A\">" +
                               annotated("part") + "</Atts><Series FREQ=\"A\" AREA=\"PER\" KIND=\"X\">" + annotated("series") +
                               "<Obs TIME_PERIOD=\"2019\" OBS_VALUE=\"1\">" + annotated("observation") +
                               "</Obs><Obs TIME_PERIOD=\"2020\"/></Series><Atts FREQ=\"M\" AREA=\"PER\" KIND=\"X\">" + annotated("bare") + "</Atts>";
  EXPECT_EQ(told(message(data_set(specific), {.version = "v3_0"})),
            "annotation N|set|t|v|http://a@es|one@en|uno@es\nannotation N|group||\ngroup *.PER.* REGION=South\nannotation N|part||\ngroup A.*.*\n"
            "annotation N|series||\nseries A.PER.X\nannotation N|observation||\n  2019 OBS_VALUE=1\n  2020\nannotation N|bare||\nseries M.PER.X\n");
  const std::string generic =
      annotated("set") + "<g:Series>" + annotated("series") +
      "<g:SeriesKey><g:Value id=\"FREQ\" value=\"A\"/><g:Value id=\"AREA\" value=\"PER\"/><g:Value id=\"KIND\" value=\"X\"/></g:SeriesKey>"
      "<g:Obs>" +
      annotated("observation") + "<g:ObsDimension value=\"2019\"/></g:Obs></g:Series>";
  EXPECT_EQ(told(message("<m:DataSet structureRef=\"S1\">" + generic + "</m:DataSet>", {.root = "GenericData"})),
            "annotation N|set||\nannotation N|series||\nseries A.PER.X\nannotation N|observation||\n  2019\n");
  // In 2.0 they come last.
  const std::string behind = "<Series FREQ=\"A\" AREA=\"PER\" KIND=\"X\"><Obs TIME_PERIOD=\"2019\"/>" + annotated("series") + "</Series>";
  EXPECT_EQ(told(message(data_set(behind))), "series A.PER.X\n  2019\nannotation N|series||\nseries A.PER.X\n");
  // With a key alone a series in a deletion would be all of it.
  EXPECT_EQ(
      told(message(data_set(behind, " ss:action=\"Delete\"")), one_measure(), true),
      "begin Delete DataStructure=TST:DSD(1.0)\nseries A.PER.X\n  2019\nnote annotations behind observations to be deleted are left out; the first at line "
      "5\nend\n");
}

TEST(SdmxMlData, AnnotationsWithoutAPlaceAreNoted) {
  const auto noted = [](const std::string& body, const std::string& at = "TIME_PERIOD") {
    const std::string all = told(message(data_set(body), {.version = "v3_0", .at = at}), one_measure(), true);
    const std::size_t from = all.find("note ");
    return from == std::string::npos ? all : all.substr(from, all.find('\n', from) - from);
  };
  EXPECT_EQ(noted("<Series AREA=\"PER\" KIND=\"X\" TIME_PERIOD=\"2019\">" + annotated("x") + "<Obs FREQ=\"A\"/></Series>", "FREQ"),
            "note annotations of a series across a dimension are left out; the first at line 5");
  EXPECT_EQ(noted("<Atts TITLE=\"T\">" + annotated("x") + "</Atts>"), "note annotations of the attributes of a data set are left out; the first at line 5");
  EXPECT_EQ(noted("<Series FREQ=\"A\" AREA=\"PER\" KIND=\"X\"/>" + annotated("x")),
            "note annotations of a data set behind its data are left out; the first at line 5");
  EXPECT_EQ(told(message(data_set("<Series FREQ=\"A\" AREA=\"PER\" KIND=\"X\">" + annotated("x") + annotated("y") + "</Series>"))),
            "f.xml:5:236: the annotations of an element stand twice");
}

TEST(SdmxMlData, Version2) {
  const std::string head =
      "<CompactData xmlns=\"http://www.SDMX.org/resources/SDMXML/schemas/v2_0/message\" "
      "xmlns:d=\"urn:sdmx:org.sdmx.infomodel.keyfamily.KeyFamily=TST:DSD:compact\">"
      "<Header><ID>M1</ID><Test>false</Test><Prepared>2026-01-02</Prepared><Sender id=\"TST\"/></Header>";
  EXPECT_EQ(told(head + "<d:DataSet><d:SIBLING AREA=\"PER\" REGION=\"South\"/><d:Series FREQ=\"A\" AREA=\"PER\" KIND=\"X\">"
                        "<d:Obs TIME_PERIOD=\"2019\" OBS_VALUE=\"1\"/></d:Series></d:DataSet></CompactData>"),
            "group *.PER.* REGION=South\nseries A.PER.X\n  2019 OBS_VALUE=1\n");
  EXPECT_EQ(told("<GenericData xmlns=\"http://www.SDMX.org/resources/SDMXML/schemas/v2_0/message\" xmlns:g=\"urn:g\"><Header><ID>M1</ID>"
                 "<KeyFamilyRef>DSD</KeyFamilyRef><KeyFamilyAgency>TST</KeyFamilyAgency></Header>"
                 "<DataSet><g:KeyFamilyRef>DSD</g:KeyFamilyRef><g:Group type=\"SIBLING\"><g:GroupKey><g:Value concept=\"AREA\" value=\"PER\"/></g:GroupKey>"
                 "<g:Attributes><g:Value concept=\"REGION\" value=\"South\"/></g:Attributes>"
                 "<g:Series><g:SeriesKey><g:Value concept=\"FREQ\" value=\"A\"/><g:Value concept=\"AREA\" value=\"PER\"/><g:Value concept=\"KIND\" "
                 "value=\"X\"/></g:SeriesKey>"
                 "<g:Obs><g:Time>2019</g:Time><g:ObsValue value=\"1\"/></g:Obs></g:Series></g:Group></DataSet></GenericData>"),
            "group *.PER.* REGION=South\nseries A.PER.X\n  2019 OBS_VALUE=1\n");
}

TEST(SdmxMlData, AnAgencyThatIsLeftOutIsTheStructures) {
  const OneStructure source({}, one_measure());
  Journal journal;
  ASSERT_TRUE(
      read_sdmx_ml_data("<GenericData xmlns=\"http://www.SDMX.org/resources/SDMXML/schemas/v2_0/message\"><Header><KeyFamilyRef>DSD</KeyFamilyRef>"
                        "</Header><DataSet><KeyFamilyRef>DSD</KeyFamilyRef></DataSet></GenericData>",
                        "f", source, journal));
  EXPECT_EQ(journal.last_info.reference.short_text(), "TST:DSD()");
}

std::string older(const std::string& root, const std::string& set) {
  return "<" + root +
         " xmlns=\"http://www.SDMX.org/resources/SDMXML/schemas/v2_0/message\" xmlns:d=\"urn:sdmx:org.sdmx.infomodel.keyfamily.KeyFamily=TST:DSD:x\" "
         "xmlns:c=\"http://www.SDMX.org/resources/SDMXML/schemas/v2_0/common\"><Header><ID>M1</ID></Header>\n" +
         set + "</" + root + ">";
}

TEST(SdmxMlData, UtilityData) {
  const auto told_of = [](const std::string& set) { return told(older("UtilityData", set), one_measure(), true); };
  const std::string key = "<d:Key><d:FREQ>A</d:FREQ><d:AREA>PER</d:AREA><d:KIND> X </d:KIND></d:Key>";
  const std::string begin = "begin Information DataStructure=TST:DSD()\n";
  EXPECT_EQ(told_of("<d:DataSet TITLE=\"T\"><d:SIBLING REGION=\"South\" UNIT=\"%\"><d:Series UNIT=\"kg\">" + key +
                    "<d:Obs STATUS=\"A\"><d:TIME_PERIOD>2019</d:TIME_PERIOD><d:OBS_VALUE>1</d:OBS_VALUE></d:Obs>"
                    "<d:Obs><d:TIME_PERIOD>2020</d:TIME_PERIOD></d:Obs>" +
                    annotated("n") + "</d:Series></d:SIBLING><d:Series>" + key + "</d:Series></d:DataSet>"),
            begin +
                "set TITLE=T\nseries A.PER.X UNIT=kg REGION=South\n  2019 OBS_VALUE=1 STATUS=A\n  2020\nannotation N|n||\nseries A.PER.X UNIT=kg REGION=South\n"
                "series A.PER.X\nend\n");
  EXPECT_EQ(told_of("<d:DataSet><d:Series><d:Key><d:FREQ>A</d:FREQ></d:Key></d:Series></d:DataSet>"), "f.xml:2:12: the dimension \"AREA\" is missing");
  EXPECT_EQ(told_of("<d:DataSet><d:Series><d:Key><d:UNIT>A</d:UNIT></d:Key></d:Series></d:DataSet>"), "f.xml:2:29: \"UNIT\" is no dimension of the structure");
  EXPECT_EQ(told_of("<d:DataSet><d:Series>" + key + "<d:Obs><d:PLACE/></d:Obs></d:Series></d:DataSet>"),
            "f.xml:2:102: \"PLACE\" is neither the time nor the measure of the structure");
}

TEST(SdmxMlData, CrossSectionalData) {
  const auto told_of = [](const std::string& set) { return told(older("CrossSectionalData", set), one_measure(), true); };
  const std::string begin = "begin Information DataStructure=TST:DSD()\n";
  EXPECT_EQ(told_of("<d:DataSet TITLE=\"T\" FREQ=\"A\"><d:Group TIME_PERIOD=\"2019\" UNIT=\"%\"><d:Section AREA=\"PER\" STATUS=\"A\">"
                    "<d:STOCKS value=\"1\"/><d:FLOWS value=\"2\" STATUS=\"E\">" +
                    annotated("n") +
                    "</d:FLOWS></d:Section></d:Group>"
                    "<d:Section TIME_PERIOD=\"2020\"><d:OBS_VALUE AREA=\"CHL\" KIND=\"Z\" value=\"3\"/></d:Section></d:DataSet>"),
            begin +
                "set TITLE=T\nseries A.PER.X UNIT=%\n  2019 OBS_VALUE=1 STATUS=A\nseries A.PER.Y UNIT=%\nannotation N|n||\n  2019 OBS_VALUE=2 STATUS=E\n"
                "series A.CHL.Z\n  2020 OBS_VALUE=3\nend\n");
  EXPECT_EQ(told_of("<d:DataSet><d:Section><d:RATES value=\"1\"/></d:Section></d:DataSet>"),
            "f.xml:2:23: the structure has no measure \"RATES\" (cross-sectional measures are known from a structure of SDMX-ML 2.0)");
  EXPECT_EQ(told_of("<d:DataSet><d:Section FREQ=\"A\" AREA=\"PER\"><d:STOCKS value=\"1\"/></d:Section></d:DataSet>"),
            "f.xml:2:43: the time dimension \"TIME_PERIOD\" is missing");
  EXPECT_EQ(told_of("<d:DataSet><d:Series/></d:DataSet>"), "f.xml:2:12: the element \"Series\" does not belong in a data set");
  EXPECT_EQ(told(message("", {.root = "CrossSectionalData"})), "f.xml:2:1: CrossSectionalData is a message of SDMX-ML 2.0 alone");
}

TEST(SdmxMlData, FaultsHaveTheirPlace) {
  const auto series = [](const std::string& body) { return told(message(data_set(body))); };
  EXPECT_EQ(series("<Series FREQ=\"A\" AREA=\"PER\"/>"), "f.xml:5:1: the dimension \"KIND\" is missing");
  EXPECT_EQ(series("\n <Series FREQ=\"A\" AREA=\"PER\" KIND=\"X\" PLACE=\"Y\"/>"), "f.xml:6:2: the structure TST:DSD(1.0) has no component \"PLACE\"");
  EXPECT_EQ(series("<Series FREQ=\"A\" AREA=\"PER\" KIND=\"X\">\n\n<Obs OBS_VALUE=\"1\"/></Series>"),
            "f.xml:7:1: the time dimension \"TIME_PERIOD\" is missing");
  EXPECT_EQ(series("<Series FREQ=\"A\" AREA=\"PER\" KIND=\"X\"><Obs AREA=\"CHL\" TIME_PERIOD=\"2019\"/></Series>"),
            "f.xml:5:38: the dimension \"AREA\" has another value than in its series");
  EXPECT_EQ(series("<Group xsi:type=\"ns1:OTHER\" AREA=\"PER\"/>"), "f.xml:5:1: the structure has no group \"OTHER\"");
  EXPECT_EQ(series("<Group xsi:type=\"ns1:SIBLING\" REGION=\"S\"/>"), "f.xml:5:1: the dimension \"AREA\" is missing");
  EXPECT_EQ(series("<Serie/>"), "f.xml:5:1: the element \"Serie\" does not belong in a data set");
  EXPECT_EQ(told(message("<m:DataSet ss:structureRef=\"S1\" ss:action=\"Add\"/>")),
            "f.xml:4:1: the action \"Add\" is not known (Append, Replace, Delete, Information or Merge)");
  EXPECT_EQ(told(message(data_set(""), {.at = "PLACE"})), "f.xml:4:1: the dimension at the observation, \"PLACE\", is not one of the structure");
  EXPECT_EQ(told("<CompactData xmlns=\"http://www.SDMX.org/resources/SDMXML/schemas/v2_0/message\"><Header><ID>M</ID></Header>\n<DataSet version=\"1.0\"/>"),
            "f.xml:2:1: \"version\" stands before anything says which structure the data set has");
  EXPECT_EQ(told("<a/>"),
            "f.xml:1:1: the element \"a\" is not the beginning of an SDMX-ML message (its namespace should be one of the SDMX message namespaces)");
  EXPECT_EQ(told(""), "f.xml:1:1: the file is empty");
}

TEST(SdmxMlData, WhatIsReferredToHasAnIdentifier) {
  const auto with = [](const std::string& version, const std::string& from, const std::string& to, const std::string& set_attributes = {}) {
    std::string xml = message(data_set("", set_attributes), {.version = version});
    xml.replace(xml.find(from), from.size(), to);
    return told(xml, one_measure(), true);
  };
  const std::string good = "begin Information DataStructure=TST:DSD(1.0)\nend\n";
  const std::string urn = "DataStructure=TST:DSD(1.0)";
  EXPECT_EQ(with("v2_1", "id=\"DSD\"", "id=\"||x:y\""), "f.xml:3:179: the reference of Structure cannot be: the id '||x:y' is no identifier");
  EXPECT_EQ(with("v2_1", "\"DSD\" version=\"1.0\"", "\"DSD\" version=\"1)\""), "f.xml:3:179: the reference of Structure cannot be: '1)' is no version");
  EXPECT_EQ(with("v2_1", "agencyID=\"TST\"", "agencyID=\"T.\""), "f.xml:3:179: the reference of Structure cannot be: the agency 'T.' is no identifier");
  EXPECT_EQ(with("v3_0", urn, "DataStructure=TST:||x(1.0)"), "f.xml:3:179: the reference of Structure cannot be: the id '||x' is no identifier");
  const std::string ref = "<c:Structure><Ref agencyID=\"TST\" id=\"DSD\" version=\"1.0\"/></c:Structure>";
  EXPECT_EQ(with("v2_1", ref, "<c:StructureUsage><Ref id=\"F\" version=\"1.0\"/></c:StructureUsage>"),
            "f.xml:3:179: the Ref of StructureUsage has no agencyID");
  EXPECT_EQ(with("v2_1", "TST", "TST", " ss:dataProviderID=\"P:1\""), "f.xml:4:1: the data provider cannot be: the id 'P:1' is no identifier");
  EXPECT_EQ(with("v2_1", "TST", "TST", " ss:dataProviderID=\"P1\""), "note the data provider \"P1\", of no agency, is left out\n" + good);
  EXPECT_EQ(
      told("<CompactData xmlns=\"http://www.SDMX.org/resources/SDMXML/schemas/v2_0/message\"><Header><KeyFamilyRef>D:D</KeyFamilyRef></Header></CompactData>"),
      "f.xml:1:80: the header's key family cannot be: the id 'D:D' is no identifier");
  EXPECT_EQ(told("<CompactData xmlns=\"http://www.SDMX.org/resources/SDMXML/schemas/v2_0/message\"><DataSet xmlns=\"KeyFamily=T:a(b\"/></CompactData>"),
            "f.xml:1:80: the data set's structure cannot be: the id 'a(b' is no identifier");
}

TEST(SdmxMlData, PlacesInWideEncodings) {
  const std::string xml = message(data_set("<Series FREQ=\"A\" AREA=\"PER\"/>"));
  std::string wide = "\xFF\xFE";
  for (const char c : xml) wide += {c, '\0'};
  EXPECT_EQ(told(wide), "f.xml:5:1: the dimension \"KIND\" is missing");
}

// There is no shortcut past Expat for UTF-16.
TEST(SdmxMlData, TheShortcutSaysWhatExpatSays) {
  const std::string series = "<Series FREQ=\"A\" AREA=\"PER\" KIND=\"X\">";
  const std::string one = "<Obs TIME_PERIOD=\"2019\" OBS_VALUE=\"1\"/>";
  for (const std::string& body : {
           one + one + "\n \t<Obs TIME_PERIOD='2020' OBS_VALUE='\"'   STATUS=\"'>\" />" + one,
           one + "<!-- " + one + " -->" + one,
           one + "<?x " + one + "?>" + one,
           one + "<![CDATA[" + one + "]]>" + one,
           one + "<Obs TIME_PERIOD=\"2020\" STATUS=\"&amp;&#65;\"/>" + one,
           one + "<Obs TIME_PERIOD=\"2020\" STATUS=\"a\nb\"/>" + one,
           one + "<Obs TIME_PERIOD = \"2020\"/>" + one,
           one + "<Obs TIME_PERIOD=\"2020\"></Obs>" + one,
           one + "<Obs TIME_PERIOD=\"2020\"><c:Annotations>" + one + "</c:Annotations></Obs>" + one,
           one + "<ns1:Obs TIME_PERIOD=\"2020\" xsi:type=\"ns1:T\"/><Obs TIME_PERIOD=\"2021\"/>",
           one + "<Observation TIME_PERIOD=\"2020\"/>",
           one + "<Obs TIME_PERIOD=\"2020\" OTHER=\"1\"/>",
           one + "\n<Obs STATUS=\"A\"/>",
           one + "<Obs TIME_PERIOD=\"2020\" TIME_PERIOD=\"2021\"/>",
           one + "<Obs TIME_PERIOD=\"2020\"STATUS=\"A\"/>",
           one + "<Obs TIME_PERIOD=\"20<20\"/>",
           one + "<Obs 1=\"2020\"/>",
           one + "<Obs TIME_PERIOD/>",
           one + "<Obs TIME_PERIOD=\"2020\" / >",
           one + "<Obs/>",
           one + "text" + one,
       }) {
    const std::string xml = message(data_set(series + body + "</Series>"));
    std::string wide = "\xFF\xFE";
    for (const char c : xml.substr(xml.find('\n'))) wide += {c, '\0'};
    EXPECT_EQ(told(xml.substr(xml.find('\n'))), told(wide)) << body;
  }
}

TEST(SdmxMlData, HostileMessages) {
  const std::string good = message(data_set("<Series FREQ=\"A\" AREA=\"PER\" KIND=\"X\"><Obs TIME_PERIOD=\"2019\" OBS_VALUE=\"1\"/></Series>"));
  const std::string refused = "f.xml:2:1: a document type declaration is refused (SDMX-ML has none; remove it, and with it the entities that it declares)";
  const auto with_doctype = [&](const std::string& doctype) { return "<?xml version=\"1.0\"?>\n" + doctype + good.substr(good.find("<m:")); };
  EXPECT_EQ(told(with_doctype("<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>")), refused);
  EXPECT_EQ(told(with_doctype("<!DOCTYPE a SYSTEM \"file:///etc/passwd\">")), refused);
  EXPECT_EQ(told(message(data_set("<Series FREQ=\"&x;\"/>"))), "f.xml:5:1: not well-formed XML: undefined entity (only the five entities of XML are known)");

  std::string nested = good.substr(0, good.find("<Series"));
  for (int i = 0; i < 100000; ++i) nested += "<c:Annotations>";
  EXPECT_EQ(told(nested).substr(0, 44), "f.xml:5:931: elements are nested more than 6");

  const SdmxMlDataLimits tight{.tag_bytes = std::size_t{2} << 20U, .value_bytes = 1000, .attributes = 10, .foreign_names = 20};
  EXPECT_EQ(told(message(data_set("<Series FREQ=\"" + std::string(std::size_t{8} << 20U, 'x') + "\"/>")), one_measure(), false, tight),
            "f.xml:5:1: a tag or a comment is longer than 2097152 bytes");
  EXPECT_EQ(told(message(data_set("<!--" + std::string(std::size_t{8} << 20U, 'x') + "-->")), one_measure(), false, tight),
            "f.xml:5:1: a tag or a comment is longer than 2097152 bytes");
  EXPECT_EQ(told(message(data_set("<Series FREQ=\"" + std::string(1001, 'x') + "\"/>")), one_measure(), false, tight),
            "f.xml:5:1: a value is longer than 1000 bytes");
  std::string many = "<Series";
  for (int i = 0; i < 11; ++i) many += " ss:a" + std::to_string(i) + "=\"\"";
  EXPECT_EQ(told(message(data_set(many + "/>")), one_measure(), false, tight), "f.xml:5:1: the element has more than 10 attributes");
  std::string names;
  for (int i = 0; i < 21; ++i) names += "<Series FREQ=\"A\" AREA=\"PER\" KIND=\"X\" ss:a" + std::to_string(i) + "=\"\"/>";
  EXPECT_NE(told(message(data_set(names)), one_measure(), false, tight).find("there are more than 20 names outside of the data"), std::string::npos);

  // Cut off anywhere, it is a failure, and none of another kind than the input's.
  for (std::size_t size = 0; size + 1 < good.size(); size += 3) {
    const std::string cut = good.substr(0, size);
    const OneStructure source(one_measure());
    Journal journal;
    const auto status = read_sdmx_ml_data(cut, "f.xml", source, journal);
    ASSERT_FALSE(status.has_value()) << size;
    EXPECT_EQ(status.error().kind, ErrorKind::Input) << size;
    EXPECT_NE(status.error().place.line, 0U) << size;
  }
}

TEST(SdmxMlData, WhatASinkThrowsAndReturnsComesBack) {
  struct Thrower : Journal {
    Status series(SeriesKey, std::span<const Value>) override { throw std::bad_alloc(); }
  } thrower;
  const OneStructure source(one_measure());
  const std::string xml = message(data_set("<Series FREQ=\"A\" AREA=\"PER\" KIND=\"X\"/>"));
  EXPECT_THROW((void)read_sdmx_ml_data(xml, "f", source, thrower), std::bad_alloc);
  struct Failing : Journal {
    Status series(SeriesKey, std::span<const Value>) override { return fail(ErrorKind::System, "full"); }
  } failing;
  EXPECT_EQ(read_sdmx_ml_data(xml, "f", source, failing).error().to_string(), "f:5:1: full");
}

TEST(SdmxMlKind, ByTheFirstElementAlone) {
  const auto kind = [](std::string_view text) {
    const auto message = peek_sdmx_ml(text, "f");
    return message ? std::to_string(static_cast<int>(message->kind)) + " " + message->version + " " + message->root : message.error().to_string();
  };
  const std::string space = " xmlns:m=\"http://www.sdmx.org/resources/sdmxml/schemas/v3_0/message\">and then no XML <<<";
  EXPECT_EQ(kind("<m:Structure" + space), "0 3.0 Structure");
  EXPECT_EQ(kind("<!-- a comment --><m:StructureSpecificData" + space), "1 3.0 StructureSpecificData");
  EXPECT_EQ(kind("<m:GenericMetadata" + space), "2 3.0 GenericMetadata");
  EXPECT_EQ(kind("<m:RegistryInterface" + space), "3 3.0 RegistryInterface");
  EXPECT_EQ(kind("<m:DataflowQuery" + space), "4 3.0 DataflowQuery");
  EXPECT_EQ(kind("<m:Error" + space), "5 3.0 Error");
  EXPECT_EQ(kind("<CompactData xmlns='http://www.SDMX.org/resources/SDMXML/schemas/v2_0/message'>"), "1 2.0 CompactData");
  EXPECT_EQ(kind("<html xmlns='http://www.w3.org/1999/xhtml'>").substr(0, 22), "f:1:1: the element \"ht");
  EXPECT_EQ(kind("a,b\n").substr(0, 29), "f:1:1: not well-formed XML: s");
}

}  // namespace
