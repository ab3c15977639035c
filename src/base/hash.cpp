#include "base/hash.h"

#include <openssl/evp.h>

#include <array>

#include "base/files.h"

namespace atalaya {

std::string sha256(std::string_view bytes) {
  static constexpr char hex[] = "0123456789abcdef";
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr);
  std::string out;
  for (unsigned i = 0; i < length; ++i) {
    out += hex[digest[i] >> 4U];
    out += hex[digest[i] & 0xfU];
  }
  return out;
}

Result<std::string> sha256_of_file(const std::filesystem::path& path) {
  const auto file = TRY(MappedFile::open(path));
  return sha256(file.bytes());
}

}  // namespace atalaya
