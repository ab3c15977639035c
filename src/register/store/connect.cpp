#include "register/store/connect.h"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <fcntl.h>
#include <unistd.h>

#include "register/store/sql.h"

namespace atalaya::reg {

namespace fs = std::filesystem;

namespace {

std::unique_ptr<Session> connect_sqlite(const Address& address, bool writes) {
  // The file holds personal data: it and what SQLite makes beside it are its owner's alone. Only a new file is opened here: to close one that this process has
  // open elsewhere would end its POSIX locks, and another program would then take away the log of writes from under it.
  if (const int file = ::open(address.target.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600); file >= 0) ::close(file);
  auto session = std::make_unique<Session>(*soci::factory_sqlite3(), "dbname=\"" + address.target + "\"");
  auto* backend = static_cast<soci::sqlite3_session_backend*>(session->get_backend());
  sqlite_api::sqlite3_extended_result_codes(backend->conn_, 1);
  sqlite_api::sqlite3_busy_timeout(backend->conn_, 10'000);
  // FULL: what was acknowledged survives a power cut. secure_delete: what a person has erased is not left in free pages.
  for (const char* setting :
       {"pragma journal_mode = wal", "pragma synchronous = full", "pragma foreign_keys = on", "pragma secure_delete = on", "pragma trusted_schema = off"}) {
    *session << setting;
  }
  if (!writes) *session << "pragma query_only = on";
  return session;
}

std::unique_ptr<Session> connect_postgresql(const Address& address) {
  auto session = std::make_unique<Session>(*soci::factory_postgresql(), address.target);
  // Plans are made anew, also of statements that are kept: one that was made while a table was small reads all of it when it has become large.
  // Questions are small: to begin other processes, or to compile, takes longer than to answer.
  for (const char* setting :
       {"set plan_cache_mode = force_custom_plan", "set max_parallel_workers_per_gather = 0", "set jit = off", "set client_min_messages = warning",
        "set client_encoding = 'UTF8'", "set application_name = 'atalaya'", "set lock_timeout = '10s'", "set idle_in_transaction_session_timeout = '60s'"}) {
    *session << setting;
  }
  return session;
}

}  // namespace

std::string Address::name() const { return dialect == Dialect::Sqlite ? target : "the PostgreSQL database"; }

Result<Address> parse_address(const std::string& where) {
  const std::string sqlite = "sqlite:", postgresql = "postgresql:";
  if (where.starts_with(postgresql + "//")) return Address{Dialect::Postgresql, where};
  if (where.starts_with(postgresql)) return Address{Dialect::Postgresql, where.substr(postgresql.size())};
  if (where.starts_with(sqlite) && where.size() > sqlite.size()) {
    // SOCI reads the path as a quoted word of its own.
    if (where.find_first_of("\"\n") != std::string::npos) return fail(ErrorKind::Usage, "the store's path must have no quotation mark");
    std::error_code code;
    const fs::path path = fs::absolute(where.substr(sqlite.size()), code);
    return Address{Dialect::Sqlite, path.string()};
  }
  return fail(ErrorKind::Usage, "this is no place of a store", {}, "sqlite:PATH or postgresql:CONNINFO");
}

std::unique_ptr<Session> connect(const Address& address, bool writes) {
  return address.dialect == Dialect::Sqlite ? connect_sqlite(address, writes) : connect_postgresql(address);
}

void begin_write(Session& session, Dialect dialect) {
  session.log_head.reset();
  if (dialect == Dialect::Sqlite) {
    session << "begin immediate";
    return;
  }
  // LOCK takes no snapshot, so the first statement after it sees all that the writer before has done. In one message, for each costs a turn to the server.
  session << "begin isolation level repeatable read; lock table writer_turn in exclusive mode";
}

void begin_part(Session& session, Dialect dialect, bool first) {
  if (first) {
    session << "savepoint one_of_all";
  } else if (dialect == Dialect::Postgresql) {
    session << "release savepoint one_of_all; savepoint one_of_all";
  } else {
    session << "release savepoint one_of_all";
    session << "savepoint one_of_all";
  }
}

void take_back_part(Session& session) {
  session.log_head.reset();
  session << "rollback to savepoint one_of_all";
}

void begin_read(soci::session& session, Dialect dialect) {
  session << (dialect == Dialect::Sqlite ? "begin" : "begin isolation level repeatable read, read only");
}

Refusal refusal(const soci::soci_error& error, Dialect dialect) {
  if (dialect == Dialect::Sqlite) {
    const auto* sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&error);
    if (sqlite == nullptr) return Refusal::Other;
    switch (sqlite->result()) {
      case SQLITE_CONSTRAINT_UNIQUE:
      case SQLITE_CONSTRAINT_PRIMARYKEY: return Refusal::Unique;
      case SQLITE_CONSTRAINT_TRIGGER: return Refusal::AppendOnly;
      default: break;
    }
    const int primary = sqlite->result() & 0xff;
    return primary == SQLITE_BUSY || primary == SQLITE_LOCKED ? Refusal::TryAgain : Refusal::Other;
  }
  if (error.get_error_category() == soci::soci_error::connection_error) return Refusal::ConnectionLost;
  const auto* postgresql = dynamic_cast<const soci::postgresql_soci_error*>(&error);
  if (postgresql == nullptr) return Refusal::Other;
  const std::string state = postgresql->sqlstate();
  if (state == "23505") return Refusal::Unique;
  if (state == "ATA01") return Refusal::AppendOnly;  // log_tables.cpp
  if (state == "40001" || state == "40P01" || state == "55P03") return Refusal::TryAgain;
  // The server ended the connection, or is starting or stopping.
  if (state.starts_with("08") || state.starts_with("57P") || state.find_first_not_of(" \0") == std::string::npos) return Refusal::ConnectionLost;
  return Refusal::Other;
}

Error to_error(const soci::soci_error& error, Dialect dialect) {
  switch (refusal(error, dialect)) {
    case Refusal::Unique: return {ErrorKind::Conflict, "the register already has this"};
    case Refusal::AppendOnly: return {ErrorKind::Conflict, "what the log has is never changed or removed"};
    case Refusal::TryAgain: return {ErrorKind::System, "the register's database is too busy"};
    default: break;
  }
  std::string what = error.get_error_message();
  what = what.substr(0, what.find('\n'));
  return {ErrorKind::System, "the register's database: " + what};
}

void copy_sqlite(soci::session& session, const fs::path& to) { sql::run(session, "vacuum into :path", {to.string()}); }

}  // namespace atalaya::reg
