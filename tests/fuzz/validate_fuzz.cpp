// libFuzzer: a structure message, a line "====", and a data message that is held against it.
#include "formats/document_messages.h"
#include "formats/validation/structure_check.h"
#include "formats/validation/validating_sink.h"
#include "model/resolve.h"
#include "support.h"

using namespace atalaya;

namespace {

/// What comes through is in order, and nothing that was left out.
struct Counted final : DataSink {
  bool in_set = false, in_series = false;
  Status begin_set(const DataSetInfo& info) override {
    fuzz::require(!in_set && info.structure != nullptr);
    in_set = true;
    in_series = false;
    return {};
  }
  Status series(SeriesKey, std::span<const Value>) override {
    fuzz::require(in_set);
    in_series = true;
    return {};
  }
  Status observation(const DataObservation&) override {
    fuzz::require(in_series);
    return {};
  }
  Status end_set() override {
    fuzz::require(in_set);
    in_set = false;
    return {};
  }
};

void check(const Findings& findings) {
  fuzz::require(findings.kept().size() <= findings.errors() + findings.notes());
  for (const Finding& finding : findings.kept()) fuzz::require(!finding.what.empty() && is_utf8(finding.to_string()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  constexpr std::string_view separator = "\n====\n";
  const auto at = text.find(separator);
  const auto structures = read_structure_message(text.substr(0, at), "s");
  if (!structures) {
    fuzz::check_error(structures.error());
    return 0;
  }
  Findings of_structures(20);
  PlaceFinder places(text.substr(0, at), "s");
  check_structures(structures->structures, of_structures, &places);
  check(of_structures);
  if (at == std::string_view::npos) return 0;
  for (const bool leave_out : {false, true}) {
    const ResolvedStructures source(structures->structures);
    Findings findings(20);
    Counted counted;
    ValidatingSink sink(findings, {.file = "d", .artefacts = &structures->structures, .leave_out = leave_out, .remembered = 1000}, &counted);
    if (const auto read = read_data_message(text.substr(at + separator.size()), "d", source, sink); !read) fuzz::check_error(read.error());
    findings.sort();
    check(findings);
  }
  return 0;
}
