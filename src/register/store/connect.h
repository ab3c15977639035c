// What differs between the two databases: how a connection is made and set up, how a transaction begins, and what its errors mean.
#pragma once

#include <soci/soci.h>

#include <filesystem>
#include <memory>
#include <string>

#include "base/error.h"
#include "register/store/session.h"

namespace atalaya::reg {

enum class Dialect { Sqlite, Postgresql };

/// Where a store is.
struct Address {
  Dialect dialect = Dialect::Sqlite;
  std::string target;                      ///< The file's path, or a connection string as libpq takes it.
  [[nodiscard]] std::string name() const;  ///< For messages: without what may be a password.
};

/// "sqlite:PATH", "postgresql:CONNINFO" or "postgresql://USER@HOST/NAME".
[[nodiscard]] Result<Address> parse_address(const std::string& where);

/// Throws what SOCI throws.
[[nodiscard]] std::unique_ptr<Session> connect(const Address& address, bool writes);

/// Writers follow one another, in PostgreSQL as in SQLite: every change adds to the log, and the log is one chain.
void begin_write(Session& session, Dialect dialect);
/// The part of one among those who share a transaction: what it takes back is not the others'. `first` has none before it.
void begin_part(Session& session, Dialect dialect, bool first);
void take_back_part(Session& session);
/// One state of the database for all that is read.
void begin_read(soci::session& session, Dialect dialect);

enum class Refusal { Other, TryAgain, Unique, AppendOnly, ConnectionLost };
[[nodiscard]] Refusal refusal(const soci::soci_error& error, Dialect dialect);
/// Without the values, which both SOCI and PostgreSQL would tell: they may be personal.
[[nodiscard]] Error to_error(const soci::soci_error& error, Dialect dialect);

/// SQLite: copies the database into a new file, as it is at one moment, while others read and write.
void copy_sqlite(soci::session& session, const std::filesystem::path& to);

}  // namespace atalaya::reg
