// libFuzzer: what a browser, or somebody in its place, may send as a passkey's answer. The first letter says what the rest is.
#include "register/passkeys/cbor.h"
#include "register/passkeys/ceremony.h"

#include "support.h"

using namespace atalaya;
namespace w = atalaya::reg::webauthn;

namespace {

const w::RelyingParty site{"observatory.example", "https://observatory.example"};
const std::string challenge = "AAECAwQFBgcICQ";
const std::string client_data = R"({"type":"webauthn.create","challenge":"AAECAwQFBgcICQ","origin":"https://observatory.example"})";

template <typename T>
bool good(const Result<T>& result) {
  if (!result) fuzz::check_error(result.error());
  return result.has_value();
}

void cbor(std::string_view bytes) {
  const auto size = reg::cbor::item_size(bytes);
  if (!size) return;
  fuzz::require(*size > 0 && *size <= bytes.size());
  const std::string_view item = bytes.substr(0, *size);
  fuzz::require(reg::cbor::item_size(item) == *size);
  if (*size > 1) fuzz::require(!reg::cbor::item_size(item.substr(0, *size - 1)));
  if (const auto members = reg::cbor::text_map(item)) {
    for (const auto& [key, value] : *members) fuzz::require(reg::cbor::item_size(value) == value.size() && reg::cbor::member(*members, key) == value);
  }
}

void authenticator(std::string_view bytes) {
  const auto read = w::read_authenticator_data(bytes);
  if (!good(read)) return;
  fuzz::require(read->rp_id_hash.size() == 32);
  if (read->credential) fuzz::require(!read->credential->id.empty() && read->credential->id.size() <= w::most_credential_id_bytes);
}

void client(std::string_view bytes) {
  const auto read = w::read_client_data(bytes);
  if (good(read)) fuzz::require(!read->type.empty() && !read->challenge.empty() && !read->origin.empty());
}

/// The client data is right, so that all the rest is reached.
void attestation(std::string_view bytes) {
  const auto made = w::verify_attestation(site, challenge, {client_data, std::string(bytes)});
  if (good(made)) fuzz::require(!made->id.empty() && w::VerificationKey::of(made->key).has_value() && (made->backup_eligible || !made->backed_up));
}

/// No signature of noise is ever right.
void assertion(std::string_view bytes) {
  static const std::string shown = R"({"type":"webauthn.get","challenge":"AAECAwQFBgcICQ","origin":"https://observatory.example"})";
  const std::size_t cut = bytes.size() / 2;
  const w::Assertion answer{.credential = "c",
                            .client_data = shown,
                            .authenticator_data = std::string(bytes.substr(0, cut)),
                            .signature = std::string(bytes.substr(cut)),
                            .user = "u"};
  fuzz::require(!good(w::verify_assertion(site, challenge, answer, w::nobodys_key())));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::text_of(data, size);
  if (bytes.empty()) return 0;
  const std::string_view rest = bytes.substr(1);
  switch (bytes[0]) {
    case 'c': client(rest); break;
    case 'd': authenticator(rest); break;
    case 'o': attestation(rest); break;
    case 's': assertion(rest); break;
    default: cbor(rest);
  }
  return 0;
}
