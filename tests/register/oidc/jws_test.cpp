#include "register/oidc/jws.h"

#include <gtest/gtest.h>

#include "register/oidc/base64url.h"
#include "register/oidc/key_set.h"
#include "signer.h"

namespace atalaya::reg {
namespace {

using testing::mac_token;
using testing::Signer;

const std::vector<std::string> all = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"};
const std::string payload = R"({"sub":"a"})";

const Signer& rsa() {
  static const Signer made = Signer::rsa();
  return made;
}

std::string header(const std::string& algorithm, const std::string& more = "") { return R"({"alg":")" + algorithm + "\"" + more + "}"; }

Status check(const std::string& token, const std::string& jwks, const std::vector<std::string>& allowed = all) {
  const Jws jws = TRY(read_jws(token, "token"));
  const KeySet keys = TRY(KeySet::read(jwks, "keys"));
  return verify(jws, keys, allowed);
}

TEST(Jws, VerifiesEveryAlgorithm) {
  for (const std::string& algorithm : all) {
    const Signer signer = algorithm[0] != 'E' ? rsa() : Signer::ec(algorithm == "ES256" ? "P-256" : algorithm == "ES384" ? "P-384" : "P-521");
    const std::string token = signer.token(algorithm, header(algorithm, R"(,"kid":"k")"), payload);
    const auto good = check(token, signer.jwks(R"(,"kid":"k")"));
    EXPECT_TRUE(good) << algorithm << ": " << good.error().to_string();
    const auto dots = std::pair(token.find('.'), token.rfind('.'));
    // The payload of another, the signature of another, a signature with a bit changed, cut, or longer.
    EXPECT_FALSE(check(token.substr(0, dots.first + 1) + base64url(R"({"sub":"b"})") + token.substr(dots.second), signer.jwks()));
    const std::string signature = decode_base64url(token.substr(dots.second + 1)).value();
    std::string changed = signature;
    changed.back() = static_cast<char>(changed.back() ^ 1);
    for (const std::string& other : {changed, signature.substr(1), signature + "x", std::string(), std::string(signature.size(), '\0')}) {
      EXPECT_FALSE(check(token.substr(0, dots.second + 1) + base64url(other), signer.jwks())) << algorithm;
    }
    // Another key of the same name.
    EXPECT_FALSE(check(token, (algorithm[0] != 'E' ? Signer::rsa() : Signer::ec()).jwks(R"(,"kid":"k")"))) << algorithm;
  }
}

TEST(Jws, TheTokenDoesNotChooseItsAlgorithm) {
  const std::string jwks = rsa().jwks();
  EXPECT_TRUE(check(rsa().token("RS256", header("RS256"), payload), jwks, {"RS256"}));
  EXPECT_FALSE(check(rsa().token("RS512", header("RS512"), payload), jwks, {"RS256"}));
  EXPECT_FALSE(check(rsa().token("PS256", header("PS256"), payload), jwks, {"RS256"}));
  // The key says what it is for.
  EXPECT_FALSE(check(rsa().token("PS256", header("PS256"), payload), rsa().jwks(R"(,"alg":"RS256")")));
  // Signed with one algorithm and called another.
  EXPECT_FALSE(check(rsa().token("RS256", header("PS256"), payload), jwks));
  EXPECT_FALSE(check(rsa().token("RS256", header("RS384"), payload), jwks));
  EXPECT_FALSE(check(Signer::ec().token("ES256", header("RS256"), payload), jwks));
}

TEST(Jws, APublicKeyIsNoSecret) {
  const std::string pem = rsa().pem();
  for (const char* algorithm : {"HS256", "HS384", "HS512"}) {
    const std::string head = header(algorithm, R"(,"kid":"k")");
    for (const std::string& secret : {pem, pem.substr(0, pem.size() - 1), rsa().jwk(), std::string()}) {
      EXPECT_FALSE(check(mac_token(secret, head, payload), rsa().jwks(R"(,"kid":"k")"))) << algorithm;
      // Not even where somebody allowed it.
      EXPECT_FALSE(check(mac_token(secret, head, payload), rsa().jwks(R"(,"kid":"k")"), {"HS256", "HS384", "HS512"})) << algorithm;
    }
    // Nor where the set publishes a secret.
    EXPECT_FALSE(check(mac_token("secret", head, payload), R"({"keys":[{"kty":"oct","kid":"k","k":"c2VjcmV0"},)" + rsa().jwk() + "]}", {"HS256"}));
  }
}

TEST(Jws, UnsignedIsRefused) {
  const std::string body = base64url(payload);
  for (const char* name : {"none", "None", "NONE", "nOnE", "", "rs256", "RS256 ", "RS257", "EdDSA", "ES256K"}) {
    for (const std::string& signature : {std::string(), base64url("x")}) {
      EXPECT_FALSE(check(base64url(header(name)) + "." + body + "." + signature, rsa().jwks(), {"none", "RS256"})) << name;
    }
  }
  EXPECT_FALSE(check(base64url("{}") + "." + body + ".", rsa().jwks()));
}

TEST(Jws, KeysComeFromTheProviderAlone) {
  const Signer thief = Signer::rsa();
  for (const std::string& more :
       {R"(,"jwk":)" + thief.jwk(), std::string(R"(,"jku":"https://evil.example/keys")"), std::string(R"(,"x5u":"https://evil.example/cert")")}) {
    EXPECT_FALSE(check(thief.token("RS256", header("RS256", more), payload), rsa().jwks())) << more;
  }
}

TEST(Jws, TheKeyIsFoundByItsName) {
  const Signer other = Signer::rsa();
  const std::string both = R"({"keys":[)" + rsa().jwk(R"(,"kid":"a")") + "," + other.jwk(R"(,"kid":"b")") + "]}";
  EXPECT_TRUE(check(other.token("RS256", header("RS256", R"(,"kid":"b")"), payload), both));
  EXPECT_FALSE(check(other.token("RS256", header("RS256", R"(,"kid":"a")"), payload), both));
  EXPECT_FALSE(check(other.token("RS256", header("RS256", R"(,"kid":"c")"), payload), both));
  // Without a name there must be no choice.
  EXPECT_FALSE(check(other.token("RS256", header("RS256"), payload), both));
  EXPECT_TRUE(check(other.token("RS256", header("RS256"), payload), other.jwks(R"(,"kid":"b")")));
  EXPECT_TRUE(check(other.token("RS256", header("RS256"), payload), R"({"keys":[)" + other.jwk() + "," + Signer::ec().jwk() + "]}"));
}

TEST(Jws, MalformedTokensAreRefused) {
  const std::string good = rsa().token("RS256", header("RS256"), payload);
  const std::string head = base64url(header("RS256")), body = base64url(payload), end = good.substr(good.rfind('.'));
  ASSERT_TRUE(check(good, rsa().jwks()));
  for (const std::string& token : std::vector<std::string>{"",
                                                           ".",
                                                           "..",
                                                           "...",
                                                           "a",
                                                           good + ".",
                                                           "." + good,
                                                           good + "=",
                                                           good + " ",
                                                           good + "\n",
                                                           " " + good,
                                                           good + std::string(1, '\0'),
                                                           head + "." + body,
                                                           head + "." + body + ".",
                                                           head + ".." + end.substr(1),
                                                           "." + body + end,
                                                           head + "." + body + ".." + end,
                                                           head + "." + body + ".AA.AA",  // Five parts: encrypted.
                                                           head + "=." + body + end,
                                                           head + "." + body + "=" + end,
                                                           base64url("[]") + "." + body + end,
                                                           base64url("\"RS256\"") + "." + body + end,
                                                           base64url("{\"alg\":\"RS256\"") + "." + body + end,
                                                           base64url(R"({"alg":["RS256"]})") + "." + body + end,
                                                           base64url(R"({"alg":null})") + "." + body + end,
                                                           base64url(R"({"alg":"RS256","alg":"none"})") + "." + body + end,
                                                           base64url("{\"alg\":\"RS256\",\"kid\":7}") + "." + body + end,
                                                           base64url("\xff\xfe{}") + "." + body + end,
                                                           base64url(header("RS256") + "x") + "." + body + end,
                                                           "\xc3\xa9." + body + end}) {
    EXPECT_FALSE(check(token, rsa().jwks())) << token;
  }
  // Signed by the provider, and still not what a token is.
  for (const std::string& bytes : {std::string("[]"), std::string("7"), std::string("null"), std::string("{"), std::string(R"({"sub":"a","sub":"b"})"),
                                   std::string("\xff"), std::string(), R"({"a":)" + std::string(200, '[') + std::string(200, ']') + "}"}) {
    EXPECT_FALSE(check(rsa().token("RS256", header("RS256"), bytes), rsa().jwks())) << bytes;
  }
  for (const char* more : {R"(,"crit":["exp"])", R"(,"crit":[])", R"(,"b64":false)", R"(,"crit":["b64"],"b64":false)"}) {
    EXPECT_FALSE(check(rsa().token("RS256", header("RS256", more), payload), rsa().jwks())) << more;
  }
}

TEST(Jws, HugeTokensAreRefused) {
  const std::string large = R"({"a":")" + std::string(most_token_bytes, 'x') + "\"}";
  EXPECT_FALSE(check(rsa().token("RS256", header("RS256"), large), rsa().jwks()));
  EXPECT_FALSE(read_jws(std::string(50'000'000, '.'), "token"));
  EXPECT_FALSE(read_jws(std::string(most_token_bytes, '.'), "token"));
}

TEST(Jws, MessagesCanStandInALog) {
  const auto refused =
      check(rsa().token("RS256", header("RS256", R"(,"kid":"a\nb\u001b[2J)" + std::string(5000, 'k') + "\""), payload), rsa().jwks(R"(,"kid":"z")"));
  ASSERT_FALSE(refused);
  const std::string line = refused.error().to_string();
  EXPECT_EQ(line.find_first_of("\n\x1b"), std::string::npos);
  EXPECT_LT(line.size(), 400U);
}

}  // namespace
}  // namespace atalaya::reg
