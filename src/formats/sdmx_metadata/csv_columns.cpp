#include "formats/sdmx_metadata/csv_columns.h"

#include <algorithm>

#include "base/text.h"

namespace atalaya {

namespace {

constexpr std::size_t most_levels = 64;

/// An attribute in all sets together.
struct Branch {
  std::string id;
  bool multiple = false;
  bool plain = false;
  std::vector<std::string> languages = {};
  std::vector<Branch> parts = {};
};

Branch& branch(std::vector<Branch>& among, const std::string& id) {
  const auto it = std::ranges::find(among, id, &Branch::id);
  return it == among.end() ? among.emplace_back(Branch{.id = id}) : *it;
}

void seed(std::vector<Branch>& branches, const std::vector<sdmx::MetadataAttribute>& attributes) {
  for (const sdmx::MetadataAttribute& attribute : attributes) seed(branch(branches, attribute.id).parts, attribute.attributes);
}

void collect(std::vector<Branch>& branches, const std::vector<sdmx::ReportedAttribute>& attributes) {
  std::vector<std::string> met;
  for (const sdmx::ReportedAttribute& attribute : attributes) {
    Branch& of = branch(branches, attribute.id);
    if (attribute.values.size() > 1 || std::ranges::find(met, attribute.id) != met.end()) of.multiple = true;
    met.push_back(attribute.id);
    if (!attribute.values.empty()) of.plain = true;
    for (const LocalText* texts : {&attribute.text, &attribute.structured_text}) {
      for (const auto& [language, text] : texts->all()) {
        if (std::ranges::find(of.languages, language) == of.languages.end()) of.languages.push_back(language);
      }
    }
    collect(of.parts, attribute.attributes);
  }
}

void flatten(const std::vector<Branch>& branches, MetadataCsvColumn& at, std::vector<MetadataCsvColumn>& out) {
  for (const Branch& of : branches) {
    at.path.push_back(of.id);
    at.multiple.push_back(of.multiple);
    if (of.plain) out.push_back(at);
    if (!of.languages.empty()) {
      out.push_back(at);
      out.back().languages = of.languages;
    }
    flatten(of.parts, at, out);
    at.path.pop_back();
    at.multiple.pop_back();
  }
}

bool is_language_character(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'; }

std::vector<std::string> languages_of(std::string_view text) {
  std::vector<std::string> out;
  std::string language;
  for (const char c : text) {
    if (is_language_character(c)) {
      language += c;
    } else if (!language.empty()) {
      out.push_back(std::move(language));
      language.clear();
    }
  }
  if (!language.empty()) out.push_back(std::move(language));
  return out;
}

}  // namespace

std::string MetadataCsvColumn::header(char separator) const {
  std::string out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (i > 0) out += '.';
    out += path[i];
    if (multiple[i]) out += "[]";
  }
  if (!languages.empty()) out += "[" + join(languages, std::string_view(&separator, 1)) + "]";
  return out;
}

Result<MetadataCsvColumn> parse_csv_column(std::string_view header, const Place& place) {
  MetadataCsvColumn out;
  std::string_view rest = header.substr(0, std::min(header.find(": "), header.size()));
  const auto refuse = [&](std::string what) {
    return fail(ErrorKind::Input, "the column '" + shorten(header, 80) + "' " + std::move(what), place, "as ATTRIBUTE.PART[][en;fr]");
  };
  while (!rest.empty()) {
    if (!out.languages.empty()) return refuse("has something behind its languages");
    if (out.path.size() == most_levels) return refuse("is nested more than " + std::to_string(most_levels) + " deep");
    const std::size_t end = std::min(rest.find_first_of(".["), rest.size());
    if (!is_identifier(rest.substr(0, end))) return refuse("does not name an attribute");
    out.path.emplace_back(rest.substr(0, end));
    out.multiple.push_back(false);
    rest.remove_prefix(end);
    while (rest.starts_with('[')) {
      const std::size_t close = rest.find(']');
      if (close == std::string_view::npos) return refuse("has a bracket that is not closed");
      const std::string_view inside = rest.substr(1, close - 1);
      if (inside.empty()) {
        out.multiple.back() = true;
      } else {
        out.languages = languages_of(inside);
        if (out.languages.empty()) return refuse("has brackets without a language");
      }
      rest.remove_prefix(close + 1);
    }
    if (rest.empty()) return out;
    if (!rest.starts_with('.') || rest.size() == 1) return refuse("does not name an attribute");
    rest.remove_prefix(1);
  }
  return refuse("does not name an attribute");
}

std::vector<MetadataCsvColumn> csv_columns(const std::vector<sdmx::MetadataSet>& sets,
                                           const std::vector<const std::vector<sdmx::MetadataAttribute>*>& structures) {
  std::vector<Branch> branches;
  for (const auto* attributes : structures) {
    if (attributes != nullptr) seed(branches, *attributes);
  }
  for (const sdmx::MetadataSet& set : sets) collect(branches, set.attributes);
  std::vector<MetadataCsvColumn> out;
  MetadataCsvColumn at;
  flatten(branches, at, out);
  return out;
}

}  // namespace atalaya
