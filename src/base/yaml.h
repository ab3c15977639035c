// YAML with places: every fault that a reader of a file finds names file, line and column, and reading goes on to find the next one.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/yaml_tree.h"

namespace atalaya {

/// The faults found so far in a set of files.
class Faults {
 public:
  void add(Place place, std::string what, std::string hint = {}) { errors_.push_back({ErrorKind::Input, std::move(what), std::move(place), std::move(hint)}); }
  void add(Error error) { errors_.push_back(std::move(error)); }
  [[nodiscard]] bool empty() const { return errors_.empty(); }
  [[nodiscard]] const std::vector<Error>& errors() const { return errors_; }

 private:
  std::vector<Error> errors_;
};

/// A node of a parsed file. The readers below note a fault and give a default; they never throw.
class YamlNode {
 public:
  /// Parses one file, within the limits of yaml_tree.h. A syntax fault is noted and gives nothing.
  [[nodiscard]] static std::optional<YamlNode> load(const std::filesystem::path& path, Faults& faults);
  [[nodiscard]] static std::optional<YamlNode> parse(const std::string& text, std::string name, Faults& faults);

  [[nodiscard]] Place place() const;
  [[nodiscard]] bool defined() const { return node_ != nullptr && node_->kind != YamlTree::Kind::Null; }
  [[nodiscard]] bool is_map() const { return node_ != nullptr && node_->kind == YamlTree::Kind::Map; }
  [[nodiscard]] bool is_list() const { return node_ != nullptr && node_->kind == YamlTree::Kind::List; }
  [[nodiscard]] bool is_scalar() const { return node_ != nullptr && node_->kind == YamlTree::Kind::Scalar; }
  [[nodiscard]] std::string scalar() const { return is_scalar() ? node_->scalar : std::string(); }

  [[nodiscard]] YamlNode operator[](const std::string& key) const;
  [[nodiscard]] bool has(const std::string& key) const { return (*this)[key].defined(); }

  /// The items of a list; a fault where it is something else. Not defined: no items.
  [[nodiscard]] std::vector<YamlNode> items(Faults& faults) const;
  /// The members of a map in file order; a fault where it is something else or a key stands twice. Not defined: no members.
  [[nodiscard]] std::vector<std::pair<std::string, YamlNode>> members(Faults& faults) const;

  /// A fault for each key that is not allowed, naming those that are.
  void only(std::initializer_list<const char*> allowed, Faults& faults) const;

  [[nodiscard]] std::string text(const std::string& key, Faults& faults) const;  ///< Required scalar.
  [[nodiscard]] std::string text_or(const std::string& key, std::string fallback, Faults& faults) const;
  [[nodiscard]] long integer(const std::string& key, Faults& faults) const;                  ///< Required.
  [[nodiscard]] std::optional<double> number(const std::string& key, Faults& faults) const;  ///< Optional.
  [[nodiscard]] bool flag(const std::string& key, bool fallback, Faults& faults) const;
  [[nodiscard]] std::string choice(const std::string& key, std::initializer_list<const char*> allowed, Faults& faults) const;
  /// A list of scalars, or one scalar as a list of one. Not defined: empty.
  [[nodiscard]] std::vector<std::string> texts(const std::string& key, Faults& faults) const;

 private:
  using Tree = std::shared_ptr<const YamlTree>;
  YamlNode(Tree tree, const YamlTree::Node* node) : tree_(std::move(tree)), node_(node) {}
  [[nodiscard]] YamlNode part(std::size_t i) const { return {tree_, &tree_->nodes[node_->parts[i]]}; }
  Tree tree_;
  const YamlTree::Node* node_;  ///< Null where the file has no such node.
};

}  // namespace atalaya
