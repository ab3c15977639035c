// How notices leave (`mail.yaml` of the workspace, beside login.yaml). Without the file they wait.
//
//   server: "smtp://mail.example.org:587"   # or smtps://mail.example.org:465
//   security: starttls                       # starttls (smtp://, as without the key), tls (smtps://), none (a loopback address alone)
//   user: register@example.org               # without it there is no log-in at the server
//   password_file: mail-password             # mode 600, from this folder; or password_environment: NAME
//   from: register@example.org
//   reply_to: secretariat@example.org        # may be missing
//   authorities: ca.pem                      # in place of the system's; may be missing
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/error.h"
#include "base/yaml.h"

namespace atalaya::reg {

struct Mail {
  std::string server = {};  ///< As libcurl takes it.
  enum class Security : std::uint8_t { StartTls, Tls, None } security = Security::StartTls;
  std::string user = {};
  std::string password = {};
  std::string from = {};
  std::string reply_to = {};
  std::filesystem::path authorities = {};
};

/// Nothing, and faults with their places, where something is wrong.
[[nodiscard]] std::optional<Mail> read_mail_configuration(const YamlNode& file, const std::filesystem::path& folder, Faults& faults);
/// Of a folder; nothing where it has no mail.yaml. Input with all faults.
[[nodiscard]] Result<std::optional<Mail>> load_mail_configuration(const std::filesystem::path& folder);

}  // namespace atalaya::reg
