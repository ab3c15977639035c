// Connections to the database that are opened when they are needed and used again.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "base/error.h"

namespace atalaya::reg {

class Session;

class SessionPool {
 public:
  using Make = std::function<std::unique_ptr<Session>()>;  ///< May throw what SOCI throws.

  SessionPool(std::size_t most, Make make);
  ~SessionPool();

  /// A connection until the lease ends. One thread at a time; never ask for a second while one is held.
  class Lease {
   public:
    Lease(SessionPool& pool, std::unique_ptr<Session> session);
    Lease(Lease&& other) noexcept;
    Lease& operator=(Lease&&) = delete;
    ~Lease();
    [[nodiscard]] Session& session() { return *session_; }
    void discard();    ///< The connection is not to be used again.
    void roll_back();  ///< Ends what was begun; a connection that cannot is discarded.

   private:
    friend class SessionPool;
    SessionPool* pool_;
    std::unique_ptr<Session> session_;
  };

  /// Waits its turn for at most half a minute; then System.
  [[nodiscard]] Result<Lease> lease();

 private:
  void give_back(std::unique_ptr<Session> session);

  Make make_;
  std::size_t most_;
  std::mutex mutex_;
  std::condition_variable returned_;
  std::size_t out_ = 0;
  std::vector<std::unique_ptr<Session>> idle_;
};

}  // namespace atalaya::reg
