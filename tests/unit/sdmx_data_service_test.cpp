// The data services of SDMX REST, asked through their routes.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>

#include "api/sdmx/availability_service.h"
#include "api/sdmx/joined_values.h"
#include "api/sdmx/schema_service.h"
#include "formats/sdmx_ml_data/sdmx_ml_data_reader.h"
#include "model/cube_sink.h"
#include "sdmx_service_sample.h"

namespace atalaya::api {
namespace {

struct Service {
  Catalogue catalogue = testing::sample_catalogue();
  http::RepresentationCache cache{std::size_t{1} << 24U};
  http::Router router;

  explicit Service(DataServiceLimits limits = {}, const std::function<void(Catalogue&)>& alter = {}) {
    if (alter) alter(catalogue);
    const auto before = std::make_shared<const Catalogue>(testing::sample_catalogue(5, 1'600'000'000));
    catalogue.earlier = {{before->release, before->created, [before]() -> Result<std::shared_ptr<const Catalogue>> { return before; }}};
    const auto data = std::make_shared<const DataService>(catalogue, cache, limits);
    EXPECT_TRUE(add_data_service(router, data));
    EXPECT_TRUE(add_availability_service(router, data));
    for (const SdmxApi api : {SdmxApi::V1, SdmxApi::V2}) EXPECT_TRUE(add_schema_service(router, std::make_shared<const CatalogueViews>(catalogue, api), cache));
  }

  http::Response get(const std::string& target, const std::string& accept = "", std::initializer_list<http::Header> headers = {}) const {
    http::Request request{.method = "GET", .target = target};
    const auto parsed = http::parse_target(target);
    EXPECT_TRUE(parsed) << target;
    request.path = parsed->path;
    request.raw_query = parsed->raw_query;
    request.query = http::Query::parse(request.raw_query).value();
    if (!accept.empty()) request.headers.add("Accept", accept);
    for (const http::Header& header : headers) request.headers.add(header.name, header.value);
    return router.handle(request);
  }
};

std::string body_of(const http::Response& response) {
  if (response.body) return *response.body;
  std::string out;
  if (!response.source) return out;
  for (;;) {
    std::string piece;
    const auto state = response.source->read(piece, 100);
    out += piece;
    if (state == http::BodySource::State::Failed) return "failed";
    if (state == http::BodySource::State::End) return out;
  }
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

const char* const csv2 = "application/vnd.sdmx.data+csv;version=2.0.0";
const char* const specific21 = "application/vnd.sdmx.structurespecificdata+xml;version=2.1";

TEST(SdmxDataService, AnswersInEachFormat) {
  const Service service;
  const std::pair<const char*, const char*> formats[] = {
      {"application/vnd.sdmx.genericdata+xml;version=2.1", "application/vnd.sdmx.genericdata+xml; version=2.1"},
      {specific21, "application/vnd.sdmx.structurespecificdata+xml; version=2.1"},
      {"application/vnd.sdmx.generictimeseriesdata+xml;version=2.1", "application/vnd.sdmx.generictimeseriesdata+xml; version=2.1"},
      {"application/vnd.sdmx.structurespecifictimeseriesdata+xml;version=2.1", "application/vnd.sdmx.structurespecifictimeseriesdata+xml; version=2.1"},
      {"application/vnd.sdmx.data+xml;version=3.0.0", "application/vnd.sdmx.data+xml; version=3.0.0"},
      {"application/vnd.sdmx.data+csv;version=1.0.0", "application/vnd.sdmx.data+csv; version=1.0.0"},
      {csv2, "application/vnd.sdmx.data+csv; version=2.0.0"},
      {"application/vnd.sdmx.data+csv;version=2.1.0", "application/vnd.sdmx.data+csv; version=2.1.0"},
      {"application/vnd.sdmx.data+json;version=1.0.0", "application/vnd.sdmx.data+json; version=1.0.0"},
      {"application/vnd.sdmx.data+json;version=2.0.0", "application/vnd.sdmx.data+json; version=2.0.0"},
      {"application/vnd.sdmx.data+json;version=2.1.0", "application/vnd.sdmx.data+json; version=2.1.0"},
  };
  for (const auto& [accept, type] : formats) {
    for (const char* target : {"/sdmx/v2/data/dataflow/TST/DF/1.0/A.ARG", "/sdmx/v1/data/TST,DF,1.0/A.ARG"}) {
      const auto response = service.get(target, accept);
      EXPECT_EQ(response.status, 200) << accept << "\n" << body_of(response);
      EXPECT_EQ(response.content_type, type);
      const std::string body = body_of(response);
      EXPECT_NE(body.find("2022"), std::string::npos) << body;
      EXPECT_EQ(body.find("BRA"), std::string::npos) << body;
      EXPECT_NE(response.headers.find("Vary")->find("Accept"), std::string::npos);
    }
  }
  EXPECT_EQ(service.get("/sdmx/v2/data/dataflow/TST/DF", "image/png").status, 406);
}

TEST(SdmxDataService, CsvByKeyAndFilter) {
  const Service service;
  // 1.0 is no semantic version: a plus alone takes it all the same, a plus in three parts does not.
  EXPECT_EQ(service.get("/sdmx/v2/data/dataflow/TST/DF/+.0.0/A.BRA", csv2).status, 404);
  EXPECT_EQ(service.get("/sdmx/v2/data/dataflow/TST/DF/~/A.BRA", csv2).status, 200);
  EXPECT_EQ(body_of(service.get("/sdmx/v2/data/dataflow/TST/DF/~/A.BRA?c[TIME_PERIOD]=ge:2021&attributes=STATUS", csv2)),
            "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,AREA,TIME_PERIOD,OBS_VALUE,TITLE,UNIT,STATUS\n"
            "dataflow,TST:DF(1.0),I,A,BRA,2021,21,,,A\n"
            "dataflow,TST:DF(1.0),I,A,BRA,2022,22,,,A\n");
  EXPECT_EQ(count(body_of(service.get("/sdmx/v2/data/*/*/*/*/*?c%5BAREA%5D=BRA,FRA", csv2)), "\ndataflow,"), 6U);
  EXPECT_EQ(count(body_of(service.get("/sdmx/v1/data/DF/A.ARG+BRA?startPeriod=2020&endPeriod=2021", csv2)), "\ndataflow,"), 4U);
  EXPECT_EQ(count(body_of(service.get("/sdmx/v2/data/provisionagreement/TST/PA?limit=3&offset=1", csv2)), "TST:PA(1.0),I"), 3U);
}

TEST(SdmxDataService, HeadersSayWhatWasAskedFor) {
  const Service service;
  const std::string urn = "namespace=\"urn:sdmx:org.sdmx.infomodel.";
  for (const auto& [target, space, reference] : {
           std::tuple("/sdmx/v1/data/TST,DF,1.0", "datastructure.Dataflow=TST:DF(1.0)",
                      "<common:StructureUsage><Ref agencyID=\"TST\" id=\"DF\" version=\"1.0\" class=\"Dataflow\" package=\"datastructure\"/>"),
           std::tuple("/sdmx/v1/data/TST,DF,1.0/all/P1", "registry.ProvisionAgreement=TST:PA(1.0)",
                      "<common:ProvisionAgrement><Ref agencyID=\"TST\" id=\"PA\" version=\"1.0\" class=\"ProvisionAgreement\" package=\"registry\"/>"),
           std::tuple("/sdmx/v2/data/datastructure/TST/DSD/1.0", "datastructure.DataStructure=TST:DSD(1.0)",
                      "<common:Structure><Ref agencyID=\"TST\" id=\"DSD\" version=\"1.0\" class=\"DataStructure\" package=\"datastructure\"/>"),
       }) {
    const std::string body = body_of(service.get(target, specific21));
    EXPECT_NE(body.find(urn + space + ":ObsLevelDim:TIME_PERIOD\""), std::string::npos) << body;
    EXPECT_NE(body.find(reference), std::string::npos) << body;
  }
}

/// Wildcards, sets of keys and ranges of time narrow data and availability alike.
TEST(SdmxDataService, DataUnderAnAgreementByKeysAndTime) {
  const auto rows = [](const std::function<void(sdmx::DataConstraint&)>& say, const std::string& path) {
    const Service service({}, [&](Catalogue& catalogue) {
      sdmx::DataConstraint constraint;
      constraint.agency = "TST";
      constraint.id = "CC_PA";
      constraint.version = "1.0";
      constraint.attachments = {{sdmx::Kind::ProvisionAgreement, "TST", "PA", "1.0", {}}};
      say(constraint);
      (void)catalogue.structures.add(std::move(constraint));
    });
    const std::string body = body_of(service.get("/sdmx/v2/" + path, path.starts_with("data") ? csv2 : "application/vnd.sdmx.structure+xml;version=2.1"));
    return path.starts_with("data") ? std::to_string(count(body, "TST:")) : body;
  };
  const std::string data = "data/provisionagreement/TST/PA/1.0", available = "availability/provisionagreement/TST/PA/1.0/*?mode=available";
  const auto wildcard = [](sdmx::DataConstraint& constraint) {
    constraint.regions.emplace_back().key_values.push_back({.id = "AREA", .values = {{.value = "A%"}}});
  };
  EXPECT_EQ(rows(wildcard, data), "5");
  EXPECT_EQ(rows(wildcard, available + "&c[AREA]=ARG").find(">BRA<"), std::string::npos) << "the other codes are those of the agreement too";
  EXPECT_NE(rows(wildcard, available + "&c[AREA]=ARG").find(">ARG<"), std::string::npos);
  const auto cascading = [](sdmx::DataConstraint& constraint) {
    constraint.regions.emplace_back().key_values.push_back({.id = "AREA", .values = {{.value = "W", .cascade = "excluderoot"}}});
    sdmx::CubeRegion& without = constraint.regions.emplace_back();
    without.include = false;
    without.key_values.push_back({.id = "AREA", .values = {{.value = "BR%"}}});
  };
  EXPECT_EQ(rows(cascading, data), "14");
  const auto since_2020 = [](sdmx::DataConstraint& constraint) {
    constraint.regions.emplace_back().key_values.push_back({.id = "TIME_PERIOD", .time_range = sdmx::TimeRange{.start = sdmx::PeriodBound{.period = "2020"}}});
  };
  EXPECT_EQ(rows(since_2020, data), "15");
  EXPECT_NE(rows(since_2020, available).find(">2020<"), std::string::npos);
  EXPECT_EQ(rows(since_2020, available).find(">2018<"), std::string::npos);
  const auto without_key = [](sdmx::DataConstraint& constraint) {
    sdmx::DataKeySet& set = constraint.key_sets.emplace_back();
    set.included = false;
    set.keys.emplace_back().key_values = {{.id = "FREQ", .values = {{.value = "A"}}}, {.id = "AREA", .values = {{.value = "ARG"}}}};
  };
  EXPECT_EQ(rows(without_key, data), "14");
  EXPECT_EQ(rows(without_key, available).find(">ARG<"), std::string::npos);
}

/// An agreement has of its flow what the constraints leave that are attached to it.
TEST(SdmxDataService, DataUnderAnAgreement) {
  const Service service({}, [](Catalogue& catalogue) {
    sdmx::DataConstraint constraint;
    constraint.agency = "TST";
    constraint.id = "CC_PA";
    constraint.version = "1.0";
    constraint.name.set("en", "Argentina, as observed");
    constraint.attachments = {{sdmx::Kind::ProvisionAgreement, "TST", "PA", "1.0", {}}};
    sdmx::CubeRegion& region = constraint.regions.emplace_back();
    region.key_values.push_back({.id = "AREA", .values = {{.value = "ARG"}, {.value = "CHL"}}});
    region.components.push_back({.id = "STATUS", .include = false, .values = {{.value = "E"}}});
    (void)catalogue.structures.add(std::move(constraint));
  });
  const auto rows = [&](const std::string& target) { return count(body_of(service.get(target, csv2)), "TST:"); };
  EXPECT_EQ(rows("/sdmx/v1/data/TST,DF,1.0"), 19U);
  // Of Argentina four years were observed and one was estimated; of Chile there are nine months.
  EXPECT_EQ(rows("/sdmx/v1/data/TST,DF,1.0/all/P1"), 13U);
  EXPECT_EQ(rows("/sdmx/v1/data/TST,DF,1.0/A/TST,P1"), 4U);
  EXPECT_EQ(service.get("/sdmx/v1/data/TST,DF,1.0/A.BRA/P1").status, 404);
  EXPECT_EQ(rows("/sdmx/v2/data/provisionagreement/TST/PA/1.0"), 13U);
  EXPECT_EQ(rows("/sdmx/v2/data/provisionagreement/TST/PA/1.0?c[AREA]=BRA,ARG"), 4U);
  EXPECT_EQ(rows("/sdmx/v2/data/provisionagreement/TST/PA/1.0?c[STATUS]=E"), 0U);
  const auto available = [&](const std::string& target) { return body_of(service.get(target, "application/vnd.sdmx.structure+xml;version=2.1")); };
  const std::string of_provider = available("/sdmx/v1/availableconstraint/TST,DF,1.0/A/P1");
  EXPECT_EQ(of_provider.find(">BRA<"), std::string::npos) << of_provider;
  EXPECT_NE(of_provider.find("<common:AnnotationTitle>4</common:AnnotationTitle>"), std::string::npos) << of_provider;
  EXPECT_NE(of_provider.find("id=\"DF\""), std::string::npos) << "told of the flow";
  EXPECT_NE(available("/sdmx/v1/availableconstraint/TST,DF,1.0/A").find(">BRA<"), std::string::npos);
}

TEST(SdmxDataService, FaultsInTheStandardsForm) {
  const Service service;
  EXPECT_EQ(service.get("/sdmx/v2/data/dataflow/TST/DF/1.0/A.CHL").status, 204);
  const auto none = service.get("/sdmx/v1/data/DF/A.CHL");
  EXPECT_EQ(none.status, 404);
  EXPECT_NE(body_of(none).find("code=\"100\""), std::string::npos);
  EXPECT_EQ(service.get("/sdmx/v2/data/dataflow/TST/NOPE").status, 404);
  EXPECT_EQ(service.get("/sdmx/v1/data/NOPE").status, 404);
  EXPECT_EQ(service.get("/sdmx/v1/data/DF/all/P2").status, 404);
  const auto unknown = service.get("/sdmx/v2/data/dataflow/TST/DF?startPeriod=2020", "application/json");
  EXPECT_EQ(unknown.status, 400);
  EXPECT_NE(body_of(unknown).find("known are c[COMPONENT], updatedAfter"), std::string::npos) << body_of(unknown);
  EXPECT_EQ(service.get("/sdmx/v1/data/DF?c[AREA]=BRA").status, 400);
  EXPECT_EQ(service.get("/sdmx/v2/data/dataflow/TST/DF?c[NOPE]=BRA").status, 422);
  EXPECT_EQ(service.get("/sdmx/v1/data/DF?dimensionAtObservation=NOPE").status, 403);
  EXPECT_EQ(service.get("/sdmx/v2/data/dataflow/TST/DF/1.0/A.B.C").status, 400);
  EXPECT_EQ(service.get("/sdmx/v2/data/dataflow/TST/DF?dimensionAtObservation=AREA", "application/vnd.sdmx.generictimeseriesdata+xml;version=2.1").status, 422);
}

TEST(SdmxDataService, LimitsAndPages) {
  const Service service({.most_observations = 10, .most_kept = 5});
  const auto refused = service.get("/sdmx/v2/data/dataflow/TST/DF", csv2);
  EXPECT_EQ(refused.status, 413);
  EXPECT_NE(body_of(refused).find("19 observations, above 10; narrow it, or take it in parts with offset and limit"), std::string::npos) << body_of(refused);
  EXPECT_EQ(service.get("/sdmx/v1/data/DF").status, 413);
  const auto page = service.get("/sdmx/v2/data/dataflow/TST/DF?limit=10&offset=12", csv2);
  EXPECT_EQ(page.status, 200);
  ASSERT_TRUE(page.source);
  EXPECT_EQ(count(body_of(page), "\ndataflow,"), 7U);
  EXPECT_TRUE(service.get("/sdmx/v2/data/dataflow/TST/DF?limit=5", csv2).body);
}

TEST(SdmxDataService, StreamsTheSameBytes) {
  const Service whole;
  const Service streamed({.most_observations = 1000, .most_kept = 0});
  for (const char* accept : {"application/vnd.sdmx.genericdata+xml;version=2.1", specific21, csv2, "application/vnd.sdmx.data+xml;version=3.0.0",
                             "application/vnd.sdmx.data+json;version=2.0.0"}) {
    const auto a = whole.get("/sdmx/v2/data/dataflow/TST/DF", accept);
    const auto b = streamed.get("/sdmx/v2/data/dataflow/TST/DF", accept);
    EXPECT_TRUE(a.body && b.source);
    EXPECT_EQ(body_of(a), body_of(b)) << accept;
    const std::string tag = *b.headers.find("ETag");
    EXPECT_EQ(streamed.get("/sdmx/v2/data/dataflow/TST/DF", accept, {{"If-None-Match", tag}}).status, 304);
    EXPECT_EQ(streamed.get("/sdmx/v2/data/dataflow/TST/DF", accept, {{"If-Modified-Since", *b.headers.find("Last-Modified")}}).status, 304);
  }
}

TEST(SdmxDataService, HistoryChangesAndThePast) {
  const Service service;
  const auto lines = [&](const std::string& query) { return body_of(service.get("/sdmx/v2/data/dataflow/TST/DF/1.0/A?attributes=none" + query, csv2)); };
  const std::string changed = lines("&updatedAfter=2021-01-01T00:00:00Z");
  EXPECT_EQ(count(changed, ",R,A,"), 2U) << changed;
  EXPECT_NE(lines("&asOf=2021-01-01T00:00:00Z").find("ARG,2022,27"), std::string::npos);
  EXPECT_EQ(count(lines("&includeHistory=true"), ",R,A,"), 12U);
  EXPECT_EQ(service.get("/sdmx/v2/data/dataflow/TST/DF?asOf=2000-01-01T00:00:00Z").status, 204);
  const std::string xml = body_of(service.get("/sdmx/v1/data/DF?includeHistory=true", specific21));
  EXPECT_EQ(count(xml, "action=\"Replace\""), 2U) << xml;
  EXPECT_NE(xml.find("validFromDate=\"2020-09-13T12:26:40Z\""), std::string::npos);
}

TEST(SdmxDataService, DetailsOfRest1) {
  const Service service;
  const auto xml = [&](const std::string& query) { return body_of(service.get("/sdmx/v1/data/DF/A" + query, specific21)); };
  EXPECT_EQ(count(xml("?detail=serieskeysonly"), "<Obs"), 0U);
  EXPECT_EQ(count(xml("?detail=serieskeysonly"), "<Series"), 2U);
  EXPECT_EQ(count(xml("?detail=serieskeysonly"), "UNIT="), 0U);
  EXPECT_EQ(count(xml("?detail=nodata"), "UNIT="), 2U);
  EXPECT_EQ(count(xml("?detail=nodata"), "<Group"), 2U);
  EXPECT_EQ(count(xml("?detail=dataonly"), "<Obs"), 10U);
  EXPECT_EQ(count(xml("?detail=dataonly"), "STATUS="), 0U);
  EXPECT_EQ(count(xml("?detail=dataonly"), "<Group"), 0U);
  EXPECT_EQ(count(xml("?lastNObservations=1"), "<Obs"), 2U);
  EXPECT_EQ(count(xml("?dimensionAtObservation=AREA"), "<Series"), 5U);
  EXPECT_EQ(count(xml("?dimensionAtObservation=AllDimensions"), "<Series"), 0U);
}

TEST(SdmxAvailabilityService, OneConstraintWithPartialLists) {
  const Service service;
  for (const char* target : {"/sdmx/v2/availability/dataflow/TST/DF/1.0/A?references=all", "/sdmx/v1/availableconstraint/TST,DF,1.0/A?references=all"}) {
    const auto response = service.get(target, "application/vnd.sdmx.structure+xml;version=2.1");
    ASSERT_EQ(response.status, 200) << body_of(response);
    const std::string body = body_of(response);
    EXPECT_EQ(count(body, "ContentConstraint "), 1U) << body;
    EXPECT_NE(body.find("type=\"Actual\""), std::string::npos);
    // Codes that are there with those above them; no France, no monthly data.
    EXPECT_EQ(count(body, "<structure:Code id="), 5U) << body;
    for (const char* code : {"\"ARG\"", "\"BRA\"", "\"LAC\"", "\"W\""}) EXPECT_NE(body.find(std::string("id=") + code), std::string::npos) << code;
    for (const char* code : {"\"FRA\"", "\"CHL\"", "\"UNUSED\"", "\"P2\""}) EXPECT_EQ(body.find(std::string("id=") + code), std::string::npos) << code;
    EXPECT_NE(body.find("isPartial=\"true\""), std::string::npos);
    EXPECT_NE(body.find("sdmx_metrics"), std::string::npos);
    const bool is_first = std::string_view(target).starts_with("/sdmx/v1");
    EXPECT_EQ(body.find("ReferencePeriod startTime=\"2018-01-01T00:00:00Z\" endTime=\"2022-12-31T23:59:59Z\"") != std::string::npos, is_first) << body;
    EXPECT_EQ(body.find("TimeRange") == std::string::npos, is_first);
  }
  // Codes stand in the order of their list, and a year is available up to the end of the range in which it begins.
  const auto until = body_of(service.get("/sdmx/v1/availableconstraint/TST,DF,1.0/A?endPeriod=2020-06", "application/vnd.sdmx.structure+xml;version=2.1"));
  EXPECT_LT(until.find(">BRA<"), until.find(">ARG<")) << until;
  EXPECT_NE(until.find("ReferencePeriod startTime=\"2018-01-01T00:00:00Z\" endTime=\"2020-06-30T23:59:59Z\""), std::string::npos) << until;
  const auto alone = body_of(service.get("/sdmx/v2/availability/dataflow/TST/DF/1.0/*/AREA", "application/vnd.sdmx.structure+json;version=2.0.0"));
  EXPECT_NE(alone.find("CHL"), std::string::npos) << alone;
  EXPECT_EQ(alone.find("FREQ"), std::string::npos) << alone;
  EXPECT_EQ(service.get("/sdmx/v2/availability/dataflow/TST/DF/1.0/Q").status, 204);
  EXPECT_EQ(service.get("/sdmx/v1/availableconstraint/DF/Q").status, 404);
  EXPECT_EQ(service.get("/sdmx/v2/availability/dataflow/TST/DF/1.0/*/NOPE").status, 422);
  EXPECT_EQ(service.get("/sdmx/v2/availability/dataflow/TST/DF?mode=some").status, 400);
}

// What clients get that name no type: see media_types.cpp.
TEST(SdmxDataService, AcceptOfAnything) {
  const Service service;
  const auto type = [&](const char* target) { return service.get(target, "*/*").content_type; };
  EXPECT_EQ(type("/sdmx/v2/data/dataflow/TST/DF/1.0/A.ARG"), "application/vnd.sdmx.data+xml; version=3.0.0");
  EXPECT_EQ(type("/sdmx/v2/availability/dataflow/TST/DF/1.0"), "application/vnd.sdmx.structure+xml; version=2.1");
  EXPECT_EQ(type("/sdmx/v2/schema/dataflow/TST/DF/1.0"), "application/vnd.sdmx.schema+xml; version=2.1");
  EXPECT_EQ(type("/sdmx/v1/data/TST,DF,1.0/A.ARG"), "application/vnd.sdmx.genericdata+xml; version=2.1");
  EXPECT_EQ(type("/sdmx/v1/availableconstraint/TST,DF,1.0"), "application/vnd.sdmx.structure+xml; version=2.1");
  EXPECT_EQ(type("/sdmx/v1/schema/dataflow/TST/DF/1.0"), "application/vnd.sdmx.schema+xml; version=2.1");
}

/// Says the attributes of what it is told: "0=ARG;BRA 1=A".
struct SaidAttributes final : DataSink {
  explicit SaidAttributes(std::string& text) : out(text) {}
  Status begin_set(const DataSetInfo&) override { return {}; }
  Status set_attributes(std::span<const Value> values) override { return say("set", values); }
  Status group(std::size_t, SeriesKey, std::span<const Value> values) override { return say("group", values); }
  Status series(SeriesKey, std::span<const Value> values) override { return say("series", values); }
  Status observation(const DataObservation& observation) override { return say("observation", observation.attributes); }
  Status say(const char* where, std::span<const Value> values) {
    out += where;
    for (const Value& value : values) out += " " + std::to_string(value.component) + "=" + std::string(value.text);
    out += "\n";
    return {};
  }
  std::string& out;
};

TEST(SdmxDataService, SeveralValuesInOneField) {
  auto structure = std::make_shared<DataStructure>();
  structure->attributes.resize(3);
  structure->attributes[2].code_list = "CL";
  std::string said;
  JoinedValues sink(std::make_unique<SaidAttributes>(said));
  ASSERT_TRUE(sink.begin_set({.structure = structure}));
  const Value several[] = {{0, "ARG"}, {0, "BRA"}, {0, "a text"}, {1, "one"}, {2, "A"}, {2, "B"}};
  const Value kept[] = {{0, "a;b"}, {0, "c"}, {1, "uno", "es"}, {1, "one", "en"}};
  ASSERT_TRUE(sink.set_attributes(several));
  ASSERT_TRUE(sink.group(0, {}, std::span(several).first(2)));
  ASSERT_TRUE(sink.series({}, kept));
  ASSERT_TRUE(sink.observation({.period = "2020", .measures = {}, .attributes = several}));
  ASSERT_TRUE(sink.observation({.period = "2021", .measures = {}, .attributes = std::span(several).subspan(2, 3)}));
  EXPECT_EQ(said,
            "set 0=ARG;BRA;a text 1=one 2=A 2=B\n"
            "group 0=ARG;BRA\n"
            "series 0=a;b 0=c 1=uno 1=one\n"
            "observation 0=ARG;BRA;a text 1=one 2=A 2=B\n"
            "observation 0=a text 1=one 2=A\n");
}

TEST(SdmxSchemaService, SchemasAndStructures) {
  const Service service;
  const auto xsd = body_of(service.get("/sdmx/v1/schema/dataflow/TST/DF/1.0"));
  EXPECT_NE(xsd.find("targetNamespace=\"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=TST:DF(1.0):ObsLevelDim:TIME_PERIOD\""), std::string::npos) << xsd;
  // The constraint of the flow takes codes away, but not from the structure.
  EXPECT_EQ(xsd.find("value=\"FRA\""), std::string::npos);
  EXPECT_NE(body_of(service.get("/sdmx/v1/schema/datastructure/TST/DSD/1.0")).find("value=\"FRA\""), std::string::npos);
  EXPECT_EQ(body_of(service.get("/sdmx/v1/schema/provisionagreement/TST/PA/latest")).find("value=\"FRA\""), std::string::npos);
  EXPECT_NE(xsd.find("<xs:complexType name=\"Sibling\">"), std::string::npos);
  EXPECT_NE(xsd.find("<xs:simpleType name=\"TITLE\">"), std::string::npos);
  const auto json = service.get("/sdmx/v2/schema/dataflow/TST/DF/~");
  EXPECT_EQ(json.content_type, "application/vnd.sdmx.schema+json; version=2.1.0");
  EXPECT_EQ(body_of(json).find("\"FRA\""), std::string::npos);
  const auto structure = body_of(service.get("/sdmx/v2/schema/dataflow/TST/DF/~", "application/vnd.sdmx.structure+json;version=2.0.0"));
  EXPECT_NE(structure.find("CL_AREA"), std::string::npos);
  EXPECT_EQ(structure.find("FRA"), std::string::npos) << structure;
  EXPECT_EQ(structure.find("\"dataflows\""), std::string::npos);
  EXPECT_EQ(service.get("/sdmx/v1/schema/dataflow/TST/NOPE").status, 404);
  EXPECT_EQ(service.get("/sdmx/v1/schema/dataflow/TST/DF?explicitMeasure=true").status, 403);
  EXPECT_EQ(service.get("/sdmx/v2/schema/dataflow/TST/DF?dimensionAtObservation=NOPE").status, 422);
  EXPECT_EQ(service.get("/sdmx/v2/schema/codelist/TST/CL_AREA").status, 400);
}

/// With the folders of the official schemas in SDMX_TEST_DATA ("ml-2.1/schemas", "ml-3.0/schemas") and xmllint at hand: schemas compile, and our messages are
/// valid by them.
TEST(SdmxSchemaService, OwnMessagesAreValid) {
  namespace fs = std::filesystem;
  const char* const data = std::getenv("SDMX_TEST_DATA");
  if (data == nullptr || std::system("xmllint --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "SDMX_TEST_DATA is not set, or there is no xmllint";
  const Service service;
  const fs::path folder = fs::temp_directory_path() / ("atalaya-xsd-" + std::to_string(std::hash<std::thread::id>{}(std::this_thread::get_id())));
  fs::create_directories(folder);
  const auto write = [&](const char* name, const std::string& text) { std::ofstream(folder / name, std::ios::binary) << text; };
  const std::tuple<std::string, std::string, std::string> versions[] = {{"2.1", specific21, "ml-2.1/schemas"},
                                                                        {"3.0.0", "application/vnd.sdmx.data+xml;version=3.0.0", "ml-3.0/schemas"}};
  for (const auto& [version, data_type, schemas] : versions) {
    if (!fs::exists(fs::path(data) / schemas)) continue;
    for (const std::string at : {"TIME_PERIOD", "AREA", "AllDimensions"}) {
      std::string xsd =
          body_of(service.get("/sdmx/v2/schema/dataflow/TST/DF/1.0?dimensionAtObservation=" + at, "application/vnd.sdmx.schema+xml;version=" + version));
      const std::string place = "https://xml.sdmx.org/" + version.substr(0, 3) + "/";
      const std::string local = (fs::path(data) / schemas).string() + "/";
      for (auto i = xsd.find(place); i != std::string::npos; i = xsd.find(place)) xsd.replace(i, place.size(), local);
      write("own.xsd", xsd);
      // One schema that brings the message's envelope and ours together.
      const std::string space = "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=TST:DF(1.0):ObsLevelDim:" + at;
      const std::string name = version == "2.1" ? "v2_1" : "v3_0";
      write("all.xsd", "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"><xs:import namespace=\"http://www.sdmx.org/resources/sdmxml/schemas/" + name +
                           "/message\" schemaLocation=\"" + local + "SDMXMessage.xsd\"/><xs:import namespace=\"" + space +
                           "\" schemaLocation=\"own.xsd\"/></xs:schema>");
      write("data.xml", body_of(service.get("/sdmx/v2/data/dataflow/TST/DF?dimensionAtObservation=" + at, data_type)));
      const std::string command = "cd " + folder.string() + " && xmllint --noout --nonet --schema all.xsd data.xml";
      EXPECT_EQ(std::system(command.c_str()), 0) << version << " " << at << "\n" << xsd;
      std::string wrong = body_of(service.get("/sdmx/v2/data/dataflow/TST/DF?dimensionAtObservation=" + at, data_type));
      wrong.replace(wrong.find("\"ARG\""), 5, "\"FRA\"");
      write("data.xml", wrong);
      EXPECT_NE(std::system((command + " 2>/dev/null").c_str()), 0) << "a code that the constraint excludes is taken";
    }
  }
  fs::remove_all(folder);
}

}  // namespace
}  // namespace atalaya::api
