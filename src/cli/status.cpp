#include "base/text.h"
#include "cli/session.h"
#include "workshop/assessment.h"
#include "workshop/regional_figures.h"

namespace atalaya::cli {

namespace {

struct StatusArguments {
  std::string indicator, area;
  int goal = 0;
};

std::string percent(const std::optional<double>& rate) {
  if (!rate) return "";
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.2f", 100 * *rate);
  return buffer;
}

void write_json(const std::vector<IndicatorStatus>& all) {
  JsonWriter json;
  json.begin_array();
  const auto number = [&](const char* name, const std::optional<double>& value) {
    json.key(name);
    value ? json.value(*value) : json.null();
  };
  for (const IndicatorStatus& s : all) {
    json.begin_object().field("indicator", s.indicator).field("area", s.area).field("class", progress::to_string(s.answer.verdict));
    json.field("reason", progress::to_string(s.answer.reason));
    json.key("latest_year");
    s.answer.latest ? json.value(s.answer.latest->year) : json.null();
    number("latest_value", s.answer.latest ? std::optional(s.answer.latest->value) : std::nullopt);
    json.key("first_year");
    s.answer.first ? json.value(s.answer.first->year) : json.null();
    number("first_value", s.answer.first ? std::optional(s.answer.first->value) : std::nullopt);
    number("observed_rate", s.answer.observed_rate);
    number("required_rate", s.answer.required_rate);
    number("ratio", s.answer.ratio);
    number("target", s.target);
    json.key("rank");
    s.rank ? json.value(*s.rank) : json.null();
    json.field("ranked", s.ranked).end_object();
  }
  json.end_array();
  print(json.text() + "\n");
}

/// Goal by goal for one area: how many indicators are in each class.
void print_goals(const Agenda& agenda, const std::vector<IndicatorStatus>& all, const std::string& area) {
  Table table({"goal", "indicators", "reached", "significant", "moderate", "insufficient", "away, moderate", "away", "not assessed", "no figure", "context"});
  for (const Goal& goal : agenda.goals) {
    GoalCounts counts;
    for (const IndicatorStatus& s : all) {
      const Indicator* indicator = agenda.find_indicator(s.indicator);
      if (s.area != area || indicator->goal != goal.number) continue;
      ++counts.by_class[static_cast<std::size_t>(s.answer.verdict)];
      ++counts.indicators;
    }
    std::vector<std::string> row = {std::to_string(goal.number), std::to_string(counts.indicators)};
    for (const int count : counts.by_class) row.push_back(std::to_string(count));
    table.add(std::move(row));
  }
  print(table.text());
}

Status status(const Session& session, const StatusArguments& arguments) {
  const Agenda agenda = TRY(load_agenda(session.space().agenda()));
  if (!arguments.indicator.empty() && agenda.find_indicator(arguments.indicator) == nullptr) {
    return fail(ErrorKind::NotFound, "the agenda has no indicator '" + shorten(arguments.indicator, 60) + "'");
  }
  const std::string area = arguments.area.empty() && arguments.indicator.empty() ? agenda.region : arguments.area;
  if (!area.empty() && agenda.find_country(area) == nullptr && agenda.find_group(area) == nullptr) {
    return fail(ErrorKind::NotFound, "the agenda has no country or group '" + shorten(area, 60) + "'", {}, "ids are ISO alpha-3 or those of groups.yaml");
  }
  Workshop workshop = TRY(Workshop::open(session.space(), agenda));
  const Cube loaded = TRY(workshop.cube(agenda));
  const auto all = assess_all(with_regional_figures(loaded, agenda, compute_regional_figures(loaded, agenda)), agenda);
  if (arguments.indicator.empty() && arguments.goal == 0 && !session.json) {
    print_goals(agenda, all, area);
    return {};
  }
  std::vector<IndicatorStatus> chosen;
  for (const IndicatorStatus& s : all) {
    const bool of_goal = arguments.goal == 0 || agenda.find_indicator(s.indicator)->goal == arguments.goal;
    if ((arguments.indicator.empty() || s.indicator == arguments.indicator) && (area.empty() || s.area == area) && of_goal) chosen.push_back(s);
  }
  if (session.json) {
    write_json(chosen);
    return {};
  }
  Table table({"indicator", "area", "year", "value", "since", "from", "% a year", "R", "target", "rank", "of", "class", "reason"});
  for (const IndicatorStatus& s : chosen) {
    const auto& a = s.answer;
    table.add({s.indicator, s.area, a.latest ? std::to_string(a.latest->year) : "", a.latest ? number_text(a.latest->value) : "",
               a.first ? std::to_string(a.first->year) : "", a.first ? number_text(a.first->value) : "", percent(a.observed_rate),
               a.ratio ? percent(*a.ratio / 100) : "", s.target ? number_text(*s.target) : "", s.rank ? std::to_string(*s.rank) : "",
               s.rank ? std::to_string(s.ranked) : "", std::string(progress::to_string(a.verdict)),
               a.reason == progress::Reason::None ? "" : std::string(progress::to_string(a.reason))});
  }
  print(table.text());
  return {};
}

}  // namespace

void add_status(CLI::App& app, Session& session) {
  auto arguments = std::make_shared<StatusArguments>();
  CLI::App* verb = add_verb(app, session, "status", "Assess the workshop's figures: goals, indicators, countries",
                            "  atalaya status -w observatory\n  atalaya status -w observatory --area BRA --goal 3\n"
                            "  atalaya status -w observatory --indicator IT_NET_USER_ZS --json");
  verb->add_option("--indicator", arguments->indicator, "One indicator, in every country and group");
  verb->add_option("--area", arguments->area, "A country or a group; without it the whole region");
  verb->add_option("--goal", arguments->goal, "The indicators of one goal");
  add_json(*verb, session);
  verb->callback([&session, arguments] { session.work = [&session, arguments] { return status(session, *arguments); }; });
}

}  // namespace atalaya::cli
