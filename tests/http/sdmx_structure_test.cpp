// Structure and metadata queries over a socket: addresses, formats, errors, validators.
#include "api/sdmx/routes.h"

#include <set>

#include "base/hash.h"
#include "api/sdmx/structure_routes.h"
#include "client.h"
#include "formats/sdmx_json/structures_json.h"
#include "formats/sdmx_ml/structures_xml.h"
#include "model/sdmx/artefact.h"
#include "query/structures/structure_index.h"
#include "unit/artefact_sample.h"

namespace atalaya::http {
namespace {

using Ids = std::set<std::string>;

Ids ids(const sdmx::Structures& structures) {
  Ids out;
  structures.for_each([&](const sdmx::Artefact& artefact) { out.insert(sdmx::maintainable(artefact).id); });
  return out;
}

std::shared_ptr<const Catalogue> catalogue_with(const std::string& release, std::time_t created, sdmx::Structures structures) {
  auto out = std::make_shared<Catalogue>();
  out->release = release;
  out->created = created;
  out->structures = std::move(structures);
  return out;
}

constexpr std::time_t created = 1'770'000'000;  // 2026-02-02T02:40:00Z

struct Service {
  Catalogue catalogue = *catalogue_with("2026-02-02.1", created, artefact_sample());
  RepresentationCache cache{std::size_t{32} << 20U};
  Router router;
  std::unique_ptr<Server> server;
  std::unique_ptr<Client> client;

  Service() {
    sdmx::Structures before;
    before.add(artefact_sample().of(sdmx::Kind::Codelist).front());
    catalogue.earlier.push_back(
        {"2025-01-01.1", 1'735'700'000, [=] { return Result<std::shared_ptr<const Catalogue>>(catalogue_with("2025-01-01.1", 1'735'700'000, before)); }});
    EXPECT_TRUE(api::add_sdmx_routes(router, catalogue, cache));
    ServerOptions options;
    options.options_to_handler = true;
    server = start([this](const Request& request) { return router.handle(request); }, std::move(options));
    client = std::make_unique<Client>(server->port());
  }
};

class SdmxStructure : public testing::Test {
 protected:
  static Reply get(const std::string& target, const std::string& headers = "") { return service().client->get(target, headers); }
  static Reply accept(const std::string& target, const std::string& type) { return get(target, "Accept: " + type + "\r\n"); }

  static Ids found(const std::string& target) {
    const auto reply = get(target, "Accept: application/xml\r\n");
    if (reply.status != 200) return {"status " + std::to_string(reply.status)};
    const auto read = read_structures_xml(reply.body, target);
    EXPECT_TRUE(read) << target << " " << read.error().to_string();
    if (!read) return {};
    for (const Error& fault : read->faults) ADD_FAILURE() << target << " " << fault.to_string();
    return ids(read->structures);
  }

  // One server for all. It ends before the libraries that its threads use do.
  static void SetUpTestSuite() {
    // OpenSSL sets itself up in the first thread that hashes and never frees what that one has: the program's own thread, as when a release is opened.
    static_cast<void>(sha256(""));
    made_ = std::make_unique<Service>();
  }
  static void TearDownTestSuite() { made_.reset(); }
  static Service& service() { return *made_; }

 private:
  static std::unique_ptr<Service> made_;
};
std::unique_ptr<Service> SdmxStructure::made_;

