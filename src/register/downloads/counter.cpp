#include "register/downloads/counter.h"

#include "register/store/random.h"

namespace atalaya::reg::downloads {

namespace {

/// A copy for each country, language and release on a day: far more than there can be.
constexpr std::size_t most_gathered = 20'000;

}  // namespace

Counter::Counter(Store& store, Settings settings) : store_(store), settings_(std::move(settings)), visitors_(settings_.most_visitors) {
  thread_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
}

Counter::~Counter() {
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
  if (const Status done = flush(); !done && settings_.complain) settings_.complain(done.error());
}

void Counter::take(std::string_view address, const std::string& country, const std::string& language, const std::string& release) {
  const auto now = store_.clock().now();
  const std::string thing = country + "/" + language + "/" + release;
  const std::lock_guard lock(mutex_);
  if (!visitors_.is_first(address, thing, now)) return;
  Copy copy{instant_text(now).substr(0, 10), country, language, release};
  if (gathered_.size() >= most_gathered && !gathered_.contains(copy)) return;
  ++gathered_[std::move(copy)];
  wake_.notify_one();
}

Status Counter::flush() {
  const std::lock_guard writing(writing_);
  if (!has_begun_) TRY_STATUS(begin(store_));
  has_begun_ = true;
  const auto write = [this]() -> Status {
    TRY_STATUS(add(store_, batch_id_, batch_));
    batch_.clear();
    return {};
  };
  // A batch that failed goes first, under its own id: whether it was written after all is for the store to find out.
  if (!batch_.empty()) TRY_STATUS(write());
  {
    const std::lock_guard lock(mutex_);
    batch_.swap(gathered_);
  }
  if (batch_.empty()) return {};
  batch_id_ = new_public_id();
  return write();
}

void Counter::work(const std::stop_token& stop) {
  std::string trouble;
  while (true) {
    const Status done = flush();
    const std::string now = done ? std::string() : done.error().to_string();
    if (!now.empty() && now != trouble && settings_.complain) settings_.complain(done.error());
    trouble = now;
    std::unique_lock lock(mutex_);
    // The first of a batch wakes it, and the others have until then to come.
    if (!wake_.wait(lock, stop, [&] { return !trouble.empty() || !gathered_.empty(); })) return;
    wake_.wait_for(lock, stop, settings_.between, [] { return false; });
    if (stop.stop_requested()) return;
  }
}

}  // namespace atalaya::reg::downloads
