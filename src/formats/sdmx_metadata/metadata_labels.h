// Names of what reference metadata speaks of: flows, targets, attributes and codes, looked up among artefacts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/sdmx/artefact.h"

namespace atalaya {

class MetadataLabels {
 public:
  /// `structures` may be null: then nothing has a name, and nothing is known to be coded.
  MetadataLabels(const sdmx::Structures* structures, std::string language) : structures_(structures), language_(std::move(language)) {}

  /// The name of an artefact, or of a code, concept or category in it; empty where it is not known.
  [[nodiscard]] std::string name(const sdmx::Reference& reference) const;
  /// The name of the concept of a metadata attribute, which is found by its path from the flow or agreement that the set is reported for.
  [[nodiscard]] std::string attribute_name(const sdmx::Reference& reported_for, const std::vector<std::string>& path) const;
  /// The list that enumerates an attribute's values; an empty reference where none does, or where it is not known.
  [[nodiscard]] sdmx::Reference enumeration(const sdmx::Reference& reported_for, const std::vector<std::string>& path) const;
  /// The attributes of the metadata structure; null where it is not known.
  [[nodiscard]] const std::vector<sdmx::MetadataAttribute>* attributes(const sdmx::Reference& reported_for) const;
  /// The name of a code of a list that enumeration() gave.
  [[nodiscard]] std::string code_name(const sdmx::Reference& list, std::string_view code) const;

 private:
  [[nodiscard]] const sdmx::MetadataAttribute* attribute(const sdmx::Reference& reported_for, const std::vector<std::string>& path) const;
  [[nodiscard]] const sdmx::Concept* concept_of(const sdmx::MetadataAttribute& attribute) const;
  const sdmx::Structures* structures_;
  std::string language_;
};

}  // namespace atalaya
