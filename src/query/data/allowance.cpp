#include "query/data/allowance.h"

#include <algorithm>
#include <string>

#include "base/text.h"
#include "formats/validation/constraint_check.h"

namespace atalaya::query {

namespace {

/// The texts of one observation after another, for checks that look at them.
class ObservationTexts {
 public:
  explicit ObservationTexts(const Cube& cube)
      : cube_(cube), attributes_(cube.structure().attributes.size()), measures_(cube.structure().measures.size()), numbers_(measures_.size()) {}

  [[nodiscard]] ConstraintCheck::Values at(std::size_t series, std::size_t i) {
    for (std::size_t a = 0; a < attributes_.size(); ++a) attributes_[a] = or_null(attribute(a, series, i));
    for (std::size_t m = 0; m < measures_.size(); ++m) {
      if (cube_.is_numeric(m)) {
        numbers_[m] = cube_.has_measure(m, i) ? number_text(cube_.number(m, i)) : std::string();
        measures_[m] = or_null(numbers_[m]);
      } else {
        measures_[m] = or_null(cube_.text(m, i));
      }
    }
    return {attributes_, measures_};
  }
  [[nodiscard]] std::optional<TimeSpan> span(std::size_t i) const {
    if (!cube_.structure().has_time()) return std::nullopt;
    return TimeSpan{std::int64_t{cube_.period(i).first_day()} * 86'400, (std::int64_t{cube_.period(i).last_day()} + 1) * 86'400};
  }

 private:
  static std::string_view or_null(std::string_view text) { return text.empty() ? std::string_view() : text; }
  [[nodiscard]] std::string_view attribute(std::size_t a, std::size_t series, std::size_t i) const {
    switch (cube_.structure().attributes[a].level) {
      case Attribute::Level::DataSet: return cube_.set_attribute(a);
      case Attribute::Level::Observation: return cube_.observation_attribute(a, i);
      default: return cube_.series_attribute(a, series);
    }
  }

  const Cube& cube_;
  std::vector<std::string_view> attributes_, measures_;
  std::vector<std::string> numbers_;
};

}  // namespace

Allowance allowance(const Cube& cube, std::span<const sdmx::DataConstraint* const> constraints) {
  std::vector<ConstraintCheck> checks;
  for (const sdmx::DataConstraint* constraint : constraints) checks.emplace_back(*constraint, cube.shared_structure());
  Allowance out{.series = std::vector<bool>(cube.series_count())};
  if (std::ranges::any_of(checks, &ConstraintCheck::looks_at_observations)) out.observations.emplace(cube.size());
  ObservationTexts texts(cube);
  std::vector<std::string_view> key(cube.structure().dimensions.size());
  for (std::size_t s = 0; s < cube.series_count(); ++s) {
    for (std::size_t d = 0; d < key.size(); ++d) key[d] = cube.code_id(d, s);
    // Each check keeps the key that it was asked about.
    out.series[s] = std::ranges::none_of(checks, [&](ConstraintCheck& check) { return check.key_fault(key).has_value(); });
    if (!out.series[s] || !out.observations) continue;
    for (std::size_t i = cube.first(s); i != cube.last(s); ++i) {
      const auto values = texts.at(s, i);
      const auto span = texts.span(i);
      (*out.observations)[i] = std::ranges::none_of(checks, [&](const ConstraintCheck& check) { return check.observation_fault(span, values).has_value(); });
    }
  }
  return out;
}

}  // namespace atalaya::query
