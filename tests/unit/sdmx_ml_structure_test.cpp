// Structure messages of SDMX-ML: what is written reads the same, what is lost is said, and what is not understood too.
#include "formats/sdmx_ml/structures_xml.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/files.h"
#include "sdmx_samples.h"

namespace atalaya {
namespace {

using sdmx::Kind;

std::string faults_of(const StructuresXml& message) {
  std::string out;
  for (const Error& fault : message.faults) out += fault.to_string() + "\n";
  return out;
}

std::string losses_of(const std::vector<StructureLoss>& losses) {
  std::string out;
  for (const StructureLoss& loss : losses) out += loss.to_string() + "\n";
  return out;
}

MessageHeader header() {
  MessageHeader out{.id = "M1", .test = true, .prepared = "2024-05-01T12:00:00Z", .sender = {.id = "A"}};
  out.name.set("es", "Estructuras");
  return out;
}

/// With a list's alias a code is named by its id alone.
void name_by_alias(std::vector<sdmx::HierarchicalCode>& codes) {
  for (sdmx::HierarchicalCode& code : codes) {
    if (!code.codelist_alias.empty()) code.code = {Kind::Code, {}, {}, {}, "C1"};
    name_by_alias(code.codes);
  }
}

class EveryKind : public testing::TestWithParam<std::tuple<SdmxMlVersion, int>> {};

TEST_P(EveryKind, ReadsTheSame) {
  const auto [version, variant] = GetParam();
  const bool is_21 = version == SdmxMlVersion::V2_1;
  const samples::Carriers carriers{.ml_3 = !is_21, .ml_2_1 = is_21};
  for (const Kind kind : samples::kinds_of(carriers)) {
    const auto uncarried = uncarried_kinds(version);
    if (std::ranges::find(uncarried, kind, &UncarriedKind::kind) != uncarried.end()) continue;
    sdmx::Artefact artefact = samples::rich_artefact(kind, variant, carriers);
    // Of these the references are their elements, which have no name.
    if (auto* list = std::get_if<sdmx::HierarchicalCodelist>(&artefact)) {
      for (auto& included : list->included) included.codelist = {Kind::Codelist, "A", "CL", "1.0", {}};
      for (auto& hierarchy : list->hierarchies) name_by_alias(hierarchy.codes);
    }
    sdmx::Structures structures;
    ASSERT_TRUE(structures.add(std::move(artefact)));
    std::vector<StructureLoss> losses;
    const std::string written = write_structures_xml(header(), structures, {.version = version}, {}, &losses);
    const auto read = read_structures_xml(written, "written");
    ASSERT_TRUE(read) << read.error().to_string();
    EXPECT_EQ(read->version, version);
    EXPECT_EQ(read->header, header());
    EXPECT_EQ(faults_of(*read), "") << written;
    // A difference has been told, and there is none once that is gone. From 3 on there is none at all.
    if (losses.empty() || !is_21) {
      EXPECT_TRUE(read->structures == structures) << sdmx::info(kind).class_name << "\n" << written << losses_of(losses);
    } else {
      losses.clear();
      const auto again = read_structures_xml(write_structures_xml(header(), read->structures, {.version = version}, {}, &losses), "written");
      ASSERT_TRUE(again) << again.error().to_string();
      EXPECT_TRUE(again->structures == read->structures) << sdmx::info(kind).class_name;
    }
    EXPECT_TRUE(losses.empty() || !is_21) << losses_of(losses);
  }
}

INSTANTIATE_TEST_SUITE_P(StructuresXml, EveryKind,
                         testing::Combine(testing::Values(SdmxMlVersion::V2_1, SdmxMlVersion::V3_0, SdmxMlVersion::V3_1),
                                          testing::Range(0, samples::variants)));

constexpr const char* beginning_21 = R"xml(<?xml version="1.0" encoding="UTF-8"?>
<mes:Structure xmlns:mes="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message" xmlns:str="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/structure"
    xmlns:com="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common">
<mes:Header><mes:ID>M1</mes:ID><mes:Test>false</mes:Test><mes:Prepared>2024-05-01</mes:Prepared><mes:Sender id="A"/></mes:Header>
)xml";

std::string message_21(std::string_view structures) {
  return std::string(beginning_21) + "<mes:Structures>\n" + std::string(structures) + "</mes:Structures></mes:Structure>";
}

constexpr const char* data_structure_21 = R"xml(<str:DataStructures>
<str:DataStructure agencyID="A" id="DSD" version="1.0" isFinal="true" urn="urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=A:DSD(1.0)">
 <com:Name xml:lang="en">Prices</com:Name><com:Name xml:lang="es">Precios</com:Name>
 <str:DataStructureComponents>
  <str:DimensionList id="DimensionDescriptor">
   <str:Dimension id="FREQ" position="1">
    <str:ConceptIdentity><Ref id="FREQ" maintainableParentID="CS" agencyID="A"/></str:ConceptIdentity>
    <str:LocalRepresentation><str:Enumeration><Ref id="CL_FREQ" version="2.1" agencyID="SDMX" package="codelist" class="Codelist"/></str:Enumeration></str:LocalRepresentation>
   </str:Dimension>
   <str:MeasureDimension position="2">
    <str:ConceptIdentity><URN>urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=A:CS(1.0).WHAT</URN></str:ConceptIdentity>
    <str:LocalRepresentation><str:Enumeration><Ref id="MEASURES" agencyID="A" package="conceptscheme" class="ConceptScheme"/></str:Enumeration></str:LocalRepresentation>
   </str:MeasureDimension>
   <str:TimeDimension position="3">
    <str:ConceptIdentity><Ref id="TIME" maintainableParentID="CS" agencyID="A"/></str:ConceptIdentity>
    <str:LocalRepresentation><str:TextFormat textType="ObservationalTimePeriod"/></str:LocalRepresentation>
   </str:TimeDimension>
  </str:DimensionList>
  <str:Group id="SIBLING"><str:GroupDimension><str:DimensionReference><Ref id="WHAT"/></str:DimensionReference></str:GroupDimension></str:Group>
  <str:AttributeList>
   <str:Attribute id="STATUS" assignmentStatus="Mandatory"><str:ConceptIdentity><Ref id="STATUS" maintainableParentID="CS" agencyID="A"/></str:ConceptIdentity>
    <str:AttributeRelationship><str:PrimaryMeasure><Ref id="OBS_VALUE"/></str:PrimaryMeasure></str:AttributeRelationship></str:Attribute>
   <str:Attribute id="UNIT" assignmentStatus="Conditional"><str:ConceptIdentity><Ref id="UNIT" maintainableParentID="CS" agencyID="A"/></str:ConceptIdentity>
    <str:AttributeRelationship><str:Dimension><Ref id="FREQ"/></str:Dimension><str:AttachmentGroup><Ref id="SIBLING"/></str:AttachmentGroup></str:AttributeRelationship></str:Attribute>
   <str:Attribute id="SOURCE" assignmentStatus="Conditional"><str:ConceptIdentity><Ref id="SOURCE" maintainableParentID="CS" agencyID="A"/></str:ConceptIdentity>
    <str:AttributeRelationship><str:None/></str:AttributeRelationship></str:Attribute>
  </str:AttributeList>
  <str:MeasureList><str:PrimaryMeasure><str:ConceptIdentity><Ref id="VALUE" maintainableParentID="CS" agencyID="A"/></str:ConceptIdentity></str:PrimaryMeasure></str:MeasureList>
 </str:DataStructureComponents>
</str:DataStructure>
</str:DataStructures>
)xml";

