#include "query/data/agreement_filter.h"

#include <algorithm>

#include "model/sdmx/version.h"

namespace atalaya::query {

std::vector<const sdmx::DataConstraint*> constraints_of(const sdmx::Structures& structures, const sdmx::Reference& agreement) {
  std::vector<const sdmx::DataConstraint*> out;
  for (const sdmx::Artefact& artefact : structures.of(sdmx::Kind::DataConstraint)) {
    const auto& constraint = std::get<sdmx::DataConstraint>(artefact);
    if (constraint.role != sdmx::DataConstraint::Role::Allowed || constraint.is_attachment) continue;
    const bool applies = std::ranges::any_of(constraint.attachments, [&](const sdmx::Reference& to) {
      return to.kind == agreement.kind && to.agency == agreement.agency && to.id == agreement.id &&
             (to.version == agreement.version || sdmx::matches_version(to.version, agreement.version));
    });
    if (applies) out.push_back(&constraint);
  }
  return out;
}

CubeQuery under_agreement(const CubeQuery& query, const sdmx::Structures& structures, const FlowMatch& match) {
  CubeQuery out = query;
  if (match.reference.kind == sdmx::Kind::ProvisionAgreement) out.constraints = constraints_of(structures, match.reference);
  return out;
}

}  // namespace atalaya::query
