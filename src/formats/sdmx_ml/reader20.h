// What reading the structures of SDMX-ML 2.0 is made of.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "formats/sdmx_ml/structures_xml20.h"

namespace atalaya::sdmx_ml {

inline constexpr const char* standalone_concepts = "STANDALONE_CONCEPT_SCHEME";

class Reader20 {
 public:
  Reader20(sdmx::Structures& out, ReadContext& context) : out_(out), context_(context) {}

  /// An attribute's value, or of another name where it is not there, or an empty text.
  [[nodiscard]] std::string attribute(const Node& node, std::string_view name, std::string_view other = {}) const;
  [[nodiscard]] bool flag(const Node& node, std::string_view name) const;
  template <typename F>
  void each(const Node& node, std::string_view name, F f) const {
    for (const Node& child : node.children) {
      if (child.name == name) f(child);
    }
  }

  void annotations(const Node& node, sdmx::Annotable& out) const;
  void nameable(const Node& node, sdmx::Nameable& out) const;
  void maintainable(const Node& node, sdmx::Maintainable& out) const;
  void text_format(const Node& node, sdmx::TextFormat& out) const;
  void contact(const Node& node, sdmx::Contact& out) const;

  /// By elements of these names, or a URN.
  [[nodiscard]] sdmx::Reference reference(const Node& node, sdmx::Kind kind, std::string_view id, std::string_view agency,
                                          std::initializer_list<std::string_view> versions) const;
  [[nodiscard]] sdmx::Reference category_reference(const Node& node) const;
  /// A concept by the scheme that is named, else by the one of the message that has it, else as one that stands alone.
  [[nodiscard]] sdmx::Reference concept_of(const std::string& id, const std::string& scheme, const std::string& agency, const std::string& own_agency,
                                           const std::string& version) const;

  void categorise(const Node& node, const sdmx::Reference& source, const sdmx::Reference& target);
  void add(const Node& node, sdmx::Artefact artefact) { add_artefact(node, std::move(artefact), out_, context_); }
  /// What no element of the message is in itself.
  void add_made(const Node& node, sdmx::Artefact artefact);

  void check(const Node& node, std::initializer_list<std::string_view> known) const;
  void unexpected(const Node& node, const Node& inside) const;
  void fault(const Node& node, std::string what, std::string hint = {}) const { context_.fault(node, std::move(what), std::move(hint)); }

 private:
  sdmx::Structures& out_;
  ReadContext& context_;
};

}  // namespace atalaya::sdmx_ml
