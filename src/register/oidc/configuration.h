// Which providers log people in: a file of the workspace, written by whoever runs the observatory.
//
//   authorities: ca.pem                 # optional: certificate authorities in place of the system's
//   providers:
//     - id: clave-unica                 # stands in addresses: lower-case letters, digits, hyphens
//       name: {es: Clave Única, en: Clave Única, pt: Clave Única}
//       issuer: https://accounts.example.org
//       client_id: atalaya
//       client_secret_file: clave       # or client_secret; neither: a public client, which PKCE alone protects
//       authentication: basic           # basic (default where there is a secret), post, none
//       countries: [CHL]                # whose people it knows; not given: any country and the region
//       scopes: [openid, profile]       # default: openid
//       algorithms: [RS256, ES256]      # of ID tokens; default: RS256
//       max_age: 3600                   # seconds since the person last showed who they are; default: not asked
//       clock_skew: 60                  # seconds; default: 60
//       assurance:
//         default: low                  # default: low
//         acr: {"urn:example:gold": high, "urn:example:silver": substantial}
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/local_text.h"
#include "register/access/assurance.h"

namespace atalaya {
class Agenda;
class Faults;
}  // namespace atalaya

namespace atalaya::reg {

/// How a client shows to the token endpoint who it is (OpenID Connect Core, section 9).
enum class ClientAuthentication : std::uint8_t { Basic, Post, None };

struct Provider {
  std::string id;
  LocalText name;
  std::string issuer;
  std::string client_id;
  std::string client_secret;  ///< Empty: a public client.
  ClientAuthentication authentication = ClientAuthentication::None;
  std::vector<std::string> countries;  ///< ISO 3166-1 alpha-3; empty: any.
  std::vector<std::string> scopes = {"openid"};
  std::vector<std::string> algorithms = {"RS256"};
  std::optional<std::chrono::seconds> max_age;
  std::chrono::seconds clock_skew{60};
  Assurance assurance = Assurance::Low;                     ///< Where the provider names no level, or one that is not in the next.
  std::vector<std::pair<std::string, Assurance>> acr = {};  ///< Authentication context classes, in the order in which they are asked for.

  [[nodiscard]] Assurance assurance_of(const std::string& acr_value) const;
  /// The classes that are at least that sure, the preferred one first.
  [[nodiscard]] std::vector<std::string> classes_for(Assurance least) const;
  /// Whether some login by it can be that sure.
  [[nodiscard]] bool reaches(Assurance least) const { return assurance >= least || !classes_for(least).empty(); }
  [[nodiscard]] bool serves(const std::string& country) const;
};

struct LoginConfiguration {
  std::vector<Provider> providers;
  std::filesystem::path authorities;
};

/// Every fault is noted, with its place. Paths in it count from the file's own folder. Languages and countries are the agenda's.
[[nodiscard]] std::optional<LoginConfiguration> read_login_configuration(const std::filesystem::path& path, const Agenda& agenda, Faults& faults);

}  // namespace atalaya::reg
