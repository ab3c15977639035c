#include "register/oidc/pending.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "register/store/random.h"

namespace atalaya::reg {
namespace {

const Pending login{.provider = "id",
                    .state = new_token(),
                    .nonce = new_token(),
                    .verifier = new_token(),
                    .redirect_uri = "https://observatory.example.org/login/id",
                    .return_to = "/es/register?a=\"b",
                    .least = Assurance::Substantial,
                    .max_age = std::chrono::seconds(60),
                    .started = parse_instant("2026-11-26T01:43:15.123Z").value()};

TEST(Pending, ReadsWhatItWrites) {
  Pending plain = login;
  plain.return_to = "/es/register";
  EXPECT_EQ(Pending::from_text(plain.to_text()), plain);
  plain.return_to.clear();
  plain.max_age.reset();
  EXPECT_EQ(Pending::from_text(plain.to_text()), plain);
  EXPECT_EQ(plain.expires() - plain.started, std::chrono::minutes(10));
}

TEST(Pending, WhatItDidNotWriteIsRefused) {
  EXPECT_FALSE(Pending::from_text(login.to_text()));  // A path with a quotation mark.
  Pending plain = login;
  plain.return_to = "/es";
  const std::string text = plain.to_text();
  for (const auto& [from, to] :
       {std::pair("\"/es\"", "\"//evil.example\""), std::pair("substantial", "highest"), std::pair("2026-11-26T01:43:15.123Z", "yesterday"),
        std::pair("\"60\"", "\"-1\""), std::pair("\"60\"", "60"), std::pair("\"state\"", "\"status\""), std::pair("\"nonce\":\"", "\"nonce\":\"0")}) {
    const std::string changed = replace_all(text, from, to);
    ASSERT_NE(changed, text) << from;
    EXPECT_FALSE(Pending::from_text(changed)) << changed;
  }
  for (const char* other : {"", "{}", "[]", "x"}) EXPECT_FALSE(Pending::from_text(other)) << other;
}

}  // namespace
}  // namespace atalaya::reg
