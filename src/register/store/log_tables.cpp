#include "register/store/migrations.h"

namespace atalaya::reg {

Migration log_tables() {
  std::vector<MigrationStatement> statements = {
      R"(create table log_entry (
        sequence bigint primary key,
        instant {text} not null,
        actor {text} not null,
        action {text} not null,
        subject {text} not null,
        details {text} not null,
        previous {text} not null,
        hash {text} not null unique))",
      "create index log_entry_subject on log_entry (subject)",
      // 'ATA01' is what connect.cpp knows the refusal by.
      {"select 1",
       "create function refuse_change() returns trigger language plpgsql as "
       "'begin raise exception using errcode = ''ATA01'', message = ''append-only''; end'"},
  };
  make_append_only(statements, "log_entry");
  return {"log", std::move(statements)};
}

}  // namespace atalaya::reg
