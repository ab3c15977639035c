#include "http/response.h"

#include <algorithm>

namespace atalaya::http {

namespace {

void append_field(std::string& out, std::string_view name, std::string_view value) {
  if (!is_token(name)) return;
  out += name;
  out += ": ";
  const auto start = out.size();
  out += value;
  std::replace_if(
      out.begin() + static_cast<std::ptrdiff_t>(start), out.end(), [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; },
      ' ');
  out += "\r\n";
}

// The fields that frame the message: were a handler's own sent along, one connection could be read in two ways.
bool is_for_the_server(std::string_view name) {
  for (const std::string_view own : {"Content-Length", "Transfer-Encoding", "Connection", "Date", "Content-Type"})
    if (equal_ignoring_case(name, own)) return true;
  return false;
}

}  // namespace

std::string_view reason_phrase(int status) {
  switch (status) {
    case 100: return "Continue";
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 502: return "Bad Gateway";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    case 505: return "HTTP Version Not Supported";
    default: return "Unknown";
  }
}

Response text_response(int status, std::string content_type, std::string body) {
  return {.status = status, .content_type = std::move(content_type), .body = std::make_shared<const std::string>(std::move(body))};
}

Response redirect(int status, std::string location) {
  Response response{.status = status};
  response.headers.add("Location", std::move(location));
  return response;
}

Response status_response(int status) { return {.status = status}; }

std::string response_head(const Response& response, const HeadContext& context) {
  std::string out;
  out.reserve(1024);
  out += "HTTP/1.1 ";
  out += std::to_string(response.status);
  out += ' ';
  out += reason_phrase(response.status);
  out += "\r\nDate: ";
  out += context.date;
  out += "\r\n";
  if (!response.content_type.empty()) append_field(out, "Content-Type", response.content_type);
  // RFC 9110, section 8.6: no Content-Length in 1xx and 204. Of a 304 it would have to be that of the 200, which is not at hand.
  if (response.source && response.length) {
    out += "Content-Length: " + std::to_string(*response.length) + "\r\n";
  } else if (response.source) {
    if (context.version >= 11) out += "Transfer-Encoding: chunked\r\n";
  } else if (response.status >= 200 && response.status != 204 && response.status != 304) {
    out += "Content-Length: ";
    out += std::to_string(response.body ? response.body->size() : 0);
    out += "\r\n";
  }
  if (!context.keep_alive) {
    out += "Connection: close\r\n";
  } else if (context.version == 10) {
    out += "Connection: keep-alive\r\n";
  }
  for (const auto& field : response.headers)
    if (!is_for_the_server(field.name)) append_field(out, field.name, field.value);
  if (context.extra)
    for (const auto& field : *context.extra)
      if (!response.headers.contains(field.name)) append_field(out, field.name, field.value);
  out += "\r\n";
  return out;
}

}  // namespace atalaya::http
