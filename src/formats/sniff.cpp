#include "formats/sniff.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "formats/csv/csv_reader.h"
#include "formats/json/json_cursor.h"
#include "formats/sdmx_csv/sdmx_csv_header.h"
#include "formats/sdmx_ml_data/message_kind.h"
#include "formats/wrapper/wrapper.h"

namespace atalaya {

namespace {

constexpr std::size_t head_bytes = std::size_t{64} << 10U;

Content sniff_xml(std::string_view bytes) {
  const auto message = peek_sdmx_ml(bytes, "");
  if (!message) return {.kind = ContentKind::Xml};
  Content content{.version = message->version, .detail = message->root};
  switch (message->kind) {
    case SdmxMlMessage::Kind::Structure: content.kind = ContentKind::SdmxMlStructure; break;
    case SdmxMlMessage::Kind::Data: content.kind = ContentKind::SdmxMlData; break;
    case SdmxMlMessage::Kind::Metadata: content.kind = ContentKind::SdmxMlMetadata; break;
    default: content.kind = ContentKind::SdmxMlOther;
  }
  return content;
}

/// The members of a message, as far as they say what it is.
class JsonSniffer {
 public:
  explicit JsonSniffer(std::string_view bytes) : cursor_(bytes, "") {}

  Content sniff() {
    if (cursor_.peek() == '[') return array();
    // A fault ends the walk; what was learnt until then stands.
    static_cast<void>(cursor_.object([&](std::string_view name) { return member(std::string(name)); }));
    Content content{.kind = kind_.value_or(ContentKind::Json), .version = version_, .detail = detail_};
    if (kind_) return content;
    if (!json_stat_class_.empty() || (has_dimension_ && has_value_)) {
      content.kind = ContentKind::JsonStat;
      content.version = stat_version_;
      content.detail = json_stat_class_;
    } else if (has_sets_ || (has_meta_ && has_data_structures_)) {
      content.kind = has_data_structures_ || has_sets_ ? ContentKind::SdmxJsonData : ContentKind::Json;
      if (content.version.empty()) content.version = draft_ ? "" : plural_ ? "2.0.0" : "1.0.0";
    } else if (metadata_sets_) {
      content.kind = ContentKind::SdmxJsonMetadata;
    } else if (has_meta_ && has_data_) {
      content.kind = ContentKind::SdmxJsonStructure;
    } else if (has_meta_ && has_errors_) {
      content.kind = ContentKind::SdmxJsonData;
    }
    return content;
  }

 private:
  Content array() {
    Content content{.kind = ContentKind::Json};
    bool page = false;
    if (!cursor_.take('[') || cursor_.peek() != '{') return content;
    static_cast<void>(cursor_.object([&](std::string_view name) -> Status {
      page = page || name == "page" || name == "pages" || name == "message";
      return over();
    }));
    if (page) content.kind = ContentKind::WorldBankJson;
    return content;
  }

  Status over() { return cursor_.pass_over() ? Status() : cursor_.failure(); }

  Status text(std::string& out) {
    std::string_view content;
    std::list<std::string> storage;
    if (cursor_.peek() != '"') return over();
    if (!cursor_.string(content, storage)) return cursor_.failure();
    out = content;
    return {};
  }

  /// "https://json.sdmx.org/2.1/sdmx-json-data-schema.json" and its like.
  void learn(const std::string& schema) {
    if (schema.find("sdmx-json") == std::string::npos) return;
    if (schema.find("data-schema") != std::string::npos && schema.find("metadata-schema") == std::string::npos) kind_ = ContentKind::SdmxJsonData;
    if (schema.find("metadata-schema") != std::string::npos) kind_ = ContentKind::SdmxJsonMetadata;
    if (schema.find("structure-schema") != std::string::npos) kind_ = ContentKind::SdmxJsonStructure;
    for (const char* known : {"2.1", "2.0.0", "2.0", "1.0"}) {
      if (schema.find(std::string("/") + known + "/") == std::string::npos) continue;
      version_ = std::string(known).size() == 3 ? std::string(known) + ".0" : known;
      return;
    }
  }

  Status member(const std::string& name) {
    if (name == "$schema") {
      std::string schema;
      TRY_STATUS(text(schema));
      learn(schema);
      return {};
    }
    if ((name == "meta" || name == "header") && cursor_.peek() == '{') {
      has_meta_ = true;
      draft_ = name == "header";
      return cursor_.object([&](std::string_view inside) -> Status {
        if (inside != "schema") return over();
        std::string schema;
        TRY_STATUS(text(schema));
        if (!kind_) learn(schema);
        return {};
      });
    }
    if (name == "data" && cursor_.peek() == '{') {
      has_data_ = true;
      return cursor_.object([&](std::string_view inside) {
        part(inside);
        return over();
      });
    }
    if (name == "errors") has_errors_ = true;
    if (name == "class") return text(json_stat_class_);
    if (name == "version") return text(stat_version_);
    if (name == "dimension") has_dimension_ = true;
    if (name == "value") has_value_ = true;
    part(name);
    return over();
  }

