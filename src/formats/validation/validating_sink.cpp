#include "formats/validation/validating_sink.h"

#include <algorithm>
#include <utility>

#include "model/sdmx/version.h"
#include "model/time_period.h"

namespace atalaya {

namespace {

constexpr auto npos = DataStructure::npos;
constexpr char separator = '\x1f';
constexpr std::size_t most_periods = 1'000'000;       // distinct texts that are remembered
constexpr std::uint32_t other_period = 0x8000'0000U;  // numbers of texts that are no period of the cube's

std::uint64_t hash_of(std::string_view text, std::string_view language) {
  std::uint64_t hash = std::hash<std::string_view>{}(text);
  hash ^= std::hash<std::string_view>{}(language)*0x9e3779b97f4a7c15ULL;
  return hash == 0 ? 1 : hash;
}

std::string shown_key(SeriesKey key) {
  std::string out;
  for (std::size_t d = 0; d < key.size(); ++d) {
    if (d != 0) out += '.';
    out += key[d].data() == nullptr ? std::string_view("*") : key[d];
  }
  return out;
}

/// Constraints on what a set may have, attached to its structure, its flow or its agreement.
std::vector<const sdmx::DataConstraint*> constraints_of(const sdmx::Structures& artefacts, const sdmx::Reference& reference) {
  std::vector<sdmx::Reference> chain;  // the agreement, the flow, the structure
  sdmx::Reference at = reference;
  for (int step = 0; step < 3; ++step) {
    const sdmx::Artefact* found = artefacts.find(at);
    if (found == nullptr) break;
    chain.push_back(sdmx::reference_of(*found));
    if (const auto* agreement = std::get_if<sdmx::ProvisionAgreement>(found)) {
      at = agreement->dataflow;
    } else if (const auto* flow = std::get_if<sdmx::Dataflow>(found)) {
      at = flow->structure;
    } else {
      break;
    }
  }
  if (chain.empty()) chain.push_back(reference);
  std::vector<const sdmx::DataConstraint*> out;
  for (const sdmx::Artefact& artefact : artefacts.of(sdmx::Kind::DataConstraint)) {
    const auto& constraint = std::get<sdmx::DataConstraint>(artefact);
    if (constraint.role != sdmx::DataConstraint::Role::Allowed || constraint.is_attachment) continue;
    const bool applies = std::ranges::any_of(constraint.attachments, [&](const sdmx::Reference& to) {
      return std::ranges::any_of(chain, [&](const sdmx::Reference& r) {
        return r.kind == to.kind && r.agency == to.agency && r.id == to.id && (r.version == to.version || sdmx::matches_version(to.version, r.version));
      });
    });
    if (applies) out.push_back(&constraint);
  }
  return out;
}

/// The dimension that says how often there are observations: by its id, or by the concept that it is.
std::size_t frequency_dimension(const DataStructure& structure) {
  for (std::size_t d = 0; d < structure.dimensions.size(); ++d) {
    const Component& dimension = structure.dimensions[d];
    if (dimension.id == "FREQ" || dimension.concept_identity.item == "FREQ") return d;
  }
  return npos;
}

}  // namespace

/// The checks of one structure with its constraints.
struct ValidatingSink::Compiled {
  std::shared_ptr<const DataStructure> structure;
  sdmx::Reference reference;
  std::vector<ValueCheck> dimensions, attributes, measures;
  std::optional<ValueCheck> time;
  std::vector<ConstraintCheck> constraints;
  bool constraints_look_at_observations = false;
  std::size_t frequency = npos;
  std::vector<std::size_t> of_series;    // attributes of series level
  std::vector<std::size_t> series_slot;  // by attribute: its place among them
  std::vector<std::size_t> required_of_observation;
  std::vector<std::size_t> required_measures;
};

ValidatingSink::ValidatingSink(Findings& findings, ValidationOptions options, DataSink* next)
    : findings_(findings), options_(std::move(options)), next_(next), seen_(options_.remembered) {}

ValidatingSink::~ValidatingSink() = default;

void ValidatingSink::add(FindingKind kind, std::string what, std::string hint, std::string_view period, std::size_t line, std::size_t column) {
  findings_.add_if_room([&] {
    std::string subject = shorten(replace_invalid_utf8(key_), 200);
    if (!period.empty()) subject.append(subject.empty() ? "" : " ").append(shorten(replace_invalid_utf8(period), 40));
    return Finding{.kind = kind,
                   .what = std::move(what),
                   .subject = std::move(subject),
                   .place = {.file = options_.file, .line = line, .column = column},
                   .hint = std::move(hint)};
  });
}

void ValidatingSink::add(ValueCheck::Fault fault, std::string_view period, std::size_t line, std::size_t column) {
  add(fault.kind, std::move(fault.what), std::move(fault.hint), period, line, column);
}

void ValidatingSink::unchecked(std::string what) {
  findings_.add({.kind = FindingKind::Unchecked, .what = std::move(what), .place = {.file = options_.file}, .is_note = true});
}

Status ValidatingSink::header(const MessageHeader& header) { return next_ == nullptr ? Status{} : next_->header(header); }

void ValidatingSink::compile(const DataSetInfo& info) {
  if (compiled_ && compiled_->structure == info.structure && compiled_->reference == info.reference) return;
  compiled_ = std::make_unique<Compiled>();
  Compiled& c = *compiled_;
  c.structure = info.structure;
  c.reference = info.reference;
  const DataStructure& structure = *info.structure;
  const auto check_of = [&](const Component& component, ValueCheck::Role role) {
    ValueCheck check(component, component.code_list.empty() ? nullptr : structure.code_list(component.code_list), role);
    for (const std::string& sentence : check.unchecked()) unchecked(sentence);
    return check;
  };
  for (const Component& dimension : structure.dimensions) c.dimensions.push_back(check_of(dimension, ValueCheck::Role::Key));
  if (structure.has_time()) c.time = check_of(structure.time_dimension, ValueCheck::Role::Time);
  for (std::size_t m = 0; m < structure.measures.size(); ++m) {
    c.measures.push_back(check_of(structure.measures[m], ValueCheck::Role::Value));
    if (structure.measures[m].required) c.required_measures.push_back(m);
  }
  for (std::size_t a = 0; a < structure.attributes.size(); ++a) {
    const Attribute& attribute = structure.attributes[a];
    c.attributes.push_back(check_of(attribute, ValueCheck::Role::Value));
    c.series_slot.push_back(c.of_series.size());
    if (attribute.level == Attribute::Level::Series) c.of_series.push_back(a);
    if (attribute.level == Attribute::Level::Observation && attribute.required) c.required_of_observation.push_back(a);
  }
  c.frequency = frequency_dimension(structure);
  if (options_.artefacts != nullptr) {
    for (const sdmx::DataConstraint* constraint : constraints_of(*options_.artefacts, info.reference)) {
      c.constraints.emplace_back(*constraint, info.structure);
      c.constraints_look_at_observations = c.constraints_look_at_observations || c.constraints.back().looks_at_observations();
      for (const std::string& sentence : c.constraints.back().unchecked()) unchecked(sentence);
    }
  }
  periods_.clear();
}

Status ValidatingSink::begin_set(const DataSetInfo& info) {
  info_ = info;
  compile(info);
  series_index_.clear();
  series_keys_.clear();
  series_.clear();
  series_attributes_.clear();
  group_values_.clear();
  series_groups_.clear();
  seen_.clear();
  in_series_ = series_left_out_ = false;
  key_.clear();
  last_period_known_ = nullptr;
  set_values_.assign(compiled_->attributes.size(), {});
  series_values_.assign(compiled_->attributes.size(), {});
  return next_ == nullptr ? Status{} : next_->begin_set(info);
}

bool ValidatingSink::check_values(std::span<const Value> values, const std::vector<ValueCheck>& checks, std::string_view period, std::size_t line,
                                  std::size_t column) {
  bool good = true;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Value& value = values[i];
    const ValueCheck& check = checks[value.component];
    if (auto fault = check.fault(value.text, findings_.has_room())) {
      good = false;
      add(std::move(*fault), period, line, column);
    }
    if (i != 0 && values[i - 1].component == value.component) continue;
    // The values of a component stand together; the languages of one text are one value.
    std::size_t count = 0;
    for (std::size_t j = i; j < values.size() && values[j].component == value.component; ++j) count += j == i || values[j].language == value.language ? 1U : 0U;
    if (auto fault = check.occurrence_fault(count)) {
      good = false;
      add(std::move(*fault), period, line, column);
    }
  }
  return good;
}

