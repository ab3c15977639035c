// What hierarchies hold, and what the formats call it.
#pragma once

#include "model/sdmx/describe_base.h"
#include "model/sdmx/hierarchies.h"

namespace atalaya::sdmx {

template <typename V, Is<HierarchicalCode> T>
void describe(V& v, T& x) {
  v.attribute({"validFrom", "validFrom"}, x.valid_from, Form::Text);
  v.attribute({"validTo", "validTo"}, x.valid_to, Form::Text);
  describe_identifiable(v, x);
  v.element({nullptr, nullptr, "CodelistAliasRef"}, x.codelist_alias, Form::Text);
  v.reference({"Code", "code"}, x.code, Kind::Code);
  v.list({.xml = "HierarchicalCode", .json = "hierarchicalCodes"}, x.codes);
  v.local({"Level", "level"}, x.level);
}

/// Without the level below it, which `chain` knows of.
template <typename V, Is<Level> T>
void describe(V& v, T& x) {
  describe_nameable(v, x);
  v.object({"CodingFormat", "codingFormat"}, x.coding_format);
}

template <typename V, Is<Hierarchy> T>
void describe(V& v, T& x) {
  v.flag({"hasFormalLevels", "hasFormalLevels"}, x.has_formal_levels, std::nullopt);
  describe_maintainable(v, x);
  v.chain({"Level", "level"}, x.levels);
  v.list({.xml = "HierarchicalCode", .json = "hierarchicalCodes"}, x.codes);
}

template <typename V, Is<HierarchyAssociation> T>
void describe(V& v, T& x) {
  describe_maintainable(v, x);
  v.reference({"LinkedHierarchy", "linkedHierarchy"}, x.hierarchy, Kind::Hierarchy);
  v.reference({"LinkedObject", "linkedObject"}, x.linked_object, std::nullopt);
  v.reference({"ContextObject", "contextObject"}, x.context_object, std::nullopt);
}

template <typename V, Is<HierarchicalCodelist::Included> T>
void describe(V& v, T& x) {
  v.attribute({nullptr, nullptr, "alias"}, x.alias, Form::Text);
  v.reference({}, x.codelist, Kind::Codelist);  // In 2.1 the element itself is the reference.
}

template <typename V, Is<HierarchicalCodelist::Inner> T>
void describe(V& v, T& x) {
  v.flag({nullptr, nullptr, "leveled"}, x.has_formal_levels, false);
  describe_nameable(v, x);
  v.list({.xml21 = "HierarchicalCode"}, x.codes);
  v.chain({nullptr, nullptr, "Level"}, x.levels);
}

template <typename V, Is<HierarchicalCodelist> T>
void describe(V& v, T& x) {
  describe_maintainable(v, x);
  v.list({.xml21 = "IncludedCodelist"}, x.included);
  v.list({.xml21 = "Hierarchy"}, x.hierarchies);
}

}  // namespace atalaya::sdmx
