#include "api/sdmx/structure_request.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "query/structures/items.h"

namespace atalaya::api {

namespace {

using sdmx::Kind;
using Constraint = ArtefactType::Constraint;

struct Resource {
  std::string_view name;
  Kind kind;
  Constraint constraint = Constraint::Any;
};

// REST 1.5, section 4.3, "Resources". "namealiasscheme" is what its OpenAPI document calls the scheme of VTL mappings.
constexpr std::array v1_resources = {
    Resource{"datastructure", Kind::DataStructure},
    Resource{"metadatastructure", Kind::MetadataStructure},
    Resource{"categoryscheme", Kind::CategoryScheme},
    Resource{"conceptscheme", Kind::ConceptScheme},
    Resource{"codelist", Kind::Codelist},
    Resource{"hierarchicalcodelist", Kind::HierarchicalCodelist},
    Resource{"organisationscheme", Kind::AgencyScheme},
    Resource{"organisationscheme", Kind::DataProviderScheme},
    Resource{"organisationscheme", Kind::DataConsumerScheme},
    Resource{"organisationscheme", Kind::OrganisationUnitScheme},
    Resource{"agencyscheme", Kind::AgencyScheme},
    Resource{"dataproviderscheme", Kind::DataProviderScheme},
    Resource{"dataconsumerscheme", Kind::DataConsumerScheme},
    Resource{"organisationunitscheme", Kind::OrganisationUnitScheme},
    Resource{"dataflow", Kind::Dataflow},
    Resource{"metadataflow", Kind::Metadataflow},
    Resource{"reportingtaxonomy", Kind::ReportingTaxonomy},
    Resource{"provisionagreement", Kind::ProvisionAgreement},
    Resource{"structureset", Kind::StructureSet},
    Resource{"process", Kind::Process},
    Resource{"categorisation", Kind::Categorisation},
    Resource{"contentconstraint", Kind::DataConstraint, Constraint::Content},
    Resource{"actualconstraint", Kind::DataConstraint, Constraint::Actual},
    Resource{"allowedconstraint", Kind::DataConstraint, Constraint::Allowed},
    Resource{"attachmentconstraint", Kind::DataConstraint, Constraint::Attachment},
    Resource{"transformationscheme", Kind::TransformationScheme},
    Resource{"rulesetscheme", Kind::RulesetScheme},
    Resource{"userdefinedoperatorscheme", Kind::UserDefinedOperatorScheme},
    Resource{"customtypescheme", Kind::CustomTypeScheme},
    Resource{"namepersonalisationscheme", Kind::NamePersonalisationScheme},
    Resource{"vtlmappingscheme", Kind::VtlMappingScheme},
    Resource{"namealiasscheme", Kind::VtlMappingScheme},
};

constexpr std::array details = {
    std::pair{std::string_view("full"), StructureDetail::Full},
    std::pair{std::string_view("allstubs"), StructureDetail::AllStubs},
    std::pair{std::string_view("referencestubs"), StructureDetail::ReferenceStubs},
    std::pair{std::string_view("allcompletestubs"), StructureDetail::AllCompleteStubs},
    std::pair{std::string_view("referencecompletestubs"), StructureDetail::ReferenceCompleteStubs},
    std::pair{std::string_view("referencepartial"), StructureDetail::ReferencePartial},
    std::pair{std::string_view("raw"), StructureDetail::Raw},
};

constexpr std::array relations = {"none", "parents", "parentsandsiblings", "ancestors", "children", "descendants", "all"};

char separator(SdmxApi api) { return api == SdmxApi::V1 ? '+' : ','; }
std::string_view any_word(SdmxApi api) { return api == SdmxApi::V1 ? "all" : "*"; }

std::string quoted(std::string_view text) { return "'" + shorten(text, 60) + "'"; }

/// SDMXCommon.xsd, NestedIDType: identifiers with dots between them.
bool is_nested_identifier(std::string_view text) {
  return !text.empty() && std::ranges::all_of(split(text, '.'), [](std::string_view part) { return is_identifier(part); });
}

/// The texts of a list; none where one of them stands for all.
template <typename Check>
Result<std::vector<std::string>> parse_list(SdmxApi api, const std::string& text, const char* what, const Check& is_one) {
  std::vector<std::string> out;
  bool any = false;
  for (const auto one : split(text, separator(api))) {
    if (one == any_word(api)) {
      any = true;
    } else if (!is_one(one)) {
      return fail(ErrorKind::Usage, quoted(text) + " is no list of " + what, {},
                  std::string("parts are separated by '") + separator(api) + "', and '" + std::string(any_word(api)) + "' stands for all");
    } else if (std::ranges::find(out, one) == out.end()) {
      out.emplace_back(one);
    }
  }
  if (any) out.clear();
  return out;
}

Result<std::vector<VersionPattern>> parse_versions(SdmxApi api, const std::string& text) {
  std::vector<VersionPattern> out;
  for (const auto one : split(text, separator(api))) out.push_back(TRY(api == SdmxApi::V1 ? parse_version_keyword(one) : parse_version_pattern(one)));
  return out;
}

std::string names_of(SdmxApi api) {
  std::string out;
  for (const auto name : structure_resources(api)) out += (out.empty() ? "" : ", ") + std::string(name);
  return out;
}

Result<std::vector<ArtefactType>> parse_types(SdmxApi api, const std::string& text) {
  std::vector<ArtefactType> out;
  // A resource of REST 1.5 is one name; a plus sign in it is a fault.
  const auto names = api == SdmxApi::V1 ? std::vector<std::string_view>{text} : split(text, ',');
  for (const auto name : names) {
    const auto types = types_of_resource(api, name);
    if (!types) return fail(ErrorKind::Usage, quoted(name) + " is no type of artefact", {}, "there are " + names_of(api));
    if (types->empty()) return *types;
    out.insert(out.end(), types->begin(), types->end());
  }
  return out;
}

Result<StructureReferences> parse_references(SdmxApi api, const std::string& text) {
  StructureReferences out;
  const bool first = api == SdmxApi::V1;
  for (const auto word : first ? std::vector<std::string_view>{text} : split(text, ',')) {
    const std::string lower = to_lower_ascii(word);
    if (std::ranges::find(relations, lower) != relations.end() && !(first && lower == "ancestors")) {
      const bool all = lower == "all";
      out.parents |= all || lower == "parents" || lower == "parentsandsiblings";
      out.siblings |= all || lower == "parentsandsiblings";
      out.ancestors |= lower == "ancestors";
      out.children |= lower == "children";
      out.descendants |= all || lower == "descendants";
      continue;
    }
    const auto types = types_of_resource(api, lower);
    if (!types || types->empty()) {
      std::string known;
      for (const std::string_view relation : relations) known += relation == "ancestors" && first ? std::string() : std::string(relation) + ", ";
      return fail(ErrorKind::Usage, quoted(word) + " is no value of references", {}, "there are " + known + "and the types of artefacts");
    }
    out.types.insert(out.types.end(), types->begin(), types->end());
  }
  return out;
}

Result<StructureDetail> parse_detail(SdmxApi api, const std::string& text) {
  const std::string lower = to_lower_ascii(text);
  std::string known;
  for (const auto& [name, detail] : details) {
    if (detail == StructureDetail::Raw && api == SdmxApi::V1) continue;
    if (name == lower) return detail;
    known += (known.empty() ? "" : ", ") + std::string(name);
  }
  return fail(ErrorKind::Usage, quoted(text) + " is no value of detail", {}, "there are " + known);
}

}  // namespace

std::vector<std::string_view> structure_resources(SdmxApi api) {
  std::vector<std::string_view> out;
  if (api == SdmxApi::V1) {
    out.emplace_back("structure");
    for (const Resource& resource : v1_resources) {
      if (std::ranges::find(out, resource.name) == out.end()) out.push_back(resource.name);
    }
    return out;
  }
  for (std::size_t k = 0; k < sdmx::maintainable_kinds; ++k) {
    if (has_kind(StructureModel::Sdmx3, static_cast<Kind>(k))) out.push_back(sdmx::info(static_cast<Kind>(k)).resource);
  }
  return out;
}

std::optional<std::vector<ArtefactType>> types_of_resource(SdmxApi api, std::string_view resource) {
  std::vector<ArtefactType> out;
  if (api == SdmxApi::V1) {
    if (resource == "structure") return out;
    for (const Resource& own : v1_resources) {
      if (own.name == resource) out.push_back({own.kind, own.constraint});
    }
    if (out.empty()) return std::nullopt;
    return out;
  }
  // "all" is in an example of the text, from before "*" took its place.
  if (resource == "*" || resource == "all") return out;
  const auto kind = sdmx::kind_of_resource(resource);
  if (!kind || !has_kind(StructureModel::Sdmx3, *kind)) return std::nullopt;
  out.push_back({*kind});
  // The geographic lists have no type of their own in the standard: they are code lists.
  if (*kind == Kind::Codelist) out.insert(out.end(), {ArtefactType{Kind::GeographicCodelist}, ArtefactType{Kind::GeoGridCodelist}});
  return out;
}

std::string resource_of(SdmxApi api, const sdmx::Artefact& artefact) {
  const Kind kind = sdmx::kind_of(artefact);
  if (api == SdmxApi::V2) return std::string(sdmx::info(kind).resource);
  if (kind == Kind::MetadataConstraint) return "contentconstraint";
  const auto* constraint = std::get_if<sdmx::DataConstraint>(&artefact);
  if (constraint != nullptr) return constraint->is_attachment ? "attachmentconstraint" : "contentconstraint";
  const auto found = std::ranges::find_if(v1_resources, [&](const Resource& own) { return own.kind == kind && own.name != "organisationscheme"; });
  return std::string(found == v1_resources.end() ? sdmx::info(kind).resource : found->name);
}

Status parse_identity(SdmxApi api, const std::vector<std::string>& parts, std::size_t at, StructureQuery& query) {
  if (parts.size() > at) query.agencies = TRY(parse_list(api, parts[at], "agencies", is_nested_identifier));
  if (parts.size() > at + 1) query.ids = TRY(parse_list(api, parts[at + 1], "identifiers", is_identifier));
  if (parts.size() > at + 2) {
    query.versions = TRY(parse_versions(api, parts[at + 2]));
  } else {
    query.versions = {api == SdmxApi::V1 ? VersionPattern::in_production() : VersionPattern::latest()};
  }
  return {};
}

Result<StructureQuery> parse_structure_query(SdmxApi api, const std::vector<std::string>& parts, const http::Query& parameters) {
  constexpr std::size_t most = 5;
  StructureQuery out;
  if (parts.size() > most) return fail(ErrorKind::Usage, "the address has too many parts", {}, "there are a type, an agency, an id, a version and an item");
  if (!parts.empty()) out.types = TRY(parse_types(api, parts.front()));
  TRY_STATUS(parse_identity(api, parts, 1, out));
  if (parts.size() == most) {
    const bool collections = !out.types.empty() && std::ranges::all_of(out.types, [](const ArtefactType& type) { return has_items(type.kind); });
    if (!collections) return fail(ErrorKind::Usage, "an item can only be asked of item schemes", {}, quoted(parts.front()) + " is none");
    // The ids of value items are any texts.
    const bool any_text = out.types.front().kind == Kind::ValueList;
    out.items = TRY(parse_list(api, parts.back(), "items", [&](std::string_view text) { return any_text ? !text.empty() : is_nested_identifier(text); }));
  }
  if (const std::string* detail = parameters.find("detail")) out.detail = TRY(parse_detail(api, *detail));
  if (const std::string* references = parameters.find("references")) out.references = TRY(parse_references(api, *references));
  return out;
}

}  // namespace atalaya::api
