#include "query/structures/items.h"

#include <algorithm>

namespace atalaya {

namespace {

/// The list of items in an artefact, whatever it is called; `f` is not called for what has none.
template <typename A, typename F>
void with_items(A& artefact, F&& f) {
  std::visit(
      [&](auto& own) {
        if constexpr (requires {
                        own.codes;
                        own.extensions;
                      }) {
          f(own.codes);
        } else if constexpr (requires { own.concepts; }) {
          f(own.concepts);
        } else if constexpr (requires {
                               own.is_partial;
                               own.categories;
                             }) {
          f(own.categories);
        } else if constexpr (requires { own.organisations; }) {
          f(own.organisations);
        } else if constexpr (requires {
                               own.is_partial;
                               own.items;
                             }) {
          f(own.items);
        } else if constexpr (requires { own.hierarchies; }) {
          f(own.hierarchies);
        }
      },
      artefact);
}

std::string below(const std::string& above, const std::string& id) { return above.empty() ? id : above + "." + id; }

template <typename Item>
void append_paths(const std::vector<Item>& items, const std::string& above, std::vector<std::string>& out) {
  for (const Item& item : items) {
    const std::string path = below(above, item.id);
    out.push_back(path);
    if constexpr (requires { item.categories; }) append_paths(item.categories, path, out);
  }
}

template <typename Item>
void keep(std::vector<Item>& items, const std::string& above, const std::function<bool(const std::string&)>& wanted) {
  if constexpr (requires(Item& item) { item.categories; }) {
    for (Item& item : items) keep(item.categories, below(above, item.id), wanted);
  }
  std::erase_if(items, [&](const Item& item) {
    if constexpr (requires { item.categories; }) {
      if (!item.categories.empty()) return false;
    }
    return !wanted(below(above, item.id));
  });
}

}  // namespace

bool has_items(sdmx::Kind kind) { return sdmx::is_item_scheme(kind) || kind == sdmx::Kind::HierarchicalCodelist; }

std::vector<std::string> item_paths(const sdmx::Artefact& artefact) {
  std::vector<std::string> out;
  with_items(artefact, [&](const auto& items) { append_paths(items, {}, out); });
  return out;
}

void keep_items(sdmx::Artefact& artefact, const std::function<bool(const std::string& path)>& wanted) {
  with_items(artefact, [&](auto& items) { keep(items, {}, wanted); });
  std::visit(
      [](auto& own) {
        if constexpr (requires { own.is_partial; }) own.is_partial = true;
      },
      artefact);
}

std::vector<std::string> find_items(const sdmx::Artefact& artefact, const std::vector<std::string>& texts) {
  std::vector<std::string> out;
  const auto paths = item_paths(artefact);
  for (const std::string& text : texts) {
    if (std::ranges::find(paths, text) != paths.end()) {
      out.push_back(text);
      continue;
    }
    for (const std::string& path : paths) {
      const auto dot = path.rfind('.');
      if (dot != std::string::npos && path.compare(dot + 1, std::string::npos, text) == 0) out.push_back(path);
    }
  }
  return out;
}

sdmx::Artefact stub_of(const sdmx::Artefact& artefact, bool complete) {
  sdmx::Artefact out = sdmx::make_artefact(sdmx::kind_of(artefact));
  const sdmx::Maintainable& from = sdmx::maintainable(artefact);
  sdmx::Maintainable& to = sdmx::maintainable(out);
  to.id = from.id;
  to.agency = from.agency;
  to.version = from.version;
  to.name = from.name;
  to.is_external_reference = true;
  to.service_url = from.service_url;
  to.structure_url = from.structure_url;
  if (complete) {
    to.description = from.description;
    to.annotations = from.annotations;
    to.is_final = from.is_final;
    to.valid_from = from.valid_from;
    to.valid_to = from.valid_to;
  }
  // Which sort of constraint it is belongs to its identity in SDMX 2.1, where the element or an attribute says it.
  if (const auto* constraint = std::get_if<sdmx::DataConstraint>(&artefact)) {
    std::get<sdmx::DataConstraint>(out).role = constraint->role;
    std::get<sdmx::DataConstraint>(out).is_attachment = constraint->is_attachment;
  } else if (const auto* other = std::get_if<sdmx::MetadataConstraint>(&artefact)) {
    std::get<sdmx::MetadataConstraint>(out).role = other->role;
  }
  return out;
}

}  // namespace atalaya
