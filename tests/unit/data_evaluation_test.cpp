// Queries against a small cube, compared with what reading it from one end to the other finds.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "model/cube_builder.h"
#include "query/data/evaluate.h"

namespace atalaya::query {
namespace {

using Parameters = std::vector<std::pair<std::string, std::string>>;

/// Three dimensions, a number and a text, attributes of each level.
std::shared_ptr<const DataStructure> structure() {
  static const auto made = [] {
    auto s = std::make_shared<DataStructure>();
    s->agency = "TST";
    s->id = "DSD";
    s->version = "1.0";
    for (const char* id : {"FREQ", "AREA", "SEX"}) s->dimensions.push_back({.id = id, .code_list = {}, .name = {}});
    s->time_dimension.id = "TIME_PERIOD";
    s->measures = {{.id = "OBS_VALUE", .code_list = {}, .name = {}}, {.id = "NOTE", .code_list = {}, .name = {}}};
    s->measures[1].representation.format = sdmx::TextFormat{.data_type = "String"};
    const auto attribute = [&](const char* id, Attribute::Level level) {
      Attribute a;
      a.id = id;
      a.level = level;
      s->attributes.push_back(a);
    };
    attribute("TITLE", Attribute::Level::DataSet);
    attribute("UNIT", Attribute::Level::Series);
    attribute("STATUS", Attribute::Level::Observation);
    s->attributes[1].representation.max_occurs = "3";
    return s;
  }();
  return made;
}

struct Row {
  std::vector<std::string> key;
  std::string period;
  double value;
  std::string note, unit, status;
};

std::vector<Row> rows(unsigned seed, std::size_t count = 400) {
  std::mt19937 random(seed);
  const auto one_of = [&](const std::vector<std::string>& from) { return from[random() % from.size()]; };
  std::map<std::string, Row> out;
  std::map<std::string, std::string> units;
  for (std::size_t i = 0; i < count; ++i) {
    Row row{.key = {one_of({"A", "M"}), one_of({"ARG", "BOL", "BRA", "CHL", "PER", "URY"}), one_of({"F", "M", "_T"})},
            .period = {},
            .value = 0,
            .note = {},
            .unit = {},
            .status = {}};
    row.period = std::to_string(2015 + random() % 6) + (row.key[0] == "M" ? "-0" + std::to_string(1 + random() % 9) : "");
    row.value = random() % 8 == 0 ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(random() % 100);
    row.note = one_of({"", "", "late", "large sample", "sample"});
    row.status = one_of({"A", "A", "E", ""});
    const std::string key = row.key[0] + row.key[1] + row.key[2];
    row.unit = units.try_emplace(key, one_of({"", "PCT", "PCT\x1fUSD", "USD"})).first->second;
    out[key + row.period] = row;
  }
  std::vector<Row> list;
  for (auto& [id, row] : out) list.push_back(std::move(row));
  return list;
}

std::shared_ptr<const Cube> cube_of(const std::vector<Row>& from) {
  CubeBuilder b(structure());
  b.set_dataset_attribute(0, "Users");
  for (const Row& row : from) {
    const std::vector<std::string_view> key(row.key.begin(), row.key.end());
    const std::uint32_t series = b.series(key);
    b.set_series_attribute(series, 1, row.unit);
    b.add(series, *TimePeriod::parse(row.period), row.value, std::vector<std::string_view>{row.status}, 1);
    b.set_text(1, row.note);
  }
  return std::make_shared<const Cube>(std::move(b).build());
}

Catalogue catalogue_of(const std::vector<Row>& from, std::time_t created = 1'000'000) {
  Catalogue out{.release = "r", .created = created, .structures = {}, .flows = {}};
  sdmx::Dataflow flow;
  flow.agency = "TST";
  flow.id = "DF";
  flow.version = "1.0";
  flow.structure = {sdmx::Kind::DataStructure, "TST", "DSD", "1.0", {}};
  (void)out.structures.add(flow);
  out.flows.push_back({.reference = {sdmx::Kind::Dataflow, "TST", "DF", "1.0", {}}, .cube = cube_of(from)});
  return out;
}

/// Each observation that is told as "A.ARG.F 2020 12 note STATUS", the unit in brackets.
class Journal final : public DataSink {
 public:
  Status begin_set(const DataSetInfo& info) override {
    sets.push_back(std::string(to_string(info.action)) + info.valid_from + info.valid_to);
    return {};
  }
  Status series(SeriesKey key, std::span<const Value> attributes) override {
    key_ = std::string(key[0]) + "." + std::string(key[1]) + "." + std::string(key[2]);
    keys.push_back(key_);
    unit_.clear();
    for (const Value& value : attributes) unit_ += (unit_.empty() ? "" : "+") + std::string(value.text);
    return {};
  }
  Status observation(const DataObservation& o) override {
    std::string line = key_ + " " + std::string(o.period);
    for (const Value& value : o.measures) line += " " + std::string(value.text);
    for (const Value& value : o.attributes) line += " " + std::string(value.text);
    lines.push_back(line + " [" + unit_ + "]");
    return {};
  }
  std::vector<std::string> sets, keys, lines;