void ValidatingSink::check_agreement(SeriesKey key, const Value& value) {
  const Attribute& attribute = compiled_->structure->attributes[value.component];
  scratch_ = std::to_string(value.component);
  if (attribute.level == Attribute::Level::Group) {
    for (const std::size_t d : attribute.dimensions) scratch_.append(1, separator).append(key.empty() ? std::string_view() : key[d]);
  }
  const std::uint64_t hash = hash_of(value.text, value.language);
  const auto [it, is_new] = group_values_.try_emplace(scratch_, hash);
  // Several values, or languages, of one attribute are no contradiction.
  if (is_new || it->second == hash || !value.language.empty() || !compiled_->attributes[value.component].occurrence_fault(2)) return;
  add(FindingKind::Contradiction, "the attribute " + attribute.id + " had another value before than '" + shorten(replace_invalid_utf8(value.text), 60) + "'");
}

Status ValidatingSink::set_attributes(std::span<const Value> values) {
  key_.clear();
  (void)check_values(values, compiled_->attributes, {}, 0, 0);
  for (const Value& value : values) {
    if (info_.action != Action::Delete) check_agreement({}, value);
    set_values_[value.component] = value.text;
  }
  return next_ == nullptr ? Status{} : next_->set_attributes(values);
}

Status ValidatingSink::annotations(std::span<const sdmx::Annotation> annotations) {
  if (next_ != nullptr) annotations_.assign(annotations.begin(), annotations.end());
  return {};
}

