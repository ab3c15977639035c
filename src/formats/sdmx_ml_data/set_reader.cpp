// Data sets: their structure, and what their elements say.
#include <utility>

#include "base/text.h"
#include "formats/sdmx_ml_data/message_reader.h"

namespace atalaya {

namespace sdmx_ml {

void MessageReader::tell_header() {
  if (std::exchange(header_is_told_, true)) return;
  check(sink_.header(header_.header));
  for (const MessageNote& note : header_.notes) check(sink_.note(note));
}

const PayloadStructure* MessageReader::payload(std::string_view reference) {
  for (const PayloadStructure& structure : header_.structures) {
    if (structure.id == reference) return &structure;
  }
  // Some publishers' references miss their mark; with one structure there is no doubt.
  return header_.structures.size() == 1 ? &header_.structures.front() : nullptr;
}

// "urn:sdmx:org.sdmx.infomodel.keyfamily.KeyFamily=ECB:ECB_EXR1:compact" (2.0).
std::optional<sdmx::Reference> MessageReader::reference_in_namespace(const char* name, const char** attributes) const {
  std::string_view space = own_namespace(name, attributes);
  const std::string_view full = name;
  const std::string_view prefix = full.substr(0, std::min(full.find(':'), full.size()));
  for (const auto& [known, uri] : namespaces_) {
    if (space.empty() && known == prefix) space = uri;
  }
  const std::size_t at = space.find("KeyFamily=");
  if (at == std::string_view::npos) return std::nullopt;
  const auto parts = split(space.substr(at + 10), ':');
  if (parts.size() < 2) return std::nullopt;
  return sdmx::Reference{.kind = sdmx::Kind::DataStructure, .agency = std::string(parts[0]), .id = std::string(parts[1])};
}

void MessageReader::begin_set(const char* name, const char** attributes) {
  tell_header();
  if (stream_.failed()) return;
  push(State::DataSet);
  info_ = {};
  set_is_told_ = explicit_measures_ = false;
  index_.reset();
  teller_.reset();
  for (SlotCache* cache : {&set_cache_, &group_cache_, &series_cache_, &observation_cache_, &key_cache_, &attribute_cache_}) cache->clear();
  info_.provider = header_.provider;
  info_.action = action_of(header_.header.data_set_action).value_or(Action::Information);

  std::string_view structure_reference;
  for (const char** a = attributes; a[0] != nullptr; a += 2) {
    if (std::string_view(local_name(a[0])) == "structureRef") structure_reference = a[1];
  }
  const PayloadStructure* structure = payload(structure_reference);
  if (structure != nullptr) {
    info_.dimension_at_observation = structure->dimension_at_observation;
    explicit_measures_ = structure->explicit_measures;
    set_structure(structure->reference);
  } else if (!is_2_0_) {
    return fail(structure_reference.empty() ? "the data set has no structureRef" : "the header has no structure \"" + shorten(structure_reference, 80) + "\"");
  } else if (const auto reference = reference_in_namespace(name, attributes)) {
    set_structure(*reference);
  }
  if (is_cross_ && info_.structure) {
    info_.dimension_at_observation = "AllDimensions";
    group_.begin(info_.structure->dimensions.size());
    series_.begin(info_.structure->dimensions.size());
  }
  if (!stream_.failed()) read_set_attributes(attributes);
}

void MessageReader::set_structure(const sdmx::Reference& reference) {
  if (std::string fault = sdmx::fault_of(reference); !fault.empty()) return fail("the data set's structure cannot be: " + fault);
  auto structure = structures_.structure_of(reference);
  if (!structure) return stream_.fail(std::move(structure).error());
  info_.reference = reference;
  info_.structure = std::move(*structure);
  // In 2.0 it may be left out, and then other formats could not name the structure.
  if (info_.reference.agency.empty()) info_.reference.agency = info_.structure->agency;
  index_.emplace(*info_.structure);
  if (info_.dimension_at_observation.empty()) info_.dimension_at_observation = info_.structure->has_time() ? "TIME_PERIOD" : "AllDimensions";
  const Slot slot = index_->component(info_.dimension_at_observation);
  if (info_.dimension_at_observation != "AllDimensions" && slot.kind != Slot::Kind::Dimension && slot.kind != Slot::Kind::Time) {
    return fail("the dimension at the observation, \"" + info_.dimension_at_observation + "\", is not one of the structure");
  }
  set_.begin(info_.structure->dimensions.size());
  const auto here = stream_.position();
  set_.line = here.line;
  set_.column = here.column;
}

// Attributes of the standard are qualified in structure-specific messages, and not in generic ones; some publishers never qualify them. A component of
// the structure goes before.
void MessageReader::read_set_attributes(const char** attributes) {
  std::string_view provider, provider_agency = info_.provider.agency;
  for (; attributes[0] != nullptr; attributes += 2) {
    const char* const name = attributes[0];
    const std::string_view local = local_name(name);
    const std::string_view value = attributes[1];
    if (!is_generic_ && local.data() == name && index_) {
      if (const Slot slot = index_->component(local); slot.kind != Slot::Kind::Unknown) {
        add(set_, slot, local, value);
        continue;
      }
    }
    if (local == "action") {
      const auto action = action_of(value);
      if (!action) return fail("the action \"" + shorten(value, 40) + "\" is not known", "Append, Replace, Delete, Information or Merge");
      info_.action = *action;
    } else if (local == "setID" || local == "datasetID") {
      info_.set_id = value;
    } else if (local == "validFromDate") {
      info_.valid_from = value;
    } else if (local == "validToDate") {
      info_.valid_to = value;
    } else if (local == "reportingBeginDate") {
      info_.reporting_begin = value;
    } else if (local == "reportingEndDate") {
      info_.reporting_end = value;
    } else if (local == "publicationYear") {
      info_.publication_year = value;
    } else if (local == "publicationPeriod") {
      info_.publication_period = value;
    } else if (local == "dataProviderID") {
      provider = value;
    } else if (local == "dataProviderSchemeAgencyId") {
      provider_agency = value;
    } else if (local == "structureRef" || local == "dataScope" || local == "keyFamilyURI" || local == "dataProviderSchemeId" || local == "dataflowAgencyID" ||
               local == "dataflowID" || local == "type" || local == "xmlns") {
      continue;
    } else if (local.data() != name) {
      foreign(name);
    } else {
      return add(set_, {}, local, value);
    }
  }
  if (!provider.empty()) name_provider(provider, provider_agency);
}

void MessageReader::name_provider(std::string_view id, std::string_view agency) {
  info_.provider = {.kind = sdmx::Kind::DataProvider, .agency = std::string(agency), .id = provider_scheme, .version = {}, .item = std::string(id)};
  if (std::string fault = sdmx::fault_of(info_.provider); !fault.empty()) return fail("the data provider cannot be: " + fault);
  if (!agency.empty()) return;
  MessageNote note{.severity = "Warning"};
  note.text.set("en", "the data provider \"" + shorten(id, 60) + "\", of no agency, is left out");
  info_.provider = {};
  tell_header();
  check(sink_.note(note));
}

void MessageReader::tell_set() {
  if (std::exchange(set_is_told_, true)) return;
  if (!info_.structure) return fail("nothing says which structure the data set has", "in SDMX-ML 2.0 a KeyFamilyRef does");
  teller_.emplace(sink_, info_, explicit_measures_);
  check(sink_.begin_set(info_));
  if (stream_.failed() || !set_.has_attributes()) return;
  if (!is_cross_) return check(teller_->attributes(set_), &set_);
  // The others are of the observations inside.
  if (!set_.of_set.empty()) check(sink_.set_attributes(set_.of_set), &set_);
}

void MessageReader::begin_element(ElementValues& values, SlotCache& cache, const char** attributes, State state) {
  values.begin(info_.structure->dimensions.size());
  const auto here = stream_.position();
  values.line = here.line;
  values.column = here.column;
  push(state);
  if (state == State::Series) {
    teller_->begin_series();
    in_series_ = true;
  }
  if (is_generic_) {
    for (; attributes[0] != nullptr; attributes += 2) {
      const std::string_view name = attributes[0];
      if (state == State::Group && name == "type") {
        values.add({Slot::Kind::Type, 0}, attributes[1]);
      } else if (name.find(':') == std::string_view::npos && name != "xmlns") {
        return fail("the element has no attribute \"" + shorten(name, 80) + "\"");
      } else {
        foreign(attributes[0]);
      }
    }
    return;
  }
  collect(values, cache, attributes);
}

void MessageReader::begin_group(const char* name, const char** attributes, State state) {
  group_is_told_ = false;
  group_.is_set = state == State::Atts;
  begin_element(group_, group_cache_, attributes, state);
  if (is_2_0_ && !is_generic_) group_.add({Slot::Kind::Type, 0}, local_name(name));
}

void MessageReader::tell_group() {
  if (!std::exchange(group_is_told_, true)) check(teller_->group(group_), &group_);
}

void MessageReader::collect(ElementValues& values, SlotCache& cache, const char** attributes) {
  for (std::size_t i = 0; attributes[0] != nullptr; attributes += 2, ++i) {
    const char* const name = attributes[0];
    const Slot slot = cache.find(i, name, [&](std::string_view text) { return index_->attribute(text); });
    if (slot.kind == Slot::Kind::Foreign) foreign(name);
    add(values, slot, name, attributes[1]);
  }
}

bool MessageReader::takes_observations() const { return states_.back() == State::Series || (states_.back() == State::DataSet && info_.structure != nullptr); }

// As begin_element() and end() tell one that Expat tells.
void MessageReader::observation(std::span<const XmlAttribute> attributes) {
  tell_set();
  if (stream_.failed()) return;
  observation_.begin(info_.structure->dimensions.size());
  const auto here = stream_.position();
  observation_.line = here.line;
  observation_.column = here.column;
  for (std::size_t i = 0; i < attributes.size(); ++i) {
    const auto& [name, value] = attributes[i];
    const Slot slot = observation_cache_.find(i, name, [&](std::string_view text) { return index_->attribute(text); });
    if (slot.kind == Slot::Kind::Foreign) foreign(name);
    add(observation_, slot, name, value, {}, true);
  }
  if (!stream_.failed()) check(teller_->observation(observation_, in_series_ ? &series_ : nullptr), &observation_);
}

void MessageReader::add(ElementValues& values, Slot slot, std::string_view id, std::string_view text, std::string_view language, bool lives) {
  if (slot.kind == Slot::Kind::Unknown) {
    if (!info_.structure) return fail("\"" + shorten(id, 80) + "\" stands before anything says which structure the data set has");
    const DataStructure& s = *info_.structure;
    return fail("the structure " + s.agency + ":" + s.id + "(" + s.version + ") has no component \"" + shorten(id, 80) + "\"");
  }
  if (text.size() > limits_.value_bytes) return fail("a value is longer than " + std::to_string(limits_.value_bytes) + " bytes");
  if (!values.add(slot, text, language, lives)) fail("the dimension \"" + shorten(id, 80) + "\" is given twice");
}

// The element whose component's values these are.
ElementValues& MessageReader::owner() {
  for (auto state = states_.rbegin(); state != states_.rend(); ++state) {
    switch (*state) {
      case State::Observation: return observation_;
      case State::Series: return series_;
      case State::Group:
      case State::Atts: return group_;
      case State::DataSet: return set_;
      default: break;
    }
  }
  return set_;
}

}  // namespace sdmx_ml

Status read_sdmx_ml_data(std::string_view bytes, const std::string& file, const StructureSource& structures, DataSink& sink, const SdmxMlDataLimits& limits) {
  return sdmx_ml::MessageReader(bytes, file, structures, sink, limits).run();
}

}  // namespace atalaya
