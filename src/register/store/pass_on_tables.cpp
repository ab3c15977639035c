#include "register/store/migrations.h"

namespace atalaya::reg {

Migration pass_on_tables() {
  return {"pass_on",
          {
              // An invitation to a role that somebody passes on. kind: hand_over or delegate. since and until: from when and until when it is to hold; NULL is
              // from the acceptance on, and as long as the role itself.
              R"(create table role_offer (
                invitation bigint primary key references invitation (id),
                held bigint not null references role_grant (id),
                kind {text} not null,
                since {text},
                until {text}))",
              "create index role_offer_held on role_offer (held)",
          }};
}

}  // namespace atalaya::reg
