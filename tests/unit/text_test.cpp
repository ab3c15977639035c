#include "base/decimal.h"
#include "base/text.h"

#include <gtest/gtest.h>

#include <bit>
#include <charconv>
#include <cmath>
#include <limits>
#include <random>

namespace atalaya {
namespace {

TEST(Numbers, FewDecimalsAreWrittenAsTheShortestText) {
  std::uint64_t state = 1;
  for (int i = 0; i < 20'000; ++i) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    const double whole = static_cast<double>(static_cast<std::int64_t>(state >> 20U) % 100'000'000'000);
    const double number = (i % 2 == 0 ? 1 : -1) * whole / std::pow(10, i % 7) + (i % 11 == 0 ? 0.1 : 0);
    char buffer[64];
    const bool plain = std::abs(number) >= 1e-5 && std::abs(number) < 1e15;
    const auto end =
        plain ? std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::fixed).ptr : std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
    ASSERT_EQ(number_text(number), std::string_view(buffer, end));
  }
  EXPECT_EQ(number_text(0), "0");
  EXPECT_EQ(number_text(-0.5), "-0.5");
  EXPECT_EQ(number_text(0.00001), "0.00001");
}

TEST(Utf8, TheFirstBadByteIsFound) {
  const struct {
    std::string_view text;
    int bad;  // -1: none
  } all[] = {{"", -1},
             {"agenda", -1},
             {"ação €  𝄞", -1},
             {"a\xFF", 1},
             {"\xC3", 0},
             {"\xC0\x80", 0},
             {"\xED\xA0\x80", 0},
             {"ok\xF4\x90\x80\x80", 2},
             {"\xF4\x8F\xBF\xBF", -1},
             {"é\xE2\x82", 2},
             {"\x80", 0}};
  for (const auto& [text, bad] : all) {
    const auto found = first_invalid_utf8(text);
    EXPECT_EQ(found ? static_cast<int>(*found) : -1, bad) << text;
    EXPECT_EQ(is_utf8(text), bad < 0) << text;
    EXPECT_TRUE(is_utf8(replace_invalid_utf8(text))) << text;
    EXPECT_EQ(replace_invalid_utf8(text) == text, bad < 0) << text;
  }
}

TEST(Text, SplitsJoinsAndShortens) {
  EXPECT_EQ(split("a..b", '.').size(), 3U);
  EXPECT_EQ(split("", '.').size(), 1U);
  EXPECT_EQ(join({"a", "b", "c"}, ", "), "a, b, c");
  EXPECT_EQ(join({"a", "a"}, "+"), "a+a");
  EXPECT_EQ(trim(" \t a b\r\n"), "a b");
  EXPECT_EQ(trim("  "), "");
  EXPECT_EQ(replace_all("aaa", "a", "aa"), "aaaaaa");
  EXPECT_EQ(shorten("ação", 10), "ação");
  // The cut falls between characters, also where a byte limit would fall within one.
  EXPECT_EQ(shorten("ação", 2), "a…");
  EXPECT_EQ(shorten("ação", 3), "aç…");
}

TEST(FoldName, DropsWhatWritersDifferIn) {
  const std::pair<const char*, const char*> alike[] = {{"The Bahamas", "bahamas"},
                                                       {"PERÚ", "peru"},
                                                       {"Antigua & Barbuda", "antigua barbuda"},
                                                       {"  St.  Lucia ", "st lucia"},
                                                       {"Côte d’Ivoire", "cote d ivoire"},
                                                       {"Los Países Bajos", "paises bajos"},
                                                       {"São Tomé", "sao tome"},
                                                       {"Bolivia (Plur.)", "bolivia plur"}};
  for (const auto& [text, folded] : alike) {
    EXPECT_EQ(fold_name(text), folded);
    EXPECT_EQ(fold_name(folded), folded) << "folding is idempotent";
  }
  EXPECT_NE(fold_name("Dominica"), fold_name("Dominican Republic"));
}

TEST(ParseNumber, TakesTheWholeTextAndNothingElse) {
  const std::pair<const char*, double> good[] = {{"0", 0},  {"-0.5", -0.5}, {"+3", 3},    {"1e3", 1000},      {".5", 0.5},
                                                 {"5.", 5}, {"1E-2", 0.01}, {"0012", 12}, {"-1.5e+3", -1500}, {"123456789012345680", 123456789012345680.0}};
  for (const auto& [text, value] : good) EXPECT_EQ(parse_number(text).value, value) << text;
  for (const char* text : {"", " 1", "1 ", "1,5", "1.2.3", "inf", "-nan", "NaN", "0x10", "1e", "--1", "+-1", "e5", "1_000", "12%", "-", "+", "."}) {
    const auto parsed = parse_number(text);
    EXPECT_FALSE(parsed.value) << text;
    EXPECT_EQ(parsed.fault, NumberFault::NotANumber) << text;
  }
  for (const char* text : {"1e400", "-1e309", "1e-400"}) EXPECT_EQ(parse_number(text).fault, NumberFault::OutOfRange) << text;
  EXPECT_EQ(parse_integer("-12"), -12);
  EXPECT_EQ(parse_integer("12.0"), std::nullopt);
  EXPECT_EQ(parse_integer("99999999999999999999"), std::nullopt);
}

