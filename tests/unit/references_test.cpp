// What artefacts refer to, by the description that all formats share.
#include "model/sdmx/references.h"

#include <gtest/gtest.h>

namespace atalaya::sdmx {
namespace {

Reference codelist(std::string id) { return {.kind = Kind::Codelist, .agency = "A", .id = std::move(id), .version = "1.0"}; }

std::vector<std::string> short_texts(const std::vector<Reference>& references) {
  std::vector<std::string> out;
  for (const Reference& r : references) out.push_back(std::string(info(r.kind).class_name) + "=" + r.short_text());
  return out;
}

DataStructure structure() {
  DataStructure out;
  out.agency = "A";
  out.id = "DSD";
  const Reference freq{.kind = Kind::Concept, .agency = "A", .id = "CS", .version = "1.0", .item = "FREQ"};
  Dimension dimension;
  dimension.id = "FREQ";
  dimension.concept_identity = freq;
  dimension.concept_roles = {{.kind = Kind::Concept, .agency = "SDMX", .id = "ROLES", .version = "1.0", .item = "FREQ"}};
  dimension.local_representation = Representation{.enumeration = codelist("CL_FREQ")};
  out.dimensions = {dimension};
  Attribute attribute;
  attribute.id = "STATUS";
  attribute.concept_identity = {.kind = Kind::Concept, .agency = "A", .id = "CS", .version = "1.0", .item = "STATUS"};
  attribute.local_representation = Representation{.enumeration = codelist("CL_STATUS")};
  out.attributes = {attribute};
  out.metadata_structure = {.kind = Kind::MetadataStructure, .agency = "A", .id = "MSD", .version = "1.0"};
  return out;
}

TEST(References, OfADataStructure) {
  std::vector<std::string> all;
  for_each_reference(structure(), [&](const Reference& r, const std::string& holder) { all.push_back(holder + ">" + r.id + "." + r.item); });
  EXPECT_EQ(all, (std::vector<std::string>{"FREQ>CS.FREQ", "FREQ>CL_FREQ.", "FREQ>ROLES.FREQ", "STATUS>CS.STATUS", "STATUS>CL_STATUS.", ">MSD."}));
  EXPECT_EQ(short_texts(referenced_artefacts(structure())),
            (std::vector<std::string>{"ConceptScheme=A:CS(1.0)", "Codelist=A:CL_FREQ(1.0)", "ConceptScheme=SDMX:ROLES(1.0)", "Codelist=A:CL_STATUS(1.0)",
                                      "MetadataStructure=A:MSD(1.0)"}));
}

TEST(References, OfWhatIsNested) {
  Hierarchy hierarchy;
  HierarchicalCode top, below;
  top.code = {.kind = Kind::Code, .agency = "A", .id = "CL_AREA", .version = "1.0", .item = "W"};
  below.code = {.kind = Kind::Code, .agency = "A", .id = "CL_AREA2", .version = "1.0", .item = "AR"};
  top.codes = {below};
  hierarchy.codes = {top};
  EXPECT_EQ(short_texts(referenced_artefacts(hierarchy)), (std::vector<std::string>{"Codelist=A:CL_AREA(1.0)", "Codelist=A:CL_AREA2(1.0)"}));

  DataConstraint constraint;
  constraint.attachments = {{.kind = Kind::Dataflow, .agency = "A", .id = "F", .version = "1.0"},
                            {.kind = Kind::DataProvider, .agency = "A", .id = "DATA_PROVIDERS", .version = "1.0", .item = "P"}};
  EXPECT_EQ(short_texts(referenced_artefacts(constraint)), (std::vector<std::string>{"DataProviderScheme=A:DATA_PROVIDERS(1.0)", "Dataflow=A:F(1.0)"}));

  RepresentationMap map;
  map.source = {{.codelist = codelist("CL_A")}};
  map.target = {{.data_type = "String"}};
  EXPECT_EQ(short_texts(referenced_artefacts(map)), (std::vector<std::string>{"Codelist=A:CL_A(1.0)"}));

  VtlMappingScheme scheme;
  VtlMapping mapping;
  mapping.object = {.kind = Kind::Concept, .agency = "A", .id = "CS", .version = "1.0", .item = "X"};
  scheme.items = {mapping};
  EXPECT_EQ(short_texts(referenced_artefacts(scheme)), (std::vector<std::string>{"ConceptScheme=A:CS(1.0)"}));
}

TEST(References, NotToItself) {
  Codelist list;
  list.agency = "A";
  list.id = "CL";
  list.extensions = {{.codelist = codelist("CL"), .selection = {}}, {.codelist = codelist("CL_BASE"), .selection = {}}};
  EXPECT_EQ(short_texts(referenced_artefacts(list)), (std::vector<std::string>{"Codelist=A:CL_BASE(1.0)"}));
}

}  // namespace
}  // namespace atalaya::sdmx
