#include "register/access/hmac.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <stdexcept>

namespace atalaya::reg {

std::string hmac(HashKind kind, std::string_view key, std::string_view message) {
  const EVP_MD* hash = kind == HashKind::Sha1 ? EVP_sha1() : kind == HashKind::Sha256 ? EVP_sha256() : EVP_sha512();
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned length = 0;
  if (HMAC(hash, key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(message.data()), message.size(), out.data(), &length) ==
      nullptr) {
    throw std::runtime_error("OpenSSL has no HMAC");
  }
  return {reinterpret_cast<const char*>(out.data()), length};
}

}  // namespace atalaya::reg