TEST(StructuresXml, ADataStructureOf21) {
  const auto message = read_structures_xml(message_21(data_structure_21), "f");
  ASSERT_TRUE(message) << message.error().to_string();
  EXPECT_EQ(faults_of(*message), "");
  const auto& dsd = std::get<sdmx::DataStructure>(message->structures.of(Kind::DataStructure).at(0));
  EXPECT_TRUE(dsd.is_final);
  EXPECT_EQ(dsd.name.in("es"), "Precios");
  ASSERT_EQ(dsd.dimensions.size(), 2U);
  EXPECT_EQ(dsd.dimensions[0].local_representation->enumeration.urn(), "urn:sdmx:org.sdmx.infomodel.codelist.Codelist=SDMX:CL_FREQ(2.1)");
  EXPECT_EQ(dsd.dimensions[0].concept_identity.urn(), "urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=A:CS(1.0).FREQ");
  EXPECT_EQ(dsd.dimensions[1].id, "WHAT");
  EXPECT_TRUE(dsd.dimensions[1].is_measure);
  EXPECT_EQ(dsd.dimensions[1].local_representation->enumeration.kind, Kind::ConceptScheme);
  EXPECT_EQ(dsd.time_dimension->id, "TIME_PERIOD");
  EXPECT_EQ(dsd.groups.at(0).dimensions, std::vector<std::string>{"WHAT"});
  EXPECT_EQ(dsd.measures.at(0).id, "OBS_VALUE");
  using enum sdmx::AttributeRelationship::Level;
  EXPECT_EQ(dsd.attributes.at(0).usage, "mandatory");
  EXPECT_EQ(dsd.attributes.at(0).relationship.level, Observation);
  EXPECT_EQ(dsd.attributes.at(1).relationship.level, Dimensions);
  EXPECT_EQ(dsd.attributes.at(1).relationship.attachment_groups, std::vector<std::string>{"SIBLING"});
  EXPECT_EQ(dsd.attributes.at(2).relationship.level, Dataset);

  std::vector<StructureLoss> losses;
  const auto same = read_structures_xml(write_structures_xml(message->header, message->structures, {}, {}, &losses), "written");
  ASSERT_TRUE(same) << same.error().to_string();
  EXPECT_TRUE(same->structures == message->structures);
  EXPECT_EQ(losses_of(losses), "");
  const std::string in_3 = write_structures_xml(message->header, message->structures, {.version = SdmxMlVersion::V3_0}, {}, &losses);
  EXPECT_EQ(losses_of(losses),
            "DataStructure A:DSD(1.0): isFinal\nDataStructure A:DSD(1.0), WHAT: MeasureDimension\n"
            "DataStructure A:DSD(1.0), UNIT: AttachmentGroup\n");
  EXPECT_NE(in_3.find("<structure:Measure id=\"OBS_VALUE\">"), std::string::npos) << in_3;
}

