// The media types of SDMX messages, and which of them a request is answered with (REST 2.2 "HTTP Content-Negotiation"; REST 1.5, section 4.6).
#pragma once

#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "http/request.h"

namespace atalaya::api {

/// REST 1.5 below /sdmx/v1/, REST 2.2 below /sdmx/v2/.
enum class SdmxApi { V1, V2 };

/// What is asked for; each has its own list of media types.
enum class SdmxResource { Structure, Availability, Data, Schema, Metadata, Registration };

enum class MessageFormat {
  StructureXml21,
  StructureXml30,
  StructureXml31,
  StructureJson10,
  StructureJson20,
  StructureJson21,
  GenericDataXml21,
  StructureSpecificDataXml21,
  GenericTimeSeriesXml21,
  StructureSpecificTimeSeriesXml21,
  DataXml30,
  DataXml31,
  DataJson10,
  DataJson20,
  DataJson21,
  DataCsv10,
  DataCsv20,
  DataCsv21,
  SchemaXml21,
  SchemaXml30,
  SchemaXml31,
  SchemaJson20,
  SchemaJson21,
  GenericMetadataXml21,
  StructureSpecificMetadataXml21,
  MetadataXml30,
  MetadataXml31,
  MetadataJson20,
  MetadataJson21,
  MetadataCsv10,
  MetadataCsv20,
  MetadataCsv21,
  RegistryXml30,
  RegistryXml31,
};

enum class MessageSyntax { Xml, Json, Csv };

struct MessageFormatInfo {
  MessageFormat format;
  std::string_view type;     ///< "application/vnd.sdmx.structure+xml"
  std::string_view version;  ///< "2.1", "3.0.0"
  MessageSyntax syntax;
};
[[nodiscard]] const MessageFormatInfo& info(MessageFormat format);

/// The parameters of the media type of SDMX-CSV, with the standard's defaults.
struct CsvParameters {
  std::string labels = "id";             ///< "id", "name" (not in 1.0), "both"
  std::string time_format = "original";  ///< "original", "normalized"
  std::string keys = "none";             ///< "none", "obs", "series", "both" (not in 1.0)
  bool operator==(const CsvParameters&) const = default;
};

/// What is on offer for a resource, the default first. A type that is asked for without a version is the first of the list with that type.
[[nodiscard]] std::span<const MessageFormat> offers(SdmxApi api, SdmxResource resource);

struct Negotiated {
  MessageFormat format;
  CsvParameters csv = {};
  /// Of the languages on offer; empty: none was asked for, or none of those asked for in Accept-Language is there.
  std::string language = {};
  /// By `lang`: texts in other languages are left out. Else the language is only the preferred one.
  bool only_language = false;

  [[nodiscard]] MessageSyntax syntax() const { return info(format).syntax; }
  /// "application/vnd.sdmx.structure+xml; version=2.1"
  [[nodiscard]] std::string content_type() const;
  /// The same for two requests that want the same form of an answer: a part of the key in a cache.
  [[nodiscard]] std::string key() const;
};

/// The form of the answer: by the parameters `format` (with `formatVersion`) and `lang`, which win, else by Accept and Accept-Language.
/// `format` is a whole media type or a short name: "xml", "json", "csv", "sdmx-json", "structure", "genericdata", "jsondata" ... Of ranges with the same
/// weight the more exact one counts, then the earlier one. The error is the text of a 406: what was asked for and what is on offer.
[[nodiscard]] std::expected<Negotiated, std::string> negotiate(const http::Request& request, const http::Query& query, SdmxApi api, SdmxResource resource,
                                                               std::span<const std::string> languages);

/// The syntax that a request seems to like, for answers that are no message of the resource (errors): by `format`, by Accept, else by the version of the
/// service.
[[nodiscard]] MessageSyntax liked_syntax(const http::Request& request, SdmxApi api);

}  // namespace atalaya::api
