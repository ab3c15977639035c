// Arrays that have a place for each of some components, as SDMX-JSON data have them at data sets, groups, series and observations.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "formats/sdmx_json_data/json_numbers.h"
#include "model/data_message.h"

namespace atalaya {

/// The values of a component among those of several; they stand together.
[[nodiscard]] std::span<const Value> values_of(std::span<const Value> values, std::size_t component);

/// How many places are left where those at the end that have nothing are left out.
[[nodiscard]] std::size_t given_values(const std::vector<std::size_t>& components, std::span<const Value> values);

/// Numbers of annotations; `follow`: something stands before them.
void append_annotations(std::string& out, std::span<const std::size_t> annotations, bool follow);

/// An array with a place for each of the attributes; those at the end that have nothing are left out where no annotations follow.
[[nodiscard]] Status append_attributes(std::string& out, JsonNumbers& numbers, const std::vector<std::size_t>& attributes, std::span<const Value> values,
                                       std::span<const std::size_t> annotations = {});

}  // namespace atalaya
