#include "formats/sdmx_json_data/sdmx_json_data_reader.h"

#include <algorithm>

#include "base/text.h"
#include "formats/flat_rows.h"
#include "formats/group_values.h"
#include "formats/left_out.h"
#include "formats/sdmx_json_data/json_layout.h"
#include "formats/sdmx_json_data/json_message.h"
#include "formats/sdmx_json_data/numbered_batch.h"

namespace atalaya {

namespace {

using Dimensions = std::vector<JsonLayout::Dimension>;
using Slots = std::vector<JsonLayout::Slot>;

class Reader {
 public:
  Reader(std::string_view bytes, const std::string& file, const StructureSource& structures, DataSink& sink, const SdmxJsonReadLimits& limits)
      : cursor_(bytes, file), structures_(structures), sink_(sink), limits_(limits) {}

  Status read() {
    message_ = TRY(find_json_message(cursor_, limits_));
    if (!message_.errors.empty()) {
      if (message_.sets.empty()) return fail(ErrorKind::Input, "the service answered with an error: " + message_.errors, cursor_.place({0, 1, 0}));
      left_out_.add("errors of the service: " + message_.errors);
    }
    TRY_STATUS(sink_.header(message_.header));
    TRY_STATUS(read_structures());
    for (std::size_t i = 0; i < message_.sets.size(); ++i) TRY_STATUS(read_set(i));
    TRY_STATUS(left_out_.tell(sink_));
    return sink_.end();
  }

 private:
  Status read_structures() {
    for (const auto& mark : message_.structures) {
      cursor_.go_to(mark);
      if (message_.sets.empty()) {  // So far only its brackets were paired.
        if (!cursor_.skip()) return cursor_.failure();
        continue;
      }
      found_.push_back(TRY(read_json_structure(cursor_, message_.language, limits_.structure_bytes, left_out_)));
    }
    layouts_.resize(found_.size());
    return {};
  }

  /// By the set's own word, by the structure's, else the first.
  Result<const JsonLayout*> layout_of_set(std::size_t number) {
    const JsonMessage::Set& set = message_.sets[number];
    std::size_t at = 0;
    if (set.structure) {
      at = *set.structure;
    } else {
      const auto it = std::ranges::find_if(found_, [&](const JsonStructure& s) { return std::ranges::find(s.data_sets, number) != s.data_sets.end(); });
      if (it != found_.end()) at = static_cast<std::size_t>(it - found_.begin());
    }
    if (at >= found_.size()) {
      return fail(ErrorKind::Input, found_.empty() ? "the message has data and no structure" : "the data set is of a structure that the message does not have",
                  cursor_.place(set.begin));
    }
    if (!layouts_[at].structure) layouts_[at] = TRY(layout_of(found_[at], structures_, message_.draft));
    return &layouts_[at];
  }

  Status read_set(std::size_t number) {
    JsonMessage::Set& set = message_.sets[number];
    layout_ = TRY(layout_of_set(number));
    const DataStructure& s = *layout_->structure;
    set.info.structure = layout_->structure;
    set.info.reference = layout_->reference;
    for (const std::size_t at : set.annotations) {
      const auto& annotations = found_[static_cast<std::size_t>(layout_ - layouts_.data())].annotations;
      if (at >= annotations.size()) return fail(ErrorKind::Input, "the data set has an annotation that the message does not have", cursor_.place(set.begin));
      set.info.annotations.push_back(annotations[at]);
    }
    const auto& at_observation = layout_->observation_dimensions;
    set.info.dimension_at_observation = set.observations || at_observation.size() != 1           ? "AllDimensions"
                                        : at_observation.front().position == DataStructure::npos ? s.time_dimension.id
                                                                                                 : s.dimensions[at_observation.front().position].id;
    deletion_ = set.info.action == Action::Delete;
    TRY_STATUS(sink_.begin_set(set.info));
    teller_.emplace(sink_, s);
    batch_.emplace(*layout_, deletion_);
    set_texts_.clear();
    of_periods_.clear();
    of_set_ = {};
    of_set_.key.assign(s.dimensions.size(), {});
    const auto put = [&](const JsonLayout::Slot&, const Value& value) { of_set_.add_attribute(s, value); };
    if (set.attributes) {
      cursor_.go_to(*set.attributes);
      TRY_STATUS(values(layout_->set_slots, set_texts_, put));
      leave_out_annotations("annotations among the attributes of a data set are left out");
    } else {
      defaults(layout_->set_slots, 0, put);
    }
    TRY_STATUS(teller_->tell_set(of_set_));
    if (set.group_attributes) TRY_STATUS(groups(*set.group_attributes));
    for (const JsonLayout::Dimension& dimension : layout_->set_dimensions) {
      if (dimension.ids.empty()) continue;
      if (dimension.position == DataStructure::npos) {
        of_set_.period = dimension.ids.front();
      } else {
        of_set_.key[dimension.position] = dimension.ids.front();
      }
    }
    if (set.series) TRY_STATUS(all_series(*set.series));
    if (set.observations) {
      cursor_.go_to(*set.observations);
      of_series_ = of_set_;
      // In a flat list the dimensions of series, where the structure has them, stand before those of observations.
      Dimensions flat = layout_->series_dimensions;
      flat.insert(flat.end(), at_observation.begin(), at_observation.end());
      TRY_STATUS(observations(flat));
    }
    // Nothing said is to delete all.
    if (deletion_ && !set.series && !set.observations && !set.attributes && !set.group_attributes) TRY_STATUS(teller_->tell(of_set_));
    return sink_.end_set();
  }