TEST_F(SdmxStructure, AddressesOfRest2) {
  EXPECT_EQ(found("/sdmx/v2/structure/dataflow/A/DF/1.0.0"), Ids({"DF"}));
  EXPECT_EQ(found("/sdmx/v2/structure/dataflow/A/DF/+"), Ids({"DF"}));
  EXPECT_EQ(found("/sdmx/v2/structure/dataflow/A/DF/1+.0.0"), Ids({"DF"}));
  EXPECT_EQ(found("/sdmx/v2/structure/dataflow/A/DF/%2B"), Ids({"DF"}));
  EXPECT_EQ(found("/sdmx/v2/structure/dataflow/A/DF/~"), Ids({"DF"}));
  EXPECT_EQ(found("/sdmx/v2/structure/dataflow/A/DF,DF2"), Ids({"DF", "DF2"}));
  EXPECT_EQ(found("/sdmx/v2/structure/dataflow/A/*/*"), Ids({"DF", "DF2"}));
  EXPECT_EQ(found("/sdmx/v2/structure/dataflow/A,B/"), Ids({"DF", "DF2"}));
  EXPECT_EQ(found("/sdmx/v2/structure/dataflow"), Ids({"DF", "DF2"}));
  EXPECT_EQ(found("/sdmx/v2/structure/dataflow,valuelist/*/*/*"), Ids({"DF", "DF2", "VL"}));
  EXPECT_EQ(found("/sdmx/v2/structure/*/SDMX"), Ids({"AGENCIES"}));
  EXPECT_EQ(found("/sdmx/v2/structure/"), found("/sdmx/v2/structure/*/*/*/*"));
  EXPECT_EQ(found("/sdmx/v2/structure").size(), 47U);
  EXPECT_EQ(found("/sdmx/v2/structure/codelist/A/CL_AREA/1.0.0/ARG,BRA"), Ids({"CL_AREA"}));
  EXPECT_EQ(found("/sdmx/v2/structure/valuelist/A/VL/+/%3C5"), Ids({"VL"}));
  EXPECT_EQ(found("/sdmx/v2/structure/codelist/A/CL_AREA/~/*"), Ids({"CL_AREA"}));
  EXPECT_EQ(found("/sdmx/v2/structure/datastructure/A/DSD?references=children"), Ids({"DSD", "AGENCIES", "CS", "CL_AREA", "VL", "MSD"}));
  EXPECT_EQ(found("/sdmx/v2/structure/datastructure/A/DSD?references=codelist,dataflow"), Ids({"DSD", "CL_AREA", "DF", "DF2"}));
  EXPECT_EQ(found("/sdmx/v2/structure/categoryscheme/A/DOMAINS/+/ECO.PRICES?references=categorisation"), Ids({"DOMAINS", "CAT"}));
  for (const char* nothing :
       {"/sdmx/v2/structure/dataflow/A/NO", "/sdmx/v2/structure/dataflow/A/DF/2+.0.0", "/sdmx/v2/structure/codelist/A/CL_AREA/1.0.0/NO"}) {
    const auto reply = get(nothing);
    EXPECT_EQ(reply.status, 204) << nothing;
    EXPECT_EQ(reply.body, "") << nothing;
  }
}

TEST_F(SdmxStructure, EveryTypeOfRest2) {
  for (std::size_t k = 0; k < sdmx::maintainable_kinds; ++k) {
    const auto kind = static_cast<sdmx::Kind>(k);
    if (!has_kind(StructureModel::Sdmx3, kind)) continue;
    const std::string target = "/sdmx/v2/structure/" + std::string(sdmx::info(kind).resource) + "/*/*/*";
    for (const char* format : {"application/vnd.sdmx.structure+json;version=2.1.0", "application/vnd.sdmx.structure+json;version=2.0.0",
                               "application/vnd.sdmx.structure+xml;version=3.0.0", "application/vnd.sdmx.structure+xml;version=3.1.0"}) {
      const auto reply = accept(target, format);
      ASSERT_EQ(reply.status, 200) << target;
      const bool is_json = std::string_view(format).find("json") != std::string_view::npos;
      const auto structures =
          is_json ? read_structures_json(reply.body, target).value().structures : read_structures_xml(reply.body, target).value().structures;
      EXPECT_FALSE(structures.of(kind).empty()) << target << " " << format;
    }
  }
}

