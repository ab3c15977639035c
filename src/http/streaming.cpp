#include "http/streaming.h"

#include "base/clock.h"
#include "http/compress.h"
#include "http/conditional.h"

namespace atalaya::http {

namespace {

class CodedSource final : public BodySource {
 public:
  CodedSource(std::shared_ptr<BodySource> source, std::unique_ptr<StreamCoder> coder) : source_(std::move(source)), coder_(std::move(coder)) {}

  [[nodiscard]] State read(std::string& out, std::size_t wanted) override {
    // One piece in, whatever comes out: a call stays short, and most of them give nothing away too early.
    plain_.clear();
    const State state = source_->read(plain_, wanted);
    if (state == State::Failed || !coder_->put(plain_, state == State::End, out)) return State::Failed;
    return state;
  }

 private:
  std::shared_ptr<BodySource> source_;
  std::unique_ptr<StreamCoder> coder_;
  std::string plain_;
};

class FailedSource final : public BodySource {
 public:
  [[nodiscard]] State read(std::string&, std::size_t) override { return State::Failed; }
};

}  // namespace

std::shared_ptr<BodySource> coded(std::shared_ptr<BodySource> source, Encoding encoding) {
  if (encoding == Encoding::Identity) return source;
  auto coder = make_stream_coder(encoding);
  if (!coder) return std::make_shared<FailedSource>();
  return std::make_shared<CodedSource>(std::move(source), std::move(coder));
}

Response respond(const Request& request, const Representation::Metadata& metadata, const std::string& identity_tag,
                 const std::function<std::shared_ptr<BodySource>()>& make) {
  const bool compressible = is_text_type(metadata.content_type);
  const auto encoding = choose_encoding(request, compressible, CodingOrder::QuickestFirst);
  Response response;
  if (!encoding) {
    response = status_response(406);
    add_vary(response.headers, "Accept-Encoding");
    return response;
  }
  response.headers = metadata.headers;
  if (compressible) add_vary(response.headers, "Accept-Encoding");
  const std::string etag = coded_etag(identity_tag, *encoding);
  if (is_not_modified(request, etag, metadata.last_modified)) {
    response.status = 304;
  } else {
    response.content_type = metadata.content_type;
    if (*encoding != Encoding::Identity) response.headers.set("Content-Encoding", std::string(to_string(*encoding)));
    response.source = coded(make(), *encoding);
  }
  response.headers.set("ETag", etag);
  if (metadata.last_modified) response.headers.set("Last-Modified", http_date(*metadata.last_modified));
  return response;
}

}  // namespace atalaya::http
