#include "query/data/sorting.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace atalaya::query {

namespace {

enum class Of : std::uint8_t { Dimension, Time, Measure, Attribute };

struct Term {
  Of of;
  std::size_t position = 0;
  bool descending = false;
  /// Has one value for a series.
  bool of_series = false;
};

/// Terms with the keywords taken apart, each component once.
class Terms {
 public:
  Terms(const DataStructure& structure, const std::string& at_observation) : structure_(structure), at_observation_(at_observation) {}

  Status add(const SortTerm& term) {
    if (term.component == "*" || term.component == "series_key") {
      const bool is_key = term.component == "series_key" && at_observation_ != "AllDimensions";
      for (const Component& dimension : structure_.dimensions) {
        if (!is_key || dimension.id != at_observation_) TRY_STATUS(add({dimension.id, term.descending}));
      }
      if (structure_.has_time() && (!is_key || structure_.time_dimension.id != at_observation_))
        TRY_STATUS(add({structure_.time_dimension.id, term.descending}));
      return {};
    }
    Term out{.of = Of::Dimension, .descending = term.descending};
    const auto is_at_observation = [&](const std::string& id) { return at_observation_ == "AllDimensions" || at_observation_ == id; };
    if (const std::size_t d = structure_.position(term.component); d != DataStructure::npos) {
      out.position = d;
      out.of_series = !is_at_observation(term.component);
    } else if (structure_.has_time() && term.component == structure_.time_dimension.id) {
      out.of = Of::Time;
      out.of_series = !is_at_observation(term.component);
    } else if (const std::size_t m = structure_.measure_position(term.component); m != DataStructure::npos) {
      out.of = Of::Measure;
      out.position = m;
    } else if (const std::size_t a = structure_.attribute_position(term.component); a != DataStructure::npos) {
      out.of = Of::Attribute;
      out.position = a;
      // In a section the observations are of several series, and may differ in what belongs to a series.
      out.of_series =
          structure_.attributes[a].level != Attribute::Level::Observation && structure_.has_time() && at_observation_ == structure_.time_dimension.id;
    } else {
      return fail(ErrorKind::Input, structure_.id + " has no component '" + shorten(term.component, 60) + "'", {.file = "sort"});
    }
    const bool is_known = std::ranges::any_of(terms_, [&](const Term& t) { return t.of == out.of && t.position == out.position; });
    if (!is_known) terms_.push_back(out);
    return {};
  }

  /// Series first where they are told as such, and what is left in the order of the key.
  void complete() {
    std::ranges::stable_partition(terms_, &Term::of_series);
    const auto end_of_series = std::ranges::find_if_not(terms_, &Term::of_series) - terms_.begin();
    std::vector<Term> of_observations(terms_.begin() + end_of_series, terms_.end());
    terms_.resize(static_cast<std::size_t>(end_of_series));
    std::vector<Term> rest;
    const auto add_rest = [&](Term term, const std::string& id) {
      term.of_series = at_observation_ != "AllDimensions" && at_observation_ != id;
      const auto is_same = [&](const Term& t) { return t.of == term.of && t.position == term.position; };
      if (std::ranges::none_of(terms_, is_same) && std::ranges::none_of(of_observations, is_same)) rest.push_back(term);
    };
    for (std::size_t d = 0; d < structure_.dimensions.size(); ++d) add_rest({.of = Of::Dimension, .position = d}, structure_.dimensions[d].id);
    if (structure_.has_time()) add_rest({.of = Of::Time}, structure_.time_dimension.id);
    std::ranges::copy_if(rest, std::back_inserter(terms_), &Term::of_series);
    terms_.insert(terms_.end(), of_observations.begin(), of_observations.end());
    std::ranges::copy_if(rest, std::back_inserter(terms_), [](const Term& t) { return !t.of_series; });
  }

  /// The order that a cube has by itself.
  [[nodiscard]] bool is_natural() const {
    for (std::size_t k = 0; k < terms_.size(); ++k) {
      const Term& t = terms_[k];
      if (t.descending) return false;
      if (k < structure_.dimensions.size() ? t.of != Of::Dimension || t.position != k : t.of != Of::Time) return false;
    }
    return true;
  }
  /// Within each series the order is that of time.
  [[nodiscard]] bool orders_series_alone() const {
    return std::ranges::all_of(terms_, [&](const Term& t) { return t.of_series || (t.of == Of::Time && !t.descending); });
  }
  [[nodiscard]] const std::vector<Term>& all() const { return terms_; }

