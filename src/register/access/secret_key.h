// What the register must be able to read again, and nobody who has a copy of the database: the secrets of one-time codes. They stand in the store sealed by
// AES-256-GCM (NIST SP 800-38D); the key lies in a file of its own, which only its owner can read.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace atalaya::reg {

class Store;

/// The newest key seals, all of them unseal.
class SecretKey {
 public:
  /// A new one, in no file.
  [[nodiscard]] static SecretKey random();
  /// NotFound; Conflict where others than its owner can read the file; Input where it is none of ours.
  [[nodiscard]] static Result<SecretKey> open(const std::filesystem::path& path);
  /// Writes the file (mode 0600), in place of what was there.
  [[nodiscard]] Status save(const std::filesystem::path& path) const;
  /// With a new key before these.
  [[nodiscard]] SecretKey renewed() const;

  /// Says which key it is, and nothing of it.
  [[nodiscard]] std::string name() const;
  [[nodiscard]] bool has(const std::string& name) const;

  /// `about` is whose secret it is (associated data): sealed for one account, it is worth nothing in another's row. The nonce is random, so the same secret is
  /// never sealed to the same text.
  [[nodiscard]] std::string seal(std::string_view secret, std::string_view about) const;
  /// Nothing where it was sealed with none of these keys, for somebody else, or was changed.
  [[nodiscard]] std::optional<std::string> unseal(std::string_view sealed, std::string_view about) const;

 private:
  explicit SecretKey(std::vector<std::string> texts) : texts_(std::move(texts)) {}
  std::vector<std::string> texts_;  ///< As they stand in the file: a token a line, the newest first.
};

/// Whether a text is what seal() gives.
[[nodiscard]] bool is_sealed(std::string_view text);

/// The register's key: made where neither file nor store has one, and secrets that still stand in clear are sealed. Conflict where the file is gone or is
/// another register's: what was sealed cannot be read, and the error says what to do.
[[nodiscard]] Result<SecretKey> open_secret_key(Store& store, const std::filesystem::path& path);

/// Seals everything with a new key. Where the present one is lost (or there is another's), what nobody can read any more stays as it is: its owners log in
/// again once they are recovered (Accounts::begin_recovery).
[[nodiscard]] Result<SecretKey> renew_secret_key(Store& store, const std::string& actor, const std::filesystem::path& path);

struct SecretState {
  std::size_t sealed = 0;         ///< Accounts with a secret.
  std::vector<std::string> lost;  ///< Public ids of those whose secret this key does not unseal.
};
[[nodiscard]] Result<SecretState> secret_state(Store& store, const SecretKey& key);

}  // namespace atalaya::reg
