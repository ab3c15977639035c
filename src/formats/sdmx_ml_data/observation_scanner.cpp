#include "formats/sdmx_ml_data/observation_scanner.h"

#include <algorithm>
#include <array>

namespace atalaya::sdmx_ml {

namespace {

enum : unsigned char { Name = 1, NameStart = 2, Space = 4, Value = 8 };

constexpr std::array<unsigned char, 256> make_classes() {
  std::array<unsigned char, 256> classes{};
  for (unsigned c = 0x20; c < 0x7F; ++c) {
    const bool is_letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
    const bool is_name = is_letter || (c >= '0' && c <= '9') || c == '-' || c == '.';
    const bool is_value = c != '<' && c != '&' && c != '"' && c != '\'';
    classes[c] = static_cast<unsigned char>((is_letter ? NameStart : 0) | (is_name ? Name : 0) | (is_value ? Value : 0));
  }
  for (const char c : {' ', '\t', '\n', '\r'}) classes[static_cast<unsigned char>(c)] |= Space;
  return classes;
}
constexpr std::array<unsigned char, 256> classes = make_classes();

bool is(char c, unsigned char what) { return (classes[static_cast<unsigned char>(c)] & what) != 0; }

/// A name with at most one prefix; the end of it, or null.
const char* name_end(const char* p, const char* end, const char*& local) {
  if (p == end || !is(*p, NameStart)) return nullptr;
  local = p;
  while (p != end && is(*p, Name)) ++p;
  if (p == end || *p != ':') return p;
  local = ++p;
  if (p == end || !is(*p, NameStart)) return nullptr;
  while (p != end && is(*p, Name)) ++p;
  return p;
}

}  // namespace

bool ObservationScanner::scan(std::string_view bytes, std::size_t at) {
  const char* p = bytes.data() + at;
  const char* const end = p + std::min(bytes.size() - at, most_bytes);
  while (p != end && is(*p, Space)) ++p;
  if (p == end || *p != '<') return false;
  begin_ = static_cast<std::size_t>(p - bytes.data());
  const char* local = nullptr;
  p = name_end(p + 1, end, local);
  if (p == nullptr || std::string_view(local, p) != "Obs") return false;
  attributes_.clear();
  for (;;) {
    if (end - p < 2) return false;
    const bool has_space = is(*p, Space);
    while (p != end && is(*p, Space)) ++p;
    if (end - p < 2) return false;
    if (*p == '/') {
      if (p[1] != '>') return false;
      end_ = static_cast<std::size_t>(p + 2 - bytes.data());
      return are_distinct();
    }
    if (!has_space || attributes_.size() == most_attributes) return false;
    const char* const name = p;
    p = name_end(p, end, local);
    if (p == nullptr || end - p < 2 || *p != '=') return false;
    const char quote = p[1];
    if (quote != '"' && quote != '\'') return false;
    const std::string_view name_text(name, p);
    const char* const value = p += 2;
    // The other quotation mark may stand in the value.
    while (p != end && (is(*p, Value) || ((*p == '"' || *p == '\'') && *p != quote))) ++p;
    if (p == end || *p != quote) return false;
    attributes_.push_back({name_text, {value, p}});
    ++p;
  }
}

bool ObservationScanner::are_distinct() {
  // Mostly the names of the element before, and these are known to be distinct.
  if (attributes_.size() <= distinct_names_.size() &&
      std::ranges::equal(attributes_, std::span(distinct_names_).first(attributes_.size()), {}, &XmlAttribute::name,
                         [](const std::string& name) -> std::string_view { return name; })) {
    return true;
  }
  for (std::size_t i = 1; i < attributes_.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      if (attributes_[k].name == attributes_[i].name) return false;
    }
  }
  distinct_names_.clear();
  for (const XmlAttribute& attribute : attributes_) distinct_names_.emplace_back(attribute.name);
  return true;
}

}  // namespace atalaya::sdmx_ml
