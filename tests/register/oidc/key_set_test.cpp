#include "register/oidc/key_set.h"

#include <gtest/gtest.h>

#include "signer.h"

namespace atalaya::reg {
namespace {

using testing::Signer;

const Signer& rsa() {
  static const Signer made = Signer::rsa();
  return made;
}

Result<KeySet> read(const std::string& keys) { return KeySet::read(R"({"keys":[)" + keys + "]}", "keys"); }

TEST(KeySet, ReadsKeysOfBothTypes) {
  const auto set = read(rsa().jwk(R"(,"kid":"a","use":"sig","alg":"RS256","x5c":["ignored"])") + "," +
                        Signer::ec("P-256").jwk(R"(,"kid":"b","key_ops":["verify"])") + "," + Signer::ec("P-384").jwk() + "," + Signer::ec("P-521").jwk());
  ASSERT_TRUE(set) << set.error().to_string();
  ASSERT_EQ(set->keys().size(), 4U);
  EXPECT_TRUE(set->passed_over().empty());
  EXPECT_TRUE(set->keys()[0].fits(*find_algorithm("RS256")));
  EXPECT_FALSE(set->keys()[0].fits(*find_algorithm("PS256")));
  EXPECT_FALSE(set->keys()[0].fits(*find_algorithm("ES256")));
  EXPECT_TRUE(set->keys()[1].fits(*find_algorithm("ES256")));
  EXPECT_FALSE(set->keys()[1].fits(*find_algorithm("ES384")));
  EXPECT_EQ(set->keys()[3].signature_bytes, 132U);
}

TEST(KeySet, KeysThatAreNoneArePassedOver) {
  const std::string good = Signer::ec().jwk(R"(,"kid":"good")");
  const std::string ec = Signer::ec().jwk();
  const auto at = ec.find(R"("y":")") + 5;
  const std::string not_on_curve = std::string(ec).replace(at, 4, ec.substr(at, 4) == "AAAA" ? "BBBB" : "AAAA");
  const std::string n = rsa().jwk().substr(0, rsa().jwk().find(R"(,"e":)"));
  for (const std::string& bad : std::vector<std::string>{"7",
                                                         "null",
                                                         "{}",
                                                         R"({"kty":"oct","k":"c2VjcmV0"})",
                                                         R"({"kty":"OKP","crv":"Ed25519","x":"AAAA"})",
                                                         R"({"kty":7})",
                                                         R"({"kty":"RSA"})",
                                                         R"({"kty":"RSA","n":"","e":"AQAB"})",
                                                         R"({"kty":"RSA","n":"AAAA","e":"AQAB"})",
                                                         R"({"kty":"RSA","n":"***","e":"AQAB"})",
                                                         n + R"(,"e":"AQ"})",
                                                         n + R"(,"e":"AA"})",
                                                         n + R"(,"e":"Ag"})",
                                                         n + R"(,"e":"AQAAAAAB"})",
                                                         R"({"kty":"RSA","e":"AQAB","n":")" + std::string(2000, 'B') + R"("})",
                                                         Signer::rsa(1024).jwk(),
                                                         rsa().jwk(R"(,"use":"enc")"),
                                                         rsa().jwk(R"(,"key_ops":["encrypt"])"),
                                                         rsa().jwk(R"(,"d":"AQAB")"),
                                                         rsa().jwk(R"(,"kid":7)"),
                                                         rsa().jwk(R"(,"kid":")" + std::string(301, 'k') + "\""),
                                                         R"({"kty":"EC","crv":"secp256k1","x":"AAAA","y":"AAAA"})",
                                                         R"({"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA"})",
                                                         not_on_curve}) {
    const auto set = read(bad + "," + good);
    ASSERT_TRUE(set) << bad << ": " << set.error().to_string();
    EXPECT_EQ(set->keys().size(), 1U) << bad;
    EXPECT_EQ(set->passed_over().size(), 1U) << bad;
    EXPECT_FALSE(read(bad)) << bad;
  }
}

TEST(KeySet, WhatIsNoSetIsRefused) {
  for (const std::string bytes : {"", "{}", "[]", R"({"keys":{}})", R"({"keys":[]})", R"({"keys":[)", R"({"keys":"x"})"})
    EXPECT_FALSE(KeySet::read(bytes, "keys")) << bytes;
  std::string many = Signer::ec().jwk();
  const std::string one = many;
  for (int i = 0; i < 100; ++i) many += "," + one;
  EXPECT_FALSE(read(many));
  EXPECT_FALSE(KeySet::read(R"({"keys":[)" + one + R"(],"padding":")" + std::string(300'000, 'x') + "\"}", "keys"));
}

}  // namespace
}  // namespace atalaya::reg
