#include "model/resolve.h"

#include <algorithm>

namespace atalaya {

namespace {

/// A member of a selection may be an id, or have '%' where any characters may stand.
bool matches_wildcard(std::string_view pattern, std::string_view id) {
  const std::size_t at = pattern.find('%');
  if (at == std::string_view::npos) return pattern == id;
  const std::string_view before = pattern.substr(0, at);
  const std::string_view after = pattern.substr(at + 1);
  return id.size() >= before.size() + after.size() && id.starts_with(before) && id.ends_with(after);
}

/// Whether a selection names a code: itself, or where a member cascades one of the codes above it.
bool names(const sdmx::CodeSelection& selection, const std::vector<sdmx::Code>& codes, const sdmx::Code& code) {
  for (const std::string& wildcard : selection.wildcards) {
    if (matches_wildcard(wildcard, code.id)) return true;
  }
  for (const sdmx::MemberValue& member : selection.members) {
    if (matches_wildcard(member.value, code.id) && member.cascade != "excluderoot") return true;
    if (member.cascade.empty() || member.cascade == "false") continue;
    std::string above = code.parent;
    for (std::size_t depth = 0; !above.empty() && depth < codes.size(); ++depth) {
      if (above == member.value) return true;
      const auto it = std::ranges::find(codes, above, &sdmx::Code::id);
      above = it == codes.end() ? "" : it->parent;
    }
  }
  return false;
}

struct Extender {
  const sdmx::Structures& structures;
  std::vector<const sdmx::Codelist*> open = {};  // lists that are being extended: one among them again would have no end

  Result<std::vector<sdmx::Code>> codes(const sdmx::Codelist& list) {
    if (std::ranges::find(open, &list) != open.end()) {
      return fail(ErrorKind::Input, "the code list " + list.reference(sdmx::Kind::Codelist).short_text() + " extends itself");
    }
    if (list.extensions.empty()) return list.codes;
    open.push_back(&list);
    std::vector<sdmx::Code> out;
    const auto put = [&](sdmx::Code code) {
      const auto it = std::ranges::find(out, code.id, &sdmx::Code::id);
      if (it == out.end()) {
        out.push_back(std::move(code));
      } else {
        *it = std::move(code);
      }
    };
    for (const sdmx::CodelistExtension& extension : list.extensions) {
      const auto* base = structures.get<sdmx::Codelist>(extension.codelist);
      if (base == nullptr) return fail(ErrorKind::NotFound, "there is no code list " + extension.codelist.short_text() + ", which " + list.id + " extends");
      const auto inherited = TRY(codes(*base));
      for (sdmx::Code code : inherited) {
        if (extension.selection && names(*extension.selection, inherited, code) != extension.selection->inclusive) continue;
        code.id = extension.prefix + code.id;
        if (!code.parent.empty()) code.parent = extension.prefix + code.parent;
        put(std::move(code));
      }
    }
    for (const sdmx::Code& code : list.codes) put(code);
    open.pop_back();
    return out;
  }
};

class Resolver {
 public:
  Resolver(const sdmx::Structures& structures, const sdmx::DataStructure& definition, std::vector<std::string>* missing)
      : structures_(structures), definition_(definition), missing_(missing) {}

  Result<std::shared_ptr<const DataStructure>> resolve() {
    out_->agency = definition_.agency;
    out_->id = definition_.id;
    out_->version = definition_.version;
    out_->name = definition_.name;
    for (const sdmx::Dimension& dimension : definition_.dimensions) out_->dimensions.push_back(TRY(component(dimension)));
    if (definition_.time_dimension) out_->time_dimension = TRY(component(*definition_.time_dimension));
    for (const sdmx::Measure& measure : definition_.measures) {
      out_->measures.push_back(TRY(component(measure)));
      out_->measures.back().required = measure.usage == "mandatory";
    }
    for (const sdmx::CrossSectionalMeasure& measure : definition_.cross_sectional_measures) {
      const std::size_t dimension = out_->position(measure.dimension);
      if (dimension != DataStructure::npos) out_->cross_sectional_measures.push_back({measure.id, dimension, measure.code});
    }
    if (out_->measures.empty()) out_->measures.push_back({.id = "OBS_VALUE", .code_list = {}, .name = {}});
    for (const sdmx::Group& group : definition_.groups) {
      auto dimensions = TRY(positions(group.dimensions, group.id));
      out_->groups.push_back({group.id, std::move(dimensions)});
    }
    for (const sdmx::Attribute& attribute : definition_.attributes) TRY_STATUS(add(attribute));
    return out_;
  }

