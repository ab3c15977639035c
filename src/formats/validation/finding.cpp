#include "formats/validation/finding.h"

#include <algorithm>

namespace atalaya {

const char* to_string(FindingKind kind) {
  switch (kind) {
    case FindingKind::Message: return "message";
    case FindingKind::UnknownCode: return "unknown_code";
    case FindingKind::Missing: return "missing";
    case FindingKind::Facet: return "facet";
    case FindingKind::Occurrence: return "occurrence";
    case FindingKind::Duplicate: return "duplicate";
    case FindingKind::Frequency: return "frequency";
    case FindingKind::Constraint: return "constraint";
    case FindingKind::Contradiction: return "contradiction";
    case FindingKind::Identifier: return "identifier";
    case FindingKind::Reference: return "reference";
    case FindingKind::Structure: return "structure";
    case FindingKind::Unchecked: return "unchecked";
  }
  return "message";
}

std::string Finding::to_string() const {
  std::string out = place.to_string();
  for (const std::string* part : {&subject, &what}) {
    if (part->empty()) continue;
    if (!out.empty()) out += ": ";
    out += *part;
  }
  if (!hint.empty()) out += " (" + hint + ")";
  return out;
}

void Findings::add(Finding finding) {
  std::size_t& count = finding.is_note ? notes_ : errors_;
  if (count++ < most_) kept_.push_back(std::move(finding));
}

void Findings::sort() {
  const auto place = [](const Finding& f) { return std::pair(f.place.line == 0 ? static_cast<std::size_t>(-1) : f.place.line, f.place.column); };
  std::ranges::stable_sort(kept_, {}, place);
}

}  // namespace atalaya
