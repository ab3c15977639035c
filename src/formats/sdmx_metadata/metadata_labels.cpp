#include "formats/sdmx_metadata/metadata_labels.h"

#include <algorithm>

#include "base/text.h"

namespace atalaya {

namespace {

template <typename T>
const T* item(const std::vector<T>& items, std::string_view id) {
  const auto it = std::ranges::find(items, id, &T::id);
  return it == items.end() ? nullptr : &*it;
}

const sdmx::Category* category(const sdmx::CategoryScheme& scheme, std::string_view path) {
  const std::vector<sdmx::Category>* level = &scheme.categories;
  const sdmx::Category* found = nullptr;
  for (const std::string_view id : split(path, '.')) {
    found = item(*level, id);
    if (found == nullptr) return nullptr;
    level = &found->categories;
  }
  return found;
}

}  // namespace

std::string MetadataLabels::name(const sdmx::Reference& reference) const {
  if (structures_ == nullptr) return {};
  const sdmx::Artefact* found = structures_->find(reference);
  if (found == nullptr) return {};
  if (reference.item.empty()) return sdmx::maintainable(*found).name.in(language_);
  if (reference.kind == sdmx::Kind::Code) return code_name(reference.maintainable(), reference.item);
  if (const auto* concepts = std::get_if<sdmx::ConceptScheme>(found)) {
    const sdmx::Concept* known = item(concepts->concepts, reference.item);
    return known == nullptr ? std::string() : known->name.in(language_);
  }
  if (const auto* scheme = std::get_if<sdmx::CategoryScheme>(found)) {
    const sdmx::Category* known = category(*scheme, reference.item);
    return known == nullptr ? std::string() : known->name.in(language_);
  }
  return {};
}

const std::vector<sdmx::MetadataAttribute>* MetadataLabels::attributes(const sdmx::Reference& reported_for) const {
  if (structures_ == nullptr) return nullptr;
  sdmx::Reference at = reported_for;
  if (const auto* agreement = structures_->get<sdmx::MetadataProvisionAgreement>(at)) at = agreement->metadataflow;
  if (const auto* flow = structures_->get<sdmx::Metadataflow>(at)) at = flow->structure;
  const auto* structure = structures_->get<sdmx::MetadataStructure>(at);
  return structure == nullptr ? nullptr : &structure->attributes;
}

const sdmx::MetadataAttribute* MetadataLabels::attribute(const sdmx::Reference& reported_for, const std::vector<std::string>& path) const {
  const std::vector<sdmx::MetadataAttribute>* level = attributes(reported_for);
  const sdmx::MetadataAttribute* found = nullptr;
  for (const std::string& id : path) {
    found = level == nullptr ? nullptr : item(*level, id);
    if (found == nullptr) return nullptr;
    level = &found->attributes;
  }
  return found;
}

const sdmx::Concept* MetadataLabels::concept_of(const sdmx::MetadataAttribute& attribute) const {
  const auto* scheme = structures_->get<sdmx::ConceptScheme>(attribute.concept_identity);
  return scheme == nullptr ? nullptr : item(scheme->concepts, attribute.concept_identity.item);
}

std::string MetadataLabels::attribute_name(const sdmx::Reference& reported_for, const std::vector<std::string>& path) const {
  const sdmx::MetadataAttribute* known = attribute(reported_for, path);
  const sdmx::Concept* of = known == nullptr ? nullptr : concept_of(*known);
  return of == nullptr ? std::string() : of->name.in(language_);
}

sdmx::Reference MetadataLabels::enumeration(const sdmx::Reference& reported_for, const std::vector<std::string>& path) const {
  const sdmx::MetadataAttribute* known = attribute(reported_for, path);
  if (known == nullptr) return {};
  if (known->local_representation) return known->local_representation->enumeration;
  const sdmx::Concept* of = concept_of(*known);
  return of != nullptr && of->core_representation ? of->core_representation->enumeration : sdmx::Reference{};
}

std::string MetadataLabels::code_name(const sdmx::Reference& list, std::string_view code) const {
  const sdmx::Artefact* found = structures_ == nullptr || list.empty() ? nullptr : structures_->find(list);
  if (found == nullptr) return {};
  const auto among = [&](const auto& items) {
    const auto* known = item(items, code);
    return known == nullptr ? std::string() : known->name.in(language_);
  };
  if (const auto* codes = std::get_if<sdmx::Codelist>(found)) return among(codes->codes);
  if (const auto* codes = std::get_if<sdmx::GeographicCodelist>(found)) return among(codes->codes);
  if (const auto* codes = std::get_if<sdmx::GeoGridCodelist>(found)) return among(codes->codes);
  if (const auto* values = std::get_if<sdmx::ValueList>(found)) return among(values->items);
  return {};
}

}  // namespace atalaya
