// Queries of REST 1.5, into the terms of 2.2.
#include <array>

#include "base/text.h"
#include "query/data/query_parts.h"

namespace atalaya::query {

namespace {

/// "FLOW", "AGENCY,FLOW" or "AGENCY,FLOW,VERSION"; the provider "ID", "AGENCY,ID", several with a plus.
Result<ContextQuery> parse_flow(std::string_view flow, std::string_view provider) {
  ContextQuery out{.kind = ContextQuery::Kind::Dataflow};
  const auto pieces = split(flow, ',');
  if (flow.empty() || pieces.size() > 3)
    return bad("flowRef", "'" + shorten(flow, 80) + "' is no reference to a dataflow", "as FLOW, AGENCY,FLOW or AGENCY,FLOW,VERSION");
  const std::string_view agency = pieces.size() > 1 ? pieces[0] : "all";
  const std::string_view id = pieces.size() > 1 ? pieces[1] : pieces[0];
  const std::string_view version = pieces.size() > 2 ? pieces[2] : "latest";
  for (const std::string_view piece : pieces) {
    if (piece.empty()) return bad("flowRef", "a part is empty", "as FLOW, AGENCY,FLOW or AGENCY,FLOW,VERSION");
  }
  out.agencies = TRY(parse_ids(agency, "flowRef", '+', "all"));
  out.ids = TRY(parse_ids(id, "flowRef", '+', "all"));
  out.versions = TRY(parse_versions(version, "flowRef", KeySyntax::Rest1));
  if (provider == "all") return out;
  for (const std::string_view one : split(provider, '+')) {
    const auto names = split(one, ',');
    const std::string_view provider_id = names.back();
    if (names.size() > 2 || !is_identifier(provider_id)) return bad("providerRef", "'" + shorten(one, 80) + "' is no provider", "as ID or AGENCY,ID");
    const auto agencies = TRY(parse_ids(names.size() == 2 ? names[0] : "all", "providerRef", ' ', "all"));
    out.providers.push_back({agencies.empty() ? std::string() : agencies.front(), std::string(provider_id)});
  }
  return out;
}

Result<CubeQuery> parse_cube(std::string_view key, const Parameters& parameters) {
  CubeQuery out;
  out.keys = TRY(parse_keys(key, KeySyntax::Rest1));
  for (const auto& [name, op] : {std::pair("startPeriod", Operator::Ge), std::pair("endPeriod", Operator::Le)}) {
    const std::string* text = parameters.find(name);
    if (text == nullptr) continue;
    if (const auto span = parse_time_span(*text, name); !span) return std::unexpected(span.error());
    out.time_range.push_back({op, *text});
  }
  return out;
}

}  // namespace

Result<DataQuery> parse_data_rest1(const RawQuery& raw) {
  constexpr std::array<std::string_view, 8> known = {
      "startPeriod", "endPeriod", "updatedAfter", "firstNObservations", "lastNObservations", "dimensionAtObservation", "detail", "includeHistory"};
  constexpr std::array<std::string_view, 4> details = {"full", "dataonly", "serieskeysonly", "nodata"};
  TRY_STATUS(check_path(raw, "flowRef, key, providerRef", 3));
  const Parameters parameters(raw.parameters);
  TRY_STATUS(parameters.check(known));
  DataQuery out;
  out.context = TRY(parse_flow(part(raw, 0, ""), part(raw, 2, "all")));
  out.cube = TRY(parse_cube(part(raw, 1, "all"), parameters));
  out.updated_after = TRY(parameters.moment("updatedAfter"));
  out.first_observations = TRY(parameters.positive("firstNObservations"));
  out.last_observations = TRY(parameters.positive("lastNObservations"));
  out.dimension_at_observation = TRY(parameters.identifier("dimensionAtObservation"));
  out.include_history = TRY(parameters.flag("includeHistory"));
  if (const std::string* detail = parameters.find("detail")) {
    TRY_STATUS(check_one_of(*detail, "detail", details));
    if (*detail == "dataonly" || *detail == "serieskeysonly") out.attributes = {.data_set = false, .series = false, .observation = false};
    out.observations = *detail == "full" || *detail == "dataonly";
  }
  return out;
}

Result<AvailabilityQuery> parse_availability_rest1(const RawQuery& raw) {
  constexpr std::array<std::string_view, 5> known = {"startPeriod", "endPeriod", "updatedAfter", "references", "mode"};
  constexpr std::array<std::string_view, 7> references = {"none", "all", "codelist", "datastructure", "conceptscheme", "dataflow", "dataproviderscheme"};
  TRY_STATUS(check_path(raw, "flowRef, key, providerRef, componentId", 4));
  const Parameters parameters(raw.parameters);
  TRY_STATUS(parameters.check(known));
  AvailabilityQuery out;
  out.as_reference_period = true;
  out.context = TRY(parse_flow(part(raw, 0, ""), part(raw, 2, "all")));
  out.cube = TRY(parse_cube(part(raw, 1, "all"), parameters));
  out.components = TRY(parse_ids(part(raw, 3, "all"), "componentId", '+', "all"));
  out.updated_after = TRY(parameters.moment("updatedAfter"));
  if (const std::string* text = parameters.find("references")) TRY_STATUS(parse_references(*text, references, out));
  TRY_STATUS(parse_mode(parameters, out));
  return out;
}

Result<SchemaQuery> parse_schema_rest1(const RawQuery& raw) {
  constexpr std::array<std::string_view, 2> known = {"dimensionAtObservation", "explicitMeasure"};
  constexpr std::array<std::string_view, 5> contexts = {"datastructure", "metadatastructure", "dataflow", "metadataflow", "provisionagreement"};
  const Parameters parameters(raw.parameters);
  TRY_STATUS(parameters.check(known));
  SchemaQuery out = TRY(parse_schema(raw, contexts, KeySyntax::Rest1));
  out.explicit_measure = TRY(parameters.flag("explicitMeasure"));
  return out;
}

}  // namespace atalaya::query
