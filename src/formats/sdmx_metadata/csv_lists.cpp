#include "formats/sdmx_metadata/csv_lists.h"

#include <algorithm>

#include "base/text.h"

namespace atalaya {

namespace {

/// Items need memory of their own, so that a field of separators alone must not become a thousand times as large.
constexpr std::size_t most_items = 10'000;

}  // namespace

Result<std::vector<CsvListItem>> split_csv_list(std::string_view field, char separator, const std::vector<std::string>* languages, const Place& place) {
  std::vector<CsvListItem> out;
  std::size_t at = 0;
  for (;;) {
    if (out.size() == most_items) return fail(ErrorKind::Input, "a field has more than " + std::to_string(most_items) + " values", place);
    CsvListItem& item = out.emplace_back();
    if (languages != nullptr) {
      const auto known = std::ranges::find_if(*languages, [&](const std::string& language) {
        return field.substr(at).starts_with(language) && at + language.size() < field.size() && field[at + language.size()] == ':';
      });
      if (known == languages->end()) {
        return fail(ErrorKind::Input, "a text does not begin with one of the languages of its column: '" + shorten(field.substr(at), 40) + "'", place,
                    "as en:Text");
      }
      item.language = *known;
      at += known->size() + 1;
    }
    if (at < field.size() && field[at] == '"') {
      for (++at;; ++at) {
        if (at >= field.size()) return fail(ErrorKind::Input, "a quote inside a field is never closed", place);
        if (field[at] == '"') {
          if (at + 1 >= field.size() || field[at + 1] != '"') break;
          ++at;
        }
        item.text += field[at];
      }
      ++at;
      if (at < field.size() && field[at] != separator) {
        return fail(ErrorKind::Input, "text follows a closing quote inside a field", place, "a quote inside a quoted value is written twice");
      }
    } else {
      const std::size_t end = std::min(field.find(separator, at), field.size());
      item.text = field.substr(at, end - at);
      at = end;
    }
    if (at >= field.size()) return out;
    ++at;
  }
}

void append_csv_item(std::string& list, std::string_view text, char separator, bool quoted) {
  if (!quoted && text.find_first_of("\"\r\n") == std::string_view::npos && text.find(separator) == std::string_view::npos) {
    list += text;
    return;
  }
  list += '"';
  for (const char c : text) {
    if (c == '"') list += '"';
    list += c;
  }
  list += '"';
}

std::string csv_list(const std::vector<std::string>& texts, char separator) {
  std::string out;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (i > 0) out += separator;
    append_csv_item(out, texts[i], separator, false);
  }
  return out;
}

}  // namespace atalaya