 private:
  std::string key_, unit_;
};

Journal told(const std::vector<PlannedSet>& sets, std::size_t calls = 1'000'000) {
  Journal out;
  for (const PlannedSet& set : sets) {
    CubeReplay replay = set.replay();
    while (replay.step(out, calls).value()) {
    }
  }
  return out;
}

std::string line_of(const Row& row) {
  std::string line = row.key[0] + "." + row.key[1] + "." + row.key[2] + " " + row.period;
  if (!std::isnan(row.value)) line += " " + number_text(row.value);
  if (!row.note.empty()) line += " " + row.note;
  if (!row.status.empty()) line += " " + row.status;
  std::string unit = row.unit;
  std::ranges::replace(unit, '\x1f', '+');
  return line + " [" + unit + "]";
}

std::vector<std::string> lines_of(const std::vector<Row>& from, const std::function<bool(const Row&)>& taken) {
  std::vector<std::string> out;
  for (const Row& row : from) {
    if (taken(row)) out.push_back(line_of(row));
  }
  return out;
}

Result<std::vector<PlannedSet>> ask(const Catalogue& catalogue, const std::string& key, const Parameters& parameters) {
  static const CubeIndexes indexes;
  return evaluate(catalogue, indexes, TRY(parse_data_rest2({{"dataflow", "TST", "DF", "*", key}, parameters})));
}

int year_of(const Row& row) { return std::stoi(row.period); }

TEST(DataEvaluation, FindsWhatReadingEverythingFinds) {
  const auto all = rows(1);
  const Catalogue catalogue = catalogue_of(all);
  struct Case {
    const char* key;
    Parameters parameters;
    std::function<bool(const Row&)> taken;
  };
  const auto has = [](const std::string& text, const char* part) { return text.find(part) != std::string::npos; };
  const Case table[] = {
      {"*", {}, [](const Row&) { return true; }},
      {"A", {}, [](const Row& r) { return r.key[0] == "A"; }},
      {"A.*.F", {}, [](const Row& r) { return r.key[0] == "A" && r.key[2] == "F"; }},
      {"*.BRA", {}, [](const Row& r) { return r.key[1] == "BRA"; }},
      {"M.CHL._T", {}, [](const Row& r) { return r.key[0] == "M" && r.key[1] == "CHL" && r.key[2] == "_T"; }},
      {"*.*.F,A.ARG,A.ARG.F", {}, [](const Row& r) { return r.key[2] == "F" || (r.key[0] == "A" && r.key[1] == "ARG"); }},
      {"X.Y", {}, [](const Row&) { return false; }},
      {"*", {{"c[AREA]", "ge:BRA+lt:PER"}}, [](const Row& r) { return r.key[1] >= "BRA" && r.key[1] < "PER"; }},
      {"A", {{"c[AREA]", "ne:BRA"}, {"c[SEX]", "F,M"}}, [](const Row& r) { return r.key[0] == "A" && r.key[1] != "BRA" && r.key[2] != "_T"; }},
      {"*",
       {{"c[FREQ]", "M"}, {"c[TIME_PERIOD]", "ge:2016-05+le:2018"}},
       [](const Row& r) { return r.key[0] == "M" && r.period >= "2016-05" && year_of(r) <= 2018; }},
      {"A", {{"c[TIME_PERIOD]", "2016,2019"}}, [](const Row& r) { return r.key[0] == "A" && (year_of(r) == 2016 || year_of(r) == 2019); }},
      {"A",
       {{"c[TIME_PERIOD]", "ge:2016+le:2017,gt:2019"}},
       [](const Row& r) { return r.key[0] == "A" && (year_of(r) == 2016 || year_of(r) == 2017 || year_of(r) > 2019); }},
      {"A", {{"c[TIME_PERIOD]", "ge:2018+le:2016"}}, [](const Row&) { return false; }},
      {"*", {{"c[OBS_VALUE]", "ge:20+lt:40"}}, [](const Row& r) { return r.value >= 20 && r.value < 40; }},
      {"*", {{"c[OBS_VALUE]", "ne:20"}}, [](const Row& r) { return r.value != 20; }},
      {"*", {{"c[NOTE]", "co:sample"}}, [&](const Row& r) { return has(r.note, "sample"); }},
      {"*", {{"c[NOTE]", "nc:sample"}}, [&](const Row& r) { return !has(r.note, "sample"); }},
      {"*", {{"c[STATUS]", "E"}}, [](const Row& r) { return r.status == "E"; }},
      {"*.*.F", {{"c[STATUS]", "ne:A"}, {"c[OBS_VALUE]", "gt:50"}}, [](const Row& r) { return r.key[2] == "F" && r.status != "A" && r.value > 50; }},
      {"*", {{"c[UNIT]", "PCT"}}, [&](const Row& r) { return has(r.unit, "PCT"); }},
      {"*", {{"c[UNIT]", "PCT+USD"}}, [&](const Row& r) { return has(r.unit, "PCT") && has(r.unit, "USD"); }},
      {"*", {{"c[TITLE]", "sw:Us"}}, [](const Row&) { return true; }},
      {"*", {{"c[TITLE]", "ew:Us"}}, [](const Row&) { return false; }},
  };
  for (const Case& one : table) {
    const auto sets = ask(catalogue, one.key, one.parameters);
    ASSERT_TRUE(sets) << one.key << ": " << sets.error().to_string();
    const auto expected = lines_of(all, one.taken);
    EXPECT_EQ(told(*sets).lines, expected) << one.key;
    EXPECT_EQ(told(*sets, 7).lines, expected) << one.key << " in small steps";
    EXPECT_EQ(sets->size(), expected.empty() ? 0U : 1U) << one.key;
  }
}

TEST(DataEvaluation, RandomKeysWithAndWithoutTheIndex) {
  const auto all = rows(2, 900);
  const Catalogue catalogue = catalogue_of(all);
  const auto& cube = catalogue.flows[0].cube;
  const CubeIndex index(*cube);
  std::mt19937 random(3);
  const std::vector<std::vector<std::string>> codes = {{"A", "M", "Q"}, {"ARG", "BOL", "BRA", "CHL", "PER", "URY", "ZZZ"}, {"F", "M", "_T"}};
  for (int round = 0; round < 300; ++round) {
    CubeQuery query;
    for (std::size_t k = 0; k < 1 + random() % 3; ++k) {
      KeyPattern key;
      for (const auto& own : codes) {
        auto& part = key.codes.emplace_back();
        for (std::size_t n = random() % 3; n > 0; --n) part.push_back(own[random() % own.size()]);
      }
      query.keys.push_back(key);
    }
    const CubeFilter filter = CubeFilter::make(query, cube->shared_structure()).value();
    const auto taken = [&](std::size_t s, std::size_t free) {
      return std::ranges::any_of(query.keys, [&](const KeyPattern& key) {
        for (std::size_t d = 0; d < 3; ++d) {
          if (d != free && !key.codes[d].empty() && std::ranges::find(key.codes[d], cube->code_id(d, s)) == key.codes[d].end()) return false;
        }
        return true;
      });
    };
    std::vector<std::size_t> expected;
    Availability exact;
    exact.codes.resize(3);
    std::vector<std::set<std::string>> found(3), free(3);
    for (std::size_t s = 0; s < cube->series_count(); ++s) {
      for (std::size_t d = 0; d < 3; ++d) {
        if (taken(s, d)) free[d].insert(cube->code_id(d, s));
      }
      if (!taken(s, 3)) continue;
      expected.push_back(s);
      for (std::size_t d = 0; d < 3; ++d) found[d].insert(cube->code_id(d, s));
      exact.observations += cube->last(s) - cube->first(s);
    }
    EXPECT_EQ(filter.slice(cube, &index).series, expected);
    EXPECT_EQ(filter.slice(cube, nullptr).series, expected);
    for (const auto mode : {AvailabilityQuery::Mode::Exact, AvailabilityQuery::Mode::Available}) {
      const Availability values = availability(cube, index, filter, mode);
      EXPECT_EQ(values.series, expected.size());
      EXPECT_EQ(values.observations, exact.observations);
      for (std::size_t d = 0; d < 3; ++d) {
        const auto& wanted = mode == AvailabilityQuery::Mode::Exact ? found[d] : free[d];
        EXPECT_EQ(values.codes[d], std::vector<std::string>(wanted.begin(), wanted.end())) << "dimension " << d;
      }
      const CubeSlice slice = filter.slice(cube, &index);
      if (mode == AvailabilityQuery::Mode::Exact) {
        EXPECT_EQ(values, availability(slice));
      }
    }
  }
}

/// What an index of a part says without a look at observations is what such a look says.
TEST(DataEvaluation, RandomKeysOfWhatIsAllowed) {
  const Catalogue catalogue = catalogue_of(rows(2, 900));
  const auto& cube = catalogue.flows[0].cube;
  std::mt19937 random(5);
  for (int round = 0; round < 200; ++round) {
    Allowance allowed{.series = std::vector<bool>(cube->series_count())};
    for (std::size_t s = 0; s < allowed.series.size(); ++s) allowed.series[s] = random() % 3 != 0;
    if (round % 2 == 0) {
      allowed.observations.emplace(cube->size());
      for (std::size_t i = 0; i < cube->size(); ++i) (*allowed.observations)[i] = random() % 4 == 0;
    }
    const CubeIndex index(*cube, allowed);
    CubeQuery query;
    if (round % 5 != 0)
      query.keys.push_back({.codes = {{}, {"ARG", "BOL", "PER"}, round % 3 == 0 ? std::vector<std::string>{"F"} : std::vector<std::string>{}}});
    const CubeFilter filter = CubeFilter::make(query, cube->shared_structure()).value();
    std::size_t series = 0, observations = 0;
    for (std::size_t s = 0; s < cube->series_count(); ++s) {
      const bool is_asked = query.keys.empty() || ((cube->code_id(1, s) == "ARG" || cube->code_id(1, s) == "BOL" || cube->code_id(1, s) == "PER") &&
                                                   (round % 3 != 0 || cube->code_id(2, s) == "F"));
      if (!is_asked || !allowed.series[s]) continue;
      std::size_t own = 0;
      for (std::size_t i = cube->first(s); i != cube->last(s); ++i) own += !allowed.observations || (*allowed.observations)[i] ? 1U : 0U;
      series += own > 0 ? 1U : 0U;
      observations += own;
    }
    const Availability values = availability(cube, index, filter, AvailabilityQuery::Mode::Exact);
    EXPECT_EQ(values.series, series);
    EXPECT_EQ(values.observations, observations);
    EXPECT_EQ(values, availability(filter.slice(cube, &index)));
  }
}

/// REST 2.2, "Response Mode".
TEST(Availability, TheStandardsExample) {
  std::vector<Row> three;
  for (const auto& key : {std::vector<std::string>{"UK", "EMP", "M"}, {"FR", "EMP", "M"}, {"FR", "UEMP", "F"}}) three.push_back({key, "2020", 1, "", "", ""});
  const Catalogue catalogue = catalogue_of(three);
  const CubeIndexes indexes;
  const auto ask_mode = [&](const char* key, const char* mode) {
    const Parameters parameters = {{"mode", mode}};
    const auto found = evaluate(catalogue, indexes, *parse_availability_rest2({{"dataflow", "TST", "DF", "*", key}, parameters}));
    return found.value().front().values.codes;
  };
  using Codes = std::vector<std::vector<std::string>>;
  EXPECT_EQ(ask_mode("FR.*.F", "exact"), (Codes{{"FR"}, {"UEMP"}, {"F"}}));
  EXPECT_EQ(ask_mode("FR.*.F", "available"), (Codes{{"FR"}, {"UEMP"}, {"F", "M"}}));
  EXPECT_EQ(ask_mode("FR.*.M+F", "exact"), (Codes{{"FR"}, {"EMP", "UEMP"}, {"F", "M"}}));
  EXPECT_EQ(ask_mode("FR.*.M+F", "available"), (Codes{{"FR", "UK"}, {"EMP", "UEMP"}, {"F", "M"}}));
}

TEST(Availability, WithTimeAndValues) {
  const auto all = rows(4);
  const Catalogue catalogue = catalogue_of(all);
  const CubeIndexes indexes;
  const Parameters parameters = {{"c[TIME_PERIOD]", "ge:2018"}, {"c[OBS_VALUE]", "gt:60"}};
  const auto found = evaluate(catalogue, indexes, *parse_availability_rest2({{"dataflow", "TST", "DF", "*", "M"}, parameters})).value();
  std::set<std::string> areas, series;
  std::size_t count = 0;
  std::string first = "9", last;
  for (const Row& row : all) {
    if (row.key[0] != "M" || year_of(row) < 2018 || !(row.value > 60)) continue;
    areas.insert(row.key[1]);
    series.insert(row.key[1] + row.key[2]);
    first = std::min(first, row.period);
    last = std::max(last, row.period);
    ++count;
  }
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].values.codes[1], std::vector<std::string>(areas.begin(), areas.end()));
  EXPECT_EQ(found[0].values.series, series.size());
  EXPECT_EQ(found[0].values.observations, count);
  EXPECT_EQ(found[0].values.span->first.to_string(), first);
  EXPECT_EQ(found[0].values.span->second.to_string(), last);
}

