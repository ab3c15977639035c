#include "register/oidc/logout_token.h"

#include <gtest/gtest.h>

#include "fake_provider.h"

namespace atalaya::reg {
namespace {

using testing::issuer;
using testing::Members;
using testing::seconds;
using testing::text;
using namespace std::chrono_literals;

const Instant now = parse_instant("2026-11-26T01:43:15.000Z").value();
const Members good = {
    {"iss", text(issuer)}, {"aud", R"("atalaya")"},      {"sub", R"("person-1")"}, {"sid", R"("s")"},
    {"iat", seconds(now)}, {"exp", seconds(now + 2min)}, {"jti", R"("j")"},        {"events", R"({"http://schemas.openid.net/event/backchannel-logout":{}})"}};

Result<LogoutNotice> with(const std::string& name = "jti", const std::string& value = R"("j")", const std::string& type = "logout+jwt") {
  Members claims = good;
  claims[name] = value;
  const std::string compact = testing::FakeProvider::shared_key().token("RS256", R"({"alg":"RS256","typ":")" + type + "\"}", testing::object(claims));
  const Jws jws = TRY(read_jws(compact, "logout token"));
  return check_logout_token(jws, issuer, "atalaya", now, 60s);
}

TEST(LogoutToken, SaysWhoseSessionsEnd) {
  const auto notice = with();
  ASSERT_TRUE(notice) << notice.error().to_string();
  EXPECT_EQ(notice->subject, "person-1");
  EXPECT_EQ(notice->session, "s");
  EXPECT_EQ(notice->id, "j");
  EXPECT_EQ(notice->expires, now + 3min);
  EXPECT_TRUE(with("sub", ""));
  EXPECT_TRUE(with("sid", ""));
  EXPECT_TRUE(with("jti", R"("j")", "JWT"));
}

TEST(LogoutToken, WhatIsNoneIsRefused) {
  for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{{"iss", R"("https://evil.example")"},
                                                                                    {"aud", R"("other")"},
                                                                                    {"exp", ""},
                                                                                    {"exp", seconds(now - 2min)},
                                                                                    {"iat", ""},
                                                                                    {"jti", ""},
                                                                                    {"jti", text(std::string(301, 'j'))},
                                                                                    {"nonce", R"("n")"},
                                                                                    {"events", ""},
                                                                                    {"events", "{}"},
                                                                                    {"events", "[]"},
                                                                                    {"events", R"({"http://schemas.openid.net/event/backchannel-logout":7})"},
                                                                                    {"events", R"("http://schemas.openid.net/event/backchannel-logout")"}}) {
    EXPECT_FALSE(with(name, value)) << name << ' ' << value;
  }
  EXPECT_FALSE(with("jti", R"("j")", "at+jwt"));
  Members nobody = good;
  nobody.erase("sub");
  nobody.erase("sid");
  const std::string compact = testing::FakeProvider::shared_key().token("RS256", R"({"alg":"RS256"})", testing::object(nobody));
  EXPECT_FALSE(check_logout_token(read_jws(compact, "logout token").value(), issuer, "atalaya", now, 60s));
}

}  // namespace
}  // namespace atalaya::reg
