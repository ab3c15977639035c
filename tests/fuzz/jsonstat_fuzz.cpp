// libFuzzer: JSON-stat into a sink and into a cube.
#include "data_checks.h"
#include "formats/jsonstat/jsonstat_reader.h"
#include "model/cube_sink.h"

using namespace atalaya;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  fuzz::CheckedSink sink;
  sink.check_end(read_jsonstat(text, "f", sink, {.statuses = 10}));
  CubeSink cube("f");
  if (const Status built = read_jsonstat(text, "f", cube); !built) fuzz::check_error(built.error());
  return 0;
}