TEST(DataEvaluation, FirstAndLastOffsetAndLimit) {
  const auto all = rows(5);
  const Catalogue catalogue = catalogue_of(all);
  std::vector<std::string> ends;
  for (std::size_t begin = 0; begin < all.size();) {
    std::size_t end = begin;
    while (end < all.size() && all[end].key == all[begin].key) ++end;
    for (std::size_t i = begin; i < end; ++i) {
      if (i < begin + 2 || i + 1 >= end) ends.push_back(line_of(all[i]));
    }
    begin = end;
  }
  EXPECT_EQ(told(*ask(catalogue, "*", {{"firstNObservations", "2"}, {"lastNObservations", "1"}})).lines, ends);
  for (const std::size_t offset : {0, 1, 2, 5, 30}) {
    const std::vector<std::string> page(ends.begin() + static_cast<std::ptrdiff_t>(offset), ends.begin() + static_cast<std::ptrdiff_t>(offset) + 10);
    const auto sets = ask(catalogue, "*", {{"firstNObservations", "2"}, {"lastNObservations", "1"}, {"offset", std::to_string(offset)}, {"limit", "10"}});
    EXPECT_EQ(told(*sets).lines, page) << offset;
    EXPECT_EQ(told(*sets, 3).lines, page) << offset;
  }
  EXPECT_TRUE(ask(catalogue, "*", {{"offset", "100000"}})->empty());
  const auto keys = told(*ask(catalogue, "A", {{"attributes", "none"}, {"measures", "none"}})).keys;
  const auto some = told(*ask(catalogue, "A", {{"attributes", "none"}, {"measures", "none"}, {"offset", "2"}, {"limit", "3"}})).keys;
  EXPECT_EQ(some, std::vector<std::string>(keys.begin() + 2, keys.begin() + 5));
}

