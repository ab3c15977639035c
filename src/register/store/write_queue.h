// Writers of one process at once: they queue, and whoever finds nobody at work does the work of all who wait, in one transaction with one flush to the disk.
// Each has a savepoint of its own, so that what one takes back is not the others'. A disk flushes some hundred times a second; without this that is all the
// register could take in.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <vector>

#include "base/error.h"
#include "register/store/connect.h"
#include "register/store/session_pool.h"

namespace atalaya::reg {

class WriteQueue {
 public:
  using Work = std::function<bool(soci::session&)>;  ///< Returns whether to keep what it wrote.

  explicit WriteQueue(const Address& address);

  /// Returns once it is on the disk, or taken back. `work` may run on another thread that waits here too, and more than once.
  [[nodiscard]] Status run(const Work& work);
  [[nodiscard]] SessionPool& sessions() { return sessions_; }

 private:
  struct Job {
    const Work* work;
    bool done = false;
    Status status = {};
    std::exception_ptr fault = {};  ///< What it threw that is no matter of the database.
  };
  void run_all(std::vector<Job*>& batch);
  void run_one(Session& session, Job& job, bool first) const;

  Dialect dialect_;
  SessionPool sessions_;
  std::mutex mutex_;
  std::condition_variable finished_;
  std::deque<Job*> waiting_;
  bool busy_ = false;
};

}  // namespace atalaya::reg
