#include "query/structures/allowed_codes.h"

#include <algorithm>

namespace atalaya {

namespace {

using Codes = std::set<std::string>;

const sdmx::ValueSelection* selection_of(std::string_view component, const std::vector<sdmx::ValueSelection>& keys,
                                         const std::vector<sdmx::ValueSelection>& others) {
  for (const auto* list : {&keys, &others}) {
    const auto found = std::ranges::find(*list, component, &sdmx::ValueSelection::id);
    if (found != list->end()) return &*found;
  }
  return nullptr;
}

bool matches(std::string_view pattern, std::string_view id) {
  const auto at = pattern.find('%');
  if (at == std::string_view::npos) return pattern == id;
  const auto before = pattern.substr(0, at);
  const auto after = pattern.substr(at + 1);
  return id.size() >= before.size() + after.size() && id.starts_with(before) && id.ends_with(after);
}

bool is_below(const sdmx::Code& code, const std::string& top, const std::vector<sdmx::Code>& codes) {
  std::string above = code.parent;
  for (std::size_t depth = 0; !above.empty() && depth < codes.size(); ++depth) {
    if (above == top) return true;
    const auto found = std::ranges::find(codes, above, &sdmx::Code::id);
    above = found == codes.end() ? std::string() : found->parent;
  }
  return false;
}

bool names(const sdmx::ConstrainedValue& value, const sdmx::Code& code, const std::vector<sdmx::Code>& codes) {
  if (matches(value.value, code.id)) return value.cascade != "excluderoot";
  return !value.cascade.empty() && value.cascade != "false" && is_below(code, value.value, codes);
}

Codes codes_of(const sdmx::ValueSelection& selection, const std::vector<sdmx::Code>& codes) {
  Codes out;
  for (const sdmx::Code& code : codes) {
    const bool named = std::ranges::any_of(selection.values, [&](const sdmx::ConstrainedValue& value) { return names(value, code, codes); });
    if (named == selection.include) out.insert(code.id);
  }
  return out;
}

Codes all_of(const std::vector<sdmx::Code>& codes) {
  Codes out;
  for (const sdmx::Code& code : codes) out.insert(code.id);
  return out;
}

/// Regions and keys alike: parts of the cube that are included, or excluded.
struct Restriction {
  bool has_included = false;
  bool is_open = false;  // one of those included does not name the component
  Codes included = {};
  Codes excluded = {};
};

template <typename Part>
void take(Restriction& out, const Part& part, bool include, std::string_view component, const std::vector<sdmx::Code>& codes) {
  const sdmx::ValueSelection* selection = selection_of(component, part.key_values, part.components);
  if (include) {
    out.has_included = true;
    if (selection == nullptr || selection->values.empty()) {
      out.is_open = true;
    } else {
      out.included.merge(codes_of(*selection, codes));
    }
  } else if (selection != nullptr && part.key_values.size() + part.components.size() == 1) {
    out.excluded.merge(codes_of(*selection, codes));
  }
}

}  // namespace

std::optional<std::set<std::string>> allowed_codes(const sdmx::DataConstraint& constraint, std::string_view component, const std::vector<sdmx::Code>& codes) {
  Restriction regions;
  for (const sdmx::CubeRegion& region : constraint.regions) take(regions, region, region.include, component, codes);
  Restriction keys;
  for (const sdmx::DataKeySet& set : constraint.key_sets) {
    for (const sdmx::DataKey& key : set.keys) take(keys, key, set.included && key.include, component, codes);
  }
  std::optional<Codes> out;
  for (Restriction& restriction : {std::ref(regions), std::ref(keys)}) {
    if (restriction.has_included && !restriction.is_open) {
      if (!out) {
        out = std::move(restriction.included);
      } else {
        std::erase_if(*out, [&](const std::string& code) { return !restriction.included.contains(code); });
      }
    }
  }
  for (const Restriction& restriction : {std::cref(regions), std::cref(keys)}) {
    if (restriction.excluded.empty()) continue;
    if (!out) out = all_of(codes);
    std::erase_if(*out, [&](const std::string& code) { return restriction.excluded.contains(code); });
  }
  return out;
}

}  // namespace atalaya
