#include "register/passkeys/ceremony.h"

#include <arpa/inet.h>
#include <fido.h>
#include <openssl/sha.h>

#include <array>
#include <memory>

#include "base/locale.h"
#include "register/oidc/url.h"
#include "register/passkeys/cbor.h"
#include "register/store/random.h"

namespace atalaya::reg::webauthn {

namespace {

struct Free {
  void operator()(fido_cred_t* one) const { fido_cred_free(&one); }
  void operator()(fido_assert_t* one) const { fido_assert_free(&one); }
};
using Credential = std::unique_ptr<fido_cred_t, Free>;
using Assert = std::unique_ptr<fido_assert_t, Free>;

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string raw_sha256(std::string_view text) {
  std::string out(SHA256_DIGEST_LENGTH, '\0');
  SHA256(bytes(text), text.size(), reinterpret_cast<unsigned char*>(out.data()));
  return out;
}

/// Sections 7.1 and 7.2: type, challenge, origin.
Status check_client(const RelyingParty& site, const std::string& challenge, std::string_view data, std::string_view type) {
  const ClientData client = TRY(read_client_data(data));
  if (client.type != type) return fail(ErrorKind::Input, tr_noop("this answer of a passkey is to another question"));
  if (challenge.empty() || !same_secret(client.challenge, challenge)) return fail(ErrorKind::Input, tr_noop("this answer of a passkey is to another question"));
  if (client.origin != site.origin || client.cross_origin) return fail(ErrorKind::Input, tr_noop("this passkey was used at another address than this site's"));
  return {};
}

/// Sections 7.1 and 7.2: the hash of the site's id and the flags.
Status check_authenticator(const RelyingParty& site, const AuthenticatorData& data) {
  if (data.rp_id_hash != raw_sha256(site.id)) return fail(ErrorKind::Input, tr_noop("this passkey was used at another address than this site's"));
  if (!data.user_present || !data.user_verified) {
    return fail(ErrorKind::Input, tr_noop("the passkey did not check who you are"), {}, tr_noop("set up a PIN, a fingerprint or your face on the device"));
  }
  if (data.backed_up && !data.backup_eligible) return malformed();
  return {};
}

bool done(int code) { return code == FIDO_OK; }

/// The credential as libfido2 reads it, of the one of our algorithms that is the key's.
struct Read {
  Credential credential;
  Algorithm algorithm;
};
std::optional<Read> read_credential(std::string_view authenticator_data) {
  for (const Algorithm algorithm : all_algorithms) {
    Credential credential(fido_cred_new());
    if (credential && done(fido_cred_set_type(credential.get(), static_cast<int>(algorithm))) &&
        done(fido_cred_set_authdata_raw(credential.get(), bytes(authenticator_data), authenticator_data.size()))) {
      return Read{std::move(credential), algorithm};
    }
  }
  return std::nullopt;
}

/// Section 8.2, by the key that is attested with or, without a certificate, by the new one itself. Whose certificate it is has no weight: attestation is not
/// asked for, and a model of authenticator is not preferred to another.
bool packed_is_right(fido_cred_t* credential, const RelyingParty& site, std::string_view client_data, std::string_view statement) {
  const std::string hash = raw_sha256(client_data);
  if (!done(fido_cred_set_rp(credential, site.id.c_str(), nullptr)) || !done(fido_cred_set_clientdata_hash(credential, bytes(hash), hash.size())) ||
      !done(fido_cred_set_uv(credential, FIDO_OPT_TRUE)) || !done(fido_cred_set_fmt(credential, "packed")) ||
      !done(fido_cred_set_attstmt(credential, bytes(statement), statement.size()))) {
    return false;
  }
  return done(fido_cred_x5c_len(credential) > 0 ? fido_cred_verify(credential) : fido_cred_verify_self(credential));
}

}  // namespace

std::optional<RelyingParty> relying_party(const std::string& public_url) {
  const auto url = parse_url(public_url);
  if (!url) return std::nullopt;
  const bool here = url->host == "localhost" || url->host.ends_with(".localhost");
  if (url->scheme != "https" && !here) return std::nullopt;
  std::array<unsigned char, sizeof(in6_addr)> address{};
  if (url->host.starts_with('[') || ::inet_pton(AF_INET, url->host.c_str(), address.data()) == 1) return std::nullopt;
  const bool usual = url->port == (url->scheme == "https" ? "443" : "80");
  return RelyingParty{url->host, url->scheme + "://" + url->host + (usual ? "" : ":" + url->port)};
}

Result<NewCredential> verify_attestation(const RelyingParty& site, const std::string& challenge, const Attestation& answer) {
  TRY_STATUS(check_client(site, challenge, answer.client_data, "webauthn.create"));
  if (answer.object.size() > most_attestation_bytes) return malformed();
  const auto members = cbor::text_map(answer.object);
  if (!members) return malformed();
  const auto format = cbor::text(cbor::member(*members, "fmt"));
  const std::string_view statement = cbor::member(*members, "attStmt");
  const auto raw = cbor::byte_string(cbor::member(*members, "authData"));
  if (!format || !raw || !cbor::is_map(statement)) return malformed();

  const AuthenticatorData data = TRY(read_authenticator_data(*raw));
  TRY_STATUS(check_authenticator(site, data));
  if (!data.credential) return malformed();
  auto read = read_credential(*raw);
  if (!read) return fail(ErrorKind::Input, tr_noop("this passkey is of a kind that is not accepted here"));
  fido_cred_t* credential = read->credential.get();
  const auto key = public_key(read->algorithm, {reinterpret_cast<const char*>(fido_cred_pubkey_ptr(credential)), fido_cred_pubkey_len(credential)});
  if (!key) return fail(ErrorKind::Input, tr_noop("this passkey is of a kind that is not accepted here"));

  if (*format == "none") {
    if (statement.size() != 1) return malformed();  // Section 8.7: an empty map.
  } else if (*format == "packed") {
    if (!packed_is_right(credential, site, answer.client_data, statement)) return fail(ErrorKind::Input, tr_noop("the signature of the passkey is not right"));
  } else {
    return fail(ErrorKind::Input, tr_noop("this passkey is of a kind that is not accepted here"));
  }
  return NewCredential{
      .id = std::string(data.credential->id), .key = *key, .counter = data.counter, .backup_eligible = data.backup_eligible, .backed_up = data.backed_up};
}

Result<AssertionFacts> verify_assertion(const RelyingParty& site, const std::string& challenge, const Assertion& answer, const PublicKey& key) {
  TRY_STATUS(check_client(site, challenge, answer.client_data, "webauthn.get"));
  const AuthenticatorData data = TRY(read_authenticator_data(answer.authenticator_data));
  TRY_STATUS(check_authenticator(site, data));
  if (answer.signature.empty() || answer.signature.size() > most_signature_bytes) return malformed();
  const auto verifier = VerificationKey::of(key);
  const Assert assertion(fido_assert_new());
  if (!verifier || !assertion) return fail(ErrorKind::System, "the passkey cannot be checked at present");
  const std::string hash = raw_sha256(answer.client_data);
  // It checks the site's id and the flags once more.
  const bool is_right = done(fido_assert_set_rp(assertion.get(), site.id.c_str())) &&
                        done(fido_assert_set_clientdata_hash(assertion.get(), bytes(hash), hash.size())) &&
                        done(fido_assert_set_up(assertion.get(), FIDO_OPT_TRUE)) && done(fido_assert_set_uv(assertion.get(), FIDO_OPT_TRUE)) &&
                        done(fido_assert_set_count(assertion.get(), 1)) &&
                        done(fido_assert_set_authdata_raw(assertion.get(), 0, bytes(answer.authenticator_data), answer.authenticator_data.size())) &&
                        done(fido_assert_set_sig(assertion.get(), 0, bytes(answer.signature), answer.signature.size())) &&
                        done(fido_assert_verify(assertion.get(), 0, static_cast<int>(key.algorithm), verifier->get()));
  if (!is_right) return fail(ErrorKind::Input, tr_noop("the signature of the passkey is not right"));
  return AssertionFacts{.counter = data.counter, .backup_eligible = data.backup_eligible, .backed_up = data.backed_up};
}

}  // namespace atalaya::reg::webauthn