TEST(StructuresXml, ConstraintsAndAgreementsOf21) {
  const auto message = read_structures_xml(message_21(R"xml(<str:Constraints>
<str:ContentConstraint agencyID="A" id="C1" version="1.0" type="Allowed"><com:Name>c</com:Name>
 <str:ConstraintAttachment><str:Dataflow><Ref id="DF" agencyID="A"/></str:Dataflow></str:ConstraintAttachment>
 <str:CubeRegion include="true"><com:KeyValue id="FREQ"><com:Value>A</com:Value><com:Value cascadeValues="true">M</com:Value></com:KeyValue>
  <com:KeyValue id="TIME_PERIOD"><com:TimeRange><com:StartPeriod isInclusive="false">2000</com:StartPeriod><com:EndPeriod>2010</com:EndPeriod></com:TimeRange></com:KeyValue></str:CubeRegion>
</str:ContentConstraint>
<str:ContentConstraint agencyID="A" id="C2" version="1.0"><com:Name>c</com:Name>
 <str:ConstraintAttachment><str:Metadataflow><Ref id="MDF" agencyID="A"/></str:Metadataflow></str:ConstraintAttachment></str:ContentConstraint>
<str:AttachmentConstraint agencyID="A" id="C3" version="1.0"><com:Name>c</com:Name></str:AttachmentConstraint>
</str:Constraints><str:ProvisionAgreements>
<str:ProvisionAgreement agencyID="A" id="P1" version="1.0"><com:Name>p</com:Name>
 <str:StructureUsage><Ref id="DF" agencyID="A" package="datastructure" class="Dataflow"/></str:StructureUsage>
 <str:DataProvider><Ref id="X" maintainableParentID="DATA_PROVIDERS" agencyID="A"/></str:DataProvider></str:ProvisionAgreement>
<str:ProvisionAgreement agencyID="A" id="P2" version="1.0"><com:Name>p</com:Name>
 <str:StructureUsage><Ref id="MDF" agencyID="A" package="metadatastructure" class="Metadataflow"/></str:StructureUsage>
 <str:DataProvider><Ref id="X" maintainableParentID="DATA_PROVIDERS" agencyID="A"/></str:DataProvider></str:ProvisionAgreement>
</str:ProvisionAgreements>)xml"),
                                           "f");
  ASSERT_TRUE(message) << message.error().to_string();
  EXPECT_EQ(faults_of(*message), "");
  const auto& constraints = message->structures.of(Kind::DataConstraint);
  ASSERT_EQ(constraints.size(), 2U);
  const auto& c1 = std::get<sdmx::DataConstraint>(constraints[0]);
  EXPECT_EQ(c1.role, sdmx::DataConstraint::Role::Allowed);
  EXPECT_EQ(c1.attachments.at(0).urn(), "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=A:DF(1.0)");
  EXPECT_EQ(c1.regions.at(0).key_values.at(0).values.at(1).cascade, "true");
  EXPECT_FALSE(c1.regions.at(0).key_values.at(1).time_range->start->inclusive);
  EXPECT_TRUE(std::get<sdmx::DataConstraint>(constraints[1]).is_attachment);
  ASSERT_EQ(message->structures.of(Kind::MetadataConstraint).size(), 1U);
  EXPECT_EQ(std::get<sdmx::MetadataConstraint>(message->structures.of(Kind::MetadataConstraint)[0]).role, sdmx::DataConstraint::Role::Actual);
  EXPECT_EQ(message->structures.of(Kind::ProvisionAgreement).size(), 1U);
  EXPECT_EQ(message->structures.of(Kind::MetadataProvisionAgreement).size(), 1U);
  const auto again = read_structures_xml(write_structures_xml(message->header, message->structures), "written");
  ASSERT_TRUE(again) << again.error().to_string();
  EXPECT_TRUE(again->structures == message->structures);
}

