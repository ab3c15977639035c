#include "base/locale.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <thread>

namespace atalaya {
namespace {

Locale locale(std::string_view language) { return Locale::make(language, "/nonexistent").value(); }

TEST(Locale, NumbersFollowTheRegion) {
  EXPECT_EQ(locale("es").number(-1234567.25, 1), "−1,234,567.3");
  EXPECT_EQ(locale("pt").number(-1234567.25, 1), "−1.234.567,3");
  EXPECT_EQ(locale("en").number(1234.5, 2), "1,234.50");
  EXPECT_EQ(locale("en").integer(1287), "1,287");
  EXPECT_EQ(locale("es").tag(), "es-419");
}

TEST(Locale, ZeroHasNoSign) {
  EXPECT_EQ(locale("en").number(-0.04, 1), "0.0");
  EXPECT_EQ(locale("en").change(-0.04, 1), "0.0");
  EXPECT_EQ(locale("en").change(0.25, 1), "+0.3");
  EXPECT_EQ(locale("pt").change(-0.25, 1), "−0,3");
}

TEST(Locale, WhatIsNotFiniteIsNoFigure) {
  EXPECT_EQ(locale("es").number(std::numeric_limits<double>::quiet_NaN(), 1), "…");
  EXPECT_EQ(locale("es").compact(std::numeric_limits<double>::infinity()), "…");
}

TEST(Locale, DecimalsAreKeptWithinWhatIsMade) {
  EXPECT_EQ(locale("en").number(1.5, -3), "2");
  EXPECT_EQ(locale("en").number(0.5, 40), "0.500000000");
}

TEST(Locale, CompactNumbers) {
  EXPECT_EQ(locale("es").compact(1.2e6), "1.2\u00A0M");
  EXPECT_EQ(locale("pt").compact(1.2e6), "1,2\u00A0mi");
  EXPECT_EQ(locale("en").compact(1.2e6), "1.2M");
}

TEST(Locale, Dates) {
  EXPECT_EQ(locale("es").date("2026-11-24"), "24 de noviembre de 2026");
  EXPECT_EQ(locale("pt").date("2026-11-24T23:59:59Z"), "24 de novembro de 2026");
  EXPECT_EQ(locale("en").date("2026-11-24"), "24 November 2026");
  EXPECT_EQ(locale("en").date("2026-11-24", Locale::Date::Short), "24 Nov 2026");
  EXPECT_EQ(locale("en").date("2026-02-30"), "2026-02-30");
  EXPECT_EQ(locale("en").date("2026"), "2026");
  EXPECT_EQ(locale("en").date("1582-10-20"), "20 October 1582");
}

TEST(Locale, Lists) {
  EXPECT_EQ(locale("es").list({"Argentina", "Brasil", "Chile"}), "Argentina, Brasil y Chile");
  EXPECT_EQ(locale("es").list({"Belice", "Haití", "Islandia"}), "Belice, Haití e Islandia");
  EXPECT_EQ(locale("pt").list({"Chile", "Peru"}), "Chile e Peru");
  EXPECT_EQ(locale("en").list({"Chile"}), "Chile");
  EXPECT_EQ(locale("en").list({}), "");
}

TEST(Locale, NamesAreOrderedAsReadersOrderThem) {
  EXPECT_LT(locale("es").compare("México", "Mozambique"), 0);
  EXPECT_LT(locale("es").compare("Panamá", "Panamb"), 0);
  EXPECT_EQ(locale("es").compare("Perú", "Perú"), 0);
  EXPECT_GT(locale("pt").compare("São Vicente", "Santa Lúcia"), 0);
}

TEST(Locale, WithoutACatalogueTheMsgidStands) {
  const Locale spanish = locale("es");
  EXPECT_EQ(spanish.tr("No figure"), "No figure");
  EXPECT_EQ(spanish.ntr("{1} country", "{1} countries", 1), "{1} country");
  EXPECT_EQ(spanish.ntr("{1} country", "{1} countries", 0), "{1} countries");
  EXPECT_EQ(spanish.tr(""), "");
  const auto strict = Locale::make("es", "/nonexistent", Locale::Strict::Yes);
  ASSERT_FALSE(strict.has_value());
  EXPECT_EQ(strict.error().kind, ErrorKind::NotFound);
  EXPECT_TRUE(Locale::make("en", "/nonexistent", Locale::Strict::Yes).has_value());
  EXPECT_FALSE(Locale::make("fr", "/nonexistent").has_value());
}

TEST(Locale, ArgumentsAreFilledIn) {
  EXPECT_EQ(fill("{2} of {1}", {"39", "12"}), "12 of 39");
  EXPECT_EQ(fill("{3} {x} {", {"a"}), "{3} {x} {");
  EXPECT_EQ(fill("{1}", {"{1}"}), "{1}");
}

TEST(Locale, CataloguesTranslate) {
  // A catalogue of its own, so that the test does not hang on the wording of the site.
  const std::filesystem::path data = std::filesystem::path(testing::TempDir()) / "atalaya_locale_test";
  const std::filesystem::path folder = data / "locale" / "es" / "LC_MESSAGES";
  std::filesystem::create_directories(folder);
  std::ofstream(data / "es.po") << R"(msgid ""
msgstr ""
"Language: es\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=n != 1;\n"
msgid "Home"
msgstr "Inicio"
msgctxt "noun"
msgid "Share"
msgstr "Proporción"
msgid "{1} country"
msgid_plural "{1} countries"
msgstr[0] "{1} país"
msgstr[1] "{1} países"
)";
  const std::string command = "msgfmt -o '" + (folder / "atalaya.mo").string() + "' '" + (data / "es.po").string() + "'";
  if (std::system(command.c_str()) != 0) GTEST_SKIP() << "msgfmt is not installed";
  const Locale spanish = Locale::make("es", data, Locale::Strict::Yes).value();
  EXPECT_EQ(spanish.tr("Home"), "Inicio");
  EXPECT_EQ(spanish.tr("Share"), "Share");
  EXPECT_EQ(spanish.ctr("noun", "Share"), "Proporción");
  EXPECT_EQ(spanish.ntr("{1} country", "{1} countries", 1), "{1} país");
  EXPECT_EQ(spanish.ntr("{1} country", "{1} countries", 33), "{1} países");
  EXPECT_EQ(spanish.ntr("{1} country", "{1} countries", 5'000'000'001), "{1} países");
  EXPECT_EQ(spanish.tr(""), "");
  std::filesystem::remove_all(data);
}

TEST(Locale, ManyThreadsReadOne) {
  const Locale spanish = locale("es");
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&spanish] {
      for (int i = 0; i < 500; ++i) {
        EXPECT_EQ(spanish.number(1234.5, 1), "1,234.5");
        EXPECT_EQ(spanish.date("2026-11-24"), "24 de noviembre de 2026");
        EXPECT_EQ(spanish.list({"a", "b"}), "a y b");
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace atalaya
