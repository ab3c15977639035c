#include "http/compress.h"

#include <brotli/encode.h>
#include <zlib.h>
#include <zstd.h>

#include <limits>

namespace atalaya::http {

namespace {

// For streams: the most that leaves a processor some hundred megabytes a second (zstd), or as near to it as the coding comes.
constexpr int gzip_stream_level = 3;
constexpr int brotli_stream_quality = 3;
constexpr int zstd_stream_level = 3;
constexpr int window_with_gzip_header = 15 + 16;
constexpr std::size_t step = 64U << 10U;

class GzipCoder final : public StreamCoder {
 public:
  GzipCoder() : ready_(deflateInit2(&stream_, gzip_stream_level, Z_DEFLATED, window_with_gzip_header, 8, Z_DEFAULT_STRATEGY) == Z_OK) {}
  ~GzipCoder() override { deflateEnd(&stream_); }
  GzipCoder(const GzipCoder&) = delete;
  GzipCoder& operator=(const GzipCoder&) = delete;
  [[nodiscard]] bool ready() const { return ready_; }

  [[nodiscard]] bool put(std::string_view text, bool is_last, std::string& out) override {
    constexpr std::size_t most = std::size_t{1} << 30U;  // avail_in of zlib is an unsigned int.
    do {
      const auto part = text.substr(0, most);
      text.remove_prefix(part.size());
      stream_.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(part.data()));
      stream_.avail_in = static_cast<uInt>(part.size());
      do {
        const std::size_t before = out.size();
        out.resize(before + step);
        stream_.next_out = reinterpret_cast<Bytef*>(out.data() + before);
        stream_.avail_out = static_cast<uInt>(step);
        const int outcome = deflate(&stream_, is_last && text.empty() ? Z_FINISH : Z_NO_FLUSH);
        out.resize(out.size() - stream_.avail_out);
        if (outcome != Z_OK && outcome != Z_STREAM_END && outcome != Z_BUF_ERROR) return false;
      } while (stream_.avail_out == 0);
    } while (!text.empty());
    return true;
  }

 private:
  z_stream stream_{};
  bool ready_;
};

class BrotliCoder final : public StreamCoder {
 public:
  BrotliCoder() : state_(BrotliEncoderCreateInstance(nullptr, nullptr, nullptr)) {
    if (state_ != nullptr) BrotliEncoderSetParameter(state_, BROTLI_PARAM_QUALITY, brotli_stream_quality);
  }
  ~BrotliCoder() override { BrotliEncoderDestroyInstance(state_); }
  BrotliCoder(const BrotliCoder&) = delete;
  BrotliCoder& operator=(const BrotliCoder&) = delete;
  [[nodiscard]] bool ready() const { return state_ != nullptr; }

  [[nodiscard]] bool put(std::string_view text, bool is_last, std::string& out) override {
    const auto* next = reinterpret_cast<const std::uint8_t*>(text.data());
    std::size_t available = text.size();
    const auto operation = is_last ? BROTLI_OPERATION_FINISH : BROTLI_OPERATION_PROCESS;
    do {
      std::size_t no_room = 0;
      if (!BrotliEncoderCompressStream(state_, operation, &available, &next, &no_room, nullptr, nullptr)) return false;
      std::size_t size = 0;
      const std::uint8_t* made = BrotliEncoderTakeOutput(state_, &size);
      out.append(reinterpret_cast<const char*>(made), size);
    } while (available > 0 || BrotliEncoderHasMoreOutput(state_));
    return !is_last || BrotliEncoderIsFinished(state_);
  }

 private:
  BrotliEncoderState* state_;
};

class ZstdCoder final : public StreamCoder {
 public:
  ZstdCoder() : context_(ZSTD_createCCtx()) {
    if (context_ != nullptr) ZSTD_CCtx_setParameter(context_, ZSTD_c_compressionLevel, zstd_stream_level);
  }
  ~ZstdCoder() override { ZSTD_freeCCtx(context_); }
  ZstdCoder(const ZstdCoder&) = delete;
  ZstdCoder& operator=(const ZstdCoder&) = delete;
  [[nodiscard]] bool ready() const { return context_ != nullptr; }

  [[nodiscard]] bool put(std::string_view text, bool is_last, std::string& out) override {
    ZSTD_inBuffer input{text.data(), text.size(), 0};
    for (;;) {
      const std::size_t before = out.size();
      out.resize(before + step);
      ZSTD_outBuffer output{out.data() + before, step, 0};
      const std::size_t left = ZSTD_compressStream2(context_, &output, &input, is_last ? ZSTD_e_end : ZSTD_e_continue);
      out.resize(before + output.pos);
      if (ZSTD_isError(left)) return false;
      if (is_last ? left == 0 : input.pos == input.size) return true;
    }
  }

 private:
  ZSTD_CCtx* context_;
};

template <typename Coder>
std::unique_ptr<StreamCoder> made() {
  auto coder = std::make_unique<Coder>();
  if (!coder->ready()) return nullptr;
  return coder;
}

}  // namespace

std::optional<std::string> gzip(std::string_view text, int level) {
  // avail_in of zlib is an unsigned int; bodies above 4 GB are not sent compressed.
  if (text.size() > std::numeric_limits<uInt>::max() / 2) return std::nullopt;
  z_stream stream{};
  if (deflateInit2(&stream, level, Z_DEFLATED, window_with_gzip_header, 8, Z_DEFAULT_STRATEGY) != Z_OK) return std::nullopt;
  std::string out(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
  // zlib does not write to its input, it only lacks the const.
  stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int outcome = deflate(&stream, Z_FINISH);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  if (outcome != Z_STREAM_END) return std::nullopt;
  out.shrink_to_fit();
  return out;
}

std::optional<std::string> brotli(std::string_view text, int quality) {
  std::size_t size = BrotliEncoderMaxCompressedSize(text.size());
  if (size == 0) return std::nullopt;
  std::string out(size, '\0');
  if (!BrotliEncoderCompress(quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, text.size(), reinterpret_cast<const std::uint8_t*>(text.data()), &size,
                             reinterpret_cast<std::uint8_t*>(out.data())))
    return std::nullopt;
  out.resize(size);
  out.shrink_to_fit();
  return out;
}

std::optional<std::string> zstd(std::string_view text, int level) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  const std::size_t size = ZSTD_compress(out.data(), out.size(), text.data(), text.size(), level);
  if (ZSTD_isError(size)) return std::nullopt;
  out.resize(size);
  out.shrink_to_fit();
  return out;
}

std::unique_ptr<StreamCoder> make_stream_coder(Encoding encoding) {
  switch (encoding) {
    case Encoding::Gzip: return made<GzipCoder>();
    case Encoding::Brotli: return made<BrotliCoder>();
    case Encoding::Zstd: return made<ZstdCoder>();
    case Encoding::Identity: break;
  }
  return nullptr;
}

}  // namespace atalaya::http
