#include "register/store/migrations.h"

namespace atalaya::reg {

Migration consultation_closing_tables() {
  std::vector<MigrationStatement> statements = {
      R"(create table consultation_closing (
        consultation bigint primary key references consultation (id),
        instant {text} not null,
        said {text} not null,
        reason {text} not null))",
  };
  make_append_only(statements, "consultation_closing");
  return {"consultation closing", std::move(statements)};
}

}  // namespace atalaya::reg
