#include "register/store/migrations.h"

namespace atalaya::reg {

Migration notice_tables() {
  return {"notices",
          {
              // Up to which entry of the log notices have been made. What was before this migration brings none.
              "create table notice_cursor (id bigint primary key, sequence bigint not null)",
              "insert into notice_cursor (id, sequence) select 1, coalesce(max(sequence), 0) from log_entry",
              // To a person or, before there is one, to an invitation. occurrence: the same thing is told once.
              R"(create table notice (
                id {id},
                public_id {text} not null unique,
                person bigint references person (id),
                invitation bigint references invitation (id),
                kind {text} not null,
                subject {text} not null,
                occurrence {text} not null unique,
                created {text} not null,
                state {text} not null,
                attempts bigint not null,
                next_try {text} not null,
                claimed {text},
                outcome {text} not null,
                done {text}))",
              "create index notice_due on notice (state, next_try)",
              "create index notice_of_person on notice (person)",
              "create index notice_of_invitation on notice (invitation)",
              "create table notice_choice (person bigint primary key references person (id), delivery {text} not null)",
              // An address that the server at its other end has refused for good.
              "create table bounced_address (email_key {text} primary key, outcome {text} not null, instant {text} not null)",
              // Further links of an invitation, each by its hash: one a message that was sent.
              "create table invitation_link (token_hash {text} primary key, invitation bigint not null references invitation (id))",
              // When the office last did something: a backup, what retention asks.
              "create table office_fact (name {text} primary key, content {text} not null, instant {text} not null)",
          }};
}

}  // namespace atalaya::reg
