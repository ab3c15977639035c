#include "query/data/query_parts.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace atalaya::query {

namespace {

constexpr std::array<std::string_view, 4> representation_parameters = {"format", "formatVersion", "lang", "compression"};

bool is_component_filter(std::string_view name) { return name.starts_with("c[") && name.ends_with("]"); }

std::string list_of(std::span<const std::string_view> words) {
  std::string out;
  for (const std::string_view word : words) out.append(out.empty() ? "" : ", ").append(word == "c" ? "c[COMPONENT]" : word);
  return out;
}

std::string quoted(std::string_view text) { return "'" + shorten(text, 60) + "'"; }

bool is_agency_or_id(std::string_view text) {
  return std::ranges::all_of(split(text, '.'), [](std::string_view piece) { return is_identifier(piece); });
}

}  // namespace

std::unexpected<Error> bad(std::string_view name, std::string what, std::string hint) {
  return fail(ErrorKind::Usage, std::move(what), {.file = std::string(name)}, std::move(hint));
}

Status Parameters::check(std::span<const std::string_view> known) const {
  const bool has_filters = std::ranges::find(known, "c") != known.end();
  for (std::size_t i = 0; i < all_.size(); ++i) {
    const std::string& name = all_[i].first;
    const bool is_known = std::ranges::find(representation_parameters, name) != representation_parameters.end() ||
                          (name != "c" && std::ranges::find(known, name) != known.end()) || (has_filters && is_component_filter(name));
    if (!is_known) return bad(name.empty() ? "query" : shorten(name, 60), "there is no such parameter here", "known are " + list_of(known));
    for (std::size_t k = 0; k < i; ++k) {
      if (all_[k].first == name)
        return bad(shorten(name, 60), "the parameter stands twice", is_component_filter(name) ? "a comma in its value means OR, a plus AND" : "");
    }
  }
  return {};
}

const std::string* Parameters::find(std::string_view name) const {
  const auto at = std::ranges::find(all_, name, &std::pair<std::string, std::string>::first);
  return at == all_.end() ? nullptr : &at->second;
}

Result<std::optional<std::time_t>> Parameters::moment(std::string_view name) const {
  const std::string* text = find(name);
  if (text == nullptr) return std::optional<std::time_t>();
  return std::optional(TRY(parse_moment(*text, name)));
}

Result<std::optional<std::size_t>> Parameters::count(std::string_view name) const {
  const std::string* text = find(name);
  if (text == nullptr) return std::optional<std::size_t>();
  const auto number = parse_integer(*text);
  if (!number || *number < 0) return bad(name, quoted(*text) + " is no count", "a number from 0");
  return std::optional(static_cast<std::size_t>(*number));
}

Result<std::size_t> Parameters::positive(std::string_view name) const {
  const std::string* text = find(name);
  if (text == nullptr) return std::size_t{0};
  const auto number = parse_integer(*text);
  if (!number || *number < 1) return bad(name, quoted(*text) + " is no positive number");
  return static_cast<std::size_t>(*number);
}

Result<bool> Parameters::flag(std::string_view name) const {
  const std::string* text = find(name);
  if (text == nullptr || *text == "false" || *text == "0") return false;
  if (*text == "true" || *text == "1") return true;
  return bad(name, quoted(*text) + " is neither true nor false");
}

Result<std::string> Parameters::identifier(std::string_view name) const {
  const std::string* text = find(name);
  if (text == nullptr) return std::string();
  if (!is_identifier(*text)) return bad(name, quoted(*text) + " is no identifier");
  return *text;
}

Result<std::vector<ComponentFilter>> Parameters::component_filters() const {
  std::vector<ComponentFilter> out;
  for (const auto& [name, value] : all_) {
    if (!is_component_filter(name)) continue;
    const std::string_view component = std::string_view(name).substr(2, name.size() - 3);
    if (!is_identifier(component)) return bad(shorten(name, 60), "there is no identifier of a component between the brackets");
    out.push_back(TRY(parse_component_filter(component, value)));
  }
  return out;
}

