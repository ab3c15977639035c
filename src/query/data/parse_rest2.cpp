// Queries of REST 2.2.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "query/data/query_parts.h"

namespace atalaya::query {

namespace {

Result<ContextQuery> parse_context(const RawQuery& raw) {
  using Kind = ContextQuery::Kind;
  ContextQuery out;
  const std::string_view context = part(raw, 0, "*");
  if (context == "datastructure") {
    out.kind = Kind::DataStructure;
  } else if (context == "dataflow") {
    out.kind = Kind::Dataflow;
  } else if (context == "provisionagreement") {
    out.kind = Kind::ProvisionAgreement;
  } else if (context != "*") {
    return bad("context", "'" + shorten(context, 60) + "' is no context", "datastructure, dataflow, provisionagreement or *");
  }
  out.agencies = TRY(parse_ids(part(raw, 1, "*"), "agencyID", ',', "*"));
  out.ids = TRY(parse_ids(part(raw, 2, "*"), "resourceID", ',', "*"));
  out.versions = TRY(parse_versions(part(raw, 3, "*"), "version", KeySyntax::Rest2));
  return out;
}

Result<CubeQuery> parse_cube(const RawQuery& raw, const Parameters& parameters) {
  CubeQuery out;
  out.keys = TRY(parse_keys(part(raw, 4, "*"), KeySyntax::Rest2));
  out.filters = TRY(parameters.component_filters());
  if (const std::string* day = parameters.find("reportingYearStartDay")) {
    TRY_STATUS(check_year_start(*day, "reportingYearStartDay"));
    out.year_start = *day;
  }
  return out;
}

Result<AttributeChoice> parse_attributes(const std::string& text) {
  AttributeChoice out{.data_set = false, .series = false, .observation = false};
  const auto words = split(text, ',');
  for (const std::string_view word : words) {
    const bool is_keyword = word == "dsd" || word == "all" || word == "msd" || word == "dataset" || word == "series" || word == "obs";
    if (word == "none") {
      if (words.size() > 1) return bad("attributes", "'none' stands beside others");
    } else if (!is_keyword) {
      if (!is_identifier(word))
        return bad("attributes", "'" + shorten(word, 60) + "' is no identifier", "dsd, msd, dataset, series, obs, all, none or ids of attributes");
      out.ids.emplace_back(word);
    }
    out.data_set |= word == "dsd" || word == "all" || word == "dataset";
    out.series |= word == "dsd" || word == "all" || word == "series";
    out.observation |= word == "dsd" || word == "all" || word == "obs";
    out.metadata |= word == "msd" || word == "all";
  }
  return out;
}

Result<MeasureChoice> parse_measures(const std::string& text) {
  MeasureChoice out{.all = false};
  const auto words = split(text, ',');
  for (const std::string_view word : words) {
    if (word == "all") {
      out.all = true;
    } else if (word == "none") {
      if (words.size() > 1) return bad("measures", "'none' stands beside others");
    } else if (!is_identifier(word)) {
      return bad("measures", "'" + shorten(word, 60) + "' is no identifier", "all, none or ids of measures");
    } else {
      out.ids.emplace_back(word);
    }
  }
  return out;
}

Result<std::vector<SortTerm>> parse_sort(const std::string& text) {
  std::vector<SortTerm> out;
  for (std::string_view word : split(text, '+')) {
    SortTerm term;
    const auto colon = word.find(':');
    if (colon != std::string_view::npos) {
      const std::string_view order = word.substr(colon + 1);
      if (order != "asc" && order != "desc") return bad("sort", "'" + shorten(order, 40) + "' is no order", "asc or desc");
      term.descending = order == "desc";
      word = word.substr(0, colon);
    }
    if (word != "*" && !is_identifier(word))
      return bad("sort", "'" + shorten(word, 60) + "' is no identifier", "ids of components, * or series_key, with a plus between them");
    term.component = word;
    out.push_back(std::move(term));
  }
  return out;
}

}  // namespace

Result<DataQuery> parse_data_rest2(const RawQuery& raw) {
  constexpr std::array<std::string_view, 13> known = {"c",
                                                      "updatedAfter",
                                                      "firstNObservations",
                                                      "lastNObservations",
                                                      "dimensionAtObservation",
                                                      "attributes",
                                                      "measures",
                                                      "includeHistory",
                                                      "offset",
                                                      "limit",
                                                      "sort",
                                                      "asOf",
                                                      "reportingYearStartDay"};
  TRY_STATUS(check_path(raw, "context, agencyID, resourceID, version, key", 5));
  const Parameters parameters(raw.parameters);
  TRY_STATUS(parameters.check(known));
  DataQuery out;
  out.context = TRY(parse_context(raw));
  out.cube = TRY(parse_cube(raw, parameters));
  out.updated_after = TRY(parameters.moment("updatedAfter"));
  out.as_of = TRY(parameters.moment("asOf"));
  if (out.updated_after && out.as_of && *out.updated_after > *out.as_of) return bad("updatedAfter", "it is after asOf");
  out.first_observations = TRY(parameters.positive("firstNObservations"));
  out.last_observations = TRY(parameters.positive("lastNObservations"));
  out.dimension_at_observation = TRY(parameters.identifier("dimensionAtObservation"));
  if (const std::string* text = parameters.find("attributes")) out.attributes = TRY(parse_attributes(*text));
  if (const std::string* text = parameters.find("measures")) out.measures = TRY(parse_measures(*text));
  out.include_history = TRY(parameters.flag("includeHistory"));
  out.offset = TRY(parameters.count("offset")).value_or(0);
  if (parameters.find("limit") != nullptr) out.limit = TRY(parameters.positive("limit"));
  if (const std::string* text = parameters.find("sort")) out.sort = TRY(parse_sort(*text));
  const bool any_attribute_of_observations = out.attributes.observation || !out.attributes.ids.empty();
  out.observations = out.measures.all || !out.measures.ids.empty() || any_attribute_of_observations;
  return out;
}

Result<AvailabilityQuery> parse_availability_rest2(const RawQuery& raw) {
  constexpr std::array<std::string_view, 5> known = {"c", "updatedAfter", "references", "mode", "reportingYearStartDay"};
  constexpr std::array<std::string_view, 8> references = {"none",          "all",           "codelist", "valuelist",
                                                          "datastructure", "conceptscheme", "dataflow", "dataproviderscheme"};
  TRY_STATUS(check_path(raw, "context, agencyID, resourceID, version, key, componentId", 6));
  const Parameters parameters(raw.parameters);
  TRY_STATUS(parameters.check(known));
  AvailabilityQuery out;
  out.context = TRY(parse_context(raw));
  out.cube = TRY(parse_cube(raw, parameters));
  out.components = TRY(parse_ids(part(raw, 5, "*"), "componentId", ',', "*"));
  out.updated_after = TRY(parameters.moment("updatedAfter"));
  if (const std::string* text = parameters.find("references")) TRY_STATUS(parse_references(*text, references, out));
  TRY_STATUS(parse_mode(parameters, out));
  return out;
}

Result<SchemaQuery> parse_schema_rest2(const RawQuery& raw) {
  constexpr std::array<std::string_view, 3> known = {"dimensionAtObservation", "deletion", "asOf"};
  constexpr std::array<std::string_view, 6> contexts = {"datastructure", "metadatastructure",  "dataflow",
                                                        "metadataflow",  "provisionagreement", "metadataprovisionagreement"};
  const Parameters parameters(raw.parameters);
  TRY_STATUS(parameters.check(known));
  SchemaQuery out = TRY(parse_schema(raw, contexts, KeySyntax::Rest2));
  out.deletion = TRY(parameters.flag("deletion"));
  out.as_of = TRY(parameters.moment("asOf"));
  return out;
}

}  // namespace atalaya::query
