#include "register/oidc/id_token.h"

#include <gtest/gtest.h>

#include <functional>

#include "fake_provider.h"

namespace atalaya::reg {
namespace {

using testing::good_claims;
using testing::issuer;
using testing::Members;
using testing::seconds;
using testing::text;
using namespace std::chrono_literals;

const Instant now = parse_instant("2026-11-26T01:43:15.000Z").value();

/// The signature is not looked at here.
Result<Claims> check_payload(const std::string& payload, const std::function<void(IdTokenRules&)>& change = {},
                             const std::string& header = R"({"alg":"RS256"})") {
  const std::string compact = testing::FakeProvider::shared_key().token("RS256", header, payload);
  const Jws jws = TRY(read_jws(compact, "ID token"));
  IdTokenRules rules{.issuer = issuer, .client_id = "atalaya", .nonce = "n", .access_token = "secret", .max_age = {}, .asked = now - 1min, .now = now};
  if (change) change(rules);
  return check_id_token(jws, rules);
}

Result<Claims> with(const std::vector<std::pair<std::string, std::string>>& members, const std::function<void(IdTokenRules&)>& change = {}) {
  Members claims = good_claims(now, "n");
  for (const auto& [name, value] : members) claims[name] = value;
  return check_payload(testing::object(claims), change);
}

/// Refused, and for that reason.
void expect_refused(const Result<Claims>& result, const std::string& word, const std::string& what = "") {
  ASSERT_FALSE(result) << word << ' ' << what;
  EXPECT_NE(result.error().what.find(word), std::string::npos) << result.error().to_string() << ' ' << what;
  EXPECT_EQ(result.error().kind, ErrorKind::Input);
}

TEST(IdToken, SaysWhoItIs) {
  const auto claims = with({{"acr", R"("urn:gold")"},
                            {"sid", R"("s")"},
                            {"name", R"("Ana Pérez")"},
                            {"email", R"("ana@example.org")"},
                            {"email_verified", "true"},
                            {"auth_time", seconds(now)}});
  ASSERT_TRUE(claims) << claims.error().to_string();
  EXPECT_EQ(claims->subject, "person-1");
  EXPECT_EQ(claims->acr, "urn:gold");
  EXPECT_EQ(claims->session, "s");
  EXPECT_EQ(claims->name, "Ana Pérez");
  EXPECT_EQ(claims->email, "ana@example.org");
  EXPECT_EQ(claims->authenticated, now);
  EXPECT_TRUE(with({{"aud", R"(["atalaya"])"}, {"azp", R"("atalaya")"}}));
}

TEST(IdToken, AnAddressThatIsNotVerifiedIsNone) {
  EXPECT_EQ(with({{"email", R"("ana@example.org")"}})->email, "");
  EXPECT_EQ(with({{"email", R"("ana@example.org")"}, {"email_verified", "false"}})->email, "");
  EXPECT_EQ(with({{"email", R"("ana@example.org")"}, {"email_verified", R"("true")"}})->email, "");
  EXPECT_EQ(with({{"name", R"("a\nb")"}})->name, "");
  EXPECT_EQ(with({{"name", "[]"}})->name, "");
}

TEST(IdToken, AnotherIssuer) {
  for (const std::string other : {"https://evil.example", "https://id.example.org/realm/", "https://ID.example.org/realm", "https://id.example.org"}) {
    expect_refused(with({{"iss", text(other)}}), "issuer", other);
  }
  expect_refused(with({{"iss", ""}}), "'iss'");
  expect_refused(with({{"iss", "[\"" + issuer + "\"]"}}), "'iss'");
}

TEST(IdToken, AnotherAudience) {
  for (const char* audience : {R"("other")", R"(["other"])", "[]", R"("Atalaya")", R"("")", R"(["atalaya","other"])", R"(["atalaya","atalaya"])", "7", "null",
                               "{}", R"([["atalaya"]])"}) {
    expect_refused(with({{"aud", audience}}), "aud", audience);
  }
  expect_refused(with({{"aud", ""}}), "aud");
  for (const char* party : {R"("other")", R"("")", R"(["atalaya"])"}) expect_refused(with({{"azp", party}}), "azp", party);
}

TEST(IdToken, Times) {
  expect_refused(with({{"exp", ""}}), "'exp'");
  expect_refused(with({{"iat", ""}}), "'iat'");
  expect_refused(with({{"exp", seconds(now - 1h)}}), "expired");
  expect_refused(with({{"exp", seconds(now - 60s)}}), "expired");
  EXPECT_TRUE(with({{"exp", seconds(now - 59s)}}));  // Within the skew.
  expect_refused(with({{"iat", seconds(now + 61s)}}), "future");
  EXPECT_TRUE(with({{"iat", seconds(now + 60s)}}));
  expect_refused(with({{"iat", seconds(now - 12min)}}), "too long ago");
  expect_refused(with({{"nbf", seconds(now + 61s)}}), "not valid yet");
  EXPECT_TRUE(with({{"nbf", seconds(now)}}));
  for (const char* no_time : {R"("1764121395")", "true", "-1", "1e300", "999999999999999999999999999", "[]", "null"})
    expect_refused(with({{"exp", no_time}}), "'exp'", no_time);
  EXPECT_TRUE(with({{"exp", seconds(now + 1s) + ".5"}}));
}

TEST(IdToken, AnotherLogin) {
  for (const char* nonce : {R"("m")", R"("")", R"("n ")", "7", R"(["n"])"}) expect_refused(with({{"nonce", nonce}}), "nonce", nonce);
  expect_refused(with({{"nonce", ""}}), "nonce");
  // Without one of our own nothing agrees with it.
  expect_refused(with({{"nonce", R"("")"}}, [](IdTokenRules& rules) { rules.nonce.clear(); }), "nonce");
}

TEST(IdToken, Subject) {
  for (const std::string& subject : std::vector<std::string>{std::string(R"("")"), std::string("7"), text(std::string(256, 'a')), std::string(R"("é")"),
                                                             std::string(R"("a\u0000b")"), std::string(R"("a\nb")")}) {
    expect_refused(with({{"sub", subject}}), "'sub'", subject);
  }
  expect_refused(with({{"sub", ""}}), "'sub'");
  EXPECT_TRUE(with({{"sub", text(std::string(255, 'a'))}}));
}

TEST(IdToken, TheAccessTokenBesideIt) {
  // OpenID Connect Core, section 3.1.3.6, by another tool: printf secret | openssl dgst -sha256 -binary | head -c16 | basenc --base64url
  const std::string hash = "K7gNU3sdo-OL0wNhqoVWhg";
  EXPECT_EQ(half_hash("secret", *find_algorithm("RS256")), hash);
  EXPECT_EQ(half_hash("secret", *find_algorithm("ES512")).size(), 43U);
  EXPECT_TRUE(with({{"at_hash", text(hash)}}));
  for (const std::string& other :
       {text(half_hash("other", *find_algorithm("RS256"))), text(hash + "A"), std::string(R"("")"), text(half_hash("secret", *find_algorithm("RS384")))}) {
    expect_refused(with({{"at_hash", other}}), "at_hash", other);
  }
}

TEST(IdToken, HowLongAgoTheyShowedWhoTheyAre) {
  const auto hour = [](IdTokenRules& rules) { rules.max_age = 1h; };
  EXPECT_TRUE(with({{"auth_time", seconds(now - 1h - 90s)}}, hour));  // An hour before they were sent, with the skew.
  expect_refused(with({{"auth_time", seconds(now - 1h - 3min)}}, hour), "auth_time");
  expect_refused(with({{"auth_time", ""}}, hour), "auth_time");
  expect_refused(with({{"auth_time", R"("now")"}}, hour), "auth_time");
  expect_refused(with({{"auth_time", seconds(now + 2min)}}), "auth_time");
  const auto at_once = [](IdTokenRules& rules) { rules.max_age = 0s; };
  EXPECT_TRUE(with({{"auth_time", seconds(now - 10s)}}, at_once));
  expect_refused(with({{"auth_time", seconds(now - 10min)}}, at_once), "auth_time");
}

TEST(IdToken, TokensOfOtherKinds) {
  const std::string payload = testing::object(good_claims(now, "n"));
  for (const char* good : {"JWT", "jwt", "application/jwt"})
    EXPECT_TRUE(check_payload(payload, {}, std::string(R"({"alg":"RS256","typ":")") + good + "\"}")) << good;
  for (const char* other : {"at+jwt", "logout+jwt", "application/at+jwt", "JWS", "secevent+jwt"}) {
    expect_refused(check_payload(payload, {}, std::string(R"({"alg":"RS256","typ":")") + other + "\"}"), "type", other);
  }
}

}  // namespace
}  // namespace atalaya::reg
