#include "model/structure.h"

#include <algorithm>

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

std::size_t DataStructure::position(std::string_view dimension) const {
  const auto it = std::ranges::find(dimensions, dimension, &Component::id);
  return it == dimensions.end() ? npos : static_cast<std::size_t>(it - dimensions.begin());
}

const Component* DataStructure::find(std::string_view component) const {
  const std::size_t at = position(component);
  if (at != npos) return &dimensions[at];
  const auto it = std::ranges::find(attributes, component, &Attribute::id);
  return it == attributes.end() ? nullptr : &*it;
}

const CodeList* DataStructure::code_list(std::string_view list) const {
  const auto it = std::ranges::find(code_lists, list, &CodeList::id);
  return it == code_lists.end() ? nullptr : &*it;
}

}  // namespace atalaya
