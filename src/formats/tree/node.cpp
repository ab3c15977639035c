#include "formats/tree/node.h"

namespace atalaya {

const Node* Node::child(std::string_view child_name) const {
  for (const Node& node : children) {
    if (node.name == child_name) return &node;
  }
  return nullptr;
}

const std::string* Node::attribute(std::string_view attribute_name) const {
  for (const auto& [key, value] : attributes) {
    if (key == attribute_name) return &value;
  }
  return nullptr;
}

}  // namespace atalaya
