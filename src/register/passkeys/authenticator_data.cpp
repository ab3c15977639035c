#include "register/passkeys/authenticator_data.h"

#include "base/locale.h"
#include "register/passkeys/cbor.h"

namespace atalaya::reg::webauthn {

namespace {

enum Flag : unsigned { UserPresent = 0x01, UserVerified = 0x04, BackupEligible = 0x08, BackedUp = 0x10, HasCredential = 0x40, HasExtensions = 0x80 };

constexpr std::size_t hash_bytes = 32, aaguid_bytes = 16;

std::uint32_t number(std::string_view bytes) {
  std::uint32_t out = 0;
  for (const char c : bytes) out = out << 8U | static_cast<unsigned char>(c);
  return out;
}

/// Takes bytes from the beginning; the caller knows that they are there.
std::string_view take(std::string_view& rest, std::size_t count) {
  const std::string_view out = rest.substr(0, count);
  rest.remove_prefix(count);
  return out;
}

}  // namespace

std::unexpected<Error> malformed() { return fail(ErrorKind::Input, tr_noop("the passkey's data are not of the form that is expected")); }

Result<AuthenticatorData> read_authenticator_data(std::string_view bytes) {
  if (bytes.size() < hash_bytes + 5 || bytes.size() > most_authenticator_bytes) return malformed();
  std::string_view rest = bytes;
  AuthenticatorData out{.rp_id_hash = take(rest, hash_bytes)};
  const unsigned flags = number(take(rest, 1));
  out.user_present = (flags & UserPresent) != 0;
  out.user_verified = (flags & UserVerified) != 0;
  out.backup_eligible = (flags & BackupEligible) != 0;
  out.backed_up = (flags & BackedUp) != 0;
  out.counter = number(take(rest, 4));
  if ((flags & HasCredential) != 0) {
    if (rest.size() < aaguid_bytes + 2) return malformed();
    take(rest, aaguid_bytes);  // The model of the authenticator: not asked for, and not kept.
    const std::size_t length = number(take(rest, 2));
    if (length == 0 || length > most_credential_id_bytes || rest.size() < length) return malformed();
    AttestedCredential credential{.id = take(rest, length), .key = {}};
    const auto key = cbor::item_size(rest);
    if (!key || !cbor::is_map(rest.substr(0, *key))) return malformed();
    credential.key = take(rest, *key);
    out.credential = credential;
  }
  if ((flags & HasExtensions) != 0) {
    // None were asked for; what an authenticator adds of itself is passed over (section 7.1).
    const auto extensions = cbor::item_size(rest);
    if (!extensions || !cbor::is_map(rest.substr(0, *extensions))) return malformed();
    take(rest, *extensions);
  }
  if (!rest.empty()) return malformed();
  return out;
}

}  // namespace atalaya::reg::webauthn