Status ValidatingSink::tell_annotations(bool told) {
  if (annotations_.empty()) return {};
  if (told) TRY_STATUS(next_->annotations(annotations_));
  annotations_.clear();
  return {};
}

Status ValidatingSink::group(std::size_t group, SeriesKey key, std::span<const Value> values) {
  const std::string own_key = std::exchange(key_, shown_key(key));
  for (std::size_t d = 0; d < key.size(); ++d) {
    if (key[d].data() == nullptr) continue;
    if (auto fault = compiled_->dimensions[d].fault(key[d], findings_.has_room())) add(std::move(*fault));
  }
  (void)check_values(values, compiled_->attributes, {}, 0, 0);
  std::vector<Value> of_series;
  for (const Value& value : values) {
    if (info_.action == Action::Delete) break;
    compiled_->structure->attributes[value.component].level == Attribute::Level::Series ? of_series.push_back(value) : check_agreement(key, value);
  }
  if (!of_series.empty()) series_groups_.add(key, of_series);
  if (info_.action != Action::Delete && compiled_->constraints_look_at_observations) {
    attribute_texts_.assign(compiled_->attributes.size(), {});
    for (const Value& value : values) attribute_texts_[value.component] = value.text;
    for (ConstraintCheck& constraint : compiled_->constraints) {
      if (constraint.key_fault(key)) continue;
      if (auto fault = constraint.observation_fault({}, {attribute_texts_, {}})) add(FindingKind::Constraint, std::move(*fault));
    }
  }
  key_ = own_key;
  TRY_STATUS(tell_annotations(true));
  return next_ == nullptr ? Status{} : next_->group(group, key, values);
}

Status ValidatingSink::series(SeriesKey key, std::span<const Value> values) {
  Compiled& c = *compiled_;
  key_ = shown_key(key);
  in_series_ = true;
  bool good = true;
  frequency_ = 0;
  for (std::size_t d = 0; d < key.size(); ++d) {
    if (key[d].data() == nullptr && info_.action == Action::Delete) continue;
    if (key[d].empty()) {
      good = false;
      add(FindingKind::Missing, "the dimension " + c.dimensions[d].id() + " has no value");
    } else if (auto fault = c.dimensions[d].fault(key[d], findings_.has_room())) {
      good = false;
      add(std::move(*fault));
    }
  }
  if (c.frequency != npos && key[c.frequency].size() == 1) frequency_ = key[c.frequency][0];

  std::string joined;
  for (const std::string_view id : key) joined.append(id.data() == nullptr ? std::string_view("\x1e") : id) += separator;
  const auto [it, is_new] = series_index_.try_emplace(std::move(joined), static_cast<std::uint32_t>(series_.size()));
  series_number_ = it->second;
  if (is_new) {
    series_keys_.push_back(&it->first);
    series_.emplace_back();
    series_attributes_.resize(series_attributes_.size() + c.of_series.size());
  }
  good = check_values(values, c.attributes, {}, 0, 0) && good;
  for (const Value& value : values) {
    if (info_.action == Action::Delete) break;
    const Attribute& attribute = c.structure->attributes[value.component];
    if (attribute.level != Attribute::Level::Series) {
      check_agreement(key, value);
      continue;
    }
    std::uint32_t& slot = series_attributes_[series_number_ * c.of_series.size() + c.series_slot[value.component]];
    const std::uint64_t wide = hash_of(value.text, value.language);
    const auto hash = static_cast<std::uint32_t>(wide ^ (wide >> 32U)) | 1U;
    if (!is_new && slot != 0 && slot != hash && value.language.empty() && c.attributes[value.component].occurrence_fault(2)) {
      add(FindingKind::Contradiction,
          "the attribute " + attribute.id + " had another value before than '" + shorten(replace_invalid_utf8(value.text), 60) + "'");
    }
    slot = hash;
  }
  if (info_.action != Action::Delete) {
    for (ConstraintCheck& constraint : c.constraints) {
      if (auto fault = constraint.key_fault(key)) {
        good = false;
        add(FindingKind::Constraint, std::move(*fault));
      }
    }
    if (c.constraints_look_at_observations) {
      series_values_.assign(c.attributes.size(), {});
      for (const Value& value : values) series_values_[value.component] = value.text;
    }
  }
  series_left_out_ = options_.leave_out && !good;
  TRY_STATUS(tell_annotations(!series_left_out_));
  return next_ == nullptr || series_left_out_ ? Status{} : next_->series(key, values);
}

