#include "query/data/flow_match.h"

#include <algorithm>

#include "base/text.h"
#include "model/sdmx/version.h"

namespace atalaya::query {

namespace {

using Kind = ContextQuery::Kind;

bool takes(const std::vector<std::string>& wanted, const std::string& value) { return wanted.empty() || std::ranges::find(wanted, value) != wanted.end(); }

bool takes_any(const std::vector<ProviderPattern>& wanted, const std::vector<sdmx::Reference>& providers) {
  return wanted.empty() || std::ranges::any_of(providers, [&](const sdmx::Reference& provider) { return takes_provider(wanted, provider); });
}

bool is_newer(const sdmx::Reference& a, const sdmx::Reference& b, bool prefers_stable) {
  if (prefers_stable && sdmx::is_stable(a.version) != sdmx::is_stable(b.version)) return sdmx::is_stable(a.version);
  return sdmx::compare_versions(a.version, b.version) > 0;
}

std::string list_of(const Catalogue& catalogue) {
  std::string out;
  for (const CatalogueFlow& flow : catalogue.flows) out.append(out.empty() ? "" : ", ").append(flow.reference.short_text());
  return out.empty() ? "the release has no data" : "flows with data are " + shorten(out, 400);
}

std::string list_of(std::span<const sdmx::Reference> references) {
  std::string out;
  for (const sdmx::Reference& reference : references) out.append(out.empty() ? "" : ", ").append(reference.short_text());
  return shorten(out, 400);
}

void match_by_flow(const Catalogue& catalogue, const ContextQuery& context, std::vector<FlowMatch>& out) {
  std::vector<sdmx::Reference> references;
  for (const CatalogueFlow& flow : catalogue.flows) references.push_back(flow.reference);
  for (const sdmx::Reference& reference : match_references(references, context.agencies, context.ids, context.versions)) {
    out.push_back({.flow = catalogue.flow(reference), .reference = reference});
  }
}

void match_by_structure(const Catalogue& catalogue, const ContextQuery& context, std::vector<FlowMatch>& out) {
  std::vector<sdmx::Reference> references;
  for (const CatalogueFlow& flow : catalogue.flows) {
    const sdmx::Reference structure = structure_of(catalogue, flow);
    if (!structure.empty() && std::ranges::find(references, structure) == references.end()) references.push_back(structure);
  }
  const auto wanted = match_references(references, context.agencies, context.ids, context.versions);
  for (const CatalogueFlow& flow : catalogue.flows) {
    const sdmx::Reference structure = structure_of(catalogue, flow);
    if (std::ranges::find(wanted, structure) != wanted.end()) out.push_back({.flow = &flow, .reference = structure});
  }
}

void match_by_agreement(const Catalogue& catalogue, const ContextQuery& context, std::vector<FlowMatch>& out) {
  std::vector<sdmx::Reference> references;
  const auto& agreements = catalogue.structures.of(sdmx::Kind::ProvisionAgreement);
  for (const sdmx::Artefact& artefact : agreements) references.push_back(sdmx::reference_of(artefact));
  const auto wanted = match_references(references, context.agencies, context.ids, context.versions);
  for (const sdmx::Artefact& artefact : agreements) {
    const sdmx::Reference reference = sdmx::reference_of(artefact);
    if (std::ranges::find(wanted, reference) == wanted.end()) continue;
    const auto& agreement = std::get<sdmx::ProvisionAgreement>(artefact);
    // The agreement may name the flow by a version with wildcards.
    const sdmx::Artefact* flow_artefact = catalogue.structures.find(agreement.dataflow);
    const CatalogueFlow* flow = catalogue.flow(flow_artefact == nullptr ? agreement.dataflow : sdmx::reference_of(*flow_artefact));
    if (flow == nullptr) continue;
    out.push_back({.flow = flow, .reference = reference, .provider = agreement.provider});
  }
}

}  // namespace

bool takes_provider(const std::vector<ProviderPattern>& wanted, const sdmx::Reference& provider) {
  return wanted.empty() || std::ranges::any_of(wanted, [&](const ProviderPattern& pattern) {
           return pattern.id == provider.item && (pattern.agency.empty() || pattern.agency == provider.agency);
         });
}

std::vector<FlowMatch> by_agreements(const Catalogue& catalogue, std::vector<FlowMatch> matches, const ContextQuery& context) {
  if (context.providers.empty()) return matches;
  std::vector<FlowMatch> out;
  for (FlowMatch& match : matches) {
    const std::size_t before = out.size();
    for (const sdmx::Artefact& artefact : catalogue.structures.of(sdmx::Kind::ProvisionAgreement)) {
      const auto& agreement = std::get<sdmx::ProvisionAgreement>(artefact);
      const sdmx::Artefact* flow = catalogue.structures.find(agreement.dataflow);
      if (flow == nullptr || sdmx::reference_of(*flow) != match.flow->reference || !takes_provider(context.providers, agreement.provider)) continue;
      out.push_back({.flow = match.flow, .reference = sdmx::reference_of(artefact), .provider = agreement.provider});
    }
    if (out.size() == before) out.push_back(std::move(match));
  }
  return out;
}

std::vector<sdmx::Reference> match_references(std::vector<sdmx::Reference> references, const std::vector<std::string>& agencies,
                                              const std::vector<std::string>& ids, const std::vector<VersionPattern>& versions) {
  std::erase_if(references, [&](const sdmx::Reference& r) { return !takes(agencies, r.agency) || !takes(ids, r.id); });
  const std::vector<VersionPattern> all = {VersionPattern::all()};
  std::vector<bool> taken(references.size(), false);
  for (const VersionPattern& pattern : versions.empty() ? all : versions) {
    for (std::size_t i = 0; i < references.size(); ++i) {
      const sdmx::Reference& one = references[i];
      if (!pattern.matches(one.version)) continue;
      const bool is_surpassed = pattern.takes_one() && std::ranges::any_of(references, [&](const sdmx::Reference& other) {
                                  return other.kind == one.kind && other.agency == one.agency && other.id == one.id && pattern.matches(other.version) &&
                                         is_newer(other, one, pattern.prefers_stable());
                                });
      if (!is_surpassed) taken[i] = true;
    }
  }
  std::vector<sdmx::Reference> out;
  for (std::size_t i = 0; i < references.size(); ++i) {
    if (taken[i]) out.push_back(std::move(references[i]));
  }
  return out;
}

sdmx::Reference structure_of(const Catalogue& catalogue, const CatalogueFlow& flow) {
  const auto* dataflow = catalogue.structures.get<sdmx::Dataflow>(flow.reference);
  if (dataflow == nullptr) return {};
  const sdmx::Artefact* structure = catalogue.structures.find(dataflow->structure);
  return structure == nullptr ? dataflow->structure : sdmx::reference_of(*structure);
}

Result<std::vector<FlowMatch>> match_flows(const Catalogue& catalogue, const ContextQuery& context) {
  std::vector<FlowMatch> out;
  if (context.kind == Kind::Dataflow || context.kind == Kind::Any) match_by_flow(catalogue, context, out);
  // A context that is left open takes what is reported against anything of the name; where that is a flow, its data are not told twice.
  if (context.kind == Kind::DataStructure || (context.kind == Kind::Any && out.empty())) match_by_structure(catalogue, context, out);
  if (context.kind == Kind::ProvisionAgreement || (context.kind == Kind::Any && out.empty())) match_by_agreement(catalogue, context, out);
  if (out.empty()) return fail(ErrorKind::NotFound, "no data are reported against what the address names", {.file = "path"}, list_of(catalogue));
  std::vector<sdmx::Reference> providers;
  std::erase_if(out, [&](const FlowMatch& match) {
    const std::vector<sdmx::Reference> own = match.provider.empty() ? match.flow->providers : std::vector{match.provider};
    providers.insert(providers.end(), own.begin(), own.end());
    return !takes_any(context.providers, own);
  });
  if (out.empty()) {
    return fail(ErrorKind::NotFound, "the provider has no data here", {.file = "providerRef"},
                providers.empty() ? "no provider is known" : "providers are " + list_of(providers));
  }
  return out;
}

}  // namespace atalaya::query
