#include "register/access/passwords.h"

#include <argon2.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>

#include "base/locale.h"
#include "base/text.h"
#include "register/store/base64.h"
#include "register/store/random.h"

namespace atalaya::reg {

namespace {

constexpr std::size_t most_bytes = 1024, least_letters = 12, tag_bytes = 32, salt_bytes = 16;

/// What stands before the salt in Argon2's encoded form.
std::string parameters(const Argon2Cost& cost) {
  return "$argon2id$v=19$m=" + std::to_string(cost.kibibytes) + ",t=" + std::to_string(cost.passes) + ",p=" + std::to_string(cost.lanes) + "$";
}

/// As Argon2's encoded form has it: without padding.
std::string unpadded(const std::string& bytes) {
  std::string out = base64(bytes);
  out.erase(std::min(out.find('='), out.size()));
  return out;
}

/// The encoded form of a hash that was never computed: its tag is random, so no password has it, and to compare one with it is the work of any other.
std::string unmatched(const Argon2Cost& cost) { return parameters(cost) + unpadded(random_bytes(salt_bytes)) + "$" + unpadded(random_bytes(tag_bytes)); }

icu::UnicodeString wide(std::string_view text) { return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size()))); }

}  // namespace

/// A place among the few that hash at once.
class PasswordHasher::Turn {
 public:
  explicit Turn(PasswordHasher& hasher) : hasher_(&hasher) {
    std::unique_lock lock(hasher.mutex_);
    if (hasher.waiting_ >= hasher.most_waiting_) {
      hasher_ = nullptr;
      return;
    }
    ++hasher.waiting_;
    hasher.free_.wait(lock, [&] { return hasher.running_ < hasher.at_once_; });
    --hasher.waiting_;
    ++hasher.running_;
    ++hasher.computed_;
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() {
    if (hasher_ == nullptr) return;
    {
      const std::lock_guard lock(hasher_->mutex_);
      --hasher_->running_;
    }
    hasher_->free_.notify_one();
  }
  explicit operator bool() const { return hasher_ != nullptr; }

 private:
  PasswordHasher* hasher_;
};

PasswordHasher::PasswordHasher(const Argon2Cost& cost, unsigned at_once, unsigned most_waiting)
    : cost_(cost), at_once_(at_once), most_waiting_(most_waiting), nobody_(unmatched(cost)) {}

std::string PasswordHasher::compute(std::string_view password) {
  const std::string salt = random_bytes(salt_bytes);
  std::array<char, 256> encoded{};
  const int state = argon2id_hash_encoded(cost_.passes, cost_.kibibytes, cost_.lanes, password.data(), password.size(), salt.data(), salt.size(), tag_bytes,
                                          encoded.data(), encoded.size());
  if (state != ARGON2_OK) throw std::runtime_error(std::string("Argon2: ") + argon2_error_message(state));
  return encoded.data();
}

Result<std::string> PasswordHasher::hash(std::string_view password) {
  const Turn turn(*this);
  if (!turn) return fail(ErrorKind::System, "too many log in at once", {}, "try again in a moment");
  return compute(normal_password(password));
}

Result<bool> PasswordHasher::matches(const std::string& encoded, std::string_view password) {
  const Turn turn(*this);
  if (!turn) return fail(ErrorKind::System, "too many log in at once", {}, "try again in a moment");
  const std::string normal = normal_password(password.substr(0, most_bytes));
  const int state = argon2id_verify(encoded.empty() ? nobody_.c_str() : encoded.c_str(), normal.data(), normal.size());
  if (state == ARGON2_MEMORY_ALLOCATION_ERROR || state == ARGON2_THREAD_FAIL) return fail(ErrorKind::System, "no memory to check a password");
  return state == ARGON2_OK && !encoded.empty() && password.size() <= most_bytes;
}

bool PasswordHasher::is_outdated(const std::string& encoded) const { return !encoded.starts_with(parameters(cost_)); }

std::string normal_password(std::string_view password) {
  UErrorCode code = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCInstance(code);
  const icu::UnicodeString normal = U_SUCCESS(code) ? normalizer->normalize(wide(password), code) : wide(password);
  std::string out;
  normal.toUTF8String(out);
  return out;
}

Status check_password(std::string_view password, std::string_view email, std::string_view name) {
  const auto refuse = [](const char* why) { return fail(ErrorKind::Input, why, {}, tr_noop("several words that only you would put together are good")); };
  if (!is_utf8(password) || password.find('\0') != std::string_view::npos) return refuse(tr_noop("the password has a character that is no text"));
  if (password.size() > most_bytes) return refuse(tr_noop("the password has more than 1,024 bytes"));
  const icu::UnicodeString letters = wide(normal_password(password));
  if (static_cast<std::size_t>(letters.countChar32()) < least_letters) return refuse(tr_noop("the password has fewer than 12 characters"));
  std::set<char16_t> different;
  for (int32_t i = 0; i < letters.length(); ++i) different.insert(letters[i]);
  if (different.size() < 5) return refuse(tr_noop("the password has too few different characters"));
  const std::string folded = to_lower_ascii(password);
  const std::string_view local = email.substr(0, email.find('@'));
  for (const std::string_view own : {email, local, name}) {
    // What is left beside one's own name must be a password by itself.
    if (own.size() < 4) continue;
    const std::string rest = replace_all(folded, to_lower_ascii(own), "");
    if (rest.size() < folded.size() && rest.size() < least_letters) return refuse(tr_noop("the password is one's own name or address"));
  }
  for (const char* usual : {"123456789", "qwerty", "password", "contrase", "senha", "abcdef", "atalaya", "letmein", "iloveyou", "admin"}) {
    if (folded.find(usual) != std::string::npos && folded.size() < 20) return refuse(tr_noop("the password has a word that everybody tries"));
  }
  return {};
}

}  // namespace atalaya::reg
