// Regional figures with their rules: what is averaged or summed, how much must be present, and who is missing (methods.md 11 of the
// project's method notes; docs/methods.md, "Regional figures").
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace atalaya::regional {

enum class Rule { WeightedMean, Mean, Sum };

struct Member {
  std::optional<double> value;   ///< In the year, or carried forward.
  int value_year = 0;            ///< The year that the value is of.
  std::optional<double> weight;  ///< In the same year; not used by Mean and Sum.
};

struct Coverage {
  double weight_share = 0.66;  ///< Least share of the members' weight that must have a value.
  double country_share = 0.5;  ///< Least share of the members that must have a value.
};

enum class Refusal { None, TooFewCountries, TooLittleWeight, NoWeights };

struct Figure {
  std::optional<double> value = {};  ///< Nothing where the coverage is too small.
  Refusal refusal = Refusal::None;
  std::size_t present = 0;                ///< Members with a value.
  double country_share = 0;               ///< 0 to 1
  double weight_share = 0;                ///< 0 to 1; for Mean and Sum it is the share of countries.
  std::vector<std::size_t> missing = {};  ///< Positions of members without a value (or, for WeightedMean, without a weight).
  std::vector<std::size_t> carried = {};  ///< Positions of members whose value is of an earlier year.
};

/// The figure of a group in `year`. WeightedMean = sum w*x / sum w over members with a value; a member without a weight counts as missing.
/// Sum has a figure only where every member has a value, because a sum that lacks a country is not the region's: the shares of coverage
/// are for means.
[[nodiscard]] Figure aggregate(std::span<const Member> members, Rule rule, const Coverage& coverage, int year);

}  // namespace atalaya::regional
