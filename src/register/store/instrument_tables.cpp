#include "register/store/migrations.h"

namespace atalaya::reg {

Migration instrument_tables() {
  std::vector<MigrationStatement> statements = {
      // What holds now; every version is in instrument_version. `position` orders lists: the newest date of its history as a number, 20261126.
      R"(create table instrument (
        id {id},
        public_id {text} not null unique,
        version bigint not null,
        position bigint not null,
        country {text} not null,
        kind {text} not null,
        scope {text} not null,
        language {text} not null,
        title {text} not null,
        translation_language {text} not null,
        translation {text} not null,
        summary {text} not null,
        body {text} not null,
        address {text} not null,
        document {text} not null,
        goals {text} not null,
        budget_amount {text},
        budget_currency {text},
        budget_year bigint,
        created {text} not null,
        changed {text} not null))",
      R"(create table instrument_version (
        instrument bigint not null references instrument (id),
        number bigint not null,
        instant {text} not null,
        actor {text} not null,
        content {text} not null,
        primary key (instrument, number)))",
      R"(create table instrument_event (
        instrument bigint not null references instrument (id),
        number bigint not null,
        country {text} not null,
        state {text} not null,
        date {text} not null,
        note {text} not null,
        recorded {text} not null,
        actor {text} not null,
        withdrawn {text},
        withdrawal {text} not null default '',
        primary key (instrument, number)))",
      "create index instrument_event_country on instrument_event (country, date, instrument)",
      // What follows from the events, so that a question for a date is one look into an index.
      R"(create table instrument_period (
        instrument bigint not null references instrument (id),
        since {text} not null,
        until {text} not null,
        state {text} not null,
        position bigint not null,
        primary key (instrument, since)))",
      "create index instrument_period_until on instrument_period (state, until, position, instrument, since)",
      "create index instrument_period_since on instrument_period (state, since, until, position, instrument)",
      "create index instrument_period_first on instrument_period (since, until, position, instrument)",
      R"(create table instrument_target (
        instrument bigint not null references instrument (id),
        place bigint not null,
        name {text} not null,
        value {text} not null,
        unit {text} not null,
        year bigint not null,
        primary key (instrument, place)))",
      R"(create table instrument_milestone (
        instrument bigint not null references instrument (id),
        place bigint not null,
        country {text} not null,
        name {text} not null,
        due {text} not null,
        reached {text},
        primary key (instrument, place)))",
      "create index instrument_milestone_due on instrument_milestone (country, due, instrument)",
      "create index instrument_milestone_reached on instrument_milestone (country, reached, instrument)",
      R"(create table instrument_link (
        instrument bigint not null references instrument (id),
        place bigint not null,
        other bigint not null references instrument (id),
        relation {text} not null,
        primary key (instrument, place)))",
      "create index instrument_link_other on instrument_link (other)",
      "create table instrument_term (id {id}, term {text} not null unique)",
  };
  const std::string posting =
      "create table instrument_posting (term bigint not null, position bigint not null, instrument bigint not null, primary key (term, position, instrument))";
  statements.emplace_back(posting + " without rowid", posting);
  make_append_only(statements, "instrument_version");
  return {"instruments", std::move(statements)};
}

}  // namespace atalaya::reg
