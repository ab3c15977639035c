// The visitor that fills an artefact, or what is inside one, from an element of a structure message; of SDMX-ML 2.1 or of 3.
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <string>
#include <vector>

#include "formats/sdmx_ml/describe21.h"
#include "formats/sdmx_ml/xml_context.h"

namespace atalaya::sdmx_ml {

/// Which of a number of things were seen.
class Marks {
 public:
  explicit Marks(std::size_t count) {
    if (count > 64) more_.resize(count);
  }
  void set(std::size_t i) {
    if (more_.empty())
      few_ |= std::uint64_t{1} << i;
    else
      more_[i] = true;
  }
  [[nodiscard]] bool has(std::size_t i) const { return more_.empty() ? (few_ >> i & 1U) != 0 : more_[i]; }

 private:
  std::uint64_t few_ = 0;
  std::vector<bool> more_;
};

/// common:StructuredText; where there is no markup in it, it is a text.
inline void read_markup(const Node& node, sdmx::ReportedAttribute& x) {
  const std::string* given = node.attribute("lang");
  std::string language = given == nullptr ? "en" : *given;
  if (node.markup.empty()) {
    x.text.set(std::move(language), node.text);
  } else {
    x.structured_text.set(std::move(language), std::string(trim(node.markup)));
  }
}

template <bool Is21>
class StructureXmlReader {
 public:
  static constexpr bool reads = true;
  static constexpr bool is_21 = Is21;

  StructureXmlReader(const Node& node, ReadContext& context)
      : node_(node), context_(context), seen_children_(node.children.size()), seen_attributes_(node.attributes.size()) {}

  /// Fills `x` from the element, and tells the context what of it was not understood.
  template <typename T>
  static void read(const Node& node, T& x, ReadContext& context) {
    read(node, x, context, [](StructureXmlReader& reader, T& item) { sdmx::describe_version(reader, item); });
  }
  template <typename T, typename F>
  static void read(const Node& node, T& x, ReadContext& context, F inside) {
    StructureXmlReader reader(node, context);
    inside(reader, x);
    reader.finish();
  }

  // ---- What describe() calls
  void attribute(const sdmx::Names& names, std::string& x, sdmx::Form) { take_attribute(name(names), x); }
  void version(const sdmx::Names& names, std::string& x, bool) { take_attribute(name(names), x); }
  void flag(const sdmx::Names& names, bool& x, std::optional<bool>) {
    std::string text;
    if (!take_attribute(name(names), text)) return;
    if (const auto flag = flag_of(text)) {
      x = *flag;
    } else {
      context_.fault(node_, std::string("the attribute '") + name(names) + "' is neither true nor false: '" + shorten(text, 60) + "'");
    }
  }
  template <typename E, typename Words>
  void choice(const sdmx::Names& names, E& x, const Words& words) {
    std::string text;
    if (!take_attribute(name(names), text)) return;
    for (const auto& [value, word] : words) {
      if (text == word) {
        x = value;
        return;
      }
    }
    context_.fault(node_, std::string("the attribute '") + name(names) + "' has a word that is not known: '" + shorten(text, 60) + "'");
  }
  void constant(const sdmx::Names& names, const char* text) {
    std::string found;
    if (!take_attribute(name(names), found) || found == text) return;
    context_.fault(node_, std::string("the attribute '") + name(names) + "' is '" + shorten(found, 60) + "', where it is always '" + text + "'");
  }
  void skip(const char* attribute_name) {
    std::string ignored;
    take_attribute(attribute_name, ignored);
  }
  void language(const sdmx::Names&, std::string& x) { take_attribute("lang", x); }
  void content(const sdmx::Names&, std::string& x) {
    x = node_.text;
    text_taken_ = true;
  }

  void element(const sdmx::Names& names, std::string& x, sdmx::Form) {
    if (const Node* child = take(name(names))) x = text_of(*child);
  }
  void texts(const sdmx::TextNames& names, LocalText& x) {
    each(names.xml, [&](const Node& child) {
      const std::string* language = child.attribute("lang");
      x.set(language == nullptr ? "en" : *language, child.text);
      check_leaf(child, "lang");
    });
  }
  template <typename E>
  void marker(const sdmx::Names& names, E& x, E value) {
    if (const Node* child = take(name(names))) {
      x = value;
      check_leaf(*child, {});
    }
  }
  void local(const sdmx::Names& names, std::string& x) {
    if (const Node* child = take(name(names))) x = read_local(*child, context_);
  }
  void locals(const sdmx::ListNames& names, std::vector<std::string>& x) {
    each(name(names), [&](const Node& child) { x.push_back(read_local(child, context_)); });
  }
  void strings(const sdmx::ListNames& names, std::vector<std::string>& x) {
    if (name(names) == nullptr) return;
    if (names.wrapper != nullptr) {
      if (const Node* wrapper = take(names.wrapper)) {
        read(*wrapper, x, context_, [&](StructureXmlReader& inside, auto& list) { inside.plain_strings(name(names), list); });
      }
    } else if (names.inner != nullptr) {
      each(name(names), [&](const Node& child) {
        read(child, x, context_, [&](StructureXmlReader& inside, auto& list) {
          if (const Node* inner = inside.take(names.inner)) list.push_back(read_local(*inner, context_));
        });
      });
    } else {
      plain_strings(name(names), x);
    }
  }

