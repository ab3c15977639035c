#include "api/sdmx/media_types.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "http/negotiation.h"
#include "http/quality_list.h"
#include "model/sdmx/version.h"
#include "query/structures/version_pattern.h"

namespace atalaya::api {

namespace {

using enum MessageFormat;
using enum MessageSyntax;

constexpr std::array<MessageFormatInfo, static_cast<std::size_t>(RegistryXml31) + 1> table = {{
    {StructureXml21, "application/vnd.sdmx.structure+xml", "2.1", Xml},
    {StructureXml30, "application/vnd.sdmx.structure+xml", "3.0.0", Xml},
    {StructureXml31, "application/vnd.sdmx.structure+xml", "3.1.0", Xml},
    {StructureJson10, "application/vnd.sdmx.structure+json", "1.0.0", Json},
    {StructureJson20, "application/vnd.sdmx.structure+json", "2.0.0", Json},
    {StructureJson21, "application/vnd.sdmx.structure+json", "2.1.0", Json},
    {GenericDataXml21, "application/vnd.sdmx.genericdata+xml", "2.1", Xml},
    {StructureSpecificDataXml21, "application/vnd.sdmx.structurespecificdata+xml", "2.1", Xml},
    {GenericTimeSeriesXml21, "application/vnd.sdmx.generictimeseriesdata+xml", "2.1", Xml},
    {StructureSpecificTimeSeriesXml21, "application/vnd.sdmx.structurespecifictimeseriesdata+xml", "2.1", Xml},
    {DataXml30, "application/vnd.sdmx.data+xml", "3.0.0", Xml},
    {DataXml31, "application/vnd.sdmx.data+xml", "3.1.0", Xml},
    {DataJson10, "application/vnd.sdmx.data+json", "1.0.0", Json},
    {DataJson20, "application/vnd.sdmx.data+json", "2.0.0", Json},
    {DataJson21, "application/vnd.sdmx.data+json", "2.1.0", Json},
    {DataCsv10, "application/vnd.sdmx.data+csv", "1.0.0", Csv},
    {DataCsv20, "application/vnd.sdmx.data+csv", "2.0.0", Csv},
    {DataCsv21, "application/vnd.sdmx.data+csv", "2.1.0", Csv},
    {SchemaXml21, "application/vnd.sdmx.schema+xml", "2.1", Xml},
    {SchemaXml30, "application/vnd.sdmx.schema+xml", "3.0.0", Xml},
    {SchemaXml31, "application/vnd.sdmx.schema+xml", "3.1.0", Xml},
    {SchemaJson20, "application/vnd.sdmx.schema+json", "2.0.0", Json},
    {SchemaJson21, "application/vnd.sdmx.schema+json", "2.1.0", Json},
    {GenericMetadataXml21, "application/vnd.sdmx.genericmetadata+xml", "2.1", Xml},
    {StructureSpecificMetadataXml21, "application/vnd.sdmx.structurespecificmetadata+xml", "2.1", Xml},
    {MetadataXml30, "application/vnd.sdmx.metadata+xml", "3.0.0", Xml},
    {MetadataXml31, "application/vnd.sdmx.metadata+xml", "3.1.0", Xml},
    {MetadataJson20, "application/vnd.sdmx.metadata+json", "2.0.0", Json},
    {MetadataJson21, "application/vnd.sdmx.metadata+json", "2.1.0", Json},
    {MetadataCsv10, "application/vnd.sdmx.metadata+csv", "1.0.0", Csv},  // What the OpenAPI document of 2.2.2 calls 2.0.0.
    {MetadataCsv20, "application/vnd.sdmx.metadata+csv", "2.0.0", Csv},
    {MetadataCsv21, "application/vnd.sdmx.metadata+csv", "2.1.0", Csv},
    {RegistryXml30, "application/vnd.sdmx.registry+xml", "3.0.0", Xml},
    {RegistryXml31, "application/vnd.sdmx.registry+xml", "3.1.0", Xml},
}};

consteval bool in_order() {
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (static_cast<std::size_t>(table[i].format) != i) return false;
  }
  return true;
}
static_assert(in_order());

// The defaults are those of the standard: for REST 1.5 what clients of SDMX 2.1 read, for REST 2.2 the newest.
constexpr std::array v1_structure = {StructureXml21, StructureJson20, StructureJson21, StructureXml30, StructureXml31};
constexpr std::array v1_data = {GenericDataXml21,
                                StructureSpecificDataXml21,
                                GenericTimeSeriesXml21,
                                StructureSpecificTimeSeriesXml21,
                                DataJson10,
                                DataCsv10,
                                DataJson20,
                                DataJson21,
                                DataCsv20,
                                DataCsv21,
                                DataXml30,
                                DataXml31};
constexpr std::array v1_schema = {SchemaXml21, StructureXml21, StructureJson20, StructureJson21, SchemaXml30, SchemaXml31, StructureXml30, StructureXml31};
constexpr std::array v1_metadata = {GenericMetadataXml21, StructureSpecificMetadataXml21};
constexpr std::array v2_structure = {StructureJson21, StructureXml31, StructureJson20, StructureXml30, StructureXml21};
constexpr std::array v2_data = {DataJson21,
                                DataXml31,
                                DataCsv21,
                                DataJson20,
                                DataXml30,
                                DataCsv20,
                                GenericDataXml21,
                                StructureSpecificDataXml21,
                                GenericTimeSeriesXml21,
                                StructureSpecificTimeSeriesXml21,
                                DataCsv10,
                                DataJson10};
constexpr std::array v2_schema = {SchemaJson21, SchemaXml31,    StructureXml31,  StructureJson21, SchemaJson20,
                                  SchemaXml30,  StructureXml30, StructureJson20, SchemaXml21,     StructureXml21};
constexpr std::array v2_metadata = {MetadataJson21, MetadataXml31,        MetadataCsv21,
                                    MetadataJson20, MetadataXml30,        MetadataCsv20,
                                    MetadataCsv10,  GenericMetadataXml21, StructureSpecificMetadataXml21};
constexpr std::array registration = {RegistryXml31, RegistryXml30};

struct ShortName {
  std::string_view name;
  std::string_view part;  // of the media type, between "vnd.sdmx." and "+"; empty: whatever is first
  MessageSyntax syntax;
  std::string_view labels = {};
};

// Names of the standard's page on extensions, and those of services that are in use.
constexpr std::array short_names = {
    ShortName{"xml", "", Xml},
    ShortName{"sdmx-ml", "", Xml},
    ShortName{"sdmxml", "", Xml},
    ShortName{"sdmx", "", Xml},
    ShortName{"json", "", Json},
    ShortName{"sdmx-json", "", Json},
    ShortName{"sdmxjson", "", Json},
    ShortName{"csv", "", Csv},
    ShortName{"sdmx-csv", "", Csv},
    ShortName{"sdmxcsv", "", Csv},
    ShortName{"csvfile", "", Csv},
    ShortName{"csvfilewithlabels", "", Csv, "both"},
    ShortName{"structure", "structure", Xml},
    ShortName{"jsonstructure", "structure", Json},
    ShortName{"schema", "schema", Xml},
    ShortName{"jsonschema", "schema", Json},
    ShortName{"genericdata", "genericdata", Xml},
    ShortName{"structurespecificdata", "structurespecificdata", Xml},
    ShortName{"generictimeseriesdata", "generictimeseriesdata", Xml},
    ShortName{"structurespecifictimeseriesdata", "structurespecifictimeseriesdata", Xml},
    ShortName{"data", "data", Xml},
    ShortName{"jsondata", "data", Json},
    ShortName{"csvdata", "data", Csv},
    ShortName{"genericmetadata", "genericmetadata", Xml},
    ShortName{"structurespecificmetadata", "structurespecificmetadata", Xml},
    ShortName{"metadata", "metadata", Xml},
    ShortName{"jsonmetadata", "metadata", Json},
    ShortName{"csvmetadata", "metadata", Csv},
};

std::string_view part_of(std::string_view type) {
  constexpr std::string_view prefix = "application/vnd.sdmx.";
  return type.substr(prefix.size(), type.rfind('+') - prefix.size());
}

std::optional<MessageSyntax> syntax_of_plain_type(std::string_view type) {
  for (const auto& [name, syntax] : {std::pair<std::string_view, MessageSyntax>{"application/xml", Xml},
                                     {"text/xml", Xml},
                                     {"application/json", Json},
                                     {"text/json", Json},
                                     {"text/csv", Csv},
                                     {"application/csv", Csv}}) {
    if (http::equal_ignoring_case(type, name)) return syntax;
  }
  return std::nullopt;
}

// "2.1", "3.0" for 3.0.0, "1.0.0-wd" for what became of it, and the wildcards of semantic versions.
bool takes_version(std::string_view wanted, std::string_view version) {
  if (wanted == version) return true;
  wanted = wanted.substr(0, wanted.find('-'));
  if (wanted == version || (version.starts_with(wanted) && version.substr(wanted.size()) == ".0")) return true;
  const auto pattern = parse_version_pattern(wanted);
  return pattern && pattern->has_wildcard() && pattern->matches(version);
}

struct Match {
  int specificity = 0;  // 0: the range does not take the format
  CsvParameters csv = {};
};

bool one_of(std::string_view text, std::initializer_list<std::string_view> values) { return std::ranges::find(values, text) != values.end(); }

bool take_csv_parameter(std::string_view name, const std::string& value, MessageFormat format, CsvParameters& csv) {
  const bool first = format == DataCsv10;
  if (http::equal_ignoring_case(name, "labels")) {
    csv.labels = value;
    return one_of(value, {"id", "both"}) || (!first && value == "name");
  }
  if (http::equal_ignoring_case(name, "timeFormat")) {
    csv.time_format = value == "normalised" ? "normalized" : value;
    return one_of(csv.time_format, {"original", "normalized"});
  }
  if (http::equal_ignoring_case(name, "keys")) {
    csv.keys = value;
    return !first && one_of(value, {"none", "obs", "series", "both"});
  }
  return true;
}

// Parameters other than those of the standard ("charset") do not narrow a range.
Match match(const http::WeightedItem& range, const MessageFormatInfo& offer) {
  if (range.value == "*/*" || range.value == "*") return {1, {}};
  if (http::equal_ignoring_case(range.value, "application/*")) return {2, {}};
  Match out;
  if (const auto syntax = syntax_of_plain_type(range.value)) {
    out.specificity = *syntax == offer.syntax ? 3 : 0;
  } else if (http::equal_ignoring_case(range.value, offer.type)) {
    out.specificity = 4;
  }
  if (out.specificity == 0) return out;
  for (const auto& [name, value] : range.parameters) {
    if (http::equal_ignoring_case(name, "version")) {
      if (!takes_version(value, offer.version)) return {};
      ++out.specificity;
    } else if (offer.syntax == Csv && !take_csv_parameter(name, value, offer.format, out.csv)) {
      return {};
    }
  }
  return out;
}

bool has_wildcard_version(const http::WeightedItem& range) {
  for (const auto& [name, value] : range.parameters) {
    if (http::equal_ignoring_case(name, "version")) return value.find_first_of("+~*") != std::string::npos;
  }
  return false;
}

std::optional<Negotiated> choose_format(const std::vector<http::WeightedItem>& ranges, std::span<const MessageFormat> on_offer) {
  struct Best {
    int quality = 0, specificity = 0;
    std::size_t range = 0;
    MessageFormat format{};
    CsvParameters csv = {};
  };
  std::optional<Best> best;
  for (const MessageFormat format : on_offer) {
    // RFC 9110, section 12.5.1: of several ranges that take it, the most specific one says its weight; of equals the kinder, then the earlier.
    Best own;
    for (std::size_t i = 0; i < ranges.size(); ++i) {
      const Match found = match(ranges[i], info(format));
      if (found.specificity == 0 || found.specificity < own.specificity) continue;
      if (found.specificity == own.specificity && ranges[i].quality <= own.quality) continue;
      own = {ranges[i].quality, found.specificity, i, format, found.csv};
    }
    if (own.quality == 0) continue;
    // "3+.0.0" is the newest that it takes, whatever the order of the list.
    const bool newer = best && best->range == own.range && best->quality == own.quality && has_wildcard_version(ranges[own.range]) &&
                       sdmx::compare_versions(info(own.format).version, info(best->format).version) > 0;
    if (!best || own.quality > best->quality || (own.quality == best->quality && own.specificity > best->specificity) ||
        (own.quality == best->quality && own.specificity == best->specificity && own.range < best->range) || newer) {
      best = own;
    }
  }
  if (!best) return std::nullopt;
  return Negotiated{.format = best->format, .csv = best->csv};
}

std::optional<Negotiated> choose_short(const std::string& name, std::string_view version, std::span<const MessageFormat> on_offer) {
  const std::string lower = to_lower_ascii(name);
  const auto found = std::ranges::find(short_names, lower, &ShortName::name);
  if (found == short_names.end()) return std::nullopt;
  std::optional<Negotiated> out;
  for (const MessageFormat format : on_offer) {
    const MessageFormatInfo& offer = info(format);
    if (offer.syntax != found->syntax || (!found->part.empty() && found->part != part_of(offer.type))) continue;
    if (!version.empty() && !takes_version(version, offer.version)) continue;
    out = Negotiated{.format = format};
    if (!found->labels.empty()) out->csv.labels = found->labels;
    break;
  }
  return out;
}

std::string refusal(std::string_view wanted, std::span<const MessageFormat> on_offer) {
  std::string text = "'" + shorten(replace_invalid_utf8(wanted), 200) + "' is not on offer here; there is";
  for (std::size_t i = 0; i < on_offer.size(); ++i) {
    text += i == 0 ? " " : ", ";
    text += Negotiated{.format = on_offer[i]}.content_type();
  }
  return text;
}

// A client of REST 2.x that says that it takes anything has thought of none. Those that are in use then read SDMX-ML: 3.0 of structures and data (sdmx1); of
// availability and schemas 2.1, which loses nothing of a constraint and which all that read either know (the conformance kit of the standard reads no other).
std::string_view version_for_anything(SdmxResource resource) {
  return resource == SdmxResource::Availability || resource == SdmxResource::Schema ? "2.1" : "3.0.0";
}

}  // namespace

