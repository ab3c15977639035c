#include "register/store/migrations.h"

namespace atalaya::reg {

Migration consultation_tables() {
  std::vector<MigrationStatement> statements = {
      R"(create table consultation (
        id {id},
        public_id {text} not null unique,
        voice {text} not null,
        moderation {text} not null,
        languages {text} not null,
        opens {text} not null,
        opens_local {text} not null,
        closes {text} not null,
        closes_local {text} not null,
        zone {text} not null,
        created {text} not null))",
      R"(create table consultation_text (
        consultation bigint not null references consultation (id),
        language {text} not null,
        title {text} not null,
        introduction {text} not null,
        primary key (consultation, language)))",
      R"(create table consultation_paragraph (
        consultation bigint not null references consultation (id),
        number bigint not null,
        label {text} not null,
        heading bigint not null,
        support bigint not null default 0,
        primary key (consultation, number)))",
      R"(create table consultation_paragraph_text (
        consultation bigint not null,
        number bigint not null,
        language {text} not null,
        content {text} not null,
        primary key (consultation, number, language),
        foreign key (consultation, number) references consultation_paragraph (consultation, number)))",
      // How many comments no filter tells apart: `cell` says of which paragraph and of what kind they are (consultation/cells.h).
      R"(create table consultation_cell (
        consultation bigint not null references consultation (id),
        cell bigint not null,
        comments bigint not null,
        primary key (consultation, cell)))",
      R"(create table consultation_comment (
        id {id},
        public_id {text} not null unique,
        consultation bigint not null references consultation (id),
        cell bigint not null,
        parent bigint references consultation_comment (id),
        root bigint,
        author {text},
        name {text} not null,
        content {text} not null,
        instant {text} not null,
        support bigint not null default 0,
        repeats bigint not null default 0,
        sameness {text} not null unique,
        form {text} unique,
        appeal_key {text}))",
      "create index consultation_comment_newest on consultation_comment (consultation, id, cell)",
      "create index consultation_comment_support on consultation_comment (consultation, support, id, cell)",
      "create index consultation_comment_cell on consultation_comment (consultation, cell, support, id)",
      "create index consultation_comment_root on consultation_comment (root, id) where root is not null",
      "create index consultation_comment_author on consultation_comment (author, id) where author is not null",
      R"(create table consultation_moderation (
        comment bigint not null references consultation_comment (id),
        number bigint not null,
        instant {text} not null,
        actor {text} not null,
        act {text} not null,
        reason {text} not null,
        note {text} not null,
        primary key (comment, number)))",
      R"(create table consultation_appeal (
        comment bigint primary key references consultation_comment (id),
        instant {text} not null))",
      "create index consultation_appeal_instant on consultation_appeal (instant)",
      R"(create table consultation_answer (
        id {id},
        public_id {text} not null unique,
        consultation bigint not null references consultation (id),
        paragraph bigint,
        comment bigint references consultation_comment (id),
        outcome {text} not null,
        instant {text} not null,
        actor {text} not null))",
      "create index consultation_answer_paragraph on consultation_answer (consultation, paragraph, id)",
      "create index consultation_answer_comment on consultation_answer (comment, id) where comment is not null",
      R"(create table consultation_answer_text (
        answer bigint not null references consultation_answer (id),
        language {text} not null,
        content {text} not null,
        primary key (answer, language)))",
      R"(create table consultation_support (
        consultation bigint not null references consultation (id),
        paragraph bigint not null,
        comment bigint not null,
        person {text} not null,
        instant {text} not null,
        primary key (consultation, paragraph, comment, person)))",
      "create index consultation_support_person on consultation_support (person)",
      // For an hour, and by a hash whose salt is gone after a day: see flood.h.
      "create table consultation_pace (id {id}, subject {text} not null, instant {text} not null)",
      "create index consultation_pace_subject on consultation_pace (subject, instant)",
      "create index consultation_pace_instant on consultation_pace (instant)",
      "create table consultation_salt (day {text} primary key, salt {text} not null)",
  };
  make_append_only(statements, "consultation_answer");
  make_append_only(statements, "consultation_answer_text");
  make_append_only(statements, "consultation_paragraph_text");
  return {"consultation", std::move(statements)};
}

}  // namespace atalaya::reg
