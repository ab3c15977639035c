#include <algorithm>
#include <array>
#include <unordered_set>

#include "base/text.h"
#include "model/cube_sink.h"
#include "model/value_list.h"

namespace atalaya {

namespace {

class Replayer {
 public:
  Replayer(const CubeSlice& slice, const ReplayOptions& options, DataSink& sink)
      : slice_(slice), cube_(*slice.cube), structure_(slice.cube->structure()), options_(options), sink_(sink), key_(structure_.dimensions.size()) {
    for (std::size_t a = 0; a < structure_.attributes.size(); ++a) {
      if (!options.attributes || (!options.attribute_mask.empty() && !options.attribute_mask[a])) continue;
      const Attribute& attribute = structure_.attributes[a];
      if (attribute.level == Attribute::Level::DataSet) set_.push_back(a);
      if (attribute.level == Attribute::Level::Observation) observation_.push_back(a);
      if (attribute.is_of_series()) (attribute.group.empty() ? series_ : grouped_).push_back(a);
    }
    for (std::size_t m = 0; m < structure_.measures.size(); ++m) {
      if (options.measure_mask.empty() || options.measure_mask[m]) measures_.push_back(m);
    }
  }

  Status run() {
    for (const std::size_t a : set_) take(a, cube_.set_attribute(a));
    if (!values_.empty()) TRY_STATUS(sink_.set_attributes(values_));
    if (!grouped_.empty()) TRY_STATUS(groups());
    for (const std::size_t s : slice_.series) {
      if (options_.limit != 0 && told_ == options_.limit) break;
      TRY_STATUS(series(s));
    }
    return {};
  }

 private:
  void take(std::size_t attribute, const std::string& text) {
    if (text.empty()) return;
    if (structure_.attributes[attribute].is_multiple()) {
      split_values(attribute, text, values_);
    } else {
      values_.push_back({attribute, text});
    }
  }

  Status groups() {
    for (std::size_t g = 0; g < structure_.groups.size(); ++g) {
      const DimensionGroup& group = structure_.groups[g];
      std::vector<std::size_t> own;
      for (const std::size_t a : grouped_) {
        if (structure_.attributes[a].group == group.id) own.push_back(a);
      }
      if (own.empty()) continue;
      std::unordered_set<std::string> told;
      for (const std::size_t s : slice_.series) {
        std::ranges::fill(key_, std::string_view());
        std::string joined;
        for (const std::size_t d : group.dimensions) {
          key_[d] = cube_.code_id(d, s);
          joined += key_[d];
          joined += '.';
        }
        if (!told.insert(std::move(joined)).second) continue;
        values_.clear();
        for (const std::size_t a : own) take(a, cube_.series_attribute(a, s));
        if (!values_.empty()) TRY_STATUS(sink_.group(g, key_, values_));
      }
    }
    return {};
  }

  Status series(std::size_t s) {
    std::size_t from = cube_.first(s);
    std::size_t to = cube_.last(s);
    while (from < to && !slice_.in_range(cube_.period(from))) ++from;
    while (to > from && !slice_.in_range(cube_.period(to - 1))) --to;
    if (from == to && options_.observations) return {};
    // Offset and limit count the observations that are told; a series that has none left is passed over.
    std::size_t head_end = to;
    std::size_t tail_begin = to;
    if (options_.first_observations != 0) head_end = std::min(to, from + options_.first_observations);
    if (options_.last_observations != 0) {
      tail_begin = std::max(options_.first_observations == 0 ? from : head_end, to - std::min(to - from, options_.last_observations));
      if (options_.first_observations == 0) head_end = from;
    }
    if (options_.observations) {
      const std::size_t count = (head_end - from) + (to - tail_begin);
      if (skipped_ + count <= options_.offset) {
        skipped_ += count;
        return {};
      }
    }
    for (std::size_t d = 0; d < key_.size(); ++d) key_[d] = cube_.code_id(d, s);
    values_.clear();
    for (const std::size_t a : series_) take(a, cube_.series_attribute(a, s));
    TRY_STATUS(sink_.series(key_, values_));
    if (!options_.observations) return {};
    TRY_STATUS(observations(from, head_end));
    return observations(tail_begin, to);
  }

  Status observations(std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      if (!slice_.in_range(cube_.period(i))) continue;
      if (skipped_ < options_.offset) {
        ++skipped_;
        continue;
      }
      if (options_.limit != 0 && told_ == options_.limit) return {};
      ++told_;
      TRY_STATUS(observation(i));
    }
    return {};
  }

  Status observation(std::size_t i) {
    numbers_.clear();
    measured_.clear();
    // Texts of numbers stand one after the other; the views are made when none moves any more.
    ends_.clear();
    for (const std::size_t m : measures_) {
      if (cube_.is_numeric(m) && cube_.has_measure(m, i)) append_number(numbers_, cube_.number(m, i));
      ends_.push_back(numbers_.size());
    }
    std::size_t begin = 0;
    for (std::size_t k = 0; k < measures_.size(); ++k) {
      const std::size_t m = measures_[k];
      if (cube_.has_measure(m, i)) measured_.push_back({m, cube_.is_numeric(m) ? std::string_view(numbers_).substr(begin, ends_[k] - begin) : std::string_view(cube_.text(m, i))});
      begin = ends_[k];
    }
    if (set_number_ != cube_.attribute_set(i) || !has_set_) {
      has_set_ = true;
      set_number_ = cube_.attribute_set(i);
      values_.clear();
      for (const std::size_t a : observation_) take(a, cube_.observation_attribute(a, i));
      observed_ = values_;
    }
    return sink_.observation({structure_.has_time() ? period_text(cube_.period(i)) : std::string_view(), measured_, observed_});
  }

  /// Periods come again in each series, so their texts are kept.
  std::string_view period_text(TimePeriod period) {
    auto& [known, text] = periods_[static_cast<std::uint32_t>(period.packed() >> 4) * 2654435761U >> 22U];
    if (text.empty() || known != period) {
      known = period;
      text = period.to_string();
    }
    return text;
  }

  const CubeSlice& slice_;
  const Cube& cube_;
  const DataStructure& structure_;
  const ReplayOptions& options_;
  DataSink& sink_;
  std::vector<std::string_view> key_;
  std::vector<std::size_t> set_, grouped_, series_, observation_;  // attributes that are told, by level
  std::vector<std::size_t> measures_;
  std::vector<Value> values_, measured_, observed_;
  std::string numbers_;
  std::vector<std::size_t> ends_;
  std::uint32_t set_number_ = 0;
  bool has_set_ = false;
  std::size_t skipped_ = 0, told_ = 0;
  std::array<std::pair<TimePeriod, std::string>, 1024> periods_;
};

}  // namespace

Status replay(const CubeSlice& slice, const DataSetInfo& info, DataSink& sink, const ReplayOptions& options) {
  TRY_STATUS(sink.begin_set(info));
  TRY_STATUS(Replayer(slice, options, sink).run());
  return sink.end_set();
}

}  // namespace atalaya
