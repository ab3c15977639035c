// libFuzzer: pages of the World Bank API. A page that is taken is whole: without its last bracket it is refused.
#include "formats/worldbank/worldbank_reader.h"

#include "support.h"

using namespace atalaya;

namespace {

bool is_taken(std::string_view text) {
  auto reader = open_worldbank(text, "f");
  if (!reader) return false;
  Row row;
  auto more = (*reader)->next(row);
  while (more && *more) more = (*reader)->next(row);
  return more.has_value();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  auto reader = open_worldbank(text, "f");
  if (reader) {
    fuzz::check_rows(**reader);
  } else {
    fuzz::check_error(reader.error());
  }
  if (is_taken(text)) {
    const auto last = text.find_last_of(']');
    fuzz::require(last != std::string_view::npos && !is_taken(text.substr(0, last)));
    fuzz::require(!is_taken(std::string(text) + "]") && !is_taken(std::string(text) + std::string(text)));
  }
  return 0;
}
