// What a Trust holds; internal to the folder.
#pragma once

#include <vector>

#include "register/signatures/openssl.h"
#include "register/signatures/trust.h"

namespace atalaya::reg::signatures {

struct Trust::Parts {
  std::vector<Certificate> anchors;
  std::vector<Crl> crls;
  std::vector<Ocsp> responses;

  /// A store with the anchors, for chains as they were at an instant. Null where OpenSSL has no memory.
  [[nodiscard]] CertificateStore store_at(std::time_t instant) const;
};

}  // namespace atalaya::reg::signatures
