// libFuzzer: reference metadata. The first byte chooses the format; what was read goes through all formats that take it, and reads again.
#include "formats/sdmx_metadata/metadata_csv.h"
#include "formats/sdmx_metadata/metadata_json.h"
#include "formats/sdmx_metadata/metadata_xml.h"
#include "support.h"

using namespace atalaya;

namespace {

template <typename M>
bool ok(const Result<M>& read) {
  if (!read) fuzz::check_error(read.error());
  return read.has_value();
}

void write_all(const MetadataMessage& message) {
  LeftOutTexts left_out;
  if (const auto text = write_metadata_json(message, {}, {}, &left_out); ok(text)) fuzz::require(read_metadata_json(*text, "f").has_value());
  if (const auto text = write_metadata_csv(message, {.labels = MetadataCsvOptions::Labels::Name}, &left_out); ok(text)) (void)read_metadata_csv(*text, "f");
  for (const auto format : {MetadataXmlFormat::Generic2_1, MetadataXmlFormat::StructureSpecific2_1, MetadataXmlFormat::V3_0}) {
    if (const auto text = write_metadata_xml(message, {.format = format}, {}, &left_out); ok(text)) fuzz::require(read_metadata_xml(*text, "f").has_value());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text = fuzz::text_of(data + 1, size - 1);
  switch (data[0] % 3) {
    case 0:
      if (const auto read = read_metadata_json(text, "f"); ok(read)) write_all(*read);
      break;
    case 1:
      if (const auto read = read_metadata_xml(text, "f"); ok(read)) write_all(*read);
      break;
    default:
      if (const auto read = read_metadata_csv(text, "f"); ok(read)) write_all(*read);
  }
  return 0;
}
