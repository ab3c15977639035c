// The codings read back, for bodies of up to a few megabytes; empty where the bytes are not wholly of the coding.
#pragma once

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <string>

namespace atalaya::http {

inline constexpr std::size_t most_decoded = 16U << 20U;

inline std::string gunzip(std::string bytes) {
  z_stream stream{};
  inflateInit2(&stream, 15 + 16);
  std::string out(most_decoded, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int outcome = inflate(&stream, Z_FINISH);
  out.resize(outcome == Z_STREAM_END ? stream.total_out : 0);
  inflateEnd(&stream);
  return out;
}

inline std::string unbrotli(const std::string& bytes) {
  std::string out(most_decoded, '\0');
  std::size_t size = out.size();
  const auto outcome =
      BrotliDecoderDecompress(bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()), &size, reinterpret_cast<std::uint8_t*>(out.data()));
  out.resize(outcome == BROTLI_DECODER_RESULT_SUCCESS ? size : 0);
  return out;
}

inline std::string unzstd(const std::string& bytes) {
  std::string out(most_decoded, '\0');
  ZSTD_DCtx* const context = ZSTD_createDCtx();
  ZSTD_inBuffer input{bytes.data(), bytes.size(), 0};
  ZSTD_outBuffer output{out.data(), out.size(), 0};
  const std::size_t left = ZSTD_decompressStream(context, &output, &input);
  ZSTD_freeDCtx(context);
  out.resize(left == 0 && input.pos == input.size ? output.pos : 0);
  return out;
}

}  // namespace atalaya::http
