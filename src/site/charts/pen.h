// Writes SVG elements: escaped text, short coordinates, classes instead of styles (the content policy forbids inline style).
#pragma once

#include <string>
#include <string_view>

namespace atalaya::charts {

/// Text for XML and HTML, element content and quoted attributes alike. What is not UTF-8, or a control character that XML 1.0
/// forbids, becomes U+FFFD.
void append_escaped(std::string& out, std::string_view text);
[[nodiscard]] std::string escaped(std::string_view text);
/// One decimal at most; what is not finite becomes 0, for a wrong drawing is better than a page that does not parse.
void append_coordinate(std::string& out, double value);

enum class Anchor { Start, Middle, End };

/// Appends to a string that the caller owns. All coordinates in units of the viewBox; `css` is a list of classes.
class Pen {
 public:
  explicit Pen(std::string& out) : out_(out) {}
  void line(double x1, double y1, double x2, double y2, std::string_view css);
  void rect(double x, double y, double width, double height, std::string_view css, double radius = 0);
  /// `tip` is shown where the pointer rests; may be empty.
  void circle(double x, double y, double radius, std::string_view css, std::string_view tip = {});
  void path(std::string_view commands, std::string_view css);
  /// `y` is the base line. `tip` as above: the whole text where `text` was cut.
  void text(double x, double y, std::string_view css, std::string_view text, Anchor anchor = Anchor::Start, std::string_view tip = {});
  /// A name and its figure, which is emphasised; `tip` as above.
  void label(double x, double y, std::string_view css, std::string_view name, std::string_view figure, std::string_view tip = {});
  void open_group(std::string_view css);
  void open_link(std::string_view href);
  void raw(std::string_view markup) { out_ += markup; }

 private:
  void attribute(std::string_view name, double value);
  void attribute(std::string_view name, std::string_view value);
  void close_with(std::string_view element, std::string_view tip);
  std::string& out_;
};

/// "M12.5,3 L..." out of points; `move` starts a new piece.
void append_point(std::string& path, double x, double y, bool move);

}  // namespace atalaya::charts
