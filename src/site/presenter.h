// How a release's figures are said in one language: numbers with units, changes, classes, points for charts, addresses of pages.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/locale.h"
#include "release/release.h"
#include "site/charts/line_chart.h"
#include "site/charts/status.h"

namespace atalaya::site {

struct SiteOptions {
  bool has_register = false;  ///< Pages lead to the register.
  bool is_copy = false;       ///< Pages are for a copy that is read without a network (offline/pack.h), and say so.
  std::string live = {};      ///< Of a copy: the observatory's address, "https://observatory.example"; empty where it is not known.
};

class Presenter {
 public:
  Presenter(const Release& release, const Locale& locale, SiteOptions options = {}) : release_(release), locale_(locale), options_(std::move(options)) {}

  [[nodiscard]] const Release& release() const { return release_; }
  [[nodiscard]] const SiteOptions& options() const { return options_; }
  [[nodiscard]] bool has_register() const { return options_.has_register; }  ///< Beside the release.
  [[nodiscard]] const Agenda& agenda() const { return release_.agenda; }
  [[nodiscard]] const Locale& locale() const { return locale_; }
  [[nodiscard]] const std::string& language() const { return locale_.language(); }
  [[nodiscard]] const std::string& in(const LocalText& text) const { return text.in(language()); }

  [[nodiscard]] std::string value(const Indicator& indicator, double v) const { return locale_.number(v, indicator.decimals); }
  [[nodiscard]] std::string unit(const Indicator& indicator) const;       ///< Short form, for beside a number.
  [[nodiscard]] std::string unit_name(const Indicator& indicator) const;  ///< In full.
  [[nodiscard]] std::string area_name(std::string_view area) const;       ///< Of a country or a group.
  [[nodiscard]] std::string kind_name(IndicatorKind kind) const;
  [[nodiscard]] std::string source_line(const Indicator& indicator) const;  ///< "World Bank, World Development Indicators (CC BY 4.0)"

  [[nodiscard]] std::string class_name(progress::Class c) const;
  [[nodiscard]] std::string chip(progress::Class c) const;          ///< HTML
  [[nodiscard]] std::string reason(progress::Reason reason) const;  ///< A sentence; empty for None.
  /// "+3.2 since 2018", and whether that is good, bad or neither ("good", "bad", "same").
  struct Change {
    std::string text;
    std::string css = "same";
    std::string sign;  ///< "▲", "▼", "="
  };
  [[nodiscard]] Change change(const Indicator& indicator, const progress::Answer& answer) const;

  /// The headline series of an indicator, or npos.
  [[nodiscard]] std::size_t series(const Indicator& indicator, std::string_view area) const;
  [[nodiscard]] charts::Series line(const Indicator& indicator, std::string_view area, bool reference = false) const;
  [[nodiscard]] charts::Series line_of(std::size_t series, std::string name, bool reference = false) const;
  /// How many of the agenda's countries have a figure.
  [[nodiscard]] int countries_with_figures(const Indicator& indicator) const;
  [[nodiscard]] progress::Class goal_class_of(int goal, std::string_view area) const;
  [[nodiscard]] GoalCounts area_counts(int area_number, std::string_view area) const;  ///< Over all goals of an area of action.

  [[nodiscard]] std::vector<const Country*> countries_by_name() const;

  [[nodiscard]] std::string link(std::string_view rest) const { return "/" + language() + "/" + std::string(rest); }
  [[nodiscard]] std::string goal_link(int goal) const { return link("goals/" + std::to_string(goal)); }
  [[nodiscard]] std::string area_link(int area) const { return link("areas/" + std::to_string(area)); }
  [[nodiscard]] std::string indicator_link(const Indicator& i) const { return link("indicators/" + i.id); }
  [[nodiscard]] std::string country_link(std::string_view id) const { return link("countries/" + std::string(id)); }
  [[nodiscard]] std::string country_goal_link(std::string_view id, int goal) const { return country_link(id) + "/goals/" + std::to_string(goal); }
  /// The address of data without its extension: "/data/DF_DIGITAL/A.BRA.IT_NET_USER_ZS"
  [[nodiscard]] std::string data_link(const Indicator& indicator, std::string_view areas) const;

 private:
  const Release& release_;
  const Locale& locale_;
  SiteOptions options_;
};

[[nodiscard]] constexpr charts::StatusClass status_class(progress::Class c) { return static_cast<charts::StatusClass>(c); }
static_assert(status_class(progress::Class::TargetReached) == charts::StatusClass::Target);
static_assert(status_class(progress::Class::SignificantAway) == charts::StatusClass::Away);
static_assert(status_class(progress::Class::NotAssessed) == charts::StatusClass::None);
static_assert(status_class(progress::Class::Context) == charts::StatusClass::Context);

}  // namespace atalaya::site