  void reference(const sdmx::Names& names, sdmx::Reference& x, std::optional<sdmx::Kind> kind) {
    if (const Node* child = take(name(names))) x = read_reference(*child, kind, context_);
  }
  void reference_of(const sdmx::Names& names, sdmx::Reference& x, sdmx::Kind kind) { reference(names, x, kind); }
  void self_reference(sdmx::Reference& x, sdmx::Kind kind) {
    x = read_reference(node_, kind, context_);
    text_taken_ = true;
    (void)take("Ref");
    (void)take("URN");
  }
  void references(const sdmx::ListNames& names, std::vector<sdmx::Reference>& x, std::optional<sdmx::Kind> kind) {
    each(name(names), [&](const Node& child) {
      sdmx::Reference reference = read_reference(child, kind, context_);
      if (!reference.empty()) x.push_back(std::move(reference));
    });
  }
  void references_of(const sdmx::ListNames& names, std::vector<sdmx::Reference>& x, sdmx::Kind kind) { references(names, x, kind); }

  template <typename T>
  void object(const sdmx::Names& names, T& x) {
    if (const Node* child = take(name(names))) read(*child, x, context_);
  }
  template <typename T>
  void object(const sdmx::Names& names, std::optional<T>& x) {
    if (const Node* child = take(name(names))) read(*child, x.emplace(), context_);
  }
  template <typename T, typename F>
  void object(const sdmx::Names& names, std::optional<T>& x, F inside) {
    if (const Node* child = take(name(names))) read(*child, x.emplace(), context_, inside);
  }
  template <typename T>
  void list(const sdmx::ListNames& names, std::vector<T>& x) {
    list(names, x, [](StructureXmlReader& reader, T& item) { sdmx::describe_version(reader, item); });
  }
  template <typename T, typename F>
  void list(const sdmx::ListNames& names, std::vector<T>& x, F inside) {
    if (name(names) == nullptr) return;
    if (names.wrapper == nullptr) return items(name(names), x, inside);
    if (const Node* wrapper = take(names.wrapper)) {
      read(*wrapper, x, context_, [&](StructureXmlReader& reader, auto& all) { reader.items(name(names), all, inside); });
    }
  }
  template <typename T>
  void chain(const sdmx::Names& names, std::vector<T>& x) {
    if (const Node* child = take(name(names))) {
      T item;
      read(*child, item, context_, [&](StructureXmlReader& reader, T& first) {
        sdmx::describe_version(reader, first);
        x.push_back(first);
        reader.chain(names, x);
      });
    }
  }
  template <typename F>
  void group(const sdmx::Names& names, bool, F inside) {
    if (const Node* child = take(name(names))) {
      int nothing = 0;
      read(*child, nothing, context_, [&](StructureXmlReader& reader, int&) { inside(reader); });
    }
  }
  template <typename Get, typename Set, typename T, typename F>
  void named(std::span<const char* const> names, std::vector<T>& x, Get, Set set_name, F inside) {
    for (std::size_t i = 0; i < node_.children.size(); ++i) {
      const Node& child = node_.children[i];
      if (std::ranges::find(names, std::string_view(child.name)) == names.end()) continue;
      seen_children_.set(i);
      T& item = x.emplace_back();
      set_name(item, child.name);
      read(child, item, context_, inside);
    }
  }

  /// The URN follows from what the artefact is and where it is.
  void address(std::string& uri, std::vector<sdmx::Link>& links) {
    skip("urn");
    take_attribute("uri", uri);
    if constexpr (!is_21) items("Link", links, [](StructureXmlReader& reader, sdmx::Link& link) { sdmx::describe_version(reader, link); });
  }
  void dimensions(sdmx::AttributeRelationship& x) {
    bool any = false;
    each("Dimension", [&](const Node& child) {
      x.dimensions.push_back(read_local(child, context_));
      const std::string* optional = child.attribute("optional");
      x.optional_dimensions.push_back(optional != nullptr && flag_of(*optional).value_or(false));
      any = any || optional != nullptr;
    });
    if (!any) x.optional_dimensions.clear();
  }
  void pairs(std::vector<sdmx::DateMap::Pair>& x) {
    each("Source", [&](const Node& child) { x.push_back({text_of(child), {}}); });
    std::size_t at = 0;
    each("Target", [&](const Node& child) {
      if (at < x.size())
        x[at++].target = text_of(child);
      else
        context_.fault(child, "a target without a source");
    });
  }
  void ends(const sdmx::Names& names, std::vector<sdmx::MapEnd>& x) {
    const std::string list = std::string(names.xml) + "Codelist", type = std::string(names.xml) + "DataType";
    for (std::size_t i = 0; i < node_.children.size(); ++i) {
      const Node& child = node_.children[i];
      if (child.name == list)
        x.push_back({.codelist = read_reference(child, sdmx::Kind::Codelist, context_)});
      else if (child.name == type)
        x.push_back({.data_type = text_of(child)});
      else
        continue;
      seen_children_.set(i);
    }
  }
  void reported(sdmx::ReportedAttribute& x) {
    plain_strings("Value", x.values);
    texts({"Text", nullptr, nullptr, true}, x.text);
    each("StructuredText", [&](const Node& child) { read_markup(child, x); });
  }

