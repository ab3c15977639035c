// libFuzzer: whatever bytes a client sends, reading them neither crashes nor lets through what the rest of the program relies on.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "http/conditional.h"
#include "http/file_answer.h"
#include "http/negotiation.h"
#include "http/request_parser.h"
#include "http/uri.h"

namespace {

using namespace atalaya;

void require(bool condition) {
  if (!condition) std::abort();
}

void check_path(const std::string& path) {
  require(!path.empty() && path.front() == '/');
  require(path.find('\0') == std::string::npos && is_utf8(path));
  for (const auto segment : split(path, '/')) require(segment != ".." && segment != ".");
}

// The first byte says in what pieces the parser gets the others: the same request must come out whatever the pieces are.
void parse_request(std::string_view bytes, std::size_t piece) {
  http::ParserLimits limits;
  limits.header_bytes = 512;
  limits.target_bytes = 128;
  limits.body_bytes = 64;
  http::RequestParser parser(limits);
  std::size_t start = 0;
  for (std::size_t end = std::min(bytes.size(), piece);; end = std::min(bytes.size(), end + piece)) {
    std::size_t used = 0;
    const auto state = parser.put(bytes.substr(start, end - start), used);
    require(used <= end - start);
    start += used;
    if (state == http::RequestParser::State::Bad) {
      require(parser.bad_status() >= 400 && parser.bad_status() < 600);
      return;
    }
    if (state == http::RequestParser::State::Done) break;
    if (end == bytes.size()) return;
  }
  const auto& request = parser.request;
  require(parser.has_request());
  require(request.target.size() <= limits.target_bytes && request.body.size() <= limits.body_bytes);
  require(request.version == 10 || request.version == 11);
  if (request.path != "*" && request.method != "CONNECT") check_path(request.path);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  parse_request(bytes, data[0] == 0 ? std::max<std::size_t>(1, size) : data[0]);

  if (const auto path = http::decode_path(bytes)) check_path(*path);
  if (const auto target = http::parse_target(bytes); target && target->path != "*") check_path(target->path);
  if (const auto query = http::Query::parse(bytes)) {
    const auto again = http::Query::parse(query->to_string());
    require(again && again->to_string() == query->to_string() && again->size() == query->size());
  }
  if (const auto decoded = http::percent_decode(bytes)) require(http::percent_decode(http::percent_encode(*decoded)) == decoded);

  static const std::vector<std::string_view> languages = {"en", "es", "pt-BR"};
  static const std::vector<std::string_view> types = {"text/html", "application/json;version=1"};
  (void)http::choose_language(bytes, languages);
  (void)http::choose_media_type(bytes, types);
  (void)http::choose_encoding(bytes);
  (void)http::etag_matches(bytes, "\"x\"");
  (void)http::parse_http_date(bytes);
  if (const auto wanted = http::parse_range(bytes, 1000); wanted.kind == http::WantedRange::Kind::Part) {
    require(wanted.range.first <= wanted.range.last && wanted.range.last < 1000);
  }
  return 0;
}
