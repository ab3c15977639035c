#include "register/store/migrations.h"

namespace atalaya::reg {

// How many instruments a term has, and how many a country has for a goal in each state on a day, without walking through them. The number on a day is the sum
// of the changes until then: of the whole years before ("Y2019"), of the months of its year before ("M2020-03"), and of the days of its month ("D2020-04-01").
Migration instrument_tally_tables() {
  const std::string tally =
      "create table instrument_tally (term bigint not null, span {text} not null, draft bigint not null, adopted bigint not null, in_force bigint not null, "
      "expired bigint not null, repealed bigint not null, primary key (term, span))";
  return {"instrument tallies",
          {"alter table instrument_term add column instruments bigint not null default 0",
           "update instrument_term set instruments = (select count(*) from instrument_posting p where p.term = instrument_term.id)",
           {tally + " without rowid", tally},
           R"(insert into instrument_tally (term, span, draft, adopted, in_force, expired, repealed)
              select c.term, case v.level when 1 then 'Y' || substr(c.day, 1, 4) when 2 then 'M' || substr(c.day, 1, 7) else 'D' || c.day end,
                sum(case c.state when 'draft' then c.change else 0 end), sum(case c.state when 'adopted' then c.change else 0 end),
                sum(case c.state when 'in_force' then c.change else 0 end), sum(case c.state when 'expired' then c.change else 0 end),
                sum(case c.state when 'repealed' then c.change else 0 end)
              from (select t.term as term, p.since as day, p.state as state, 1 as change
                      from instrument_term n join instrument_posting t on t.term = n.id join instrument_period p on p.instrument = t.instrument
                      where n.term like 'x:%'
                    union all
                    select t.term, p.until, p.state, -1
                      from instrument_term n join instrument_posting t on t.term = n.id join instrument_period p on p.instrument = t.instrument
                      where n.term like 'x:%' and p.until < '9999-12-31') c
                cross join (select 1 as level union all select 2 union all select 3) v
              group by 1, 2)",
           // In which state an instrument was on a day, without its row.
           "create index instrument_period_of on instrument_period (instrument, since, until, state)",
           // What was in a state, or in any, on a day, in the order of lists.
           "create index instrument_period_order on instrument_period (state, position, instrument, since, until)",
           "create index instrument_period_position on instrument_period (position, instrument, since, until)",
           // What a timeline reads first, without the rows themselves.
           "drop index instrument_event_country",
           "drop index instrument_milestone_due",
           "drop index instrument_milestone_reached",
           "create index instrument_event_country on instrument_event (country, date, instrument, number, withdrawn)",
           "create index instrument_milestone_due on instrument_milestone (country, due, instrument, place)",
           "create index instrument_milestone_reached on instrument_milestone (country, reached, instrument, place)"}};
}

}  // namespace atalaya::reg