TEST_F(SdmxStructure, AddressesOfRest1) {
  EXPECT_EQ(found("/sdmx/v1/dataflow/A/DF/1.0.0"), Ids({"DF"}));
  EXPECT_EQ(found("/sdmx/v1/dataflow/A/DF/latest"), Ids({"DF"}));
  EXPECT_EQ(found("/sdmx/v1/dataflow/all/all/all"), Ids({"DF", "DF2"}));
  EXPECT_EQ(found("/sdmx/v1/dataflow/A+B/DF+DF2"), Ids({"DF", "DF2"}));
  EXPECT_EQ(found("/sdmx/v1/dataflow"), Ids({"DF", "DF2"}));
  EXPECT_EQ(found("/sdmx/v1/codelist/A/CL_AREA/1.0.0/ARG+BRA"), Ids({"CL_AREA"}));
  EXPECT_EQ(found("/sdmx/v1/organisationscheme"), Ids({"AGENCIES", "DATA_PROVIDERS", "DATA_CONSUMERS", "UNITS"}));
  EXPECT_EQ(found("/sdmx/v1/organisationscheme/A/UNITS/latest/U1"), Ids({"UNITS"}));
  EXPECT_EQ(found("/sdmx/v1/contentconstraint"), Ids({"CON_DF", "CON_PA", "ACTUAL", "MCON"}));
  EXPECT_EQ(found("/sdmx/v1/allowedconstraint"), Ids({"CON_DF", "CON_PA", "MCON"}));
  EXPECT_EQ(found("/sdmx/v1/actualconstraint"), Ids({"ACTUAL"}));
  EXPECT_EQ(found("/sdmx/v1/attachmentconstraint"), Ids({"ATTACH"}));
  EXPECT_EQ(found("/sdmx/v1/hierarchicalcodelist"), Ids({"HCL", "HIER"}));
  EXPECT_EQ(found("/sdmx/v1/hierarchicalcodelist/A/HCL/latest/H1"), Ids({"HCL"}));
  EXPECT_EQ(found("/sdmx/v1/structureset"), Ids({"SET", "SM", "RM", "CSM", "DOMMAP", "ORGMAP", "TAXMAP"}));
  EXPECT_EQ(found("/sdmx/v1/namealiasscheme"), found("/sdmx/v1/vtlmappingscheme"));
  EXPECT_EQ(found("/sdmx/v1/structure/SDMX"), Ids({"AGENCIES"}));
  EXPECT_EQ(found("/sdmx/v1/structure").size(), 44U);
  EXPECT_EQ(found("/sdmx/v1/datastructure/A/DSD?references=children"), Ids({"DSD", "CS", "CL_AREA"}));
  EXPECT_EQ(found("/sdmx/v1/codelist/A/CL_FREQ?references=structureset"), Ids({"CL_FREQ", "SET"}));
  EXPECT_EQ(found("/sdmx/v1/dataflow/A/DF?references=contentconstraint"), Ids({"DF", "CON_DF", "ACTUAL"}));
  for (const char* resource : {"datastructure",
                               "metadatastructure",
                               "categoryscheme",
                               "conceptscheme",
                               "codelist",
                               "agencyscheme",
                               "dataproviderscheme",
                               "dataconsumerscheme",
                               "organisationunitscheme",
                               "metadataflow",
                               "reportingtaxonomy",
                               "provisionagreement",
                               "process",
                               "categorisation",
                               "transformationscheme",
                               "rulesetscheme",
                               "userdefinedoperatorscheme",
                               "customtypescheme",
                               "namepersonalisationscheme",
                               "vtlmappingscheme"}) {
    EXPECT_FALSE(found("/sdmx/v1/" + std::string(resource) + "/all/all/all").empty()) << resource;
  }
}

/// SDMX-ML 2.1 requires the package of a component that a map refers to.
TEST_F(SdmxStructure, MapsOfRest1NameThePackage) {
  const std::string body = accept("/sdmx/v1/structureset/A/SM/latest", "application/xml").body;
  std::size_t components = 0;
  for (auto at = body.find("containerID="); at != std::string::npos; at = body.find("containerID=", at + 1)) {
    ++components;
    const auto begin = body.rfind('<', at);
    EXPECT_NE(body.substr(begin, body.find('>', at) - begin).find(" package=\"datastructure\""), std::string::npos) << body;
  }
  EXPECT_GT(components, 1U);
}

