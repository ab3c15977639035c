// Many small changes in few transactions: writers that wait at the same time share one, and with it one flush to the disk. Each still is kept wholly or not at
// all, and is acknowledged only when it is on the disk.
#pragma once

#include <soci/soci.h>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "base/error.h"
#include "register/store/store.h"

namespace atalaya::reg {

/// `one` does a single change inside of Store::write, with the same promises: it may be called again. All members may be called by many threads.
template <class Request, class Answer>
class GroupWriter {
 public:
  using One = std::function<Result<Answer>(soci::session&, const Request&)>;

  GroupWriter(Store& store, One one, std::size_t most = 100) : store_(store), one_(std::move(one)), most_(most) {}

  [[nodiscard]] Result<Answer> write(const Request& request) {
    Waiting mine{&request, std::nullopt};
    std::unique_lock lock(mutex_);
    waiting_.push_back(&mine);
    while (!mine.answer) {
      // Whoever finds nobody writing writes for all who wait, until it was its own turn.
      if (writing_) {
        turn_.wait(lock, [&] { return mine.answer || !writing_; });
        continue;
      }
      writing_ = true;
      const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(waiting_.size(), most_));
      const std::vector<Waiting*> group(waiting_.begin(), end);
      waiting_.erase(waiting_.begin(), end);
      lock.unlock();
      Answers answers = write_group(group);
      lock.lock();
      for (std::size_t i = 0; i < group.size(); ++i) group[i]->answer = std::move(answers[i]);
      writing_ = false;
      turn_.notify_all();
    }
    return std::move(*mine.answer);
  }

 private:
  struct Waiting {
    const Request* request;
    std::optional<Result<Answer>> answer;
  };
  using Answers = std::vector<std::optional<Result<Answer>>>;

  Answers write_group(const std::vector<Waiting*>& group) {
    Answers out(group.size());
    if (group.size() > 1) {
      const Status done = attempt([&](soci::session& session) -> Status {
        for (std::size_t i = 0; i < group.size(); ++i) {
          session << "savepoint one";
          out[i] = one_(session, *group[i]->request);
          if (!*out[i]) session << "rollback to savepoint one";
          session << "release savepoint one";
        }
        return {};
      });
      if (done) return out;
    }
    // Alone, or after one of them has spoilt it for all: each by itself.
    for (std::size_t i = 0; i < group.size(); ++i) {
      out[i] = attempt([&](soci::session& session) -> Result<Answer> { return one_(session, *group[i]->request); });
    }
    return out;
  }

  /// A fault of the program in one request is an error of that request, for the thread that meets it writes for others.
  template <class F>
  auto attempt(F f) -> std::invoke_result_t<F&, soci::session&> {
    try {
      return store_.write(f);
    } catch (const std::exception& fault) {
      return fail(ErrorKind::Internal, std::string("a fault of the program while writing: ") + fault.what());
    }
  }

  Store& store_;
  One one_;
  std::size_t most_;
  std::mutex mutex_;
  std::condition_variable turn_;
  std::vector<Waiting*> waiting_;
  bool writing_ = false;
};

}  // namespace atalaya::reg
