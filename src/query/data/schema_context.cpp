#include "query/data/schema_context.h"

#include <algorithm>

#include "base/text.h"
#include "model/resolve.h"
#include "query/data/flow_match.h"
#include "query/structures/allowed_codes.h"

namespace atalaya::query {

namespace {

/// The artefact, the flow and the structure that it leads to, and the provider.
std::vector<sdmx::Reference> chain_of(const sdmx::Structures& structures, const sdmx::Reference& artefact) {
  std::vector<sdmx::Reference> out = {artefact};
  sdmx::Reference flow = artefact;
  if (const auto* agreement = structures.get<sdmx::ProvisionAgreement>(artefact)) {
    out.push_back(agreement->provider);
    flow = agreement->dataflow;
  }
  if (const sdmx::Artefact* found = structures.find(flow)) {
    out.push_back(sdmx::reference_of(*found));
    if (const auto* dataflow = std::get_if<sdmx::Dataflow>(found)) {
      if (const sdmx::Artefact* structure = structures.find(dataflow->structure)) out.push_back(sdmx::reference_of(*structure));
    }
  }
  return out;
}

bool is_attached(const sdmx::Structures& structures, const sdmx::DataConstraint& constraint, const std::vector<sdmx::Reference>& chain) {
  return std::ranges::any_of(constraint.attachments, [&](const sdmx::Reference& attachment) {
    if (std::ranges::find(chain, attachment) != chain.end()) return true;
    // The attachment may name its artefact by a version with wildcards.
    const sdmx::Artefact* found = attachment.item.empty() ? structures.find(attachment) : nullptr;
    return found != nullptr && std::ranges::find(chain, sdmx::reference_of(*found)) != chain.end();
  });
}

std::vector<sdmx::Code> codes_of(const CodeList& list) {
  std::vector<sdmx::Code> out;
  for (const Code& code : list.codes()) {
    sdmx::Code& one = out.emplace_back();
    one.id = code.id;
    one.parent = code.parent;
  }
  return out;
}

void restrict(const sdmx::Structures& structures, const std::vector<sdmx::Reference>& chain, SchemaSubject& subject) {
  for (const sdmx::Artefact& artefact : structures.of(sdmx::Kind::DataConstraint)) {
    const auto& constraint = std::get<sdmx::DataConstraint>(artefact);
    if (constraint.role != sdmx::DataConstraint::Role::Allowed || !is_attached(structures, constraint, chain)) continue;
    const auto apply = [&](const Component& component) {
      const CodeList* list = subject.structure->code_list(component.code_list);
      if (list == nullptr) return;
      auto left = allowed_codes(constraint, component.id, codes_of(*list));
      if (!left) return;
      const auto at = subject.allowed.find(component.id);
      if (at == subject.allowed.end()) {
        subject.allowed.emplace(component.id, std::move(*left));
      } else {
        std::erase_if(at->second, [&](const std::string& code) { return !left->contains(code); });
      }
    };
    for (const Component& component : subject.structure->dimensions) apply(component);
    for (const Component& component : subject.structure->measures) apply(component);
    for (const Component& component : subject.structure->attributes) apply(component);
  }
}

/// SDMX 2.1: the concepts of the measure dimension are its codes.
void add_measures(const sdmx::Structures& structures, const std::vector<sdmx::Reference>& chain, SchemaSubject& subject) {
  const auto* structure = structures.get<sdmx::DataStructure>(chain.back());
  if (structure == nullptr) return;
  for (const sdmx::Dimension& dimension : structure->dimensions) {
    if (!dimension.is_measure || !dimension.local_representation) continue;
    const auto* scheme = structures.get<sdmx::ConceptScheme>(dimension.local_representation->enumeration);
    if (scheme == nullptr) continue;
    subject.measure_dimension = dimension.id;
    auto with_list = std::make_shared<DataStructure>(*subject.structure);
    CodeList& list = with_list->code_lists.emplace_back();
    list.id = scheme->id;
    list.agency = scheme->agency;
    list.version = scheme->version;
    for (const sdmx::Concept& concept_of : scheme->concepts) {
      (void)list.add({.id = concept_of.id, .name = concept_of.name});
      subject.measure_concepts.emplace_back(concept_of.id, concept_of.core_representation.value_or(sdmx::Representation{}));
    }
    with_list->dimensions[with_list->position(dimension.id)].code_list = list.id;
    subject.structure = std::move(with_list);
  }
}

}  // namespace

Result<sdmx::Reference> schema_artefact(const sdmx::Structures& structures, const SchemaQuery& query) {
  const auto kind = sdmx::kind_of_resource(query.context);
  std::vector<sdmx::Reference> references;
  if (kind) {
    for (const sdmx::Artefact& artefact : structures.of(*kind)) references.push_back(sdmx::reference_of(artefact));
  }
  const auto found = match_references(std::move(references), {query.agency}, {query.id}, {query.version});
  if (found.empty()) {
    return fail(ErrorKind::NotFound,
                "there is no " + query.context + " " + shorten(query.agency, 60) + ":" + shorten(query.id, 60) + "(" + query.version.text() + ")");
  }
  return *std::ranges::max_element(found, [](const sdmx::Reference& a, const sdmx::Reference& b) { return a.version < b.version; });
}

Result<SchemaSubject> schema_subject(const sdmx::Structures& structures, const SchemaQuery& query) {
  const sdmx::Reference artefact = TRY(schema_artefact(structures, query));
  if (query.context.find("metadata") != std::string::npos) {
    return fail(ErrorKind::Input, "reference metadata have no schema of their own structure", {.file = "context"}, "ask for a structure message");
  }
  SchemaSubject out{.structure = TRY(resolve(structures, artefact)), .reference = artefact, .deletion = query.deletion};
  const std::vector<sdmx::Reference> chain = chain_of(structures, artefact);
  add_measures(structures, chain, out);
  restrict(structures, chain, out);
  if (query.explicit_measure) {
    if (out.measure_dimension.empty()) return fail(ErrorKind::Input, out.structure->id + " has no dimension of measures", {.file = "explicitMeasure"});
    out.dimension_at_observation = out.measure_dimension;
    return out;
  }
  out.measure_concepts.clear();
  out.dimension_at_observation = query.dimension_at_observation;
  const std::string& at = query.dimension_at_observation;
  const DataStructure& s = *out.structure;
  if (at.empty() || at == "AllDimensions" || s.position(at) != DataStructure::npos || (s.has_time() && s.time_dimension.id == at)) return out;
  return fail(ErrorKind::Input, s.id + " has no dimension '" + shorten(at, 60) + "'", {.file = "dimensionAtObservation"}, "a dimension, or AllDimensions");
}

}  // namespace atalaya::query