TEST(SdmxStructureLimit, TooManyPartsAreRefused) {
  const auto catalogue = catalogue_with("2026-02-02.1", created, artefact_sample());
  const std::tuple<api::SdmxApi, std::string, std::string> versions[] = {
      {api::SdmxApi::V1, "/sdmx/v1/structure/all/all/all", "code=\"130\""},
      {api::SdmxApi::V2, "/sdmx/v2/structure/*/*/*/*", "code=\"413\""},
  };
  for (const auto& [version, everything, code] : versions) {
    RepresentationCache cache{std::size_t{1} << 20U};
    Router router;
    ASSERT_TRUE(api::add_structure_routes(router, std::make_shared<const api::CatalogueViews>(*catalogue, version), cache, 60));
    const auto server = start([&](const Request& request) { return router.handle(request); });
    Client client(server->port());
    const auto get = [&](const std::string& target) { return client.get(target, "Accept: application/xml\r\n"); };
    const auto refused = get(everything);
    EXPECT_EQ(refused.status, 413);
    EXPECT_NE(refused.body.find(code), std::string::npos) << refused.body;
    EXPECT_NE(refused.body.find("above 60"), std::string::npos) << refused.body;
    // Stubs have no parts but themselves, and one list is small.
    EXPECT_EQ(get(everything + "?detail=allstubs").status, 200);
    EXPECT_EQ(get(version == api::SdmxApi::V1 ? "/sdmx/v1/codelist/A/CL_AREA" : "/sdmx/v2/structure/codelist/A/CL_AREA").status, 200);
  }
}

TEST_F(SdmxStructure, MediaTypes) {
  const std::string v1 = "/sdmx/v1/codelist/A/CL_FREQ";
  const std::string v2 = "/sdmx/v2/structure/codelist/A/CL_FREQ";
  const auto type = [](const Reply& reply) { return reply.status == 200 ? reply.header("Content-Type") : std::to_string(reply.status); };
  const std::string xml21 = "application/vnd.sdmx.structure+xml; version=2.1";
  const std::string xml30 = "application/vnd.sdmx.structure+xml; version=3.0.0";
  const std::string xml31 = "application/vnd.sdmx.structure+xml; version=3.1.0";
  const std::string json20 = "application/vnd.sdmx.structure+json; version=2.0.0";
  const std::string json21 = "application/vnd.sdmx.structure+json; version=2.1.0";
  EXPECT_EQ(type(get(v1)), xml21);
  EXPECT_EQ(type(get(v2)), json21);
  for (const auto& [accepted, first, second] : std::initializer_list<std::tuple<const char*, std::string, std::string>>{
           {"*/*", xml21, xml30},
           {"application/*", xml21, json21},
           {"application/xml", xml21, xml31},
           {"text/xml;q=0.5", xml21, xml31},
           {"application/json", json20, json21},
           {"application/json, */*", json20, json21},
           {"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", xml21, xml31},
           {"application/vnd.sdmx.structure+xml", xml21, xml31},
           {"application/vnd.sdmx.structure+xml;version=2.1", xml21, xml21},
           {"application/vnd.sdmx.structure+xml; version=3.0", xml30, xml30},
           {"application/vnd.sdmx.structure+xml;version=3+.0.0", xml31, xml31},
           {"application/vnd.sdmx.structure+xml;version=3.0.0+", xml30, xml30},
           {"application/vnd.sdmx.structure+xml;version=2.1, application/vnd.sdmx.structure+json;version=2.0.0;q=0.9", xml21, xml21},
           {"application/vnd.sdmx.structure+xml;version=2.1;q=0.9, application/vnd.sdmx.structure+json;version=2.0.0", json20, json20},
           {"application/vnd.sdmx.structure+json;version=9.0.0, application/xml;q=0.1", xml21, xml31},
           {"application/vnd.sdmx.structure+json;version=9.0.0", "406", "406"},
           {"text/csv", "406", "406"},
           {"application/xml;q=0", "406", "406"},
           {"nonsense", "406", "406"},
       }) {
    EXPECT_EQ(type(accept(v1, accepted)), first) << accepted;
    EXPECT_EQ(type(accept(v2, accepted)), second) << accepted;
  }
  for (const auto& [format, chosen] :
       std::initializer_list<std::pair<const char*, std::string>>{{"xml", xml31},
                                                                  {"sdmx-json", json21},
                                                                  {"structure&formatVersion=2.1", xml21},
                                                                  {"jsonstructure&formatVersion=2.0.0", json20},
                                                                  {"csv", "406"},
                                                                  {"genericdata", "406"},
                                                                  {"application/vnd.sdmx.structure+xml;version=2.1", xml21},
                                                                  {"application/vnd.sdmx.structure%2Bxml;%20version=3.0.0", xml30},
                                                                  {"application/json", json21}}) {
    EXPECT_EQ(type(accept(v2 + "?format=" + format, "application/xml;q=0")), chosen) << format;
  }
  // What there is, in the text of the refusal.
  EXPECT_NE(accept(v2, "text/csv, application/xml;q=0").body.find("application/vnd.sdmx.structure+json; version=2.1.0"), std::string::npos);
}

