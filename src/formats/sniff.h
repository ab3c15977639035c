// What bytes are, by what they begin with and, of JSON, by the names of its members: nothing is checked beyond that.
#pragma once

#include <string>
#include <string_view>

namespace atalaya {

enum class ContentKind {
  Empty,
  Gzip,
  Zip,
  SdmxMlStructure,
  SdmxMlData,
  SdmxMlMetadata,
  SdmxMlOther,  ///< A query, a registry's answer, an error.
  Xml,
  SdmxJsonData,
  SdmxJsonStructure,
  SdmxJsonMetadata,
  JsonStat,
  WorldBankJson,
  Json,
  SdmxCsvData,
  SdmxCsvMetadata,
  Csv,  ///< Text in UTF-8 with a line that has a separator.
  Text,
  Unknown,
};

struct Content {
  ContentKind kind = ContentKind::Unknown;
  std::string version = {};  ///< Of the format: "2.1", "3.0"; "2.0.0"; empty where the message does not say it.
  std::string detail = {};   ///< SDMX-ML: the root element; JSON-stat: the class.
};

/// "sdmx-ml data" ...
[[nodiscard]] const char* to_string(ContentKind kind);

/// `bytes` are the whole of a file: JSON is walked at memory's speed until its kind is known.
[[nodiscard]] Content sniff(std::string_view bytes);

}  // namespace atalaya
