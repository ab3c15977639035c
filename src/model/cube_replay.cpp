#include "model/cube_replay.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"
#include "model/value_list.h"

namespace atalaya {

class CubeReplay::State {
 public:
  State(CubeSlice slice, DataSetInfo info, ReplayOptions options)
      : slice_(std::move(slice)),
        cube_(*slice_.cube),
        structure_(slice_.cube->structure()),
        info_(std::move(info)),
        options_(std::move(options)),
        key_(structure_.dimensions.size()),
        periods_(slice_.series.size() > few_series ? many_periods : many_periods / 16) {
    for (std::size_t a = 0; a < structure_.attributes.size(); ++a) {
      if (!options_.attributes || (!options_.attribute_mask.empty() && !options_.attribute_mask[a])) continue;
      const Attribute& attribute = structure_.attributes[a];
      if (attribute.level == Attribute::Level::DataSet) set_.push_back(a);
      if (attribute.level == Attribute::Level::Observation) observation_.push_back(a);
      if (attribute.is_of_series()) (attribute.group.empty() ? series_ : grouped_).push_back(a);
    }
    for (std::size_t m = 0; m < structure_.measures.size(); ++m) {
      if (options_.measure_mask.empty() || options_.measure_mask[m]) measures_.push_back(m);
    }
    is_numbered_ = structure_.has_time() && !slice_.test && measures_.size() == 1 && cube_.is_numeric(measures_.front());
  }

  Result<bool> step(DataSink& sink, std::size_t calls) {
    calls_ = calls;
    if (phase_ == Phase::Begin) {
      TRY_STATUS(sink.begin_set(info_));
      for (const std::size_t a : set_) take(a, cube_.set_attribute(a));
      if (!values_.empty()) TRY_STATUS(sink.set_attributes(values_));
      phase_ = grouped_.empty() ? Phase::Series : Phase::Groups;
    }
    if (phase_ == Phase::Groups) {
      while (calls_ > 0 && group_ < structure_.groups.size()) TRY_STATUS(groups(sink));
      if (group_ == structure_.groups.size()) phase_ = Phase::Series;
    }
    if (phase_ == Phase::Series) {
      while (calls_ > 0 && !is_done()) TRY_STATUS(options_.order ? ordered(sink) : series(sink));
      if (calls_ > 0) {
        phase_ = Phase::Ended;
        TRY_STATUS(sink.end_set());
      }
    }
    return phase_ != Phase::Ended;
  }

 private:
  enum class Phase { Begin, Groups, Series, Ended };

  [[nodiscard]] bool is_done() const {
    if (options_.limit != 0 && told_ == options_.limit) return true;
    if (options_.order) return position_ == options_.order->size();
    return position_ == slice_.series.size() && at_ == to_;
  }

  void count_call() { calls_ -= calls_ > 0 ? 1 : 0; }

  void take(std::size_t attribute, const std::string& text) {
    if (text.empty()) return;
    if (structure_.attributes[attribute].is_multiple()) {
      split_values(attribute, text, values_);
    } else {
      values_.push_back({attribute, text});
    }
  }

  /// Of one of the structure's groups, or as much of it as the calls allow.
  Status groups(DataSink& sink) {
    const DimensionGroup& group = structure_.groups[group_];
    std::vector<std::size_t> own;
    for (const std::size_t a : grouped_) {
      if (structure_.attributes[a].group == group.id) own.push_back(a);
    }
    for (; !own.empty() && position_ < slice_.series.size() && calls_ > 0; ++position_) {
      const std::size_t s = slice_.series[position_];
      std::ranges::fill(key_, std::string_view());
      std::string joined;
      for (const std::size_t d : group.dimensions) {
        key_[d] = cube_.code_id(d, s);
        joined += key_[d];
        joined += '.';
      }
      if (!told_groups_.insert(std::move(joined)).second) continue;
      values_.clear();
      for (const std::size_t a : own) take(a, cube_.series_attribute(a, s));
      if (values_.empty()) continue;
      TRY_STATUS(sink.group(group_, key_, values_));
      count_call();
    }
    if (calls_ == 0 && !own.empty() && position_ < slice_.series.size()) return {};
    told_groups_.clear();
    position_ = 0;
    ++group_;
    return {};
  }

