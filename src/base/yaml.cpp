#include "base/yaml.h"

#include <algorithm>
#include <set>

#include "base/files.h"
#include "base/text.h"

namespace atalaya {

namespace {

std::string list_of(std::initializer_list<const char*> names) {
  std::string out;
  for (const char* name : names) out += (out.empty() ? "" : ", ") + std::string(name);
  return out;
}

/// The line on which a second document begins, or 0: "---" at the start of a line is always a marker (YAML 1.2, 9.1.2). Looked for in the text, because
/// yaml-cpp's own reading of several documents does not end on some broken input.
std::size_t second_document(std::string_view text) {
  bool begun = false;
  std::size_t number = 0;
  for (const std::string_view line : split(text, '\n')) {
    ++number;
    const bool marker = line.starts_with("---") && (line.size() == 3 || line[3] == ' ' || line[3] == '\t' || line[3] == '\r');
    if (marker && begun) return number;
    const std::string_view content = trim(line);
    begun = begun || marker || !(content.empty() || content.starts_with('#') || content.starts_with('%'));
  }
  return 0;
}

}  // namespace

std::optional<YamlNode> YamlNode::load(const std::filesystem::path& path, Faults& faults) {
  auto text = read_file(path, 16U << 20U);
  if (!text) {
    faults.add(text.error());
    return std::nullopt;
  }
  return parse(*text, path.string(), faults);
}

std::optional<YamlNode> YamlNode::parse(const std::string& text, std::string name, Faults& faults) {
  if (const auto at = first_invalid_utf8(text)) {
    const auto line = static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(*at), '\n')) + 1;
    faults.add({.file = name, .line = line}, "the text is not UTF-8", "save the file as UTF-8");
    return std::nullopt;
  }
  // YAML 1.2, 5.1: control characters are not allowed; yaml-cpp does not end on some of them.
  const auto control = std::ranges::find_if(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r'; });
  if (control != text.end()) {
    faults.add({.file = name, .line = static_cast<std::size_t>(std::count(text.begin(), control, '\n')) + 1}, "a control character stands in the text", "take it out");
    return std::nullopt;
  }
  try {
    if (const std::size_t line = second_document(text); line != 0) {
      faults.add({.file = name, .line = line, .column = 1}, "a second YAML document begins here", "a file holds one; take out the line '---'");
      return std::nullopt;
    }
    YAML::Node root = YAML::Load(text);  // in a statement of its own: where it throws, the name is still needed
    return YamlNode(std::move(root), std::move(name));
  } catch (const YAML::Exception& fault) {
    faults.add({.file = name,
                .line = static_cast<std::size_t>(std::max(0, fault.mark.line + 1)),
                .column = static_cast<std::size_t>(std::max(0, fault.mark.column + 1))},
               "not valid YAML: " + replace_invalid_utf8(fault.msg));
    return std::nullopt;
  }
}

Place YamlNode::place() const {
  const YAML::Mark mark = node_.IsDefined() ? node_.Mark() : YAML::Mark::null_mark();
  if (mark.is_null()) return {.file = file_};
  return {.file = file_, .line = static_cast<std::size_t>(mark.line) + 1, .column = static_cast<std::size_t>(mark.column) + 1};
}

YamlNode YamlNode::operator[](const std::string& key) const {
  if (!is_map()) return {YAML::Node(YAML::NodeType::Undefined), file_};
  return {node_[key], file_};
}

std::vector<YamlNode> YamlNode::items(Faults& faults) const {
  std::vector<YamlNode> out;
  if (!defined()) return out;
  if (!is_list()) {
    faults.add(place(), "a list is expected here");
    return out;
  }
  for (const auto& item : node_) out.push_back({item, file_});
  return out;
}

std::vector<std::pair<std::string, YamlNode>> YamlNode::members(Faults& faults) const {
  std::vector<std::pair<std::string, YamlNode>> out;
  if (!defined()) return out;
  if (!is_map()) {
    faults.add(place(), "a map (key: value) is expected here");
    return out;
  }
  std::set<std::string> seen;
  for (const auto& member : node_) {
    const std::string key = member.first.IsScalar() ? member.first.Scalar() : "";
    if (!seen.insert(key).second) faults.add(YamlNode(member.first, file_).place(), "the key '" + key + "' stands twice");
    out.emplace_back(key, YamlNode(member.second, file_));
  }
  return out;
}

void YamlNode::only(std::initializer_list<const char*> allowed, Faults& faults) const {
  for (const auto& [key, value] : members(faults)) {
    if (std::ranges::find(allowed, key) == allowed.end()) {
      faults.add(value.place(), "unknown key '" + key + "'", "allowed here: " + list_of(allowed));
    }
  }
}

std::string YamlNode::text(const std::string& key, Faults& faults) const {
  const YamlNode node = (*this)[key];
  if (!node.defined()) {
    faults.add(place(), "'" + key + "' is missing");
    return {};
  }
  if (!node.is_scalar()) {
    faults.add(node.place(), "'" + key + "' takes one value, not a list or a map");
    return {};
  }
  return node.scalar();
}

std::string YamlNode::text_or(const std::string& key, std::string fallback, Faults& faults) const { return has(key) ? text(key, faults) : std::move(fallback); }

long YamlNode::integer(const std::string& key, Faults& faults) const {
  const std::string value = text(key, faults);
  if (value.empty()) return 0;
  if (const auto number = parse_integer(value)) return *number;
  faults.add((*this)[key].place(), "'" + key + "' takes a whole number, not '" + shorten(value, 40) + "'");
  return 0;
}

std::optional<double> YamlNode::number(const std::string& key, Faults& faults) const {
  if (!has(key)) return std::nullopt;
  const std::string value = text(key, faults);
  if (const auto parsed = parse_number(value); parsed.value) return parsed.value;
  faults.add((*this)[key].place(), "'" + key + "' takes a number, not '" + shorten(value, 40) + "'");
  return std::nullopt;
}

bool YamlNode::flag(const std::string& key, bool fallback, Faults& faults) const {
  if (!has(key)) return fallback;
  const std::string value = text(key, faults);
  if (value == "true") return true;
  if (value != "false") faults.add((*this)[key].place(), "'" + key + "' takes true or false");
  return false;
}

std::string YamlNode::choice(const std::string& key, std::initializer_list<const char*> allowed, Faults& faults) const {
  std::string value = text(key, faults);
  if (!value.empty() && std::ranges::find(allowed, value) == allowed.end()) {
    faults.add((*this)[key].place(), "'" + key + "' cannot be '" + shorten(value, 40) + "'", "allowed here: " + list_of(allowed));
  }
  return value;
}

std::vector<std::string> YamlNode::texts(const std::string& key, Faults& faults) const {
  const YamlNode node = (*this)[key];
  if (!node.defined()) return {};
  if (node.is_scalar()) return {node.scalar()};
  std::vector<std::string> out;
  for (const YamlNode& item : node.items(faults)) {
    if (!item.is_scalar()) faults.add(item.place(), "a plain value is expected here");
    out.push_back(item.scalar());
  }
  return out;
}

}  // namespace atalaya
