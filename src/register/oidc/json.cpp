#include "register/oidc/json.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace atalaya::reg {

namespace {

constexpr std::size_t most_depth = 12, most_nodes = 20'000;
constexpr double last_second = 253402300799.0;  // 9999-12-31T23:59:59Z

std::string quoted(std::string_view name) { return "'" + std::string(name) + "'"; }

}  // namespace

std::string shown(std::string_view text) {
  std::string out = shorten(replace_invalid_utf8(text), 100);
  std::ranges::replace_if(
      out, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }, ' ');
  return "'" + out + "'";
}

Result<JsonObject> JsonObject::parse(std::string_view bytes, std::string from, std::size_t most) {
  Node node = TRY(parse_json_tree(bytes, from, {.bytes = most, .depth = most_depth, .nodes = most_nodes, .text_bytes = most}));
  if (node.type != Node::Type::Object) return fail(ErrorKind::Input, "a JSON object is expected", {.file = std::move(from)});
  return JsonObject(std::move(node), std::move(from));
}

const Node* JsonObject::member(std::string_view name) const {
  const Node* found = node_.child(name);
  return found != nullptr && found->type != Node::Type::Null ? found : nullptr;
}

Result<std::vector<JsonObject>> JsonObject::objects(std::string_view name) const {
  std::vector<JsonObject> out;
  const Node* found = member(name);
  if (found == nullptr || found->type != Node::Type::Array) return fault(quoted(name) + " is missing or no list");
  out.reserve(found->children.size());
  for (const Node& item : found->children) out.push_back(JsonObject(item.type == Node::Type::Object ? item : Node{.type = Node::Type::Object}, from_));
  return out;
}

std::optional<JsonObject> JsonObject::object(std::string_view name) const {
  const Node* found = member(name);
  if (found == nullptr || found->type != Node::Type::Object) return std::nullopt;
  return JsonObject(*found, from_);
}

Result<std::string> JsonObject::text(std::string_view name) const {
  std::string out = TRY(text_or_empty(name));
  if (out.empty()) return fault(quoted(name) + " is missing");
  return out;
}

Result<std::string> JsonObject::text_or_empty(std::string_view name) const {
  const Node* found = member(name);
  if (found == nullptr) return std::string();
  if (found->type != Node::Type::Text) return fault(quoted(name) + " is no text");
  return found->text;
}

Result<std::vector<std::string>> JsonObject::texts(std::string_view name) const {
  std::vector<std::string> out;
  const Node* found = member(name);
  if (found == nullptr) return out;
  if (found->type != Node::Type::Array) return fault(quoted(name) + " is no list");
  for (const Node& item : found->children) {
    if (item.type != Node::Type::Text) return fault(quoted(name) + " has something that is no text");
    out.push_back(item.text);
  }
  return out;
}

Result<std::vector<std::string>> JsonObject::text_or_texts(std::string_view name) const {
  const Node* found = member(name);
  if (found != nullptr && found->type == Node::Type::Text) return std::vector{found->text};
  return texts(name);
}

Result<std::optional<Instant>> JsonObject::instant(std::string_view name) const {
  const Node* found = member(name);
  if (found == nullptr) return std::optional<Instant>();
  const auto number = found->type == Node::Type::Number ? parse_number(found->text).value : std::nullopt;
  if (!number || !std::isfinite(*number) || *number < 0 || *number > last_second) return fault(quoted(name) + " is no time");
  return std::optional(Instant(std::chrono::milliseconds(std::llround(*number * 1000))));
}

Result<bool> JsonObject::flag(std::string_view name, bool otherwise) const {
  const Node* found = member(name);
  if (found == nullptr) return otherwise;
  if (found->type != Node::Type::Boolean) return fault(quoted(name) + " is neither true nor false");
  return found->text == "true";
}

}  // namespace atalaya::reg
