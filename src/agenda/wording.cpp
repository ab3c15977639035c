#include "agenda/wording.h"

#include <algorithm>

#include "base/files.h"
#include "base/hash.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "base/yaml.h"

namespace atalaya {

namespace {

constexpr std::size_t largest_document = 8U << 20U;
constexpr const char* wording_file = "wording/official.json";

/// The line without the marks of emphasis, bullets and headings around it.
std::string plain(std::string_view line) {
  std::string out = replace_all(std::string(line), "**", "");
  out = replace_all(std::move(out), "__", "");
  std::string_view rest = trim(out);
  while (!rest.empty() && (rest.front() == '#' || rest.front() == '-' || rest.front() == '*' || rest.front() == '>')) rest = trim(rest.substr(1));
  return std::string(rest);
}

struct Numbered {
  int number;
  std::string_view rest;
};

/// "12<mark> rest"
std::optional<Numbered> numbered(std::string_view text, std::string_view marks) {
  const auto end = text.find_first_not_of("0123456789");
  if (end == 0 || end == std::string_view::npos || end > 3) return std::nullopt;
  const std::string_view after = trim(text.substr(end));
  if (after.empty() || marks.find(after.front()) == std::string_view::npos) return std::nullopt;
  return Numbered{static_cast<int>(*parse_integer(text.substr(0, end))), trim(after.substr(1))};
}

std::optional<Numbered> goal_start(std::string_view text) {
  for (const std::string_view word : {"goal ", "meta ", "objetivo "}) {
    if (text.size() > word.size() && to_lower_ascii(text.substr(0, word.size())) == word) {
      return numbered(trim(text.substr(word.size())), ":.");
    }
  }
  return std::nullopt;
}

/// Puts a text under its number, once.
Status put(std::map<int, std::string>& texts, std::map<int, std::size_t>& lines, const Numbered& found, const char* what, const Place& place) {
  if (texts.contains(found.number)) {
    return fail(ErrorKind::Input,
                std::string(what) + " " + std::to_string(found.number) + " stands twice; first at line " + std::to_string(lines[found.number]), place);
  }
  texts[found.number] = std::string(found.rest);
  lines[found.number] = place.line;
  return {};
}

template <typename Promised>
Status check_complete(const std::map<int, std::string>& texts, const std::vector<Promised>& promised, const char* what, std::map<int, std::size_t>& lines,
                      const std::string& file) {
  for (const Promised& one : promised) {
    const auto it = texts.find(one.number);
    if (it == texts.end()) {
      // The place where it should have been: after the one before it.
      return fail(ErrorKind::Input, std::string(what) + " " + std::to_string(one.number) + " is missing", {.file = file, .line = lines[one.number - 1]},
                  "the agenda has " + std::to_string(promised.size()) + "; nothing was imported");
    }
    if (it->second.empty()) {
      return fail(ErrorKind::Input, std::string(what) + " " + std::to_string(one.number) + " has no text", {.file = file, .line = lines[one.number]});
    }
  }
  for (const auto& [number, text] : texts) {
    if (std::ranges::find(promised, number, &Promised::number) == promised.end()) {
      return fail(ErrorKind::Input, std::string(what) + " " + std::to_string(number) + " is not of this agenda", {.file = file, .line = lines[number]});
    }
  }
  return {};
}

}  // namespace

Result<Wording> parse_wording(std::string_view document, const std::string& file_name, const Agenda& agenda) {
  if (document.size() > largest_document) {
    return fail(ErrorKind::Input, "the document is larger than 8 MiB", {.file = file_name}, "give it as plain text");
  }
  if (const auto at = first_invalid_utf8(document)) {
    const auto line = static_cast<std::size_t>(std::count(document.begin(), document.begin() + static_cast<std::ptrdiff_t>(*at), '\n')) + 1;
    return fail(ErrorKind::Input, "the text is not UTF-8", {.file = file_name, .line = line}, "save the document as UTF-8 text");
  }
  Wording out{.file = std::filesystem::path(file_name).filename().string(), .sha256 = sha256(document), .areas = {}, .goals = {}};
  std::map<int, std::size_t> area_lines;
  std::map<int, std::size_t> goal_lines;
  std::string* open_text = nullptr;
  std::size_t line_number = 0;
  for (const std::string_view raw : split(document, '\n')) {
    ++line_number;
    const std::string line = plain(raw);
    const Place place{.file = file_name, .line = line_number};
    if (line.empty()) {
      open_text = nullptr;
    } else if (const auto goal = goal_start(line)) {
      TRY_STATUS(put(out.goals, goal_lines, *goal, "goal", place));
      open_text = &out.goals[goal->number];
    } else if (const auto area = numbered(line, "."); area && trim(raw).starts_with('#')) {
      TRY_STATUS(put(out.areas, area_lines, *area, "area", place));
      open_text = nullptr;
    } else if (open_text != nullptr) {
      *open_text += " " + line;
    }
  }
  TRY_STATUS(check_complete(out.areas, agenda.areas, "area", area_lines, file_name));
  TRY_STATUS(check_complete(out.goals, agenda.goals, "goal", goal_lines, file_name));
  return out;
}

Status store_wording(const std::filesystem::path& pack, const Wording& wording) {
  JsonWriter json(1);
  json.begin_object().field("file", wording.file).field("sha256", wording.sha256);
  const auto texts = [&](const char* name, const std::map<int, std::string>& all) {
    json.key(name).begin_object();
    for (const auto& [number, text] : all) json.field(std::to_string(number), text);
    json.end_object();
  };
  texts("areas", wording.areas);
  texts("goals", wording.goals);
  json.end_object();
  std::error_code code;
  std::filesystem::create_directories((pack / wording_file).parent_path(), code);
  if (code) return fail(ErrorKind::System, "cannot make the folder: " + code.message(), {.file = (pack / "wording").string()});
  return write_file(pack / wording_file, json.text() + "\n");
}

Status attach_wording(const std::filesystem::path& pack, Agenda& agenda) {
  if (!std::filesystem::exists(pack / wording_file)) return {};
  Faults faults;
  // JSON is YAML too, so the stored file is read with the same places in its faults as the rest of the pack.
  const auto file = YamlNode::load(pack / wording_file, faults);
  if (file) {
    agenda.wording_source = file->text("file", faults);
    for (Area& area : agenda.areas) area.official = (*file)["areas"].text(std::to_string(area.number), faults);
    for (Goal& goal : agenda.goals) goal.official = (*file)["goals"].text(std::to_string(goal.number), faults);
  }
  if (!faults.empty()) return std::unexpected(faults.errors().front());
  return {};
}

}  // namespace atalaya
