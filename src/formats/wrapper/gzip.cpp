#include <zlib.h>

#include <algorithm>
#include <array>

#include "formats/wrapper/unpacking.h"

namespace atalaya {

namespace {

class Inflater {
 public:
  Inflater() { ready_ = inflateInit2(&stream_, 15 + 16) == Z_OK; }  // 16: gzip's head and checksum
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() { inflateEnd(&stream_); }
  [[nodiscard]] bool ready() const { return ready_; }
  z_stream& stream() { return stream_; }

 private:
  z_stream stream_{};
  bool ready_ = false;
};

}  // namespace

Result<std::vector<UnwrappedMessage>> unwrap_gzip(std::string_view bytes, Unpacking& unpacking) {
  Inflater inflater;
  if (!inflater.ready()) return fail(ErrorKind::System, "zlib has no memory");
  TemporaryFile to = TRY(TemporaryFile::create());
  z_stream& stream = inflater.stream();
  std::array<char, std::size_t{1} << 18U> buffer;
  std::string_view rest = bytes;
  for (;;) {
    if (stream.avail_in == 0) {
      // zlib counts in 32 bits.
      const std::string_view part = rest.substr(0, std::size_t{1} << 30U);
      rest.remove_prefix(part.size());
      stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(part.data()));
      stream.avail_in = static_cast<uInt>(part.size());
    }
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.avail_out = static_cast<uInt>(buffer.size());
    const int code = inflate(&stream, Z_NO_FLUSH);
    if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR)
      return unpacking.fault(std::string("the gzip is damaged: ") + (stream.msg == nullptr ? "it cannot be read" : stream.msg));
    const std::size_t made = buffer.size() - stream.avail_out;
    TRY_STATUS(unpacking.take(made));
    TRY_STATUS(to.write({buffer.data(), made}));
    if (code == Z_STREAM_END) {
      // RFC 1952, section 2.2: members follow each other. Zeros behind the last are padding.
      const std::string_view left(reinterpret_cast<const char*>(stream.next_in), stream.avail_in);
      if (rest.empty() && std::ranges::all_of(left, [](char c) { return c == '\0'; })) break;
      if (inflateReset(&stream) != Z_OK) return unpacking.fault("the gzip is damaged");
      continue;
    }
    if (made == 0 && stream.avail_in == 0 && rest.empty()) return unpacking.fault("the gzip is cut off");
  }
  std::string name = unpacking.file();
  if (name.ends_with(".gz")) name.resize(name.size() - 3);
  std::vector<UnwrappedMessage> messages;
  auto unpacked = TRY(to.map());
  messages.push_back({std::move(name), std::move(unpacked)});
  return messages;
}

}  // namespace atalaya
