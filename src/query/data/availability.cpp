#include "query/data/availability.h"

#include <algorithm>

namespace atalaya::query {

namespace {

/// Codes as a set over the numbers of a dimension.
class Marks {
 public:
  explicit Marks(const Cube& cube) : marked_(cube.structure().dimensions.size()) {
    for (std::size_t d = 0; d < marked_.size(); ++d) marked_[d].assign(cube.codes(d).size(), 0);
  }
  void mark(std::size_t dimension, std::uint32_t code) { marked_[dimension][code] = 1; }
  /// The codes of a dimension that have a series of which `takes` is true: each is tried until one is found.
  template <typename Takes>
  void mark(const CubeIndex& index, std::size_t dimension, Takes&& takes) {
    for (std::uint32_t code = 0; code < marked_[dimension].size(); ++code) {
      if (std::ranges::any_of(index.series(dimension, code), takes)) mark(dimension, code);
    }
  }
  [[nodiscard]] std::vector<std::uint8_t>& of(std::size_t dimension) { return marked_[dimension]; }
  [[nodiscard]] std::vector<std::string> list(const Cube& cube, std::size_t dimension) const {
    std::vector<std::string> out;
    for (std::uint32_t code = 0; code < marked_[dimension].size(); ++code) {
      if (marked_[dimension][code] != 0) out.push_back(cube.codes(dimension)[code]);
    }
    return out;
  }

 private:
  std::vector<std::vector<std::uint8_t>> marked_;
};

/// Series as bits, so that a list of series can be tried against them.
class SeriesBits {
 public:
  explicit SeriesBits(std::size_t count) : words_((count + 63) / 64) {}
  void set(std::size_t series) { words_[series / 64] |= std::uint64_t{1} << (series % 64); }
  [[nodiscard]] bool has(std::size_t series) const { return (words_[series / 64] >> (series % 64) & 1U) != 0; }

