// A login that has begun and not ended: what is remembered while the person is at the provider.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "register/access/assurance.h"
#include "register/store/clock.h"

namespace atalaya::reg {

constexpr std::chrono::minutes most_login_time{10};

/// The caller keeps it where the person cannot read or change it, bound to their browser (a cookie of its own), and takes it away with the first answer that
/// comes for it, whatever the answer is: a state is good once. It has secrets, and none of the person's.
struct Pending {
  std::string provider = {};
  std::string state = {};     ///< Against answers that were not asked for (RFC 6749, section 10.12).
  std::string nonce = {};     ///< Against ID tokens of another login.
  std::string verifier = {};  ///< Against stolen codes (RFC 7636).
  std::string redirect_uri = {};
  std::string return_to = {};  ///< A path of this site (is_local_path), or empty.
  Assurance least = Assurance::Low;
  std::optional<std::chrono::seconds> max_age = {};
  Instant started = {};

  [[nodiscard]] Instant expires() const { return started + most_login_time; }
  [[nodiscard]] std::string to_text() const;
  /// Input where it is not what to_text() wrote.
  [[nodiscard]] static Result<Pending> from_text(std::string_view text);
  bool operator==(const Pending&) const = default;
};

}  // namespace atalaya::reg
