// The publishers' files as they are, where they lie beside the source tree: what is accepted, what is rejected, and that a second load changes nothing.
#include <simdjson.h>

#include <map>
#include <set>

#include "scratch.h"
#include "unit/support.h"

namespace atalaya {
namespace {

struct Counts {
  std::int64_t read, accepted, missing, rejected;
  bool operator==(const Counts&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Counts& c) { return out << c.read << " " << c.accepted << " " << c.missing << " " << c.rejected; }

struct Loaded {
  std::map<std::string, Counts> files;
  std::set<std::string> reasons;
};

Loaded loaded(const std::string& json) {
  Loaded out;
  simdjson::dom::parser parser;
  for (const simdjson::dom::element load : parser.parse(json).get_array()) {
    const auto number = [&](const char* name) { return load[name].get_int64().value(); };
    out.files[std::string(load["file"].get_string().value())] = {number("rows_read"), number("accepted"), number("missing"), number("rejected")};
    for (const simdjson::dom::element row : load["rejected_rows"]) out.reasons.emplace(row["reason"].get_string().value());
  }
  return out;
}

TEST(RealFigures, TheWholeFolderLoadsAsCounted) {
  const auto folder = testing::source_tree() / "../shared/data/indicators";
  if (!std::filesystem::exists(folder / "wdi_like.csv")) GTEST_SKIP() << "the publishers' files are not beside the source tree";
  const cases::Scratch scratch;
  ASSERT_EQ(scratch.run(ATALAYA_PROGRAM, {"init", ".", "--agenda", "elac2022"}).exit, 0);
  const auto first = scratch.run(ATALAYA_PROGRAM, {"load", folder, "--json"});
  ASSERT_EQ(first.exit, 0) << first.err;
  const Loaded all = loaded(first.out);
  const std::map<std::string, Counts> expected = {{"egdi.csv", {1158, 6931, 17, 0}},          {"gci.csv", {980, 1936, 24, 0}},
                                                  {"sdg_ict.csv", {47'641, 47'641, 0, 0}},    {"spi.csv", {2180, 15'358, 14'882, 20}},
                                                  {"wdi_like.csv", {371'739, 371'739, 0, 0}}, {"wdi_lpi_findex_lac.csv", {461, 461, 0, 0}},
                                                  {"wgi.csv", {25'981, 154'938, 0, 158}}};
  EXPECT_EQ(all.files, expected);
  // The Channel Islands, the Netherlands Antilles and Kosovo are not in ISO 3166-1 under these codes.
  EXPECT_EQ(all.reasons,
            (std::set<std::string>{"no country or group is called 'ANT'", "no country or group is called 'CHI'", "no country or group is called 'XKX'"}));

  const auto again = scratch.run(ATALAYA_PROGRAM, {"load", folder, "--json"});
  ASSERT_EQ(again.exit, 0) << again.err;
  for (const auto& [file, counts] : loaded(again.out).files) EXPECT_EQ(counts.accepted, 0) << file;
}

}  // namespace
}  // namespace atalaya
