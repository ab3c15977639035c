// The visitor that writes an artefact as an element of a structure message; of SDMX-ML 2.1 or of 3.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "formats/sdmx_ml/describe21.h"
#include "formats/sdmx_ml/xml_context.h"
#include "formats/tree/markup.h"

namespace atalaya::sdmx_ml {

/// What the visitors of one message share.
class WriteContext {
 public:
  WriteContext(XmlWriter& out, const StructuresXmlOptions& wanted, std::vector<StructureLoss>* losses) : writer(out), options(wanted), losses_(losses) {}

  /// "structure:Code", or in a message of metadata "metadata:Target": the text lives as long as the context. `name` is a text that lives for ever.
  const std::string& qualified(const char* name, bool common) {
    auto& known = qualified_[common ? 1 : 0];
    const auto [it, is_new] = known.try_emplace(name);
    // A Ref of 2.1 is in no namespace (SDMXCommonReferences.xsd has its elements unqualified).
    const bool unqualified = std::string_view(name) == "Ref";
    if (is_new) it->second = (unqualified ? "" : std::string(common ? "common:" : prefix)) + name;
    return it->second;
  }
  void lost(std::string what) {
    if (losses_ != nullptr) losses_->push_back({artefact, holder, std::move(what)});
  }

  XmlWriter& writer;
  const StructuresXmlOptions& options;
  sdmx::Reference artefact = {};  ///< That is being written.
  std::string holder = {};        ///< Item or component in it.
  std::string primary_measure = {};
  const char* prefix = "structure:";
  bool is_attachment = false;   ///< It is an attachment constraint of SDMX 2.1.
  bool urn_is_written = false;  ///< The artefact has its URN; what is inside has none.

 private:
  std::unordered_map<const char*, std::string> qualified_[2];
  std::vector<StructureLoss>* losses_;
};

/// common:StructuredText in each language. What is no markup is text in it.
inline void write_markup(XmlWriter& writer, const LocalText& texts) {
  for (const auto& [language, text] : texts.all()) {
    writer.start("common:StructuredText").attribute("xml:lang", language);
    const auto markup = as_markup(text);
    (markup ? writer.markup(*markup) : writer.text(text)).end();
  }
}

template <bool Is21>
class StructureXmlWriter {
 public:
  static constexpr bool reads = false;
  static constexpr bool is_21 = Is21;

  /// Writes `x` as an element of that name.
  template <typename T>
  static void write(const std::string& element, const T& x, WriteContext& context) {
    write(element, x, context, [](StructureXmlWriter& writer, const T& item) { sdmx::describe_version(writer, item); });
  }
  /// The description is gone through twice, as attributes come before all else.
  template <typename T, typename F>
  static void write(const std::string& element, const T& x, WriteContext& context, F inside) {
    const std::size_t length = context.holder.size();
    if constexpr (std::derived_from<T, sdmx::Identifiable> && !std::derived_from<T, sdmx::Maintainable>) {
      if (!context.holder.empty() && !x.id.empty()) context.holder += '.';
      context.holder += x.id;
    }
    context.writer.start(element);
    StructureXmlWriter attributes(context, true);
    inside(attributes, x);
    StructureXmlWriter elements(context, false);
    inside(elements, x);
    context.writer.end();
    context.holder.resize(length);
  }

  // ---- What describe() calls
  void attribute(const sdmx::Names& names, const std::string& x, sdmx::Form) {
    if (!attributes_ || x.empty()) return;
    if (const char* own = named(names)) out().attribute(own, x);
  }
  void version(const sdmx::Names& names, const std::string& x, bool unversioned) {
    if (!attributes_ || x.empty() || (!is_21 && unversioned && x == "1.0")) return;
    out().attribute(name(names), x);
    if (is_21 && x.find_first_not_of("0123456789.") != std::string::npos) context_.lost("the version " + x + ", which is none of SDMX 2.1");
  }
  void flag(const sdmx::Names& names, bool x, std::optional<bool> standard) {
    if (!attributes_ || x == standard) return;
    if (const char* own = named(names)) out().attribute(own, x ? "true" : "false");
  }
  template <typename E, typename Words>
  void choice(const sdmx::Names& names, const E& x, const Words& words) {
    if (!attributes_ || name(names) == nullptr) return;
    for (const auto& [value, word] : words) {
      if (value == x) out().attribute(name(names), word);
    }
  }
  void constant(const sdmx::Names& names, const char* text) {
    if (attributes_ && name(names) != nullptr) out().attribute(name(names), text);
  }
  void skip(const char*) {}
  void language(const sdmx::Names&, const std::string& x) {
    if (attributes_ && !x.empty()) out().attribute("xml:lang", x);
  }
  void content(const sdmx::Names&, const std::string& x) {
    if (!attributes_) out().text(x);
  }

