#include "model/sdmx/references.h"

#include <algorithm>
#include <concepts>

#include "model/sdmx/describe.h"

namespace atalaya::sdmx {

namespace {

/// Looks at references and at what may hold some; texts go by.
class Walker {
 public:
  static constexpr bool reads = false;
  explicit Walker(const ReferenceVisitor& visit) : visit_(visit) {}

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

  template <typename T>
  void object(const Names&, const T& x) {
    enter(x);
  }
  template <typename T>
  void object(const Names&, const std::optional<T>& x) {
    if (x) enter(*x);
  }
  template <typename T, typename F>
  void object(const Names&, const std::optional<T>& x, F inside) {
    if (x) enter(*x, inside);
  }
  template <typename T>
  void list(const ListNames&, const std::vector<T>& all) {
    for (const T& x : all) enter(x);
  }
  template <typename T, typename F>
  void list(const ListNames&, const std::vector<T>& all, F inside) {
    for (const T& x : all) enter(x, inside);
  }
  template <typename T>
  void chain(const Names&, const std::vector<T>& all) {
    for (const T& x : all) enter(x);
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
      if (!x.codelist.empty()) visit_(x.codelist, holder_);
    }
  }
  void reported(const ReportedAttribute&) {}

 private:
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
  template <typename T>
  void enter(const T& x) {
    enter(x, [](Walker& walker, const T& item) { describe(walker, item); });
  }

  const ReferenceVisitor& visit_;
  std::string holder_;
};

}  // namespace

void for_each_reference(const Artefact& artefact, const ReferenceVisitor& visit) {
  Walker walker(visit);
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
