// The register's database. `read` and `write` are its transactions; what they are given works with `sql.h`.
//
//   store->write([&](soci::session& sql) -> Result<std::string> { sql::run(sql, "insert …", {…}); log::append(sql, {…}); return id; })
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <type_traits>
#include <typeindex>
#include <typeinfo>
#include <unordered_map>

#include "base/error.h"
#include "register/store/clock.h"

namespace soci {
class session;
}

namespace atalaya::reg {

class SessionPool;
class WriteQueue;
struct Address;

struct StoreOptions {
  bool create = true;  ///< SQLite: makes the file (and its folder) where there is none; else NotFound.
  const Clock* clock = &system_clock();
};

class Store {
 public:
  /// Opens `sqlite:PATH` or `postgresql:CONNINFO` (what libpq takes; also `postgresql://…`), and brings its tables to the newest state. Conflict where the
  /// database is of a newer program, or not a register; System where it cannot be reached.
  [[nodiscard]] static Result<std::unique_ptr<Store>> open(const std::string& where, const StoreOptions& options = {});
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  /// Calls `f(soci::session&)`, which returns a Result or a Status, in a transaction that sees one state of the database and may not change it.
  template <class F>
  auto read(F&& f) {
    return run<std::invoke_result_t<F&, soci::session&>>(false, f);
  }
  /// The same for what writes: all of it is kept (and on the disk) where the result is a value, nothing where it is an error. Writers follow one another; those
  /// that wait share a transaction, each with a savepoint. So `f` may run on another thread that writes, and again where the database asks for that: it changes
  /// nothing but its result and the database. Inside of `f` neither `read` nor `write` may be called.
  template <class F>
  auto write(F&& f) {
    return run<std::invoke_result_t<F&, soci::session&>>(true, f);
  }

  /// The one T of this store, made when it is first asked for: what a part of the register keeps in memory of what it has in the database. It is safe between
  /// threads by itself.
  template <class T>
  T& kept() {
    const std::scoped_lock lock(kept_mutex_);
    std::shared_ptr<void>& one = kept_[typeid(T)];
    if (!one) one = std::make_shared<T>();
    return *static_cast<T*>(one.get());
  }

  [[nodiscard]] const Clock& clock() const { return *clock_; }
  [[nodiscard]] std::string now() const { return clock_->now_text(); }

  /// Copies the database into a new file, as it is at one moment, while others go on. SQLite only: PostgreSQL has pg_dump, and the error says so (Usage).
  /// Conflict where the file is there.
  [[nodiscard]] Status backup(const std::filesystem::path& to);

 private:
  Store(Address address, const Clock& clock);

  template <class R, class F>
  R run(bool writes, F& f) {
    std::optional<R> result;
    const Status done = transact(writes, [&](soci::session& session) {
      result.emplace(f(session));
      return result->has_value();
    });
    if (!done) return std::unexpected(done.error());
    return std::move(*result);
  }
  /// `work` returns whether to keep what it wrote.
  [[nodiscard]] Status transact(bool writes, const std::function<bool(soci::session&)>& work);

  std::unique_ptr<Address> address_;
  const Clock* clock_;
  std::unique_ptr<SessionPool> readers_;
  std::unique_ptr<WriteQueue> writers_;
  std::mutex kept_mutex_;
  std::unordered_map<std::type_index, std::shared_ptr<void>> kept_;
};

}  // namespace atalaya::reg
