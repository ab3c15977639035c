#include "model/structure.h"

#include <algorithm>
#include <array>

namespace atalaya {

bool CodeList::add(Code code) {
  if (!index_.emplace(code.id, codes_.size()).second) return false;
  codes_.push_back(std::move(code));
  return true;
}

const Code* CodeList::find(std::string_view code_id) const {
  const auto it = index_.find(code_id);
  return it == index_.end() ? nullptr : &codes_[it->second];
}

bool Component::is_numeric() const {
  if (!code_list.empty() || !representation.enumeration.empty()) return false;
  if (!representation.format || representation.format->data_type.empty()) return true;
  constexpr std::array numeric = {"BigInteger",          "Integer",    "Long", "Short", "Decimal", "Float", "Double", "Count", "InclusiveValueRange",
                                  "ExclusiveValueRange", "Incremental"};
  return std::ranges::find(numeric, representation.format->data_type) != numeric.end();
}

bool Component::is_multiple() const {
  const std::string& most = representation.max_occurs;
  return (!most.empty() && most != "1") || (representation.format && representation.format->is_multilingual == "true");
}

namespace {

template <typename T>
std::size_t position_in(const std::vector<T>& components, std::string_view id) {
  const auto it = std::ranges::find(components, id, &T::id);
  return it == components.end() ? DataStructure::npos : static_cast<std::size_t>(it - components.begin());
}

}  // namespace

std::size_t DataStructure::position(std::string_view dimension) const { return position_in(dimensions, dimension); }
std::size_t DataStructure::attribute_position(std::string_view attribute) const { return position_in(attributes, attribute); }
std::size_t DataStructure::measure_position(std::string_view measure) const { return position_in(measures, measure); }

const Component* DataStructure::find(std::string_view component) const {
  if (const std::size_t at = position(component); at != npos) return &dimensions[at];
  if (const std::size_t at = attribute_position(component); at != npos) return &attributes[at];
  if (const std::size_t at = measure_position(component); at != npos) return &measures[at];
  return has_time() && time_dimension.id == component ? &time_dimension : nullptr;
}

const CodeList* DataStructure::code_list(std::string_view list) const {
  const auto it = std::ranges::find(code_lists, list, &CodeList::id);
  return it == code_lists.end() ? nullptr : &*it;
}

}  // namespace atalaya