 private:
  std::vector<std::uint64_t> words_;
};

void widen(std::optional<std::pair<TimePeriod, TimePeriod>>& span, TimePeriod first, TimePeriod last) {
  if (!span) {
    span = std::pair(first, last);
    return;
  }
  span->first = std::min(span->first, first);
  span->second = std::max(span->second, last);
}

/// The codes that some series of a list has. Of a long list each code is tried until a series of it is found, of a short one each series is looked at.
void mark_codes(const CubeIndex& index, std::span<const std::size_t> series, Marks& marks, const std::vector<bool>& dimensions) {
  const Cube& cube = index.cube();
  const bool is_long = series.size() > cube.series_count() / 16;
  std::optional<SeriesBits> bits;
  if (is_long) {
    bits.emplace(cube.series_count());
    for (const std::size_t s : series) bits->set(s);
  }
  for (std::size_t d = 0; d < dimensions.size(); ++d) {
    if (!dimensions[d]) continue;
    if (is_long) {
      marks.mark(index, d, [&](std::uint32_t s) { return bits->has(s); });
    } else {
      const std::span column = cube.code_column(d);
      std::vector<std::uint8_t>& of_dimension = marks.of(d);
      for (const std::size_t s : series) of_dimension[column[s]] = 1;
    }
  }
}

/// The products with one dimension set free, those that are the same only once.
std::vector<CodeSets> freed(std::span<const CodeSets> products, std::size_t dimension) {
  std::vector<CodeSets> out;
  for (const CodeSets& product : products) {
    CodeSets one = product;
    one.dimensions[dimension].reset();
    const bool is_known = std::ranges::any_of(out, [&](const CodeSets& other) {
      return std::ranges::equal(one.dimensions, other.dimensions,
                                [](const auto& a, const auto& b) { return a.has_value() == b.has_value() && (!a || a->codes == b->codes); });
    });
    if (!is_known) out.push_back(std::move(one));
  }
  return out;
}

/// Leaves out the series without an observation that counts, which are few or none where nothing but dimensions is asked.
std::vector<std::size_t> filled(const CubeIndex& index, const CubeFilter& filter, CubeSlice& slice) {
  if (!filter.is_dimensional()) {
    drop_empty_series(slice);
  } else if (index.filled_series() != index.cube().series_count()) {
    std::erase_if(slice.series, [&](std::size_t s) { return !index.has_observations(s); });
  }
  return std::move(slice.series);
}

/// Whether a query by dimensions alone takes all series.
bool is_everything(const CubeFilter& filter, std::span<const CodeSets> products) {
  return filter.is_dimensional() &&
         std::ranges::any_of(products, [](const CodeSets& p) { return std::ranges::none_of(p.dimensions, [](const auto& set) { return set.has_value(); }); });
}

void mark_all(const CubeIndex& index, Marks& marks, std::size_t dimension) {
  marks.mark(index, dimension, [&](std::uint32_t s) { return index.has_observations(s); });
}

Availability of_everything(const CubeIndex& index) {
  const Cube& cube = index.cube();
  Availability out{.codes = {}, .series = index.filled_series(), .observations = index.observations(), .span = index.span()};
  Marks marks(cube);
  for (std::size_t d = 0; d < cube.structure().dimensions.size(); ++d) {
    mark_all(index, marks, d);
    out.codes.push_back(marks.list(cube, d));
  }
  return out;
}

}  // namespace

Availability availability(const std::shared_ptr<const Cube>& cube, const CubeIndex& index, const CubeFilter& filter, AvailabilityQuery::Mode mode) {
  const std::size_t dimensions = cube->structure().dimensions.size();
  const std::vector<CodeSets> products = filter.products(*cube);
  if (is_everything(filter, products)) return of_everything(index);

  CubeSlice slice = filter.slice(cube, &index, select_series(*cube, &index, products));
  Availability out;
  out.codes.resize(dimensions);
  const std::vector<std::size_t> series = filled(index, filter, slice);
  out.series = series.size();
  if (filter.is_dimensional()) {
    for (const std::size_t s : series) {
      out.observations += index.observations(s);
      widen(out.span, index.first_period(s), index.last_period(s));
    }
  } else {
    slice.series = series;
    slice.for_each([&](std::size_t, std::size_t i) {
      ++out.observations;
      widen(out.span, cube->period(i), cube->period(i));
    });
  }

  // A dimension that no product restricts has the same values in either mode.
  std::vector<bool> restricted(dimensions, false);
  for (const CodeSets& product : products) {
    for (std::size_t d = 0; d < dimensions; ++d) restricted[d] = restricted[d] || product.dimensions[d].has_value();
  }
  std::vector<bool> as_found(dimensions, true);
  Marks marks(*cube);
  if (mode == AvailabilityQuery::Mode::Available) {
    for (std::size_t d = 0; d < dimensions; ++d) as_found[d] = !restricted[d];
    for (std::size_t d = 0; d < dimensions; ++d) {
      if (!restricted[d]) continue;
      const auto wider = freed(products, d);
      if (is_everything(filter, wider)) {
        mark_all(index, marks, d);
        continue;
      }
      CubeSlice other = filter.slice(cube, &index, select_series(*cube, &index, wider));
      std::vector<bool> one(dimensions, false);
      one[d] = true;
      mark_codes(index, filled(index, filter, other), marks, one);
    }
  }
  mark_codes(index, series, marks, as_found);
  for (std::size_t d = 0; d < dimensions; ++d) out.codes[d] = marks.list(*cube, d);
  return out;
}

Availability availability(const CubeSlice& slice) {
  const Cube& cube = *slice.cube;
  Availability out;
  Marks marks(cube);
  const std::size_t dimensions = cube.structure().dimensions.size();
  for (const std::size_t s : slice.series) {
    const std::size_t before = out.observations;
    const auto [from, to] = slice.range(s);
    for (std::size_t i = from; i < to; ++i) {
      if (slice.test && !slice.test->takes(s, i)) continue;
      ++out.observations;
      widen(out.span, cube.period(i), cube.period(i));
    }
    if (out.observations == before) continue;
    ++out.series;
    for (std::size_t d = 0; d < dimensions; ++d) marks.mark(d, cube.code(d, s));
  }
  for (std::size_t d = 0; d < dimensions; ++d) out.codes.push_back(marks.list(cube, d));
  return out;
}

Availability merged(Availability a, const Availability& b) {
  for (std::size_t d = 0; d < a.codes.size() && d < b.codes.size(); ++d) {
    std::vector<std::string> both;
    std::ranges::set_union(a.codes[d], b.codes[d], std::back_inserter(both));
    a.codes[d] = std::move(both);
  }
  a.series += b.series;
  a.observations += b.observations;
  if (b.span) widen(a.span, b.span->first, b.span->second);
  return a;
}

}  // namespace atalaya::query
