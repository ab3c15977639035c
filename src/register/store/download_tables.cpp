#include "register/store/migrations.h"

namespace atalaya::reg {

// How many copies of the observatory were downloaded: of whom there is nothing.
Migration download_tables() {
  return {
      "downloads",
      {// country: empty for a copy of the whole agenda.
       "create table download_count (day {text} not null, country {text} not null, language {text} not null, release_id {text} not null, downloads bigint not "
       "null, primary key (day, country, language, release_id))",
       // Since when they are counted: one row, once there was anything that counts.
       "create table download_counting (id bigint primary key, began {text} not null)",
       // What was added lately, so that nothing is added twice where the answer of the database was lost.
       "create table download_batch (id {text} primary key, instant {text} not null)"}};
}

}  // namespace atalaya::reg
