// Which series an object of a data set has.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "model/data_message.h"

namespace atalaya {

/// Series that come in the order of their keys, as those of a cube do, are only written down; a set of all is made when one comes out of order.
class ToldSeries {
 public:
  /// False where it was there. `name` stands for the key and no other key.
  bool insert(SeriesKey key, std::string_view name) {
    if (in_order_ && comes_behind_last(key)) {
      last_.assign(key.begin(), key.end());
      names_.append(name).push_back('\n');
      return true;
    }
    if (in_order_) look_up_from_now_on();
    return known_.emplace(name).second;
  }
  void clear() {
    in_order_ = true;
    last_.clear();
    names_.clear();
    known_.clear();
  }

 private:
  [[nodiscard]] bool comes_behind_last(SeriesKey key) const {
    // Nothing and an empty id have the same place in the order.
    if (std::ranges::any_of(key, &std::string_view::empty)) return false;
    return last_.empty() ? names_.empty() : std::ranges::lexicographical_compare(last_, key);
  }
  void look_up_from_now_on() {
    in_order_ = false;
    for (std::size_t at = 0; at < names_.size();) {
      const std::size_t end = names_.find('\n', at);
      known_.emplace(names_.substr(at, end - at));
      at = end + 1;
    }
    names_ = {};
  }

  bool in_order_ = true;
  std::vector<std::string> last_;
  std::string names_;  // one a line
  std::unordered_set<std::string> known_;
};

}  // namespace atalaya
