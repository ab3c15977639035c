#include "register/store/migrations.h"

namespace atalaya::reg {

Migration cooperation_tables() {
  std::vector<MigrationStatement> statements = {
      R"(create table working_group (
        id {id},
        public_id {text} not null unique,
        name {text} not null,
        purpose {text} not null,
        created {text} not null,
        closed {text}))",
      R"(create table working_group_member (
        id {id},
        working_group bigint not null references working_group (id),
        person bigint not null references person (id),
        since {text} not null,
        until {text}))",
      "create unique index working_group_member_now on working_group_member (working_group, person) where until is null",
      "create table meeting (id {id}, public_id {text} not null unique, working_group bigint not null references working_group (id))",
      "create index meeting_of_group on meeting (working_group)",
      // What holds is the highest number. Instants are UTC; the local times are as they were given, in `zone`.
      R"(create table meeting_version (
        meeting bigint not null references meeting (id),
        number bigint not null,
        title {text} not null,
        starts {text} not null,
        ends {text} not null,
        starts_local {text} not null,
        ends_local {text} not null,
        zone {text} not null,
        place {text} not null,
        address {text} not null,
        agenda {text} not null,
        open bigint not null,
        cancelled bigint not null,
        instant {text} not null,
        person bigint references person (id),
        primary key (meeting, number)))",
      R"(create table group_paper (
        id {id},
        public_id {text} not null unique,
        working_group bigint not null references working_group (id),
        title {text} not null,
        sha256 {text} not null,
        name {text} not null,
        media_type {text} not null,
        size bigint not null,
        instant {text} not null,
        person bigint references person (id)))",
      "create index group_paper_of_group on group_paper (working_group)",
      R"(create table group_decision (
        id {id},
        public_id {text} not null unique,
        working_group bigint not null references working_group (id),
        body {text} not null,
        instant {text} not null,
        person bigint references person (id)))",
      "create index group_decision_of_group on group_decision (working_group)",
      R"(create table group_action (
        id {id},
        public_id {text} not null unique,
        working_group bigint not null references working_group (id),
        title {text} not null,
        created {text} not null,
        person bigint references person (id)))",
      "create index group_action_of_group on group_action (working_group)",
      R"(create table group_action_step (
        action bigint not null references group_action (id),
        number bigint not null,
        state {text} not null,
        owner bigint references person (id),
        due {text},
        note {text} not null,
        instant {text} not null,
        person bigint references person (id),
        primary key (action, number)))",
      // goals: ",4,12,"; words: folded, " red rural ". Both are for filters.
      R"(create table initiative (
        id {id},
        public_id {text} not null unique,
        version bigint not null,
        country {text} not null,
        kind {text} not null,
        language {text} not null,
        title {text} not null,
        summary {text} not null,
        lead {text} not null,
        address {text} not null,
        starts {text} not null,
        ends {text} not null,
        goals {text} not null,
        words {text} not null,
        created {text} not null,
        changed {text} not null,
        withdrawn {text}))",
      "create index initiative_of_country on initiative (country, id)",
      R"(create table initiative_version (
        initiative bigint not null references initiative (id),
        number bigint not null,
        content {text} not null,
        instant {text} not null,
        person bigint references person (id),
        primary key (initiative, number)))",
      // What the workshop was given of the platform's own figures; a value that is NULL was taken back.
      R"(create table platform_load (
        id {id},
        cycle bigint not null references cycle (id),
        country {text} not null,
        indicator {text} not null,
        value {text},
        file_name {text} not null,
        file_hash {text} not null,
        load bigint not null,
        instant {text} not null))",
      "create index platform_load_of_cycle on platform_load (cycle, country, indicator)",
  };
  for (const char* table :
       {"meeting", "meeting_version", "group_paper", "group_decision", "group_action", "group_action_step", "initiative_version", "platform_load"}) {
    make_append_only(statements, table);
  }
  return {"cooperation", std::move(statements)};
}

}  // namespace atalaya::reg