  void part(std::string_view name) {
    if (name == "dataSets") has_sets_ = true;
    if (name == "structures" || name == "structure") has_data_structures_ = true;
    if (name == "structures") plural_ = true;
    if (name == "metadataSets") metadata_sets_ = true;
  }

  JsonCursor cursor_;
  std::optional<ContentKind> kind_;
  std::string version_, detail_, json_stat_class_, stat_version_;
  bool has_meta_ = false, has_data_ = false, has_errors_ = false, has_sets_ = false, has_data_structures_ = false, plural_ = false, metadata_sets_ = false,
       draft_ = false;
  bool has_dimension_ = false, has_value_ = false;
};

/// 2.1 has the same header as 2.0; the action Merge and the mark of a dimension that is switched off are its own.
Content sniff_sdmx_csv(std::string_view bytes) {
  Content content{.kind = ContentKind::SdmxCsvData};
  const std::string_view head = bytes.substr(0, head_bytes);
  const std::string_view lines = head.size() == bytes.size() ? head : head.substr(0, head.rfind('\n') + 1);
  auto csv = CsvReader::open(lines, "", {.delimiter = sdmx_csv_delimiter(bytes), .same_names = true});
  if (!csv) return content;
  const auto header = parse_sdmx_csv_header(csv->columns(), "");
  if (!header) return content;
  content.version = header->first_version ? "1.0.0" : "2.0.0";
  if (header->first_version) return content;
  Row row;
  for (auto more = csv->next(row); more && *more; more = csv->next(row)) {
    const bool merges = header->action != SdmxCsvHeader::none && row.cells[header->action] == "M";
    if (merges || std::ranges::find(row.cells, "~") != row.cells.end()) {
      content.version = "2.1.0";
      return content;
    }
  }
  return content;
}

}  // namespace

const char* to_string(ContentKind kind) {
  switch (kind) {
    case ContentKind::Empty: return "empty";
    case ContentKind::Gzip: return "gzip";
    case ContentKind::Zip: return "zip";
    case ContentKind::SdmxMlStructure: return "sdmx-ml structure";
    case ContentKind::SdmxMlData: return "sdmx-ml data";
    case ContentKind::SdmxMlMetadata: return "sdmx-ml metadata";
    case ContentKind::SdmxMlOther: return "sdmx-ml";
    case ContentKind::Xml: return "xml";
    case ContentKind::SdmxJsonData: return "sdmx-json data";
    case ContentKind::SdmxJsonStructure: return "sdmx-json structure";
    case ContentKind::SdmxJsonMetadata: return "sdmx-json metadata";
    case ContentKind::JsonStat: return "json-stat";
    case ContentKind::WorldBankJson: return "world bank json";
    case ContentKind::Json: return "json";
    case ContentKind::SdmxCsvData: return "sdmx-csv data";
    case ContentKind::SdmxCsvMetadata: return "sdmx-csv metadata";
    case ContentKind::Csv: return "csv";
    case ContentKind::Text: return "text";
    case ContentKind::Unknown: return "unknown";
  }
  return "unknown";
}

Content sniff(std::string_view bytes) {
  if (bytes.empty()) return {.kind = ContentKind::Empty};
  switch (wrapping_of(bytes)) {
    case Wrapping::Gzip: return {.kind = ContentKind::Gzip};
    case Wrapping::Zip: return {.kind = ContentKind::Zip};
    case Wrapping::None: break;
  }
  std::string_view text = bytes;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {.kind = ContentKind::Text};
  // UTF-16 is for the XML reader to judge.
  if (text[first] == '<' || bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return sniff_xml(bytes);
  if (text[first] == '{' || text[first] == '[') return JsonSniffer(bytes).sniff();
  if (is_sdmx_csv(bytes)) return sniff_sdmx_csv(bytes);
  std::string_view head = bytes.substr(0, head_bytes);
  // A character may be cut at the end of the head.
  if (const auto bad = first_invalid_utf8(head); bad && (head.size() == bytes.size() || head.size() - *bad > 3)) return {};
  if (head.find('\0') != std::string_view::npos) return {};
  const std::string_view line = head.substr(0, head.find('\n'));
  if (line.find_first_of(",;\t|") == std::string_view::npos) return {.kind = ContentKind::Text};
  return {.kind = text.starts_with("MDSTRUCTURE") ? ContentKind::SdmxCsvMetadata : ContentKind::Csv};
}

}  // namespace atalaya
