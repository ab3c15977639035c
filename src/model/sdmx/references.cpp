#include "model/sdmx/references.h"

#include <algorithm>
#include <concepts>

#include "model/sdmx/walk.h"

namespace atalaya::sdmx {

namespace {

/// Looks at references and at what may hold some; texts go by.
class ReferenceWalker : public Walker<ReferenceWalker> {
 public:
  explicit ReferenceWalker(const ReferenceVisitor& visit) : visit_(visit) {}

  void reference(const Names&, const Reference& x, std::optional<Kind>) {
    if (!x.empty()) visit_(x, holder_);
  }
  void reference_of(const Names&, const Reference& x, Kind kind) {
    if (!x.empty() && x.kind == kind) visit_(x, holder_);
  }
  void references(const ListNames&, const std::vector<Reference>& all, std::optional<Kind>) {
    for (const Reference& x : all) visit_(x, holder_);
  }
  void references_of(const ListNames&, const std::vector<Reference>& all, Kind kind) {
    for (const Reference& x : all) {
      if (x.kind == kind) visit_(x, holder_);
    }
  }

  void ends(const Names&, const std::vector<MapEnd>& all) {
    for (const MapEnd& x : all) {
      if (!x.codelist.empty()) visit_(x.codelist, holder_);
    }
  }

  /// An item or a component adds its id to the path for what is inside it.
  template <typename T, typename F>
  void enter(const T& x, F inside) {
    if constexpr (std::derived_from<T, Identifiable>) {
      const std::size_t length = holder_.size();
      if (!holder_.empty() && !x.id.empty()) holder_ += '.';
      holder_ += x.id;
      inside(*this, x);
      holder_.resize(length);
    } else {
      inside(*this, x);
    }
  }

 private:
  const ReferenceVisitor& visit_;
  std::string holder_;
};

}  // namespace

void for_each_reference(const Artefact& artefact, const ReferenceVisitor& visit) {
  ReferenceWalker walker(visit);
  std::visit([&](const auto& a) { describe(walker, a); }, artefact);
}

std::vector<Reference> referenced_artefacts(const Artefact& artefact) {
  const Reference own = reference_of(artefact);
  std::vector<Reference> out;
  for_each_reference(artefact, [&](const Reference& reference, const std::string&) {
    Reference whole = reference.maintainable();
    if (whole != own && std::ranges::find(out, whole) == out.end()) out.push_back(std::move(whole));
  });
  return out;
}

}  // namespace atalaya::sdmx
