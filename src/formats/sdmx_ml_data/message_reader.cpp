#include "formats/sdmx_ml_data/message_reader.h"

#include <utility>

#include "base/text.h"
#include "formats/sdmx_ml_data/annotations_xml.h"

namespace atalaya::sdmx_ml {

namespace {

bool is(const char* name, const char* other) { return std::strcmp(name, other) == 0; }

std::string quoted(std::string_view text) { return "\"" + shorten(text, 80) + "\""; }

/// An attribute of an element by its local name, or an empty text.
std::string_view attribute(const char* const* attributes, const char* name) {
  for (; attributes[0] != nullptr; attributes += 2) {
    if (is(local_name(attributes[0]), name)) return attributes[1];
  }
  return {};
}

}  // namespace

MessageReader::MessageReader(std::string_view bytes, const std::string& file, const StructureSource& structures, DataSink& sink, const SdmxMlDataLimits& limits)
    : stream_(bytes, file_, {.tag_bytes = limits.tag_bytes, .depth = limits.depth, .attributes = limits.attributes}),
      file_(file),
      structures_(structures),
      sink_(sink),
      limits_(limits),
      subtree_(stream_) {
  set_.is_set = true;
}

Status MessageReader::run() {
  TRY_STATUS(stream_.run(*this));
  return sink_.end();
}

void MessageReader::check(const Status& status, const ElementValues* element) {
  if (status) return;
  Error error = status.error();
  if (element != nullptr && error.place.line == 0 && error.place.file.empty()) error.place = {file_, element->line, element->column};
  stream_.fail(std::move(error));
}

void MessageReader::unexpected(const char* name, const char* where) { fail("the element " + quoted(local_name(name)) + " does not belong in " + where); }

// ---- Elements by the state that they open in

void MessageReader::start(const char* name, const char** attributes) {
  switch (states_.back()) {
    case State::Document: return start_root(name, attributes);
    case State::Message: return start_in_message(name, attributes);
    case State::Header:
    case State::Footer:
    case State::Provider: return subtree_.start(name, attributes);
    case State::Annotations: return start_in_annotations(name, attributes);
    case State::DataSet: return start_in_set(name, attributes);
    case State::Group: return start_in_group(name, attributes);
    case State::Series: return start_in_series(name, attributes);
    case State::Observation: return start_in_observation(name, attributes);
    case State::Atts:
      if (is(local_name(name), "Comp")) return start_in_comp(name, attributes);
      if (is(local_name(name), "Annotations")) return start_annotations(name, attributes);
      return unexpected(name, "Atts");
    case State::Comp:
    case State::CompValue:
    case State::CompText: return start_in_comp(name, attributes);
    case State::CompMarkup: return push(State::CompMarkup);
    case State::Key:
    case State::Attributes:
      if (is(local_name(name), "Value")) return start_value(attributes);
      return unexpected(name, "a list of values");
    case State::Leaf:
    case State::KeyFamily:
    case State::Time: return unexpected(name, "a value");
    case State::UtilityKey: return start_utility_value(name);
    case State::UtilityValue: return unexpected(name, "a value");
    case State::Section: return start_cross(name, attributes);
    case State::Skipped: return start_skipped(name, attributes);
  }
}

void MessageReader::start_root(const char* name, const char** attributes) {
  auto message = sdmx_ml_message(own_namespace(name, attributes), local_name(name));
  if (!message) return stream_.fail(std::move(message).error());
  message_ = std::move(*message);
  if (message_.kind != SdmxMlMessage::Kind::Data) return fail("the message is not one of data but " + quoted(message_.root));
  is_2_0_ = message_.version == "2.0";
  is_generic_ = message_.is_generic_data();
  is_utility_ = message_.root == "UtilityData";
  is_cross_ = message_.root == "CrossSectionalData";
  if (!is_2_0_ && message_.version != "2.1" && message_.version != "3.0" && message_.version != "3.1") {
    return fail("SDMX-ML " + message_.version + " is not read", "2.0, 2.1, 3.0 and 3.1 are");
  }
  if ((is_utility_ || is_cross_) && !is_2_0_) return fail(message_.root + " is a message of SDMX-ML 2.0 alone");
  for (; attributes[0] != nullptr; attributes += 2) {
    if (std::string_view(attributes[0]).starts_with("xmlns:")) namespaces_.emplace_back(attributes[0] + 6, attributes[1]);
  }
  if (!is_generic_ && !is_utility_ && !is_cross_) stream_.take_shortcut();
  push(State::Message);
}

void MessageReader::start_in_message(const char* name, const char** attributes) {
  const char* const local = local_name(name);
  if (is(local, "Header")) {
    if (header_is_told_) return fail("the header comes after the data, or twice");
    stream_.want_text(true);
    subtree_.start(name, attributes);
    return push(State::Header);
  }
  if (is(local, "DataSet")) return begin_set(name, attributes);
  if (is(local, "Footer")) {
    tell_header();
    stream_.want_text(true);
    subtree_.start(name, attributes);
    return push(State::Footer);
  }
  unexpected(name, "a data message");
}

void MessageReader::start_in_set(const char* name, const char** attributes) {
  const char* const local = local_name(name);
  if (is(local, "DataProvider")) {
    stream_.want_text(true);
    subtree_.start(name, attributes);
    return push(State::Provider);
  }
  if (is(local, "KeyFamilyRef") && is_2_0_) {
    text_.clear();
    stream_.want_text(true);
    return push(State::KeyFamily);
  }
  if (is(local, "Annotations")) return set_is_told_ ? skip("annotations of a data set behind its data") : start_annotations(name, attributes);
  tell_set();
  if (stream_.failed()) return;
  if (is_cross_) return start_cross(name, attributes);
  if (is(local, "Series")) return begin_element(series_, series_cache_, attributes, State::Series);
  if (is(local, "Obs")) return begin_element(observation_, observation_cache_, attributes, State::Observation);
  if (is(local, "Group")) return begin_group(name, attributes, State::Group);
  if (is(local, "Attributes") && is_generic_) {
    child_ = 0;
    set_.begin(info_.structure->dimensions.size());
    return push(State::Attributes);
  }
  if (is(local, "Atts") && !is_generic_) return begin_group(name, attributes, State::Atts);
  // In 2.0 the element of a group has its name.
  if (is_2_0_ && std::ranges::find(info_.structure->groups, local, &DimensionGroup::id) != info_.structure->groups.end()) {
    return begin_group(name, attributes, State::Group);
  }
  if (is(local, "Metadata")) return fail("reference metadata inside a data set is not read", "send it as a metadata message");
  unexpected(name, "a data set");
}

void MessageReader::start_in_group(const char* name, const char** attributes) {
  const char* const local = local_name(name);
  if (is_cross_) return start_cross(name, attributes);
  // It has no key of its own: what it says is said of each of its series.
  if (is_utility_ && is(local, "Annotations")) return skip("annotations of a group without a key");
  if (is_utility_ && is(local, "Series")) return begin_element(series_, series_cache_, attributes, State::Series);
  if (is(local, "Comp") && !is_generic_) return start_in_comp(name, attributes);
  if (is(local, "Annotations")) return start_annotations(name, attributes);
  if (is_generic_ && (is(local, "GroupKey") || is(local, "Attributes"))) {
    child_ = 0;
    return push(is(local, "GroupKey") ? State::Key : State::Attributes);
  }
  if (is_2_0_ && is(local, "Series")) {
    tell_group();
    return begin_element(series_, series_cache_, attributes, State::Series);
  }
  unexpected(name, "a group");
}

void MessageReader::start_in_series(const char* name, const char** attributes) {
  const char* const local = local_name(name);
  if (is(local, "Obs")) return begin_element(observation_, observation_cache_, attributes, State::Observation);
  if (is(local, "Annotations")) return start_annotations(name, attributes);
  if (is_utility_ && is(local, "Key")) return push(State::UtilityKey);
  if (is_generic_ && (is(local, "SeriesKey") || is(local, "Attributes"))) {
    child_ = 0;
    return push(is(local, "SeriesKey") ? State::Key : State::Attributes);
  }
  if (is(local, "Comp") && !is_generic_) return start_in_comp(name, attributes);
  unexpected(name, "a series");
}

void MessageReader::start_in_observation(const char* name, const char** attributes) {
  const char* const local = local_name(name);
  if (is(local, "Annotations")) return start_annotations(name, attributes);
  if (is_utility_) return start_utility_value(name);
  if (!is_generic_) {
    if (is(local, "Comp")) return start_in_comp(name, attributes);
    return unexpected(name, "an observation");
  }
  if (is(local, "ObsKey") || is(local, "Attributes")) {
    child_ = 0;
    return push(is(local, "ObsKey") ? State::Key : State::Attributes);
  }
  if (is(local, "ObsDimension")) {
    std::string_view id = attribute(attributes, "id");
    if (id.empty()) id = info_.dimension_at_observation;
    const Slot slot = index_->component(id);
    if (slot.kind != Slot::Kind::Dimension && slot.kind != Slot::Kind::Time)
      return fail("the observation dimension " + quoted(id) + " is not one of the structure");
    add(observation_, slot, id, attribute(attributes, "value"));
    return push(State::Leaf);
  }
  if (is(local, "ObsValue")) {
    std::string_view id = attribute(attributes, "id");
    if (id.empty()) id = info_.structure->measure().id;
    const Slot slot = index_->component(id);
    if (slot.kind != Slot::Kind::Measure) return fail("the structure has no measure " + quoted(id));
    add(observation_, slot, id, attribute(attributes, "value"));
    return push(State::Leaf);
  }
  if (is(local, "Time") && is_2_0_) {
    text_.clear();
    stream_.want_text(true);
    return push(State::Time);
  }
  unexpected(name, "an observation");
}

// <Comp id="TITLE"><Value><common:Text xml:lang="en">...</common:Text></Value></Comp>
void MessageReader::start_in_comp(const char* name, const char** attributes) {
  const char* const local = local_name(name);
  switch (states_.back()) {
    case State::Comp:
      if (is(local, "Annotations")) return skip("annotations of a component's values");
      if (!is(local, "Value")) return unexpected(name, "Comp");
      text_.clear();
      value_has_texts_ = false;
      stream_.want_text(true);
      return push(State::CompValue);
    case State::CompValue:
      if (is(local, "Text")) {
        const std::string_view language = attribute(attributes, "lang");
        language_ = language.empty() ? "en" : language;
        text_.clear();
        return push(State::CompText);
      }
      if (is(local, "StructuredText")) {
        const std::string_view language = attribute(attributes, "lang");
        language_ = language.empty() ? "en" : language;
        const std::string_view tag = stream_.tag();
        if (tag.empty()) return fail("structured text is read in UTF-8 alone");
        markup_begin_ = static_cast<std::size_t>(tag.data() - stream_.bytes().data()) + tag.size();
        stream_.want_text(false);
        return push(State::CompMarkup);
      }
      return unexpected(name, "a value");
    case State::CompText: return unexpected(name, "a text");
    default: break;
  }
  comp_id_ = attribute(attributes, "id");
  comp_ = index_->component(comp_id_);
  if (comp_.kind == Slot::Kind::Unknown || comp_.kind == Slot::Kind::Dimension || comp_.kind == Slot::Kind::Time) {
    return fail("the structure has no attribute or measure " + quoted(comp_id_));
  }
  push(State::Comp);
}

void MessageReader::start_value(const char** attributes) {
  // "id" and "value"; in 2.0 "concept" and "value".
  const char *id = "", *value = nullptr;
  for (const char** a = attributes; a[0] != nullptr; a += 2) {
    if (is(a[0], "id") || is(a[0], "concept")) {
      id = a[1];
    } else if (is(a[0], "value")) {
      value = a[1];
    } else if (std::strchr(a[0], ':') == nullptr) {
      return fail("a value has no attribute " + quoted(a[0]));
    } else {
      foreign(a[0]);
    }
  }
  if (value == nullptr) return fail("the value of " + quoted(id) + " has no text");
  const bool is_key = states_.back() == State::Key;
  const Slot slot = (is_key ? key_cache_ : attribute_cache_).find(child_, id, [&](std::string_view name) { return index_->component(name); });
  ++child_;
  if (slot.kind == Slot::Kind::Unknown) return add(set_, slot, id, value);
  const bool is_dimension = slot.kind == Slot::Kind::Dimension || slot.kind == Slot::Kind::Time;
  if (is_dimension != is_key || slot.kind == Slot::Kind::Measure) return fail(quoted(id) + (is_key ? " is not a dimension" : " is not an attribute"));
  add(owner(), slot, id, value);
  push(State::Leaf);
}

// ---- Ends

void MessageReader::end(const char*) {
  const State state = states_.back();
  switch (state) {
    case State::Header:
    case State::Footer:
    case State::Provider:
      if (!subtree_.end()) return;
      stream_.want_text(false);
      if (state == State::Footer) {
        for (const MessageNote& note : read_footer(subtree_.root())) check(sink_.note(note));
      } else if (state == State::Provider) {
        auto provider = read_reference(subtree_.root(), sdmx::Kind::DataProvider, file_);
        if (!provider) return stream_.fail(std::move(provider).error());
        info_.provider = std::move(*provider);
      } else {
        auto header = read_header(subtree_.root(), file_);
        if (!header) return stream_.fail(std::move(header).error());
        header_ = std::move(*header);
        tell_header();
      }
      break;
    case State::Annotations:
      if (!subtree_.end()) return;
      stream_.want_text(false);
      end_annotations();
      break;
    case State::KeyFamily:
      stream_.want_text(false);
      // The header may have named it already, with its agency.
      if (!info_.structure || info_.reference.id != trim(text_)) {
        set_structure({.kind = sdmx::Kind::DataStructure, .agency = info_.reference.agency, .id = std::string(trim(text_))});
      }
      break;
    case State::DataSet:
      tell_set();
      if (stream_.failed()) return;
      check(sink_.end_set());
      break;
    case State::Group:
      if (is_utility_ || is_cross_) {
        group_.begin(group_.key.size());
        break;
      }
      // In 2.0 they come after its series.
      group_is_told_ = group_is_told_ && group_.annotations.empty();
      tell_group();
      break;
    case State::Atts: check(teller_->attributes(group_), &group_); break;
    case State::Series:
      check(teller_->end_series(series_), &series_);
      in_series_ = false;
      break;
    case State::UtilityKey:
      if (states_[states_.size() - 3] == State::Group) series_.inherit(group_);
      break;
    case State::UtilityValue:
      stream_.want_text(false);
      add(owner(), comp_, comp_id_, trim(text_));
      break;
    case State::Section: series_.begin(series_.key.size()); break;
    case State::Observation:
      if (is_cross_) {
        tell_cross_observation();
        break;
      }
      check(teller_->observation(observation_, in_series_ ? &series_ : nullptr), &observation_);
      break;
    case State::Attributes:
      if (states_[states_.size() - 2] == State::DataSet) check(teller_->attributes(set_), &set_);
      break;
    case State::CompValue:
    case State::CompText:
    case State::CompMarkup: end_value(); break;
    case State::Time:
      stream_.want_text(false);
      add(observation_, {Slot::Kind::Time, 0}, "Time", trim(text_));
      break;
    case State::Document:
    case State::Message:
    case State::Comp:
    case State::Key:
    case State::Leaf:
    case State::Skipped: break;
  }
  states_.pop_back();
  if (states_.back() == State::Document) tell_header();
}

void MessageReader::end_value() {
  if (states_.back() == State::CompText) {
    value_has_texts_ = true;
    add(owner(), comp_, comp_id_, text_, language_);
    text_.clear();
  } else if (states_.back() == State::CompMarkup) {
    if (states_[states_.size() - 2] == State::CompMarkup) return;
    value_has_texts_ = true;
    const auto end = static_cast<std::size_t>(stream_.tag().data() - stream_.bytes().data());
    add(owner(), comp_, comp_id_, end > markup_begin_ ? stream_.bytes().substr(markup_begin_, end - markup_begin_) : std::string_view(), language_);
    stream_.want_text(true);
  } else {
    stream_.want_text(false);
    if (!value_has_texts_) add(owner(), comp_, comp_id_, trim(text_));
    if (value_has_texts_ && !trim(text_).empty()) fail("a value has text beside its texts");
  }
}

void MessageReader::text(std::string_view text) {
  switch (states_.back()) {
    case State::Header:
    case State::Footer:
    case State::Annotations:
    case State::Provider: return subtree_.text(text);
    case State::CompValue:
    case State::CompText:
    case State::KeyFamily:
    case State::UtilityValue:
    case State::Time:
      text_ += text;
      if (text_.size() > limits_.value_bytes) fail("a value is longer than " + std::to_string(limits_.value_bytes) + " bytes");
      return;
    default: return;
  }
}

// ---- Annotations

void MessageReader::start_annotations(const char* name, const char** attributes) {
  stream_.want_text(true);
  start_in_annotations(name, attributes);
  push(State::Annotations);
}

void MessageReader::start_in_annotations(const char* name, const char** attributes) {
  foreign(name);
  for (const char** a = attributes; a[0] != nullptr; a += 2) foreign(a[0]);
  subtree_.start(name, attributes);
}

void MessageReader::end_annotations() {
  const bool is_of_set = states_[states_.size() - 2] == State::DataSet;
  std::vector<sdmx::Annotation>& annotations = is_of_set ? info_.annotations : owner().annotations;
  if (!annotations.empty()) return fail("the annotations of an element stand twice");
  annotations = read_annotations(subtree_.root());
}

// ---- What is not data

void MessageReader::skip(const char* what) {
  push(State::Skipped);
  // Said once for each kind.
  if (!foreign_names_.insert(what).second) return;
  MessageNote note{.severity = "Warning"};
  note.text.set("en", std::string(what) + " are left out; the first at line " + std::to_string(stream_.position().line));
  tell_header();
  check(sink_.note(note));
}

void MessageReader::start_skipped(const char* name, const char** attributes) {
  foreign(name);
  for (; attributes[0] != nullptr; attributes += 2) foreign(attributes[0]);
  push(State::Skipped);
}

// Expat keeps every name that it has met.
void MessageReader::foreign(std::string_view name) {
  if (foreign_names_.contains(name)) return;
  foreign_names_.emplace(name);
  if (foreign_names_.size() > limits_.foreign_names) fail("there are more than " + std::to_string(limits_.foreign_names) + " names outside of the data");
}

}  // namespace atalaya::sdmx_ml