  /// "0:4:1" as the ids of the dimensions; f(dimension, id), where an empty part or `~` is an id without data.
  template <typename F>
  Status key(std::string_view text, const Dimensions& dimensions, F&& f) {
    const char* at = text.data();
    const char* const end = at + text.size();
    std::size_t d = 0;
    for (;; ++d) {
      if (d == dimensions.size()) break;
      std::size_t number = 0;
      const char* const begin = at;
      while (at != end && *at >= '0' && *at <= '9' && at - begin < 10) number = number * 10 + static_cast<std::size_t>(*at++ - '0');
      if (at == begin) {
        if (at != end && *at == '~') ++at;
        f(dimensions[d], std::string_view());
      } else {
        if (number >= dimensions[d].ids.size()) return key_fault(text, "has a number beyond the values of its dimension");
        f(dimensions[d], dimensions[d].ids[number]);
      }
      if (at == end || *at != ':') break;
      ++at;
    }
    if (at != end || (d + 1 != dimensions.size() && !(dimensions.empty() && text.empty())))
      return key_fault(text, "does not have a number for each of its dimensions");
    return {};
  }
  std::unexpected<Error> key_fault(std::string_view text, const char* what) const { return cursor_.fault("the key '" + shorten(text, 60) + "' " + what); }

  static void set_part(FlatRow& row, const JsonLayout::Dimension& dimension, std::string_view id) {
    (dimension.position == DataStructure::npos ? row.period : row.key[dimension.position]) = id;
  }

  Status groups(const JsonCursor::Mark& mark) {
    cursor_.go_to(mark);
    FlatRow row;
    return cursor_.object([&](std::string_view name) -> Status {
      row.key.assign(layout_->structure->dimensions.size(), {});
      TRY_STATUS(group_key(name, row));
      texts_.clear();
      TRY_STATUS(values(layout_->group_slots, texts_, [&](const JsonLayout::Slot&, const Value& value) { row.add_attribute(*layout_->structure, value); }));
      row.annotations = annotations_;
      if (row.of_observation.empty()) return teller_->tell_group(row);
      if (deletion_) {
        left_out_.add("deletions of attributes of groups with a period are left out");
        return {};
      }
      // Attributes that vary with the period among others: observations take them.
      std::vector<std::string_view> with_time = row.key;
      with_time.push_back(row.period);
      of_periods_.add(with_time, row.of_observation);
      row.of_observation.clear();
      return teller_->tell_group(row);
    });
  }

  /// The order of the dimensions is the one in which the key has those that one of the attributes varies with.
  Status group_key(std::string_view name, FlatRow& row) {
    for (const Dimensions* order : {&layout_->by_appearance, &layout_->by_position}) {
      row.clear();
      std::vector<std::size_t> given;
      const Status read = key(name, *order, [&](const JsonLayout::Dimension& dimension, std::string_view id) {
        set_part(row, dimension, id);
        if (id.data() != nullptr) given.push_back(dimension.position);
      });
      std::ranges::sort(given);
      if (read && std::ranges::find(layout_->group_slots, given, &JsonLayout::Slot::related) != layout_->group_slots.end()) return {};
    }
    row.clear();
    return key(name, layout_->by_position, [&](const JsonLayout::Dimension& dimension, std::string_view id) { set_part(row, dimension, id); });
  }

