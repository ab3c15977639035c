#include "query/structures/partial.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "model/sdmx/references.h"
#include "query/structures/allowed_codes.h"
#include "query/structures/items.h"

namespace atalaya {

namespace {

using sdmx::Artefact;
using sdmx::Kind;
using Node = StructureIndex::Node;

bool is_code_list(Kind kind) { return kind == Kind::Codelist || kind == Kind::GeographicCodelist || kind == Kind::GeoGridCodelist; }

const std::vector<sdmx::Code>* codes_of(const Artefact& artefact) {
  return std::visit(
      [](const auto& own) -> const std::vector<sdmx::Code>* {
        if constexpr (requires {
                        own.codes;
                        own.extensions;
                      }) {
          return &own.codes;
        } else {
          return nullptr;
        }
      },
      artefact);
}

/// What is used of an item scheme.
struct Usage {
  bool whole = false;
  std::set<std::string> items = {};
};

class Partial {
 public:
  Partial(const StructureIndex& index, std::vector<PartArtefact>& parts) : index_(index), parts_(parts) {
    for (std::size_t i = 0; i < parts.size(); ++i) by_node_.emplace(parts[i].node, i);
  }

  void run() {
    // Concepts go first: what is left of them says which lists are used. Agencies go last, when it is known what there is to be maintained.
    for (const PartArtefact& part : parts_) count(part);
    cut([](Kind kind) { return !is_code_list(kind) && kind != Kind::AgencyScheme; });
    for (const PartArtefact& part : parts_) {
      if (!part.referenced) count_codes(part.node);
    }
    count_codes_of_others();
    cut(is_code_list);
    leave_out_unused();
    count_agencies();
    cut([](Kind kind) { return kind == Kind::AgencyScheme; });
  }

 private:
  const Artefact* part(Node node) const {
    const auto found = by_node_.find(node);
    return found == by_node_.end() ? nullptr : &parts_[found->second].artefact;
  }

  void use(const sdmx::Reference& reference) {
    for (const Node node : index_.resolve(reference)) {
      Usage& usage = used_[node];
      if (reference.item.empty() || reference.item == "*") {
        usage.whole = true;
      } else {
        usage.items.insert(reference.item);
      }
    }
  }

  void use_items(const sdmx::Reference& scheme, const std::set<std::string>& items) {
    for (const Node node : index_.resolve(scheme)) used_[node].items.insert(items.begin(), items.end());
  }

  // The two ends of a map, where it names items one by one; a pattern may stand for any.
  template <typename Items>
  void use_map(const sdmx::Reference& source, const sdmx::Reference& target, const Items& items) {
    std::set<std::string> from, to;
    for (const auto& item : items) {
      if constexpr (requires { item.source.is_regex; }) {
        if (item.source.is_regex || !item.source.start_index.empty()) {
          use(source);
          return use(target);
        }
        from.insert(item.source.value);
      } else {
        from.insert(item.source);
      }
      to.insert(item.target);
    }
    use_items(source, from);
    use_items(target, to);
  }

  void count(const PartArtefact& one) {
    if (const auto* map = std::get_if<sdmx::ConceptSchemeMap>(&one.artefact)) return use_map(map->source, map->target, map->items);
    if (const auto* map = std::get_if<sdmx::CategorySchemeMap>(&one.artefact)) return use_map(map->source, map->target, map->items);
    if (const auto* map = std::get_if<sdmx::OrganisationSchemeMap>(&one.artefact)) return use_map(map->source, map->target, map->items);
    if (const auto* map = std::get_if<sdmx::ReportingTaxonomyMap>(&one.artefact)) return use_map(map->source, map->target, map->items);
    if (const auto* map = std::get_if<sdmx::StructureSet>(&one.artefact)) {
      for (const auto& inner : map->item_scheme_maps) use_map(inner.source, inner.target, inner.items);
      for (const auto& reference : map->related) use(reference);
      return;
    }
    // Which codes a data structure uses, and a scheme of concepts that comes along with it, is a matter of its components.
    const bool by_component =
        std::holds_alternative<sdmx::DataStructure>(one.artefact) || (one.referenced && std::holds_alternative<sdmx::ConceptScheme>(one.artefact));
    sdmx::for_each_reference(one.artefact, [&](const sdmx::Reference& reference, const std::string&) {
      if (!by_component || !is_code_list(sdmx::info(reference.kind).container)) use(reference);
    });
  }

  // The representation of a component, or else of its concept.
  sdmx::Reference enumeration_of(const sdmx::Component& component) const {
    if (component.local_representation) return component.local_representation->enumeration;
    for (const Node node : index_.resolve(component.concept_identity)) {
      const auto* scheme = std::get_if<sdmx::ConceptScheme>(&index_.artefact(node));
      if (scheme == nullptr) continue;
      const auto found = std::ranges::find(scheme->concepts, component.concept_identity.item, &sdmx::Concept::id);
      if (found != scheme->concepts.end() && found->core_representation) return found->core_representation->enumeration;
    }
    return {};
  }