TEST(NumberText, ReadsBackAsTheSameDouble) {
  const auto check = [](double number) {
    const std::string text = number_text(number);
    EXPECT_LT(text.size(), 32U);
    const auto again = parse_number(text);
    ASSERT_TRUE(again.value) << text;
    EXPECT_EQ(std::bit_cast<std::uint64_t>(*again.value), std::bit_cast<std::uint64_t>(number)) << text;
  };
  for (const double number : {0.0, -0.0, 0.1, 1e-5, 9.99e-6, 1e15, 999999999999999.9, 1e21, 5e-324, std::numeric_limits<double>::max(), -2.5}) check(number);
  std::mt19937_64 random(7);
  for (int i = 0; i < 20'000; ++i) {
    const double number = std::bit_cast<double>(random());
    if (std::isfinite(number)) check(number);
  }
  EXPECT_EQ(number_text(1000000), "1000000");
  EXPECT_EQ(number_text(0.00001), "0.00001");
}

TEST(ShortText, IsTheSameForTheSameTextAlone) {
  const std::vector<std::string> texts = {"",
                                          std::string(1, '\0'),
                                          "A",
                                          "AB",
                                          "BA",
                                          "ABC",
                                          "ABCD",
                                          "ABCDE",
                                          "DABCE",
                                          "ABCDEF",
                                          "ABCDEFG",
                                          "2020",
                                          "2020-Q1",
                                          "2020-Q2",
                                          std::string(4, '\0'),
                                          std::string(7, '\xff')};
  for (const auto& a : texts) {
    EXPECT_NE(short_text(a), long_text);
    for (const auto& b : texts) EXPECT_EQ(short_text(a) == short_text(b), a == b) << a << " " << b;
  }
  EXPECT_EQ(short_text("ABCDEFGH"), long_text);
}

/// In whatever stands behind it, and at the end of the bytes, a number is the same.
TEST(ShortDecimal, IsReadInOneGoOrByDigits) {
  struct Case {
    const char* text;
    std::uint64_t digits;
    std::size_t before, behind;
    bool point;
  };
  const Case cases[] = {{"", 0, 0, 0, false},
                        {"7", 7, 1, 0, false},
                        {"0.5", 5, 1, 1, true},
                        {"12.", 12, 2, 0, true},
                        {".25", 25, 0, 2, true},
                        {"9876.543", 9876543, 4, 3, true},
                        {"12345678.87654321", 1234567887654321, 8, 8, true},
                        {"12345678", 12345678, 8, 0, false},
                        {"123456789", 123456789, 9, 0, false},
                        {"123456789.5", 1234567895, 9, 1, true},
                        {"1.123456789", 1123456789, 1, 9, true},
                        {"0000000000000001", 1, 16, 0, false}};
  for (const Case& c : cases) {
    for (const char* sign : {"", "-"}) {
      for (const char* behind : {"", ",", ":0123456789012345", "/\x80\xff 9.9999999999999", "e5,\"0123456789\":[1]", "]..................."}) {
        const std::string number = std::string(sign) + c.text;
        const std::string text = number + behind;
        const ShortDecimal read = read_short_decimal(text.data(), text.data() + text.size());
        EXPECT_EQ(read.digits, c.digits) << text;
        EXPECT_EQ(read.before_point, c.before) << text;
        EXPECT_EQ(read.behind_point, c.behind) << text;
        EXPECT_EQ(read.point, c.point) << text;
        EXPECT_EQ(read.negative, *sign == '-') << text;
        EXPECT_EQ(read.end - text.data(), static_cast<std::ptrdiff_t>(number.size())) << text;
      }
    }
  }
}

TEST(Identifier, IsThatOfSdmx) {
  for (const char* text : {"A", "_T", "IT_NET_USER_ZS", "a-b@c$1"}) EXPECT_TRUE(is_identifier(text)) << text;
  for (const char* text : {"", "A.B", "é", "A B", "A/B"}) EXPECT_FALSE(is_identifier(text)) << text;
  EXPECT_EQ(to_identifier("IT.NET.USER.ZS"), "IT_NET_USER_ZS");
  EXPECT_TRUE(is_identifier(to_identifier("année (%)")));
}

}  // namespace
}  // namespace atalaya