TEST_F(SdmxStructure, Languages) {
  const std::string target = "/sdmx/v2/structure/valuelist/A/VL";
  const auto names = [&](const std::string& query, const std::string& headers = "") {
    const auto reply = get(target + query, headers + "Accept: application/xml\r\n");
    return reply.status == 200 ? sdmx::maintainable(read_structures_xml(reply.body, "").value().structures.of(sdmx::Kind::ValueList)[0]).name.all().size() : 0;
  };
  EXPECT_EQ(names(""), 2U);
  EXPECT_EQ(names("", "Accept-Language: es\r\n"), 2U);
  EXPECT_EQ(names("?lang=es"), 1U);
  EXPECT_EQ(names("?lang=es-AR"), 1U);
  EXPECT_EQ(names("?lang=all", "Accept-Language: es\r\n"), 2U);
  EXPECT_EQ(get(target + "?lang=es").header("Content-Language"), "es");
  EXPECT_EQ(get(target, "Accept-Language: es, en;q=0.1\r\n").header("Content-Language"), "es, en");
  EXPECT_NE(get(target, "Accept-Language: es\r\n").body.find("\"name\":\"Nombre de VL\""), std::string::npos);
  EXPECT_NE(get(target).body.find("\"name\":\"Name of VL\""), std::string::npos);
  EXPECT_EQ(get(target + "?lang=qu").status, 406);
}