  void element(const sdmx::Names& names, const std::string& x, sdmx::Form) {
    if (attributes_ || x.empty()) return;
    if (const char* own = named(names)) out().element(context_.qualified(own, names.common), x);
  }
  void texts(const sdmx::TextNames& names, const LocalText& x) {
    if (attributes_ || x.empty()) return;
    if (names.xml == nullptr) return context_.lost(names.json);
    const std::string& own = context_.qualified(names.xml, names.common);
    for (const auto& [language, text] : x.all()) out().start(own).attribute("xml:lang", language).text(text).end();
  }
  template <typename E>
  void marker(const sdmx::Names& names, const E& x, E value) {
    if (attributes_ || !(x == value) || name(names) == nullptr) return;
    out().start(context_.qualified(name(names), names.common)).end();
  }
  void local(const sdmx::Names& names, const std::string& x) {
    if (attributes_ || x.empty()) return;
    if (const char* own = named(names)) write_local(context_.qualified(own, names.common), x);
  }
  void locals(const sdmx::ListNames& names, const std::vector<std::string>& x) {
    if (attributes_ || x.empty()) return;
    const char* own = named(names);
    for (std::size_t i = 0; own != nullptr && i < x.size(); ++i) write_local(context_.qualified(own, names.common), x[i]);
  }
  void strings(const sdmx::ListNames& names, const std::vector<std::string>& x) {
    if (attributes_ || x.empty()) return;
    const char* own = named(names);
    if (own == nullptr) return;
    if (names.wrapper != nullptr) out().start(context_.qualified(names.wrapper, false));
    for (const std::string& text : x) {
      if (names.inner != nullptr) {
        out().start(context_.qualified(own, names.common));
        write_local(context_.qualified(names.inner, names.common), text);
        out().end();
      } else {
        out().element(context_.qualified(own, names.common), text);
      }
    }
    if (names.wrapper != nullptr) out().end();
  }

  void reference(const sdmx::Names& names, const sdmx::Reference& x, std::optional<sdmx::Kind>) {
    if (attributes_ || x.empty()) return;
    if (const char* own = named(names)) write_reference(context_.qualified(own, names.common), x);
  }
  void reference_of(const sdmx::Names& names, const sdmx::Reference& x, sdmx::Kind kind) {
    if (x.kind == kind) reference(names, x, kind);
  }
  void self_reference(const sdmx::Reference& x, sdmx::Kind) {
    if (!attributes_ && !x.empty()) write_reference21(out(), x);
  }
  void references(const sdmx::ListNames& names, const std::vector<sdmx::Reference>& x, std::optional<sdmx::Kind>) {
    if (attributes_ || x.empty()) return;
    const char* own = named(names);
    for (std::size_t i = 0; own != nullptr && i < x.size(); ++i) write_reference(context_.qualified(own, names.common), x[i]);
  }
  void references_of(const sdmx::ListNames& names, const std::vector<sdmx::Reference>& x, sdmx::Kind kind) {
    if (attributes_) return;
    for (const sdmx::Reference& reference : x) {
      if (reference.kind != kind) continue;
      if (const char* own = named(names)) write_reference(context_.qualified(own, names.common), reference);
    }
  }

  template <typename T>
  void object(const sdmx::Names& names, const T& x) {
    if (attributes_) return;
    if (const char* own = named(names)) write(context_.qualified(own, names.common), x, context_);
  }
  template <typename T>
  void object(const sdmx::Names& names, const std::optional<T>& x) {
    if (!attributes_ && x) object(names, *x);
  }
  template <typename T, typename F>
  void object(const sdmx::Names& names, const std::optional<T>& x, F inside) {
    if (attributes_ || !x) return;
    if (const char* own = named(names)) write(context_.qualified(own, names.common), *x, context_, inside);
  }
  template <typename T>
  void list(const sdmx::ListNames& names, const std::vector<T>& x) {
    list(names, x, [](StructureXmlWriter& writer, const T& item) { sdmx::describe_version(writer, item); });
  }
  template <typename T, typename F>
  void list(const sdmx::ListNames& names, const std::vector<T>& x, F inside) {
    if (attributes_ || x.empty()) return;
    const char* own = named(names);
    if (own == nullptr) return;
    if (names.wrapper != nullptr) out().start(context_.qualified(names.wrapper, names.common));
    const std::string& element = context_.qualified(own, names.common);
    for (const T& item : x) write(element, item, context_, inside);
    if (names.wrapper != nullptr) out().end();
  }
  template <typename T>
  void chain(const sdmx::Names& names, const std::vector<T>& x) {
    if (attributes_ || x.empty()) return;
    if (const char* own = named(names)) link(context_.qualified(own, names.common), x, 0);
  }
  template <typename F>
  void group(const sdmx::Names& names, bool present, F inside) {
    if (attributes_ || !present) return;
    const char* own = named(names);
    if (own == nullptr) return;
    out().start(context_.qualified(own, names.common));
    StructureXmlWriter attributes(context_, true);
    inside(attributes);
    StructureXmlWriter elements(context_, false);
    inside(elements);
    out().end_or_drop();  // What made it present may be what the version has no place for.
  }
  template <typename Get, typename Set, typename T, typename F>
  void named(std::span<const char* const> names, const std::vector<T>& x, Get name_of, Set, F inside) {
    if (attributes_) return;
    for (const T& item : x) {
      const auto it = std::ranges::find(names, std::string_view(name_of(item)), [](const char* n) { return std::string_view(n); });
      if (it == names.end()) {
        context_.lost("'" + std::string(name_of(item)) + "'");
      } else {
        write(context_.qualified(*it, false), item, context_, inside);
      }
    }
  }

