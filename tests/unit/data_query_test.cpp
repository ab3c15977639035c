// Data queries of SDMX REST as text.
#include "query/data/data_query.h"

#include <gtest/gtest.h>

namespace atalaya::query {
namespace {

using Parameters = std::vector<std::pair<std::string, std::string>>;

std::string message(const Error& error) { return std::string(to_string(error.kind)) + ": " + error.to_string(); }

std::string v2_fault(std::vector<std::string_view> path, const Parameters& parameters) {
  const auto query = parse_data_rest2({std::move(path), parameters});
  return query ? "fine" : message(query.error());
}
std::string v1_fault(std::vector<std::string_view> path, const Parameters& parameters) {
  const auto query = parse_data_rest1({std::move(path), parameters});
  return query ? "fine" : message(query.error());
}

TEST(DataQueryRest2, DefaultsTakeEverything) {
  const auto query = parse_data_rest2({{}, {}});
  ASSERT_TRUE(query);
  EXPECT_EQ(query->context.kind, ContextQuery::Kind::Any);
  EXPECT_TRUE(query->context.agencies.empty() && query->context.ids.empty() && query->cube.keys.empty());
  EXPECT_TRUE(query->observations && query->measures.all && query->attributes.series && query->attributes.observation && query->attributes.data_set);
  EXPECT_FALSE(query->include_history || query->limit || query->as_of || query->updated_after);
}

TEST(DataQueryRest2, ReadsThePath) {
  const auto query = parse_data_rest2({{"dataflow", "A,B.C", "X,Y", "1.0.0,2.0+.0", "A.*.C,B.D+E"}, {}});
  ASSERT_TRUE(query) << query.error().to_string();
  EXPECT_EQ(query->context.kind, ContextQuery::Kind::Dataflow);
  EXPECT_EQ(query->context.agencies, (std::vector<std::string>{"A", "B.C"}));
  EXPECT_EQ(query->context.ids, (std::vector<std::string>{"X", "Y"}));
  ASSERT_EQ(query->context.versions.size(), 2U);
  EXPECT_TRUE(query->context.versions[1].matches("2.3.0"));
  ASSERT_EQ(query->cube.keys.size(), 2U);
  EXPECT_EQ(query->cube.keys[0].codes, (std::vector<std::vector<std::string>>{{"A"}, {}, {"C"}}));
  EXPECT_EQ(query->cube.keys[1].codes, (std::vector<std::vector<std::string>>{{"B"}, {"D", "E"}}));
}

TEST(DataQueryRest2, ReadsEachParameter) {
  const Parameters parameters = {{"c[FREQ]", "A,M"},
                                 {"c[TIME_PERIOD]", "ge:2020-01+le:2020-12"},
                                 {"c[OBS_VALUE]", "gt:1.5"},
                                 {"updatedAfter", "2009-05-15T14:15:00+01:00"},
                                 {"asOf", "2020-01-01T00:00:00"},
                                 {"firstNObservations", "1"},
                                 {"lastNObservations", "2"},
                                 {"dimensionAtObservation", "AllDimensions"},
                                 {"attributes", "dataset,OBS_STATUS"},
                                 {"measures", "OBS_VALUE"},
                                 {"includeHistory", "true"},
                                 {"offset", "10"},
                                 {"limit", "5"},
                                 {"sort", "series_key:asc+TIME_PERIOD:desc"},
                                 {"reportingYearStartDay", "--07-01"},
                                 {"format", "csv"}};
  const auto query = parse_data_rest2({{"dataflow"}, parameters});
  ASSERT_TRUE(query) << query.error().to_string();
  ASSERT_EQ(query->cube.filters.size(), 3U);
  EXPECT_EQ(query->cube.filters[0].any_of, (std::vector<std::vector<Condition>>{{{Operator::Eq, "A"}}, {{Operator::Eq, "M"}}}));
  EXPECT_EQ(query->cube.filters[1].any_of, (std::vector<std::vector<Condition>>{{{Operator::Ge, "2020-01"}, {Operator::Le, "2020-12"}}}));
  EXPECT_EQ(moment_text(*query->updated_after), "2009-05-15T13:15:00Z");
  EXPECT_EQ(moment_text(*query->as_of), "2020-01-01T00:00:00Z");
  EXPECT_EQ(query->first_observations, 1U);
  EXPECT_EQ(query->last_observations, 2U);
  EXPECT_TRUE(query->attributes.data_set && !query->attributes.series && !query->attributes.observation);
  EXPECT_EQ(query->attributes.ids, std::vector<std::string>{"OBS_STATUS"});
  EXPECT_FALSE(query->measures.all);
  EXPECT_TRUE(query->include_history);
  EXPECT_EQ(query->offset, 10U);
  EXPECT_EQ(query->limit, 5U);
  EXPECT_EQ(query->sort, (std::vector<SortTerm>{{"series_key", false}, {"TIME_PERIOD", true}}));
  EXPECT_EQ(query->cube.year_start, "--07-01");
}

TEST(DataQueryRest2, KeysOfSeriesAlone) {
  EXPECT_FALSE(parse_data_rest2({{}, Parameters{{"attributes", "none"}, {"measures", "none"}}})->observations);
  EXPECT_FALSE(parse_data_rest2({{}, Parameters{{"attributes", "series"}, {"measures", "none"}}})->observations);
  EXPECT_TRUE(parse_data_rest2({{}, Parameters{{"attributes", "all"}, {"measures", "none"}}})->observations);
  EXPECT_TRUE(parse_data_rest2({{}, Parameters{{"attributes", "none"}}})->observations);
}

TEST(DataQueryRest2, EachFaultSaysWhere) {
  const std::string known =
      "c[COMPONENT], updatedAfter, firstNObservations, lastNObservations, dimensionAtObservation, attributes, measures, includeHistory, offset, "
      "limit, sort, asOf, reportingYearStartDay";
  const std::tuple<std::string, std::string, std::string> table[] = {
      {"startPeriod", "2020", "usage: startPeriod: there is no such parameter here (known are " + known + ")"},
      {"c", "A", "usage: c: there is no such parameter here (known are " + known + ")"},
      {"c[]", "A", "usage: c[]: there is no identifier of a component between the brackets"},
      {"c[A B]", "A", "usage: c[A B]: there is no identifier of a component between the brackets"},
      {"c[A]", "", "usage: c[A]: no value is given (as c[FREQ]=A,M or c[TIME_PERIOD]=ge:2020+le:2024)"},
      {"c[A]", "X,,Y", "usage: c[A]:1:3: a value is empty (a comma means OR, a plus AND)"},
      {"c[A]", "X+ge:", "usage: c[A]:1:3: a value is empty (a comma means OR, a plus AND)"},
      {"c[A]", "X,xx:Y", "usage: c[A]:1:3: there is no operator 'xx' (eq, ne, lt, le, gt, ge, co, nc, sw or ew; a value of this form is written eq:xx:Y)"},
      {"updatedAfter", "yesterday", "usage: updatedAfter: 'yesterday' is no date with a time (as 2026-01-31T12:00:00Z)"},
      {"updatedAfter", "2020-02-30T00:00:00Z", "usage: updatedAfter: '2020-02-30T00:00:00Z' is no date with a time (as 2026-01-31T12:00:00Z)"},
      {"asOf", "2020-01-01T25:00:00", "usage: asOf: '2020-01-01T25:00:00' is no date with a time (as 2026-01-31T12:00:00Z)"},
      {"firstNObservations", "0", "usage: firstNObservations: '0' is no positive number"},
      {"lastNObservations", "-1", "usage: lastNObservations: '-1' is no positive number"},
      {"dimensionAtObservation", "A B", "usage: dimensionAtObservation: 'A B' is no identifier"},
      {"attributes", "none,obs", "usage: attributes: 'none' stands beside others"},
      {"attributes", "A+B", "usage: attributes: 'A+B' is no identifier (dsd, msd, dataset, series, obs, all, none or ids of attributes)"},
      {"measures", "none,all", "usage: measures: 'none' stands beside others"},
      {"includeHistory", "yes", "usage: includeHistory: 'yes' is neither true nor false"},
      {"offset", "-1", "usage: offset: '-1' is no count (a number from 0)"},
      {"limit", "0", "usage: limit: '0' is no positive number"},
      {"limit", "99999999999999999999", "usage: limit: '99999999999999999999' is no positive number"},
      {"sort", "A:up", "usage: sort: 'up' is no order (asc or desc)"},
      {"sort", "A++B", "usage: sort: '' is no identifier (ids of components, * or series_key, with a plus between them)"},
      {"reportingYearStartDay", "07-01", "usage: reportingYearStartDay: '07-01' is no month and day (as --07-01)"},
      {"reportingYearStartDay", "--02-31", "usage: reportingYearStartDay: '--02-31' is no month and day (as --07-01)"},
  };
  for (const auto& [name, value, expected] : table) EXPECT_EQ(v2_fault({}, {{name, value}}), expected) << name << "=" << value;
  EXPECT_EQ(v2_fault({}, {{"c[A]", "1"}, {"c[A]", "2"}}), "usage: c[A]: the parameter stands twice (a comma in its value means OR, a plus AND)");
  EXPECT_EQ(v2_fault({}, {{"asOf", "2020-01-01T00:00:00Z"}, {"updatedAfter", "2020-01-02T00:00:00Z"}}), "usage: updatedAfter: it is after asOf");
  EXPECT_EQ(v2_fault({"flow"}, {}), "usage: context: 'flow' is no context (datastructure, dataflow, provisionagreement or *)");
  EXPECT_EQ(v2_fault({"dataflow", "A;B"}, {}), "usage: agencyID: 'A;B' is no identifier");
  EXPECT_TRUE(v2_fault({"dataflow", "A", "B", "1.x"}, {}).starts_with("usage: version: "));
  EXPECT_TRUE(v2_fault({"dataflow", "A", "B", "1.0", "*", "F"}, {}).starts_with("usage: path: "));
}

TEST(DataQueryRest1, ReadsThePath) {
  const auto query = parse_data_rest1({{"ECB,EXR,1.0", "M.USD+GBP..SP00", "ECB,P1+P2"}, {}});
  ASSERT_TRUE(query) << query.error().to_string();
  EXPECT_EQ(query->context.agencies, std::vector<std::string>{"ECB"});
  EXPECT_EQ(query->context.ids, std::vector<std::string>{"EXR"});
  EXPECT_TRUE(query->context.versions.front().matches("1.0"));
  EXPECT_EQ(query->context.providers, (std::vector<ProviderPattern>{{"ECB", "P1"}, {"", "P2"}}));
  ASSERT_EQ(query->cube.keys.size(), 1U);
  EXPECT_EQ(query->cube.keys[0].codes, (std::vector<std::vector<std::string>>{{"M"}, {"USD", "GBP"}, {}, {"SP00"}}));
  const auto alone = parse_data_rest1({{"EXR"}, {}});
  EXPECT_TRUE(alone->context.agencies.empty());
  EXPECT_TRUE(alone->context.versions.front().takes_one());
  EXPECT_TRUE(alone->cube.keys.empty() && alone->context.providers.empty());
}

TEST(DataQueryRest1, ReadsTheParametersAndDetails) {
  const auto query = parse_data_rest1({{"F"}, Parameters{{"startPeriod", "2020-Q1"}, {"endPeriod", "2021"}, {"detail", "nodata"}}});
  ASSERT_TRUE(query) << query.error().to_string();
  EXPECT_EQ(query->cube.time_range, (std::vector<Condition>{{Operator::Ge, "2020-Q1"}, {Operator::Le, "2021"}}));
  EXPECT_FALSE(query->observations);
  EXPECT_TRUE(query->attributes.series);
  const auto keys = parse_data_rest1({{"F"}, Parameters{{"detail", "serieskeysonly"}}});
  EXPECT_TRUE(!keys->observations && !keys->attributes.series);
  const auto data = parse_data_rest1({{"F"}, Parameters{{"detail", "dataonly"}}});
  EXPECT_TRUE(data->observations && !data->attributes.series && !data->attributes.observation && !data->attributes.data_set);
}

TEST(DataQueryRest1, EachFaultSaysWhere) {
  EXPECT_EQ(v1_fault({}, {}), "usage: flowRef: '' is no reference to a dataflow (as FLOW, AGENCY,FLOW or AGENCY,FLOW,VERSION)");
  EXPECT_EQ(v1_fault({"A,B,1.0,D"}, {}), "usage: flowRef: 'A,B,1.0,D' is no reference to a dataflow (as FLOW, AGENCY,FLOW or AGENCY,FLOW,VERSION)");
  EXPECT_EQ(v1_fault({"A,,1.0"}, {}), "usage: flowRef: a part is empty (as FLOW, AGENCY,FLOW or AGENCY,FLOW,VERSION)");
  EXPECT_EQ(v1_fault({"F", "all", "A,B,C"}, {}), "usage: providerRef: 'A,B,C' is no provider (as ID or AGENCY,ID)");
  EXPECT_EQ(v1_fault({"F"}, {{"startPeriod", "soon"}}),
            "usage: startPeriod: 'soon' is no time period (as 2020, 2020-01, 2020-01-31, 2020-Q1, 2020-W05, 2020-01-31T12:00:00)");
  EXPECT_EQ(v1_fault({"F"}, {{"detail", "some"}}), "usage: detail: 'some' is not among the values (known are full, dataonly, serieskeysonly, nodata)");
  EXPECT_TRUE(v1_fault({"F"}, {{"c[A]", "B"}}).starts_with("usage: c[A]: there is no such parameter here (known are startPeriod, "));
}

TEST(AvailabilityQuery, BothVersions) {
  const auto second =
      parse_availability_rest2({{"dataflow", "A", "B", "1.0", "A.B", "FREQ,AREA"}, Parameters{{"mode", "available"}, {"references", "codelist,dataflow"}}});
  ASSERT_TRUE(second) << second.error().to_string();
  EXPECT_EQ(second->components, (std::vector<std::string>{"FREQ", "AREA"}));
  EXPECT_EQ(second->mode, AvailabilityQuery::Mode::Available);
  EXPECT_TRUE(second->codelists && second->dataflows && !second->concept_schemes && !second->data_structures);
  const auto first = parse_availability_rest1({{"A,B", "all", "all", "FREQ"}, Parameters{{"references", "all"}, {"startPeriod", "2020"}}});
  ASSERT_TRUE(first) << first.error().to_string();
  EXPECT_EQ(first->components, std::vector<std::string>{"FREQ"});
  EXPECT_TRUE(first->codelists && first->dataflows && first->concept_schemes && first->data_structures && first->provider_schemes);
  EXPECT_EQ(parse_availability_rest2({{}, Parameters{{"mode", "any"}}}).error().to_string(),
            "mode: 'any' is not among the values (known are exact, available)");
  EXPECT_FALSE(parse_availability_rest2({{}, Parameters{{"references", "children"}}}));
}

TEST(SchemaQuery, BothVersions) {
  const auto second = parse_schema_rest2({{"dataflow", "A", "B"}, Parameters{{"dimensionAtObservation", "AREA"}, {"deletion", "true"}}});
  ASSERT_TRUE(second) << second.error().to_string();
  EXPECT_TRUE(second->deletion && second->version.takes_one());
  const auto first = parse_schema_rest1({{"provisionagreement", "A", "B", "1.0"}, Parameters{{"explicitMeasure", "true"}}});
  ASSERT_TRUE(first) << first.error().to_string();
  EXPECT_TRUE(first->explicit_measure && first->version.matches("1.0"));
  EXPECT_FALSE(parse_schema_rest2({{"codelist", "A", "B"}, {}}));
  EXPECT_FALSE(parse_schema_rest2({{"dataflow", "*", "B"}, {}}));
  EXPECT_FALSE(parse_schema_rest1({{"dataflow", "A"}, {}}));
}

TEST(QueryTime, PeriodsAndMoments) {
  const auto text = [](const char* period, const char* start = "") {
    const auto span = parse_time_span(period, "x", start);
    return span ? moment_text(span->first) + " " + moment_text(span->last) : "none";
  };
  EXPECT_EQ(text("2020"), "2020-01-01T00:00:00Z 2020-12-31T23:59:59Z");
  EXPECT_EQ(text("2020-Q2"), "2020-04-01T00:00:00Z 2020-06-30T23:59:59Z");
  EXPECT_EQ(text("2020-02-29"), "2020-02-29T00:00:00Z 2020-02-29T23:59:59Z");
  EXPECT_EQ(text("2020-01-01T12:00:00"), "2020-01-01T12:00:00Z 2020-01-01T12:00:00Z");
  EXPECT_EQ(text("2020-01-01T12:00:00.75-03:00"), "2020-01-01T15:00:00Z 2020-01-01T15:00:00Z");
  EXPECT_EQ(text("2020-01-01T12"), "none");
  const auto moment = [](const char* given) {
    const auto read = parse_moment(given, "x");
    return read ? moment_text(*read) : "none";
  };
  EXPECT_EQ(moment("2020-02-29T12:00:00+01:00"), "2020-02-29T11:00:00Z");
  EXPECT_EQ(moment("2020-02-29"), "2020-02-29T00:00:00Z");
  EXPECT_EQ(moment("2020-03"), "2020-03-01T00:00:00Z");
  EXPECT_EQ(moment("2020"), "2020-01-01T00:00:00Z");
  for (const char* none : {"2020-13", "2020-1", "202", "0000", "2020-Q1", "20200301", "2020-03-"}) EXPECT_EQ(moment(none), "none") << none;
  // The example of REST 2.2, and what it means for the other reporting periods; Gregorian ones stay.
  EXPECT_EQ(text("2010-Q3", "--07-01"), "2010-01-01T00:00:00Z 2010-03-31T23:59:59Z");
  EXPECT_EQ(text("2010-A1", "--07-01"), "2009-07-01T00:00:00Z 2010-06-30T23:59:59Z");
  EXPECT_EQ(text("2010-M01", "--04-06"), "2009-04-06T00:00:00Z 2009-05-05T23:59:59Z");
  EXPECT_EQ(text("2010-D002", "--07-01"), "2009-07-02T00:00:00Z 2009-07-02T23:59:59Z");
  EXPECT_EQ(text("2010-W01", "--07-01"), "2009-06-29T00:00:00Z 2009-07-05T23:59:59Z");
  EXPECT_EQ(text("2010", "--07-01"), "2010-01-01T00:00:00Z 2010-12-31T23:59:59Z");
  EXPECT_EQ(text("2010-Q3", "--01-01"), "2010-07-01T00:00:00Z 2010-09-30T23:59:59Z");
}

TEST(ComponentFilter, TheStandardsExamples) {
  const auto takes = [](const char* filter, const char* value) {
    return ValueTest::make(*parse_component_filter("X", filter), Comparison::Text)->takes(std::string_view(value));
  };
  const std::tuple<const char*, const char*, const char*> table[] = {
      {"A", "A", "B"},
      {"A,B", "B", "C"},
      {"ge:B", "C", "A"},
      {"ge:A+le:B", "B", "C"},
      {"A,B+C", "A", "B"},
      {"ge:A+le:B,ge:D+le:E", "D", "C"},
      {"ne:A,B", "B", "A"},
      {"ne:A+B", "B", "A"},
      {"ne:A+ne:B", "C", "B"},
      {"co:ur", "euro", "dollar"},
      {"nc:ur", "dollar", "euro"},
      {"sw:eu", "euro", "neuro"},
      {"ew:ro", "euro", "euros"},
      {"lt:B", "A", "B"},
      {"gt:A", "B", "A"},
      {"eq:eq:A", "eq:A", "A"},
  };
  for (const auto& [filter, taken, left] : table) {
    EXPECT_TRUE(takes(filter, taken)) << filter;
    EXPECT_FALSE(takes(filter, left)) << filter;
  }
  EXPECT_TRUE(takes("ne:A,ne:B", "A"));
  EXPECT_FALSE(takes("A", ""));
  EXPECT_TRUE(takes("ne:A", ""));
}

TEST(ComponentFilter, SeveralValuesNumbersAndPeriods) {
  const std::string_view values[] = {"B", "C"};
  const auto test = [](const char* filter, Comparison how) { return *ValueTest::make(*parse_component_filter("X", filter), how); };
  EXPECT_TRUE(test("A,B+C", Comparison::Text).takes(values));
  EXPECT_FALSE(test("A,B+D", Comparison::Text).takes(values));
  EXPECT_FALSE(test("ne:B", Comparison::Text).takes(values));
  EXPECT_TRUE(test("ne:A", Comparison::Text).takes(values));
  const double missing = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(test("gt:9", Comparison::Number).takes(10.0));
  EXPECT_TRUE(test("1e1", Comparison::Number).takes(10.0));
  EXPECT_TRUE(test("sw:1", Comparison::Number).takes(10.0));
  EXPECT_FALSE(test("lt:9", Comparison::Number).takes(missing));
  EXPECT_TRUE(test("ne:9", Comparison::Number).takes(missing));
  EXPECT_FALSE(ValueTest::make(*parse_component_filter("X", "gt:much"), Comparison::Number));
  const auto period = [](const char* text) { return *TimePeriod::parse(text); };
  EXPECT_TRUE(test("ge:2020+le:2021", Comparison::Time).takes(period("2021-12")));
  EXPECT_FALSE(test("gt:2020", Comparison::Time).takes(period("2020-12")));
  EXPECT_TRUE(test("gt:2020", Comparison::Time).takes(period("2021-01")));
  EXPECT_FALSE(test("2020", Comparison::Time).takes(period("2020-01")));
  EXPECT_TRUE(test("2020-Q1,2021", Comparison::Time).takes(period("2021")));
  EXPECT_TRUE(test("2020-01-01T00:00:00", Comparison::Time).takes(period("2020")));
  EXPECT_TRUE(test("ew:-01", Comparison::Time).takes(period("2020-01")));
}

}  // namespace
}  // namespace atalaya::query