TEST_F(SdmxStructure, ErrorsInTheStandardsForm) {
  struct Case {
    const char* target;
    int status;
    const char* code;
  };
  for (const auto& [target, status, code] : {
           Case{"/sdmx/v1/dataflow/A/NO", 404, "100"},
           Case{"/sdmx/v1/nothing", 404, "100"},
           Case{"/sdmx/v1/dataflow/A/DF/1.0.0/ITEM", 400, "140"},
           Case{"/sdmx/v1/dataflow/A/DF/*", 400, "140"},
           Case{"/sdmx/v1/dataflow/a%20b", 400, "140"},
           Case{"/sdmx/v1/dataflow?references=ancestors", 400, "140"},
           Case{"/sdmx/v1/dataflow?detail=raw", 400, "140"},
           Case{"/sdmx/v1/dataflow?reference=all", 400, "140"},
           Case{"/sdmx/v1/dataflow?asOf=2026-01-01", 400, "140"},
           Case{"/sdmx/v1/codelist/A/CL_FREQ/1.0.0/A/B", 400, "140"},
           Case{"/sdmx/v1/codelist?format=csv", 406, "1406"},
           Case{"/sdmx/v2/structure/nothing", 400, "400"},
           Case{"/sdmx/v2/structure/dataflow/A/DF/1.0+", 400, "400"},
           Case{"/sdmx/v2/structure/dataflow/A/DF/~/X", 400, "400"},
           Case{"/sdmx/v2/structure/*/A/DF/~/X", 400, "400"},
           Case{"/sdmx/v2/structure/dataflow?references=x", 400, "400"},
           Case{"/sdmx/v2/structure/dataflow?detail=x", 400, "400"},
           Case{"/sdmx/v2/structure/dataflow?detail=full&detail=raw", 400, "400"},
           Case{"/sdmx/v2/structure/dataflow?asOf=yesterday", 400, "400"},
           Case{"/sdmx/v2/nothing", 404, "404"},
           Case{"/sdmx/v2", 404, "404"},
           Case{"/sdmx/v2/metadata/nothing", 400, "400"},
           Case{"/sdmx/v2/registration/dataflow/A/DF/1.0.0", 501, "501"},
           Case{"/sdmx/v2/registration/id/1", 501, "501"},
           Case{"/sdmx/v2/registration/provider/A/P1", 501, "501"},
           Case{"/sdmx/v2/registration/codelist/A", 400, "400"},
           Case{"/sdmx/v2/registration", 400, "400"},
           Case{"/sdmx/v2/structure/dataflow?format=csv", 406, "406"},
       }) {
    const auto xml = accept(target, "application/xml");
    EXPECT_EQ(xml.status, status) << target;
    EXPECT_NE(xml.body.find("ErrorMessage code=\"" + std::string(code) + "\""), std::string::npos) << xml.body;
    EXPECT_EQ(xml.header("Content-Type"), "application/xml");
    const auto json = accept(target, "application/json");
    EXPECT_EQ(json.status, status) << target;
    const auto read = read_structures_json(json.body, target);
    ASSERT_TRUE(read) << json.body;
    ASSERT_EQ(read->errors.size(), 1U) << json.body;
    EXPECT_EQ(read->errors[0].code, code) << target;
    EXPECT_EQ(json.header("Access-Control-Allow-Origin"), "*");
  }
  EXPECT_NE(get("/sdmx/v1/nothing").body.find("sdmxml/schemas/v2_1/message"), std::string::npos);
  EXPECT_NE(get("/sdmx/v2/nothing").body.find("\"errors\""), std::string::npos);
  EXPECT_NE(get("/sdmx/v1/dataflow/%3Cx%3E").body.find("&lt;x&gt;"), std::string::npos);
}

TEST_F(SdmxStructure, ValidatorsAndCors) {
  const std::string target = "/sdmx/v1/datastructure/A/DSD?references=all";
  const auto first = get(target);
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(first.header("Last-Modified"), "Mon, 02 Feb 2026 02:40:00 GMT");
  EXPECT_NE(first.header("ETag"), "");
  for (const char* field : {"Accept", "Accept-Language", "Accept-Encoding"}) EXPECT_NE(first.header("Vary").find(field), std::string::npos);
  EXPECT_NE(first.header("Cache-Control"), "");
  EXPECT_EQ(first.header("Access-Control-Allow-Origin"), "*");
  EXPECT_NE(first.header("Access-Control-Expose-Headers").find("ETag"), std::string::npos);
  EXPECT_EQ(get(target, "If-None-Match: " + first.header("ETag") + "\r\n").status, 304);
  EXPECT_EQ(get(target, "If-Modified-Since: Mon, 02 Feb 2026 02:40:00 GMT\r\n").status, 304);
  EXPECT_EQ(get(target, "If-Modified-Since: Sun, 01 Feb 2026 02:40:00 GMT\r\n").status, 200);
  EXPECT_EQ(get(target, "Accept-Encoding: gzip\r\n").header("Content-Encoding"), "gzip");
  // The same question in other words is one entry of the cache.
  const auto misses = service().cache.counters().misses;
  EXPECT_EQ(get("/sdmx/v1/datastructure/A/DSD/latest?detail=full&references=all").header("ETag"), first.header("ETag"));
  EXPECT_EQ(service().cache.counters().misses, misses);

  Client client(service().server->port());
  client.send("OPTIONS /sdmx/v2/structure/dataflow HTTP/1.1\r\nHost: test\r\nOrigin: https://example.org\r\nAccess-Control-Request-Method: GET\r\n\r\n");
  const auto preflight = client.read();
  EXPECT_EQ(preflight.status, 204);
  EXPECT_EQ(preflight.header("Access-Control-Allow-Origin"), "*");
  EXPECT_NE(preflight.header("Access-Control-Allow-Headers").find("If-None-Match"), std::string::npos);
  client.send("HEAD " + target + " HTTP/1.1\r\nHost: test\r\n\r\n");
  const auto head = client.read(true);
  EXPECT_EQ(head.header("ETag"), first.header("ETag"));
  EXPECT_EQ(head.header("Content-Length"), first.header("Content-Length"));
}