  Status all_series(const JsonCursor::Mark& mark) {
    cursor_.go_to(mark);
    return cursor_.object([&](std::string_view name) -> Status {
      of_series_ = of_set_;
      TRY_STATUS(
          key(name, layout_->series_dimensions, [&](const JsonLayout::Dimension& dimension, std::string_view id) { set_part(of_series_, dimension, id); }));
      series_texts_.clear();
      return one_series();
    });
  }

  Status one_series() {
    const auto put = [&](const JsonLayout::Slot&, const Value& value) { of_series_.add_attribute(*layout_->structure, value); };
    bool attributes = layout_->series_slots.empty();
    bool done = false, gathered = false;
    std::optional<JsonCursor::Mark> later;  // Observations before the attributes: read at the end, but for those that could be gathered.
    TRY_STATUS(cursor_.object([&](std::string_view name) -> Status {
      if (name == "attributes" && !cursor_.null()) {
        attributes = true;
        TRY_STATUS(values(layout_->series_slots, series_texts_, put));
        leave_out_annotations("annotations among the attributes of a series are left out");
        return {};
      }
      if (name == "observations" && !cursor_.null()) {
        if (done || later) return cursor_.fault("the member 'observations' stands twice");
        done = attributes;
        if (done) return observations_of_series();
        later = cursor_.mark();
        gathered = is_plain() && cursor_.take('{') && gather() == Gathered::All && cursor_.take('}');
        if (gathered) return {};
        batch_->clear();
        cursor_.go_to(*later);
        return cursor_.pass_over() ? Status() : cursor_.failure();
      }
      if (name == "annotations" && cursor_.peek() == '[') {
        return cursor_.array([&]() -> Status { return annotation(of_series_.series_annotations); });
      }
      return cursor_.skip() ? Status() : cursor_.failure();
    }));
    if (done) return annotations_behind(told_annotations_);
    if (!attributes) defaults(layout_->series_slots, 0, put);
    if (!later)
      return std::ranges::none_of(of_series_.key, [](std::string_view part) { return part.data() == nullptr; }) || deletion_ ? teller_->tell_series(of_series_)
                                                                                                                             : Status();
    if (gathered && is_plain()) {
      TRY_STATUS(begin_series());
      return batch_->tell(sink_);
    }
    batch_->clear();
    const auto end = cursor_.mark();
    cursor_.go_to(*later);
    TRY_STATUS(observations_of_series());
    cursor_.go_to(end);
    return {};
  }

  Status observations_of_series() {
    told_annotations_ = of_series_.series_annotations.size();
    return is_plain() ? plain_observations() : observations(layout_->observation_dimensions);
  }

  [[nodiscard]] bool has_whole_key() const {
    return std::ranges::none_of(of_series_.key, [](std::string_view part) { return part.data() == nullptr; });
  }

  Status begin_series() {
    if (!of_series_.series_annotations.empty()) TRY_STATUS(sink_.annotations(of_series_.series_annotations));
    return sink_.series(of_series_.key, of_series_.of_series);
  }

  /// Those that the message has behind the observations of their series, which is told once more with them.
  Status annotations_behind(std::size_t told) {
    auto& all = of_series_.series_annotations;
    all.erase(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(told));
    if (all.empty()) return {};
    if (!deletion_ && has_whole_key()) return begin_series();
    left_out_.add("annotations behind observations to be deleted or of a cross-section are left out");
    return {};
  }

  void leave_out_annotations(const char* what) {
    if (!annotations_.empty()) left_out_.add(what);
  }

  /// An annotation by its number.
  Status annotation(std::vector<sdmx::Annotation>& out) {
    std::size_t at = 0;
    if (cursor_.null()) return {};
    if (!cursor_.index(at)) {
      left_out_.add("annotations that are no numbers are left out");
      return cursor_.skip() ? Status() : cursor_.failure();
    }
    const auto& all = found_[static_cast<std::size_t>(layout_ - layouts_.data())].annotations;
    if (at < all.size()) {
      out.push_back(all[at]);
    } else {
      left_out_.add("annotations that the message does not have are left out");
    }
    return {};
  }