  Status tell_series(DataSink& sink, std::size_t s) {
    for (std::size_t d = 0; d < key_.size(); ++d) key_[d] = cube_.code_id(d, s);
    values_.clear();
    for (const std::size_t a : series_) take(a, cube_.series_attribute(a, s));
    count_call();
    return sink.series(key_, values_);
  }

  /// The next series, or what of one is still to be told.
  Status series(DataSink& sink) {
    if (at_ == to_) TRY_STATUS(begin_series(sink, slice_.series[position_++]));
    while (at_ != to_ && calls_ > 0) {
      if (at_ == head_end_) at_ = tail_begin_;
      if (at_ == to_) break;
      if (skipped_ < options_.offset) {
        ++skipped_;
        ++at_;
        continue;
      }
      if (options_.limit != 0 && told_ == options_.limit) return {};
      if (is_numbered_) {
        TRY_STATUS(run(sink));
        continue;
      }
      ++told_;
      TRY_STATUS(observation(sink, observation_at(at_++)));
      count_call();
    }
    return {};
  }

  /// What may be told together of the observations that follow each other from at_ on.
  Status run(DataSink& sink) {
    const std::size_t end = at_ < head_end_ ? head_end_ : to_;
    std::size_t count = std::min({end - at_, calls_, longest_run});
    if (options_.limit != 0) count = std::min(count, options_.limit - told_);
    const std::size_t m = measures_.front();
    run_.clear();
    for (std::size_t i = at_; i != at_ + count; ++i) run_.push_back({number_of_period(cube_.period(i)), number_of_set(i), {}, cube_.number(m, i), 0, 0});
    at_ += count;
    told_ += count;
    calls_ -= count;
    return sink.observations({m, period_list_, set_list_, run_});
  }

  std::uint32_t number_of_period(TimePeriod period) {
    // Mostly they follow each other as in the series before.
    if (last_period_ + 1 < listed_.size() && listed_[last_period_ + 1] == period) return ++last_period_;
    const auto [it, is_new] = period_numbers_.try_emplace(period.packed(), static_cast<std::uint32_t>(listed_.size()));
    if (is_new) {
      listed_.push_back(period);
      period_list_.push_back(period_texts_.emplace_back(period.to_string()));
    }
    return last_period_ = it->second;
  }

  std::uint32_t number_of_set(std::size_t i) {
    const std::uint32_t set = cube_.attribute_set(i);
    if (has_set_ && set == set_number_) return last_set_;
    has_set_ = true;
    set_number_ = set;
    const auto [it, is_new] = set_numbers_.try_emplace(set, static_cast<std::uint32_t>(set_list_.size()));
    if (is_new) {
      values_.clear();
      for (const std::size_t a : observation_) take(a, cube_.observation_attribute(a, i));
      set_list_.push_back(values_);
    }
    return last_set_ = it->second;
  }

  [[nodiscard]] std::size_t observation_at(std::size_t at) const { return slice_.test ? picked_[at] : at; }

  /// Sets at_ .. to_ to the observations that are told, which leave out those from head_end_ to tail_begin_. With a test they are positions in picked_.
  Status begin_series(DataSink& sink, std::size_t s) {
    auto [from, to] = slice_.range(s);
    if (slice_.test) {
      picked_.clear();
      for (std::size_t i = from; i < to; ++i) {
        if (slice_.test->takes(s, i)) picked_.push_back(i);
      }
      from = 0;
      to = picked_.size();
    }
    at_ = to_ = to;
    if (!options_.observations) return skipped_++ < options_.offset ? Status() : (++told_, tell_series(sink, s));
    if (from == to) return {};
    head_end_ = tail_begin_ = to;
    if (options_.first_observations != 0) head_end_ = std::min(to, from + options_.first_observations);
    if (options_.last_observations != 0) {
      if (options_.first_observations == 0) head_end_ = from;
      tail_begin_ = std::max(head_end_, to - std::min(to - from, options_.last_observations));
    }
    // A series that has none left behind the offset is passed over.
    const std::size_t count = (head_end_ - from) + (to - tail_begin_);
    if (skipped_ + count <= options_.offset) {
      skipped_ += count;
      return {};
    }
    at_ = from;
    return tell_series(sink, s);
  }

