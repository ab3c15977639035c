// A small catalogue with structures, two flows, a constraint, providers and a release before it, for tests of the data services.
#pragma once

#include <string>

#include "model/cube_builder.h"
#include "model/resolve.h"
#include "query/catalogue.h"

namespace atalaya::testing {

inline sdmx::Codelist code_list(const char* id, std::initializer_list<std::pair<const char*, const char*>> codes) {
  sdmx::Codelist out;
  out.agency = "TST";
  out.id = id;
  out.version = "1.0";
  out.name.set("en", id);
  for (const auto& [code, parent] : codes) {
    sdmx::Code& one = out.codes.emplace_back();
    one.id = code;
    one.parent = parent;
    one.name.set("en", std::string("Name of ") + code);
    one.name.set("es", std::string("Nombre de ") + code);
  }
  return out;
}

inline sdmx::Structures sample_structures() {
  sdmx::Structures out;
  const auto reference = [](sdmx::Kind kind, const char* id, const char* item = "") { return sdmx::Reference{kind, "TST", id, "1.0", item}; };
  (void)out.add(code_list("CL_FREQ", {{"A", ""}, {"M", ""}, {"Q", ""}}));
  (void)out.add(code_list("CL_AREA", {{"W", ""}, {"LAC", "W"}, {"BRA", "LAC"}, {"ARG", "LAC"}, {"CHL", "LAC"}, {"FRA", "W"}}));
  (void)out.add(code_list("CL_STATUS", {{"A", ""}, {"E", ""}}));
  sdmx::ConceptScheme concepts;
  concepts.agency = "TST";
  concepts.id = "CS";
  concepts.version = "1.0";
  concepts.name.set("en", "Concepts");
  for (const char* id : {"FREQ", "AREA", "TIME_PERIOD", "OBS_VALUE", "UNIT", "TITLE", "STATUS", "UNUSED"}) {
    sdmx::Concept& one = concepts.concepts.emplace_back();
    one.id = id;
    one.name.set("en", id);
  }
  (void)out.add(concepts);
  sdmx::DataStructure structure;
  structure.agency = "TST";
  structure.id = "DSD";
  structure.version = "1.0";
  structure.name.set("en", "Structure");
  const auto fill = [&](sdmx::Component& component, const char* id, const char* list) {
    component.id = id;
    component.concept_identity = reference(sdmx::Kind::Concept, "CS", id);
    if (*list != '\0') component.local_representation = sdmx::Representation{.enumeration = reference(sdmx::Kind::Codelist, list)};
  };
  fill(structure.dimensions.emplace_back(), "FREQ", "CL_FREQ");
  fill(structure.dimensions.emplace_back(), "AREA", "CL_AREA");
  structure.time_dimension.emplace();
  fill(*structure.time_dimension, "TIME_PERIOD", "");
  structure.time_dimension->local_representation = sdmx::Representation{.format = sdmx::TextFormat{.data_type = "ObservationalTimePeriod"}};
  fill(structure.measures.emplace_back(), "OBS_VALUE", "");
  structure.measures.back().local_representation = sdmx::Representation{.format = sdmx::TextFormat{.data_type = "Double"}};
  structure.groups.emplace_back().id = "Sibling";
  structure.groups.back().dimensions = {"AREA"};
  using Level = sdmx::AttributeRelationship::Level;
  const auto attribute = [&](const char* id, Level level, const char* list) -> sdmx::Attribute& {
    sdmx::Attribute& out_attribute = structure.attributes.emplace_back();
    fill(out_attribute, id, list);
    out_attribute.relationship.level = level;
    out_attribute.usage = "optional";
    return out_attribute;
  };
  sdmx::Attribute& title = attribute("TITLE", Level::Group, "");
  title.relationship.group = "Sibling";
  title.local_representation = sdmx::Representation{.format = sdmx::TextFormat{.data_type = "String", .max_length = "20"}};
  attribute("UNIT", Level::Dimensions, "").relationship.dimensions = {"FREQ", "AREA"};
  attribute("STATUS", Level::Observation, "CL_STATUS");
  (void)out.add(structure);
  for (const char* id : {"DF", "DF2"}) {
    sdmx::Dataflow flow;
    flow.agency = "TST";
    flow.id = id;
    flow.version = "1.0";
    flow.name.set("en", std::string("Flow ") + id);
    flow.structure = reference(sdmx::Kind::DataStructure, "DSD");
    (void)out.add(flow);
  }
  sdmx::DataProviderScheme providers;
  providers.agency = "TST";
  providers.id = "DATA_PROVIDERS";
  providers.version = "1.0";
  providers.name.set("en", "Providers");
  for (const char* id : {"P1", "P2"}) {
    sdmx::Organisation& one = providers.organisations.emplace_back();
    one.id = id;
    one.name.set("en", id);
  }
  (void)out.add(providers);
  sdmx::ProvisionAgreement agreement;
  agreement.agency = "TST";
  agreement.id = "PA";
  agreement.version = "1.0";
  agreement.name.set("en", "Agreement");
  agreement.dataflow = reference(sdmx::Kind::Dataflow, "DF");
  agreement.provider = reference(sdmx::Kind::DataProvider, "DATA_PROVIDERS", "P1");
  (void)out.add(agreement);
  sdmx::DataConstraint constraint;
  constraint.agency = "TST";
  constraint.id = "CC";
  constraint.version = "1.0";
  constraint.name.set("en", "No France");
  constraint.attachments = {reference(sdmx::Kind::Dataflow, "DF")};
  sdmx::ValueSelection& areas = constraint.regions.emplace_back().key_values.emplace_back();
  areas.id = "AREA";
  for (const char* id : {"ARG", "BRA", "CHL"}) areas.values.push_back({.value = id});
  (void)out.add(constraint);
  return out;
}

/// Flow DF: yearly figures of ARG and BRA from 2018 to 2022, monthly ones of CHL in 2022; DF2: one yearly figure of FRA.
inline Catalogue sample_catalogue(double shift = 0, std::time_t created = 1'700'000'000) {
  Catalogue out{.release = shift == 0 ? "2023-11-14.1" : "2022-01-01.1", .created = created, .structures = sample_structures(), .flows = {}};
  const auto flow = [](const char* id) { return sdmx::Reference{sdmx::Kind::Dataflow, "TST", id, "1.0", {}}; };
  const auto structure = resolve(out.structures, flow("DF")).value();
  CubeBuilder b(structure);
  const auto add = [&](const char* freq, const char* area, const std::string& period, double value) {
    const std::string_view key[] = {freq, area};
    const std::uint32_t series = b.series(key);
    b.set_series_attribute(series, 0, std::string("Figures, ") + area);
    b.set_series_attribute(series, 1, "PCT");
    b.add(series, *TimePeriod::parse(period), value, std::vector<std::string_view>{period == "2020" ? "E" : "A"}, 1);
  };
  for (const char* area : {"ARG", "BRA"}) {
    for (int year = 2018; year < 2023; ++year) add("A", area, std::to_string(year), year - 2000 + (year == 2022 ? shift : 0));
  }
  for (int month = 1; month < 10; ++month) add("M", "CHL", "2022-0" + std::to_string(month), month);
  out.flows.push_back({.reference = flow("DF"),
                       .cube = std::make_shared<const Cube>(std::move(b).build()),
                       .providers = {{sdmx::Kind::DataProvider, "TST", "DATA_PROVIDERS", "1.0", "P1"}}});
  CubeBuilder other(structure);
  const std::string_view key[] = {"A", "FRA"};
  other.add(other.series(key), TimePeriod::year(2020), 7, std::vector<std::string_view>{"A"}, 1);
  out.flows.push_back({.reference = flow("DF2"),
                       .cube = std::make_shared<const Cube>(std::move(other).build()),
                       .providers = {{sdmx::Kind::DataProvider, "TST", "DATA_PROVIDERS", "1.0", "P2"}}});
  return out;
}

}  // namespace atalaya::testing
