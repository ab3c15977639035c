#include "query/data/series_selection.h"

#include <algorithm>
#include <numeric>

namespace atalaya::query {

namespace {

/// Codes of a dimension that a key names and a filter takes.
CodeSets::Set set_of(const Cube& cube, std::size_t dimension, const std::vector<std::string>* wanted, const std::optional<ValueTest>& test) {
  CodeSets::Set set;
  const Dictionary& codes = cube.codes(dimension);
  set.takes.assign(codes.size(), false);
  const auto take = [&](std::uint32_t number) {
    if (set.takes[number] || (test && !test->takes(std::string_view(codes[number])))) return;
    set.takes[number] = true;
    set.codes.push_back(number);
  };
  if (wanted != nullptr && !wanted->empty()) {
    for (const std::string& code : *wanted) {
      if (const auto number = codes.find(code)) take(*number);
    }
    std::ranges::sort(set.codes);
  } else {
    for (std::uint32_t number = 0; number < codes.size(); ++number) take(number);
  }
  return set;
}

struct Range {
  std::size_t low, high;
  [[nodiscard]] std::size_t size() const { return high - low; }
};

/// The series in which the leading dimensions have the one code that the product takes: they lie side by side.
Range leading_range(const Cube& cube, const CodeSets& product, std::size_t& dimensions) {
  Range range{0, cube.series_count()};
  for (dimensions = 0; dimensions < product.dimensions.size() && range.low < range.high; ++dimensions) {
    const auto& set = product.dimensions[dimensions];
    if (!set && cube.codes(dimensions).size() == 1) continue;
    if (!set || set->codes.size() != 1) break;
    const std::span column = cube.code_column(dimensions).subspan(range.low, range.size());
    const auto [from, to] = std::ranges::equal_range(column, set->codes.front());
    range.high = range.low + static_cast<std::size_t>(to - column.begin());
    range.low += static_cast<std::size_t>(from - column.begin());
  }
  return range;
}

std::span<const std::uint32_t> within(std::span<const std::uint32_t> series, Range range) {
  const auto from = std::ranges::lower_bound(series, static_cast<std::uint32_t>(range.low));
  const auto to = std::lower_bound(from, series.end(), static_cast<std::uint32_t>(range.high));
  return {from, to};
}

void select_product(const Cube& cube, const CubeIndex* index, const CodeSets& product, std::vector<std::size_t>& out) {
  std::size_t leading = 0;
  const Range range = leading_range(cube, product, leading);
  std::vector<std::size_t> rest;  // Dimensions still to be tested.
  for (std::size_t d = leading; d < product.dimensions.size(); ++d) {
    if (product.dimensions[d]) rest.push_back(d);
  }
  const auto takes_rest = [&](std::size_t series, std::size_t but) {
    return std::ranges::all_of(rest, [&](std::size_t d) { return d == but || product.dimensions[d]->takes[cube.code(d, series)]; });
  };
  if (rest.empty()) {
    const std::size_t before = out.size();
    out.resize(before + range.size());
    std::iota(out.begin() + static_cast<std::ptrdiff_t>(before), out.end(), range.low);
    return;
  }
  std::size_t rarest = DataStructure::npos;
  std::size_t fewest = range.size();
  if (index != nullptr) {
    for (const std::size_t d : rest) {
      std::size_t count = 0;
      for (const std::uint32_t code : product.dimensions[d]->codes) {
        count += index->series(d, code).size();
        if (count >= fewest) break;
      }
      if (count < fewest) {
        fewest = count;
        rarest = d;
      }
    }
  }
  if (rarest == DataStructure::npos) {
    for (std::size_t s = range.low; s < range.high; ++s) {
      if (takes_rest(s, DataStructure::npos)) out.push_back(s);
    }
    return;
  }
  const auto before = static_cast<std::ptrdiff_t>(out.size());
  const auto& codes = product.dimensions[rarest]->codes;
  for (const std::uint32_t code : codes) {
    for (const std::uint32_t s : within(index->series(rarest, code), range)) {
      if (takes_rest(s, rarest)) out.push_back(s);
    }
  }
  if (codes.size() > 1) std::sort(out.begin() + before, out.end());
}

}  // namespace

bool CodeSets::takes(const Cube& cube, std::size_t series) const {
  for (std::size_t d = 0; d < dimensions.size(); ++d) {
    if (dimensions[d] && !dimensions[d]->takes[cube.code(d, series)]) return false;
  }
  return true;
}

bool CodeSets::is_empty() const {
  return std::ranges::any_of(dimensions, [](const auto& set) { return set && set->codes.empty(); });
}

std::vector<CodeSets> code_sets(const Cube& cube, std::span<const KeyPattern> keys, std::span<const std::optional<ValueTest>> tests) {
  const std::size_t count = cube.structure().dimensions.size();
  const KeyPattern everything;
  std::vector<CodeSets> out;
  for (const KeyPattern& key : keys.empty() ? std::span(&everything, 1) : keys) {
    CodeSets product;
    product.dimensions.resize(count);
    for (std::size_t d = 0; d < count; ++d) {
      const std::vector<std::string>* wanted = d < key.codes.size() && !key.codes[d].empty() ? &key.codes[d] : nullptr;
      if (wanted == nullptr && !tests[d]) continue;
      CodeSets::Set set = set_of(cube, d, wanted, tests[d]);
      if (set.codes.size() < cube.codes(d).size()) product.dimensions[d] = std::move(set);
    }
    out.push_back(std::move(product));
  }
  return out;
}

std::vector<std::size_t> select_series(const Cube& cube, const CubeIndex* index, std::span<const CodeSets> products) {
  std::vector<std::size_t> out;
  for (const CodeSets& product : products) {
    if (!product.is_empty()) select_product(cube, index, product, out);
  }
  if (products.size() > 1) {
    std::ranges::sort(out);
    const auto tail = std::ranges::unique(out);
    out.erase(tail.begin(), tail.end());
  }
  if (index != nullptr && !index->is_whole()) std::erase_if(out, [&](std::size_t s) { return !index->takes(s); });
  return out;
}

}  // namespace atalaya::query
