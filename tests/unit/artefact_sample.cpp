#include "unit/artefact_sample.h"

namespace atalaya {

namespace {

using namespace sdmx;

template <typename T>
T make(const char* id, const char* version = "1.0.0", const char* agency = "A") {
  T out;
  out.agency = agency;
  out.id = id;
  out.version = version;
  out.name.set("en", std::string("Name of ") + id);
  out.name.set("es", std::string("Nombre de ") + id);
  out.description.set("en", "What it is.");
  out.annotations.push_back({.id = "NOTE", .title = "A note"});
  return out;
}

Reference to(Kind kind, const char* id, const char* item = "", const char* version = "1.0.0") { return {kind, "A", id, version, item}; }

template <typename T>
T item(const char* id) {
  T out;
  out.id = id;
  out.name.set("en", id);
  return out;
}

Code code(const char* id, const char* parent = "") {
  Code out = item<Code>(id);
  out.parent = parent;
  return out;
}

Representation listed(Reference list) { return {.enumeration = std::move(list)}; }

template <typename T>
T component(const char* id) {
  T out;
  out.id = id;
  out.concept_identity = to(Kind::Concept, "CS", id);
  return out;
}

ValueSelection values(const char* id, std::initializer_list<ConstrainedValue> all) { return {.id = id, .values = all}; }

void add_organisations(Structures& out) {
  auto agencies = make<AgencyScheme>("AGENCIES", "1.0", "SDMX");
  agencies.organisations = {item<Organisation>("A"), item<Organisation>("B")};
  out.add(agencies);
  auto providers = make<DataProviderScheme>("DATA_PROVIDERS", "1.0");
  providers.organisations = {item<Organisation>("P1"), item<Organisation>("P2"), item<Organisation>("P3")};
  out.add(providers);
  auto consumers = make<DataConsumerScheme>("DATA_CONSUMERS", "1.0");
  consumers.organisations = {item<Organisation>("C1"), item<Organisation>("C2")};
  out.add(consumers);
  auto reporters = make<MetadataProviderScheme>("METADATA_PROVIDERS", "1.0");
  reporters.organisations = {item<Organisation>("M1"), item<Organisation>("M2")};
  out.add(reporters);
  auto units = make<OrganisationUnitScheme>("UNITS");
  units.organisations = {item<Organisation>("U1"), item<Organisation>("U2")};
  out.add(units);
}

void add_lists(Structures& out) {
  auto frequencies = make<Codelist>("CL_FREQ");
  frequencies.codes = {code("A"), code("M"), code("Q")};
  out.add(frequencies);
  auto areas = make<Codelist>("CL_AREA");
  areas.codes = {code("WORLD"), code("LAC", "WORLD"), code("ARG", "LAC"), code("BRA", "LAC")};
  out.add(areas);
  auto base = make<Codelist>("CL_BASE");
  base.codes = {code("X1"), code("X2")};
  out.add(base);
  auto extended = make<Codelist>("CL_EXT");
  extended.codes = {code("Y1")};
  extended.extensions = {{.codelist = to(Kind::Codelist, "CL_BASE"), .prefix = "B_"}};
  out.add(extended);
  auto geographic = make<GeographicCodelist>("CL_GEO");
  geographic.codes = {code("G1")};
  out.add(geographic);
  auto grid = make<GeoGridCodelist>("CL_GRID");
  grid.codes = {code("K1")};
  out.add(grid);
  auto list = make<ValueList>("VL");
  list.items = {item<ValueItem>("<5"), item<ValueItem>("n/a")};
  out.add(list);

  auto concepts = make<ConceptScheme>("CS");
  for (const char* id : {"FREQ", "AREA", "TIME_PERIOD", "VALUE", "STATUS", "OTHER", "UNUSED"}) concepts.concepts.push_back(item<Concept>(id));
  concepts.concepts[0].core_representation = listed(to(Kind::Codelist, "CL_FREQ"));
  concepts.concepts[5].core_representation = listed(to(Kind::Codelist, "CL_EXT"));
  out.add(concepts);
  auto more = make<ConceptScheme>("CS2");
  more.concepts = {item<Concept>("FREQUENCY"), item<Concept>("PLACE")};
  out.add(more);

  auto domains = make<CategoryScheme>("DOMAINS");
  domains.categories = {item<Category>("ECO"), item<Category>("SOC")};
  domains.categories[0].categories = {item<Category>("PRICES"), item<Category>("GDP")};
  out.add(domains);
  auto other_domains = make<CategoryScheme>("DOMAINS2");
  other_domains.categories = {item<Category>("PEOPLE"), item<Category>("PLACES")};
  out.add(other_domains);
}

void add_flows(Structures& out) {
  auto structure = make<sdmx::DataStructure>("DSD");
  structure.dimensions = {component<Dimension>("FREQ"), component<Dimension>("AREA")};
  structure.dimensions[1].local_representation = listed(to(Kind::Codelist, "CL_AREA"));
  structure.time_dimension = component<sdmx::Component>("TIME_PERIOD");
  structure.measures = {component<Measure>("VALUE")};
  structure.attributes = {component<sdmx::Attribute>("STATUS")};
  structure.attributes[0].local_representation = listed(to(Kind::ValueList, "VL"));
  structure.metadata_structure = to(Kind::MetadataStructure, "MSD");
  out.add(structure);
  auto reports = make<MetadataStructure>("MSD");
  reports.attributes = {component<MetadataAttribute>("STATUS")};
  out.add(reports);

  for (const auto& [flow, agreement, provider, categorisation, category] :
       {std::tuple{"DF", "PA", "P1", "CAT", "ECO.PRICES"}, std::tuple{"DF2", "PA2", "P2", "CAT2", "SOC"}}) {
    auto dataflow = make<sdmx::Dataflow>(flow);
    dataflow.structure = to(Kind::DataStructure, "DSD");
    out.add(dataflow);
    auto provision = make<ProvisionAgreement>(agreement);
    provision.dataflow = to(Kind::Dataflow, flow);
    provision.provider = to(Kind::DataProvider, "DATA_PROVIDERS", provider, "1.0");
    out.add(provision);
    auto filed = make<Categorisation>(categorisation);
    filed.source = to(Kind::Dataflow, flow);
    filed.target = to(Kind::Category, "DOMAINS", category);
    out.add(filed);
  }
  auto reporting = make<Metadataflow>("MDF");
  reporting.structure = to(Kind::MetadataStructure, "MSD");
  reporting.targets = {to(Kind::Dataflow, "DF")};
  out.add(reporting);
  auto agreement = make<MetadataProvisionAgreement>("MPA");
  agreement.metadataflow = to(Kind::Metadataflow, "MDF");
  agreement.provider = to(Kind::MetadataProvider, "METADATA_PROVIDERS", "M1", "1.0");
  agreement.targets = {to(Kind::Dataflow, "DF")};
  out.add(agreement);
  auto set = make<MetadataSet>("SET_OF_M1");
  set.metadataflow = to(Kind::Metadataflow, "MDF");
  set.targets = {to(Kind::Dataflow, "DF")};
  set.attributes.emplace_back();
  set.attributes[0].id = "STATUS";
  set.attributes[0].values = {"fine"};
  out.add(set);
}

void add_constraints(Structures& out) {
  auto on_flow = make<DataConstraint>("CON_DF");
  on_flow.attachments = {to(Kind::Dataflow, "DF")};
  on_flow.regions = {{}};
  on_flow.regions[0].key_values = {values("FREQ", {{.value = "A"}, {.value = "M"}}), values("AREA", {{.value = "LAC", .cascade = "true"}})};
  out.add(on_flow);
  auto on_agreement = make<DataConstraint>("CON_PA");
  on_agreement.attachments = {to(Kind::ProvisionAgreement, "PA")};
  on_agreement.regions = {{}};
  on_agreement.regions[0].key_values = {values("FREQ", {{.value = "A"}, {.value = "Q"}})};
  out.add(on_agreement);
  auto actual = make<DataConstraint>("ACTUAL");
  actual.role = DataConstraint::Role::Actual;
  actual.attachments = {to(Kind::Dataflow, "DF")};
  actual.regions = {{}};
  actual.regions[0].key_values = {values("AREA", {{.value = "ARG"}})};
  out.add(actual);
  auto attachment = make<DataConstraint>("ATTACH");
  attachment.is_attachment = true;
  attachment.attachments = {to(Kind::DataStructure, "DSD")};
  out.add(attachment);
  auto on_metadata = make<MetadataConstraint>("MCON");
  on_metadata.attachments = {to(Kind::Metadataflow, "MDF")};
  out.add(on_metadata);
}

template <typename Map>
Map map_between(const char* id, Reference source, Reference target, const char* from, const char* into) {
  Map out = make<Map>(id);
  out.source = std::move(source);
  out.target = std::move(target);
  out.items.emplace_back();
  out.items[0].source.value = from;
  out.items[0].target = into;
  return out;
}

void add_maps(Structures& out) {
  auto taxonomy = make<ReportingTaxonomy>("TAX");
  taxonomy.categories = {item<ReportingCategory>("R1")};
  taxonomy.categories[0].structural_metadata = {to(Kind::Dataflow, "DF")};
  out.add(taxonomy);
  auto other_taxonomy = make<ReportingTaxonomy>("TAX2");
  other_taxonomy.categories = {item<ReportingCategory>("R2")};
  out.add(other_taxonomy);

  auto hierarchy = make<Hierarchy>("HIER");
  hierarchy.codes = {{}};
  hierarchy.codes[0].id = "LAC";
  hierarchy.codes[0].code = to(Kind::Code, "CL_AREA", "LAC");
  hierarchy.codes[0].codes = {{}};
  hierarchy.codes[0].codes[0].id = "ARG";
  hierarchy.codes[0].codes[0].code = to(Kind::Code, "CL_AREA", "ARG");
  out.add(hierarchy);
  auto use = make<HierarchyAssociation>("HA");
  use.hierarchy = to(Kind::Hierarchy, "HIER");
  use.linked_object = to(Kind::Codelist, "CL_AREA");
  use.context_object = to(Kind::Dataflow, "DF");
  out.add(use);

  auto values_map = make<RepresentationMap>("RM");
  values_map.source = {{.codelist = to(Kind::Codelist, "CL_FREQ")}};
  values_map.target = {{.codelist = to(Kind::Codelist, "CL_BASE")}};
  values_map.mappings = {{}};
  values_map.mappings[0].source = {{.value = "A"}};
  values_map.mappings[0].target = {"X1"};
  out.add(values_map);
  auto structure_map = make<StructureMap>("SM");
  structure_map.source = to(Kind::Dataflow, "DF");
  structure_map.target = to(Kind::Dataflow, "DF2");
  structure_map.component_maps = {{}};
  structure_map.component_maps[0].source = {"FREQ"};
  structure_map.component_maps[0].target = {"FREQ"};
  structure_map.component_maps[0].representation_map = to(Kind::RepresentationMap, "RM");
  out.add(structure_map);
  out.add(map_between<ConceptSchemeMap>("CSM", to(Kind::ConceptScheme, "CS"), to(Kind::ConceptScheme, "CS2"), "FREQ", "FREQUENCY"));
  out.add(map_between<CategorySchemeMap>("DOMMAP", to(Kind::CategoryScheme, "DOMAINS"), to(Kind::CategoryScheme, "DOMAINS2"), "SOC", "PEOPLE"));
  out.add(map_between<OrganisationSchemeMap>("ORGMAP", to(Kind::DataProviderScheme, "DATA_PROVIDERS", "", "1.0"), to(Kind::OrganisationUnitScheme, "UNITS"),
                                             "P1", "U1"));
  out.add(map_between<ReportingTaxonomyMap>("TAXMAP", to(Kind::ReportingTaxonomy, "TAX"), to(Kind::ReportingTaxonomy, "TAX2"), "R1", "R2"));

  auto process = make<Process>("PROC");
  process.steps = {item<ProcessStep>("STEP")};
  process.steps[0].inputs = {{}};
  process.steps[0].inputs[0].object = to(Kind::Dataflow, "DF");
  out.add(process);
}

template <typename T>
T make_vtl(const char* id) {
  T out = make<T>(id);
  out.vtl_version = "2.0";
  return out;
}

void add_vtl(Structures& out) {
  auto mapping = make_vtl<VtlMappingScheme>("VTLMAP");
  mapping.items = {item<VtlMapping>("M")};
  mapping.items[0].alias = "df";
  mapping.items[0].object = to(Kind::Dataflow, "DF");
  out.add(mapping);
  auto rules = make_vtl<RulesetScheme>("RULES");
  rules.vtl_mapping_scheme = to(Kind::VtlMappingScheme, "VTLMAP");
  rules.items = {item<Ruleset>("R")};
  rules.items[0].type = "datapoint";
  rules.items[0].scope = "variable";
  rules.items[0].definition = "define datapoint ruleset R (variable VALUE) is VALUE > 0 end datapoint ruleset";
  out.add(rules);
  auto operators = make_vtl<UserDefinedOperatorScheme>("OPERATORS");
  operators.vtl_mapping_scheme = to(Kind::VtlMappingScheme, "VTLMAP");
  operators.items = {item<UserDefinedOperator>("O")};
  operators.items[0].definition = "define operator O (x number) returns number is x + 1 end operator";
  out.add(operators);
  auto types = make_vtl<CustomTypeScheme>("CUSTOM");
  types.items = {item<CustomType>("T")};
  types.items[0].vtl_scalar_type = "number";
  types.items[0].data_type = "Double";
  out.add(types);
  auto personal = make_vtl<NamePersonalisationScheme>("PERSONAL");
  personal.items = {item<NamePersonalisation>("N")};
  personal.items[0].vtl_artefact = "dataset";
  personal.items[0].vtl_default_name = "DS_1";
  personal.items[0].personalised_name = "df";
  out.add(personal);
  auto transformations = make_vtl<TransformationScheme>("TRANS");
  transformations.items = {item<Transformation>("T1"), item<Transformation>("T2")};
  for (Transformation& one : transformations.items) {
    one.expression = "df * 2";
    one.result = "DOUBLE_" + one.id;
  }
  transformations.vtl_mapping_scheme = to(Kind::VtlMappingScheme, "VTLMAP");
  transformations.name_personalisation_scheme = to(Kind::NamePersonalisationScheme, "PERSONAL");
  transformations.custom_type_scheme = to(Kind::CustomTypeScheme, "CUSTOM");
  transformations.ruleset_schemes = {to(Kind::RulesetScheme, "RULES")};
  transformations.user_defined_operator_schemes = {to(Kind::UserDefinedOperatorScheme, "OPERATORS")};
  out.add(transformations);
}

void add_of_sdmx21(Structures& out) {
  auto hierarchies = make<HierarchicalCodelist>("HCL");
  hierarchies.included = {{"AREAS", to(Kind::Codelist, "CL_AREA")}};
  hierarchies.hierarchies = {item<HierarchicalCodelist::Inner>("H1"), item<HierarchicalCodelist::Inner>("H2")};
  hierarchies.hierarchies[0].codes = {{}};
  hierarchies.hierarchies[0].codes[0].id = "LAC";
  hierarchies.hierarchies[0].codes[0].code = to(Kind::Code, "CL_AREA", "LAC");
  out.add(hierarchies);
  auto set = make<StructureSet>("SET");
  set.item_scheme_maps = {item<StructureSet::ItemSchemeMap>("LISTS")};
  set.item_scheme_maps[0].element = "CodelistMap";
  set.item_scheme_maps[0].source = to(Kind::Codelist, "CL_FREQ");
  set.item_scheme_maps[0].target = to(Kind::Codelist, "CL_BASE");
  set.item_scheme_maps[0].items = {{{}, "A", "X1"}};
  out.add(set);
}

}  // namespace

sdmx::Structures artefact_sample() {
  Structures out;
  add_organisations(out);
  add_lists(out);
  add_flows(out);
  add_constraints(out);
  add_maps(out);
  add_vtl(out);
  add_of_sdmx21(out);
  return out;
}

}  // namespace atalaya
