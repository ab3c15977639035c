// Names within a copy, what belongs in it, and its archive.
#include <gtest/gtest.h>
#include <zip.h>

#include <fstream>

#include "base/files.h"
#include "scratch.h"
#include "site/offline/archive.h"
#include "site/offline/collect.h"
#include "site/offline/file_names.h"

namespace atalaya::site::offline {
namespace {

TEST(OfflineNames, SayWhatIsInTheFile) {
  EXPECT_EQ(file_name("/es/", "es"), "pages/home.html");
  EXPECT_EQ(file_name("/es/goals/3", "es"), "pages/goals/3.html");
  EXPECT_EQ(file_name("/es/countries/CHL/goals/3", "es"), "pages/countries/CHL/goals/3.html");
  EXPECT_EQ(file_name("/style.css", "es"), "pages/style.css");
  EXPECT_EQ(file_name("/release/manifest.json", "es"), "release/manifest.json");
  EXPECT_EQ(file_name("/data/DF/A.CHL.sdmx.csv", "es"), "data/A.CHL.sdmx.csv");
}

TEST(OfflineNames, AreShortAndPlainAndStayApart) {
  const std::string a = file_name("/data/DF/A." + std::string(300, 'x') + "1.csv", "es"), b = file_name("/data/DF/A." + std::string(300, 'x') + "2.csv", "es");
  EXPECT_NE(a, b);
  EXPECT_LE(a.size(), 80U);
  EXPECT_TRUE(a.ends_with(".csv"));
  const std::string c = file_name("/es/goals/a:b", "es"), d = file_name("/es/goals/a?b", "es");
  EXPECT_EQ(c.find(':'), std::string::npos);
  EXPECT_NE(c, d);
}

TEST(OfflineNames, LeadToOneAnother) {
  EXPECT_EQ(relative("index.html", "pages/style.css"), "pages/style.css");
  EXPECT_EQ(relative("pages/goals/3.html", "index.html"), "../../index.html");
  EXPECT_EQ(relative("pages/goals/3.html", "pages/goals/4.html"), "4.html");
  EXPECT_EQ(relative("pages/countries/CHL.html", "pages/countries/CHL/goals/1.html"), "CHL/goals/1.html");
  EXPECT_EQ(relative("pages/a.html", "data/A.CHL+ARG.csv"), "../data/A.CHL%2BARG.csv");
}

TEST(OfflineCopies, HaveWhatNeedsNoServer) {
  const CopyName whole{"es"}, chile{"es", "CHL"};
  for (const char* path : {"/es/", "/es/goals/3", "/es/countries/CHL/goals/3", "/style.css"}) {
    EXPECT_EQ(path_in_copy(path, chile), path);
    EXPECT_EQ(path_in_copy(path, whole), path);
  }
  EXPECT_EQ(path_in_copy("/es/countries/ARG", whole), "/es/countries/ARG");
  EXPECT_EQ(path_in_copy("/es/countries/CHL#x", chile), "/es/countries/CHL");
  for (const char* path : {"/es/countries/ARG", "/es/countries/ARG/goals/3", "/es/countries/CHLX"}) EXPECT_EQ(path_in_copy(path, chile), "");
  for (const char* address : {"/es/compare", "/es/compare?c=CHL", "/en/", "//evil.example/", "https://e.example/", "#x", "", "/es/../en/", "/es/%2e%2e/x",
                              "/es/%zz", "/es/indicators?q=x", "/release/observations.parquet", "/data/DF/A.CHL.X.json?lang=es",
                              "/data/DF/A.CHL.X.sdmx.csv?lang=es", "/data/DF/A.CHL.csv", "/data/DF/A.CHL.csv?lang=en", "/sdmx/v2/structure"}) {
    EXPECT_EQ(path_in_copy(address, whole), "") << address;
  }
  EXPECT_EQ(path_in_copy("/data/DF/A.CHL.X.csv?lang=es", whole), "/data/DF/A.CHL.X.csv");
  EXPECT_EQ(path_in_copy("/data/DF/A.CHL.sdmx.csv?lang=es", whole), "/data/DF/A.CHL.sdmx.csv");
  EXPECT_EQ(path_in_copy("/data/DF/A.CHL+ARG.csv?lang=es", whole), "/data/DF/A.CHL+ARG.csv");
}

TEST(OfflineArchive, DependsOnWhatIsInItAlone) {
  const cases::Scratch scratch;
  const auto text = [](const char* words) { return std::make_shared<const std::string>(words); };
  const std::vector<ArchiveFile> files = {
      {"README.txt", text("hello")}, {"pages/a.html", std::make_shared<const std::string>(100'000, 'x')}, {"empty", text("")}};
  const auto a = scratch.files() / "a.zip", b = scratch.files() / "b.zip";
  ASSERT_TRUE(write_archive(a, files, 1'769'860'800));
  ::setenv("TZ", "America/Santiago", 1);
  ::tzset();
  ASSERT_TRUE(write_archive(b, files, 1'769'860'800));
  ::unsetenv("TZ");
  ::tzset();
  EXPECT_EQ(read_file(a).value(), read_file(b).value());
  ASSERT_TRUE(write_archive(b, files, 1'769'860'900));
  EXPECT_NE(read_file(a).value(), read_file(b).value()) << "the time is the release's";
  int code = 0;
  zip_t* archive = zip_open(a.c_str(), ZIP_RDONLY | ZIP_CHECKCONS, &code);
  ASSERT_NE(archive, nullptr);
  EXPECT_EQ(zip_get_num_entries(archive, 0), 3);
  EXPECT_STREQ(zip_get_name(archive, 0, 0), "README.txt");
  zip_discard(archive);
  std::vector<std::string> left;
  for (const auto& one : std::filesystem::directory_iterator(scratch.files())) left.push_back(one.path().filename());
  EXPECT_EQ(left.size(), 2U) << "nothing is left beside them";
  EXPECT_EQ(write_archive(scratch.files() / "none" / "c.zip", files, 0).error().kind, ErrorKind::System);
}

}  // namespace
}  // namespace atalaya::site::offline
