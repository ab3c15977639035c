#include "register/store/migrations.h"

namespace atalaya::reg {

Migration account_secret_tables() {
  return {"account_secrets",
          {
              // The names of the keys that secrets were sealed with, the last one being that of now (access/secret_key.h). The keys are not in the store.
              "create table secret_key (id {id}, name {text} not null, since {text} not null)",
              // What a provider calls a login that it gave us, for its notice that it has ended (OpenID Connect Back-Channel Logout 1.0).
              R"(create table provider_session (
                session bigint primary key references login_session (id) on delete cascade,
                provider {text} not null,
                issuer {text} not null,
                subject {text} not null,
                sid {text} not null))",
              "create index provider_session_subject on provider_session (issuer, subject)",
          }};
}

}  // namespace atalaya::reg