  void count_component(const sdmx::Component& component, const std::vector<const sdmx::DataConstraint*>& constraints) {
    for (const Node node : index_.resolve(enumeration_of(component))) {
      const Artefact* list = part(node);
      const auto* codes = list == nullptr ? nullptr : codes_of(*list);
      if (codes == nullptr) continue;
      std::optional<std::set<std::string>> allowed;
      for (const sdmx::DataConstraint* constraint : constraints) {
        auto own = allowed_codes(*constraint, component.id, *codes);
        if (!own) continue;
        if (!allowed) {
          allowed = std::move(own);
        } else {
          std::erase_if(*allowed, [&](const std::string& code) { return !own->contains(code); });
        }
      }
      Usage& usage = used_[node];
      if (allowed) {
        usage.items.merge(*allowed);
      } else {
        usage.whole = true;
      }
    }
  }

  void count_structure(const sdmx::DataStructure& structure, const std::vector<const sdmx::DataConstraint*>& constraints) {
    for (const auto& component : structure.dimensions) count_component(component, constraints);
    for (const auto& component : structure.measures) count_component(component, constraints);
    for (const auto& component : structure.attributes) count_component(component, constraints);
  }

  std::set<Node> below(Node start) const {
    std::set<Node> reached = {start};
    std::vector<Node> open = {start};
    while (!open.empty()) {
      const Node node = open.back();
      open.pop_back();
      for (const auto& edge : index_.references(node)) {
        if (reached.insert(edge.node).second) open.push_back(edge.node);
      }
    }
    return reached;
  }

  // The data structures that an artefact asked for leads to, each with the constraints on the way.
  void count_codes(Node asked_for) {
    const std::set<Node> way = below(asked_for);
    std::vector<const sdmx::DataConstraint*> constraints;
    if (const auto* own = std::get_if<sdmx::DataConstraint>(&index_.artefact(asked_for))) {
      constraints.push_back(own);
    } else {
      for (const Node node : way) {
        const Kind kind = sdmx::kind_of(index_.artefact(node));
        if (kind != Kind::DataStructure && kind != Kind::Dataflow && kind != Kind::ProvisionAgreement) continue;
        for (const auto& edge : index_.users(node)) {
          const auto* constraint = std::get_if<sdmx::DataConstraint>(&index_.artefact(edge.node));
          const bool applies = constraint != nullptr && !constraint->is_attachment && constraint->role == sdmx::DataConstraint::Role::Allowed;
          if (applies && std::ranges::find(constraints, constraint) == constraints.end()) constraints.push_back(constraint);
        }
      }
    }
    for (const Node node : way) {
      const auto* structure = std::get_if<sdmx::DataStructure>(&index_.artefact(node));
      if (structure == nullptr) continue;
      counted_.insert(node);
      count_structure(*structure, constraints);
    }
  }

  // Those that came along another way, above what was asked for or beside it.
  void count_codes_of_others() {
    for (const PartArtefact& one : parts_) {
      const auto* structure = std::get_if<sdmx::DataStructure>(&one.artefact);
      if (structure != nullptr && !counted_.contains(one.node)) count_structure(*structure, {});
    }
  }

  bool refers_to_asked_for(const PartArtefact& one) const {
    return std::ranges::any_of(index_.references(one.node), [&](const auto& edge) {
      const auto found = by_node_.find(edge.node);
      return edge.link != StructureIndex::Link::Maintainer && found != by_node_.end() && !parts_[found->second].referenced;
    });
  }

  template <typename Wanted>
  void cut(const Wanted& wanted) {
    for (PartArtefact& one : parts_) {
      const Kind kind = sdmx::kind_of(one.artefact);
      const auto found = used_.find(one.node);
      if (!one.referenced || !has_items(kind) || !wanted(kind) || found == used_.end() || found->second.whole || refers_to_asked_for(one)) continue;
      keep_items(one.artefact, [&](const std::string& path) { return found->second.items.contains(path); });
    }
  }

  // Lists that only those concepts refer to that are no longer there.
  void leave_out_unused() {
    std::set<Node> used;
    for (const PartArtefact& one : parts_) {
      if (!one.referenced) used.insert(one.node);
      for (const auto& edge : index_.references_of(one.artefact)) used.insert(edge.node);
    }
    std::erase_if(parts_, [&](const PartArtefact& one) {
      const Kind kind = sdmx::kind_of(one.artefact);
      if (used.contains(one.node) || (!is_code_list(kind) && kind != Kind::ValueList)) return false;
      return std::ranges::any_of(index_.users(one.node), [&](const auto& edge) {
        const Artefact* user = part(edge.node);
        return user != nullptr && std::holds_alternative<sdmx::ConceptScheme>(*user);
      });
    });
    by_node_.clear();
    for (std::size_t i = 0; i < parts_.size(); ++i) by_node_.emplace(parts_[i].node, i);
  }

  void count_agencies() {
    for (const PartArtefact& one : parts_) {
      for (const auto& edge : index_.references_of(one.artefact)) {
        if (edge.link == StructureIndex::Link::Maintainer) used_[edge.node].items.insert(edge.item);
      }
    }
  }

  const StructureIndex& index_;
  std::vector<PartArtefact>& parts_;
  std::map<Node, std::size_t> by_node_;
  std::map<Node, Usage> used_;
  std::set<Node> counted_;
};

}  // namespace

void make_partial(const StructureIndex& index, std::vector<PartArtefact>& parts) { Partial(index, parts).run(); }

}  // namespace atalaya
