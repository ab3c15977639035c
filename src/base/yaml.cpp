#include "base/yaml.h"

#include <algorithm>
#include <set>

#include "base/files.h"
#include "base/text.h"

namespace atalaya {

namespace {

std::string list_of(std::initializer_list<const char*> names) {
  std::string out;
  for (const char* name : names) out += (out.empty() ? "" : ", ") + std::string(name);
  return out;
}

}  // namespace

std::optional<YamlNode> YamlNode::load(const std::filesystem::path& path, Faults& faults) {
  auto text = read_file(path, yaml_most_bytes);
  if (!text) {
    faults.add(text.error());
    return std::nullopt;
  }
  return parse(*text, path.string(), faults);
}

std::optional<YamlNode> YamlNode::parse(const std::string& text, std::string name, Faults& faults) {
  auto tree = read_yaml_tree(text, std::move(name));
  if (!tree) {
    faults.add(std::move(tree).error());
    return std::nullopt;
  }
  const YamlTree::Node* root = &(*tree)->nodes[(*tree)->root];
  return YamlNode(*std::move(tree), root);
}

Place YamlNode::place() const {
  if (node_ == nullptr) return {.file = tree_->file};
  return {.file = tree_->file, .line = node_->line, .column = node_->column};
}

YamlNode YamlNode::operator[](const std::string& key) const {
  if (is_map()) {
    for (std::size_t i = 0; i + 1 < node_->parts.size(); i += 2) {
      const YamlTree::Node& name = tree_->nodes[node_->parts[i]];
      if (name.kind == YamlTree::Kind::Scalar && name.scalar == key) return part(i + 1);
    }
  }
  return {tree_, nullptr};
}

std::vector<YamlNode> YamlNode::items(Faults& faults) const {
  std::vector<YamlNode> out;
  if (!defined()) return out;
  if (!is_list()) {
    faults.add(place(), "a list is expected here");
    return out;
  }
  for (std::size_t i = 0; i < node_->parts.size(); ++i) out.push_back(part(i));
  return out;
}

std::vector<std::pair<std::string, YamlNode>> YamlNode::members(Faults& faults) const {
  std::vector<std::pair<std::string, YamlNode>> out;
  if (!defined()) return out;
  if (!is_map()) {
    faults.add(place(), "a map (key: value) is expected here");
    return out;
  }
  std::set<std::string> seen;
  for (std::size_t i = 0; i + 1 < node_->parts.size(); i += 2) {
    const YamlNode key = part(i);
    if (!key.is_scalar()) {
      faults.add(key.place(), "a key is a word", "put it in quotes, if it is meant as text");
    } else if (!seen.insert(key.scalar()).second) {
      faults.add(key.place(), "the key '" + key.scalar() + "' stands twice");
    }
    out.emplace_back(key.scalar(), part(i + 1));
  }
  return out;
}

void YamlNode::only(std::initializer_list<const char*> allowed, Faults& faults) const {
  for (const auto& [key, value] : members(faults)) {
    if (std::ranges::find(allowed, key) == allowed.end()) {
      faults.add(value.place(), "unknown key '" + key + "'", "allowed here: " + list_of(allowed));
    }
  }
}

std::string YamlNode::text(const std::string& key, Faults& faults) const {
  const YamlNode node = (*this)[key];
  if (!node.defined()) {
    faults.add(place(), "'" + key + "' is missing");
    return {};
  }
  if (!node.is_scalar()) {
    faults.add(node.place(), "'" + key + "' takes one value, not a list or a map");
    return {};
  }
  return node.scalar();
}

std::string YamlNode::text_or(const std::string& key, std::string fallback, Faults& faults) const { return has(key) ? text(key, faults) : std::move(fallback); }

long YamlNode::integer(const std::string& key, Faults& faults) const {
  const std::string value = text(key, faults);
  if (value.empty()) return 0;
  if (const auto number = parse_integer(value)) return *number;
  faults.add((*this)[key].place(), "'" + key + "' takes a whole number, not '" + shorten(value, 40) + "'");
  return 0;
}

std::optional<double> YamlNode::number(const std::string& key, Faults& faults) const {
  if (!has(key)) return std::nullopt;
  const std::string value = text(key, faults);
  if (const auto parsed = parse_number(value); parsed.value) return parsed.value;
  faults.add((*this)[key].place(), "'" + key + "' takes a number, not '" + shorten(value, 40) + "'");
  return std::nullopt;
}

bool YamlNode::flag(const std::string& key, bool fallback, Faults& faults) const {
  if (!has(key)) return fallback;
  const std::string value = text(key, faults);
  if (value == "true") return true;
  if (value != "false") faults.add((*this)[key].place(), "'" + key + "' takes true or false");
  return false;
}

std::string YamlNode::choice(const std::string& key, std::initializer_list<const char*> allowed, Faults& faults) const {
  std::string value = text(key, faults);
  if (!value.empty() && std::ranges::find(allowed, value) == allowed.end()) {
    faults.add((*this)[key].place(), "'" + key + "' cannot be '" + shorten(value, 40) + "'", "allowed here: " + list_of(allowed));
  }
  return value;
}

std::vector<std::string> YamlNode::texts(const std::string& key, Faults& faults) const {
  const YamlNode node = (*this)[key];
  if (!node.defined()) return {};
  if (node.is_scalar()) return {node.scalar()};
  std::vector<std::string> out;
  for (const YamlNode& item : node.items(faults)) {
    if (!item.is_scalar()) faults.add(item.place(), "a plain value is expected here");
    out.push_back(item.scalar());
  }
  return out;
}

}  // namespace atalaya
