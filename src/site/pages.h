// The pages, one function a kind. Each takes what it says from a release and gives finished HTML; an unknown thing is NotFound.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "site/presenter.h"

namespace atalaya::site {

[[nodiscard]] Result<std::string> home_page(const Presenter& presenter);
[[nodiscard]] Result<std::string> areas_page(const Presenter& presenter);
[[nodiscard]] Result<std::string> area_page(const Presenter& presenter, std::string_view number);
[[nodiscard]] Result<std::string> goal_page(const Presenter& presenter, std::string_view number);
[[nodiscard]] Result<std::string> indicators_page(const Presenter& presenter);
[[nodiscard]] Result<std::string> indicator_page(const Presenter& presenter, std::string_view id);
[[nodiscard]] Result<std::string> countries_page(const Presenter& presenter);
/// A country or a group.
[[nodiscard]] Result<std::string> country_page(const Presenter& presenter, std::string_view id);
/// A goal in a country, or in the region.
[[nodiscard]] Result<std::string> country_goal_page(const Presenter& presenter, std::string_view country, std::string_view goal);

struct Comparison {
  std::string indicator;               ///< Empty: the first that has figures.
  std::vector<std::string> countries;  ///< Two to six; fewer or more: the form says so.
};
[[nodiscard]] Result<std::string> compare_page(const Presenter& presenter, const Comparison& comparison);

[[nodiscard]] Result<std::string> data_page(const Presenter& presenter);
[[nodiscard]] Result<std::string> methods_page(const Presenter& presenter);
[[nodiscard]] Result<std::string> about_page(const Presenter& presenter);

/// For 404, 500 and the other faults.
[[nodiscard]] Result<std::string> error_page(const Presenter& presenter, int status);

}  // namespace atalaya::site
