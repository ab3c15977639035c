// XML to a tree, on Expat.
#include <expat.h>

#include <array>
#include <climits>
#include <memory>
#include <optional>
#include <set>

#include "base/text.h"
#include "formats/tree/line_counter.h"
#include "formats/tree/node.h"
#include "formats/tree/xml_writer.h"

namespace atalaya {

namespace {

constexpr char name_separator = '\x1f';  // Stands in no name and no namespace of well-formed XML.
constexpr std::string_view xhtml_space = "http://www.w3.org/1999/xhtml";

struct Name {
  std::string_view space, local;
};

Name split_name(const XML_Char* text) {
  const std::string_view whole = text;
  const std::size_t at = whole.rfind(name_separator);
  if (at == std::string_view::npos) return {{}, whole};
  return {whole.substr(0, at), whole.substr(at + 1)};
}

/// Windows-1252, which many an office names and Expat does not know: Latin-1 but for 0x80 to 0x9F.
int windows_1252(void*, const XML_Char* name, XML_Encoding* info) {
  if (const std::string lower = to_lower_ascii(name); lower != "windows-1252" && lower != "cp1252") return XML_STATUS_ERROR;
  constexpr std::array<int, 32> upper = {0x20AC, -1,     0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                         0x2039, 0x0152, -1,     0x017D, -1,     -1,     0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                         0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, -1,     0x017E, 0x0178};
  for (int i = 0; i < 256; ++i) info->map[i] = i >= 0x80 && i < 0xA0 ? upper[static_cast<std::size_t>(i - 0x80)] : i;
  info->data = nullptr;
  info->convert = nullptr;
  info->release = nullptr;
  return XML_STATUS_OK;
}

class XmlTreeBuilder {
 public:
  XmlTreeBuilder(std::string_view bytes, const std::string& file, const TreeLimits& limits) : bytes_(bytes), file_(file), limits_(limits), lines_(bytes) {}

  Result<Node> build() {
    if (bytes_.size() > limits_.bytes) {
      return fail(ErrorKind::Input, "the message is larger than the " + std::to_string(limits_.bytes) + " bytes that are taken", {.file = file_});
    }
    if (!parser_) return fail(ErrorKind::System, "no memory for a parser");
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(
        parser_.get(), [](void* self, const XML_Char* name, const XML_Char** attributes) { of(self).start(name, attributes); },
        [](void* self, const XML_Char*) { of(self).end(); });
    XML_SetCharacterDataHandler(parser_.get(), [](void* self, const XML_Char* text, int length) { of(self).text({text, static_cast<std::size_t>(length)}); });
    XML_SetStartDoctypeDeclHandler(parser_.get(), [](void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) { of(self).refuse_document_type(); });
    XML_SetUnknownEncodingHandler(parser_.get(), windows_1252, nullptr);

    // In one piece, so that Expat works on these bytes and copies none of them; in several where its sizes are too small for that.
    constexpr std::size_t piece = std::size_t{1} << 30U;
    for (std::size_t from = 0;; from += piece) {
      const std::string_view part = bytes_.substr(from, piece);
      const bool last = from + part.size() == bytes_.size();
      const XML_Status status = XML_Parse(parser_.get(), part.data(), static_cast<int>(part.size()), last ? XML_TRUE : XML_FALSE);
      if (refused_) return std::unexpected(std::move(*refused_));
      if (status != XML_STATUS_OK) return not_well_formed();
      if (last) break;
    }
    return std::move(root_);
  }

 private:
  static XmlTreeBuilder& of(void* self) { return *static_cast<XmlTreeBuilder*>(self); }

  void start(const XML_Char* name, const XML_Char** attributes) {
    if (refused_) return;
    const Name split = split_name(name);
    if (++nodes_ > limits_.nodes) return refuse("the message has more than " + std::to_string(limits_.nodes) + " elements");
    if (open_.size() + xhtml_.size() >= limits_.depth) return refuse("elements are nested more than " + std::to_string(limits_.depth) + " deep");
    for (const XML_Char** a = attributes; *a != nullptr; a += 2) {
      if (std::string_view(a[1]).size() > limits_.text_bytes) return refuse("the attribute '" + std::string(split_name(a[0]).local) + "' is too long");
    }
    if (!open_.empty() && (!xhtml_.empty() || split.space == xhtml_space)) return start_xhtml(split, attributes);
    Node& node = open_.empty() ? root_ : open_.back()->children.emplace_back();
    node.name = split.local;
    enter_space(split.space);
    if (open_.empty() || spaces_[spaces_.size() - 2] != spaces_.back()) node.space = split.space;
    node.attributes.reserve(static_cast<std::size_t>(XML_GetSpecifiedAttributeCount(parser_.get())) / 2);
    for (const XML_Char** a = attributes; *a != nullptr; a += 2) node.attributes.emplace_back(split_name(a[0]).local, a[1]);
    const auto at = place();
    node.line = static_cast<std::uint32_t>(at.line);
    node.column = static_cast<std::uint32_t>(at.column);
    open_.push_back(&node);
  }

