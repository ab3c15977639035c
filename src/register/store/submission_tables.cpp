#include "register/store/migrations.h"

namespace atalaya::reg {

Migration submission_tables() {
  std::vector<MigrationStatement> statements = {
      // title: JSON by language. A cycle is open from `opens` until `closed`.
      R"(create table cycle (
        id {id},
        public_id {text} not null unique,
        questionnaire {text} not null,
        questionnaire_version {text} not null,
        questionnaire_hash {text} not null,
        year bigint not null,
        title {text} not null,
        opens {text} not null,
        due {text},
        review_due {text},
        closed {text},
        created {text} not null,
        created_by bigint references person (id)))",
      "create unique index cycle_of_year on cycle (questionnaire, year)",
      // due: where it is another than the cycle's.
      R"(create table submission (
        id {id},
        public_id {text} not null unique,
        cycle bigint not null references cycle (id),
        country {text} not null,
        state {text} not null,
        due {text},
        created {text} not null,
        changed {text} not null))",
      "create unique index submission_of_country on submission (cycle, country)",
      // Everything that was ever answered. The answer that counts is that of the highest revision; what is kept aside was made upon an older one and is
      // waiting for somebody to choose. A value that is NULL takes the answer back.
      R"(create table answer_entry (
        id {id},
        submission bigint not null references submission (id),
        question {text} not null,
        revision bigint not null,
        based_on bigint not null,
        kept_aside bigint not null,
        value {text},
        origin {text} not null,
        person bigint references person (id),
        instant {text} not null))",
      "create unique index answer_revision on answer_entry (submission, question, revision) where kept_aside = 0",
      "create index answer_of_submission on answer_entry (submission, question)",
      R"(create table evidence (
        id {id},
        public_id {text} not null unique,
        submission bigint not null references submission (id),
        question {text} not null,
        address {text} not null,
        sha256 {text} not null,
        name {text} not null,
        media_type {text} not null,
        size bigint not null,
        note {text} not null,
        added {text} not null,
        person bigint references person (id),
        removed {text}))",
      "create index evidence_of_submission on evidence (submission, question)",
      R"(create table submission_version (
        id {id},
        public_id {text} not null unique,
        submission bigint not null references submission (id),
        number bigint not null,
        frozen {text} not null,
        sha256 {text} not null,
        receipt {text} not null,
        instant {text} not null,
        person bigint references person (id)))",
      "create unique index version_number on submission_version (submission, number)",
      R"(create table submission_step (
        id {id},
        submission bigint not null references submission (id),
        step {text} not null,
        from_state {text} not null,
        to_state {text} not null,
        version bigint not null,
        note {text} not null,
        instant {text} not null,
        person bigint references person (id)))",
      "create index step_of_submission on submission_step (submission)",
      // question: full id of a question, code of an indicator, or empty for the whole.
      R"(create table remark (
        id {id},
        public_id {text} not null unique,
        submission bigint not null references submission (id),
        version bigint not null,
        question {text} not null,
        body {text} not null,
        instant {text} not null,
        person bigint references person (id),
        settled {text},
        settled_by bigint references person (id)))",
      "create index remark_of_submission on remark (submission)",
      R"(create table remark_reply (
        id {id},
        remark bigint not null references remark (id),
        body {text} not null,
        instant {text} not null,
        person bigint references person (id)))",
      "create index reply_of_remark on remark_reply (remark)",
      R"(create table score_change (
        id {id},
        public_id {text} not null unique,
        submission bigint not null references submission (id),
        version bigint not null,
        indicator {text} not null,
        score bigint not null,
        reason {text} not null,
        instant {text} not null,
        person bigint references person (id),
        decision {text},
        decision_reason {text} not null,
        decided {text},
        decided_by bigint references person (id)))",
      "create index score_change_of_submission on score_change (submission)",
      R"(create table civil_review (
        id {id},
        public_id {text} not null unique,
        submission bigint not null references submission (id),
        version bigint not null,
        indicator {text} not null,
        score bigint,
        body {text} not null,
        instant {text} not null,
        person bigint references person (id)))",
      "create index civil_review_of_submission on civil_review (submission)",
      R"(create table civil_reply (
        id {id},
        review bigint not null references civil_review (id),
        body {text} not null,
        instant {text} not null,
        person bigint references person (id)))",
      "create index reply_of_civil_review on civil_reply (review)",
      // What the workshop was given; a value that is NULL was taken back. version is that of the receipt.
      R"(create table score_load (
        id {id},
        cycle bigint not null references cycle (id),
        country {text} not null,
        indicator {text} not null,
        value {text},
        version bigint references submission_version (id),
        file_name {text} not null,
        file_hash {text} not null,
        load bigint not null,
        instant {text} not null))",
      "create index score_load_of_cycle on score_load (cycle, country, indicator)",
  };
  for (const char* table : {"answer_entry", "submission_version", "submission_step", "remark_reply", "civil_review", "civil_reply", "score_load"}) {
    make_append_only(statements, table);
  }
  return {"submissions", std::move(statements)};
}

}  // namespace atalaya::reg
