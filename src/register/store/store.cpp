#include "register/store/store.h"

#include <chrono>
#include <thread>

#include "base/files.h"
#include "register/store/connect.h"
#include "register/store/migrations.h"
#include "register/store/session_pool.h"
#include "register/store/sql.h"
#include "register/store/write_queue.h"

namespace atalaya::reg {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_readers = 8;
constexpr int most_attempts = 5;

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
  readers_ = std::make_unique<SessionPool>(most_readers, [where = *address_] { return connect(where, false); });
  writers_ = std::make_unique<WriteQueue>(*address_);
}

Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(const std::string& where, const StoreOptions& options) {
  Address address = TRY(parse_address(where));
  TRY_STATUS(prepare_file(address, options.create));
  std::unique_ptr<Store> store(new Store(std::move(address), *options.clock));
  const Dialect dialect = store->address_->dialect;
  try {
    SessionPool::Lease lease = TRY(store->writers_->sessions().lease());
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
  if (writes) return writers_->run(work);
  const Dialect dialect = address_->dialect;
  for (int attempt = 1;; ++attempt) {
    std::optional<SessionPool::Lease> lease;
    try {
      lease.emplace(TRY(readers_->lease()));
      begin_read(lease->session(), dialect);
      (void)work(lease->session());
      lease->session() << "commit";
      return {};
    } catch (const soci::soci_error& error) {
      // What only reads may always be done again, and over a new connection.
      const Refusal why = refusal(error, dialect);
      if (lease) why == Refusal::ConnectionLost ? lease->discard() : lease->roll_back();
      if ((why != Refusal::TryAgain && why != Refusal::ConnectionLost) || attempt == most_attempts) return std::unexpected(to_error(error, dialect));
    } catch (const sql::BadText& error) {
      lease->roll_back();
      return fail(ErrorKind::Input, error.what());
    } catch (...) {
      if (lease) lease->roll_back();
      throw;
    }
    lease.reset();
    std::this_thread::sleep_for(std::chrono::milliseconds(10 << attempt));
  }
}

}  // namespace atalaya::reg
