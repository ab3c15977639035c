#include "query/structures/metadata_query.h"

#include <algorithm>

namespace atalaya {

namespace {

using sdmx::Kind;
using sdmx::MetadataSet;

bool same_artefact(const sdmx::Reference& reference, const sdmx::Artefact& artefact) { return reference.maintainable() == sdmx::reference_of(artefact); }

// "M1" is any agency's provider of that id.
bool is_provider(const std::string& asked, const std::string& agency, const std::string& id) {
  return asked == id || asked == agency + "." + id || (id.empty() && (asked == agency || agency.ends_with("." + asked)));
}

class Metadata {
 public:
  Metadata(const StructureIndex& index, const MetadataQuery& query) : index_(index), query_(query) {}

  std::vector<MetadataSet> run() {
    std::vector<MetadataSet> out;
    if (query_.by != MetadataQuery::By::Set) {
      for (const StructureIndex::Node node : matching_nodes(index_, query_.identity)) asked_for_.push_back(&index_.artefact(node));
    }
    std::vector<const sdmx::Artefact*> sets;
    for (const sdmx::Artefact& artefact : index_.structures().of(Kind::MetadataSet)) sets.push_back(&artefact);
    for (const sdmx::Artefact* artefact : sets) {
      if (!takes(*artefact, sets)) continue;
      out.push_back(std::get<MetadataSet>(*artefact));
      if (query_.stubs) out.back().attributes.clear();
    }
    return out;
  }

 private:
  bool takes(const sdmx::Artefact& artefact, const std::vector<const sdmx::Artefact*>& all) const {
    const auto& set = std::get<MetadataSet>(artefact);
    switch (query_.by) {
      case MetadataQuery::By::Set: {
        const auto& providers = query_.identity.agencies;
        const bool by = providers.empty() || std::ranges::any_of(providers, [&](const std::string& asked) { return is_provider(asked, set.agency, {}); });
        const auto& ids = query_.identity.ids;
        return by && (ids.empty() || std::ranges::find(ids, set.id) != ids.end()) && takes_version(query_.identity.versions, artefact, all);
      }
      case MetadataQuery::By::Flow:
        return std::ranges::any_of(asked_for_, [&](const auto* flow) { return same_artefact(flow_of(set), *flow); }) && takes_provider(set);
      case MetadataQuery::By::Structure: break;
    }
    return std::ranges::any_of(set.targets, [&](const sdmx::Reference& target) {
      const auto named = index_.resolve(target);
      return std::ranges::any_of(named, [&](StructureIndex::Node node) { return std::ranges::find(asked_for_, &index_.artefact(node)) != asked_for_.end(); });
    });
  }

  const sdmx::MetadataProvisionAgreement* agreement_of(const MetadataSet& set) const {
    return set.provision_agreement.empty() ? nullptr : index_.structures().get<sdmx::MetadataProvisionAgreement>(set.provision_agreement);
  }

  sdmx::Reference flow_of(const MetadataSet& set) const {
    sdmx::Reference flow = set.metadataflow;
    if (const auto* agreement = agreement_of(set); flow.empty() && agreement != nullptr) flow = agreement->metadataflow;
    const sdmx::Artefact* found = flow.empty() ? nullptr : index_.structures().find(flow);
    return found == nullptr ? flow : sdmx::reference_of(*found);
  }

  bool takes_provider(const MetadataSet& set) const {
    const auto* agreement = agreement_of(set);
    return query_.providers.empty() || std::ranges::any_of(query_.providers, [&](const std::string& asked) {
             return is_provider(asked, set.agency, {}) || (agreement != nullptr && is_provider(asked, agreement->provider.agency, agreement->provider.item));
           });
  }

  const StructureIndex& index_;
  const MetadataQuery& query_;
  std::vector<const sdmx::Artefact*> asked_for_;
};

}  // namespace

std::string MetadataQuery::key() const {
  std::string out = std::to_string(static_cast<int>(by)) + (stubs ? "s" : "f") + identity.key();
  std::vector<std::string> sorted = providers;
  std::ranges::sort(sorted);
  for (const std::string& provider : sorted) out += "," + provider;
  return out;
}

std::vector<MetadataSet> select_metadata(const StructureIndex& index, const MetadataQuery& query) { return Metadata(index, query).run(); }

}  // namespace atalaya
