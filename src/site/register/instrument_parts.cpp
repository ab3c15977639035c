#include "site/register/instrument_parts.h"

#include "base/text.h"

namespace atalaya::site::desk {

using instruments::Relation;

std::string scope_name(const Locale& l, instruments::Scope scope) {
  switch (scope) {
    case instruments::Scope::National: return l.tr("national");
    case instruments::Scope::Subnational: return l.tr("subnational");
    case instruments::Scope::Sectoral: return l.tr("of a sector");
    case instruments::Scope::Regional: return l.tr("regional");
    case instruments::Scope::International: return l.tr("international");
  }
  return {};
}

std::string relation_name(const Locale& l, Relation relation, bool from_there) {
  switch (relation) {
    case Relation::Related: return l.tr("is related to");
    case Relation::BasedOn: return from_there ? l.tr("is the basis of") : l.tr("is based on");
    case Relation::Implements: return from_there ? l.tr("is implemented by") : l.tr("implements");
    case Relation::Replaces: return from_there ? l.tr("is replaced by") : l.tr("replaces");
  }
  return {};
}

std::string country_of(const Presenter& p, std::string_view country) { return country.empty() ? p.locale().tr("The region") : p.area_name(country); }

instruments::Known known_of(const Agenda& agenda) {
  instruments::Known out;
  for (const Country& country : agenda.countries) out.countries.push_back(country.id);
  for (const Goal& goal : agenda.goals) out.goals.push_back(goal.number);
  return out;
}

Result<instruments::Filter> read_filter(const http::Query& query, const Agenda& agenda) {
  instruments::Filter out;
  const auto no = [](const char* field, const char* what) { return reg::wrong(field, what); };
  if (const std::string country = query.get("country"); country == "region") {
    out.country = "";
  } else if (!country.empty()) {
    if (agenda.find_country(country) == nullptr) return no("country", tr_noop("this is no country of the agenda"));
    out.country = country;
  }
  if (const std::string goal = query.get("goal"); !goal.empty()) {
    const auto number = parse_integer(goal);
    if (!number || *number > 1000 || agenda.find_goal(static_cast<int>(*number)) == nullptr) return no("goal", tr_noop("this is no goal of the agenda"));
    out.goal = static_cast<int>(*number);
  }
  if (const std::string kind = query.get("kind"); !kind.empty()) {
    out.kind = instruments::parse_kind(kind);
    if (!out.kind) return no("kind", tr_noop("this is no kind of instrument"));
  }
  if (const std::string state = query.get("state"); !state.empty()) {
    out.state = instruments::parse_state(state);
    if (!out.state) return no("state", tr_noop("this is no state of an instrument"));
  }
  out.text = query.get("text");
  if (out.text.size() > 500) return no("text", tr_noop("this text is too long to be looked for"));
  out.date = query.get("date");
  if (!out.date.empty() && !reg::is_day(out.date)) return no("date", tr_noop("this must be a date such as 2026-02-28"));
  return out;
}

std::string filter_query(const instruments::Filter& filter) {
  http::Query query;
  if (filter.country) query.add("country", filter.country->empty() ? "region" : *filter.country);
  if (filter.goal) query.add("goal", std::to_string(*filter.goal));
  if (filter.kind) query.add("kind", std::string(to_string(*filter.kind)));
  if (filter.state) query.add("state", std::string(to_string(*filter.state)));
  if (!filter.text.empty()) query.add("text", filter.text);
  if (!filter.date.empty()) query.add("date", filter.date);
  return query.to_string();
}

std::vector<Choice> country_choices(const Presenter& presenter, const std::string& chosen) {
  std::vector<Choice> out = {{"region", presenter.locale().tr("The region"), chosen == "region"}};
  for (const Country* country : presenter.countries_by_name()) out.push_back({country->id, presenter.in(country->name), chosen == country->id});
  return out;
}

std::string instrument_link(const Visit& visit, std::string_view id) { return visit.link("instruments/" + std::string(id)); }

std::string instrument_note(const Presenter& presenter, const instruments::Found& found) {
  const Locale& l = presenter.locale();
  std::string out = kind_name(l, found.kind) + " · ";
  out += found.state ? fill(l.tr("{1} since {2}"), {state_name(l, *found.state), l.date(found.since)}) : l.tr("no state on record");
  return out + " · " + country_of(presenter, found.country);
}

}  // namespace atalaya::site::desk