const MessageFormatInfo& info(MessageFormat format) { return table[static_cast<std::size_t>(format)]; }

std::span<const MessageFormat> offers(SdmxApi api, SdmxResource resource) {
  const bool first = api == SdmxApi::V1;
  switch (resource) {
    case SdmxResource::Structure:
    case SdmxResource::Availability:
      if (first) return v1_structure;
      return v2_structure;
    case SdmxResource::Data:
      if (first) return v1_data;
      return v2_data;
    case SdmxResource::Schema:
      if (first) return v1_schema;
      return v2_schema;
    case SdmxResource::Metadata:
      if (first) return v1_metadata;
      return v2_metadata;
    case SdmxResource::Registration: break;
  }
  return registration;
}

std::string Negotiated::content_type() const {
  const MessageFormatInfo& own = info(format);
  std::string out = std::string(own.type) + "; version=" + std::string(own.version);
  const CsvParameters defaults;
  if (csv.labels != defaults.labels) out += "; labels=" + csv.labels;
  if (csv.time_format != defaults.time_format) out += "; timeFormat=" + csv.time_format;
  if (csv.keys != defaults.keys) out += "; keys=" + csv.keys;
  return out;
}

std::string Negotiated::key() const { return content_type() + "|" + language + (only_language ? "!" : ""); }