  /// XHTML is kept as text that stands on its own, with its namespace declared where it begins, inside the element that holds it.
  void start_xhtml(const Name& name, const XML_Char** attributes) {
    Node& holder = *open_.back();
    if (xhtml_.empty() && holder.markup.empty()) append_xml_text(holder.markup, holder.text);
    if (!add_markup("<")) return;
    holder.markup += name.local;
    if (xhtml_.empty() || xhtml_.back().space != name.space) {
      holder.markup += " xmlns=\"";
      append_xml_attribute(holder.markup, name.space);
      holder.markup += '"';
    }
    for (const XML_Char** a = attributes; *a != nullptr; a += 2) {
      const Name attribute = split_name(a[0]);
      holder.markup += attribute.space == "http://www.w3.org/XML/1998/namespace" ? " xml:" : " ";
      holder.markup += attribute.local;
      holder.markup += "=\"";
      append_xml_attribute(holder.markup, a[1]);
      holder.markup += '"';
    }
    holder.markup += '>';
    xhtml_.push_back({std::string(name.space), std::string(name.local)});
    (void)add_markup("");
  }

  /// Expat's own text of a namespace does not stay where it is.
  void enter_space(std::string_view space) {
    if (spaces_.empty() || *spaces_.back() != space) {
      auto it = known_spaces_.find(space);
      if (it == known_spaces_.end()) it = known_spaces_.emplace(space).first;
      spaces_.push_back(&*it);
    } else {
      spaces_.push_back(spaces_.back());
    }
  }

  void end() {
    if (refused_) return;
    if (!xhtml_.empty()) {
      std::string& markup = open_.back()->markup;
      markup += "</" + xhtml_.back().local + ">";
      xhtml_.pop_back();
      return;
    }
    Node& node = *open_.back();
    // White space between elements is no text.
    if (!node.children.empty() && trim(node.text).empty()) {
      node.text.clear();
      node.text.shrink_to_fit();
    }
    open_.pop_back();
    spaces_.pop_back();
  }

  void text(std::string_view part) {
    if (refused_ || open_.empty()) return;
    Node& node = *open_.back();
    if (xhtml_.empty()) {
      if (node.text.size() + part.size() > limits_.text_bytes) return refuse("the text of '" + node.name + "' is too long");
      node.text += part;
    }
    if (!xhtml_.empty() || !node.markup.empty()) {
      append_xml_text(node.markup, part);
      (void)add_markup("");
    }
  }

  bool add_markup(std::string_view part) {
    std::string& markup = open_.back()->markup;
    if (markup.size() + part.size() > limits_.text_bytes) {
      refuse("the text of '" + open_.back()->name + "' is too long");
      return false;
    }
    markup += part;
    return true;
  }

  LineCounter::At place() {
    const XML_Index offset = XML_GetCurrentByteIndex(parser_.get());
    return lines_.at(offset < 0 ? 0 : static_cast<std::size_t>(offset));
  }

  void refuse_document_type() {
    // Expat tells it where the declaration has its brackets or its end.
    const XML_Index here = XML_GetCurrentByteIndex(parser_.get());
    const std::size_t begin = bytes_.rfind("<!DOCTYPE", here < 0 ? 0 : static_cast<std::size_t>(here));
    const auto at = lines_.at(begin == std::string_view::npos ? 0 : begin);
    refuse("a document type declaration is not taken", "messages have none, and entities of one's own are refused with it", at);
  }

  void refuse(std::string what, std::string hint = {}) { refuse(std::move(what), std::move(hint), place()); }
  void refuse(std::string what, std::string hint, LineCounter::At at) {
    if (refused_) return;
    refused_ = Error{ErrorKind::Input, std::move(what), {file_, at.line, at.column}, std::move(hint)};
    (void)XML_StopParser(parser_.get(), XML_FALSE);
  }

  std::unexpected<Error> not_well_formed() {
    const auto at = place();
    return fail(ErrorKind::Input, std::string("not well-formed XML: ") + XML_ErrorString(XML_GetErrorCode(parser_.get())), {file_, at.line, at.column});
  }

  struct Freed {
    void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
  };
  struct OpenXhtml {
    std::string space, local;
  };

  std::string_view bytes_;
  const std::string& file_;
  const TreeLimits& limits_;
  LineCounter lines_;
  std::unique_ptr<XML_ParserStruct, Freed> parser_{XML_ParserCreateNS(nullptr, name_separator)};
  Node root_;
  std::vector<Node*> open_;  // Of these, none but the last gets children, so that they stay where they are.
  std::vector<OpenXhtml> xhtml_;
  std::set<std::string, std::less<>> known_spaces_;
  std::vector<const std::string*> spaces_;  // Of the open elements.
  std::size_t nodes_ = 0;
  std::optional<Error> refused_;
};

}  // namespace

Result<Node> parse_xml_tree(std::string_view bytes, const std::string& file, const TreeLimits& limits) { return XmlTreeBuilder(bytes, file, limits).build(); }

}  // namespace atalaya
