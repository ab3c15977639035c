#include "register/store/migrations.h"

namespace atalaya::reg {

// What a document was called and is: the bytes are kept under their hash, whoever else has the same.
Migration instrument_document_tables() {
  return {"instrument documents", {R"(create table instrument_document (
        instrument bigint not null references instrument (id),
        sha256 {text} not null,
        name {text} not null,
        media_type {text} not null,
        size bigint not null,
        added {text} not null,
        actor {text} not null,
        primary key (instrument, sha256)))"}};
}

}  // namespace atalaya::reg