 private:
  static const char* name(const sdmx::Names& names) { return is_21 ? names.in_xml21() : names.xml; }
  static const char* name(const sdmx::ListNames& names) { return is_21 ? names.in_xml21() : names.xml; }

  bool take_attribute(const char* wanted, std::string& x) {
    if (wanted == nullptr) return false;
    for (std::size_t i = 0; i < node_.attributes.size(); ++i) {
      if (node_.attributes[i].first != wanted || seen_attributes_.has(i)) continue;
      seen_attributes_.set(i);
      x = node_.attributes[i].second;
      return true;
    }
    return false;
  }
  const Node* take(const char* wanted) {
    if (wanted == nullptr) return nullptr;
    for (std::size_t i = 0; i < node_.children.size(); ++i) {
      if (node_.children[i].name != wanted || seen_children_.has(i)) continue;
      seen_children_.set(i);
      return &node_.children[i];
    }
    return nullptr;
  }
  template <typename F>
  void each(const char* wanted, F f) {
    if (wanted == nullptr) return;
    for (std::size_t i = 0; i < node_.children.size(); ++i) {
      if (node_.children[i].name != wanted || seen_children_.has(i)) continue;
      seen_children_.set(i);
      f(node_.children[i]);
    }
  }
  template <typename T, typename F>
  void items(const char* wanted, std::vector<T>& x, F inside) {
    if (node_.children.size() > 64) x.reserve(x.size() + node_.children.size());
    each(wanted, [&](const Node& child) { read(child, x.emplace_back(), context_, inside); });
  }
  void plain_strings(const char* wanted, std::vector<std::string>& x) {
    each(wanted, [&](const Node& child) { x.push_back(text_of(child)); });
  }
  const std::string& text_of(const Node& child) {
    check_leaf(child, {});
    return child.text;
  }
  /// Nothing but text is there, and no other attribute than the one named.
  void check_leaf(const Node& child, std::string_view attribute_name) {
    if (!child.children.empty()) context_.fault(child.children.front(), unexpected(child.children.front().name, child.name));
    if (!child.markup.empty()) context_.fault(child, "'" + shorten(child.name, 60) + "' holds XHTML, where plain text is expected");
    for (const auto& [key, value] : child.attributes) {
      if (key != attribute_name && key != "lang" && !is_of_schema_instance(key)) context_.fault(child, unknown_attribute(key, child.name));
    }
  }

  void finish() {
    for (std::size_t i = 0; i < node_.children.size(); ++i) {
      if (!seen_children_.has(i)) context_.fault(node_.children[i], unexpected(node_.children[i].name, node_.name));
    }
    for (std::size_t i = 0; i < node_.attributes.size(); ++i) {
      const std::string& key = node_.attributes[i].first;
      if (!seen_attributes_.has(i) && !is_of_schema_instance(key)) context_.fault(node_, unknown_attribute(key, node_.name));
    }
    if (!text_taken_ && !trim(node_.text).empty()) context_.fault(node_, "text stands in '" + shorten(node_.name, 60) + "', which has none");
    if (!node_.markup.empty()) context_.fault(node_, "XHTML stands in '" + shorten(node_.name, 60) + "', which has none");
  }
  static std::string unexpected(const std::string& element, const std::string& inside) {
    return "the element '" + shorten(element, 60) + "' is not expected in '" + shorten(inside, 60) + "'";
  }
  static std::string unknown_attribute(const std::string& attribute, const std::string& of) {
    return "the attribute '" + shorten(attribute, 60) + "' is not expected in '" + shorten(of, 60) + "'";
  }
  /// xsi:schemaLocation and its like, of which a tree keeps the local name.
  static bool is_of_schema_instance(std::string_view attribute) { return attribute == "schemaLocation" || attribute == "noNamespaceSchemaLocation"; }

  const Node& node_;
  ReadContext& context_;
  Marks seen_children_, seen_attributes_;
  bool text_taken_ = false;
};

}  // namespace atalaya::sdmx_ml
