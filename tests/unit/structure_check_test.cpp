// The rules that artefacts keep, each by itself and between them.
#include <gtest/gtest.h>

#include "formats/validation/structure_check.h"

namespace atalaya {
namespace {

using sdmx::Kind;

LocalText named(const char* name) {
  LocalText out;
  out.set("en", name);
  return out;
}

template <typename T>
T artefact(const char* id, const char* version = "1.0") {
  T out;
  out.agency = "T";
  out.id = id;
  out.version = version;
  out.name = named(id);
  return out;
}

sdmx::Code code(const char* id, const char* parent = "") {
  sdmx::Code out;
  out.id = id;
  out.name = named(id);
  out.parent = parent;
  return out;
}

/// Faults by themselves, notes with "note: " before them.
std::vector<std::string> check(const sdmx::Structures& structures) {
  Findings findings(100);
  check_structures(structures, findings);
  std::vector<std::string> out;
  for (const Finding& finding : findings.kept()) out.push_back((finding.is_note ? "note: " : "") + finding.to_string());
  return out;
}

using Lines = std::vector<std::string>;

TEST(StructureCheck, CodeLists) {
  sdmx::Structures structures;
  auto list = artefact<sdmx::Codelist>("CL_A", "1.0+");
  list.agency = "1T";
  list.codes = {code("A"), code("B", "A"), code("C", "X"), code("D", "E"), code("E", "D"), code("A"), code("a b")};
  (void)structures.add(list);
  EXPECT_EQ(check(structures), (Lines{
                                   "Codelist 1T:CL_A(1.0+): the agency '1T' is no id of one",
                                   "Codelist 1T:CL_A(1.0+): the version '1.0+' is none (versions are like 1.0 or 1.2.3-draft; only references have wildcards)",
                                   "Codelist 1T:CL_A(1.0+) A: the id stands twice",
                                   "Codelist 1T:CL_A(1.0+) a b: the id 'a b' is none",
                                   "Codelist 1T:CL_A(1.0+) C: the parent 'X' is not in the list",
                                   "Codelist 1T:CL_A(1.0+) D: its parents go in a circle",
                               }));
}

TEST(StructureCheck, ParentsOfAPartialListMayBeElsewhere) {
  sdmx::Structures structures;
  auto list = artefact<sdmx::Codelist>("CL_A");
  list.is_partial = true;
  list.codes = {code("C", "X")};
  (void)structures.add(list);
  EXPECT_EQ(check(structures), Lines{"note: Codelist T:CL_A(1.0) C: the parent 'X' is not in the list"});
}

sdmx::Reference concept_of(const char* id) { return {Kind::Concept, "T", "CS", "1.0", id}; }

/// A structure that is right: AREA and time, a measure, an attribute of a group.
sdmx::DataStructure right_structure() {
  auto out = artefact<sdmx::DataStructure>("DSD");
  out.dimensions.resize(1);
  out.dimensions[0].id = "AREA";
  out.dimensions[0].concept_identity = concept_of("AREA");
  out.dimensions[0].local_representation = sdmx::Representation{.enumeration = {Kind::Codelist, "T", "CL_A", "1.0", {}}};
  out.time_dimension.emplace();
  out.time_dimension->id = "TIME_PERIOD";
  out.time_dimension->concept_identity = concept_of("TIME_PERIOD");
  out.measures.resize(1);
  out.measures[0].id = "OBS_VALUE";
  out.measures[0].concept_identity = concept_of("OBS_VALUE");
  out.groups.resize(1);
  out.groups[0].id = "G";
  out.groups[0].dimensions = {"AREA"};
  out.attributes.resize(1);
  out.attributes[0].id = "TITLE";
  out.attributes[0].concept_identity = concept_of("TITLE");
  out.attributes[0].relationship = {.level = sdmx::AttributeRelationship::Level::Group, .group = "G"};
  return out;
}

sdmx::Structures beside() {
  sdmx::Structures structures;
  auto list = artefact<sdmx::Codelist>("CL_A");
  list.codes = {code("ARG"), code("BRA")};
  (void)structures.add(list);
  auto concepts = artefact<sdmx::ConceptScheme>("CS");
  for (const char* id : {"AREA", "TIME_PERIOD", "OBS_VALUE", "TITLE"}) {
    sdmx::Concept item;
    item.id = id;
    item.name = named(id);
    concepts.concepts.push_back(item);
  }
  (void)structures.add(concepts);
  return structures;
}

TEST(StructureCheck, ADataStructureThatIsRight) {
  sdmx::Structures structures = beside();
  (void)structures.add(right_structure());
  EXPECT_EQ(check(structures), Lines{});
}

TEST(StructureCheck, RulesOfDataStructures) {
  sdmx::Structures structures = beside();
  auto structure = right_structure();
  structure.groups[0].dimensions.push_back("NONE");
  structure.attributes.push_back(structure.attributes[0]);
  structure.attributes[1].id = "AREA";
  structure.attributes[1].relationship = {.level = sdmx::AttributeRelationship::Level::Dimensions, .dimensions = {"SEX"}};
  structure.attributes[1].measures = {"OTHER"};
  structure.attributes[1].concept_identity = concept_of("SEX");
  structure.attributes[0].relationship.group = "H";
  structure.time_dimension->local_representation = sdmx::Representation{.format = sdmx::TextFormat{.data_type = "Integer"}};
  structure.dimensions[0].concept_identity = {Kind::Concept, "T", "CS_OTHER", "1.0", "AREA"};
  (void)structures.add(structure);
  const std::string of = "DataStructure T:DSD(1.0) ";
  EXPECT_EQ(check(structures), (Lines{
                                   of + "TIME_PERIOD: a time dimension is of a type of time, not 'Integer'",
                                   of + "G: the dimension 'NONE' is not of the structure",
                                   of + "TITLE: the group 'H' is not of the structure",
                                   of + "AREA: the id is that of a dimension too",
                                   of + "AREA: the dimension 'SEX' is not of the structure",
                                   of + "AREA: the measure 'OTHER' is not of the structure",
                                   "note: " + of + "AREA: it refers to the Concept T:CS_OTHER(1.0), which is not in the message",
                                   of + "AREA: it refers to 'SEX' of the Concept T:CS(1.0), which does not have it",
                               }));
}

TEST(StructureCheck, Constraints) {
  sdmx::Structures structures = beside();
  (void)structures.add(right_structure());
  auto constraint = artefact<sdmx::DataConstraint>("CC");
  constraint.attachments = {{Kind::DataStructure, "T", "DSD", "1.0", {}}};
  sdmx::CubeRegion region;
  region.key_values = {{.id = "AREA", .values = {{.value = "AGR"}, {.value = "B%"}}}, {.id = "SEX", .values = {{.value = "F"}}}, {.id = "AREA"}};
  constraint.regions = {region};
  (void)structures.add(constraint);
  const std::string of = "DataConstraint T:CC(1.0) ";
  EXPECT_EQ(check(structures), (Lines{of + "AREA: the region names the component twice", of + "AREA: CL_A has no code 'AGR' (did you mean ARG?)",
                                      of + "SEX: the structure DSD has no such component"}));
}

}  // namespace
}  // namespace atalaya