TEST(DataEvaluation, Sorts) {
  auto all = rows(6);
  const Catalogue catalogue = catalogue_of(all);
  const auto expect_order = [&](const Parameters& parameters, const std::function<bool(const Row&, const Row&)>& before) {
    auto sorted = all;
    std::ranges::stable_sort(sorted, before);
    EXPECT_EQ(told(*ask(catalogue, "*", parameters)).lines, lines_of(sorted, [](const Row&) { return true; })) << parameters[0].second;
  };
  const auto value = [](const Row& r) { return std::isnan(r.value) ? 1e9 : r.value; };
  const std::pair<std::string, std::string> flat = {"dimensionAtObservation", "AllDimensions"};
  expect_order({{"sort", "*"}}, [](const Row&, const Row&) { return false; });
  expect_order({{"sort", "OBS_VALUE"}, flat}, [&](const Row& a, const Row& b) { return value(a) < value(b); });
  expect_order({{"sort", "STATUS:desc+AREA"}, flat},
               [](const Row& a, const Row& b) { return a.status != b.status ? a.status > b.status : a.key[1] < b.key[1]; });
  expect_order({{"sort", "AREA:desc"}}, [](const Row& a, const Row& b) { return a.key[1] > b.key[1]; });
  expect_order({{"sort", "series_key+TIME_PERIOD:desc"}}, [](const Row& a, const Row& b) { return a.key != b.key ? a.key < b.key : a.period > b.period; });
  // Under series, what belongs to observations orders them within each.
  expect_order({{"sort", "TIME_PERIOD:desc+SEX:desc"}}, [](const Row& a, const Row& b) {
    const auto of = [](const Row& r) { return std::tuple(r.key[2]); };
    if (of(a) != of(b)) return of(a) > of(b);
    return a.key != b.key ? a.key < b.key : a.period > b.period;
  });
  // In sections, what shares all but the dimension stands together.
  expect_order({{"dimensionAtObservation", "AREA"}},
               [](const Row& a, const Row& b) { return std::tie(a.key[0], a.key[2], a.period, a.key[1]) < std::tie(b.key[0], b.key[2], b.period, b.key[1]); });
  EXPECT_EQ(ask(catalogue, "*", {{"sort", "NOPE"}}).error().kind, ErrorKind::Input);
  const auto page = told(*ask(catalogue, "*", {{"sort", "OBS_VALUE:desc"}, flat, {"offset", "3"}, {"limit", "4"}})).lines;
  const auto whole = told(*ask(catalogue, "*", {{"sort", "OBS_VALUE:desc"}, flat})).lines;
  EXPECT_EQ(page, std::vector<std::string>(whole.begin() + 3, whole.begin() + 7));
}

