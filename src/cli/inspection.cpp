#include "cli/inspection.h"

#include <algorithm>

#include "base/files.h"
#include "formats/document_messages.h"
#include "formats/validation/structure_check.h"
#include "formats/validation/validating_sink.h"
#include "model/resolve.h"
#include "model/sdmx/references.h"

namespace atalaya::cli {

namespace {

/// Counts what the check lets through.
class FactSink final : public DataSink {
 public:
  explicit FactSink(Inspection& out) : out_(out) {}
  void set_check(const ValidatingSink* check) { check_ = check; }

  Status header(const MessageHeader& header) override {
    out_.header = header;
    return {};
  }
  Status begin_set(const DataSetInfo& info) override {
    constexpr std::size_t most = 1000;  // a message with more is not listed further
    if (out_.data_sets.size() < most) out_.data_sets.emplace_back();
    DataSetFacts& facts = out_.data_sets.back();
    facts.reference = info.reference;
    facts.action = info.action;
    facts.layout = info.dimension_at_observation;
    facts.set_id = info.set_id;
    first_.reset();
    last_.reset();
    return {};
  }
  Status series(SeriesKey, std::span<const Value>) override { return {}; }
  Status observation(const DataObservation& observation) override {
    DataSetFacts& facts = out_.data_sets.back();
    ++facts.observations;
    const bool has_value = std::ranges::any_of(observation.measures, [](const Value& value) { return !value.text.empty() && value.text != "NaN"; });
    if (!has_value) ++facts.missing;
    if (observation.period.empty() || observation.period == period_) return {};
    period_ = observation.period;
    const auto time = read_time(period_);
    if (!time || !time->span) return {};
    if (!first_ || time->span->first < *first_) {
      first_ = time->span->first;
      facts.first_period = period_;
    }
    if (!last_ || time->span->end > *last_) {
      last_ = time->span->end;
      facts.last_period = period_;
    }
    return {};
  }
  Status end_set() override {
    out_.data_sets.back().series += check_->series_count();
    period_.clear();
    return {};
  }
  Status refused(const Error&) override { return {}; }
  Status note(const MessageNote& note) override {
    out_.notes.push_back((note.code.empty() ? "" : note.severity + (note.severity.empty() ? "" : " ") + note.code + ": ") + note.text.in("en"));
    return {};
  }

