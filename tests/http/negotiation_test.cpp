// Tables for the negotiation of media types, languages and encodings (RFC 9110, RFC 4647).
#include <gtest/gtest.h>

#include "http/negotiation.h"
#include "http/response.h"

namespace atalaya::http {
namespace {

TEST(HttpNegotiation, MediaTypesOfRfc9110) {
  // RFC 9110, section 12.5.1: the example and its table.
  const std::string accept = "text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, text/plain;format=fixed;q=0.4, */*;q=0.5";
  EXPECT_EQ(media_type_quality(accept, "text/plain;format=flowed"), 1000);
  EXPECT_EQ(media_type_quality(accept, "text/plain"), 700);
  EXPECT_EQ(media_type_quality(accept, "text/html"), 300);
  EXPECT_EQ(media_type_quality(accept, "image/jpeg"), 500);
  EXPECT_EQ(media_type_quality(accept, "text/plain;format=fixed"), 400);
  EXPECT_EQ(media_type_quality(accept, "text/html;level=3"), 300);
  EXPECT_EQ(media_type_quality("audio/*; q=0.2, audio/basic", "audio/basic"), 1000);
  EXPECT_EQ(media_type_quality("audio/*; q=0.2, audio/basic", "audio/mp3"), 200);
  EXPECT_EQ(media_type_quality("audio/*; q=0.2, audio/basic", "text/html"), 0);
  EXPECT_EQ(media_type_quality("", "text/html"), 1000);
  EXPECT_EQ(media_type_quality("text/html, image/gif, *; q=.2, */*; q=.2", "text/csv"), 200);
  EXPECT_EQ(media_type_quality("a/b;x=\"q=0, c\\\"d\";q=0.5", "a/b;x=\"q=0, c\\\"d\""), 500);
}

TEST(HttpNegotiation, ChoosesMediaTypes) {
  const std::vector<std::string_view> offered = {"application/vnd.sdmx.data+json;version=2.0.0", "application/vnd.sdmx.data+csv;version=2.0.0", "text/html"};
  const auto choose = [&](std::string_view accept) { return choose_media_type(accept, offered); };
  EXPECT_EQ(choose(""), 0U);
  EXPECT_EQ(choose("*/*"), 0U);
  EXPECT_EQ(choose("application/vnd.sdmx.data+csv"), 1U);
  EXPECT_EQ(choose("application/vnd.sdmx.data+csv;version=1.0.0"), std::nullopt);
  EXPECT_EQ(choose("APPLICATION/vnd.sdmx.data+csv; Version=2.0.0; labels=both"), std::nullopt);
  EXPECT_EQ(choose("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"), 2U);
  EXPECT_EQ(choose("application/*;q=0.1, text/html;q=0"), 0U);
  EXPECT_EQ(choose("image/png"), std::nullopt);
  EXPECT_EQ(choose("text/html;q=7"), std::nullopt);
}

TEST(HttpNegotiation, ChoosesLanguages) {
  const std::vector<std::string_view> offered = {"en", "es", "pt", "zh-Hant"};
  const auto choose = [&](std::string_view accept) -> std::string_view {
    const auto found = choose_language(accept, offered);
    return found ? offered[*found] : "-";
  };
  EXPECT_EQ(choose(""), "-");
  EXPECT_EQ(choose("*"), "-");
  EXPECT_EQ(choose("es"), "es");
  EXPECT_EQ(choose("es-419,es;q=0.9,en;q=0.8"), "es");
  EXPECT_EQ(choose("PT-br"), "pt");
  EXPECT_EQ(choose("fr, pt;q=0.3, en;q=0.5"), "en");
  EXPECT_EQ(choose("da, en-gb;q=0.8, en;q=0.7"), "en");            // RFC 9110, section 12.5.4.
  EXPECT_EQ(choose("zh-Hant-CN-x-private1-private2"), "zh-Hant");  // RFC 4647, section 3.4.
  EXPECT_EQ(choose("zh"), "-");
  EXPECT_EQ(choose("en;q=0, es;q=0.1"), "es");
  EXPECT_EQ(choose("en-US, en;q=0, pt;q=0.1"), "pt");
  EXPECT_EQ(choose("fr"), "-");
  EXPECT_EQ(choose("es;q=x, pt;q=0.001"), "pt");
}

TEST(HttpNegotiation, ChoosesEncodings) {
  using enum Encoding;
  const std::optional<Encoding> none;
  // The examples of RFC 9110, section 12.5.3, first.
  EXPECT_EQ(choose_encoding("compress, gzip"), Gzip);
  EXPECT_EQ(choose_encoding(""), Identity);
  EXPECT_EQ(choose_encoding("*"), Brotli);
  EXPECT_EQ(choose_encoding("compress;q=0.5, gzip;q=1.0"), Gzip);
  EXPECT_EQ(choose_encoding("gzip;q=1.0, identity; q=0.5, *;q=0"), Gzip);
  EXPECT_EQ(choose_encoding(std::optional<std::string_view>()), Identity);
  EXPECT_EQ(choose_encoding("gzip, deflate, br, zstd"), Brotli);
  EXPECT_EQ(choose_encoding("gzip, br;q=0.9"), Gzip);
  EXPECT_EQ(choose_encoding("gzip;q=0.5, identity"), Identity);
  EXPECT_EQ(choose_encoding("GZIP;q=0.001"), Gzip);
  EXPECT_EQ(choose_encoding("gzip;q=0"), Identity);
  EXPECT_EQ(choose_encoding("br;q=0, *"), Zstd);
  EXPECT_EQ(choose_encoding("br;q=0, zstd;q=0, *"), Gzip);
  EXPECT_EQ(choose_encoding("gzip, zstd"), Zstd);
  EXPECT_EQ(choose_encoding("zstd;q=0.5, gzip"), Gzip);
  EXPECT_EQ(choose_encoding("gzip, deflate, br, zstd", true, CodingOrder::QuickestFirst), Zstd);
  EXPECT_EQ(choose_encoding("gzip, br", true, CodingOrder::QuickestFirst), Gzip);
  EXPECT_EQ(choose_encoding("identity;q=0"), none);
  EXPECT_EQ(choose_encoding("*;q=0"), none);
  EXPECT_EQ(choose_encoding("*;q=0, identity"), Identity);
  EXPECT_EQ(choose_encoding("identity;q=0, gzip;q=0.1"), Gzip);
  EXPECT_EQ(choose_encoding("gzip", false), Identity);
  EXPECT_EQ(choose_encoding("gzip, identity;q=0", false), none);
}

TEST(HttpHeaders, VaryNamesEachHeaderOnce) {
  Headers headers;
  add_vary(headers, "Accept-Encoding");
  add_vary(headers, "Accept-Language");
  add_vary(headers, "accept-encoding");
  EXPECT_EQ(headers.list("vary"), "Accept-Encoding, Accept-Language");
}

}  // namespace
}  // namespace atalaya::http