 private:
  const DataStructure& structure_;
  const std::string& at_observation_;
  std::vector<Term> terms_;
};

int compare_numbers(double a, double b) {
  // What is missing comes last.
  if (std::isnan(a) || std::isnan(b)) return static_cast<int>(std::isnan(a)) - static_cast<int>(std::isnan(b));
  return a < b ? -1 : static_cast<int>(a > b);
}

const std::string& attribute_text(const Cube& cube, std::size_t attribute, const ObservationPlace& place) {
  switch (cube.structure().attributes[attribute].level) {
    case Attribute::Level::DataSet: return cube.set_attribute(attribute);
    case Attribute::Level::Observation: return cube.observation_attribute(attribute, place.observation);
    default: return cube.series_attribute(attribute, place.series);
  }
}

int compare(const Cube& cube, const Term& term, const ObservationPlace& a, const ObservationPlace& b) {
  const auto order = [](auto ordering) { return ordering < 0 ? -1 : static_cast<int>(ordering > 0); };
  switch (term.of) {
    case Of::Dimension: return order(cube.code(term.position, a.series) <=> cube.code(term.position, b.series));
    case Of::Time: return order(cube.period(a.observation) <=> cube.period(b.observation));
    case Of::Measure:
      if (cube.is_numeric(term.position)) return compare_numbers(cube.number(term.position, a.observation), cube.number(term.position, b.observation));
      return order(cube.text(term.position, a.observation) <=> cube.text(term.position, b.observation));
    case Of::Attribute: return order(attribute_text(cube, term.position, a) <=> attribute_text(cube, term.position, b));
  }
  return 0;
}

bool comes_before(const Cube& cube, const std::vector<Term>& terms, const ObservationPlace& a, const ObservationPlace& b) {
  for (const Term& term : terms) {
    const int found = compare(cube, term, a, b);
    if (found != 0) return (found < 0) != term.descending;
  }
  return false;
}

/// The observations that the options leave of each series.
std::vector<ObservationPlace> chosen(const CubeSlice& slice, const ReplayOptions& options) {
  std::vector<ObservationPlace> out;
  for (const std::size_t s : slice.series) {
    const std::size_t begin = out.size();
    const auto [from, to] = slice.range(s);
    for (std::size_t i = from; i < to; ++i) {
      if (!slice.test || slice.test->takes(s, i)) out.push_back({static_cast<std::uint32_t>(s), static_cast<std::uint32_t>(i)});
    }
    if (options.first_observations == 0 && options.last_observations == 0) continue;
    const std::size_t count = out.size() - begin;
    const std::size_t head = std::min(count, options.first_observations);
    const std::size_t tail = std::min(count - head, options.last_observations);
    out.erase(out.begin() + static_cast<std::ptrdiff_t>(begin + head), out.end() - static_cast<std::ptrdiff_t>(tail));
  }
  return out;
}

}  // namespace

Status arrange(const std::vector<SortTerm>& terms, const std::string& dimension_at_observation, CubeSlice& slice, ReplayOptions& options) {
  const Cube& cube = *slice.cube;
  const DataStructure& structure = cube.structure();
  const bool in_sections = structure.position(dimension_at_observation) != DataStructure::npos;
  if (terms.empty() && !in_sections) return {};
  Terms all(structure, dimension_at_observation);
  for (const SortTerm& term : terms) TRY_STATUS(all.add(term));
  all.complete();
  if (all.is_natural()) return {};
  if (!options.observations || (!in_sections && dimension_at_observation != "AllDimensions" && all.orders_series_alone())) {
    std::vector<Term> of_series;
    std::ranges::copy_if(all.all(), std::back_inserter(of_series), [&](const Term& t) {
      return t.of == Of::Dimension || (t.of == Of::Attribute && structure.attributes[t.position].level != Attribute::Level::Observation);
    });
    std::ranges::stable_sort(slice.series, [&](std::size_t a, std::size_t b) {
      return comes_before(cube, of_series, {static_cast<std::uint32_t>(a), 0}, {static_cast<std::uint32_t>(b), 0});
    });
    return {};
  }
  std::size_t most = 0;
  for (const std::size_t s : slice.series) most += cube.last(s) - cube.first(s);
  if (most > most_sorted && slice.size() > most_sorted) {
    return fail(ErrorKind::Conflict, "more than " + std::to_string(most_sorted) + " observations are to be sorted",
                {.file = in_sections ? "dimensionAtObservation" : "sort"}, "narrow the key, or take the order of the key and of time");
  }
  std::vector<ObservationPlace> order = chosen(slice, options);
  std::ranges::sort(order, [&](const ObservationPlace& a, const ObservationPlace& b) { return comes_before(cube, all.all(), a, b); });
  options.order = std::make_shared<const std::vector<ObservationPlace>>(std::move(order));
  return {};
}

}  // namespace atalaya::query
