#include "register/store/store.h"

#include <chrono>
#include <thread>

#include "base/files.h"
#include "register/store/connect.h"
#include "register/store/migrations.h"
#include "register/store/session_pool.h"
#include "register/store/sql.h"

namespace atalaya::reg {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_readers = 8;
constexpr int most_attempts = 5;

void roll_back(SessionPool::Lease& lease) {
  try {
    lease.session() << "rollback";
  } catch (const soci::soci_error&) {
    lease.discard();
  }
}

Status prepare_file(const Address& address, bool create) {
  if (address.dialect != Dialect::Sqlite || fs::exists(address.target)) return {};
  if (!create) return fail(ErrorKind::NotFound, "there is no register", {.file = address.target}, "'atalaya register init' makes one");
  const fs::path folder = fs::path(address.target).parent_path();
  std::error_code code;
  if (fs::create_directories(folder, code)) fs::permissions(folder, fs::perms::owner_all, code);
  if (code) return fail(ErrorKind::System, "cannot make the folder: " + code.message(), {.file = folder.string()});
  return {};
}

}  // namespace

Store::Store(Address address, const Clock& clock) : address_(std::make_unique<Address>(std::move(address))), clock_(&clock) {
  const bool sqlite = address_->dialect == Dialect::Sqlite;
  readers_ = std::make_unique<SessionPool>(most_readers, [where = *address_] { return connect(where, false); });
  // SQLite has one writer at a time anyway; a second connection would only wait inside of it. In PostgreSQL they wait for the table's lock, which the
  // connection before gives up with its commit.
  writers_ = std::make_unique<SessionPool>(sqlite ? 1 : 2, [where = *address_] { return connect(where, true); });
}

Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(const std::string& where, const StoreOptions& options) {
  Address address = TRY(parse_address(where));
  TRY_STATUS(prepare_file(address, options.create));
  std::unique_ptr<Store> store(new Store(std::move(address), *options.clock));
  const Dialect dialect = store->address_->dialect;
  try {
    SessionPool::Lease lease = TRY(store->writers_->lease());
    if (Status done = migrate(lease.session(), dialect, store->now()); !done) {
      Error error = std::move(done).error();
      error.place.file = store->address_->name();
      return std::unexpected(std::move(error));
    }
  } catch (const soci::soci_error& error) {
    Error out = to_error(error, dialect);
    out.place.file = store->address_->name();
    return std::unexpected(std::move(out));
  }
  return store;
}

Status Store::transact(bool writes, const std::function<bool(soci::session&)>& work) {
  const Dialect dialect = address_->dialect;
  SessionPool& pool = writes ? *writers_ : *readers_;
  for (int attempt = 1;; ++attempt) {
    bool begun = false;
    std::optional<SessionPool::Lease> lease;
    try {
      lease.emplace(TRY(pool.lease()));
      soci::session& session = lease->session();
      writes ? begin_write(session, dialect) : begin_read(session, dialect);
      begun = true;
      const bool keep = work(session);
      // A transaction that only read ends the same way, whatever came of it.
      session << (keep || !writes ? "commit" : "rollback");
      return {};
    } catch (const soci::soci_error& error) {
      const Refusal why = refusal(error, dialect);
      if (lease) why == Refusal::ConnectionLost ? lease->discard() : roll_back(*lease);
      // A connection that was lost while idle is made anew; one that is lost later may have committed, and that is for the caller to find out.
      const bool again = why == Refusal::TryAgain || (why == Refusal::ConnectionLost && !begun);
      if (!again || attempt == most_attempts) return std::unexpected(to_error(error, dialect));
    } catch (const sql::BadText& error) {
      roll_back(*lease);
      return fail(ErrorKind::Input, error.what());
    } catch (...) {
      if (lease) roll_back(*lease);
      throw;
    }
    lease.reset();
    std::this_thread::sleep_for(std::chrono::milliseconds(10 << attempt));
  }
}

}  // namespace atalaya::reg