TEST(DataEvaluation, AttributesAndMeasures) {
  const std::vector<Row> one = {{{"A", "ARG", "F"}, "2020", 5, "late", "PCT", "E"}};
  const Catalogue catalogue = catalogue_of(one);
  const auto line = [&](const char* attributes, const char* measures) {
    const Journal journal = told(ask(catalogue, "*", {{"attributes", attributes}, {"measures", measures}}).value());
    return journal.lines.empty() ? std::string("no observations") : journal.lines.front();
  };
  EXPECT_EQ(line("dsd", "all"), "A.ARG.F 2020 5 late E [PCT]");
  EXPECT_EQ(line("none", "all"), "A.ARG.F 2020 5 late []");
  EXPECT_EQ(line("series", "OBS_VALUE"), "A.ARG.F 2020 5 [PCT]");
  EXPECT_EQ(line("obs", "NOTE"), "A.ARG.F 2020 late E []");
  EXPECT_EQ(line("UNIT", "none"), "A.ARG.F 2020 [PCT]");
  EXPECT_EQ(line("all", "none"), "A.ARG.F 2020 E [PCT]");
  EXPECT_EQ(line("none", "none"), "no observations");
  EXPECT_EQ(ask(catalogue, "*", {{"attributes", "NOPE"}}).error().kind, ErrorKind::Input);
  EXPECT_EQ(ask(catalogue, "*", {{"measures", "NOPE"}}).error().kind, ErrorKind::Input);
  EXPECT_EQ(ask(catalogue, "*", {{"c[NOPE]", "A"}}).error().to_string(),
            "c[NOPE]: DSD has no component 'NOPE' (there are FREQ, AREA, SEX, TIME_PERIOD, OBS_VALUE, NOTE, TITLE, UNIT, STATUS)");
  EXPECT_EQ(ask(catalogue, "A.B.C.D", {}).error().kind, ErrorKind::Usage);
  EXPECT_EQ(ask(catalogue, "*", {{"c[OBS_VALUE]", "gt:x"}}).error().kind, ErrorKind::Usage);
  EXPECT_EQ(ask(catalogue, "*", {{"dimensionAtObservation", "NOPE"}}).error().kind, ErrorKind::Input);
}