const ValidatingSink::Period& ValidatingSink::period_of(std::string_view text) {
  if (last_period_known_ != nullptr && text == last_period_) return *last_period_known_;
  auto it = periods_.find(text);
  if (it == periods_.end()) {
    Period made;
    made.fault = compiled_->time->fault(text);
    if (const auto time = read_time(text)) {
      made.frequency = frequency_of(time->form);
      made.span = time->span;
    }
    // A period that the cube knows is the same whatever its writing; others have numbers by their texts.
    const bool has_room = periods_.size() < most_periods;
    if (const auto known = TimePeriod::parse(text)) {
      made.number = static_cast<std::uint32_t>(known->packed());
    } else if (has_room) {
      made.number = other_period | static_cast<std::uint32_t>(periods_.size());
    }
    if (has_room) {
      it = periods_.emplace(text, std::move(made)).first;
    } else {
      beyond_ = std::move(made);
    }
  }
  last_period_known_ = it == periods_.end() ? &beyond_ : &it->second;
  last_period_ = text;
  return *last_period_known_;
}

Status ValidatingSink::observation(const DataObservation& observation) {
  if (!in_series_) return fail(ErrorKind::Internal, "an observation before its series");
  Compiled& c = *compiled_;
  const std::size_t line = observation.line;
  const std::size_t column = observation.column;
  const std::string_view period_text = observation.period;
  const bool deletes = info_.action == Action::Delete;
  Series& series = series_[series_number_];
  if (!series.has_observations) {
    series.has_observations = true;
    series.first_line = static_cast<std::uint32_t>(line);
    series.first_column = static_cast<std::uint32_t>(column);
  }
  bool good = true;
  const Period* period = nullptr;
  if (c.time) {
    if (period_text.empty()) {
      if (!deletes) {
        good = false;
        add(FindingKind::Missing, "the time dimension " + c.time->id() + " has no value", {}, {}, line, column);
      }
    } else {
      period = &period_of(period_text);
      if (period->fault) {
        good = false;
        add(*period->fault, {}, line, column);
      } else if (period->frequency) {
        constexpr std::string_view known = "ASTQMWDB";
        const char wanted = frequency_ == 'B' ? 'D' : frequency_;  // business days are written as days
        if (frequency_ != 0 && known.find(frequency_) != std::string_view::npos && *period->frequency != wanted) {
          good = false;
          add(FindingKind::Frequency, std::string("the period is not of the frequency '") + frequency_ + "'", {}, period_text, line, column);
        }
      }
    }
  }
  good = check_values(observation.measures, c.measures, period_text, line, column) && good;
  good = check_values(observation.attributes, c.attributes, period_text, line, column) && good;
  if (!deletes) {
    if (info_.action != Action::Merge && (!c.required_of_observation.empty() || !c.required_measures.empty())) {
      const auto require = [&](const std::vector<std::size_t>& required, std::span<const Value> values, const std::vector<ValueCheck>& checks,
                               const char* what) {
        for (const std::size_t wanted : required) {
          const bool there = std::ranges::any_of(values, [&](const Value& value) { return value.component == wanted && !value.text.empty(); });
          if (there) continue;
          good = false;
          add(FindingKind::Missing, std::string("the ") + what + " " + checks[wanted].id() + " is mandatory", {}, period_text, line, column);
        }
      };
      require(c.required_measures, observation.measures, c.measures, "measure");
      require(c.required_of_observation, observation.attributes, c.attributes, "attribute");
    }
    if ((!c.time || (period != nullptr && period->number)) && !seen_.insert(series_number_, period == nullptr ? 0 : *period->number)) {
      good = false;
      add(FindingKind::Duplicate, "the observation stands twice in the data set", {}, period_text, line, column);
    }
    if ((seen_.is_full() || (period != nullptr && !period->number)) && !told_full_) {
      told_full_ = true;
      unchecked("duplicates were sought among the first observations alone: there are too many to remember");
    }
    if (c.constraints_look_at_observations && (period == nullptr || !period->fault)) {
      attribute_texts_.assign(c.attributes.size(), {});
      measure_texts_.assign(c.measures.size(), {});
      for (std::size_t a = 0; a < c.attributes.size(); ++a) {
        if (!set_values_[a].empty()) attribute_texts_[a] = set_values_[a];
        if (!series_values_[a].empty()) attribute_texts_[a] = series_values_[a];
      }
      for (const Value& value : observation.attributes) attribute_texts_[value.component] = value.text;
      for (const Value& value : observation.measures) measure_texts_[value.component] = value.text;
      for (const ConstraintCheck& constraint : c.constraints) {
        if (auto fault = constraint.observation_fault(period == nullptr ? std::nullopt : period->span, {attribute_texts_, measure_texts_})) {
          good = false;
          add(FindingKind::Constraint, std::move(*fault), {}, period_text, line, column);
        }
      }
    }
  }
  const bool told = !series_left_out_ && (good || !options_.leave_out);
  TRY_STATUS(tell_annotations(told));
  return next_ == nullptr || !told ? Status{} : next_->observation(observation);
}