 private:
  Result<std::vector<std::size_t>> positions(const std::vector<std::string>& ids, const std::string& of) {
    std::vector<std::size_t> out;
    for (const std::string& id : ids) {
      const std::size_t at = out_->position(id);
      if (at != DataStructure::npos) {
        out.push_back(at);
      } else if (id != out_->time_dimension.id) {
        return fail(ErrorKind::Input, of + " of " + out_->id + " names the dimension " + id + ", which the structure does not have");
      }
    }
    return out;
  }

  Result<Component> component(const sdmx::Component& given) {
    Component out{.id = given.id, .code_list = {}, .name = {}, .concept_identity = given.concept_identity};
    const auto* scheme = structures_.get<sdmx::ConceptScheme>(given.concept_identity);
    const sdmx::Concept* known = nullptr;
    if (scheme != nullptr) {
      const auto it = std::ranges::find(scheme->concepts, given.concept_identity.item, &sdmx::Concept::id);
      if (it != scheme->concepts.end()) known = &*it;
    }
    if (known != nullptr) out.name = known->name;
    if (given.local_representation) {
      out.representation = *given.local_representation;
    } else if (known != nullptr && known->core_representation) {
      out.representation = *known->core_representation;
    }
    if (out.id.empty()) out.id = given.concept_identity.item;  // 2.1: the id may be left out, and then is the concept's
    if (!out.representation.enumeration.empty()) out.code_list = TRY(list(out.representation.enumeration));
    return out;
  }

  /// The id under which the list stands in the structure, or an empty one where the list is not there.
  Result<std::string> list(const sdmx::Reference& reference) {
    const sdmx::Artefact* found = structures_.find(reference);
    if (found == nullptr) {
      if (missing_ != nullptr) missing_->push_back(reference.short_text());
      return std::string();
    }
    const sdmx::Maintainable& m = sdmx::maintainable(*found);
    const std::string id = free_id(m);
    if (out_->code_list(id) != nullptr) return id;
    CodeList made;
    made.id = id;
    made.version = m.version;
    made.name = m.name;
    made.agency = m.agency;
    const auto add_codes = [&](const sdmx::Codelist& of) -> Status {
      Extender extender{structures_};
      for (sdmx::Code& code : TRY(extender.codes(of))) {
        (void)made.add({.id = std::move(code.id), .name = std::move(code.name), .parent = std::move(code.parent), .description = std::move(code.description)});
      }
      return {};
    };
    if (const auto* codes = std::get_if<sdmx::Codelist>(found)) TRY_STATUS(add_codes(*codes));
    if (const auto* codes = std::get_if<sdmx::GeographicCodelist>(found)) TRY_STATUS(add_codes(*codes));
    if (const auto* codes = std::get_if<sdmx::GeoGridCodelist>(found)) TRY_STATUS(add_codes(*codes));
    if (const auto* values = std::get_if<sdmx::ValueList>(found)) {
      for (const sdmx::ValueItem& item : values->items) (void)made.add({.id = item.id, .name = item.name, .description = item.description});
    }
    if (const auto* concepts = std::get_if<sdmx::ConceptScheme>(found)) {  // 2.1: the measure dimension's
      for (const sdmx::Concept& item : concepts->concepts)
        (void)made.add({.id = item.id, .name = item.name, .parent = item.parent, .description = item.description});
    }
    if (made.codes().empty()) {
      if (missing_ != nullptr) missing_->push_back(reference.short_text());
      return std::string();
    }
    out_->code_lists.push_back(std::move(made));
    return id;
  }

