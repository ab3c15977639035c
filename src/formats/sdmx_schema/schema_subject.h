// What a schema is written of.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "model/structure.h"

namespace atalaya {

struct SchemaSubject {
  std::shared_ptr<const DataStructure> structure;
  sdmx::Reference reference = {};             ///< What it is a schema of: a structure, a flow or an agreement. Empty: the structure.
  std::string dimension_at_observation = {};  ///< "TIME_PERIOD", a dimension or "AllDimensions"; empty: time, else all.
  /// By component, what constraints leave of its codes. A component that is not there has them all.
  std::map<std::string, std::set<std::string>> allowed = {};
  /// For messages of deletions: what is mandatory otherwise may be left out.
  bool deletion = false;
  /// SDMX 2.1, explicit measures: the measure dimension, and its concepts with their representations.
  std::string measure_dimension = {};
  std::vector<std::pair<std::string, sdmx::Representation>> measure_concepts = {};

  /// The codes of an enumerated component, in the list's order; nothing for others.
  [[nodiscard]] std::vector<const Code*> codes(const Component& component) const {
    std::vector<const Code*> out;
    const CodeList* list = structure->code_list(component.code_list);
    const auto left = allowed.find(component.id);
    if (list == nullptr) return out;
    for (const Code& code : list->codes()) {
      if (left == allowed.end() || left->second.contains(code.id)) out.push_back(&code);
    }
    return out;
  }
  [[nodiscard]] bool is_restricted(const Component& component) const {
    const CodeList* list = structure->code_list(component.code_list);
    return list != nullptr && codes(component).size() != list->codes().size();
  }
  [[nodiscard]] std::string layout() const {
    if (!dimension_at_observation.empty()) return dimension_at_observation;
    return structure->has_time() ? structure->time_dimension.id : "AllDimensions";
  }
};

}  // namespace atalaya
