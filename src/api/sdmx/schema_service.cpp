#include "api/sdmx/schema_service.h"

#include "api/sdmx/data_service.h"
#include "api/sdmx/errors.h"
#include "api/sdmx/structure_message.h"
#include "formats/sdmx_schema/json_schema_writer.h"
#include "formats/sdmx_schema/xsd_writer.h"
#include "query/data/schema_context.h"
#include "query/structures/structure_query.h"

namespace atalaya::api {

namespace {

bool is_structure_message(MessageFormat format) { return info(format).type.find("structure") != std::string_view::npos; }

/// What a structure message has that stands for a schema: structures, their lists and concepts, agencies, constraints.
bool belongs_to_schema(sdmx::Kind kind) {
  using enum sdmx::Kind;
  return kind == sdmx::Kind::DataStructure || kind == MetadataStructure || kind == Codelist || kind == GeographicCodelist || kind == GeoGridCodelist ||
         kind == ValueList || kind == ConceptScheme || kind == AgencyScheme;
}

Result<sdmx::Structures> schema_structures(const CatalogueView& view, const query::SchemaQuery& query) {
  const sdmx::Reference artefact = TRY(query::schema_artefact(view.catalogue.structures, query));
  StructureQuery wanted;
  wanted.types = {ArtefactType{.kind = artefact.kind}};
  wanted.agencies = {artefact.agency};
  wanted.ids = {artefact.id};
  wanted.versions = {TRY(parse_version_pattern(artefact.version))};
  wanted.detail = StructureDetail::ReferencePartial;
  wanted.references.descendants = true;
  sdmx::Structures out;
  TRY(select_structures(view.index, wanted)).for_each([&](const sdmx::Artefact& one) {
    if (belongs_to_schema(sdmx::kind_of(one))) (void)out.add(one);
  });
  return out;
}

Result<std::string> write_schema(const CatalogueView& view, const query::SchemaQuery& query, const Negotiated& form) {
  if (is_structure_message(form.format)) return write_structure_message(message_header(view.catalogue), TRY(schema_structures(view, query)), form);
  const SchemaSubject subject = TRY(query::schema_subject(view.catalogue.structures, query));
  switch (form.format) {
    case MessageFormat::SchemaXml21: return write_xsd(subject, XsdVersion::V2_1);
    case MessageFormat::SchemaXml30: return write_xsd(subject, XsdVersion::V3_0);
    case MessageFormat::SchemaXml31: return write_xsd(subject, XsdVersion::V3_1);
    case MessageFormat::SchemaJson20: return write_json_schema(subject, "2.0.0");
    case MessageFormat::SchemaJson21: return write_json_schema(subject, "2.1.0");
    default: break;
  }
  return fail(ErrorKind::Internal, "no writer for " + form.content_type());
}

http::Response answer_schema(const CatalogueViews& views, http::RepresentationCache& cache, const http::Request& request,
                             const http::PathParameters& parameters) {
  const SdmxApi api = views.api();
  const auto parts = query_parts(request, parameters);
  if (!parts) return fault_response(request, api, parts.error());
  const query::RawQuery raw{parts->views(), parts->list};
  const auto query = api == SdmxApi::V1 ? query::parse_schema_rest1(raw) : query::parse_schema_rest2(raw);
  if (!query) return fault_response(request, api, query.error());
  const auto view = views.as_of(parts->parameters);
  if (!view) return fault_response(request, api, view.error());
  const auto form = negotiate(request, parts->parameters, api, SdmxResource::Schema, (*view)->languages);
  if (!form) return fault_response(request, api, Fault::NotAcceptable, form.error());
  std::string key = "sdmx-schema|" + (*view)->catalogue.release + (api == SdmxApi::V1 ? "|1|" : "|2|");
  for (const std::string& part : parts->path) key += part + "/";
  key += "?" + parts->parameters.to_string() + "|" + form->key();
  const auto made = cache.get(key, [&]() -> Result<http::SharedRepresentation> {
    return std::make_shared<http::Representation>(TRY(write_schema(**view, *query, *form)), metadata_of((*view)->catalogue, *form, (*view)->languages));
  });
  if (made) return http::respond(request, **made);
  // There is a structure message for it, but no schema.
  const bool of_metadata = made.error().kind == ErrorKind::Input && query->context.find("metadata") != std::string::npos;
  if (of_metadata) return fault_response(request, api, Fault::NotImplemented, made.error().to_string());
  return fault_response(request, api, made.error());
}

}  // namespace

Status add_schema_service(http::Router& router, std::shared_ptr<const CatalogueViews> views, http::RepresentationCache& cache) {
  const std::string path = views->api() == SdmxApi::V1 ? "/sdmx/v1/schema" : "/sdmx/v2/schema";
  return add_service(router, path, true, [views = std::move(views), &cache](const http::Request& request, const http::PathParameters& parameters) {
    return answer_schema(*views, cache, request, parameters);
  });
}

}  // namespace atalaya::api