  void address(const std::string& uri, const std::vector<sdmx::Link>& links) {
    if (attributes_) {
      if (context_.options.urns && is_artefact_itself()) out().attribute("urn", urn_of_artefact());
      if (!uri.empty()) out().attribute("uri", uri);
      return;
    }
    if (links.empty()) return;
    if constexpr (is_21) {
      context_.lost("links");
    } else {
      for (const sdmx::Link& link : links) write(context_.qualified("Link", true), link, context_);
    }
  }
  void dimensions(const sdmx::AttributeRelationship& x) {
    if (attributes_) return;
    const std::string& element = context_.qualified("Dimension", false);
    for (std::size_t i = 0; i < x.dimensions.size(); ++i) {
      out().start(element);
      if (i < x.optional_dimensions.size() && x.optional_dimensions[i]) out().attribute("optional", "true");
      out().text(x.dimensions[i]).end();
    }
  }
  void pairs(const std::vector<sdmx::DateMap::Pair>& x) {
    if (attributes_) return;
    for (const auto& pair : x) out().element("structure:Source", pair.source).element("structure:Target", pair.target);
  }
  void ends(const sdmx::Names& names, const std::vector<sdmx::MapEnd>& x) {
    if (attributes_) return;
    const std::string list = std::string("structure:") + names.xml + "Codelist", type = std::string("structure:") + names.xml + "DataType";
    for (const sdmx::MapEnd& end : x) {
      if (end.codelist.empty())
        out().element(type, end.data_type);
      else
        write_reference(list, end.codelist);
    }
  }
  void reported(const sdmx::ReportedAttribute& x) {
    if (attributes_) return;
    // One of three kinds of values may stand here.
    for (const std::string& value : x.values) out().element(context_.qualified("Value", false), value);
    if (!x.values.empty() && !(x.text.empty() && x.structured_text.empty())) return context_.lost("texts beside plain values");
    texts({"Text", nullptr, nullptr, true}, x.text);
    if (!x.text.empty() && !x.structured_text.empty()) return context_.lost("structured text beside text");
    write_markup(out(), x.structured_text);
  }

  // ---- What describe21() calls
  void lost(std::string what) {
    if (!attributes_) context_.lost(std::move(what));
  }
  void set_primary_measure(std::string id) { context_.primary_measure = std::move(id); }
  [[nodiscard]] bool in_data_structure() const { return context_.artefact.kind == sdmx::Kind::DataStructure; }
  [[nodiscard]] const std::string& primary_measure() const { return context_.primary_measure; }

 private:
  StructureXmlWriter(WriteContext& context, bool attributes) : context_(context), attributes_(attributes) {}

  static const char* name(const sdmx::Names& names) { return is_21 ? names.in_xml21() : names.xml; }
  static const char* name(const sdmx::ListNames& names) { return is_21 ? names.in_xml21() : names.xml; }
  /// The name in this version; where it has none, that is a loss.
  template <typename N>
  const char* named(const N& names) {
    const char* own = name(names);
    if (own != nullptr) return own;
    const char* what = nullptr;
    if constexpr (std::same_as<N, sdmx::Names>) what = names.what;
    for (const char* other : {names.xml, names.json, names.in_xml21()}) {
      if (what == nullptr) what = other;
    }
    context_.lost(what == nullptr ? "something without a name" : what);
    return nullptr;
  }

  XmlWriter& out() { return context_.writer; }
  void write_local(const std::string& element, const std::string& id) {
    if constexpr (is_21) {
      out().start(element).start("Ref").attribute("id", id).end().end();
    } else {
      out().element(element, id);
    }
  }
  void write_reference(const std::string& element, const sdmx::Reference& reference) {
    if constexpr (is_21) {
      out().start(element);
      write_reference21(out(), reference, element.ends_with(":AttachmentConstraint"));
      out().end();
    } else {
      out().element(element, urn3(reference));
    }
  }
  template <typename T>
  void link(const std::string& element, const std::vector<T>& all, std::size_t at) {
    write(element, all[at], context_, [&](StructureXmlWriter& writer, const T& item) {
      sdmx::describe_version(writer, item);
      if (!writer.attributes_ && at + 1 < all.size()) writer.link(element, all, at + 1);
    });
  }
  /// Called while the artefact's own attributes are written, and not those of something inside.
  [[nodiscard]] bool is_artefact_itself() {
    if (context_.urn_is_written) return false;
    context_.urn_is_written = true;
    return true;
  }
  [[nodiscard]] std::string urn_of_artefact() const { return is_21 ? urn21(context_.artefact, context_.is_attachment) : urn3(context_.artefact); }

  WriteContext& context_;
  bool attributes_;
};

}  // namespace atalaya::sdmx_ml