Result<std::vector<std::string>> parse_ids(std::string_view text, std::string_view name, char separator, std::string_view everything) {
  std::vector<std::string> out;
  if (text.empty()) return out;
  for (const std::string_view id : split(text, separator)) {
    if (id == everything) return std::vector<std::string>();
    if (!is_agency_or_id(id)) return bad(name, quoted(id) + " is no identifier");
    out.emplace_back(id);
  }
  return out;
}

Result<std::vector<VersionPattern>> parse_versions(std::string_view text, std::string_view name, KeySyntax syntax) {
  std::vector<VersionPattern> out;
  const bool is_first = syntax == KeySyntax::Rest1;
  for (const std::string_view version : split(text, is_first ? '+' : ',')) {
    auto pattern = is_first ? parse_version_keyword(version) : parse_version_pattern(version);
    if (!pattern) {
      pattern.error().place.file = name;
      return std::unexpected(std::move(pattern).error());
    }
    out.push_back(std::move(*pattern));
  }
  return out;
}

Status check_one_of(std::string_view value, std::string_view name, std::span<const std::string_view> known) {
  if (std::ranges::find(known, value) != known.end()) return {};
  return bad(name, quoted(value) + " is not among the values", "known are " + list_of(known));
}

Status parse_references(std::string_view text, std::span<const std::string_view> known, AvailabilityQuery& out) {
  for (const std::string_view word : split(text, ',')) {
    TRY_STATUS(check_one_of(word, "references", known));
    const bool all = word == "all";
    out.codelists |= all || word == "codelist";
    out.valuelists |= all || word == "valuelist";
    out.data_structures |= all || word == "datastructure";
    out.concept_schemes |= all || word == "conceptscheme";
    out.dataflows |= all || word == "dataflow";
    out.provider_schemes |= all || word == "dataproviderscheme";
  }
  return {};
}

Status parse_mode(const Parameters& parameters, AvailabilityQuery& out) {
  const std::string* mode = parameters.find("mode");
  if (mode == nullptr) return {};
  constexpr std::array<std::string_view, 2> known = {"exact", "available"};
  TRY_STATUS(check_one_of(*mode, "mode", known));
  if (*mode == "available") out.mode = AvailabilityQuery::Mode::Available;
  return {};
}

Result<SchemaQuery> parse_schema(const RawQuery& raw, std::span<const std::string_view> contexts, KeySyntax syntax) {
  const bool is_first = syntax == KeySyntax::Rest1;
  const char separator = is_first ? '+' : ',';
  const std::string_view any = is_first ? "all" : "*";
  TRY_STATUS(check_path(raw, "context, agencyID, resourceID, version", 4));
  SchemaQuery out;
  out.context = part(raw, 0, "");
  TRY_STATUS(check_one_of(out.context, "context", contexts));
  const auto agencies = TRY(parse_ids(part(raw, 1, ""), "agencyID", separator, any));
  const auto ids = TRY(parse_ids(part(raw, 2, ""), "resourceID", separator, any));
  if (agencies.size() != 1 || ids.size() != 1) return bad("path", "a schema is that of one artefact: one agency and one id");
  out.agency = agencies.front();
  out.id = ids.front();
  const auto versions = TRY(parse_versions(part(raw, 3, is_first ? "latest" : "~"), "version", syntax));
  if (versions.size() != 1) return bad("version", "a schema is that of one version");
  out.version = versions.front();
  out.dimension_at_observation = TRY(Parameters(raw.parameters).identifier("dimensionAtObservation"));
  return out;
}

std::string_view part(const RawQuery& raw, std::size_t at, std::string_view otherwise) {
  return at < raw.path.size() && !raw.path[at].empty() ? raw.path[at] : otherwise;
}

Status check_path(const RawQuery& raw, std::string_view names, std::size_t most) {
  if (raw.path.size() <= most) return {};
  return bad("path", "the path has " + std::to_string(raw.path.size()) + " parts after the resource, at most " + std::to_string(most) + " are known",
             std::string(names));
}

}  // namespace atalaya::query