  /// Two lists of one id, of other agencies or versions, get two names.
  std::string free_id(const sdmx::Maintainable& m) const {
    const CodeList* taken = out_->code_list(m.id);
    if (taken == nullptr || (taken->agency == m.agency && taken->version == m.version)) return m.id;
    return m.agency + ":" + m.id + "(" + m.version + ")";
  }

  Status add(const sdmx::Attribute& given) {
    Attribute out;
    static_cast<Component&>(out) = TRY(component(given));
    out.required = given.usage == "mandatory";
    const sdmx::AttributeRelationship& to = given.relationship;
    switch (to.level) {
      case sdmx::AttributeRelationship::Level::Dataset: out.level = Attribute::Level::DataSet; break;
      case sdmx::AttributeRelationship::Level::Observation: out.level = Attribute::Level::Observation; break;
      case sdmx::AttributeRelationship::Level::Group: {
        const auto it = std::ranges::find(out_->groups, to.group, &DimensionGroup::id);
        if (it == out_->groups.end())
          return fail(ErrorKind::Input, "the attribute " + out.id + " of " + out_->id + " names the group " + to.group + ", which is not there");
        out.level = Attribute::Level::Group;
        out.group = to.group;
        out.dimensions = it->dimensions;
        break;
      }
      case sdmx::AttributeRelationship::Level::Dimensions: {
        // An attribute of time, alone or among others, has a value for each observation.
        const bool of_time = out_->has_time() && std::ranges::find(to.dimensions, out_->time_dimension.id) != to.dimensions.end();
        out.dimensions = TRY(positions(to.dimensions, out.id));
        const bool of_all = out.dimensions.size() == out_->dimensions.size();
        out.level = of_time ? Attribute::Level::Observation : (of_all ? Attribute::Level::Series : Attribute::Level::Group);
        if (!out_->has_time() && of_all) out.level = Attribute::Level::Observation;
        if (out.level == Attribute::Level::Group && to.attachment_groups.size() == 1) out.group = to.attachment_groups.front();
        break;
      }
    }
    out_->attributes.push_back(std::move(out));
    return {};
  }