/// Three releases: the example of REST 1.5, "How to handle the includeHistory parameter".
Catalogue history() {
  const auto row = [](const char* period, double value) { return Row{{"M", "ARG", "F"}, period, value, "", "", ""}; };
  const auto february = std::make_shared<const Catalogue>(catalogue_of({row("2011-12", 1), row("2012-01", 2)}, 100));
  const auto march = std::make_shared<const Catalogue>(catalogue_of({row("2012-01", 2), row("2012-02", 3)}, 200));
  Catalogue april = catalogue_of({row("2012-01", 2), row("2012-02", 30), row("2012-03", 4)}, 300);
  april.earlier = {{"february", 100, [=]() -> Result<std::shared_ptr<const Catalogue>> { return february; }},
                   {"march", 200, [=]() -> Result<std::shared_ptr<const Catalogue>> { return march; }}};
  return april;
}

TEST(DataEvaluation, HistoryAndChanges) {
  const Catalogue catalogue = history();
  using Texts = std::vector<std::string>;
  const Journal all = told(ask(catalogue, "*", {{"includeHistory", "true"}}).value());
  EXPECT_EQ(all.sets, (Texts{"Replace1970-01-01T00:01:40Z", "Replace1970-01-01T00:03:20Z", "Delete1970-01-01T00:03:20Z", "Replace1970-01-01T00:05:00Z"}));
  EXPECT_EQ(all.lines, (Texts{"M.ARG.F 2011-12 1 []", "M.ARG.F 2012-01 2 []", "M.ARG.F 2012-02 3 []", "M.ARG.F 2011-12 1 []", "M.ARG.F 2012-02 30 []",
                              "M.ARG.F 2012-03 4 []"}));

  const Journal after = told(ask(catalogue, "*", {{"updatedAfter", "1970-01-01T00:01:40Z"}}).value());
  EXPECT_EQ(after.sets, (Texts{"Replace1970-01-01T00:05:00Z", "Delete1970-01-01T00:05:00Z"}));
  EXPECT_EQ(after.lines, (Texts{"M.ARG.F 2012-02 30 []", "M.ARG.F 2012-03 4 []", "M.ARG.F 2011-12 1 []"}));
  EXPECT_TRUE(ask(catalogue, "*", {{"updatedAfter", "1970-01-01T00:05:00Z"}})->empty());
  EXPECT_EQ(told(*ask(catalogue, "*", {{"updatedAfter", "1960-01-01T00:00:00Z"}})).lines.size(), 3U);

  EXPECT_EQ(told(*ask(catalogue, "*", {{"asOf", "1970-01-01T00:02:00Z"}})).lines, (Texts{"M.ARG.F 2011-12 1 []", "M.ARG.F 2012-01 2 []"}));
  EXPECT_TRUE(ask(catalogue, "*", {{"asOf", "1970-01-01T00:00:01Z"}})->empty());
  const Journal between = told(*ask(catalogue, "*", {{"asOf", "1970-01-01T00:04:00Z"}, {"updatedAfter", "1970-01-01T00:02:00Z"}}));
  EXPECT_EQ(between.lines, (Texts{"M.ARG.F 2012-02 3 []", "M.ARG.F 2011-12 1 []"}));
  const Journal later = told(*ask(catalogue, "*", {{"includeHistory", "true"}, {"updatedAfter", "1970-01-01T00:03:20Z"}}));
  EXPECT_EQ(later.lines, (Texts{"M.ARG.F 2012-02 30 []", "M.ARG.F 2012-03 4 []"}));
  // Of what changed, the first; and a value that no longer satisfies the filter is revised, not deleted.
  EXPECT_EQ(told(*ask(catalogue, "*", {{"updatedAfter", "1970-01-01T00:01:40Z"}, {"firstNObservations", "1"}})).lines,
            (Texts{"M.ARG.F 2012-02 30 []", "M.ARG.F 2011-12 1 []"}));
  EXPECT_EQ(told(*ask(catalogue, "*", {{"updatedAfter", "1970-01-01T00:03:20Z"}, {"c[OBS_VALUE]", "lt:10"}})).lines, Texts{"M.ARG.F 2012-03 4 []"});

  const CubeIndexes indexes;
  const Parameters parameters = {{"updatedAfter", "1970-01-01T00:01:40Z"}};
  const auto available = evaluate(catalogue, indexes, *parse_availability_rest2({{"dataflow", "TST", "DF"}, parameters})).value();
  ASSERT_EQ(available.size(), 1U);
  EXPECT_EQ(available[0].values.observations, 3U);
  EXPECT_EQ(available[0].values.span->first.to_string(), "2011-12");
}