std::expected<Negotiated, std::string> negotiate(const http::Request& request, const http::Query& query, SdmxApi api, SdmxResource resource,
                                                 std::span<const std::string> languages) {
  const auto on_offer = offers(api, resource);
  std::optional<Negotiated> chosen;
  if (const std::string* given = query.find("format"); given != nullptr && !trim(*given).empty()) {
    // A plus sign that went through a form is a space; no media type has one.
    std::string format = *given;
    if (format.find('/') != std::string::npos) {
      std::ranges::replace(format, ' ', '+');
      format = replace_all(std::move(format), ";+", ";");
      chosen = choose_format({http::parse_parameters(format)}, on_offer);
    } else {
      chosen = choose_short(format, query.get("formatVersion"), on_offer);
    }
    if (!chosen) return std::unexpected(refusal(*given, on_offer));
  } else {
    const std::string accept = request.headers.list("Accept");
    chosen = trim(accept).empty() ? Negotiated{.format = on_offer.front()} : choose_format(http::parse_weighted_list(accept), on_offer);
    if (api == SdmxApi::V2 && trim(accept) == "*/*") {
      const auto it = std::ranges::find_if(
          on_offer, [&](MessageFormat format) { return info(format).syntax == Xml && info(format).version == version_for_anything(resource); });
      if (it != on_offer.end()) chosen = Negotiated{.format = *it};
    }
    if (!chosen) return std::unexpected(refusal(accept, on_offer));
  }

  const std::vector<std::string_view> tags(languages.begin(), languages.end());
  if (const std::string* given = query.find("lang"); given != nullptr && !trim(*given).empty()) {
    if (http::equal_ignoring_case(*given, "all")) return *chosen;
    const auto found = http::choose_language(*given, tags);
    if (!found)
      return std::unexpected("there are no texts in '" + shorten(*given, 40) + "'; there are texts in " + join({languages.begin(), languages.end()}, ", "));
    chosen->language = languages[*found];
    chosen->only_language = true;
  } else if (const auto found = http::choose_language(request, tags)) {
    chosen->language = languages[*found];
  }
  return *chosen;
}

MessageSyntax liked_syntax(const http::Request& request, SdmxApi api) {
  const auto said = [](const std::string& text) -> std::optional<MessageSyntax> {
    const bool json = text.find("json") != std::string::npos;
    const bool xml = text.find("xml") != std::string::npos || text.find("structure") != std::string::npos || text.find("sdmx-ml") != std::string::npos;
    if (json) return Json;
    return xml ? std::optional(Xml) : std::nullopt;
  };
  if (const auto syntax = said(to_lower_ascii(request.query.get("format")))) return *syntax;
  // A browser's "text/html, application/xml;q=0.9" wants XML; of both named, the first.
  const std::string accept = request.headers.list("Accept");
  for (const auto& range : http::parse_weighted_list(accept)) {
    if (range.quality == 0) continue;
    if (const auto syntax = said(to_lower_ascii(range.value))) return *syntax;
  }
  return api == SdmxApi::V1 ? Xml : Json;
}

}  // namespace atalaya::api
