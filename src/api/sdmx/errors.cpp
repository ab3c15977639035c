#include "api/sdmx/errors.h"

#include <ctime>
#include <string>

#include "api/sdmx/answer.h"
#include "base/clock.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "formats/tree/xml_writer.h"

namespace atalaya::api {

namespace {

int code_of(SdmxApi api, Fault fault) {
  if (api == SdmxApi::V2) return http_status(api, fault);
  switch (fault) {
    case Fault::NoResults:
    case Fault::NotFound: return 100;
    case Fault::Syntax: return 140;
    case Fault::Semantic: return 150;
    case Fault::NotAcceptable: return 1406;
    case Fault::TooLarge: return 130;
    case Fault::NotImplemented: return 501;
    case Fault::Internal: break;
  }
  return 500;
}

const char* title_of(Fault fault) {
  switch (fault) {
    case Fault::NoResults: return "No results found";
    case Fault::NotFound: return "Not found";
    case Fault::Syntax: return "Syntax error";
    case Fault::Semantic: return "Semantic error";
    case Fault::NotAcceptable: return "Not acceptable";
    case Fault::TooLarge: return "Response too large";
    case Fault::NotImplemented: return "Not implemented";
    case Fault::Internal: break;
  }
  return "Internal server error";
}

std::string xml_message(SdmxApi api, Fault fault, std::string_view detail) {
  const std::string version = api == SdmxApi::V1 ? "v2_1" : "v3_0";
  const std::string space = "http://www.sdmx.org/resources/sdmxml/schemas/" + version + "/";
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<mes:Error xmlns:mes=\"" + space + "message\" xmlns:com=\"" + space + "common\">";
  out += "<mes:ErrorMessage code=\"" + std::to_string(code_of(api, fault)) + "\"><com:Text xml:lang=\"en\">";
  append_xml_text(out, title_of(fault));
  if (!detail.empty()) out += ": ";
  append_xml_text(out, replace_invalid_utf8(detail));
  return out += "</com:Text></mes:ErrorMessage></mes:Error>\n";
}

std::string json_message(SdmxApi api, Fault fault, std::string_view detail) {
  JsonWriter json;
  json.begin_object().key("meta").begin_object();
  json.field("id", "ERROR").field("test", false).field("prepared", iso_time(std::time(nullptr))).key("contentLanguages").begin_array().value("en").end_array();
  json.key("sender").begin_object().field("id", "ATALAYA").end_object().end_object();
  json.key("errors").begin_array().begin_object().field("code", code_of(api, fault)).field("title", title_of(fault));
  if (!detail.empty()) json.field("detail", detail);
  json.end_object().end_array().end_object();
  return json.take() + "\n";
}

}  // namespace

int http_status(SdmxApi api, Fault fault) {
  switch (fault) {
    case Fault::NoResults: return api == SdmxApi::V1 ? 404 : 204;
    case Fault::NotFound: return 404;
    case Fault::Syntax: return 400;
    case Fault::Semantic: return api == SdmxApi::V1 ? 403 : 422;
    case Fault::NotAcceptable: return 406;
    case Fault::TooLarge: return 413;
    case Fault::NotImplemented: return 501;
    case Fault::Internal: break;
  }
  return 500;
}

http::Response fault_response(const http::Request& request, SdmxApi api, Fault fault, std::string_view detail) {
  const int status = http_status(api, fault);
  http::Response out;
  if (status == 204) {
    out = http::status_response(status);
  } else if (liked_syntax(request, api) == MessageSyntax::Json) {
    out = http::text_response(status, "application/json", json_message(api, fault, detail));
  } else {
    out = http::text_response(status, "application/xml", xml_message(api, fault, detail));
  }
  out.headers = common_headers();
  out.headers.set("Cache-Control", "no-cache");
  return out;
}

http::Response fault_response(const http::Request& request, SdmxApi api, const Error& error) {
  switch (error.kind) {
    case ErrorKind::Usage: return fault_response(request, api, Fault::Syntax, error.to_string());
    case ErrorKind::Input: return fault_response(request, api, Fault::Semantic, error.to_string());
    case ErrorKind::NotFound: return fault_response(request, api, Fault::NotFound, error.to_string());
    case ErrorKind::Conflict: return fault_response(request, api, Fault::TooLarge, error.to_string());
    default: return fault_response(request, api, Fault::Internal, "The fault is ours.");
  }
}

}  // namespace atalaya::api