TEST(StructuresXml, WhatIsNotUnderstoodIsSaidWithItsPlace) {
  const auto message = read_structures_xml(message_21(R"xml(<str:Codelists>
<str:Codelist agencyID="A" id="CL" version="1.0" colour="red"><com:Name>c</com:Name>
<str:Code id="X"><com:Name>x</com:Name><str:Shape>round</str:Shape></str:Code>stray
</str:Codelist>
<str:Codelist agencyID="A" id="CL" version="1.0"><com:Name>c</com:Name></str:Codelist>
<str:Codelist agencyID="A"><com:Name>c</com:Name></str:Codelist>
<str:Codelist agencyID="A" id="B" isFinal="maybe" urn="urn:sdmx:org.sdmx.infomodel.codelist.Codelist=A:OTHER(1.0)"><com:Name>c</com:Name></str:Codelist>
</str:Codelists>
<str:Shapes/>
<str:Dataflows><str:Dataflow agencyID="A" id="DF"><com:Name>d</com:Name><str:Structure><Ref id="X" agencyID="A" class="Spiral"/></str:Structure></str:Dataflow>
<str:Dataflow agencyID="A" id="DF2"><com:Name>d</com:Name><str:Structure/></str:Dataflow></str:Dataflows>
)xml"),
                                           "f");
  ASSERT_TRUE(message) << message.error().to_string();
  EXPECT_EQ(faults_of(*message),
            "f:8:40: the element 'Shape' is not expected in 'Code'\n"
            "f:7:1: the attribute 'colour' is not expected in 'Codelist'\n"
            "f:7:1: text stands in 'Codelist', which has none\n"
            "f:10:1: Codelist A:CL(1.0) stands twice\n"
            "f:11:1: the Codelist has no id, and is left out\n"
            "f:12:1: the attribute 'isFinal' is neither true nor false: 'maybe'\n"
            "f:12:1: the URN is not the one of A:B(1.0): 'urn:sdmx:org.sdmx.infomodel.codelist.Codelist=A:OTHER(1.0)'\n"
            "f:14:1: the element 'Shapes' is not expected in 'Structures'\n"
            "f:15:88: a reference to the class 'Spiral', which is not one of the information model\n"
            "f:16:59: 'Structure' refers to nothing\n");
  EXPECT_EQ(message->structures.of(Kind::Codelist).size(), 2U);
}

