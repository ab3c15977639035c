#include "agenda/artefacts.h"

namespace atalaya::artefacts {

using sdmx::Kind;
using sdmx::Reference;
using sdmx::ReportedAttribute;

namespace {

const char* kind_text(IndicatorKind kind) {
  switch (kind) {
    case IndicatorKind::Statistic: return "statistic";
    case IndicatorKind::Evidence: return "evidence";
    case IndicatorKind::Instrument: return "instrument";
    case IndicatorKind::Platform: return "platform";
  }
  return "";
}

const char* direction_text(Direction direction) {
  switch (direction) {
    case Direction::Up: return "up";
    case Direction::Down: return "down";
    case Direction::None: return "none";
  }
  return "";
}

void report(std::vector<ReportedAttribute>& to, const char* id, const std::string& value) {
  if (value.empty()) return;
  ReportedAttribute& attribute = to.emplace_back();
  attribute.id = id;
  attribute.values.push_back(value);
}

void report(std::vector<ReportedAttribute>& to, const char* id, const LocalText& text) {
  if (text.empty()) return;
  ReportedAttribute& attribute = to.emplace_back();
  attribute.id = id;
  attribute.text = text;
}

}  // namespace

void add_indicator_metadata(sdmx::Structures& structures, const Agenda& agenda) {
  const auto* agreement = structures.get<sdmx::MetadataProvisionAgreement>({Kind::MetadataProvisionAgreement, agenda.agency, "MPA_INDICATOR", "*", {}});
  if (agreement == nullptr) return;
  const Reference reported_by = agreement->reference(Kind::MetadataProvisionAgreement);
  const Reference flow = agreement->metadataflow;
  const DataStructure& structure = *agenda.structure;
  const CodeList* list = structure.code_list(structure.dimensions[structure.position("INDICATOR")].code_list);
  if (list == nullptr) return;
  for (const Indicator& indicator : agenda.indicators) {
    sdmx::MetadataSet set;
    set.agency = agenda.agency;
    set.id = "MDS_" + indicator.id;
    set.version = agenda.dataflow.version;
    set.name = indicator.name;
    set.metadataflow = flow;
    set.provision_agreement = reported_by;
    set.targets.push_back({Kind::Code, list->agency.empty() ? structure.agency : list->agency, list->id, list->version, indicator.id});
    report(set.attributes, "DEFINITION", indicator.definition);
    report(set.attributes, "NOTE", indicator.note);
    if (indicator.goal != 0) report(set.attributes, "GOAL", std::to_string(indicator.goal));
    report(set.attributes, "KIND", kind_text(indicator.kind));
    report(set.attributes, "DIRECTION", direction_text(indicator.direction));
    ReportedAttribute& origin = set.attributes.emplace_back();
    origin.id = "ORIGIN";
    const Source* source = agenda.find_source(indicator.source);
    report(origin.attributes, "SOURCE_CODE", indicator.source_code);
    report(origin.attributes, "ADDRESS", !indicator.address.empty() || source == nullptr ? indicator.address : source->address);
    report(origin.attributes, "LICENCE", !indicator.licence.empty() || source == nullptr ? indicator.licence : source->licence.id);
    (void)structures.add(std::move(set));
  }
}

}  // namespace atalaya::artefacts
