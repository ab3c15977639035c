#include "methods/regional.h"

namespace atalaya::regional {

Figure aggregate(std::span<const Member> members, Rule rule, const Coverage& coverage, int year) {
  Figure figure;
  if (members.empty()) return figure;
  double all_weights = 0;
  double weights = 0;
  double total = 0;
  bool weight_known = false;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const Member& member = members[i];
    const double weight = rule == Rule::WeightedMean ? member.weight.value_or(0) : 1;
    weight_known = weight_known || weight > 0;
    all_weights += weight;
    if (!member.value || (rule == Rule::WeightedMean && !member.weight)) {
      figure.missing.push_back(i);
      continue;
    }
    ++figure.present;
    if (member.value_year != year) figure.carried.push_back(i);
    weights += weight;
    total += weight * *member.value;
  }
  figure.country_share = static_cast<double>(figure.present) / static_cast<double>(members.size());
  figure.weight_share = all_weights > 0 ? weights / all_weights : 0;
  if (figure.present == 0) {
    figure.refusal = Refusal::TooFewCountries;
  } else if (!weight_known) {
    figure.refusal = Refusal::NoWeights;
  } else if (rule == Rule::Sum ? !figure.missing.empty() : figure.country_share < coverage.country_share) {
    figure.refusal = Refusal::TooFewCountries;
  } else if (rule != Rule::Sum && figure.weight_share < coverage.weight_share) {
    figure.refusal = Refusal::TooLittleWeight;
  } else {
    figure.value = rule == Rule::Sum ? total : total / weights;
  }
  return figure;
}

}  // namespace atalaya::regional
