// A provider in memory: what it publishes and what it answers can be changed at any moment, and it counts how often it is asked.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json_writer.h"
#include "register/oidc/fetch.h"
#include "register/oidc/id_token.h"
#include "register/oidc/relying_party.h"
#include "register/store/clock.h"
#include "signer.h"

namespace atalaya::reg::testing {

inline const std::string issuer = "https://id.example.org/realm";

/// A payload by its members, each as JSON; a test changes or removes one.
using Members = std::map<std::string, std::string>;
inline std::string object(const Members& members) {
  std::string out = "{";
  for (const auto& [name, value] : members) {
    if (value.empty()) continue;  // Taken out by a test.
    if (out.size() > 1) out += ',';
    append_json_string(out, name);
    out += ':' + value;
  }
  return out + "}";
}
inline std::string text(std::string_view value) {
  std::string out;
  append_json_string(out, value);
  return out;
}
inline std::string seconds(Instant instant) { return std::to_string(instant.time_since_epoch().count() / 1000); }

class FakeProvider : public Fetcher {
 public:
  FakeProvider() {
    answers[issuer + "/.well-known/openid-configuration"] = {.status = 200, .body = object(metadata)};
    publish(R"(,"kid":"one")");
  }

  Members metadata = {{"issuer", text(issuer)},
                      {"authorization_endpoint", text(issuer + "/auth")},
                      {"token_endpoint", text(issuer + "/token")},
                      {"jwks_uri", text(issuer + "/keys")},
                      {"end_session_endpoint", text(issuer + "/logout")},
                      {"response_types_supported", R"(["code","code id_token"])"},
                      {"id_token_signing_alg_values_supported", R"(["RS256","ES256"])"},
                      {"code_challenge_methods_supported", R"(["S256"])"}};
  std::map<std::string, FetchAnswer> answers;
  mutable std::map<std::string, int> asked;
  mutable std::vector<FetchRequest> requests;
  /// One key for the whole run: making one takes a while.
  Signer key = shared_key();

  static const Signer& shared_key() {
    static const Signer made = Signer::rsa();
    return made;
  }

  void publish(const std::string& more) { answers[issuer + "/keys"] = {.status = 200, .body = key.jwks(more)}; }
  void publish_metadata() { answers[issuer + "/.well-known/openid-configuration"].body = object(metadata); }
  void give_token(const std::string& id_token) {
    answers[issuer + "/token"] = {.status = 200,
                                  .content_type = "application/json",
                                  .body = object({{"id_token", text(id_token)}, {"access_token", R"("secret")"}, {"token_type", R"("Bearer")"}})};
  }
  [[nodiscard]] int asked_for(const std::string& path) const { return asked[issuer + path]; }

  [[nodiscard]] Result<FetchAnswer> fetch(const FetchRequest& request) const override {
    ++asked[request.url];
    requests.push_back(request);
    return answer_of(*this, request);
  }
  [[nodiscard]] static Result<FetchAnswer> answer_of(const FakeProvider& fake, const FetchRequest& request) {
    const auto found = fake.answers.find(request.url);
    if (found == fake.answers.end()) return fail(ErrorKind::System, "nobody answers", {.file = request.url});
    return found->second;
  }
};

/// The claims of a good ID token.
inline Members good_claims(Instant now, const std::string& nonce) {
  return {{"iss", text(issuer)}, {"aud", R"("atalaya")"}, {"sub", R"("person-1")"}, {"iat", seconds(now)}, {"exp", seconds(now + std::chrono::minutes(5))},
          {"nonce", text(nonce)}};
}

}  // namespace atalaya::reg::testing
