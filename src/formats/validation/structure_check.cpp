#include "formats/validation/structure_check.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"
#include "formats/validation/constraint_check.h"
#include "formats/validation/nearest.h"
#include "formats/validation/value_check.h"
#include "model/resolve.h"
#include "model/sdmx/references.h"
#include "model/sdmx/version.h"

namespace atalaya {

namespace {

using sdmx::Kind;

std::string in_quotes(std::string_view text) { return "'" + shorten(replace_invalid_utf8(text), 60) + "'"; }

/// An XML name without colon, of ASCII (SDMXCommon.xsd, NCNameIDType): what an id must be where XML elements and attributes are named by it.
bool is_name(std::string_view text) {
  const auto letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  return !text.empty() && letter(text[0]) && std::ranges::all_of(text, [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-'; });
}

bool is_agency(std::string_view text) {
  return std::ranges::all_of(split(text, '.'), [](std::string_view part) { return is_name(part); });
}

class Check {
 public:
  Check(const sdmx::Structures& structures, Findings& findings, PlaceFinder* places) : structures_(structures), findings_(findings), places_(places) {}

  void run() {
    structures_.for_each([&](const sdmx::Artefact& artefact) {
      self_ = sdmx::reference_of(artefact);
      subject_ = std::string(sdmx::info(self_.kind).class_name) + " " + self_.short_text();
      identity(artefact);
      std::visit([&](const auto& a) { contents(a); }, artefact);
      references(artefact);
    });
  }

 private:
  void add(FindingKind kind, const std::string& item, std::string what, std::string hint, bool is_note) {
    findings_.add_if_room(
        [&] {
          return Finding{.kind = kind,
                         .what = std::move(what),
                         .subject = item.empty() ? subject_ : subject_ + " " + shorten(replace_invalid_utf8(item), 80),
                         .place = places_ == nullptr ? Place{} : places_->find(self_, item),
                         .hint = std::move(hint),
                         .is_note = is_note};
        },
        is_note);
  }
  void fault(FindingKind kind, const std::string& item, std::string what, std::string hint = {}) { add(kind, item, std::move(what), std::move(hint), false); }
  void note(FindingKind kind, const std::string& item, std::string what) { add(kind, item, std::move(what), {}, true); }

  // ---- What every artefact has

  void identity(const sdmx::Artefact& artefact) {
    const sdmx::Maintainable& m = sdmx::maintainable(artefact);
    if (!is_identifier(m.id)) fault(FindingKind::Identifier, {}, "the id " + in_quotes(m.id) + " is none");
    if (!is_agency(m.agency)) fault(FindingKind::Identifier, {}, "the agency " + in_quotes(m.agency) + " is no id of one");
    if (!sdmx::is_version(m.version)) {
      fault(FindingKind::Identifier, {}, "the version " + in_quotes(m.version) + " is none",
            "versions are like 1.0 or 1.2.3-draft; only references have wildcards");
    }
    if (m.name.empty() && sdmx::kind_of(artefact) != Kind::MetadataSet) note(FindingKind::Missing, {}, "there is no name");
  }

  /// Items of one level: ids of the right form, each once.
  template <typename Items>
  void items(const Items& list, const std::string& above, bool (*is_id)(std::string_view) = &is_identifier) {
    std::unordered_set<std::string_view> seen;
    std::size_t nameless = 0;
    for (const auto& item : list) {
      if (is_id != nullptr && !is_id(item.id)) fault(FindingKind::Identifier, above + item.id, "the id " + in_quotes(item.id) + " is none");
      if (!seen.insert(item.id).second) fault(FindingKind::Duplicate, above + item.id, "the id stands twice");
      if constexpr (requires { item.name; }) nameless += item.name.empty() ? 1U : 0U;
    }
    if (nameless != 0) note(FindingKind::Missing, {}, std::to_string(nameless) + (nameless == 1 ? " item has" : " items have") + " no name");
  }

  /// Parents are in the same list and lead to a top. In a partial list they may be left out.
  template <typename Items>
  void parents(const Items& list, bool is_whole) {
    std::unordered_map<std::string_view, std::string_view> parent_of;
    for (const auto& item : list) parent_of.emplace(item.id, item.parent);
    std::unordered_map<std::string_view, std::uint32_t> walk_of;  // 0 would be: not yet seen
    std::uint32_t walk = 0;
    for (const auto& item : list) {
      if (!item.parent.empty() && !parent_of.contains(item.parent)) {
        const std::string what = "the parent " + in_quotes(item.parent) + " is not in the list";
        is_whole ? fault(FindingKind::Reference, item.id, what) : note(FindingKind::Reference, item.id, what);
      }
      ++walk;
      for (std::string_view at = item.id; !at.empty();) {
        const auto [it, is_new] = walk_of.try_emplace(at, walk);
        if (!is_new) {
          if (it->second == walk) fault(FindingKind::Structure, item.id, "its parents go in a circle");
          break;
        }
        const auto above = parent_of.find(at);
        at = above == parent_of.end() ? std::string_view() : above->second;
      }
    }
  }

  // ---- Kind by kind

  void contents(const sdmx::Codelist& list) { codes(list); }
  void contents(const sdmx::GeographicCodelist& list) { codes(list); }
  void contents(const sdmx::GeoGridCodelist& list) { codes(list); }
  void codes(const sdmx::Codelist& list) {
    items(list.codes, {});
    parents(list.codes, !list.is_partial && list.extensions.empty());
    if (list.extensions.empty()) return;
    const auto all = extended_codes(structures_, list);
    if (all) return parents(*all, !list.is_partial);
    if (all.error().kind != ErrorKind::NotFound) fault(FindingKind::Structure, {}, all.error().what);
  }
  void contents(const sdmx::ValueList& list) { items(list.items, {}, nullptr); }
  void contents(const sdmx::ConceptScheme& scheme) {
    items(scheme.concepts, {}, &is_identifier);
    parents(scheme.concepts, !scheme.is_partial);
    for (const sdmx::Concept& item : scheme.concepts) representation(item.core_representation, item.id, false);
  }
  template <Kind K>
  void contents(const sdmx::OrganisationScheme<K>& scheme) {
    items(scheme.organisations, {}, K == Kind::AgencyScheme ? &is_name : &is_identifier);
    parents(scheme.organisations, !scheme.is_partial);
  }
  void contents(const sdmx::CategoryScheme& scheme) { categories(scheme.categories, {}); }
  void contents(const sdmx::ReportingTaxonomy& taxonomy) { categories(taxonomy.categories, {}); }
  template <typename Categories>
  void categories(const Categories& list, const std::string& above) {
    items(list, above);
    for (const auto& item : list) categories(item.categories, above + item.id + ".");
  }
  void contents(const sdmx::Categorisation& categorisation) {
    if (categorisation.is_external_reference) return;
    if (categorisation.source.empty()) fault(FindingKind::Missing, {}, "it has no source");
    if (categorisation.target.empty()) fault(FindingKind::Missing, {}, "it has no target");
  }
  void contents(const sdmx::Hierarchy& hierarchy) { hierarchical(hierarchy.codes, {}); }
  void contents(const sdmx::HierarchicalCodelist& list) {
    items(list.hierarchies, {});
    for (const auto& hierarchy : list.hierarchies) hierarchical(hierarchy.codes, hierarchy.id + ".");
    std::unordered_set<std::string_view> aliases;
    for (const auto& included : list.included) {
      if (!aliases.insert(included.alias).second) fault(FindingKind::Duplicate, included.alias, "the alias stands twice");
    }
    for (const auto& hierarchy : list.hierarchies) aliases_known(hierarchy.codes, aliases, hierarchy.id + ".");
  }
  void aliases_known(const std::vector<sdmx::HierarchicalCode>& list, const std::unordered_set<std::string_view>& aliases, const std::string& above) {
    for (const auto& code : list) {
      if (!code.codelist_alias.empty() && !aliases.contains(code.codelist_alias)) {
        fault(FindingKind::Reference, above + code.id, "the alias " + in_quotes(code.codelist_alias) + " is not among the code lists that are included");
      }
      aliases_known(code.codes, aliases, above + code.id + ".");
    }
  }
  void hierarchical(const std::vector<sdmx::HierarchicalCode>& list, const std::string& above) {
    items(list, above);
    for (const auto& code : list) hierarchical(code.codes, above + code.id + ".");
  }
  template <typename Scheme>
    requires std::derived_from<Scheme, sdmx::VtlScheme>
  void contents(const Scheme& scheme) {
    items(scheme.items, {});
  }
  void contents(const sdmx::Process& process) { steps(process.steps, {}); }
  void steps(const std::vector<sdmx::ProcessStep>& list, const std::string& above) {
    items(list, above);
    for (const auto& step : list) steps(step.steps, above + step.id + ".");
  }
  void contents(const sdmx::MetadataStructure& structure) {
    metadata_attributes(structure.attributes, {});
    items(structure.targets, {});
    items(structure.reports, {});
    for (const auto& report : structure.reports) {
      metadata_attributes(report.attributes, report.id + ".");
      for (const std::string& target : report.targets) {
        if (std::ranges::find(structure.targets, target, &sdmx::MetadataTarget::id) == structure.targets.end()) {
          fault(FindingKind::Reference, report.id, "the metadata target " + in_quotes(target) + " is not there");
        }
      }
    }
  }
  void metadata_attributes(const std::vector<sdmx::MetadataAttribute>& list, const std::string& above) {
    items(list, above);
    for (const auto& attribute : list) {
      representation(attribute.local_representation, above + attribute.id, false);
      metadata_attributes(attribute.attributes, above + attribute.id + ".");
    }
  }
  void contents(const sdmx::Dataflow& flow) {
    if (!flow.is_external_reference && flow.structure.empty()) note(FindingKind::Missing, {}, "it names no structure");
  }
  void contents(const sdmx::ProvisionAgreement& agreement) {
    if (agreement.is_external_reference) return;
    if (agreement.dataflow.empty()) fault(FindingKind::Missing, {}, "it names no dataflow");
    if (agreement.provider.empty()) fault(FindingKind::Missing, {}, "it names no provider");
  }

  void contents(const sdmx::DataStructure& structure) {
    if (structure.is_external_reference ||
        (structure.dimensions.empty() && structure.measures.empty() && structure.attributes.empty() && !structure.time_dimension)) {
      return;  // a stub
    }
    std::unordered_map<std::string, const char*> roles;  // id to what has it
    const auto component = [&](const sdmx::Component& of, const char* what) {
      const std::string id = of.id.empty() ? of.concept_identity.item : of.id;
      if (!is_identifier(id)) fault(FindingKind::Identifier, id, std::string("the id ") + in_quotes(id) + " is none");
      const auto [it, is_new] = roles.emplace(id, what);
      if (!is_new) fault(FindingKind::Duplicate, id, std::string("the id is that of ") + it->second + " too");
      if (of.concept_identity.empty()) fault(FindingKind::Missing, id, "it has no concept");
      return id;
    };
    std::unordered_set<std::string> dimensions;
    std::unordered_set<std::string_view> positions;
    for (const sdmx::Dimension& dimension : structure.dimensions) {
      const std::string id = component(dimension, "a dimension");
      dimensions.insert(id);
      representation(dimension.local_representation, id, false);
      if (dimension.local_representation && !occurs_once(*dimension.local_representation)) fault(FindingKind::Structure, id, "a dimension takes one value");
      if (!dimension.position.empty() && !positions.insert(dimension.position).second) {
        fault(FindingKind::Structure, id, "another dimension has the position " + dimension.position);
      }
    }
    if (structure.dimensions.empty() && !structure.time_dimension) fault(FindingKind::Structure, {}, "it has no dimension");
    if (structure.time_dimension) {
      const std::string id = component(*structure.time_dimension, "the time dimension");
      dimensions.insert(id);
      representation(structure.time_dimension->local_representation, id, true);
    }
    if (std::ranges::count_if(structure.dimensions, &sdmx::Dimension::is_measure) > 1)
      fault(FindingKind::Structure, {}, "it has more than one measure dimension");
    std::unordered_set<std::string> measures;
    for (const sdmx::Measure& measure : structure.measures) {
      const std::string id = component(measure, "a measure");
      measures.insert(id);
      representation(measure.local_representation, id, false);
    }
    std::unordered_set<std::string_view> groups;
    for (const sdmx::Group& group : structure.groups) {
      if (!is_identifier(group.id)) fault(FindingKind::Identifier, group.id, "the id " + in_quotes(group.id) + " is none");
      if (!groups.insert(group.id).second) fault(FindingKind::Duplicate, group.id, "the id stands twice");
      if (group.dimensions.empty() && group.attachment_constraint.empty()) fault(FindingKind::Structure, group.id, "the group has no dimensions");
      named(group.dimensions, dimensions, group.id, "the dimension");
    }
    for (const sdmx::Attribute& attribute : structure.attributes) {
      const std::string id = component(attribute, "an attribute");
      representation(attribute.local_representation, id, false);
      const sdmx::AttributeRelationship& to = attribute.relationship;
      using Level = sdmx::AttributeRelationship::Level;
      if (to.level == Level::Dimensions && to.dimensions.empty()) fault(FindingKind::Structure, id, "it is related to dimensions and names none");
      named(to.dimensions, dimensions, id, "the dimension");
      std::vector<std::string> related = to.attachment_groups;
      if (to.level == Level::Group) related.push_back(to.group);
      for (const std::string& group : related) {
        if (!groups.contains(group)) fault(FindingKind::Reference, id, "the group " + in_quotes(group) + " is not of the structure");
      }
      for (const std::string& measure : attribute.measures) {
        if (!measures.contains(measure)) fault(FindingKind::Reference, id, "the measure " + in_quotes(measure) + " is not of the structure");
      }
    }
    // Components by concepts: an item that a scheme beside it does not have is found with the references.
  }

  void named(const std::vector<std::string>& ids, const std::unordered_set<std::string>& known, const std::string& item, const char* what) {
    std::unordered_set<std::string_view> seen;
    for (const std::string& id : ids) {
      if (!known.contains(id)) fault(FindingKind::Reference, item, std::string(what) + " " + in_quotes(id) + " is not of the structure");
      if (!seen.insert(id).second) fault(FindingKind::Duplicate, item, std::string(what) + " " + in_quotes(id) + " is named twice");
    }
  }

  static bool occurs_once(const sdmx::Representation& r) {
    return (r.min_occurs.empty() || r.min_occurs == "1" || r.min_occurs == "0") && (r.max_occurs.empty() || r.max_occurs == "1");
  }

  void representation(const std::optional<sdmx::Representation>& given, const std::string& item, bool is_time) {
    if (!given) return;
    if (is_time && !given->enumeration.empty()) fault(FindingKind::Structure, item, "a time dimension is not enumerated");
    if (!given->format) return;
    if (is_time && !given->format->data_type.empty() && !takes_form(given->format->data_type, TimeForm::DateTime)) {
      fault(FindingKind::Structure, item, "a time dimension is of a type of time, not " + in_quotes(given->format->data_type));
    }
    Component component{.id = item, .code_list = {}, .name = {}};
    component.representation = *given;
    component.representation.enumeration = {};
    const ValueCheck check(component, nullptr, is_time ? ValueCheck::Role::Time : ValueCheck::Role::Value);
    for (const std::string& sentence : check.unchecked()) note(FindingKind::Facet, item, sentence);
  }

  void contents(const sdmx::DataConstraint& constraint) {
    const DataStructure* structure = nullptr;
    std::shared_ptr<const DataStructure> resolved;
    for (const sdmx::Reference& to : constraint.attachments) {
      if (auto found = resolve(structures_, to)) {
        resolved = *found;
        structure = resolved.get();
        break;
      }
    }
    const auto selections = [&](const std::vector<sdmx::ValueSelection>& list) {
      for (const sdmx::ValueSelection& selection : list) {
        if (structure == nullptr) break;
        const Component* component = structure->find(selection.id);
        if (component == nullptr) {
          fault(FindingKind::Reference, selection.id, "the structure " + structure->id + " has no such component");
          continue;
        }
        const CodeList* codes = component->code_list.empty() ? nullptr : structure->code_list(component->code_list);
        if (codes == nullptr) continue;
        for (const sdmx::ConstrainedValue& value : selection.values) {
          if (codes->find(value.value) != nullptr || value.value.find('%') != std::string::npos || value.value == "*") continue;
          if (selection.remove_prefix) continue;
          fault(FindingKind::UnknownCode, selection.id, component->code_list + " has no code " + in_quotes(value.value), nearest_hint(*codes, value.value));
        }
      }
    };
    for (const sdmx::CubeRegion& region : constraint.regions) {
      once(region.key_values);
      selections(region.key_values);
      selections(region.components);
    }
    for (const sdmx::DataKeySet& set : constraint.key_sets) {
      for (const sdmx::DataKey& key : set.keys) {
        selections(key.key_values);
        selections(key.components);
      }
    }
    if (constraint.regions.empty() && constraint.key_sets.empty()) return;
    if (resolved == nullptr) return;
    const ConstraintCheck check(constraint, resolved);
    for (const std::string& sentence : check.unchecked()) {
      if (sentence.find("does not have") == std::string::npos) fault(FindingKind::Structure, {}, sentence);
    }
  }
  void once(const std::vector<sdmx::ValueSelection>& list) {
    std::unordered_set<std::string_view> seen;
    for (const sdmx::ValueSelection& selection : list) {
      if (!seen.insert(selection.id).second) fault(FindingKind::Duplicate, selection.id, "the region names the component twice");
    }
  }

  void contents(const sdmx::StructureMap& map) {
    const auto source = resolve(structures_, map.source);
    const auto target = resolve(structures_, map.target);
    const auto known = [&](const auto& side, const std::vector<std::string>& ids) {
      if (!side) return;
      for (const std::string& id : ids) {
        if ((*side)->find(id) == nullptr) fault(FindingKind::Reference, id, "the structure " + (*side)->id + " has no such component");
      }
    };
    for (const sdmx::ComponentMap& of : map.component_maps) {
      known(source, of.source);
      known(target, of.target);
    }
    for (const sdmx::FixedValueMap& of : map.fixed_values) {
      if (!of.source.empty()) known(source, {of.source});
      if (!of.target.empty()) known(target, {of.target});
    }
  }

  void contents(const sdmx::Maintainable&) {}

  // ---- Between artefacts

  void references(const sdmx::Artefact& artefact) {
    std::unordered_set<std::string> told;
    sdmx::for_each_reference(artefact, [&](const sdmx::Reference& reference, const std::string& holder) {
      const std::string wanted = std::string(sdmx::info(reference.kind).class_name) + " " + reference.short_text();
      const sdmx::Artefact* found = structures_.find(reference);
      if (found == nullptr) {
        // Of an artefact that is not in the message nothing can be said, so one word is enough.
        if (told.insert(wanted).second) note(FindingKind::Reference, holder, "it refers to the " + wanted + ", which is not in the message");
        return;
      }
      if (!reference.item.empty() && !has_item(*found, reference)) {
        if (told.insert(wanted + "." + reference.item).second) {
          fault(FindingKind::Reference, holder, "it refers to " + in_quotes(reference.item) + " of the " + wanted + ", which does not have it");
        }
      }
    });
  }

  /// Whether a scheme beside the reference has the item; of partial ones, of stubs and of artefacts that are no list of items it is taken to be so.
  bool has_item(const sdmx::Artefact& artefact, const sdmx::Reference& reference) {
    const auto& ids = items_of(artefact);
    return !ids || ids->contains(reference.item);
  }

  using Ids = std::optional<std::unordered_set<std::string>>;
  const Ids& items_of(const sdmx::Artefact& artefact) {
    const auto [it, is_new] = items_.try_emplace(&artefact);
    if (!is_new) return it->second;
    const auto take = [&](const auto& scheme, const auto& list) {
      if (scheme.is_partial || scheme.is_external_reference || list.empty()) return;
      it->second.emplace();
      for (const auto& item : list) it->second->insert(item.id);
    };
    if (const auto* concepts = std::get_if<sdmx::ConceptScheme>(&artefact)) take(*concepts, concepts->concepts);
    if (const auto* list = std::get_if<sdmx::Codelist>(&artefact); list != nullptr && list->extensions.empty()) take(*list, list->codes);
    if (const auto* agencies = std::get_if<sdmx::AgencyScheme>(&artefact)) take(*agencies, agencies->organisations);
    if (const auto* providers = std::get_if<sdmx::DataProviderScheme>(&artefact)) take(*providers, providers->organisations);
    if (const auto* consumers = std::get_if<sdmx::DataConsumerScheme>(&artefact)) take(*consumers, consumers->organisations);
    if (const auto* scheme = std::get_if<sdmx::CategoryScheme>(&artefact); scheme != nullptr && !scheme->is_partial && !scheme->categories.empty()) {
      it->second.emplace();
      paths(scheme->categories, {}, *it->second);
    }
    return it->second;
  }
  static void paths(const std::vector<sdmx::Category>& list, const std::string& above, std::unordered_set<std::string>& out) {
    for (const sdmx::Category& item : list) {
      out.insert(above + item.id);
      paths(item.categories, above + item.id + ".", out);
    }
  }

  const sdmx::Structures& structures_;
  Findings& findings_;
  PlaceFinder* places_;
  sdmx::Reference self_;
  std::string subject_;
  std::unordered_map<const sdmx::Artefact*, Ids> items_;
};

}  // namespace

void check_structures(const sdmx::Structures& structures, Findings& findings, PlaceFinder* places) { Check(structures, findings, places).run(); }

}  // namespace atalaya
