#include "model/sdmx/references.h"

#include <algorithm>

#include "model/sdmx/describe.h"

namespace atalaya::sdmx {

namespace {

/// Looks at references and at what may hold some; texts go by.
class ReferenceVisitor {
 public:
  static constexpr bool reads = false;
  explicit ReferenceVisitor(const std::function<void(const Reference&)>& f) : f_(f) {}

  void attribute(const Names&, const std::string&, Form) {}
  void version(const Names&, const std::string&, bool) {}
  void flag(const Names&, bool, std::optional<bool>) {}
  template <typename E, typename Words>
  void choice(const Names&, E, const Words&) {}
  void constant(const Names&, const char*) {}
  void language(const Names&, const std::string&) {}
  void content(const Names&, const std::string&) {}
  void element(const Names&, const std::string&, Form) {}
  void texts(const TextNames&, const LocalText&) {}
  template <typename E>
  void marker(const Names&, E, E) {}
  void local(const Names&, const std::string&) {}
  void locals(const ListNames&, const std::vector<std::string>&) {}
  void strings(const ListNames&, const std::vector<std::string>&) {}

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

  template <typename T>
  void object(const Names&, const T& x) {
    describe(*this, x);
  }
  template <typename T>
  void object(const Names&, const std::optional<T>& x) {
    if (x) describe(*this, *x);
  }
  template <typename T, typename F>
  void object(const Names&, const std::optional<T>& x, F inside) {
    if (x) inside(*this, *x);
  }
  template <typename T>
  void list(const ListNames&, const std::vector<T>& all) {
    for (const T& x : all) describe(*this, x);
  }
  template <typename T, typename F>
  void list(const ListNames&, const std::vector<T>& all, F inside) {
    for (const T& x : all) inside(*this, x);
  }
  template <typename T>
  void chain(const Names&, const std::vector<T>& all) {
    for (const T& x : all) describe(*this, x);
  }
  template <typename F>
  void group(const Names&, bool, F inside) {
    inside(*this);
  }
  void address(const std::string&, const std::vector<Link>&) {}
  void dimensions(const AttributeRelationship&) {}
  void pairs(const std::vector<DateMap::Pair>&) {}
  void ends(const Names&, const std::vector<MapEnd>& all) {
    for (const MapEnd& x : all) {
      if (!x.codelist.empty()) f_(x.codelist);
    }
  }
  void reported(const ReportedAttribute&) {}

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
