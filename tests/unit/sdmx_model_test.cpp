#include <gtest/gtest.h>

#include "model/resolve.h"
#include "model/sdmx/artefact.h"
#include "model/sdmx/version.h"

namespace atalaya::sdmx {
namespace {

TEST(Urn, ThereAndBack) {
  for (const char* text :
       {"urn:sdmx:org.sdmx.infomodel.codelist.Codelist=SDMX:CL_FREQ(2.1)", "urn:sdmx:org.sdmx.infomodel.codelist.Code=SDMX:CL_FREQ(2.1).A",
        "urn:sdmx:org.sdmx.infomodel.categoryscheme.Category=A.B:CS(1.0.0-draft).TOP.SUB", "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=*:*(*)"}) {
    const auto reference = parse_urn(text);
    ASSERT_TRUE(reference) << text;
    EXPECT_EQ(reference->urn(), text);
  }
  // What 2.1 calls otherwise.
  EXPECT_EQ(parse_urn("urn:sdmx:org.sdmx.infomodel.registry.ContentConstraint=A:CC(1.0)")->kind, Kind::DataConstraint);
}

TEST(Urn, WhatIsNoneSaysWhy) {
  for (const auto& [text, why] : {std::pair("CL_FREQ", "no URN of the SDMX"), std::pair("urn:sdmx:org.sdmx.infomodel.codelist.Codelist", "no '='"),
                                  std::pair("urn:sdmx:org.sdmx.infomodel.codelist.Codelust=A:B(1.0)", "class is not one"),
                                  std::pair("urn:sdmx:org.sdmx.infomodel.codelist.Codelist=B(1.0)", "does not name agency"),
                                  std::pair("urn:sdmx:org.sdmx.infomodel.codelist.Code=A:B(1.0)A", "behind its version")}) {
    const auto reference = parse_urn(text);
    ASSERT_FALSE(reference) << text;
    EXPECT_NE(reference.error().what.find(why), std::string::npos) << reference.error().what;
  }
}

TEST(Urn, OfIdentifiersAlone) {
  const auto fault = [](Reference reference) { return fault_of(reference); };
  EXPECT_EQ(fault({Kind::DataStructure, "A.B", "D_@$-1", "1.0+.0-draft"}), "");
  EXPECT_EQ(fault({Kind::DataStructure, "", "D", ""}), "");
  EXPECT_EQ(fault({Kind::Category, "A", "CS", "*", "TOP.SUB"}), "");
  EXPECT_EQ(fault({Kind::ValueItem, "A", "VL", "1.0", "any: (thing)"}), "");
  EXPECT_EQ(fault({Kind::DataStructure, "A", "a:b", "1.0"}), "the id 'a:b' is no identifier");
  EXPECT_EQ(fault({Kind::DataStructure, "A", "", "1.0"}), "the id '' is no identifier");
  EXPECT_EQ(fault({Kind::DataStructure, "A..B", "D", "1.0"}), "the agency 'A..B' is no identifier");
  EXPECT_EQ(fault({Kind::DataProvider, "A", "DATA_PROVIDERS", "1.0", "P 1"}), "the id 'P 1' is no identifier");
  EXPECT_EQ(fault({Kind::DataStructure, "A", "D", "1)"}), "'1)' is no version");
}

TEST(Version, Order) {
  const std::vector<std::string> ascending = {"1.0", "1.0.1-alpha", "1.0.1-beta", "1.0.1", "1.2", "1.10", "2.0.0", "10.0"};
  for (std::size_t i = 0; i < ascending.size(); ++i) {
    for (std::size_t j = 0; j < ascending.size(); ++j) {
      EXPECT_EQ(compare_versions(ascending[i], ascending[j]), i < j ? -1 : (i > j ? 1 : 0)) << ascending[i] << " " << ascending[j];
    }
  }
}

TEST(Version, Wildcards) {
  EXPECT_TRUE(matches_version("*", "1.0-draft") && matches_version("~", "1.0.0-draft") && matches_version("+", "1.0.0"));
  EXPECT_FALSE(matches_version("+", "1.0.0-draft"));
  EXPECT_TRUE(matches_version("1.2+.0", "1.2.0") && matches_version("1.2+.0", "1.9.3"));
  EXPECT_FALSE(matches_version("1.2+.0", "1.1.9") || matches_version("1.2+.0", "2.0.0") || matches_version("1.2+.0", "1.3.0-x"));
  EXPECT_TRUE(matches_version("1.2.3+", "1.2.4"));
  EXPECT_FALSE(matches_version("1.2.3+", "1.3.0"));
  EXPECT_TRUE(matches_version("1+.0.0", "3.1.0"));
  EXPECT_TRUE(matches_version("1.0", "1.0"));
  EXPECT_FALSE(matches_version("1.0", "1.0.0"));
  EXPECT_TRUE(wants_latest("+") && wants_latest("1.2+.0") && wants_latest("latest") && !wants_latest("*") && !wants_latest("1.0"));
  EXPECT_TRUE(is_version("1.0") && is_version("1.2.3-rc.1"));
  EXPECT_FALSE(is_version("1.x") || is_version("1.0-") || is_version("1.2+.0") || is_version("1.2.3.4") || is_version(""));
}

Codelist list(const char* id, const char* version, std::initializer_list<const char*> codes) {
  Codelist out;
  out.agency = "A";
  out.id = id;
  out.version = version;
  for (const char* code : codes) out.codes.emplace_back().id = code;
  return out;
}

TEST(Structures, ReferencesFindTheNewestThatMatches) {
  Structures all;
  EXPECT_TRUE(all.add(list("CL", "1.0.0", {"X"})) && all.add(list("CL", "1.3.0", {"X"})) && all.add(list("CL", "1.10.0", {"X"})) &&
              all.add(list("CL", "2.0.0-draft", {"X"})));
  EXPECT_FALSE(all.add(list("CL", "1.0.0", {"Y"})));
  const auto version = [&](const char* wanted) {
    const auto* found = all.get<Codelist>({Kind::Code, "A", "CL", wanted, "X"});
    return found == nullptr ? std::string("none") : found->version;
  };
  EXPECT_EQ(version("1.3.0"), "1.3.0");
  EXPECT_EQ(version("1.3+.0"), "1.10.0");
  EXPECT_EQ(version("+"), "1.10.0");
  EXPECT_EQ(version("~"), "2.0.0-draft");
  EXPECT_EQ(version("1.11+.0"), "none");
}

TEST(CodelistExtension, TakesLeavesOutPrefixesAndReplaces) {
  Structures all;
  Codelist base = list("BASE", "1.0.0", {"TOP", "IN", "OUT"});
  base.codes[1].parent = "TOP";
  (void)all.add(base);
  Codelist extended = list("EXT", "1.0.0", {"OWN", "P_IN"});
  extended.extensions.push_back(
      {.codelist = base.reference(Kind::Codelist), .prefix = "P_", .selection = CodeSelection{.inclusive = false, .members = {{"OUT"}}}});
  const auto codes = extended_codes(all, extended);
  ASSERT_TRUE(codes);
  std::string ids;
  for (const Code& code : *codes) ids += code.id + "<" + code.parent + " ";
  EXPECT_EQ(ids, "P_TOP< P_IN< OWN< ");
  // A list that extends itself has no end.
  extended.extensions[0].codelist = extended.reference(Kind::Codelist);
  (void)all.add(extended);
  const auto endless = extended_codes(all, *all.get<Codelist>(extended.reference(Kind::Codelist)));
  ASSERT_FALSE(endless);
  EXPECT_EQ(endless.error().what, "the code list A:EXT(1.0.0) extends itself");
}

TEST(Resolve, ThroughTheFlowAndBackToTheSameStructure) {
  Structures all;
  (void)all.add(list("CL_AREA", "1.0", {"PER", "CHL"}));
  ConceptScheme concepts;
  concepts.agency = "A";
  concepts.id = "CS";
  for (const char* id : {"AREA", "TIME_PERIOD", "OBS_VALUE", "STATUS"}) concepts.concepts.emplace_back().id = id;
  concepts.concepts[0].core_representation = Representation{.enumeration = {Kind::Codelist, "A", "CL_AREA", "1.0", {}}};
  DataStructure dsd;
  dsd.agency = "A";
  dsd.id = "DSD";
  const auto of = [&](Component& component, const char* id) {
    component.id = id;
    component.concept_identity = {Kind::Concept, "A", "CS", "1.0", id};
  };
  of(dsd.dimensions.emplace_back(), "AREA");
  of(dsd.time_dimension.emplace(), "TIME_PERIOD");
  of(dsd.measures.emplace_back(), "OBS_VALUE");
  of(dsd.attributes.emplace_back(), "STATUS");
  dsd.attributes[0].relationship = {.level = AttributeRelationship::Level::Dimensions, .dimensions = {"AREA", "TIME_PERIOD"}};
  Dataflow flow;
  flow.agency = "A";
  flow.id = "DF";
  flow.structure = dsd.reference(Kind::DataStructure);
  (void)all.add(concepts);
  (void)all.add(dsd);

  const auto none = resolve(all, flow.reference(Kind::Dataflow));
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().what, "there is no Dataflow A:DF(1.0)");
  (void)all.add(flow);
  const auto resolved = resolve(all, flow.reference(Kind::Dataflow));
  ASSERT_TRUE(resolved) << resolved.error().to_string();
  EXPECT_EQ((*resolved)->code_list((*resolved)->dimensions[0].code_list)->codes().size(), 2U);
  EXPECT_EQ((*resolved)->attributes[0].level, atalaya::Attribute::Level::Observation);

  atalaya::Dataflow plain{.agency = "A", .id = "DF", .version = "1.0", .name = {}};
  const Structures made = artefacts_of(**resolved, plain);
  const auto* again = made.get<DataStructure>(dsd.reference(Kind::DataStructure));
  ASSERT_NE(again, nullptr);
  EXPECT_EQ(again->dimensions[0].concept_identity, dsd.dimensions[0].concept_identity);
  EXPECT_EQ(again->dimensions[0].local_representation->enumeration.id, "CL_AREA");
  EXPECT_EQ(made.get<Dataflow>(flow.reference(Kind::Dataflow))->structure, flow.structure);
}

}  // namespace
}  // namespace atalaya::sdmx
