// Passwords: what is accepted as one, and its Argon2id hash (RFC 9106).
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

#include "base/error.h"

namespace atalaya::reg {

/// RFC 9106, section 4, the second recommended option, for machines where memory is dear: 3 passes over 64 MiB in 4 lanes, a salt of 128 bits, a tag of 256.
struct Argon2Cost {
  std::uint32_t passes = 3;
  std::uint32_t kibibytes = 64 * 1024;
  std::uint32_t lanes = 4;
};

/// Hashes, only a few at once: each takes its memory, and a crowd at the login must not take the machine's.
class PasswordHasher {
 public:
  explicit PasswordHasher(const Argon2Cost& cost = {}, unsigned at_once = 2, unsigned most_waiting = 64);

  /// The encoded form with its parameters and salt. System where too many wait already.
  [[nodiscard]] Result<std::string> hash(std::string_view password);
  /// An encoded form that is empty is nobody's: as much work is done, and the answer is no.
  [[nodiscard]] Result<bool> matches(const std::string& encoded, std::string_view password);
  /// Whether it was made with other parameters than are used now.
  [[nodiscard]] bool is_outdated(const std::string& encoded) const;
  /// How many hashes were computed, for tests of what a login costs.
  [[nodiscard]] std::uint64_t computed() const { return computed_; }

 private:
  class Turn;
  [[nodiscard]] std::string compute(std::string_view password);

  Argon2Cost cost_;
  unsigned at_once_, most_waiting_;
  std::string nobody_;  ///< What an account without a password is compared with.
  std::mutex mutex_;
  std::condition_variable free_;
  unsigned running_ = 0, waiting_ = 0;
  std::uint64_t computed_ = 0;
};

/// The form in which a password is hashed: NFKC, so that one keyboard's letters are another's (NIST SP 800-63B, 5.1.1.2).
[[nodiscard]] std::string normal_password(std::string_view password);

/// At least 12 characters and at most 1,024 bytes, not all of them from a handful, not one's own address or name, not one of the usual ones. Input, with why.
[[nodiscard]] Status check_password(std::string_view password, std::string_view email, std::string_view name);

}  // namespace atalaya::reg
