// The anchors and the files of revocation, as they lie in their folders now. Read again for each signature: who renews the lists restarts nothing.
#pragma once

#include <memory>
#include <vector>

#include "register/signatures/configuration.h"

namespace atalaya::reg::signatures {

class Trust {
 public:
  /// Input, with the file, where one in the folders is not what its name says, or there is no anchor; System where a folder cannot be read, or has too much.
  [[nodiscard]] static Result<Trust> load(const Configuration& configuration);

  /// What OpenSSL reads of them; openssl.h and trust_parts.h, for this folder alone.
  struct Parts;
  [[nodiscard]] const Parts& parts() const { return *parts_; }
  [[nodiscard]] bool needs_revocation() const { return needs_revocation_; }
  [[nodiscard]] std::size_t anchors() const;
  [[nodiscard]] std::size_t revocation_files() const;

 private:
  Trust(std::shared_ptr<const Parts> parts, bool needs_revocation) : parts_(std::move(parts)), needs_revocation_(needs_revocation) {}
  std::shared_ptr<const Parts> parts_;
  bool needs_revocation_;
};

}  // namespace atalaya::reg::signatures
