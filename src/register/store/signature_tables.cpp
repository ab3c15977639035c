#include "register/store/migrations.h"

namespace atalaya::reg {

Migration signature_tables() {
  std::vector<MigrationStatement> statements = {
      // outcome: as the signature was examined when it was received. holds: whether it counts as signed by the rule that was declared then.
      R"(create table submission_signature (
        id {id},
        public_id {text} not null unique,
        version bigint not null references submission_version (id),
        sha256 {text} not null,
        size bigint not null,
        outcome {text} not null,
        holds bigint not null,
        received {text} not null,
        person bigint references person (id)))",
      "create unique index signature_of_version on submission_signature (version, sha256)",
      R"(create table submission_signer (
        id {id},
        signature bigint not null references submission_signature (id),
        name {text} not null,
        subject {text} not null,
        issuer {text} not null,
        serial {text} not null,
        fingerprint {text} not null,
        algorithm {text} not null,
        signed_at {text},
        outcome {text} not null))",
      "create index signer_of_signature on submission_signer (signature)",
  };
  for (const char* table : {"submission_signature", "submission_signer"}) make_append_only(statements, table);
  return {"signatures", std::move(statements)};
}

}  // namespace atalaya::reg
