// Which artefacts a structure query gives: references, detail, items and versions, by sets written out.
#include "query/structures/structure_query.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "unit/artefact_sample.h"
#include "query/structures/allowed_codes.h"
#include "query/structures/items.h"

namespace atalaya {
namespace {

using sdmx::Kind;
using Ids = std::set<std::string>;

struct Sample {
  sdmx::Structures structures = artefact_sample();
  StructureIndex sdmx3{structures, StructureModel::Sdmx3};
  StructureIndex sdmx21{structures, StructureModel::Sdmx21};
};

const Sample& sample() {
  static const Sample made;
  return made;
}

StructureReferences references(std::string_view word) {
  StructureReferences out;
  const bool all = word == "all";
  out.parents = all || word == "parents" || word == "parentsandsiblings";
  out.siblings = all || word == "parentsandsiblings";
  out.ancestors = word == "ancestors";
  out.children = word == "children";
  out.descendants = all || word == "descendants";
  return out;
}

StructureQuery query(const std::string& id, std::string_view word = "none", StructureDetail detail = StructureDetail::Full) {
  StructureQuery out;
  out.ids = {id};
  out.detail = detail;
  out.references = references(word);
  return out;
}

sdmx::Structures run(const StructureQuery& query, const StructureIndex& index = sample().sdmx3) {
  auto selected = select_structures(index, query);
  EXPECT_TRUE(selected.has_value());
  return selected.value_or(sdmx::Structures());
}

Ids ids(const sdmx::Structures& structures) {
  Ids out;
  structures.for_each([&](const sdmx::Artefact& artefact) { EXPECT_TRUE(out.insert(sdmx::maintainable(artefact).id).second); });
  return out;
}

// Beside the artefact asked for, and without the agency scheme that all of them have in SDMX 3.
Ids others(const std::string& id, std::string_view word, const StructureIndex& index = sample().sdmx3, bool with_agencies = true) {
  Ids out = ids(run(query(id, word), index));
  EXPECT_EQ(out.erase(id), 1U) << id;
  if (with_agencies) {
    EXPECT_EQ(out.erase("AGENCIES"), 1U) << id << " " << word;
  }
  return out;
}

const sdmx::Artefact* find(const sdmx::Structures& structures, std::string_view id) {
  const sdmx::Artefact* out = nullptr;
  structures.for_each([&](const sdmx::Artefact& artefact) {
    if (sdmx::maintainable(artefact).id == id) out = &artefact;
  });
  return out;
}

Ids items(const sdmx::Structures& structures, std::string_view id) {
  const sdmx::Artefact* artefact = find(structures, id);
  if (artefact == nullptr) return {"there is no " + std::string(id)};
  const auto paths = item_paths(*artefact);
  return {paths.begin(), paths.end()};
}

bool is_partial(const sdmx::Structures& structures, std::string_view id) {
  const sdmx::Artefact* artefact = find(structures, id);
  bool out = false;
  if (artefact == nullptr) return false;
  std::visit(
      [&](const auto& own) {
        if constexpr (requires { own.is_partial; }) out = own.is_partial;
      },
      *artefact);
  return out;
}

Ids operator+(Ids left, const Ids& right) {
  left.insert(right.begin(), right.end());
  return left;
}

TEST(StructureQuery, ChildrenOfEachArtefact) {
  const std::vector<std::pair<std::string, Ids>> expected = {
      {"DATA_PROVIDERS", {}},
      {"DATA_CONSUMERS", {}},
      {"METADATA_PROVIDERS", {}},
      {"UNITS", {}},
      {"CL_FREQ", {}},
      {"CL_AREA", {}},
      {"CL_BASE", {}},
      {"CL_EXT", {}},
      {"CL_GEO", {}},
      {"CL_GRID", {}},
      {"VL", {}},
      {"CS", {"CL_FREQ", "CL_EXT"}},
      {"CS2", {}},
      {"DOMAINS", {}},
      {"DOMAINS2", {}},
      {"CAT", {"DF", "DOMAINS"}},
      {"CAT2", {"DF2", "DOMAINS"}},
      {"TAX", {"DF"}},
      {"TAX2", {}},
      {"DSD", {"CS", "CL_AREA", "VL", "MSD"}},
      {"MSD", {"CS"}},
      {"DF", {"DSD"}},
      {"DF2", {"DSD"}},
      {"MDF", {"MSD", "DF"}},
      {"PA", {"DF", "DATA_PROVIDERS"}},
      {"PA2", {"DF2", "DATA_PROVIDERS"}},
      {"MPA", {"MDF", "METADATA_PROVIDERS", "DF"}},
      {"CON_DF", {"DF"}},
      {"CON_PA", {"PA"}},
      {"ACTUAL", {"DF"}},
      {"MCON", {"MDF"}},
      {"HIER", {"CL_AREA"}},
      {"HA", {"HIER", "CL_AREA", "DF"}},
      {"SM", {"DF", "DF2", "RM"}},
      {"RM", {"CL_FREQ", "CL_BASE"}},
      {"CSM", {"CS", "CS2"}},
      {"DOMMAP", {"DOMAINS", "DOMAINS2"}},
      {"ORGMAP", {"DATA_PROVIDERS", "UNITS"}},
      {"TAXMAP", {"TAX", "TAX2"}},
      {"PROC", {"DF"}},
      {"TRANS", {"VTLMAP", "PERSONAL", "CUSTOM", "RULES", "OPERATORS"}},
      {"RULES", {"VTLMAP"}},
      {"OPERATORS", {"VTLMAP"}},
      {"CUSTOM", {}},
      {"PERSONAL", {}},
      {"VTLMAP", {"DF"}},
  };
  for (const auto& [id, children] : expected) EXPECT_EQ(others(id, "children"), children) << id;
  // The agency SDMX stands in its own scheme, which does not refer to itself.
  EXPECT_EQ(others("AGENCIES", "children", sample().sdmx3, false), Ids());
  EXPECT_EQ(expected.size() + 1, sample().sdmx3.size());
}

TEST(StructureQuery, ParentsOfEachArtefact) {
  const std::vector<std::pair<std::string, Ids>> expected = {
      {"DATA_PROVIDERS", {"PA", "PA2", "ORGMAP"}},
      {"DATA_CONSUMERS", {}},
      {"METADATA_PROVIDERS", {"MPA"}},
      {"UNITS", {"ORGMAP"}},
      {"CL_FREQ", {"CS", "RM"}},
      {"CL_AREA", {"DSD", "HIER", "HA"}},
      {"CL_BASE", {"CL_EXT", "RM"}},
      {"CL_EXT", {"CS"}},
      {"CL_GEO", {}},
      {"CL_GRID", {}},
      {"VL", {"DSD"}},
      {"CS", {"DSD", "MSD", "CSM"}},
      {"CS2", {"CSM"}},
      {"DOMAINS", {"CAT", "CAT2", "DOMMAP"}},
      {"DOMAINS2", {"DOMMAP"}},
      {"CAT", {}},
      {"TAX", {"TAXMAP"}},
      {"TAX2", {"TAXMAP"}},
      {"DSD", {"DF", "DF2"}},
      {"MSD", {"DSD", "MDF"}},
      {"DF", {"PA", "CAT", "MDF", "MPA", "CON_DF", "ACTUAL", "TAX", "HA", "SM", "PROC", "VTLMAP"}},
      {"DF2", {"PA2", "CAT2", "SM"}},
      {"MDF", {"MPA", "MCON"}},
      {"PA", {"CON_PA"}},
      {"PA2", {}},
      {"MPA", {}},
      {"CON_DF", {}},
      {"CON_PA", {}},
      {"ACTUAL", {}},
      {"MCON", {}},
      {"HIER", {"HA"}},
      {"HA", {}},
      {"SM", {}},
      {"RM", {"SM"}},
      {"CSM", {}},
      {"DOMMAP", {}},
      {"ORGMAP", {}},
      {"TAXMAP", {}},
      {"PROC", {}},
      {"TRANS", {}},
      {"RULES", {"TRANS"}},
      {"OPERATORS", {"TRANS"}},
      {"CUSTOM", {"TRANS"}},
      {"PERSONAL", {"TRANS"}},
      {"VTLMAP", {"RULES", "OPERATORS", "TRANS"}},
  };
  for (const auto& [id, parents] : expected) EXPECT_EQ(others(id, "parents", sample().sdmx3, false), parents) << id;
  // Every artefact refers to the scheme of the agency that maintains it.
  EXPECT_EQ(others("AGENCIES", "parents", sample().sdmx3, false).size(), sample().sdmx3.size() - 1);
}

TEST(StructureQuery, EveryRelationOfAFlow) {
  const Ids parents = {"PA", "CAT", "MDF", "MPA", "CON_DF", "ACTUAL", "TAX", "HA", "SM", "PROC", "VTLMAP"};
  const Ids siblings = {"DATA_PROVIDERS", "DOMAINS", "MSD", "METADATA_PROVIDERS", "MDF", "HIER", "CL_AREA", "DF2", "RM"};
  const Ids above = {"CON_PA", "MCON", "TAXMAP", "RULES", "OPERATORS", "TRANS"};
  const Ids below = {"DSD", "CS", "CL_AREA", "VL", "MSD", "CL_FREQ", "CL_EXT"};
  EXPECT_EQ(others("DF", "none", sample().sdmx3, false), Ids());
  EXPECT_EQ(others("DF", "parents", sample().sdmx3, false), parents);
  EXPECT_EQ(others("DF", "parentsandsiblings"), parents + siblings);
  EXPECT_EQ(others("DF", "ancestors", sample().sdmx3, false), parents + above);
  EXPECT_EQ(others("DF", "children"), Ids({"DSD"}));
  EXPECT_EQ(others("DF", "descendants"), below);
  EXPECT_EQ(others("DF", "all"), parents + siblings + below);
}

TEST(StructureQuery, EveryRelationOfAStructure) {
  EXPECT_EQ(others("DSD", "parents", sample().sdmx3, false), Ids({"DF", "DF2"}));
  EXPECT_EQ(others("DSD", "parentsandsiblings"), Ids({"DF", "DF2"}));
  EXPECT_EQ(others("DSD", "ancestors", sample().sdmx3, false),
            Ids({"DF",   "DF2", "PA",     "PA2", "CAT", "CAT2", "MDF",    "MPA",   "CON_DF",    "CON_PA", "ACTUAL",
                 "MCON", "TAX", "TAXMAP", "HA",  "SM",  "PROC", "VTLMAP", "RULES", "OPERATORS", "TRANS"}));
  EXPECT_EQ(others("DSD", "descendants"), Ids({"CS", "CL_AREA", "VL", "MSD", "CL_FREQ", "CL_EXT"}));
  EXPECT_EQ(others("DSD", "all"), Ids({"DF", "DF2", "CS", "CL_AREA", "VL", "MSD", "CL_FREQ", "CL_EXT"}));
}

TEST(StructureQuery, RelationsOfListsSchemesAndCategories) {
  EXPECT_EQ(others("CL_FREQ", "parentsandsiblings"), Ids({"CS", "RM", "CL_EXT", "CL_BASE"}));
  EXPECT_EQ(others("CL_BASE", "ancestors", sample().sdmx3, false).count("CL_EXT"), 1U);
  EXPECT_EQ(others("VL", "all"), Ids({"DSD", "CS", "CL_AREA", "MSD"}));
  EXPECT_EQ(others("DOMAINS", "all"), Ids({"CAT", "CAT2", "DOMMAP", "DF", "DF2", "DOMAINS2"}));
  EXPECT_EQ(others("CAT", "descendants"), Ids({"DF", "DOMAINS", "DSD", "CS", "CL_AREA", "VL", "MSD", "CL_FREQ", "CL_EXT"}));
  EXPECT_EQ(others("UNITS", "all"), Ids({"ORGMAP", "DATA_PROVIDERS"}));
  EXPECT_EQ(others("CON_PA", "descendants"), Ids({"PA", "DF", "DATA_PROVIDERS", "DSD", "CS", "CL_AREA", "VL", "MSD", "CL_FREQ", "CL_EXT"}));
}

TEST(StructureQuery, RelationsBuildOnEachOther) {
  const StructureIndex& index = sample().sdmx3;
  for (StructureIndex::Node node = 0; node < index.size(); ++node) {
    const std::string& id = sdmx::maintainable(index.artefact(node)).id;
    const auto get = [&](std::string_view word) { return others(id, word, index, false); };
    EXPECT_EQ(get("all"), get("parentsandsiblings") + get("descendants")) << id;
    EXPECT_TRUE(std::ranges::includes(get("ancestors"), get("parents"))) << id;
    EXPECT_TRUE(std::ranges::includes(get("descendants"), get("children"))) << id;
    // A list that is extended is no child: the list that extends it has its codes.
    for (const std::string& parent : get("parents")) {
      EXPECT_EQ(others(parent, "children", index, false).contains(id), parent != "CL_EXT" || id != "CL_BASE") << parent << " " << id;
    }
  }
}

TEST(StructureQuery, ReferencesOfOneTypeAreParentsAndChildrenOfIt) {
  StructureQuery wanted = query("DSD");
  wanted.references.types = {{Kind::Codelist}, {Kind::Dataflow}};
  EXPECT_EQ(ids(run(wanted)), Ids({"DSD", "CL_AREA", "DF", "DF2"}));
  wanted.references.types = {{Kind::ProvisionAgreement}};
  EXPECT_EQ(ids(run(wanted)), Ids({"DSD"}));
  wanted.references.types = {{Kind::AgencyScheme}};
  EXPECT_EQ(ids(run(wanted)), Ids({"DSD", "AGENCIES"}));
  wanted = query("DF");
  wanted.references.types = {{Kind::DataConstraint, ArtefactType::Constraint::Actual}};
  EXPECT_EQ(ids(run(wanted)), Ids({"DF", "ACTUAL"}));
  wanted.references.types = {{Kind::DataConstraint}};
  wanted.references.children = true;
  EXPECT_EQ(ids(run(wanted)), Ids({"DF", "ACTUAL", "CON_DF", "DSD", "AGENCIES"}));
}

TEST(StructureQuery, TypesAgenciesAndIds) {
  StructureQuery wanted;
  wanted.types = {{Kind::Dataflow}, {Kind::ValueList}};
  EXPECT_EQ(ids(run(wanted)), Ids({"DF", "DF2", "VL"}));
  wanted.types = {};
  wanted.agencies = {"SDMX", "B"};
  EXPECT_EQ(ids(run(wanted)), Ids({"AGENCIES"}));
  wanted.agencies = {"A"};
  EXPECT_EQ(run(wanted).size(), sample().sdmx3.size() - 1);
  wanted.ids = {"DF", "CS", "NO"};
  EXPECT_EQ(ids(run(wanted)), Ids({"DF", "CS"}));
  wanted.types = {{Kind::Codelist}};
  EXPECT_TRUE(run(wanted).empty());
}

TEST(StructureQuery, WhatEachModelHas) {
  EXPECT_EQ(find(run({}), "SET_OF_M1"), nullptr);
  EXPECT_EQ(find(run({}), "ATTACH"), nullptr);
  EXPECT_EQ(find(run({}), "HCL"), nullptr);
  const auto old = run({}, sample().sdmx21);
  EXPECT_EQ(ids(old), Ids({"AGENCIES",
                           "DATA_PROVIDERS",
                           "DATA_CONSUMERS",
                           "UNITS",
                           "CL_FREQ",
                           "CL_AREA",
                           "CL_BASE",
                           "CL_EXT",
                           "CS",
                           "CS2",
                           "DOMAINS",
                           "DOMAINS2",
                           "CAT",
                           "CAT2",
                           "TAX",
                           "TAX2",
                           "DSD",
                           "MSD",
                           "DF",
                           "DF2",
                           "MDF",
                           "PA",
                           "PA2",
                           "CON_DF",
                           "CON_PA",
                           "ACTUAL",
                           "ATTACH",
                           "MCON",
                           "PROC",
                           "TRANS",
                           "RULES",
                           "OPERATORS",
                           "CUSTOM",
                           "PERSONAL",
                           "VTLMAP",
                           "HCL",
                           "SET",
                           "HIER",
                           "SM",
                           "RM",
                           "CSM",
                           "DOMMAP",
                           "ORGMAP",
                           "TAXMAP"}));
  EXPECT_EQ(sdmx::kind_of(*find(old, "HIER")), Kind::HierarchicalCodelist);
  EXPECT_EQ(items(old, "HIER"), Ids({"HIER"}));
  const auto* set = std::get_if<sdmx::StructureSet>(find(old, "SM"));
  ASSERT_NE(set, nullptr);
  ASSERT_EQ(set->structure_maps.size(), 1U);
  EXPECT_EQ(set->structure_maps[0].components[0].codelist_map, "RM");
  ASSERT_EQ(set->item_scheme_maps.size(), 1U);
  EXPECT_EQ(set->item_scheme_maps[0].items[0].target, "X1");
}

TEST(StructureQuery, RelationsInSdmx21) {
  const StructureIndex& index = sample().sdmx21;
  const auto get = [&](const std::string& id, std::string_view word) { return others(id, word, index, false); };
  // No maintainers, no targets of metadata flows, no metadata structure of a data structure; schemes of VTL alone have their agency.
  EXPECT_EQ(get("DF", "parents"), Ids({"PA", "CAT", "CON_DF", "ACTUAL", "TAX", "PROC", "VTLMAP"}));
  EXPECT_EQ(get("DF", "children"), Ids({"DSD"}));
  EXPECT_EQ(get("DF", "descendants"), Ids({"DSD", "CS", "CL_AREA", "CL_FREQ", "CL_EXT"}));
  EXPECT_EQ(get("DSD", "parents"), Ids({"DF", "DF2", "ATTACH"}));
  EXPECT_EQ(get("DSD", "children"), Ids({"CS", "CL_AREA"}));
  EXPECT_EQ(get("MDF", "children"), Ids({"MSD"}));
  EXPECT_EQ(get("AGENCIES", "parents"), Ids());
  EXPECT_EQ(get("RULES", "children"), Ids({"AGENCIES", "VTLMAP"}));
  EXPECT_EQ(get("HCL", "children"), Ids({"CL_AREA"}));
  EXPECT_EQ(get("HIER", "children"), Ids({"CL_AREA"}));
  EXPECT_EQ(get("CL_AREA", "parents"), Ids({"DSD", "HCL", "HIER"}));
  EXPECT_EQ(get("CL_FREQ", "parents"), Ids({"CS", "SET"}));
  EXPECT_EQ(get("DOMAINS", "parents"), Ids({"CAT", "CAT2"}));
}

TEST(StructureQuery, ConstraintsOfSdmx21ByTheirSort) {
  using Constraint = ArtefactType::Constraint;
  const auto of = [](Constraint constraint) {
    StructureQuery wanted;
    wanted.types = {{Kind::DataConstraint, constraint}};
    return ids(run(wanted, sample().sdmx21));
  };
  EXPECT_EQ(of(Constraint::Content), Ids({"CON_DF", "CON_PA", "ACTUAL", "MCON"}));
  EXPECT_EQ(of(Constraint::Allowed), Ids({"CON_DF", "CON_PA", "MCON"}));
  EXPECT_EQ(of(Constraint::Actual), Ids({"ACTUAL"}));
  EXPECT_EQ(of(Constraint::Attachment), Ids({"ATTACH"}));
}

TEST(StructureQuery, ItemsAndThoseAboveThem) {
  StructureQuery wanted = query("CL_AREA");
  wanted.items = {"ARG", "WORLD", "NONE"};
  auto found = run(wanted);
  EXPECT_EQ(items(found, "CL_AREA"), Ids({"WORLD", "ARG"}));
  EXPECT_TRUE(is_partial(found, "CL_AREA"));
  EXPECT_EQ(std::get<sdmx::Codelist>(*find(found, "CL_AREA")).codes[1].parent, "LAC");
  wanted.items = {"NONE"};
  EXPECT_TRUE(run(wanted).empty());

  wanted = query("DOMAINS");
  wanted.items = {"ECO.PRICES"};
  EXPECT_EQ(items(run(wanted), "DOMAINS"), Ids({"ECO", "ECO.PRICES"}));
  wanted.items = {"GDP"};
  EXPECT_EQ(items(run(wanted), "DOMAINS"), Ids({"ECO", "ECO.GDP"}));
  wanted.items = {"ECO"};
  EXPECT_EQ(items(run(wanted), "DOMAINS"), Ids({"ECO"}));

  // Items that a list inherits are its items too.
  wanted = query("CL_EXT");
  wanted.items = {"B_X2"};
  EXPECT_EQ(items(run(wanted), "CL_EXT"), Ids({"B_X2"}));
  // Whatever is a collection.
  for (const auto& [id, one] : {std::pair{"AGENCIES", "A"},
                                {"DATA_PROVIDERS", "P2"},
                                {"UNITS", "U1"},
                                {"VL", "n/a"},
                                {"CS", "AREA"},
                                {"TAX", "R1"},
                                {"TRANS", "T2"},
                                {"RULES", "R"},
                                {"OPERATORS", "O"},
                                {"CUSTOM", "T"},
                                {"PERSONAL", "N"},
                                {"VTLMAP", "M"}}) {
    wanted = query(id);
    wanted.items = {one};
    EXPECT_EQ(items(run(wanted), id), Ids({one})) << id;
  }
  wanted = query("HCL");
  wanted.items = {"H2"};
  EXPECT_EQ(items(run(wanted, sample().sdmx21), "HCL"), Ids({"H2"}));
}

TEST(StructureQuery, ReferencesOfItemsAlone) {
  StructureQuery wanted = query("DOMAINS", "parents");
  wanted.items = {"ECO.PRICES"};
  EXPECT_EQ(ids(run(wanted)), Ids({"DOMAINS", "CAT"}));
  wanted.references = {};
  wanted.references.types = {{Kind::Categorisation}};
  wanted.items = {"SOC"};
  EXPECT_EQ(ids(run(wanted)), Ids({"DOMAINS", "CAT2"}));
  wanted.items = {"ECO.GDP"};
  EXPECT_EQ(ids(run(wanted)), Ids({"DOMAINS"}));
  wanted = query("CL_AREA", "parents");
  wanted.items = {"WORLD"};
  EXPECT_EQ(ids(run(wanted)), Ids({"CL_AREA"}));
  wanted.items = {"LAC"};
  EXPECT_EQ(ids(run(wanted)), Ids({"CL_AREA", "HIER"}));
  wanted = query("CS", "children");
  wanted.items = {"FREQ"};
  EXPECT_EQ(ids(run(wanted)), Ids({"CS", "AGENCIES", "CL_FREQ"}));
}

TEST(StructureQuery, Stubs) {
  const auto is_stub = [](const sdmx::Structures& structures, std::string_view id, bool complete) {
    const sdmx::Artefact* artefact = find(structures, id);
    if (artefact == nullptr) return false;
    const sdmx::Maintainable& m = sdmx::maintainable(*artefact);
    return m.is_external_reference && m.name.all().size() == 2 && m.description.empty() != complete && m.annotations.empty() != complete &&
           item_paths(*artefact).empty();
  };
  const auto is_whole = [](const sdmx::Structures& structures, std::string_view id) {
    const sdmx::Artefact* artefact = find(structures, id);
    return artefact != nullptr && !sdmx::maintainable(*artefact).is_external_reference;
  };
  const auto get = [](StructureDetail detail) { return run(query("DSD", "children", detail)); };
  const Ids expected = {"DSD", "AGENCIES", "CS", "CL_AREA", "VL", "MSD"};
  using enum StructureDetail;
  for (const auto detail : {Full, AllStubs, ReferenceStubs, AllCompleteStubs, ReferenceCompleteStubs, ReferencePartial, Raw})
    EXPECT_EQ(ids(get(detail)), expected);
  EXPECT_TRUE(is_whole(get(Full), "DSD") && is_whole(get(Full), "CS"));
  EXPECT_TRUE(is_stub(get(AllStubs), "DSD", false) && is_stub(get(AllStubs), "CS", false));
  EXPECT_TRUE(is_stub(get(AllCompleteStubs), "DSD", true) && is_stub(get(AllCompleteStubs), "CL_AREA", true));
  EXPECT_TRUE(is_whole(get(ReferenceStubs), "DSD") && is_stub(get(ReferenceStubs), "CS", false) && is_stub(get(ReferenceStubs), "AGENCIES", false));
  EXPECT_TRUE(is_whole(get(ReferenceCompleteStubs), "DSD") && is_stub(get(ReferenceCompleteStubs), "VL", true));
  EXPECT_TRUE(is_whole(get(ReferencePartial), "DSD") && is_whole(get(ReferencePartial), "CS"));
}

TEST(StructureQuery, ListsThatExtendOthers) {
  EXPECT_EQ(items(run(query("CL_EXT")), "CL_EXT"), Ids({"B_X1", "B_X2", "Y1"}));
  EXPECT_TRUE(std::get<sdmx::Codelist>(*find(run(query("CL_EXT")), "CL_EXT")).extensions.empty());
  const auto raw = run(query("CL_EXT", "children", StructureDetail::Raw));
  EXPECT_EQ(ids(raw), Ids({"CL_EXT", "CL_BASE", "AGENCIES"}));
  EXPECT_EQ(items(raw, "CL_EXT"), Ids({"Y1"}));
  EXPECT_EQ(std::get<sdmx::Codelist>(*find(raw, "CL_EXT")).extensions.size(), 1U);
  EXPECT_EQ(ids(run(query("CS", "descendants", StructureDetail::Raw))), Ids({"CS", "AGENCIES", "CL_FREQ", "CL_EXT", "CL_BASE"}));
  EXPECT_EQ(items(run(query("CL_EXT"), sample().sdmx21), "CL_EXT"), Ids({"B_X1", "B_X2", "Y1"}));
}

TEST(StructureQuery, PartialReferencesOfAStructure) {
  const auto found = run(query("DSD", "descendants", StructureDetail::ReferencePartial));
  // OTHER is no concept of the structure, so its list is not needed either.
  EXPECT_EQ(ids(found), Ids({"DSD", "AGENCIES", "CS", "CL_AREA", "VL", "MSD", "CL_FREQ"}));
  EXPECT_EQ(items(found, "CS"), Ids({"FREQ", "AREA", "TIME_PERIOD", "VALUE", "STATUS"}));
  EXPECT_TRUE(is_partial(found, "CS"));
  EXPECT_EQ(items(found, "AGENCIES"), Ids({"A"}));
  EXPECT_EQ(items(found, "CL_AREA").size(), 4U);
  EXPECT_FALSE(is_partial(found, "CL_AREA"));
}

TEST(StructureQuery, PartialReferencesFollowTheConstraints) {
  const auto get = [](const char* id) { return run(query(id, "descendants", StructureDetail::ReferencePartial)); };
  auto found = get("DF");
  EXPECT_EQ(items(found, "CL_FREQ"), Ids({"A", "M"}));
  EXPECT_TRUE(is_partial(found, "CL_FREQ"));
  EXPECT_EQ(items(found, "CL_AREA"), Ids({"LAC", "ARG", "BRA"}));
  EXPECT_FALSE(is_partial(found, "VL"));
  // The agreement has its own constraint and that of its flow.
  found = get("PA");
  EXPECT_EQ(items(found, "CL_FREQ"), Ids({"A"}));
  EXPECT_EQ(items(found, "DATA_PROVIDERS"), Ids({"P1"}));
  // Nothing constrains the other flow.
  found = get("DF2");
  EXPECT_EQ(items(found, "CL_FREQ"), Ids({"A", "M", "Q"}));
  // A constraint that is asked for itself is the one that counts.
  found = get("CON_PA");
  EXPECT_EQ(items(found, "CL_FREQ"), Ids({"A", "Q"}));
  EXPECT_FALSE(is_partial(found, "CL_AREA"));
  found = get("ACTUAL");
  EXPECT_EQ(items(found, "CL_AREA"), Ids({"ARG"}));
  // Two flows of one structure: what either may have.
  StructureQuery both = query("DF", "descendants", StructureDetail::ReferencePartial);
  both.ids = {"DF", "DF2"};
  EXPECT_EQ(items(run(both), "CL_FREQ"), Ids({"A", "M", "Q"}));
}

TEST(StructureQuery, PartialReferencesOfOthers) {
  const auto get = [](const char* id, std::string_view word) { return run(query(id, word, StructureDetail::ReferencePartial)); };
  EXPECT_EQ(items(get("CAT", "children"), "DOMAINS"), Ids({"ECO", "ECO.PRICES"}));
  EXPECT_EQ(items(get("HIER", "children"), "CL_AREA"), Ids({"LAC", "ARG"}));
  EXPECT_EQ(items(get("ORGMAP", "children"), "DATA_PROVIDERS"), Ids({"P1"}));
  EXPECT_EQ(items(get("ORGMAP", "children"), "UNITS"), Ids({"U1"}));
  EXPECT_EQ(items(get("CSM", "children"), "CS"), Ids({"FREQ"}));
  EXPECT_EQ(items(get("MPA", "children"), "METADATA_PROVIDERS"), Ids({"M1"}));
  // A scheme that came along because it refers to what was asked for stays as it is.
  EXPECT_EQ(items(get("CL_FREQ", "parents"), "CS").size(), 7U);
  // What was asked for is whole, and so is what goes for it as a whole.
  EXPECT_FALSE(is_partial(get("DOMAINS", "all"), "DOMAINS"));
}

TEST(StructureQuery, KeysTellQueriesApart) {
  StructureQuery one = query("A", "children");
  StructureQuery other = one;
  one.agencies = {"X", "Y"};
  other.agencies = {"Y", "X"};
  EXPECT_EQ(one.key(), other.key());
  other.items = {"I"};
  EXPECT_NE(one.key(), other.key());
  other = one;
  other.references.types = {{Kind::Codelist}};
  EXPECT_NE(one.key(), other.key());
  other = one;
  other.ids.clear();
  EXPECT_NE(one.key(), other.key());
}

TEST(AllowedCodes, RegionsAndKeys) {
  const std::vector<sdmx::Code> codes = std::get<sdmx::Codelist>(*find(sample().structures, "CL_AREA")).codes;
  const auto selection = [](std::initializer_list<sdmx::ConstrainedValue> all, bool include = true) {
    sdmx::ValueSelection out{.id = "AREA", .values = all};
    out.include = include;
    return out;
  };
  sdmx::DataConstraint constraint;
  EXPECT_EQ(allowed_codes(constraint, "AREA", codes), std::nullopt);
  constraint.regions = {{}};
  constraint.regions[0].key_values = {selection({{.value = "LAC", .cascade = "excluderoot"}})};
  EXPECT_EQ(allowed_codes(constraint, "AREA", codes), Ids({"ARG", "BRA"}));
  EXPECT_EQ(allowed_codes(constraint, "FREQ", codes), std::nullopt);
  constraint.regions[0].key_values = {selection({{.value = "ARG"}}, false)};
  EXPECT_EQ(allowed_codes(constraint, "AREA", codes), Ids({"WORLD", "LAC", "BRA"}));
  constraint.regions[0].key_values = {selection({{.value = "%R%"}, {.value = "B%"}})};
  EXPECT_EQ(allowed_codes(constraint, "AREA", codes), Ids({"BRA"}));
  // A second region that says nothing of the component leaves all of it open.
  constraint.regions.push_back({});
  EXPECT_EQ(allowed_codes(constraint, "AREA", codes), std::nullopt);
  // An excluded region takes away what it names if it names nothing else.
  constraint.regions = {{}};
  constraint.regions[0].include = false;
  constraint.regions[0].key_values = {selection({{.value = "ARG"}})};
  EXPECT_EQ(allowed_codes(constraint, "AREA", codes), Ids({"WORLD", "LAC", "BRA"}));
  constraint.regions[0].key_values.push_back({.id = "FREQ", .values = {{.value = "A"}}});
  EXPECT_EQ(allowed_codes(constraint, "AREA", codes), std::nullopt);
  constraint.regions = {};
  constraint.key_sets = {{}};
  constraint.key_sets[0].keys = {{}, {}};
  constraint.key_sets[0].keys[0].key_values = {selection({{.value = "ARG"}})};
  constraint.key_sets[0].keys[1].key_values = {selection({{.value = "BRA"}})};
  EXPECT_EQ(allowed_codes(constraint, "AREA", codes), Ids({"ARG", "BRA"}));
}

}  // namespace
}  // namespace atalaya
