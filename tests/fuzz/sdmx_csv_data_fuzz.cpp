// libFuzzer: SDMX-CSV data messages into a sink, into a cube, and written again. The first byte chooses how.
#include "data_checks.h"
#include "formats/sdmx_csv/sdmx_csv_data_reader.h"
#include "formats/sdmx_csv/sdmx_csv_data_writer.h"
#include "model/cube_sink.h"

using namespace atalaya;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text = fuzz::text_of(data + 1, size - 1);
  static const fuzz::SmallStructure structures;
  SdmxCsvReadOptions options{.refuse_other_columns = (data[0] & 1U) != 0};
  if ((data[0] & 2U) != 0) options.limits = {.record_bytes = 100, .columns = 12, .file_bytes = 1000};
  fuzz::CheckedSink sink;
  const Status read = read_sdmx_csv(text, "f", structures, sink, options);
  sink.check_end(read);
  SdmxCsvReadOptions shown = options;
  shown.shown_structures = true;
  fuzz::CheckedSink of_shown;
  of_shown.check_end(read_sdmx_csv(text, "f", structures, of_shown, shown));
  CubeSink cube("f");
  if (const Status built = read_sdmx_csv(text, "f", structures, cube, options); !built) fuzz::check_error(built.error());

  SdmxCsvWriteOptions form{.version = static_cast<SdmxCsvWriteOptions::Version>(data[0] / 4 % 3),
                           .labels = static_cast<SdmxCsvWriteOptions::Labels>(data[0] / 16 % 3),
                           .delimiter = (data[0] & 128U) != 0 ? ';' : ','};
  StringSink out;
  SdmxCsvWriter writer(out, form);
  if (const Status written = read_sdmx_csv(text, "f", structures, writer, options); !written) {
    fuzz::check_error(written.error());
    return 0;
  }
  // What was written is a message of as many observations at least: bare lines of series and groups may be more.
  if (out.text.empty()) return 0;
  fuzz::CheckedSink again;
  const Status reread = read_sdmx_csv(out.text, "f", structures, again);
  again.check_end(reread);
  return 0;
}
