#include "model/sdmx/artefact.h"

#include <algorithm>

#include "model/sdmx/version.h"

namespace atalaya::sdmx {

const Maintainable& maintainable(const Artefact& artefact) {
  return std::visit([](const auto& a) -> const Maintainable& { return a; }, artefact);
}

Maintainable& maintainable(Artefact& artefact) {
  return std::visit([](auto& a) -> Maintainable& { return a; }, artefact);
}

Reference reference_of(const Artefact& artefact) { return maintainable(artefact).reference(kind_of(artefact)); }

namespace {

template <std::size_t... I>
Artefact make(std::size_t index, std::index_sequence<I...>) {
  Artefact out;
  (void)((index == I ? (out.emplace<I>(), true) : false) || ...);
  return out;
}

bool same_identity(const Maintainable& a, const Maintainable& b) { return a.id == b.id && a.agency == b.agency && a.version == b.version; }

}  // namespace

Artefact make_artefact(Kind kind) { return make(static_cast<std::size_t>(kind), std::make_index_sequence<maintainable_kinds>()); }

bool Structures::add(Artefact artefact) {
  auto& list = by_kind_[artefact.index()];
  const Maintainable& added = maintainable(artefact);
  if (std::ranges::any_of(list, [&](const Artefact& a) { return same_identity(maintainable(a), added); })) return false;
  list.push_back(std::move(artefact));
  return true;
}

void Structures::replace(Artefact artefact) {
  auto& list = by_kind_[artefact.index()];
  const auto it = std::ranges::find_if(list, [&](const Artefact& a) { return same_identity(maintainable(a), maintainable(artefact)); });
  if (it == list.end()) {
    list.push_back(std::move(artefact));
  } else {
    *it = std::move(artefact);
  }
}

std::size_t Structures::size() const {
  std::size_t count = 0;
  for (const auto& list : by_kind_) count += list.size();
  return count;
}

void Structures::merge(Structures other) {
  for (auto& list : other.by_kind_) {
    for (Artefact& artefact : list) (void)add(std::move(artefact));
  }
}

const Artefact* Structures::find(const Reference& reference) const {
  const auto among = [&](Kind kind) -> const Artefact* {
    const Artefact* best = nullptr;
    for (const Artefact& artefact : of(kind)) {
      const Maintainable& m = maintainable(artefact);
      if (m.id != reference.id || (!reference.agency.empty() && m.agency != reference.agency)) continue;
      if (m.version == reference.version) return &artefact;
      if (!matches_version(reference.version, m.version)) continue;
      if (best == nullptr || compare_versions(m.version, maintainable(*best).version) > 0) best = &artefact;
    }
    return best;
  };
  const Kind kind = info(reference.kind).container;
  if (const Artefact* found = among(kind)) return found;
  constexpr std::array lists = {Kind::Codelist, Kind::GeographicCodelist, Kind::GeoGridCodelist, Kind::ValueList};
  if (std::ranges::find(lists, kind) == lists.end()) return nullptr;
  for (const Kind other : lists) {
    if (const Artefact* found = other == kind ? nullptr : among(other)) return found;
  }
  return nullptr;
}

}  // namespace atalaya::sdmx
