// A visitor for describe() that goes through all of an artefact and does nothing: what looks for one sort of field overrides that one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/sdmx/describe.h"

namespace atalaya::sdmx {

/// `Derived` is the visitor itself; fields are const where the artefact is. Its own members take the place of those here with the same name.
template <typename Derived>
class Walker {
 public:
  static constexpr bool reads = false;

  template <typename... T>
  void attribute(const Names&, T&&...) {}
  template <typename... T>
  void version(const Names&, T&&...) {}
  template <typename... T>
  void flag(const Names&, T&&...) {}
  template <typename... T>
  void choice(const Names&, T&&...) {}
  template <typename... T>
  void constant(const Names&, T&&...) {}
  template <typename... T>
  void language(const Names&, T&&...) {}
  template <typename... T>
  void content(const Names&, T&&...) {}
  template <typename... T>
  void element(const Names&, T&&...) {}
  template <typename... T>
  void texts(const TextNames&, T&&...) {}
  template <typename... T>
  void marker(const Names&, T&&...) {}
  template <typename... T>
  void local(const Names&, T&&...) {}
  template <typename... T>
  void locals(const ListNames&, T&&...) {}
  template <typename... T>
  void strings(const ListNames&, T&&...) {}
  template <typename... T>
  void reference(const Names&, T&&...) {}
  template <typename... T>
  void reference_of(const Names&, T&&...) {}
  template <typename... T>
  void references(const ListNames&, T&&...) {}
  template <typename... T>
  void references_of(const ListNames&, T&&...) {}
  template <typename... T>
  void address(T&&...) {}
  template <typename... T>
  void dimensions(T&&...) {}
  template <typename... T>
  void pairs(T&&...) {}
  template <typename... T>
  void ends(const Names&, T&&...) {}
  template <typename... T>
  void reported(T&&...) {}

  template <typename T>
  void object(const Names&, T& x) {
    pass(x);
  }
  template <typename T>
  void object(const Names&, std::optional<T>& x) {
    if (x) pass(*x);
  }
  template <typename T>
  void object(const Names&, const std::optional<T>& x) {
    if (x) pass(*x);
  }
  template <typename T, typename F>
  void object(const Names&, T& x, F inside) {
    if (x) self().enter(*x, inside);
  }
  template <typename T>
  void list(const ListNames&, T& all) {
    for (auto& x : all) pass(x);
  }
  template <typename T, typename F>
  void list(const ListNames&, T& all, F inside) {
    for (auto& x : all) self().enter(x, inside);
  }
  template <typename T>
  void chain(const Names&, T& all) {
    for (auto& x : all) pass(x);
  }
  template <typename F>
  void group(const Names&, bool, F inside) {
    inside(self());
  }

  /// Every struct inside is gone into by this.
  template <typename T, typename F>
  void enter(T& x, F inside) {
    inside(self(), x);
  }

 private:
  template <typename T>
  void pass(T& x) {
    self().enter(x, [](Derived& visitor, T& item) { describe(visitor, item); });
  }
  Derived& self() { return static_cast<Derived&>(*this); }
};

}  // namespace atalaya::sdmx
