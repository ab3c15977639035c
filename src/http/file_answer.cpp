#include "http/file_answer.h"

#include <algorithm>
#include <charconv>

#include "base/clock.h"
#include "base/text.h"
#include "http/conditional.h"

namespace atalaya::http {

namespace {

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (end != text.data() + text.size()) return std::nullopt;
  // Beyond every file, but of the form.
  return error == std::errc::result_out_of_range ? UINT64_MAX : error == std::errc() ? std::optional(out) : std::nullopt;
}

class FilePart final : public BodySource {
 public:
  FilePart(std::shared_ptr<const ServedFile> file, ByteRange range) : file_(std::move(file)), at_(range.first), end_(range.last + 1) {}

  [[nodiscard]] State read(std::string& out, std::size_t wanted) override {
    const std::uint64_t size = std::min<std::uint64_t>(wanted, end_ - at_);
    out.append(file_->bytes.bytes().substr(at_, size));
    at_ += size;
    return at_ == end_ ? State::End : State::More;
  }

 private:
  std::shared_ptr<const ServedFile> file_;
  std::uint64_t at_, end_;
};

/// Section 13.1.5: a part of what the client has already, or else the whole. Weak tags never do.
bool may_continue(const Request& request, const std::string& etag, std::optional<std::time_t> last_modified) {
  const auto condition = request.header("If-Range");
  if (!condition) return true;
  const std::string_view text = trim(*condition);
  if (text.starts_with('"')) return text == etag;
  const auto date = parse_http_date(text);
  return date && last_modified && *date == *last_modified;
}

}  // namespace

WantedRange parse_range(std::string_view field, std::uint64_t size) {
  using Kind = WantedRange::Kind;
  const std::size_t equals = field.find('=');
  if (equals == std::string_view::npos || !equal_ignoring_case(trim(field.substr(0, equals)), "bytes")) return {};
  const std::string_view range = trim(field.substr(equals + 1));
  const std::size_t dash = range.find('-');
  if (dash == std::string_view::npos || range.contains(',')) return {};
  const std::string_view from = range.substr(0, dash), to = range.substr(dash + 1);
  const auto first = number(from), last = number(to);
  if ((!from.empty() && !first) || (!to.empty() && !last) || (from.empty() && to.empty())) return {};
  if (from.empty()) {  // So many from the end.
    if (*last == 0 || size == 0) return {Kind::Unsatisfiable};
    return {Kind::Part, {size - std::min(size, *last), size - 1}};
  }
  if (last && *last < *first) return {};
  if (*first >= size) return {Kind::Unsatisfiable};
  return {Kind::Part, {*first, last ? std::min(*last, size - 1) : size - 1}};
}

Response respond(const Request& request, const Representation::Metadata& metadata, std::shared_ptr<const ServedFile> file, std::function<void()> on_whole) {
  const std::uint64_t size = file->bytes.bytes().size();
  Response response{.headers = metadata.headers};
  response.headers.set("ETag", file->etag);
  response.headers.set("Accept-Ranges", "bytes");
  if (metadata.last_modified) response.headers.set("Last-Modified", http_date(*metadata.last_modified));
  if (is_not_modified(request, file->etag, metadata.last_modified)) {
    response.status = 304;
    return response;
  }
  WantedRange wanted;
  // Range is for GET alone (section 14.2).
  if (const auto field = request.header("Range"); field && request.method == "GET" && may_continue(request, file->etag, metadata.last_modified)) {
    wanted = parse_range(*field, size);
  }
  if (wanted.kind == WantedRange::Kind::Unsatisfiable) {
    response = text_response(416, "text/plain; charset=utf-8", "the file has " + std::to_string(size) + " bytes\n");
    response.headers.set("Content-Range", "bytes */" + std::to_string(size));
    return response;
  }
  response.content_type = metadata.content_type;
  ByteRange range{0, size - 1};
  if (wanted.kind == WantedRange::Kind::Part) {
    range = wanted.range;
    response.status = 206;
    response.headers.set("Content-Range", "bytes " + std::to_string(range.first) + "-" + std::to_string(range.last) + "/" + std::to_string(size));
  }
  response.length = range.last + 1 - range.first;
  if (size == 0) {
    response.length.reset();
    response.body = std::make_shared<const std::string>();
  } else {
    response.source = std::make_shared<FilePart>(std::move(file), range);
  }
  if (range.first == 0 && range.last + 1 == size) response.on_sent = std::move(on_whole);
  return response;
}

}  // namespace atalaya::http
