// CBOR (RFC 8949) as authenticators write it (CTAP 2.1, section 8): all lengths are given, no tags, little depth. Enough to know that an item is well-formed
// and where it ends, before a library reads it.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace atalaya::reg::cbor {

/// Bytes of the first item with all that is in it; nothing where it is not well-formed, is nested deeper than eight, or has a length that is not given or a
/// tag.
[[nodiscard]] std::optional<std::size_t> item_size(std::string_view bytes);

/// What a byte string or a text holds, where the whole of `item` is one.
[[nodiscard]] std::optional<std::string_view> byte_string(std::string_view item);
[[nodiscard]] std::optional<std::string_view> text(std::string_view item);

/// The members of a map with texts as keys, each with its item, where the whole of `item` is one; nothing where a key stands twice or there are more than 16.
using Members = std::vector<std::pair<std::string_view, std::string_view>>;
[[nodiscard]] std::optional<Members> text_map(std::string_view item);
/// The item of a key; empty where there is none.
[[nodiscard]] std::string_view member(const Members& members, std::string_view key);

/// Whether the whole of `item` is a map.
[[nodiscard]] bool is_map(std::string_view item);

}  // namespace atalaya::reg::cbor