 private:
  Inspection& out_;
  const ValidatingSink* check_ = nullptr;
  std::string period_;
  std::optional<std::int64_t> first_, last_;
};

void add_error(Inspection& out, const Error& error) {
  Place place = error.place;
  if (place.file.empty()) place.file = out.file;
  out.findings.add({.kind = FindingKind::Message, .what = error.what, .place = std::move(place), .hint = error.hint});
}

void add_told(Inspection& out, const std::vector<MessageNote>& notes, const std::vector<Error>& faults) {
  for (const Error& fault : faults) add_error(out, fault);
  for (const MessageNote& note : notes) out.notes.push_back((note.code.empty() ? "" : note.code + ": ") + note.text.in("en"));
}

void inspect_data(std::string_view bytes, const sdmx::Structures& structures, Inspection& out) {
  const ResolvedStructures source(structures);
  FactSink facts(out);
  ValidatingSink check(out.findings, {.file = out.file, .artefacts = &structures}, &facts);
  facts.set_check(&check);
  const Status read = read_data_message(bytes, out.file, source, check, {.shown_structures = true});
  const bool is_table = out.format->name.starts_with("sdmx-csv-");
  for (const DataSetFacts& set : out.data_sets) {
    // What the columns show of a structure is enough to count by, and no more.
    if (const auto known = source.structure_of(set.reference); is_table && !known && out.unchecked.empty()) out.unchecked = known.error().what;
    std::string name = std::string(sdmx::info(set.reference.kind).class_name) + " " + set.reference.short_text();
    if (!set.reference.empty() && std::ranges::find(out.references, name) == out.references.end()) out.references.push_back(std::move(name));
  }
  if (read) return;
  if (read.error().kind == ErrorKind::NotFound) {
    out.unchecked = read.error().what;
  } else {
    add_error(out, read.error());
  }
}

std::size_t items_in(const sdmx::Artefact& artefact) {
  using namespace sdmx;
  if (const auto* list = std::get_if<Codelist>(&artefact)) return list->codes.size();
  if (const auto* list = std::get_if<GeographicCodelist>(&artefact)) return list->codes.size();
  if (const auto* list = std::get_if<GeoGridCodelist>(&artefact)) return list->codes.size();
  if (const auto* list = std::get_if<ValueList>(&artefact)) return list->items.size();
  if (const auto* scheme = std::get_if<ConceptScheme>(&artefact)) return scheme->concepts.size();
  if (const auto* scheme = std::get_if<CategoryScheme>(&artefact)) return scheme->categories.size();
  if (const auto* structure = std::get_if<sdmx::DataStructure>(&artefact)) {
    return structure->dimensions.size() + (structure->time_dimension ? 1 : 0) + structure->measures.size() + structure->attributes.size();
  }
  return 0;
}

void inspect_structures(std::string_view bytes, Inspection& out) {
  auto read = read_structure_message(bytes, out.file);
  if (!read) return add_error(out, read.error());
  out.header = std::move(read->header);
  add_told(out, read->notes, read->faults);
  read->structures.for_each([&](const sdmx::Artefact& artefact) {
    const sdmx::Reference reference = sdmx::reference_of(artefact);
    out.artefacts.emplace_back(std::string(sdmx::info(reference.kind).class_name) + " " + reference.short_text(), items_in(artefact));
    for (const sdmx::Reference& to : sdmx::referenced_artefacts(artefact)) {
      if (read->structures.find(to) != nullptr) continue;
      std::string name = std::string(sdmx::info(to.kind).class_name) + " " + to.short_text();
      if (std::ranges::find(out.references, name) == out.references.end()) out.references.push_back(std::move(name));
    }
  });
  PlaceFinder places(bytes, out.file);
  check_structures(read->structures, out.findings, &places);
}

void inspect_metadata(std::string_view bytes, const sdmx::Structures& structures, Inspection& out) {
  auto read = read_metadata_message(bytes, out.file, &structures);
  if (!read) return add_error(out, read.error());
  out.header = std::move(read->header);
  add_told(out, read->notes, read->faults);
  for (const sdmx::MetadataSet& set : read->sets) {
    const sdmx::Reference reference = set.reference(sdmx::Kind::MetadataSet);
    out.artefacts.emplace_back("MetadataSet " + reference.short_text(), set.attributes.size());
    for (const sdmx::Reference& to : set.targets) {
      std::string name = std::string(sdmx::info(to.kind).class_name) + " " + to.short_text() + (to.item.empty() ? "" : "." + to.item);
      if (std::ranges::find(out.references, name) == out.references.end()) out.references.push_back(std::move(name));
    }
  }
}

Inspection inspect_message(std::string_view bytes, const std::string& name, const sdmx::Structures& structures, std::size_t max_errors) {
  Inspection out{.file = name, .findings = Findings(max_errors)};
  const MessageGuess guess = guess_message(bytes);
  out.format = guess.format;
  out.detail = guess.detail;
  if (guess.format == nullptr) {
    Place place = guess.place;
    place.file = name;
    add_error(out, {.kind = ErrorKind::Input, .what = "this is no message that is read: " + guess.detail, .place = place});
    return out;
  }
  switch (guess.format->kind) {
    case MessageKind::Data: inspect_data(bytes, structures, out); break;
    case MessageKind::Structure: inspect_structures(bytes, out); break;
    case MessageKind::Metadata: inspect_metadata(bytes, structures, out); break;
  }
  out.findings.sort();
  return out;
}

}  // namespace

Result<std::vector<Inspection>> inspect_file(const std::string& path, const sdmx::Structures& structures, std::size_t max_errors) {
  std::vector<Inspection> out;
  for (const MessageFile& message : TRY(open_messages(path))) out.push_back(inspect_message(message.file.bytes(), message.name, structures, max_errors));
  return out;
}

}  // namespace atalaya::cli
