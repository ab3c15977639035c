#include "formats/wrapper/wrapper.h"

#include <gtest/gtest.h>
#include <zip.h>
#include <zlib.h>

#include <vector>

#include "formats/sniff.h"

namespace atalaya {
namespace {

std::string gzipped(std::string_view text) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string zipped(const std::vector<std::pair<std::string, std::string>>& files, bool encrypted = false) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* to = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(to);
  zip_t* archive = zip_open_from_source(to, ZIP_TRUNCATE, &error);
  for (const auto& [name, text] : files) {
    if (name.ends_with('/')) {
      zip_dir_add(archive, name.c_str(), 0);
      continue;
    }
    const auto at = zip_file_add(archive, name.c_str(), zip_source_buffer(archive, text.data(), text.size(), 0), 0);
    EXPECT_GE(at, 0);
    if (encrypted) {
      EXPECT_EQ(zip_file_set_encryption(archive, static_cast<zip_uint64_t>(at), ZIP_EM_AES_128, "secret"), 0);
    }
  }
  EXPECT_EQ(zip_close(archive), 0);
  std::string out;
  zip_stat_t about;
  zip_source_stat(to, &about);
  out.resize(about.size);
  zip_source_open(to);
  EXPECT_EQ(zip_source_read(to, out.data(), out.size()), static_cast<zip_int64_t>(out.size()));
  zip_source_close(to);
  zip_source_free(to);
  return out;
}

/// Names and contents, or the error.
std::string unwrapped(std::string_view bytes, const UnwrapLimits& limits = {}) {
  const auto messages = unwrap(bytes, "f.gz", limits);
  if (!messages) return messages.error().to_string();
  std::string out;
  for (const auto& message : *messages) out += message.name + "=" + std::string(message.file.bytes()) + ";";
  return out;
}

TEST(Wrapper, WhatIsInItComesOut) {
  EXPECT_EQ(unwrapped(gzipped("a message")), "f=a message;");
  EXPECT_EQ(unwrapped(gzipped("two ") + gzipped("members") + std::string(5, '\0')), "f=two members;");
  EXPECT_EQ(unwrapped(zipped({{"data/", ""}, {"data/a.xml", "<a/>"}, {"b.csv", "x,y"}})), "f.gz/data/a.xml=<a/>;f.gz/b.csv=x,y;");
  std::string large;
  for (int i = 0; i < 200'000; ++i) large += std::to_string(i * 7919);
  EXPECT_EQ(unwrapped(gzipped(large)), "f=" + large + ";");
}

TEST(Wrapper, WhatIsRefused) {
  const std::string gz = gzipped("a message that is long enough to be cut");
  EXPECT_EQ(unwrapped("plain"), "f.gz: this is neither gzip nor zip");
  for (std::size_t cut = 2; cut < gz.size(); cut += 5) EXPECT_EQ(unwrapped(gz.substr(0, cut)), "f.gz: the gzip is cut off") << cut;
  std::string damaged = gz;
  damaged[gz.size() - 6] = static_cast<char>(damaged[gz.size() - 6] ^ 0x55);
  EXPECT_EQ(unwrapped(damaged), "f.gz: the gzip is damaged: incorrect data check");
  EXPECT_NE(unwrapped(gz + "rest").find("the gzip is damaged"), std::string::npos);
  EXPECT_EQ(unwrapped(gzipped(gzipped("x"))), "f: this is wrapped twice (unpack it once)");
  EXPECT_EQ(unwrapped(gzipped("")), "f: the file is empty");
  EXPECT_EQ(unwrapped(zipped({{"a.gz", gzipped("x")}})), "f.gz/a.gz: this is wrapped twice (unpack it once)");
  EXPECT_EQ(unwrapped(zipped({{"a", "x"}}, true)), "f.gz/a: the file is encrypted");
  EXPECT_EQ(unwrapped(zipped({{"only/", ""}})), "f.gz: there is nothing in it");
  EXPECT_EQ(unwrapped(zipped({{"a", "x"}, {"b", "y"}}), {.entries = 1}), "f.gz: there are more than 1 files in the zip");
  const std::string zip = zipped({{"a", std::string(1000, 'x') + "end"}});
  for (std::size_t cut = 4; cut < zip.size(); cut += 7) EXPECT_NE(unwrapped(zip.substr(0, cut)).find("f.gz"), std::string::npos);
  for (std::size_t at = 4; at < zip.size(); ++at) {
    std::string broken = zip;
    broken[at] = static_cast<char>(broken[at] ^ 0xFF);
    static_cast<void>(unwrapped(broken));  // whatever it says, it says it
  }
}

TEST(Wrapper, BombsAreRefusedBeforeTheyFillTheDisk) {
  const std::string bomb = gzipped(std::string(8'000'000, '\0'));
  EXPECT_EQ(unwrapped(bomb, {.free_bytes = 1'000'000}),
            "f.gz: it unpacks to more than 300 times its size (no message is so regular; if it is one, unpack it yourself)");
  EXPECT_EQ(unwrapped(bomb, {.bytes = 1'000'000}), "f.gz: it unpacks to more than 1000000 bytes");
  const std::string zip = zipped({{"a", std::string(4'000'000, '\0')}, {"b", std::string(4'000'000, '\0')}});
  EXPECT_EQ(unwrapped(zip, {.bytes = 5'000'000}), "f.gz: it unpacks to more than 5000000 bytes");
  EXPECT_NE(unwrapped(zip, {.free_bytes = 1'000'000}).find("300 times"), std::string::npos);
}

TEST(Sniff, SaysWhatBytesAre) {
  const std::pair<std::string, std::string> all[] = {
      {"", "empty "},
      {gzipped("x"), "gzip "},
      {zipped({{"a", "x"}}), "zip "},
      {"<?xml version=\"1.0\"?><a/>", "xml "},
      {R"(<m:StructureSpecificData xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"/>)", "sdmx-ml data 2.1"},
      {R"(<m:Structure xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v3_0/message"/>)", "sdmx-ml structure 3.0"},
      {R"({"$schema":"https://json.sdmx.org/2.1/sdmx-json-data-schema.json","meta":{}})", "sdmx-json data 2.1.0"},
      {R"({"meta":{"schema":"https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/2.0.0/sdmx-json-structure-schema.json"},"data":{}})",
       "sdmx-json structure 2.0.0"},
      {R"({"meta":{"schema":"https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/schemas/1.0/sdmx-json-data-schema.json"},"data":{}})",
       "sdmx-json data 1.0.0"},
      {R"({"data":{"dataSets":[{}],"structures":[]},"meta":{}})", "sdmx-json data 2.0.0"},
      {R"({"data":{"dataSets":[{}],"structure":{}},"meta":{}})", "sdmx-json data 1.0.0"},
      {R"({"header":{},"dataSets":[],"structure":{}})", "sdmx-json data "},
      {R"({"meta":{},"data":{"codelists":[]}})", "sdmx-json structure "},
      {R"({"meta":{},"data":{"metadataSets":[]}})", "sdmx-json metadata "},
      {R"({"meta":{},"errors":[]})", "sdmx-json data "},
      {R"({"version":"2.0","class":"dataset"})", "json-stat 2.0"},
      {R"([{"page":1,"pages":1},[]])", "world bank json "},
      {R"({"a":1})", "json "},
      {"[1,2", "json "},
      {"DATAFLOW,A\nX:F(1.0),1\n", "sdmx-csv data 1.0.0"},
      {"\xEF\xBB\xBFSTRUCTURE[;],STRUCTURE_ID,ACTION,A\ndataflow,X:F(1.0),I,1\n", "sdmx-csv data 2.0.0"},
      {"STRUCTURE;STRUCTURE_ID;ACTION;A\ndataflow;X:F(1.0);M;1\n", "sdmx-csv data 2.1.0"},
      {"MDSTRUCTURE,MDSTRUCTURE_ID,METADATASET_ID\n", "sdmx-csv metadata "},
      {"a,b\n1,2\n", "csv "},
      {"words\n", "text "},
      {std::string("a,\0b\n", 5), "unknown "},
      {"\xFF\xFFz,", "unknown "},
  };
  for (const auto& [bytes, expected] : all) {
    const Content content = sniff(bytes);
    EXPECT_EQ(std::string(to_string(content.kind)) + " " + content.version, expected) << bytes;
  }
}

}  // namespace
}  // namespace atalaya
