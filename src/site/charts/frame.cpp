#include "site/charts/frame.h"

#include "site/charts/pen.h"
#include "site/charts/text_fit.h"

namespace atalaya::charts {

std::string open_svg(const Frame& frame, std::string_view css, Size size, double height, std::string_view desc, Role role) {
  const std::string id = escaped(frame.id) + (size == Size::Wide ? "-w" : "-n");
  std::string out = "<svg class=\"ch ";
  out += size == Size::Wide ? "chw " : "chn ";
  out += css;
  out += "\" viewBox=\"0 0 ";
  append_coordinate(out, width_of(size));
  out += ' ';
  append_coordinate(out, height);
  // A picture's children are not spoken, and a link in it could not be reached: with links it is a group.
  out += role == Role::Image ? "\" role=\"img\"" : "\" role=\"group\"";
  out += " aria-labelledby=\"" + id + "t " + id + "d\" font-size=\"13\"><title id=\"" + id + "t\">";
  append_escaped(out, frame.title);
  out += "</title><desc id=\"" + id + "d\">";
  append_escaped(out, frame.desc.empty() ? desc : std::string_view(frame.desc));
  out += "</desc>";
  return out;
}

std::string empty_svg(const Frame& frame, std::string_view css, Size size) {
  const double width = width_of(size);
  const std::vector<std::string> lines = wrap(frame.empty.empty() ? "–" : frame.empty, 13, width - 20);
  const double height = 40.0 + 18.0 * static_cast<double>(lines.size());
  std::string out = open_svg(frame, css, size, height, frame.empty);
  Pen pen(out);
  double y = 33;
  for (const std::string& line : lines) {
    pen.text(width / 2, y, "cap", line, Anchor::Middle);
    y += 18;
  }
  return out + "</svg>";
}

std::string both_sizes(const std::function<std::string(Size)>& draw) { return "<div class=\"chs\">" + draw(Size::Wide) + draw(Size::Narrow) + "</div>"; }

}  // namespace atalaya::charts
