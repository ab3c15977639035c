#include "register/store/write_queue.h"

#include <chrono>
#include <optional>
#include <thread>

#include "register/store/sql.h"

namespace atalaya::reg {

namespace {

constexpr std::size_t most_together = 64;
constexpr int most_attempts = 5;

}  // namespace

WriteQueue::WriteQueue(const Address& address) : dialect_(address.dialect), sessions_(1, [address] { return connect(address, true); }) {}

Status WriteQueue::run(const Work& work) {
  Job job{.work = &work};
  std::unique_lock lock(mutex_);
  waiting_.push_back(&job);
  while (!job.done) {
    if (busy_) {
      finished_.wait(lock);
      continue;
    }
    busy_ = true;
    std::vector<Job*> batch;
    while (!waiting_.empty() && batch.size() < most_together) {
      batch.push_back(waiting_.front());
      waiting_.pop_front();
    }
    lock.unlock();
    run_all(batch);
    lock.lock();
    for (Job* one : batch) one->done = true;
    busy_ = false;
    finished_.notify_all();
  }
  lock.unlock();
  if (job.fault) std::rethrow_exception(job.fault);
  return std::move(job.status);
}

/// What the database says of the whole transaction goes on to run_all.
void WriteQueue::run_one(Session& session, Job& job, bool first) const {
  job.status = {};
  job.fault = nullptr;
  begin_part(session, dialect_, first);
  try {
    if (!(*job.work)(session)) take_back_part(session);
  } catch (const soci::soci_error& error) {
    const Refusal why = refusal(error, dialect_);
    if (why == Refusal::TryAgain || why == Refusal::ConnectionLost) throw;
    take_back_part(session);
    job.status = std::unexpected(to_error(error, dialect_));
  } catch (const sql::BadText& error) {
    take_back_part(session);
    job.status = fail(ErrorKind::Input, error.what());
  } catch (...) {
    take_back_part(session);
    job.fault = std::current_exception();
  }
}

void WriteQueue::run_all(std::vector<Job*>& batch) {
  const auto all_failed = [&](const Error& error) {
    for (Job* job : batch) {
      // Who had an error of their own keeps it: nothing of theirs was to be written.
      if (job->status && !job->fault) job->status = std::unexpected(error);
    }
  };
  for (int attempt = 1;; ++attempt) {
    bool begun = false;
    std::optional<SessionPool::Lease> lease;
    try {
      auto leased = sessions_.lease();
      if (!leased) return all_failed(leased.error());
      lease.emplace(std::move(*leased));
      Session& session = lease->session();
      begin_write(session, dialect_);
      begun = true;
      for (Job* job : batch) run_one(session, *job, job == batch.front());
      session << "commit";
      return;
    } catch (const soci::soci_error& error) {
      const Refusal why = refusal(error, dialect_);
      if (lease) why == Refusal::ConnectionLost ? lease->discard() : lease->roll_back();
      // A connection that was lost while idle is made anew; one that is lost later may have committed, and that is for the caller to find out.
      const bool again = why == Refusal::TryAgain || (why == Refusal::ConnectionLost && !begun);
      if (!again || attempt == most_attempts) return all_failed(to_error(error, dialect_));
    } catch (const std::exception& fault) {
      if (lease) lease->roll_back();
      return all_failed({ErrorKind::Internal, fault.what()});
    }
    lease.reset();
    std::this_thread::sleep_for(std::chrono::milliseconds(10 << attempt));
  }
}

}  // namespace atalaya::reg
