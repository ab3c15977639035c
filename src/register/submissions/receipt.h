// Receipts: what was submitted, and when, signed by the register (RFC 7515, compact, ES256), so that anybody can check it with the public key.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"

namespace atalaya::reg {

inline constexpr std::string_view receipt_type = "atalaya-receipt+jws";

struct Receipt {
  std::string id;  ///< Public id of the version ("jti").
  std::string issuer;
  std::string submission;  ///< Public id ("sub").
  std::string country;
  int year = 0;
  std::string questionnaire;
  std::string questionnaire_version;
  int version = 0;      ///< The submission's, from 1.
  std::string sha256;   ///< Of the canonical JSON of the frozen answers.
  std::string instant;  ///< As the store has it.
  bool operator==(const Receipt&) const = default;
};

/// The keys that receipts are signed with: the newest signs, all verify. They lie in one file, which only its owner can read.
class ReceiptKeys {
 public:
  /// Conflict where the file is there.
  [[nodiscard]] static Result<ReceiptKeys> create(const std::filesystem::path& path);
  /// NotFound; Conflict where others than its owner can read the file; Input where it is no set of keys.
  [[nodiscard]] static Result<ReceiptKeys> open(const std::filesystem::path& path);
  /// A new key signs from now on; receipts of the old ones stay valid.
  [[nodiscard]] Status renew(const std::filesystem::path& path);

  [[nodiscard]] Result<std::string> sign(const Receipt& receipt) const;
  /// The public keys as a JWK set (RFC 7517), for /.well-known/atalaya-receipts.json.
  [[nodiscard]] std::string public_keys() const;

 private:
  struct Parts;
  explicit ReceiptKeys(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}
  std::shared_ptr<const Parts> parts_;
};

/// Checks a receipt against a JWK set; Input, with what is wrong, where it is none of these keys', was changed, is signed in another way, or says too little.
[[nodiscard]] Result<Receipt> verify_receipt(std::string_view jws, std::string_view public_keys);

}  // namespace atalaya::reg
