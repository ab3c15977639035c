// What differs between two states of a flow.
#pragma once

#include <memory>

#include "model/cube_slice.h"

namespace atalaya::query {

struct Changes {
  CubeSlice replaced;  ///< Of the newer cube: observations that were not there before, or had other values or attributes.
  CubeSlice deleted;   ///< Of the older cube: observations that are no longer there; no cube where there was no older state.
};

/// `newer` and `older` are what the same query takes of the two states (`older` without a cube: all is new). Each is compared with the whole other cube: a
/// value that the query no longer takes is revised and not deleted. Where an attribute of a series changed, all its observations did. Both cubes must outlive
/// the result.
[[nodiscard]] Changes changes(const CubeSlice& newer, const CubeSlice& older);

}  // namespace atalaya::query