TEST(DataEvaluation, FindsFlowsByContext) {
  Catalogue catalogue = catalogue_of(rows(7));
  const auto agency = [](const char* id) { return sdmx::Reference{sdmx::Kind::DataProvider, "TST", "DATA_PROVIDERS", "1.0", id}; };
  catalogue.flows[0].providers = {agency("P1")};
  sdmx::ProvisionAgreement agreement;
  agreement.agency = "TST";
  agreement.id = "PA";
  agreement.dataflow = catalogue.flows[0].reference;
  agreement.provider = agency("P1");
  ASSERT_TRUE(catalogue.structures.add(agreement));
  const CubeIndexes indexes;
  const auto reference = [&](std::vector<std::string_view> path) -> std::string {
    const auto sets = evaluate(catalogue, indexes, *parse_data_rest2({std::move(path), {}}));
    if (!sets) return sets.error().to_string();
    return sets->front().info.reference.urn();
  };
  EXPECT_EQ(reference({"dataflow", "TST", "DF", "1.0"}), "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=TST:DF(1.0)");
  EXPECT_EQ(reference({"dataflow", "*", "*", "~"}), "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=TST:DF(1.0)");
  EXPECT_EQ(reference({"datastructure", "TST", "DSD"}), "urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=TST:DSD(1.0)");
  EXPECT_EQ(reference({"provisionagreement", "TST", "PA"}), "urn:sdmx:org.sdmx.infomodel.registry.ProvisionAgreement=TST:PA(1.0)");
  EXPECT_EQ(reference({"*", "TST", "DSD"}), "urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=TST:DSD(1.0)");
  EXPECT_EQ(reference({"dataflow", "TST", "DG"}), "path: no data are reported against what the address names (flows with data are TST:DF(1.0))");
  const auto by_provider = [&](const char* provider) { return evaluate(catalogue, indexes, *parse_data_rest1({{"DF", "all", provider}, {}})); };
  EXPECT_EQ(by_provider("P1")->front().info.reference.id, "PA");
  EXPECT_EQ(by_provider("all")->front().info.reference.id, "DF");
  EXPECT_TRUE(by_provider("TST,P1"));
  EXPECT_EQ(by_provider("P2").error().kind, ErrorKind::NotFound);
}

}  // namespace
}  // namespace atalaya::query
