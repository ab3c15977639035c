#include "register/store/migrations.h"

namespace atalaya::reg {

// Instruments are found in memory (instruments/index.h), which the log leads from change to change: what repeated them as tables is not needed any more.
Migration instrument_index_tables() {
  return {"instrument index",
          {"drop table instrument_posting", "drop table instrument_tally", "drop table instrument_term", "drop table instrument_period",
           "create index log_entry_instrument on log_entry (sequence) where action >= 'instrument.' and action < 'instrument/'"}};
}

}  // namespace atalaya::reg
