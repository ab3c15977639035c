#include "formats/sdmx_json_data/message_head.h"

#include "base/clock.h"
#include "base/text.h"

namespace atalaya {

namespace {

void write_party(JsonWriter& json, const MessageParty& party, JsonDataVersion version, const std::string& language, const std::string& otherwise) {
  json.begin_object().field("id", to_identifier(party.id.empty() ? otherwise : party.id));
  if (!party.name.empty()) write_json_names(json, "name", "names", party.name, language, "");
  if (!party.contacts.empty()) {
    json.key(version <= JsonDataVersion::V1_0 ? "contact" : "contacts").begin_array();
    for (const sdmx::Contact& contact : party.contacts) {
      json.begin_object();
      write_json_names(json, "name", "names", contact.name, language, contact.id);
      if (!contact.department.empty()) write_json_names(json, "department", "departments", contact.department, language, "");
      if (!contact.role.empty()) write_json_names(json, "role", "roles", contact.role, language, "");
      const std::pair<const char*, const std::vector<std::string>*> lists[] = {
          {"telephones", &contact.telephones}, {"faxes", &contact.faxes}, {"x400s", &contact.x400s}, {"uris", &contact.uris}, {"emails", &contact.emails}};
      for (const auto& [name, list] : lists) {
        if (list->empty()) continue;
        json.key(name).begin_array();
        for (const std::string& one : *list) json.value(one);
        json.end_array();
      }
      json.end_object();
    }
    json.end_array();
  }
  json.end_object();
}

void write_meta(JsonWriter& json, const MessageHeader& header, JsonDataVersion version, const std::string& language, const std::string& agency) {
  json.begin_object();
  if (version == JsonDataVersion::V1_0)
    json.field("schema", "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/schemas/1.0/sdmx-json-data-schema.json");
  if (version == JsonDataVersion::V2_0)
    json.field("schema", "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/schemas/2.0.0/sdmx-json-data-schema.json");
  json.field("id", to_identifier(header.id.empty() ? "DATA" : header.id)).field("test", header.test);
  json.field("prepared", header.prepared.empty() ? utc_now() : header.prepared);
  json.key("contentLanguages").begin_array().value(language).end_array();
  if (!header.name.empty()) write_json_names(json, "name", "names", header.name, language, "");
  json.key("sender");
  write_party(json, header.sender, version, language, agency);
  if (!header.receivers.empty()) {
    json.key("receivers").begin_array();
    for (const MessageParty& receiver : header.receivers) write_party(json, receiver, version, language, "UNKNOWN");
    json.end_array();
  }
  json.end_object();
}

}  // namespace

void write_message_head(JsonWriter& json, const MessageHeader& header, JsonDataVersion version, const std::string& language, const std::string& agency) {
  if (version == JsonDataVersion::V2_1) json.field("$schema", "https://json.sdmx.org/2.1/sdmx-json-data-schema.json");
  json.key(version == JsonDataVersion::Draft ? "header" : "meta");
  write_meta(json, header, version, language, agency);
}

void write_errors(JsonWriter& json, std::span<const StatusInformation> errors, const std::string& language) {
  json.begin_array();
  for (const StatusInformation& error : errors) {
    json.begin_object().field("code", error.code);
    if (!error.title.empty()) write_json_names(json, "title", "titles", error.title, language, "");
    if (!error.detail.empty()) write_json_names(json, "detail", "details", error.detail, language, "");
    json.end_object();
  }
  json.end_array();
}

std::string write_sdmx_json_errors(JsonDataVersion version, const MessageHeader& header, std::span<const StatusInformation> errors,
                                   const std::string& language) {
  JsonWriter json;
  json.begin_object();
  write_message_head(json, header, version, language, "UNKNOWN");
  json.key("errors");
  write_errors(json, errors, language);
  json.end_object();
  return json.take() + "\n";
}

}  // namespace atalaya
