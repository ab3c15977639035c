#include "formats/sdmx_csv/sub_fields.h"

#include <algorithm>

#include "base/text.h"
#include "formats/csv/csv_writer.h"
#include "formats/sdmx_csv/sdmx_csv_header.h"

namespace atalaya {

namespace {

struct Part {
  std::string_view text;
  bool quoted = false;
};

/// The parts between separators that are not in quotes.
std::vector<Part> parts_of(std::string_view field, char separator, std::list<std::string>& storage) {
  std::vector<Part> parts;
  for (;;) {
    if (!field.starts_with('"')) {
      const auto end = field.find(separator);
      parts.push_back({field.substr(0, end)});
      if (end == std::string_view::npos) return parts;
      field.remove_prefix(end + 1);
      continue;
    }
    std::size_t end = 1;
    while (end < field.size() && (field[end] != '"' || (end + 1 < field.size() && field[end + 1] == '"'))) end += field[end] == '"' ? 2 : 1;
    const std::size_t inside_end = std::min(end, field.size());
    const std::string_view inside = field.substr(1, inside_end - 1);
    const std::size_t after = inside_end + 1;
    if (inside_end >= field.size() || (after < field.size() && field[after] != separator)) {
      // No field in quotes after all: the text is what it is.
      parts.push_back({field});
      return parts;
    }
    parts.push_back({inside.contains('"') ? storage.emplace_back(replace_all(std::string(inside), "\"\"", "\"")) : inside, true});
    if (after >= field.size()) return parts;
    field.remove_prefix(after + 1);
  }
}

/// "fr:Valeur" -> "fr", where it is one of the languages.
std::string_view language_of(std::string_view text, const std::vector<std::string>& languages) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return {};
  const std::string_view language = text.substr(0, colon);
  return std::ranges::find(languages, language) == languages.end() ? std::string_view() : language;
}

void add_languages(std::string_view set, char separator, const std::vector<std::string>& languages, std::size_t component, std::vector<Value>& out,
                   std::list<std::string>& storage) {
  const std::size_t first = out.size();
  for (const std::string_view part : split(set, separator)) {
    const std::string_view language = language_of(part, languages);
    if (!language.empty()) {
      out.push_back({component, part.substr(language.size() + 1), language});
    } else if (out.size() > first) {
      // A separator amid a text.
      out.back().text = storage.emplace_back(std::string(out.back().text) + separator + std::string(part));
    } else {
      out.push_back({component, part});
    }
  }
}

}  // namespace

void split_sub_fields(std::string_view field, char separator, const std::vector<std::string>& languages, bool labelled, std::size_t component,
                      std::vector<Value>& out, std::list<std::string>& storage) {
  const auto parts = parts_of(field, separator, storage);
  if (languages.empty()) {
    for (const Part& part : parts) out.push_back({component, labelled ? without_label(part.text) : part.text});
    return;
  }
  if (std::ranges::none_of(parts, &Part::quoted)) return add_languages(field, separator, languages, component, out, storage);
  for (const Part& part : parts) add_languages(part.text, separator, languages, component, out, storage);
}

std::string join_sub_fields(std::span<const Value> values, char separator) {
  const auto with_language = [](const Value& value) {
    return value.language.empty() ? std::string(value.text) : std::string(value.language) + ":" + std::string(value.text);
  };
  std::vector<std::string> sets;
  std::vector<std::string_view> in_set;  // languages of the last one
  bool several = false;
  for (const Value& value : values) {
    const bool same_set = !value.language.empty() && !in_set.empty() && std::ranges::find(in_set, value.language) == in_set.end();
    if (same_set) {
      sets.back().append(1, separator).append(with_language(value));
      several = true;
    } else {
      sets.push_back(with_language(value));
      in_set.clear();
    }
    if (!value.language.empty()) in_set.push_back(value.language);
  }
  // One text in several languages needs no quotes, as its parts are told apart by them.
  if (sets.size() == 1 && several) return sets.front().starts_with('"') ? '"' + replace_all(sets.front(), "\"", "\"\"") + '"' : sets.front();
  std::string out;
  for (const std::string& set : sets) {
    if (&set != &sets.front()) out += separator;
    append_csv_field(out, set, separator);
  }
  return out;
}

}  // namespace atalaya
