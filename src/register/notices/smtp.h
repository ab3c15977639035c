// Giving a message to a server (RFC 5321, by libcurl).
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "register/notices/mail_configuration.h"

namespace atalaya::reg::notices {

struct Delivery {
  enum class Outcome : std::uint8_t {
    Sent,
    Later,       ///< The server says so (4xx).
    NoServer,    ///< No connection, no TLS, no log-in: no message would be taken now.
    BadAddress,  ///< The server refuses the address for good (5xx after RCPT).
    Refused      ///< It refuses the message for good.
  } outcome = Outcome::NoServer;
  /// What was refused and its code, as "550 RCPT"; never the server's own words, which may have an address in them.
  std::string code = {};
};

class Mailer {
 public:
  virtual ~Mailer() = default;
  [[nodiscard]] virtual Delivery send(const std::string& from, const std::string& to, const std::string& bytes) = 0;
};

/// A connection for each message; TLS with a verified certificate unless the configuration says none.
[[nodiscard]] std::unique_ptr<Mailer> make_mailer(const Mail& mail, std::chrono::milliseconds most = std::chrono::seconds(30));

}  // namespace atalaya::reg::notices
