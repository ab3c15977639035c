#include "model/sdmx/reference.h"

#include <algorithm>

#include "base/text.h"

namespace atalaya::sdmx {

namespace {

bool is_nested_identifier(std::string_view text) {
  return std::ranges::all_of(split(text, '.'), [](std::string_view part) { return is_identifier(part); });
}

bool is_version_pattern(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return is_identifier({&c, 1}) || c == '.' || c == '+' || c == '*' || c == '~'; });
}

}  // namespace

std::string Reference::urn() const {
  const KindInfo& of = info(kind);
  std::string out = "urn:sdmx:org.sdmx.infomodel." + std::string(of.package) + "." + std::string(of.class_name) + "=" + short_text();
  if (!item.empty()) out += "." + item;
  return out;
}

std::string Reference::short_text() const { return agency + ":" + id + "(" + version + ")"; }

Result<Reference> parse_urn(std::string_view urn) {
  const auto refuse = [&](std::string what) {
    return fail(ErrorKind::Input, what + ": '" + shorten(urn, 120) + "'", {}, "as urn:sdmx:org.sdmx.infomodel.codelist.Codelist=SDMX:CL_FREQ(2.1)");
  };
  constexpr std::string_view prefix = "urn:sdmx:org.sdmx.infomodel.";
  if (!urn.starts_with(prefix)) return refuse("no URN of the SDMX information model");
  const std::size_t equals = urn.find('=');
  if (equals == std::string_view::npos) return refuse("the URN has no '='");
  const std::string_view path = urn.substr(prefix.size(), equals - prefix.size());
  const std::size_t dot = path.find('.');
  if (dot == std::string_view::npos) return refuse("the URN has no class");
  const auto kind = kind_of_class(path.substr(dot + 1));
  if (!kind) return refuse("the URN's class is not one of the information model");
  const std::string_view rest = urn.substr(equals + 1);
  const std::size_t close = rest.rfind(')');
  auto out = parse_short_reference(close == std::string_view::npos ? rest : rest.substr(0, close + 1), *kind);
  if (!out) return refuse("the URN does not name agency, id and version");
  if (close != std::string_view::npos && close + 1 < rest.size()) {
    if (rest[close + 1] != '.' || close + 2 == rest.size()) return refuse("the URN has something behind its version that is no item");
    out->item = rest.substr(close + 2);
  }
  return *out;
}

std::optional<Reference> parse_short_reference(std::string_view text, Kind kind) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  Reference out{.kind = kind, .agency = std::string(text.substr(0, colon))};
  std::string_view id = text.substr(colon + 1);
  const std::size_t open = id.find('(');
  if (open != std::string_view::npos) {
    if (!id.ends_with(')')) return std::nullopt;
    out.version = id.substr(open + 1, id.size() - open - 2);
    id = id.substr(0, open);
  }
  if (id.empty() || id.find(':') != std::string_view::npos) return std::nullopt;
  out.id = id;
  return out;
}

std::string fault_of(const Reference& reference) {
  const auto none = [](const char* what, const std::string& text) { return std::string(what) + " '" + shorten(text, 60) + "' is no identifier"; };
  if (!reference.agency.empty() && !is_nested_identifier(reference.agency)) return none("the agency", reference.agency);
  if (!is_identifier(reference.id)) return none("the id", reference.id);
  if (!reference.item.empty() && reference.kind != Kind::ValueItem && !is_nested_identifier(reference.item)) return none("the id", reference.item);
  if (!is_version_pattern(reference.version)) return "'" + shorten(reference.version, 60) + "' is no version";
  return {};
}

}  // namespace atalaya::sdmx
