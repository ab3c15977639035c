// libFuzzer: SDMX-JSON structure messages. What was read is written in both versions, and reads the same again.
#include "formats/sdmx_json/structures_json.h"

#include "support.h"

using namespace atalaya;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = read_structures_json(fuzz::text_of(data, size), "f");
  if (!read) {
    fuzz::check_error(read.error());
    return 0;
  }
  for (const auto version : {SdmxJsonVersion::V2_0, SdmxJsonVersion::V2_1}) {
    std::vector<std::string> left_out;
    const auto again = read_structures_json(write_structures_json(read->header, read->structures, {.version = version}, read->errors, &left_out), "f");
    fuzz::require(again.has_value());
    if (left_out.empty()) fuzz::require(again->structures.size() == read->structures.size());
    // From then on nothing changes any more.
    const auto once_more = read_structures_json(write_structures_json(again->header, again->structures, {.version = version}, again->errors), "f");
    fuzz::require(once_more.has_value() && once_more->structures == again->structures && once_more->errors == again->errors);
  }
  return 0;
}
