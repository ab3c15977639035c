// Hierarchies over codes of several lists, and what they are used for.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/sdmx/representation.h"

namespace atalaya::sdmx {

struct HierarchicalCode : Identifiable {
  std::string valid_from = {}, valid_to = {};
  Reference code = {};
  std::string codelist_alias = {};  ///< SDMX 2.1: with `code.item` alone, the list by its alias in the HierarchicalCodelist.
  std::string level = {};
  std::vector<HierarchicalCode> codes = {};
  bool operator==(const HierarchicalCode&) const = default;
};

/// The levels of a hierarchy, from the top: each holds the next in a message.
struct Level : Nameable {
  std::optional<TextFormat> coding_format = {};
  bool operator==(const Level&) const = default;
};

struct Hierarchy : Maintainable {
  static constexpr Kind kind = Kind::Hierarchy;
  bool has_formal_levels = false;
  std::vector<Level> levels = {};
  std::vector<HierarchicalCode> codes = {};
  bool operator==(const Hierarchy&) const = default;
};

struct HierarchyAssociation : Maintainable {
  static constexpr Kind kind = Kind::HierarchyAssociation;
  Reference hierarchy = {};
  Reference linked_object = {};
  Reference context_object = {};
  bool operator==(const HierarchyAssociation&) const = default;
};

/// SDMX 2.1: several hierarchies in one artefact. The hierarchies inside have neither agency nor version of their own.
struct HierarchicalCodelist : Maintainable {
  static constexpr Kind kind = Kind::HierarchicalCodelist;
  struct Included {
    std::string alias;
    Reference codelist;
    bool operator==(const Included&) const = default;
  };
  struct Inner : Nameable {
    bool has_formal_levels = false;
    std::vector<Level> levels = {};
    std::vector<HierarchicalCode> codes = {};
    bool operator==(const Inner&) const = default;
  };
  std::vector<Included> included = {};
  std::vector<Inner> hierarchies = {};
  bool operator==(const HierarchicalCodelist&) const = default;
};

}  // namespace atalaya::sdmx
