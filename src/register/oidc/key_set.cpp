#include "register/oidc/key_set.h"

#include <cjose/cjose.h>

#include <algorithm>
#include <bit>

#include "base/json_writer.h"
#include "base/text.h"
#include "register/oidc/base64url.h"

namespace atalaya::reg {

namespace {

constexpr std::size_t most_bytes = std::size_t{256} << 10U, most_keys = 100, most_kid_bytes = 300;
constexpr std::size_t least_bits = 2048, most_bits = 8192;

struct Releasing {
  void operator()(cjose_jwk_t* key) const { cjose_jwk_release(key); }
};

/// An unsigned big-endian number without its leading zeros; nothing where the member is not base64url.
std::optional<std::string> number(const std::string& text) {
  auto bytes = decode_base64url(text);
  if (bytes) bytes->erase(0, bytes->find_first_not_of('\0'));
  return bytes;
}

std::size_t bits_of(const std::string& number_bytes) {
  if (number_bytes.empty()) return 0;
  return number_bytes.size() * 8 - static_cast<std::size_t>(std::countl_zero(static_cast<unsigned char>(number_bytes[0])));
}

/// cjose reads a key from JSON; it gets the public members alone.
Result<std::shared_ptr<const _cjose_jwk_int>> import_key(const JsonObject& json, JsonWriter& writer) {
  const std::string text = writer.take();
  cjose_err error{};
  cjose_jwk_t* key = cjose_jwk_import(text.data(), text.size(), &error);
  if (key == nullptr) return json.fault("the key's numbers are no key");
  return std::shared_ptr<const _cjose_jwk_int>(key, Releasing());
}

Status read_rsa(const JsonObject& json, PublicKey& out) {
  const auto modulus = number(TRY(json.text("n")));
  const auto exponent = number(TRY(json.text("e")));
  if (!modulus || !exponent) return json.fault("'n' or 'e' is not base64url");
  const std::size_t bits = bits_of(*modulus);
  if (bits < least_bits || bits > most_bits) return json.fault("an RSA key of " + std::to_string(bits) + " bits");
  // A large exponent makes verifying slow and nothing safer; an even one, or 1, makes no signature at all.
  const bool odd = !exponent->empty() && (static_cast<unsigned char>(exponent->back()) & 1U) != 0;
  if (!odd || exponent->size() > 4 || *exponent == "\x01" || (static_cast<unsigned char>(modulus->back()) & 1U) == 0)
    return json.fault("an RSA key that is none");
  out.signature_bytes = modulus->size();
  JsonWriter writer;
  writer.begin_object().field("kty", "RSA").field("n", base64url(*modulus)).field("e", base64url(*exponent)).end_object();
  out.key = TRY(import_key(json, writer));
  return {};
}

Status read_ec(const JsonObject& json, PublicKey& out) {
  out.curve = TRY(json.text("crv"));
  const std::size_t bytes = out.curve == "P-256" ? 32U : out.curve == "P-384" ? 48U : out.curve == "P-521" ? 66U : 0U;
  if (bytes == 0) return json.fault("the curve " + shown(out.curve));
  const std::string x = TRY(json.text("x")), y = TRY(json.text("y"));
  const auto x_bytes = decode_base64url(x), y_bytes = decode_base64url(y);
  // RFC 7518, section 6.2.1.2: the full size of a coordinate.
  if (!x_bytes || !y_bytes || x_bytes->size() != bytes || y_bytes->size() != bytes) return json.fault("a coordinate of another size than its curve's");
  out.signature_bytes = 2 * bytes;
  JsonWriter writer;
  writer.begin_object().field("kty", "EC").field("crv", out.curve).field("x", x).field("y", y).end_object();
  out.key = TRY(import_key(json, writer));
  return {};
}

Result<PublicKey> read_key(const JsonObject& json) {
  PublicKey out;
  out.type = TRY(json.text("kty"));
  out.kid = TRY(json.text_or_empty("kid"));
  out.algorithm = TRY(json.text_or_empty("alg"));
  if (out.kid.size() > most_kid_bytes) return json.fault("a 'kid' that is too long");
  const std::string use = TRY(json.text_or_empty("use"));
  if (!use.empty() && use != "sig") return json.fault("not for signatures");
  const auto operations = TRY(json.texts("key_ops"));
  if (!operations.empty() && std::ranges::find(operations, "verify") == operations.end()) return json.fault("not for verifying");
  if (json.has("d") || json.has("k")) return json.fault("its private part is published");
  if (out.type == "RSA") {
    TRY_STATUS(read_rsa(json, out));
  } else if (out.type == "EC") {
    TRY_STATUS(read_ec(json, out));
  } else {
    return json.fault("the type " + shown(out.type));
  }
  return out;
}

}  // namespace

Result<KeySet> KeySet::read(std::string_view text, const std::string& from) {
  const JsonObject json = TRY(JsonObject::parse(text, from, most_bytes));
  const auto items = TRY(json.objects("keys"));
  if (items.size() > most_keys) return json.fault("more than " + std::to_string(most_keys) + " keys");
  KeySet out;
  for (std::size_t i = 0; i < items.size(); ++i) {
    auto key = read_key(items[i]);
    if (key) {
      out.keys_.push_back(std::move(*key));
    } else {
      out.passed_over_.push_back("key " + std::to_string(i + 1) + ": " + key.error().what);
    }
  }
  if (out.keys_.empty())
    return json.fault("no key that can verify a signature" + (out.passed_over_.empty() ? "" : "; " + shorten(join(out.passed_over_, "; "), 300)));
  return out;
}

}  // namespace atalaya::reg
