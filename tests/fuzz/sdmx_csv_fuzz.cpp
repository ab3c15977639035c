// libFuzzer: data messages of any format on their way into the workshop, by the mapping that a message of the pack's own dataflow is for itself.
#include <cmath>

#include "formats/messages.h"
#include "support.h"
#include "workshop/message_rows.h"
#include "workshop/withdrawals.h"

using namespace atalaya;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  static const AreaMatcher areas(fuzz::tiny_agenda());
  static const Mapping mapping = sdmx_mapping(fuzz::tiny_agenda(), RowFormat::Sdmx);
  const LoadingStructures structures(fuzz::tiny_agenda(), {}, fuzz::tiny_agenda().structure);
  RowMapper mapper(fuzz::tiny_agenda(), areas, mapping, "f");
  MessageRows rows(fuzz::tiny_agenda(), mapping, mapper, {});
  if (const auto read = read_data_message(text, "f", structures, rows); !read) {
    fuzz::check_error(read.error());
    return 0;
  }
  StagedObservations& staged = mapper.staged();
  fuzz::require(staged.size() + mapper.rejected().size() + mapper.missing() + staged.removals.size() == rows.rows());
  for (std::size_t i = 0; i < staged.size(); ++i) {
    fuzz::require(std::isfinite(staged.value[i]) && staged.series[i] < staged.series_keys.size() && staged.attribute_set[i] < staged.attribute_sets.size());
    const auto parts = split(staged.series_keys[staged.series[i]], '.');
    fuzz::require(parts.size() == 4 && parts[0].size() == 1 && parts[0][0] == to_code(staged.period[i].frequency()));
  }
  for (const std::string& pattern : staged.patterns) fuzz::require(split(pattern, '.').size() == 4);
  for (const RejectedRow& rejected : mapper.rejected()) fuzz::require(!rejected.reason.empty() && is_utf8(rejected.reason) && is_utf8(rejected.content));
  const std::size_t before = staged.size();
  fuzz::require(drop_removed(staged) + staged.size() == before);
  (void)closings(staged, {{"A.ARG.USERS._T", 0}, {"Q.BRA.SITES._T", 1}});
  return 0;
}
