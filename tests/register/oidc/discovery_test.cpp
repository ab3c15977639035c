#include "register/oidc/discovery.h"

#include <gtest/gtest.h>

#include "fake_provider.h"

namespace atalaya::reg {
namespace {

using testing::issuer;
using testing::object;
using testing::text;

const testing::Members good = testing::FakeProvider().metadata;

Result<Metadata> read(const testing::Members& members, const std::string& of = issuer) { return read_metadata(object(members), of, {"RS256"}); }
Result<Metadata> with(const std::string& name, const std::string& value) {
  testing::Members members = good;
  members[name] = value;
  return read(members);
}

TEST(Discovery, AddressIsThatOfTheIssuer) {
  EXPECT_EQ(discovery_url("https://id.example.org"), "https://id.example.org/.well-known/openid-configuration");
  EXPECT_EQ(discovery_url("https://id.example.org/realm/"), "https://id.example.org/realm/.well-known/openid-configuration");
}

TEST(Discovery, ReadsWhatIsNeeded) {
  const auto metadata = read(good);
  ASSERT_TRUE(metadata) << metadata.error().to_string();
  EXPECT_EQ(metadata->token_endpoint, issuer + "/token");
  EXPECT_EQ(metadata->end_session_endpoint, issuer + "/logout");
  EXPECT_FALSE(metadata->names_issuer_in_answers);
  EXPECT_TRUE(with("authorization_response_iss_parameter_supported", "true")->names_issuer_in_answers);
  EXPECT_EQ(with("end_session_endpoint", "")->end_session_endpoint, "");
  // What a provider does not tell may still be so.
  EXPECT_TRUE(with("code_challenge_methods_supported", ""));
}

TEST(Discovery, TheIssuerIsExactlyTheOneThatIsConfigured) {
  for (const std::string other : {"https://id.example.org/realm/", "https://ID.example.org/realm", "https://id.example.org", "https://evil.example"}) {
    EXPECT_FALSE(with("issuer", text(other))) << other;
  }
  EXPECT_FALSE(with("issuer", ""));
  EXPECT_FALSE(with("issuer", "7"));
}

TEST(Discovery, EndpointsAreHttpsAndNotThisMachine) {
  for (const char* endpoint : {"authorization_endpoint", "token_endpoint", "jwks_uri"}) {
    EXPECT_FALSE(with(endpoint, "")) << endpoint;
    for (const char* address : {"http://id.example.org/x", "http://127.0.0.1/x", "https://127.0.0.1/x", "file:///etc/passwd", "javascript:1", "https://x/#y"}) {
      EXPECT_FALSE(with(endpoint, text(address))) << endpoint << ' ' << address;
    }
  }
  EXPECT_FALSE(with("end_session_endpoint", text("javascript:1")));
  // A provider on this machine may name addresses of this machine.
  testing::Members local = good;
  for (auto& [name, value] : local) {
    if (const auto at = value.find("https://id.example.org"); at != std::string::npos) value.replace(at, 22, "http://localhost:3000");
  }
  EXPECT_TRUE(read(local, "http://localhost:3000/realm"));
}

TEST(Discovery, AProviderThatCannotDoItIsRefused) {
  EXPECT_FALSE(with("response_types_supported", R"(["id_token"])"));
  EXPECT_FALSE(with("id_token_signing_alg_values_supported", R"(["HS256","none"])"));
  EXPECT_FALSE(with("code_challenge_methods_supported", R"(["plain"])"));
}

TEST(Discovery, WhatIsNoMetadataIsRefused) {
  for (const std::string bytes : {"", "{}", "[]", "null", "{\"issuer\":", "<html>", "{\"issuer\":{}}", "\xff\xfe"})
    EXPECT_FALSE(read_metadata(bytes, issuer, {"RS256"})) << bytes;
  std::string twice = object(good);
  twice.insert(1, R"("issuer":"https://evil.example",)");
  EXPECT_FALSE(read_metadata(twice, issuer, {"RS256"}));
  EXPECT_FALSE(with("padding", text(std::string(300'000, 'x'))));
  EXPECT_FALSE(with("deep", std::string(100, '[') + std::string(100, ']')));
}

}  // namespace
}  // namespace atalaya::reg
