#include "formats/sdmx_ml_data/subtree.h"

#include "base/text.h"

namespace atalaya::sdmx_ml {

void SubtreeBuilder::count(std::size_t bytes) {
  bytes_ += bytes;
  if (bytes_ > most_bytes) stream_.fail({ErrorKind::Input, "the header, the footer or annotations are longer than " + std::to_string(most_bytes) + " bytes"});
}

void SubtreeBuilder::start(const char* name, const char** attributes) {
  Node* node = &root_;
  if (open_.empty()) {
    root_ = {};
    bytes_ = 0;
  } else {
    node = &open_.back()->children.emplace_back();
  }
  open_.push_back(node);
  node->name = local_name(name);
  const auto here = stream_.position();
  node->line = static_cast<std::uint32_t>(here.line);
  node->column = static_cast<std::uint32_t>(here.column);
  // A node takes more than its texts.
  count(sizeof(Node) + node->name.size());
  for (; attributes[0] != nullptr; attributes += 2) {
    const std::string_view full = attributes[0];
    if (full == "xmlns" || full.starts_with("xmlns:")) continue;
    node->attributes.emplace_back(local_name(attributes[0]), attributes[1]);
    count(full.size() + std::strlen(attributes[1]));
  }
}

void SubtreeBuilder::text(std::string_view text) {
  if (open_.empty()) return;
  open_.back()->text += text;
  count(text.size());
}

bool SubtreeBuilder::end() {
  open_.back()->text = trim(open_.back()->text);
  open_.pop_back();
  return open_.empty();
}

std::string_view attribute_of(const Node& node, std::string_view name) {
  const std::string* found = node.attribute(name);
  return found == nullptr ? std::string_view() : *found;
}

std::string language_of(const Node& node) {
  const std::string_view language = attribute_of(node, "lang");
  return language.empty() ? "en" : std::string(language);
}

}  // namespace atalaya::sdmx_ml
