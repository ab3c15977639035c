#include "model/sdmx/references.h"

#include <algorithm>

#include "model/sdmx/walk.h"

namespace atalaya::sdmx {

namespace {

/// Looks at references and at what may hold some; texts go by.
class ReferenceVisitor : public Walker<ReferenceVisitor> {
 public:
  explicit ReferenceVisitor(const std::function<void(const Reference&)>& f) : f_(f) {}

  void reference(const Names&, const Reference& x, std::optional<Kind>) {
    if (!x.empty()) f_(x);
  }
  void reference_of(const Names&, const Reference& x, Kind kind) {
    if (!x.empty() && x.kind == kind) f_(x);
  }
  void references(const ListNames&, const std::vector<Reference>& all, std::optional<Kind>) {
    for (const Reference& x : all) f_(x);
  }
  void references_of(const ListNames&, const std::vector<Reference>& all, Kind kind) {
    for (const Reference& x : all) {
      if (x.kind == kind) f_(x);
    }
  }

  void ends(const Names&, const std::vector<MapEnd>& all) {
    for (const MapEnd& x : all) {
      if (!x.codelist.empty()) f_(x.codelist);
    }
  }

 private:
  const std::function<void(const Reference&)>& f_;
};

}  // namespace

void for_each_reference(const Artefact& artefact, const std::function<void(const Reference&)>& f) {
  ReferenceVisitor visitor(f);
  std::visit([&](const auto& a) { describe(visitor, a); }, artefact);
}

std::vector<Reference> referenced_artefacts(const Artefact& artefact) {
  const Reference own = reference_of(artefact);
  std::vector<Reference> out;
  for_each_reference(artefact, [&](const Reference& reference) {
    Reference whole = reference.maintainable();
    if (whole != own && std::ranges::find(out, whole) == out.end()) out.push_back(std::move(whole));
  });
  return out;
}

}  // namespace atalaya::sdmx
