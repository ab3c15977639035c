// One-time codes of the time (TOTP, RFC 6238), as authenticator programs show them: SHA-1, six digits, steps of 30 seconds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "register/access/hmac.h"
#include "register/store/clock.h"

namespace atalaya::reg::totp {

/// 160 random bits (RFC 4226, section 4, R6), raw.
[[nodiscard]] std::string new_secret();

/// The code of one step (RFC 4226, section 5.3); `secret` raw.
[[nodiscard]] std::string code(std::string_view secret, std::int64_t step, int digits = 6, HashKind kind = HashKind::Sha1);
[[nodiscard]] std::int64_t step_of(Instant instant);

/// The step whose code this is: the present one, or one before or after it (clocks differ), and later than `last`, the step that was taken last. The time it
/// takes does not tell which.
[[nodiscard]] std::optional<std::int64_t> match(std::string_view secret, std::string_view code, Instant now, std::int64_t last);

/// What an authenticator reads from a picture or a link: otpauth://totp/ISSUER:ACCOUNT?secret=…
[[nodiscard]] std::string uri(std::string_view secret, std::string_view issuer, std::string_view account);
/// The secret in base32 as people type it: capital letters.
[[nodiscard]] std::string secret_text(std::string_view secret);
/// The raw secret; nothing where the text is no base32.
[[nodiscard]] std::optional<std::string> parse_secret(std::string_view text);

}  // namespace atalaya::reg::totp
