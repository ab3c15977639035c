// Addresses of the SDMX services for structures: paths and queries of both versions, and what is then looked for.
#include "api/sdmx/metadata_request.h"
#include "api/sdmx/structure_request.h"
#include "http/uri.h"
#include "support.h"
#include "unit/artefact_sample.h"

namespace {

using namespace atalaya;

const sdmx::Structures& sample() {
  static const sdmx::Structures made = artefact_sample();
  return made;
}

const StructureIndex& index_of(api::SdmxApi api) {
  static const StructureIndex first(sample(), StructureModel::Sdmx21);
  static const StructureIndex second(sample(), StructureModel::Sdmx3);
  return api == api::SdmxApi::V1 ? first : second;
}

void check(api::SdmxApi api, const std::vector<std::string>& parts, const http::Query& parameters) {
  const auto query = api::parse_structure_query(api, parts, parameters);
  if (!query) {
    fuzz::require(query.error().kind == ErrorKind::Usage);
    return fuzz::check_error(query.error());
  }
  fuzz::require(!query->key().empty());
  const auto found = select_structures(index_of(api), *query);
  fuzz::require(found.has_value());
  // Without references there is nothing but what was asked for.
  StructureQuery alone = *query;
  alone.references = {};
  const auto matched = select_structures(index_of(api), alone);
  fuzz::require(matched.has_value() && matched->size() <= found->size());
  if (matched->empty()) fuzz::require(found->empty());
}

}  // namespace

// The first byte chooses the version; then a target, "/codelist/A/CL_FREQ/latest?references=all".
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto api = data[0] % 2 == 1 ? api::SdmxApi::V1 : api::SdmxApi::V2;
  const auto target = http::parse_target(fuzz::text_of(data + 1, size - 1));
  if (!target || target->path == "*") return 0;
  const auto parameters = http::Query::parse(target->raw_query, http::Plus::Literal);
  if (!parameters) return 0;
  std::vector<std::string> parts;
  for (const auto part : split(std::string_view(target->path).substr(1), '/')) {
    if (!part.empty()) parts.emplace_back(part);
  }
  check(api, parts, *parameters);
  if (const auto query = api::parse_metadata_query(parts, *parameters)) {
    (void)select_metadata(index_of(api::SdmxApi::V2), *query);
  } else {
    fuzz::check_error(query.error());
  }
  if (const auto status = api::check_registration_query(parts); !status) fuzz::check_error(status.error());

  http::Request request;
  request.headers.add("Accept", std::string(fuzz::text_of(data + 1, size - 1)));
  const std::vector<std::string> languages = {"en", "es", "pt-BR"};
  for (const auto resource : {api::SdmxResource::Structure, api::SdmxResource::Data, api::SdmxResource::Metadata, api::SdmxResource::Schema}) {
    if (const auto form = api::negotiate(request, *parameters, api, resource, languages)) {
      fuzz::require(!form->content_type().empty());
    } else {
      fuzz::require(is_utf8(form.error()));
    }
  }
  return 0;
}
