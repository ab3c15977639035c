#include "register/store/random.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <algorithm>
#include <stdexcept>

#include "base/hash.h"

namespace atalaya::reg {

namespace {

constexpr std::string_view alphabet = "abcdefghijklmnopqrstuvwxyz234567";
constexpr std::size_t id_bytes = 16, id_letters = 26, token_bytes = 32, token_letters = 52;

bool is_base32(std::string_view text, std::size_t letters) {
  return text.size() == letters && std::ranges::all_of(text, [](char c) { return alphabet.find(c) != std::string_view::npos; });
}

}  // namespace

std::string random_bytes(std::size_t count) {
  std::string out(count, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(count)) != 1) throw std::runtime_error("OpenSSL has no random bytes");
  return out;
}

std::string base32(std::string_view bytes) {
  std::string out;
  unsigned buffer = 0, bits = 0;
  for (const char c : bytes) {
    buffer = (buffer << 8U) | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 5; bits -= 5) out += alphabet[(buffer >> (bits - 5)) & 31U];
    buffer &= (1U << bits) - 1;
  }
  if (bits > 0) out += alphabet[(buffer << (5 - bits)) & 31U];
  return out;
}

std::string new_public_id() { return base32(random_bytes(id_bytes)); }
bool is_public_id(std::string_view text) { return is_base32(text, id_letters); }
std::string new_token() { return base32(random_bytes(token_bytes)); }
bool is_token(std::string_view text) { return is_base32(text, token_letters); }
std::string token_hash(std::string_view token) { return sha256(token); }

bool same_secret(std::string_view a, std::string_view b) { return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0; }

}  // namespace atalaya::reg