TEST(StructuresXml, WhatIsNoStructureMessage) {
  const auto error = [](std::string_view text) {
    const auto message = read_structures_xml(text, "f");
    return message ? "no error" : message.error().to_string();
  };
  EXPECT_EQ(error("<a/>"), "f:1:1: the root element 'a' is not of SDMX-ML");
  EXPECT_EQ(error("<GenericData xmlns='http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message'/>"),
            "f:1:1: the message 'GenericData' has no structures in it");
  EXPECT_EQ(error("<m:Error xmlns:m='http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message'><m:ErrorMessage code='100'><Text>No "
                  "results</Text></m:ErrorMessage></m:Error>"),
            "f:1:1: the message tells an error: No results");
  EXPECT_TRUE(error("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>").starts_with("f:1:1: a document type declaration is not taken"));
  std::string deep = std::string(beginning_21) + "<mes:Structures><str:CategorySchemes><str:CategoryScheme id='A' agencyID='A'>";
  for (int i = 0; i < 10'000; ++i) deep += "<str:Category id='A'>";
  EXPECT_TRUE(error(deep).ends_with("elements are nested more than 128 deep"));
}

TEST(StructuresXml, KindsThatAVersionDoesNotHave) {
  sdmx::Structures structures;
  sdmx::ValueList values;
  values.agency = "A";
  values.id = "VL";
  structures.add(values);
  sdmx::StructureSet set;
  set.agency = "A";
  set.id = "SET";
  structures.add(set);
  std::vector<StructureLoss> losses;
  (void)write_structures_xml(header(), structures, {.version = SdmxMlVersion::V2_1}, {}, &losses);
  EXPECT_EQ(losses_of(losses), "ValueList A:VL(1.0): SDMX 3 has introduced it\n");
  losses.clear();
  (void)write_structures_xml(header(), structures, {.version = SdmxMlVersion::V3_0}, {}, &losses);
  EXPECT_EQ(losses_of(losses), "StructureSet A:SET(1.0): SDMX 3 has structure maps, representation maps and scheme maps in its place\n");
}

TEST(StructuresXml, NotesOfTheFooter) {
  MessageNote note{.code = "510", .severity = "Warning"};
  note.text.set("en", "The answer was cut off");
  const auto message = read_structures_xml(write_structures_xml(header(), sdmx::Structures{}, {}, {note}), "written");
  ASSERT_TRUE(message) << message.error().to_string();
  EXPECT_EQ(message->notes, std::vector<MessageNote>{note});
}

TEST(StructuresXml, Structures20) {
  const auto message = read_structures_xml(
      R"xml(<Structure xmlns="http://www.SDMX.org/resources/SDMXML/schemas/v2_0/message" xmlns:s="http://www.SDMX.org/resources/SDMXML/schemas/v2_0/structure">
<Header><ID>M</ID><Test>false</Test><Prepared>2010-01-01</Prepared><Sender id="A"/></Header>
<CodeLists><s:CodeList id="CL_FREQ" agencyID="A" version="1.1"><s:Name xml:lang="en">Frequency</s:Name>
 <s:Code value="A"><s:Description xml:lang="en">Annual</s:Description></s:Code><s:Code value="H" parentCode="A"><s:Description>Half</s:Description></s:Code></s:CodeList></CodeLists>
<KeyFamilies><s:KeyFamily id="KF" agencyID="A" version="1.0"><s:Name>k</s:Name><s:Components>
 <s:Dimension conceptRef="FREQ" codelist="CL_FREQ" codelistVersion="1.1" isFrequencyDimension="true"/>
 <s:Dimension conceptRef="AREA" isEntityDimension="true"/>
 <s:TimeDimension conceptRef="TIME_PERIOD"/>
 <s:Group id="G"><s:DimensionRef>AREA</s:DimensionRef></s:Group>
 <s:PrimaryMeasure conceptRef="OBS_VALUE"><s:TextFormat textType="Double"/></s:PrimaryMeasure>
 <s:CrossSectionalMeasure conceptRef="PERU" measureDimension="AREA" code="PER"/>
 <s:Attribute conceptRef="UNIT" attachmentLevel="Series" assignmentStatus="Mandatory"/>
 <s:Attribute conceptRef="TITLE" attachmentLevel="Group" assignmentStatus="Conditional"><s:AttachmentGroup>G</s:AttachmentGroup></s:Attribute>
 <s:Attribute conceptRef="STATUS" attachmentLevel="Observation" assignmentStatus="Conditional"/>
</s:Components></s:KeyFamily></KeyFamilies>
<Concepts><s:ConceptScheme id="CS" agencyID="A"><s:Name>c</s:Name><s:Concept id="FREQ"><s:Name>f</s:Name></s:Concept></s:ConceptScheme>
 <s:Concept id="AREA" agencyID="A"><s:Name>a</s:Name></s:Concept></Concepts>
<Dataflows><s:Dataflow id="DF" agencyID="A"><s:Name>d</s:Name><s:KeyFamilyRef><s:KeyFamilyID>KF</s:KeyFamilyID><s:KeyFamilyAgencyID>A</s:KeyFamilyAgencyID></s:KeyFamilyRef>
 <s:CategoryRef><s:CategorySchemeID>D</s:CategorySchemeID><s:CategorySchemeAgencyID>A</s:CategorySchemeAgencyID><s:CategoryID><s:ID>X</s:ID><s:CategoryID><s:ID>Y</s:ID></s:CategoryID></s:CategoryID></s:CategoryRef></s:Dataflow></Dataflows>
</Structure>)xml",
      "f");
  ASSERT_TRUE(message) << message.error().to_string();
  EXPECT_EQ(faults_of(*message), "f:7:2: the attribute 'isEntityDimension' is left out\n");
  const auto& list = std::get<sdmx::Codelist>(message->structures.of(Kind::Codelist).at(0));
  EXPECT_EQ(list.codes.at(1).id, "H");
  EXPECT_EQ(list.codes.at(1).parent, "A");
  EXPECT_EQ(list.codes.at(0).name.in("en"), "Annual");
  const auto& dsd = std::get<sdmx::DataStructure>(message->structures.of(Kind::DataStructure).at(0));
  EXPECT_EQ(dsd.dimensions.at(0).concept_identity.urn(), "urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=A:CS(1.0).FREQ");
  EXPECT_EQ(dsd.dimensions.at(1).concept_identity.id, "STANDALONE_CONCEPT_SCHEME");
  EXPECT_EQ(dsd.dimensions.at(0).local_representation->enumeration.version, "1.1");
  EXPECT_EQ(dsd.attributes.at(0).relationship.dimensions, (std::vector<std::string>{"FREQ", "AREA"}));
  EXPECT_EQ(dsd.attributes.at(1).relationship.group, "G");
  EXPECT_EQ(dsd.attributes.at(2).relationship.level, sdmx::AttributeRelationship::Level::Observation);
  EXPECT_EQ(dsd.cross_sectional_measures, (std::vector<sdmx::CrossSectionalMeasure>{{"PERU", "AREA", "PER"}}));
  for (const auto version : {SdmxMlVersion::V2_1, SdmxMlVersion::V3_0}) {
    std::vector<StructureLoss> losses;
    (void)write_structures_xml(message->header, message->structures, {.version = version}, {}, &losses);
    EXPECT_EQ(losses_of(losses), "DataStructure A:KF(1.0): CrossSectionalMeasure\n");
  }
  EXPECT_EQ(std::get<sdmx::Dataflow>(message->structures.of(Kind::Dataflow).at(0)).structure.id, "KF");
  EXPECT_EQ(std::get<sdmx::Categorisation>(message->structures.of(Kind::Categorisation).at(0)).target.item, "X.Y");
}