  Status observations(const Dimensions& dimensions) {
    FlatRow row;
    if (!of_series_.series_annotations.empty()) {
      if (has_whole_key()) {
        teller_->forget_series();
      } else {
        left_out_.add("annotations of a series across a dimension are left out");
        of_series_.series_annotations.clear();
        told_annotations_ = 0;
      }
    }
    return cursor_.object([&](std::string_view name) -> Status {
      const auto at = cursor_.mark();
      row = of_series_;
      row.line = at.line;
      row.column = at.at - at.line_begin + 1;
      TRY_STATUS(key(name, dimensions, [&](const JsonLayout::Dimension& dimension, std::string_view id) { set_part(row, dimension, id); }));
      texts_.clear();
      TRY_STATUS(values(layout_->observation_slots, texts_, [&](const JsonLayout::Slot& slot, const Value& value) {
        if (slot.is_measure) {
          row.measures.push_back(value);
        } else {
          row.add_attribute(*layout_->structure, value);
        }
      }));
      row.annotations = annotations_;
      if (!of_periods_.groups().empty()) add_of_periods(row);
      return teller_->tell(row);
    });
  }

  void add_of_periods(FlatRow& row) {
    std::vector<std::string_view> with_time = row.key;
    with_time.push_back(row.period);
    of_periods_.for_series(with_time, [&](const GroupValues::Group& group) {
      for (const KeptValue& value : group.values) row.of_observation.push_back(value.view());
    });
  }

  /// The way of most messages: a series of periods.
  [[nodiscard]] bool is_plain() const {
    return layout_->plain_series && of_periods_.groups().empty() && of_series_.period.data() == nullptr && of_series_.of_observation.empty();
  }

  Status plain_observations() {
    TRY_STATUS(begin_series());
    if (!cursor_.expect('{')) return cursor_.failure();
    if (cursor_.take('}')) return {};
    for (;;) {
      const Gathered gathered = gather();
      TRY_STATUS(batch_->tell(sink_));
      if (gathered == Gathered::All) break;
      if (gathered == Gathered::Full) continue;
      TRY_STATUS(any_observation());
      if (!cursor_.take(',')) break;
    }
    return cursor_.expect('}') ? Status() : cursor_.failure();
  }

  /// Gathers observations until the last one, or until the batch is full and another one follows, or before one of another form.
  enum class Gathered { All, Full, Before };
  Gathered gather() {
    JsonCursor::PlainMember member;
    for (;;) {
      if (!cursor_.plain_member(member)) return Gathered::Before;
      if (!batch_->add(member, cursor_.line(), cursor_.column(member))) {
        cursor_.give_back(member);
        return Gathered::Before;
      }
      if (!cursor_.take(',')) return Gathered::All;
      if (batch_->is_full()) return Gathered::Full;
    }
  }

  Status any_observation() {
    const auto begin = cursor_.mark();
    texts_.clear();
    measures_.clear();
    attributes_.clear();
    DataObservation observation{.period = {}, .measures = {}, .attributes = {}, .line = begin.line, .column = begin.at - begin.line_begin + 1};
    std::string_view name;
    if (!cursor_.string(name, texts_)) return cursor_.failure();
    TRY_STATUS(key(name, layout_->observation_dimensions, [&](const JsonLayout::Dimension&, std::string_view id) { observation.period = id; }));
    if (!cursor_.expect(':')) return cursor_.failure();
    const auto put = [&](const JsonLayout::Slot& slot, const Value& value) { (slot.is_measure ? measures_ : attributes_).push_back(value); };
    TRY_STATUS(values(layout_->observation_slots, texts_, put));
    observation.measures = measures_;
    observation.attributes = attributes_;
    if (!annotations_.empty()) TRY_STATUS(sink_.annotations(annotations_));
    return sink_.observation(observation);
  }