  Status ordered(DataSink& sink) {
    if (position_ == 0) position_ = std::min(options_.offset, options_.order->size());
    if (is_done()) return {};
    const ObservationPlace place = (*options_.order)[position_++];
    if (place.series != last_series_) {
      last_series_ = place.series;
      TRY_STATUS(tell_series(sink, place.series));
    }
    ++told_;
    count_call();
    return observation(sink, place.observation);
  }

  Status observation(DataSink& sink, std::size_t i) {
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
      if (cube_.has_measure(m, i))
        measured_.push_back({m, cube_.is_numeric(m) ? std::string_view(numbers_).substr(begin, ends_[k] - begin) : std::string_view(cube_.text(m, i))});
      begin = ends_[k];
    }
    if (set_number_ != cube_.attribute_set(i) || !has_set_) {
      has_set_ = true;
      set_number_ = cube_.attribute_set(i);
      values_.clear();
      for (const std::size_t a : observation_) take(a, cube_.observation_attribute(a, i));
      observed_ = values_;
    }
    return sink.observation({structure_.has_time() ? period_text(cube_.period(i)) : std::string_view(), measured_, observed_});
  }

  /// Periods come again in each series, so their texts are kept.
  std::string_view period_text(TimePeriod period) {
    auto& [known, text] = periods_[(static_cast<std::uint32_t>(period.packed() >> 4) * 2654435761U >> 22U) & (periods_.size() - 1)];
    if (text.empty() || known != period) {
      known = period;
      text = period.to_string();
    }
    return text;
  }

  const CubeSlice slice_;
  const Cube& cube_;
  const DataStructure& structure_;
  const DataSetInfo info_;
  const ReplayOptions options_;
  std::vector<std::string_view> key_;
  std::vector<std::size_t> set_, grouped_, series_, observation_;  // attributes that are told, by level
  std::vector<std::size_t> measures_;
  std::vector<Value> values_, measured_, observed_;
  std::string numbers_;
  std::vector<std::size_t> ends_;
  std::uint32_t set_number_ = 0;
  bool has_set_ = false;

  // Observations that are told by numbers.
  static constexpr std::size_t longest_run = 512;
  bool is_numbered_ = false;
  std::vector<NumberedObservations::One> run_;
  std::vector<TimePeriod> listed_;
  std::deque<std::string> period_texts_;
  std::vector<std::string_view> period_list_;
  std::unordered_map<std::int32_t, std::uint32_t> period_numbers_;
  std::uint32_t last_period_ = 0, last_set_ = 0;
  std::vector<std::vector<Value>> set_list_;
  std::unordered_map<std::uint32_t, std::uint32_t> set_numbers_;

  std::size_t skipped_ = 0, told_ = 0;
  // Powers of two. A small answer is not to wait for a large table.
  static constexpr std::size_t few_series = 64, many_periods = 1024;
  std::vector<std::pair<TimePeriod, std::string>> periods_;

  // How far it is.
  Phase phase_ = Phase::Begin;
  std::size_t calls_ = 0;
  std::size_t group_ = 0;
  std::unordered_set<std::string> told_groups_;
  std::size_t position_ = 0;  // Among the series of the slice, or in the order.
  std::size_t at_ = 0, to_ = 0, head_end_ = 0, tail_begin_ = 0;
  std::vector<std::size_t> picked_;
  std::uint32_t last_series_ = std::numeric_limits<std::uint32_t>::max();
};

CubeReplay::CubeReplay(CubeSlice slice, DataSetInfo info, ReplayOptions options)
    : state_(std::make_unique<State>(std::move(slice), std::move(info), std::move(options))) {}
CubeReplay::~CubeReplay() = default;
CubeReplay::CubeReplay(CubeReplay&&) noexcept = default;
CubeReplay& CubeReplay::operator=(CubeReplay&&) noexcept = default;

Result<bool> CubeReplay::step(DataSink& sink, std::size_t calls) { return state_->step(sink, calls); }

Status replay(const CubeSlice& slice, const DataSetInfo& info, DataSink& sink, const ReplayOptions& options) {
  CubeReplay whole(slice, info, options);
  while (TRY(whole.step(sink, std::numeric_limits<std::size_t>::max()))) {
  }
  return {};
}

}  // namespace atalaya
