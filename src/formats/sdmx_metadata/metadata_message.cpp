#include "formats/sdmx_metadata/metadata_message.h"

#include <algorithm>

#include "base/text.h"

namespace atalaya {

namespace {

using sdmx::Kind;

void note(LeftOutTexts* left_out, const std::string& of, std::string_view what) {
  if (left_out != nullptr) left_out->push_back(of + ": " + std::string(what));
}

std::string agency_of(const sdmx::MetadataSet& set, const MessageHeader& header) {
  for (const std::string* agency :
       {&set.agency, &set.provider.item, &set.structure.agency, &set.metadataflow.agency, &set.provision_agreement.agency, &header.sender.id}) {
    if (!agency->empty()) return *agency;
  }
  return {};
}

/// What only a set of SDMX 2.1 has.
void leave_out(sdmx::MetadataSet& set, LeftOutTexts* left_out) {
  if (!set.report.empty()) note(left_out, set.id, "the report " + set.report + " and its target " + set.target_id + " by their ids");
  for (const sdmx::TargetValue& value : set.target_values) {
    if (!value.key_values.empty()) note(left_out, set.id, "the key of the target value " + value.id);
    if (!value.report_period.empty()) note(left_out, set.id, "the report period " + value.report_period);
    if (!value.data_set_id.empty()) note(left_out, set.id, "the data set " + value.data_set_id + " as a target");
    if (!value.object.empty() && value.data_set_id.empty()) set.targets.push_back(value.object);
  }
  if (!set.set_id.empty() && set.set_id != set.id) note(left_out, set.id, "its setID " + set.set_id);
  if (!set.provider.empty() && set.provider.item != set.agency) note(left_out, set.id, "its provider " + set.provider.urn());
  set.report.clear();
  set.target_id.clear();
  set.target_values.clear();
  set.set_id.clear();
  set.provider = {};
}

}  // namespace

Result<std::vector<sdmx::MetadataSet>> sets_of_sdmx3(const MetadataMessage& message, LeftOutTexts* left_out, bool names_are_said) {
  std::vector<sdmx::MetadataSet> out = message.sets;
  const auto taken = [&](std::size_t before, const sdmx::MetadataSet& set) {
    return std::any_of(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(before),
                       [&](const sdmx::MetadataSet& other) { return other.id == set.id && other.agency == set.agency && other.version == set.version; });
  };
  for (std::size_t i = 0; i < out.size(); ++i) {
    sdmx::MetadataSet& set = out[i];
    const bool has_id = !set.id.empty();
    const bool made_up = !has_id && set.set_id.empty() && set.report.empty();
    if (!has_id) set.id = !set.set_id.empty() ? set.set_id : (!set.report.empty() ? set.report : "METADATASET");
    set.agency = agency_of(set, message.header);
    if (set.agency.empty()) return fail(ErrorKind::Input, "the metadata set " + set.id + " has no agency, and nothing says whose it is");
    const std::string id = set.id;
    for (std::size_t n = 2; !has_id && taken(i, set); ++n) set.id = id + "_" + std::to_string(n);
    if (made_up) {
      note(left_out, set.id, "that it has no id: one is made up");
      if (set.version.empty()) set.version = "1.0";
    }
    if (set.name.empty()) {
      if (names_are_said) note(left_out, set.id, "that it has no name: its id stands for one");
      set.name.set("en", set.id);
    }
    if (set.metadataflow.empty() && set.provision_agreement.empty() && !set.structure.empty()) {
      note(left_out, set.id, "its metadata structure, whose name is given to the metadataflow");
      set.metadataflow = set.structure;
      set.metadataflow.kind = Kind::Metadataflow;
    } else if (!set.structure.empty()) {
      note(left_out, set.id, "its metadata structure " + set.structure.short_text());
    }
    set.structure = {};
    leave_out(set, left_out);
    if (set.targets.empty() && !set.attributes.empty()) {
      const sdmx::Reference& flow = set.metadataflow.empty() ? set.provision_agreement : set.metadataflow;
      if (!flow.empty()) {
        note(left_out, set.id, "that it names no target: its flow stands for one");
        set.targets.push_back(flow);
      }
    }
  }
  return out;
}

std::vector<sdmx::ReportedAttribute> instances_of(const sdmx::ReportedAttribute& attribute) {
  std::vector<sdmx::ReportedAttribute> out = {attribute};
  if (attribute.values.size() < 2) return out;
  out.front().values.resize(1);
  for (std::size_t i = 1; i < attribute.values.size(); ++i) {
    sdmx::ReportedAttribute& next = out.emplace_back();
    next.id = attribute.id;
    next.values = {attribute.values[i]};
  }
  return out;
}

void append_reported(std::vector<sdmx::ReportedAttribute>& siblings, sdmx::ReportedAttribute next) {
  const auto plain = [](const sdmx::ReportedAttribute& a) { return !a.values.empty() && a.text.empty() && a.structured_text.empty() && a.attributes.empty(); };
  if (!siblings.empty() && siblings.back().id == next.id && plain(siblings.back()) && plain(next) && next.annotations.empty()) {
    for (std::string& value : next.values) siblings.back().values.push_back(std::move(value));
  } else {
    siblings.push_back(std::move(next));
  }
}

bool looks_structured(std::string_view text) {
  const std::string_view inner = trim(text);
  return inner.starts_with('<') && inner.ends_with('>') && as_markup(inner).has_value();
}

void set_reported_texts(sdmx::ReportedAttribute& attribute, LocalText texts, bool known) {
  LocalText structured;
  for (const auto& [language, text] : texts.all()) {
    auto markup = known || looks_structured(text) ? as_markup(text) : std::nullopt;
    if (!markup) {
      attribute.text = std::move(texts);
      return;
    }
    structured.set(language, std::move(*markup));
  }
  attribute.structured_text = std::move(structured);
}

}  // namespace atalaya