TEST_F(SdmxStructure, StubsSayWhereTheRestIs) {
  const auto read = read_structures_xml(get("/sdmx/v1/codelist/A/CL_FREQ?detail=allstubs").body, "").value();
  const auto& list = std::get<sdmx::Codelist>(read.structures.of(sdmx::Kind::Codelist)[0]);
  EXPECT_TRUE(list.is_external_reference && list.codes.empty());
  EXPECT_EQ(list.structure_url, "/sdmx/v1/codelist/A/CL_FREQ/1.0.0");
  EXPECT_EQ(get(list.structure_url).status, 200);
  EXPECT_NE(
      accept("/sdmx/v2/structure/dataconstraint/A/CON_DF?detail=allstubs", "application/xml").body.find("/sdmx/v2/structure/dataconstraint/A/CON_DF/1.0.0"),
      std::string::npos);
}

TEST_F(SdmxStructure, AsItWas) {
  EXPECT_EQ(found("/sdmx/v2/structure?asOf=2025-06-01T00:00:00Z"), Ids({"CL_FREQ"}));
  EXPECT_EQ(found("/sdmx/v2/structure/dataflow?asOf=2026-06-01"), Ids({"DF", "DF2"}));
  EXPECT_EQ(get("/sdmx/v2/structure/dataflow?asOf=2025-06-01T00:00:00%2B02:00").status, 204);
  EXPECT_EQ(get("/sdmx/v2/structure?asOf=2020-01-01").status, 204);
  EXPECT_EQ(get("/sdmx/v2/structure?asOf=2025-06-01").header("Last-Modified"), "Wed, 01 Jan 2025 02:53:20 GMT");
}

TEST_F(SdmxStructure, ReferenceMetadata) {
  const auto has_set = [](const std::string& path) {
    const auto reply = get("/sdmx/v2/metadata/" + path);
    return reply.status == 200 && reply.body.find("SET_OF_M1") != std::string::npos;
  };
  for (const char* path :
       {"metadataset", "metadataset/A", "metadataset/A/SET_OF_M1", "metadataset/A/SET_OF_M1/1.0.0", "metadataset/*/*/+", "metadataflow/A/MDF/1.0.0",
        "metadataflow/A/MDF/*/A", "metadataflow", "structure/dataflow/A/DF", "structure/dataflow/*/*/+", "structure"}) {
    EXPECT_TRUE(has_set(path)) << path;
  }
  for (const char* path : {"metadataset/B", "metadataset/A/NO", "metadataset/A/SET_OF_M1/2+.0.0", "metadataflow/A/NO", "metadataflow/A/MDF/*/NO",
                           "structure/dataflow/A/DF2", "structure/codelist"}) {
    EXPECT_EQ(get("/sdmx/v2/metadata/" + std::string(path)).status, 204) << path;
  }
  const auto reply = get("/sdmx/v2/metadata/metadataset");
  EXPECT_EQ(reply.header("Content-Type"), "application/vnd.sdmx.metadata+json; version=2.1.0");
  EXPECT_NE(reply.body.find("fine"), std::string::npos);
  EXPECT_EQ(get("/sdmx/v2/metadata/metadataset?detail=allstubs").body.find("fine"), std::string::npos);
  EXPECT_EQ(accept("/sdmx/v2/metadata/metadataset", "text/csv").header("Content-Type"), "application/vnd.sdmx.metadata+csv; version=2.1.0");
  EXPECT_EQ(accept("/sdmx/v2/metadata/metadataset", "application/vnd.sdmx.metadata+csv;version=1.0.0;labels=both").header("Content-Type"),
            "application/vnd.sdmx.metadata+csv; version=1.0.0; labels=both");
}

}  // namespace
}  // namespace atalaya::http