/// SDMX_TEST_DATA names a folder of messages, read here wherever they are structures.
TEST(StructuresXml, RealMessages) {
  const char* folder = std::getenv("SDMX_TEST_DATA");
  if (folder == nullptr) GTEST_SKIP() << "SDMX_TEST_DATA names no folder of messages";
  std::size_t read_in_all = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || entry.path().extension() != ".xml") continue;
    const auto bytes = read_file(entry.path(), std::size_t{1} << 30U);
    ASSERT_TRUE(bytes);
    const auto message = read_structures_xml(*bytes, entry.path().string());
    if (!message) {
      EXPECT_NE(message.error().what.find("no structures in it"), std::string::npos) << message.error().to_string();
      continue;
    }
    ++read_in_all;
    if (message->version == SdmxMlVersion::V2_0) continue;
    std::vector<StructureLoss> losses;
    const auto again = read_structures_xml(write_structures_xml(message->header, message->structures, {.version = message->version}, {}, &losses), "written");
    ASSERT_TRUE(again) << again.error().to_string();
    EXPECT_TRUE(again->structures == message->structures) << entry.path();
    EXPECT_EQ(losses_of(losses), "") << entry.path();
    EXPECT_EQ(faults_of(*again), "") << entry.path();
  }
  EXPECT_GT(read_in_all, 0U);
}

