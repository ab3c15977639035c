// Counts downloads while the observatory is served: gathers them in memory, and adds them to the store a few times a minute at most, however many there are.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "register/downloads/counts.h"
#include "register/downloads/visitors.h"

namespace atalaya::reg::downloads {

class Counter {
 public:
  struct Settings {
    std::chrono::milliseconds between{10'000};  ///< Two writes.
    std::size_t most_visitors = Visitors::usual_most;
    std::function<void(const Error&)> complain = {};  ///< On the counter's thread; once for each trouble in a row.
  };
  /// Begins to count, which the store is told by the counter's own thread. `store` must outlive it.
  Counter(Store& store, Settings settings);
  /// Writes what is left.
  ~Counter();
  Counter(const Counter&) = delete;
  Counter& operator=(const Counter&) = delete;

  /// Somebody at `address` has got the whole of a copy. Soon done; from any thread. The same again within an hour counts once.
  void take(std::string_view address, const std::string& country, const std::string& language, const std::string& release);

  /// Writes what was gathered, at once.
  [[nodiscard]] Status flush();

 private:
  void work(const std::stop_token& stop);

  Store& store_;
  Settings settings_;
  std::mutex mutex_;  // Of what follows.
  std::condition_variable_any wake_;
  Visitors visitors_;
  Counts gathered_;
  std::mutex writing_;  // One batch at a time; of what follows.
  bool has_begun_ = false;
  Counts batch_;
  std::string batch_id_;
  std::jthread thread_;  ///< The last member: it ends before what it uses.
};

}  // namespace atalaya::reg::downloads
