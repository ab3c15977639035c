#include "register/oidc/url.h"

#include <gtest/gtest.h>

namespace atalaya::reg {
namespace {

TEST(Url, SecretIsHttpsOrTheMachineItself) {
  for (const char* text : {"https://id.example.org", "https://id.example.org:8443/a?b=c", "http://localhost:3000/", "http://127.0.0.1/", "http://[::1]:80/x"}) {
    EXPECT_TRUE(parse_secure_url(text, Loopback::Allow)) << text;
  }
  for (const char* text : {"http://id.example.org", "http://127.0.0.1.example.org/", "http://localhost.example.org/", "http://10.0.0.1/", "http://[::2]/"}) {
    EXPECT_FALSE(parse_secure_url(text, Loopback::Allow)) << text;
  }
  EXPECT_FALSE(parse_secure_url("http://localhost/", Loopback::Refuse));
}

TEST(Url, WhatIsNoAddressIsRefused) {
  for (const char* text :
       {"", "id.example.org", "ftp://id.example.org", "file:///etc/passwd", "https://", "https://user@id.example.org", "https://a:b@id.example.org/",
        "https://id.example.org/#x", "https://id.example.org\\@evil.example", "https://id.example.org/a b", "https://id.example.org/\n", "//id.example.org",
        "javascript:alert(1)", "https://id.example.org:99999/", "https://\xc3\xa9.example.org/"}) {
    EXPECT_FALSE(parse_url(text)) << text;
  }
  EXPECT_FALSE(parse_url("https://id.example.org/" + std::string(3000, 'a')));
  // A message can stand in a log line.
  EXPECT_EQ(parse_url("https://x/\r\nSet-Cookie: a").error().what.find('\n'), std::string::npos);
}

TEST(Url, OriginIsSchemeHostAndPort) {
  const Url a = parse_url("https://ID.example.org/x").value();
  EXPECT_TRUE(a.is_same_origin(parse_url("https://id.example.org:443/y").value()));
  EXPECT_FALSE(a.is_same_origin(parse_url("https://id.example.org:444/x").value()));
  EXPECT_FALSE(a.is_same_origin(parse_url("https://id2.example.org/x").value()));
  EXPECT_FALSE(a.is_same_origin(parse_url("http://id.example.org:443/x").value()));
}

TEST(Url, ParametersAreEscapedAndAdded) {
  EXPECT_EQ(form({{"a", "1 2"}, {"b", "&=+"}, {"c", ""}}), "a=1%202&b=%26%3D%2B&c=");
  EXPECT_EQ(with_query("https://x/a", {{"b", "1"}}), "https://x/a?b=1");
  EXPECT_EQ(with_query("https://x/a?tenant=7", {{"b", "1"}}), "https://x/a?tenant=7&b=1");
  EXPECT_EQ(with_query("https://x/a?", {{"b", "1"}}), "https://x/a?b=1");
  EXPECT_EQ(with_query("https://x/a", {}), "https://x/a");
}

TEST(Url, APathOfThisSiteLeadsNowhereElse) {
  for (const char* path : {"/", "/es/register", "/es/register?a=b%2Fc&d=https://x.example/"}) EXPECT_TRUE(is_local_path(path)) << path;
  for (const char* path :
       {"", "es", "//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "/\tx", "/ x", "/a\r\nb", "javascript:x"}) {
    EXPECT_FALSE(is_local_path(path)) << path;
  }
}

}  // namespace
}  // namespace atalaya::reg