/// SDMX_SCHEMAS names a folder in which v2_1 and v3_0 hold the official schemas, beginning at SDMXMessage.xsd; xmllint is on the path.
TEST(StructuresXml, MeetsTheSchema) {
  const char* schemas = std::getenv("SDMX_SCHEMAS");
  if (schemas == nullptr) GTEST_SKIP() << "SDMX_SCHEMAS names no folder of schemas";
  auto message = read_structures_xml(message_21(data_structure_21), "f");
  ASSERT_TRUE(message);
  for (const auto& [version, name] : {std::pair(SdmxMlVersion::V2_1, "v2_1"), std::pair(SdmxMlVersion::V3_0, "v3_0")}) {
    const auto schema = std::filesystem::path(schemas) / name / "SDMXMessage.xsd";
    if (!std::filesystem::exists(schema)) continue;
    if (version == SdmxMlVersion::V3_0) {
      // What a measure dimension has for codes is nothing that 3.0 takes.
      sdmx::DataStructure dsd = std::get<sdmx::DataStructure>(message->structures.of(Kind::DataStructure)[0]);
      dsd.dimensions[1].local_representation.reset();
      message->structures.replace(dsd);
    }
    const auto file = std::filesystem::temp_directory_path() / (std::string("atalaya-structures-") + name + ".xml");
    ASSERT_TRUE(write_file(file, write_structures_xml(message->header, message->structures, {.version = version})));
    const std::string command = "xmllint --noout --schema '" + schema.string() + "' '" + file.string() + "'";
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
  }
}

}  // namespace
}  // namespace atalaya
