// The tables of the register, in steps that are only ever added. A step that was in a release is never edited: the next one changes what it made.
#pragma once

#include <string>
#include <vector>

#include "register/store/connect.h"

namespace atalaya::reg {

/// A statement for both databases, or one for each. `{id}` is the type of a number that the database gives out, which is the table's key; `{text}` is text that
/// sorts by its bytes.
struct MigrationStatement {
  std::string sqlite, postgresql;
  MigrationStatement(const char* both) : sqlite(both), postgresql(both) {}
  MigrationStatement(std::string for_sqlite, std::string for_postgresql) : sqlite(std::move(for_sqlite)), postgresql(std::move(for_postgresql)) {}
};

struct Migration {
  std::string name;
  std::vector<MigrationStatement> statements;
};

/// Appends what makes the database refuse UPDATE and DELETE (and TRUNCATE) of a table.
void make_append_only(std::vector<MigrationStatement>& statements, const std::string& table);

// One function a migration, in the order in which they were added; a new one is a file of its own, a line here and a line in migrations.cpp.
[[nodiscard]] Migration log_tables();
[[nodiscard]] Migration people_tables();
[[nodiscard]] Migration access_tables();
[[nodiscard]] Migration submission_tables();
[[nodiscard]] Migration instrument_tables();
[[nodiscard]] Migration consultation_tables();
[[nodiscard]] Migration instrument_document_tables();
[[nodiscard]] Migration notice_tables();
[[nodiscard]] Migration consultation_closing_tables();
[[nodiscard]] Migration cooperation_tables();
[[nodiscard]] Migration signature_tables();
[[nodiscard]] Migration instrument_tally_tables();
[[nodiscard]] Migration account_secret_tables();
[[nodiscard]] Migration pass_on_tables();
[[nodiscard]] Migration instrument_index_tables();
[[nodiscard]] Migration download_tables();
[[nodiscard]] Migration passkey_tables();

/// Brings a database to the newest state, in one transaction. Throws what SOCI throws. Conflict: it is of a newer or another program.
[[nodiscard]] Status migrate(soci::session& session, Dialect dialect, const std::string& instant);

}  // namespace atalaya::reg
