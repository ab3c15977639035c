#include "site/charts/pen.h"

#include <charconv>
#include <cmath>

#include "base/text.h"

namespace atalaya::charts {
namespace {

std::string_view word(Anchor anchor) { return anchor == Anchor::Middle ? "middle" : anchor == Anchor::End ? "end" : "start"; }

}  // namespace

void append_escaped(std::string& out, std::string_view text) {
  if (!is_utf8(text)) {
    append_escaped(out, replace_invalid_utf8(text));
    return;
  }
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default:
        // XML 1.0, production 2 (Char): of the control characters only tab, line feed and carriage return.
        if (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r') {
          out += "\xEF\xBF\xBD";
        } else {
          out += c;
        }
    }
  }
}

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  append_escaped(out, text);
  return out;
}

void append_coordinate(std::string& out, double value) {
  if (!std::isfinite(value) || std::abs(value) > 1e6) value = 0;
  const long tenths = std::lround(value * 10.0);
  char buffer[24];
  const long whole = std::abs(tenths) / 10;
  const long rest = std::abs(tenths) % 10;
  if (tenths < 0) out += '-';
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, whole).ptr;
  out.append(buffer, end);
  if (rest != 0) {
    out += '.';
    out += static_cast<char>('0' + rest);
  }
}

void append_point(std::string& path, double x, double y, bool move) {
  path += move ? 'M' : 'L';
  append_coordinate(path, x);
  path += ',';
  append_coordinate(path, y);
}

void Pen::attribute(std::string_view name, double value) {
  out_ += ' ';
  out_ += name;
  out_ += "=\"";
  append_coordinate(out_, value);
  out_ += '"';
}

void Pen::attribute(std::string_view name, std::string_view value) {
  if (value.empty()) return;
  out_ += ' ';
  out_ += name;
  out_ += "=\"";
  append_escaped(out_, value);
  out_ += '"';
}

void Pen::close_with(std::string_view element, std::string_view tip) {
  if (tip.empty()) {
    out_ += "/>";
    return;
  }
  out_ += "><title>";
  append_escaped(out_, tip);
  out_ += "</title></";
  out_ += element;
  out_ += '>';
}

void Pen::line(double x1, double y1, double x2, double y2, std::string_view css) {
  out_ += "<line";
  attribute("class", css);
  attribute("x1", x1);
  attribute("y1", y1);
  attribute("x2", x2);
  attribute("y2", y2);
  out_ += "/>";
}

void Pen::rect(double x, double y, double width, double height, std::string_view css, double radius) {
  out_ += "<rect";
  attribute("class", css);
  attribute("x", x);
  attribute("y", y);
  attribute("width", width);
  attribute("height", height);
  if (radius > 0) attribute("rx", radius);
  out_ += "/>";
}

void Pen::circle(double x, double y, double radius, std::string_view css, std::string_view tip) {
  out_ += "<circle";
  attribute("class", css);
  attribute("cx", x);
  attribute("cy", y);
  attribute("r", radius);
  close_with("circle", tip);
}

void Pen::path(std::string_view commands, std::string_view css) {
  if (commands.empty()) return;
  out_ += "<path";
  attribute("class", css);
  attribute("d", commands);
  out_ += "/>";
}

void Pen::text(double x, double y, std::string_view css, std::string_view text, Anchor anchor, std::string_view tip) {
  out_ += "<text";
  attribute("class", css);
  attribute("x", x);
  attribute("y", y);
  if (anchor != Anchor::Start) attribute("text-anchor", word(anchor));
  out_ += '>';
  if (!tip.empty()) {
    out_ += "<title>";
    append_escaped(out_, tip);
    out_ += "</title>";
  }
  append_escaped(out_, text);
  out_ += "</text>";
}

void Pen::label(double x, double y, std::string_view css, std::string_view name, std::string_view figure, std::string_view tip) {
  out_ += "<text";
  attribute("class", css);
  attribute("x", x);
  attribute("y", y);
  out_ += '>';
  if (!tip.empty()) {
    out_ += "<title>";
    append_escaped(out_, tip);
    out_ += "</title>";
  }
  append_escaped(out_, name);
  out_ += " <tspan class=\"v\">";
  append_escaped(out_, figure);
  out_ += "</tspan></text>";
}

void Pen::open_group(std::string_view css) {
  out_ += "<g";
  attribute("class", css);
  out_ += '>';
}

void Pen::open_link(std::string_view href) {
  out_ += "<a";
  attribute("href", href);
  out_ += '>';
}

}  // namespace atalaya::charts
