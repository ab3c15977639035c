#include "register/store/migrations.h"

namespace atalaya::reg {

Migration passkey_tables() {
  return {
      "passkeys",
      {
          // credential, public_key: base64url; the key as SubjectPublicKeyInfo. counter: of the last login that was taken. backup_eligible, backed_up: 0 or 1.
          R"(create table passkey (
                id {id},
                public_id {text} not null unique,
                person bigint not null references person (id),
                credential {text} not null unique,
                public_key {text} not null,
                algorithm {text} not null,
                counter bigint not null,
                backup_eligible bigint not null,
                backed_up bigint not null,
                name {text} not null,
                added {text} not null,
                used {text}))",
          "create index passkey_person on passkey (person)",
      }};
}

}  // namespace atalaya::reg
