// libFuzzer: structure messages of SDMX-ML.
#include "formats/sdmx_ml/structures_xml.h"
#include "support.h"

using namespace atalaya;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto message = read_structures_xml(fuzz::text_of(data, size), "f");
  if (!message) {
    fuzz::check_error(message.error());
    return 0;
  }
  for (const Error& fault : message->faults) fuzz::check_error(fault);
  // What was read and is written in either version is a message again, and that reads the same once more.
  for (const auto version : {SdmxMlVersion::V2_1, SdmxMlVersion::V3_0}) {
    const auto first = read_structures_xml(write_structures_xml(message->header, message->structures, {.version = version}, message->notes), "g");
    fuzz::require(first.has_value());
    const auto second = read_structures_xml(write_structures_xml(first->header, first->structures, {.version = version}, first->notes), "h");
    fuzz::require(second.has_value() && second->structures == first->structures);
  }
  return 0;
}
