// A query held against a structure: which series and which observations of a cube it takes.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "model/cube_slice.h"
#include "query/data/series_selection.h"

namespace atalaya::query {

/// The filters of a query by what they look at. Of one structure, for every cube of it.
class CubeFilter {
 public:
  /// Usage where a key has too many parts or a value is of the wrong kind; Input where a filter names a component that the structure does not have.
  [[nodiscard]] static Result<CubeFilter> make(const CubeQuery& query, std::shared_ptr<const DataStructure> structure);

  /// Products of codes, from keys and filters on dimensions.
  [[nodiscard]] std::vector<CodeSets> products(const Cube& cube) const;
  /// The slice: series of the products that satisfy the filters on attributes of series and of the data set, the range of time, and the test of observations.
  /// What the index does not have is not taken. A series of the slice need not have an observation that is taken. The cube must outlive it, with the index.
  [[nodiscard]] CubeSlice slice(const std::shared_ptr<const Cube>& cube, const CubeIndex* index) const;
  /// The same from series that were selected already.
  [[nodiscard]] CubeSlice slice(const std::shared_ptr<const Cube>& cube, const CubeIndex* index, std::vector<std::size_t> series) const;

  /// Series are selected by dimensions alone: of every one of them all is taken that the index has.
  [[nodiscard]] bool is_dimensional() const { return time_.empty() && attributes_.empty() && measures_.empty(); }

 private:
  struct OfComponent {
    std::size_t position;
    ValueTest test;
  };
  class Test;
  CubeQuery query_;
  std::shared_ptr<const DataStructure> structure_;
  std::vector<std::optional<ValueTest>> dimensions_;
  std::vector<ValueTest> time_;
  std::vector<OfComponent> attributes_, measures_;
};

/// Whether an observation of the slice is taken. With `first` the first one's index is given.
[[nodiscard]] bool has_observation(const CubeSlice& slice, std::size_t series);
/// Leaves out the series that have no observation in the slice.
void drop_empty_series(CubeSlice& slice);

}  // namespace atalaya::query
