#include "register/store/session_pool.h"

#include <chrono>
#include <utility>

#include "register/store/session.h"

namespace atalaya::reg {

// Here and not in the header: there Session is not whole, and clang would have to destroy one.
SessionPool::SessionPool(std::size_t most, Make make) : make_(std::move(make)), most_(most) {}
SessionPool::~SessionPool() = default;

SessionPool::Lease::Lease(SessionPool& pool, std::unique_ptr<Session> session) : pool_(&pool), session_(std::move(session)) {}
SessionPool::Lease::Lease(Lease&& other) noexcept : pool_(std::exchange(other.pool_, nullptr)), session_(std::move(other.session_)) {}

SessionPool::Lease::~Lease() {
  if (pool_ != nullptr) pool_->give_back(std::move(session_));
}

void SessionPool::Lease::discard() { session_.reset(); }

void SessionPool::Lease::roll_back() {
  if (!session_) return;
  try {
    *session_ << "rollback";
  } catch (const soci::soci_error&) {
    discard();
  }
}

Result<SessionPool::Lease> SessionPool::lease() {
  std::unique_lock lock(mutex_);
  if (!returned_.wait_for(lock, std::chrono::seconds(30), [&] { return out_ < most_; })) {
    return fail(ErrorKind::System, "the register's database is too busy");
  }
  ++out_;
  if (!idle_.empty()) {
    auto session = std::move(idle_.back());
    idle_.pop_back();
    return Lease(*this, std::move(session));
  }
  lock.unlock();
  Lease made(*this, nullptr);  // Counts itself back where making one throws.
  made.session_ = make_();
  return made;
}

void SessionPool::give_back(std::unique_ptr<Session> session) {
  {
    const std::lock_guard lock(mutex_);
    --out_;
    if (session) idle_.push_back(std::move(session));
  }
  returned_.notify_one();
}

}  // namespace atalaya::reg