/// What is mandatory for a data set, a group or a series may be said anywhere in the set, so it is asked for at its end.
void ValidatingSink::check_complete() {
  const Compiled& c = *compiled_;
  const DataStructure& structure = *c.structure;
  for (std::size_t a = 0; a < c.attributes.size(); ++a) {
    const Attribute& attribute = structure.attributes[a];
    if (!attribute.required) continue;
    const std::string what = "the attribute " + attribute.id + " is mandatory";
    key_.clear();
    if (attribute.level == Attribute::Level::DataSet) {
      if (set_values_[a].empty()) add(FindingKind::Missing, what + " for the data set");
      continue;
    }
    if (attribute.level == Attribute::Level::Observation) continue;
    std::unordered_map<std::string, bool> told;  // groups
    for (std::size_t s = 0; s < series_.size(); ++s) {
      const auto report = [&] {
        key_ = replace_all(series_keys_[s]->substr(0, series_keys_[s]->size() - (series_keys_[s]->empty() ? 0 : 1)), std::string(1, separator), ".");
        add(FindingKind::Missing, what, {}, {}, series_[s].first_line, series_[s].first_column);
      };
      if (attribute.level == Attribute::Level::Series) {
        bool given = series_attributes_[s * c.of_series.size() + c.series_slot[a]] != 0;
        if (!given && !series_groups_.groups().empty()) {
          const auto parts = split(*series_keys_[s], separator);
          series_groups_.for_series(std::span(parts).first(structure.dimensions.size()), [&](const GroupValues::Group& group) {
            given = given || std::ranges::find(group.values, a, &KeptValue::component) != group.values.end();
          });
        }
        if (!given) report();
        continue;
      }
      const auto parts = split(*series_keys_[s], separator);
      scratch_ = std::to_string(a);
      for (const std::size_t d : attribute.dimensions) scratch_.append(1, separator).append(parts[d]);
      if (!group_values_.contains(scratch_) && told.try_emplace(scratch_, true).second) report();
    }
  }
  key_.clear();
}

Status ValidatingSink::end_set() {
  if (info_.action != Action::Delete && info_.action != Action::Merge) check_complete();
  in_series_ = false;
  return next_ == nullptr ? Status{} : next_->end_set();
}

Status ValidatingSink::refused(const Error& fault) {
  findings_.add_if_room([&] { return Finding{.kind = FindingKind::Message, .what = fault.what, .place = fault.place, .hint = fault.hint}; });
  return next_ == nullptr ? Status{} : next_->refused(fault);
}

Status ValidatingSink::note(const MessageNote& note) { return next_ == nullptr ? Status{} : next_->note(note); }

Status ValidatingSink::end() { return next_ == nullptr ? Status{} : next_->end(); }

}  // namespace atalaya
