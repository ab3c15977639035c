#include "register/passkeys/cbor.h"

#include <algorithm>
#include <cstdint>

namespace atalaya::reg::cbor {

namespace {

constexpr int most_depth = 8;
constexpr std::size_t most_members = 16;

/// RFC 8949, section 3.1.
enum class Major : std::uint8_t { Unsigned, Negative, Bytes, Text, Array, Map, Tag, Simple };

struct Head {
  Major major = Major::Unsigned;
  std::uint64_t argument = 0;
  std::size_t size = 0;  ///< Of the head itself.
};

std::optional<Head> head_of(std::string_view bytes) {
  if (bytes.empty()) return std::nullopt;
  const auto first = static_cast<std::uint8_t>(bytes[0]);
  Head out{static_cast<Major>(first >> 5U), first & 31U, 1};
  if (out.argument < 24) return out;
  if (out.argument > 27) return std::nullopt;  // Not defined, or a length that is not given.
  const std::size_t more = std::size_t{1} << (out.argument - 24);
  if (bytes.size() < 1 + more) return std::nullopt;
  out.size += more;
  out.argument = 0;
  for (std::size_t i = 1; i <= more; ++i) out.argument = out.argument << 8U | static_cast<std::uint8_t>(bytes[i]);
  return out;
}

std::optional<std::size_t> size_of(std::string_view bytes, int depth) {
  const auto head = head_of(bytes);
  if (!head || depth > most_depth) return std::nullopt;
  std::size_t size = head->size;
  switch (head->major) {
    case Major::Unsigned:
    case Major::Negative:
    case Major::Simple: return size;
    case Major::Tag: return std::nullopt;
    case Major::Bytes:
    case Major::Text:
      if (head->argument > bytes.size() - size) return std::nullopt;
      return size + static_cast<std::size_t>(head->argument);
    case Major::Array:
    case Major::Map: break;
  }
  // Each item has a byte at least, so a count beyond the bytes is wrong before it is walked.
  if (head->argument > bytes.size()) return std::nullopt;
  const std::uint64_t items = head->major == Major::Map ? head->argument * 2 : head->argument;
  for (std::uint64_t i = 0; i < items; ++i) {
    const auto item = size_of(bytes.substr(size), depth + 1);
    if (!item) return std::nullopt;
    size += *item;
  }
  return size;
}

std::optional<std::string_view> string_of(std::string_view item, Major major) {
  const auto head = head_of(item);
  if (!head || head->major != major || item_size(item) != item.size()) return std::nullopt;
  return item.substr(head->size);
}

}  // namespace

std::optional<std::size_t> item_size(std::string_view bytes) { return size_of(bytes, 1); }

std::optional<std::string_view> byte_string(std::string_view item) { return string_of(item, Major::Bytes); }
std::optional<std::string_view> text(std::string_view item) { return string_of(item, Major::Text); }

bool is_map(std::string_view item) {
  const auto head = head_of(item);
  return head && head->major == Major::Map && item_size(item) == item.size();
}

std::optional<Members> text_map(std::string_view item) {
  const auto head = head_of(item);
  if (!is_map(item) || head->argument > most_members) return std::nullopt;
  Members out;
  std::string_view rest = item.substr(head->size);
  while (!rest.empty()) {
    const std::string_view key_item = rest.substr(0, *item_size(rest));
    rest.remove_prefix(key_item.size());
    const std::string_view value = rest.substr(0, *item_size(rest));
    rest.remove_prefix(value.size());
    const auto key = text(key_item);
    if (!key || std::ranges::any_of(out, [&](const auto& one) { return one.first == *key; })) return std::nullopt;
    out.emplace_back(*key, value);
  }
  return out;
}

std::string_view member(const Members& members, std::string_view key) {
  const auto found = std::ranges::find(members, key, &std::pair<std::string_view, std::string_view>::first);
  return found == members.end() ? std::string_view() : found->second;
}

}  // namespace atalaya::reg::cbor
