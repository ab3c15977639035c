// libFuzzer: data messages of SDMX-ML. What is read is written in another form and read again; a message in UTF-16, for which there is no shortcut past Expat,
// says the same.
#include <algorithm>

#include "../unit/data_content.h"
#include "../unit/data_journal.h"
#include "formats/sdmx_ml_data/message_kind.h"
#include "formats/sdmx_ml_data/sdmx_ml_data_reader.h"
#include "formats/sdmx_ml_data/sdmx_ml_data_writer.h"
#include "support.h"

using namespace atalaya;

namespace {

const testing::OneStructure& structures() {
  static const testing::OneStructure known = [] {
    auto one_measure = testing::made_structure();
    one_measure->measures.pop_back();
    one_measure->id = "ONE";
    one_measure->cross_sectional_measures = {{"STOCKS", 1, "PER"}, {"FLOWS", 1, "CHL"}};
    return testing::OneStructure(testing::made_structure(), one_measure);
  }();
  return known;
}

constexpr SdmxMlDataLimits limits{.tag_bytes = 4096, .value_bytes = 1024, .depth = 16, .attributes = 64, .foreign_names = 64};

std::string outcome(std::string_view text) {
  testing::Journal journal(true);
  const auto status = read_sdmx_ml_data(text, "f", structures(), journal, limits);
  if (status) return journal.lines;
  fuzz::check_error(status.error());
  return journal.lines + status.error().to_string();
}

void check_wide(std::string text) {
  if (text.empty()) return;  // A mark alone is more than nothing.
  // A carriage return alone ends a line for Expat, which gives the places in UTF-16; here a line ends with a line feed.
  std::ranges::replace(text, '\r', ' ');
  const std::string expected = outcome(text);
  // Beside a zero byte Expat may take the text itself for UTF-16 (XML 1.0, appendix F.1).
  if (std::ranges::any_of(text, [](char c) { return c == '\0' || static_cast<unsigned char>(c) >= 0x80; })) return;
  if (text.find("encoding") != std::string::npos || expected.find("longer than") != std::string::npos || text.find("StructuredText") != std::string::npos)
    return;
  std::string wide = "\xFF\xFE";
  for (const char c : text) wide += {c, '\0'};
  const std::string other = outcome(wide);
  // These faults are placed otherwise, and what is longer in two bytes may go beyond a limit.
  for (const char* fault : {"not well-formed", "document type declaration"}) {
    if (other.find(fault) != std::string::npos && expected.find(fault) != std::string::npos) return;
  }
  if (other.find("longer than") != std::string::npos) return;
  fuzz::require(other == expected);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text = fuzz::text_of(data + 1, size - 1);
  if (const auto kind = peek_sdmx_ml(text, "f"); !kind) fuzz::check_error(kind.error());
  (void)outcome(text);
  check_wide(std::string(text));

  testing::DataContent first;
  StringSink out;
  const auto format = static_cast<SdmxMlDataFormat>(data[0] % 6);
  constexpr const char* dimensions[] = {"", "TIME_PERIOD", "AllDimensions", "AREA"};
  const auto writer = sdmx_ml_data_writer(out, {.format = format, .dimension_at_observation = dimensions[data[0] / 6 % 4]});
  if (!read_sdmx_ml_data(text, "f", structures(), first, limits)) return 0;
  if (const auto written = read_sdmx_ml_data(text, "f", structures(), *writer, limits); !written) {
    fuzz::check_error(written.error());
    return 0;
  }
  testing::DataContent second;
  const auto read = read_sdmx_ml_data(out.text, "f", structures(), second);
  if (!read) fuzz::check_error(read.error());
  fuzz::require(read.has_value());
  fuzz::require(second.observations == first.observations);
  return 0;
}