  /// An array with a value for each slot; put(slot, value). Annotations that follow are in annotations_ then. Texts that are not part of the message as they
  /// are go to `texts`.
  template <typename F>
  Status values(const Slots& slots, std::list<std::string>& texts, F&& put) {
    if (!cursor_.expect('[')) return cursor_.failure();
    std::size_t i = 0;
    annotations_.clear();
    if (!cursor_.take(']')) {
      do {
        if (i < slots.size()) {
          TRY_STATUS(element(slots[i], texts, put, 0));
        } else {
          TRY_STATUS(annotation(annotations_));
        }
        ++i;
      } while (cursor_.take(','));
      if (!cursor_.expect(']')) return cursor_.failure();
    }
    defaults(slots, i, put);
    return {};
  }

  template <typename F>
  void defaults(const Slots& slots, std::size_t from, F&& put) const {
    if (deletion_) return;
    for (std::size_t i = from; i < slots.size(); ++i) {
      for (const Value& value : slots[i].default_value) put(slots[i], value);
    }
  }

  template <typename F>
  Status element(const JsonLayout::Slot& slot, std::list<std::string>& texts, F&& put, unsigned depth) {
    const char c = cursor_.peek();
    std::string_view text;
    if (c == '-' || (c >= '0' && c <= '9')) {
      std::size_t index = 0;
      if (slot.by_number && cursor_.index(index)) {
        if (index >= slot.values.size()) return cursor_.fault("the number " + std::to_string(index) + " is beyond the values of its component");
        for (const Value& value : slot.values[index]) put(slot, value);
        return {};
      }
      double number = 0;
      if (!cursor_.number(text, number)) return cursor_.failure();
      if (slot.by_number) return cursor_.fault("the number " + shorten(text, 40) + " is beyond the values of its component");
      put(slot, {slot.position, text, {}, number});
      return {};
    }
    if (c == '"') {
      if (!cursor_.string(text, texts)) return cursor_.failure();
      put(slot, {slot.position, text});
      return {};
    }
    if (c == '[') {
      if (depth > 0) left_out_.add("values that are nested are taken as one list");
      if (depth > 8) return cursor_.fault("values nested too deep");
      return cursor_.array([&]() -> Status { return element(slot, texts, put, depth + 1); });
    }
    if (c == '{') {
      if (!cursor_.expect('{')) return cursor_.failure();
      if (cursor_.take('}')) return {};
      do {
        std::string_view language;
        if (!cursor_.string(language, texts) || !cursor_.expect(':') || !cursor_.string(text, texts)) return cursor_.failure();
        put(slot, {slot.position, text, language});
      } while (cursor_.take(','));
      return cursor_.expect('}') ? Status() : cursor_.failure();
    }
    if (cursor_.null()) return {};
    bool flag = false;
    if (!cursor_.boolean(flag)) return cursor_.failure();
    put(slot, {slot.position, flag ? std::string_view("true") : std::string_view("false")});
    return {};
  }

  JsonCursor cursor_;
  const StructureSource& structures_;
  DataSink& sink_;
  const SdmxJsonReadLimits& limits_;
  LeftOut left_out_;
  JsonMessage message_;
  std::vector<JsonStructure> found_;
  std::vector<JsonLayout> layouts_;

  const JsonLayout* layout_ = nullptr;
  bool deletion_ = false;
  std::optional<FlatTeller> teller_;
  FlatRow of_set_, of_series_;  // what is said above the observations
  GroupValues of_periods_;      // attributes of groups with a period
  std::optional<NumberedBatch> batch_;
  std::vector<sdmx::Annotation> annotations_;                // of the array that was read last
  std::size_t told_annotations_ = 0;                         // of the open series, when its observations began
  std::vector<Value> measures_, attributes_;                 // of an observation that is not plain
  std::list<std::string> set_texts_, series_texts_, texts_;  // those with escapes, unescaped, as long as they are needed
};

}  // namespace

Status read_sdmx_json_data(std::string_view bytes, const std::string& file, const StructureSource& structures, DataSink& sink,
                           const SdmxJsonReadLimits& limits) {
  if (const auto bad = first_invalid_utf8(bytes)) {
    const std::string_view before = bytes.substr(0, *bad);
    const auto last = before.rfind('\n');
    return fail(ErrorKind::Input, "the text is not UTF-8",
                {.file = file,
                 .line = static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1,
                 .column = last == std::string_view::npos ? before.size() + 1 : before.size() - last});
  }
  return Reader(bytes, file, structures, sink, limits).read();
}

}  // namespace atalaya
