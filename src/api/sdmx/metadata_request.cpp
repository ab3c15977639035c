#include "api/sdmx/metadata_request.h"

#include <algorithm>

#include "api/sdmx/structure_request.h"
#include "base/text.h"

namespace atalaya::api {

namespace {

auto too_long(const char* form) { return fail(ErrorKind::Usage, "the address has too many parts", {}, std::string("its form is ") + form); }

Result<std::vector<std::string>> parse_providers(const std::string& text) {
  std::vector<std::string> out;
  for (const auto one : split(text, ',')) {
    // "*.M1" is any agency's.
    const auto provider = one.starts_with("*.") ? one.substr(2) : one;
    if (provider == "*") return std::vector<std::string>();
    if (provider.empty() || !std::ranges::all_of(split(provider, '.'), [](std::string_view part) { return is_identifier(part); })) {
      return fail(ErrorKind::Usage, "'" + shorten(text, 60) + "' is no list of providers", {}, "PROVIDER or AGENCY.PROVIDER, with commas between them");
    }
    out.emplace_back(provider);
  }
  return out;
}

}  // namespace

Result<MetadataQuery> parse_metadata_query(const std::vector<std::string>& parts, const http::Query& parameters) {
  constexpr const char* forms =
      "metadataset/{provider}/{id}/{version}, metadataflow/{agency}/{id}/{version}/{provider} or structure/{type}/{agency}/{id}/{version}";
  MetadataQuery out;
  const std::string by = parts.empty() ? std::string() : parts.front();
  if (by == "metadataset") {
    if (parts.size() > 4) return too_long(forms);
    TRY_STATUS(parse_identity(SdmxApi::V2, parts, 1, out.identity));
  } else if (by == "metadataflow") {
    if (parts.size() > 5) return too_long(forms);
    out.by = MetadataQuery::By::Flow;
    TRY_STATUS(parse_identity(SdmxApi::V2, parts, 1, out.identity));
    out.identity.types = {{sdmx::Kind::Metadataflow}};
    if (parts.size() == 5) out.providers = TRY(parse_providers(parts[4]));
  } else if (by == "structure") {
    if (parts.size() > 5) return too_long(forms);
    out.by = MetadataQuery::By::Structure;
    out.identity = TRY(parse_structure_query(SdmxApi::V2, {parts.begin() + 1, parts.end()}, {}));
  } else {
    return fail(ErrorKind::Usage, "'" + shorten(by, 60) + "' is nothing that metadata can be asked by", {}, forms);
  }
  if (const std::string* detail = parameters.find("detail")) {
    const std::string lower = to_lower_ascii(*detail);
    if (lower != "full" && lower != "allstubs") {
      return fail(ErrorKind::Usage, "'" + shorten(*detail, 60) + "' is no value of detail", {}, "there are full and allstubs");
    }
    out.stubs = lower == "allstubs";
  }
  return out;
}

Status check_registration_query(const std::vector<std::string>& parts) {
  constexpr const char* forms = "id/{registration}, provider/{agency}/{provider} or {context}/{agency}/{id}/{version}";
  const std::string first = parts.empty() ? std::string() : parts.front();
  if (first == "id") {
    if (parts.size() != 2) return fail(ErrorKind::Usage, "a registration has one id", {}, forms);
  } else if (first == "provider") {
    if (parts.size() > 3) return too_long(forms);
  } else if (first == "datastructure" || first == "dataflow" || first == "provisionagreement" || first == "metadatastructure" || first == "metadataflow" ||
             first == "metadataprovisionagreement" || first == "*") {
    if (parts.size() > 4) return too_long(forms);
    StructureQuery identity;
    return parse_identity(SdmxApi::V2, parts, 1, identity);
  } else {
    return fail(ErrorKind::Usage, "'" + shorten(first, 60) + "' is nothing that registrations can be asked by", {}, forms);
  }
  return {};
}

}  // namespace atalaya::api
