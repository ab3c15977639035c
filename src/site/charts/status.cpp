#include "site/charts/status.h"

#include "site/charts/pen.h"

namespace atalaya::charts {
namespace {

struct Class {
  std::string_view css;
  std::string_view glyph;
  const char* name;
};

/// By StatusClass. U+FE0E asks for the text form of an arrow.
constexpr std::array<Class, 9> classes{{
    {"s-target", "✓", tr_noop("Target reached")},
    {"s-sig", "↑", tr_noop("Significant progress")},
    {"s-mod", "↗\uFE0E", tr_noop("Moderate progress")},
    {"s-ins", "→", tr_noop("Insufficient progress")},
    {"s-modaway", "↘\uFE0E", tr_noop("Moderate movement away")},
    {"s-away", "↓", tr_noop("Significant movement away")},
    {"s-none", "?", tr_noop("Cannot be assessed")},
    {"s-nodata", "·", tr_noop("No figure")},
    {"s-context", "○", tr_noop("Context, without a wanted direction")},
}};

const Class& of(StatusClass status) { return classes[static_cast<std::size_t>(status) % classes.size()]; }

}  // namespace

std::string_view css_class(StatusClass status) { return of(status).css; }
std::string_view glyph(StatusClass status) { return of(status).glyph; }
std::string name(StatusClass status, const Locale& locale) { return locale.tr(of(status).name); }

std::string status_chip(StatusClass status, std::string_view text) {
  std::string out = "<span class=\"chip ";
  out += css_class(status);
  out += "\"><i aria-hidden=\"true\">";
  out += glyph(status);
  out += "</i>";
  append_escaped(out, text);
  return out + "</span>";
}

std::string status_count(StatusClass status, std::string_view text, std::string_view count) {
  std::string out = "<span class=\"chip ";
  out += css_class(status);
  out += "\"><i aria-hidden=\"true\">";
  out += glyph(status);
  out += "</i><span class=\"vh\">";
  append_escaped(out, text);
  out += ": </span>";
  append_escaped(out, count);
  return out + "</span>";
}

}  // namespace atalaya::charts
