// libFuzzer: SDMX-JSON data messages into a sink, into a cube, and written again. The first byte chooses the version and whether a structure is known.
#include <simdjson.h>

#include "data_checks.h"
#include "formats/sdmx_json_data/sdmx_json_data_reader.h"
#include "formats/sdmx_json_data/sdmx_json_data_writer.h"
#include "model/cube_sink.h"

using namespace atalaya;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text = fuzz::text_of(data + 1, size - 1);
  static const fuzz::SmallStructure structures;
  const SdmxJsonReadLimits limits{.structure_bytes = (data[0] & 1U) != 0 ? 2000U : 1000000U, .data_sets = 100};
  fuzz::CheckedSink sink;
  const Status read = read_sdmx_json_data(text, "f", structures, sink, limits);
  sink.check_end(read);
  if (read) {
    // What is read is JSON for another reader too.
    simdjson::dom::parser parser;
    const auto error = parser.parse(text.data(), text.size()).error();
    fuzz::require(error == simdjson::SUCCESS || error == simdjson::NUMBER_ERROR || error == simdjson::DEPTH_ERROR || text.starts_with("\xEF\xBB\xBF"));
  }
  CubeSink cube("f");
  if (const Status built = read_sdmx_json_data(text, "f", structures, cube, limits); !built) fuzz::check_error(built.error());
  StringSink out;
  SdmxJsonWriter writer(out, {.version = static_cast<JsonDataVersion>(data[0] / 2 % 4)});
  if (const Status written = read_sdmx_json_data(text, "f", structures, writer, limits); !written) {
    fuzz::check_error(written.error());
    return 0;
  }
  simdjson::dom::parser parser;
  const auto error = parser.parse(out.text).error();
  fuzz::require(error == simdjson::SUCCESS || error == simdjson::NUMBER_ERROR);
  fuzz::CheckedSink again;
  again.check_end(read_sdmx_json_data(out.text, "f", structures, again));
  return 0;
}
