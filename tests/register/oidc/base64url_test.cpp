#include "register/oidc/base64url.h"

#include <gtest/gtest.h>

namespace atalaya::reg {
namespace {

TEST(Base64Url, ReadsWhatItWrites) {
  // RFC 4648, section 10, without padding.
  for (const auto& [bytes, text] :
       {std::pair("", ""), std::pair("f", "Zg"), std::pair("fo", "Zm8"), std::pair("foo", "Zm9v"), std::pair("foobar", "Zm9vYmFy")}) {
    EXPECT_EQ(base64url(bytes), text);
    EXPECT_EQ(decode_base64url(text), bytes);
  }
  EXPECT_EQ(base64url("\xfb\xff"), "-_8");
  std::string all;
  for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
  EXPECT_EQ(decode_base64url(base64url(all)), all);
}

TEST(Base64Url, EachByteStringHasOneText) {
  for (const char* text : {"Z", "Zg=", "Zg==", "Zh", "Zm9", "Zm+v", "Zm/v", " Zg", "Zg\n", "Zm9vY", "Zm9v.", "\xc3\xa9"})
    EXPECT_FALSE(decode_base64url(text)) << text;
}

}  // namespace
}  // namespace atalaya::reg
