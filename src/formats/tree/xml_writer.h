// Writes XML 1.0 in UTF-8 into a string, with escapes and nesting taken care of.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/data_message.h"

namespace atalaya {

/// Appends text with what XML reserves escaped. What XML cannot hold (control characters) becomes U+FFFD. The text is valid UTF-8.
void append_xml_text(std::string& out, std::string_view text);
/// Likewise for the value of an attribute in double quotes: line ends and tabs are kept as character references.
void append_xml_attribute(std::string& out, std::string_view text);
/// The same by itself, for markup that is put together by hand; good in text and in attributes.
[[nodiscard]] std::string escaped_xml(std::string_view text);

/// Use: start("a"), attribute("b", "c"), text("d"), end(). A wrong order of calls is a fault of the caller and is asserted.
class XmlWriter {
 public:
  /// `indent` spaces a level; 0 writes no line ends. Elements with text stay on one line.
  explicit XmlWriter(int indent = 0) : indent_(indent) {}

  XmlWriter& declaration();
  /// `name` lives until the end of the element.
  XmlWriter& start(std::string_view name);
  XmlWriter& attribute(std::string_view name, std::string_view value);
  XmlWriter& text(std::string_view text);
  XmlWriter& markup(std::string_view xml);  ///< As it is, in place of text.
  XmlWriter& end();
  /// As end(), or as if the element had never begun where there is neither an attribute nor anything inside.
  XmlWriter& end_or_drop();
  /// start, text, end.
  XmlWriter& element(std::string_view name, std::string_view content) { return start(name).text(content).end(); }

  [[nodiscard]] const std::string& bytes() const { return out_; }
  [[nodiscard]] std::string take() { return std::move(out_); }
  /// Gives what is written to `sink` and begins anew, where it is more than `above` bytes.
  [[nodiscard]] Status flush(ByteSink& sink, std::size_t above = 0);

 private:
  void close_tag();
  void new_line();

  std::string out_;
  struct Open {
    std::string_view name;
    std::size_t begin;  // Where in out_ the element begins, with the white space before it; npos: it was flushed.
  };
  std::vector<Open> open_;
  int indent_;
  bool in_tag_ = false;    // The start tag of the innermost element is not closed yet.
  bool has_text_ = false;  // The innermost element has text, so that no white space may be added.
  bool started_ = false;
};

}  // namespace atalaya