  const sdmx::Structures& structures_;
  const sdmx::DataStructure& definition_;
  std::vector<std::string>* missing_;
  std::shared_ptr<DataStructure> out_ = std::make_shared<DataStructure>();
};

}  // namespace

Result<std::vector<sdmx::Code>> extended_codes(const sdmx::Structures& structures, const sdmx::Codelist& list) { return Extender{structures}.codes(list); }

Result<std::shared_ptr<const DataStructure>> resolve(const sdmx::Structures& structures, const sdmx::Reference& reference,
                                                     std::vector<std::string>* missing_lists) {
  sdmx::Reference at = reference;
  // Agreement, flow, structure: three steps at most.
  for (int step = 0; step < 3; ++step) {
    const sdmx::Artefact* found = structures.find(at);
    if (found == nullptr) break;
    if (const auto* definition = std::get_if<sdmx::DataStructure>(found)) return Resolver(structures, *definition, missing_lists).resolve();
    if (const auto* flow = std::get_if<sdmx::Dataflow>(found)) {
      at = flow->structure;
    } else if (const auto* agreement = std::get_if<sdmx::ProvisionAgreement>(found)) {
      at = agreement->dataflow;
    } else {
      break;
    }
  }
  return fail(ErrorKind::NotFound, "there is no " + std::string(sdmx::info(at.kind).class_name) + " " + at.short_text(), {},
              "give the structures that the data refers to");
}

Result<std::shared_ptr<const DataStructure>> ResolvedStructures::structure_of(const sdmx::Reference& reference) const {
  for (const auto& [known, structure] : known_) {
    if (known == reference) return structure;
  }
  auto made = TRY(resolve(structures_, reference));
  known_.emplace_back(reference, made);
  return made;
}

sdmx::Structures artefacts_of(const DataStructure& structure, const Dataflow& flow) {
  using sdmx::Kind;
  sdmx::Structures out;
  for (const CodeList& list : structure.code_lists) {
    sdmx::Codelist made;
    made.agency = list.agency.empty() ? structure.agency : list.agency;
    made.id = list.id;
    made.version = list.version;
    made.name = list.name;
    for (const Code& code : list.codes()) {
      sdmx::Code item;
      item.id = code.id;
      item.name = code.name;
      item.description = code.description;
      item.parent = code.parent;
      made.codes.push_back(std::move(item));
    }
    (void)out.add(std::move(made));
  }

  sdmx::ConceptScheme concepts;
  concepts.agency = structure.agency;
  concepts.id = "CS_" + structure.id;
  concepts.version = structure.version;
  concepts.name = structure.name;
  sdmx::DataStructure made;
  made.agency = structure.agency;
  made.id = structure.id;
  made.version = structure.version;
  made.name = structure.name;
  const auto fill = [&](sdmx::Component& to, const Component& from) {
    to.id = from.id;
    to.concept_identity =
        from.concept_identity.empty() ? sdmx::Reference{Kind::Concept, concepts.agency, concepts.id, concepts.version, from.id} : from.concept_identity;
    if (from.concept_identity.empty()) {
      sdmx::Concept item;
      item.id = from.id;
      item.name = from.name;
      concepts.concepts.push_back(std::move(item));
    }
    sdmx::Representation representation = from.representation;
    if (const CodeList* list = structure.code_list(from.code_list); list != nullptr && representation.enumeration.empty()) {
      representation.enumeration = {Kind::Codelist, list->agency.empty() ? structure.agency : list->agency, list->id, list->version, {}};
    }
    if (representation != sdmx::Representation{}) to.local_representation = std::move(representation);
  };
  const auto ids_of = [&](const std::vector<std::size_t>& positions) {
    std::vector<std::string> ids;
    for (const std::size_t at : positions) ids.push_back(structure.dimensions[at].id);
    return ids;
  };
  for (const Component& dimension : structure.dimensions) fill(made.dimensions.emplace_back(), dimension);
  if (structure.has_time()) {
    fill(made.time_dimension.emplace(), structure.time_dimension);
    if (!made.time_dimension->local_representation) {
      made.time_dimension->local_representation = sdmx::Representation{.format = sdmx::TextFormat{.data_type = "ObservationalTimePeriod"}};
    }
  }
  for (const DimensionGroup& group : structure.groups) {
    sdmx::Group to;
    to.id = group.id;
    to.dimensions = ids_of(group.dimensions);
    made.groups.push_back(std::move(to));
  }
  for (const Component& measure : structure.measures) {
    sdmx::Measure& to = made.measures.emplace_back();
    fill(to, measure);
    to.usage = measure.required ? "mandatory" : "optional";
    if (!to.local_representation) to.local_representation = sdmx::Representation{.format = sdmx::TextFormat{.data_type = "Double"}};
  }
  for (const Attribute& attribute : structure.attributes) {
    sdmx::Attribute& to = made.attributes.emplace_back();
    fill(to, attribute);
    to.usage = attribute.required ? "mandatory" : "optional";
    using From = Attribute::Level;
    using To = sdmx::AttributeRelationship::Level;
    switch (attribute.level) {
      case From::DataSet: to.relationship.level = To::Dataset; break;
      case From::Observation: to.relationship.level = To::Observation; break;
      case From::Series:
        to.relationship.level = To::Dimensions;
        for (const Component& dimension : structure.dimensions) to.relationship.dimensions.push_back(dimension.id);
        break;
      case From::Group:
        to.relationship.level = attribute.group.empty() ? To::Dimensions : To::Group;
        to.relationship.group = attribute.group;
        if (attribute.group.empty()) to.relationship.dimensions = ids_of(attribute.dimensions);
        break;
    }
  }
  if (!concepts.concepts.empty()) (void)out.add(std::move(concepts));

  sdmx::Dataflow made_flow;
  made_flow.agency = flow.agency;
  made_flow.id = flow.id;
  made_flow.version = flow.version;
  made_flow.name = flow.name;
  made_flow.structure = made.reference(Kind::DataStructure);
  (void)out.add(std::move(made));
  (void)out.add(std::move(made_flow));
  return out;
}

}  // namespace atalaya
