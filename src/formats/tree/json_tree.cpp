// JSON to a tree, on simdjson's on-demand parser, which knows where in the text it is.
#include <simdjson.h>

#include <algorithm>

#include "base/text.h"
#include "formats/tree/line_counter.h"
#include "formats/tree/node.h"

namespace atalaya {

namespace {

namespace ondemand = simdjson::ondemand;

class JsonTreeBuilder {
 public:
  JsonTreeBuilder(std::string_view bytes, const std::string& file, const TreeLimits& limits)
      : file_(file), limits_(limits), size_(bytes.size()), lines_(bytes) {}

  Result<Node> build(std::string_view bytes) {
    if (bytes.size() > limits_.bytes) {
      return fail(ErrorKind::Input, "the message is larger than the " + std::to_string(limits_.bytes) + " bytes that are taken", {.file = file_});
    }
    if (const auto invalid = first_invalid_utf8(bytes)) return refuse("not valid UTF-8", *invalid);
    if (bytes.starts_with("\xEF\xBB\xBF")) skipped_ = 3;
    const simdjson::padded_string text(bytes.substr(skipped_));
    begin_ = text.data();
    ondemand::parser parser;
    ondemand::document document;
    if (const auto error = parser.iterate(text).get(document)) return json_fault(error, 0);
    document_ = &document;
    ondemand::value top;
    ondemand::json_type type{};
    if (const auto error = document.type().get(type)) return json_fault(error, 0);
    if (type != ondemand::json_type::object && type != ondemand::json_type::array) return refuse("a JSON object or array is expected", 0);
    if (const auto error = document.get_value().get(top)) return json_fault(error);
    Node root;
    TRY_STATUS(read(top, root, 1));
    const char* location = nullptr;
    if (document.current_location().get(location) != simdjson::OUT_OF_BOUNDS) return refuse("there is something behind the end of the JSON document", here());
    return root;
  }

 private:
  Status read(ondemand::value value, Node& node, std::size_t depth) {
    const std::size_t at = offset_of(value.raw_json_token().data());
    if (++nodes_ > limits_.nodes) return refuse("the message has more than " + std::to_string(limits_.nodes) + " values", at);
    if (node.line == 0) set_place(node, at);
    ondemand::json_type type{};
    if (const auto error = value.type().get(type)) return json_fault(error, at);
    switch (type) {
      case ondemand::json_type::object: {
        node.type = Node::Type::Object;
        if (depth > limits_.depth) return too_deep(at);
        ondemand::object object;
        if (const auto error = value.get_object().get(object)) return json_fault(error, at);
        return read_object(object, node, depth);
      }
      case ondemand::json_type::array: {
        node.type = Node::Type::Array;
        if (depth > limits_.depth) return too_deep(at);
        ondemand::array array;
        if (const auto error = value.get_array().get(array)) return json_fault(error, at);
        for (auto item : array) {
          ondemand::value content;
          if (const auto error = std::move(item).get(content)) return json_fault(error);
          TRY_STATUS(read(content, node.children.emplace_back(), depth + 1));
        }
        return {};
      }
      case ondemand::json_type::string: {
        node.type = Node::Type::Text;
        std::string_view text;
        if (const auto error = value.get_string().get(text)) return json_fault(error, at);
        return take_text(node, text, at);
      }
      case ondemand::json_type::number: {
        node.type = Node::Type::Number;
        const std::string_view token = trim(value.raw_json_token());
        // Validated as a number; one that no double holds is still the text that it is.
        ondemand::number number;
        if (const auto error = value.get_number().get(number); error && error != simdjson::NUMBER_OUT_OF_RANGE && !is_json_number(token)) {
          return json_fault(error, at);
        }
        return take_text(node, token, at);
      }
      case ondemand::json_type::boolean: {
        node.type = Node::Type::Boolean;
        bool flag = false;
        if (const auto error = value.get_bool().get(flag)) return json_fault(error, at);
        node.text = flag ? "true" : "false";
        return {};
      }
      case ondemand::json_type::null: {
        node.type = Node::Type::Null;
        bool is_null = false;
        if (const auto error = value.is_null().get(is_null); error || !is_null) return json_fault(error ? error : simdjson::N_ATOM_ERROR, at);
        return {};
      }
    }
    return refuse("no JSON value", at);
  }

  Status read_object(ondemand::object& object, Node& node, std::size_t depth) {
    for (auto member : object) {
      ondemand::field field;
      if (const auto error = std::move(member).get(field)) return json_fault(error);
      const std::size_t at = offset_of(field.key().raw()) - 1;
      std::string_view name;
      if (const auto error = field.unescaped_key().get(name)) return json_fault(error, at);
      Node& child = node.children.emplace_back();
      TRY_STATUS(take_text(child, name, at));
      child.name = std::move(child.text);
      child.text.clear();
      set_place(child, at);
      TRY_STATUS(read(field.value(), child, depth + 1));
    }
    return check_duplicates(node);
  }

  Status check_duplicates(const Node& object) const {
    std::vector<const Node*> members;
    members.reserve(object.children.size());
    for (const Node& child : object.children) members.push_back(&child);
    std::ranges::stable_sort(members, {}, &Node::name);
    const auto twice = std::ranges::adjacent_find(members, {}, &Node::name);
    if (twice == members.end()) return {};
    const Node& second = **std::next(twice);
    return fail(ErrorKind::Input, "the member '" + shorten(second.name, 60) + "' stands twice in an object", second.place(file_));
  }

  Status take_text(Node& node, std::string_view text, std::size_t at) {
    if (text.size() > limits_.text_bytes) return refuse("a text is too long", at);
    node.text = text;
    return {};
  }

  /// RFC 8259, 6.
  static bool is_json_number(std::string_view t) {
    std::size_t i = 0;
    const auto digits = [&] {
      const std::size_t from = i;
      while (i < t.size() && t[i] >= '0' && t[i] <= '9') ++i;
      return i > from;
    };
    if (i < t.size() && t[i] == '-') ++i;
    if (i < t.size() && t[i] == '0') {
      ++i;
    } else if (!digits()) {
      return false;
    }
    if (i < t.size() && t[i] == '.') {
      ++i;
      if (!digits()) return false;
    }
    if (i < t.size() && (t[i] == 'e' || t[i] == 'E')) {
      ++i;
      if (i < t.size() && (t[i] == '+' || t[i] == '-')) ++i;
      if (!digits()) return false;
    }
    return i == t.size();
  }

  void set_place(Node& node, std::size_t at) {
    const auto found = lines_.at(at);
    node.line = static_cast<std::uint32_t>(found.line);
    node.column = static_cast<std::uint32_t>(found.column);
  }
  [[nodiscard]] std::size_t offset_of(const char* p) const { return std::min(static_cast<std::size_t>(p - begin_) + skipped_, size_); }
  [[nodiscard]] std::size_t here() {
    const char* location = nullptr;
    if (document_ == nullptr || document_->current_location().get(location)) return size_;
    return offset_of(location);
  }

  std::unexpected<Error> refuse(std::string what, std::size_t at) {
    const auto found = lines_.at(at);
    return std::unexpected(Error{ErrorKind::Input, std::move(what), {file_, found.line, found.column}});
  }
  std::unexpected<Error> too_deep(std::size_t at) { return refuse("values are nested more than " + std::to_string(limits_.depth) + " deep", at); }
  std::unexpected<Error> json_fault(simdjson::error_code error) { return json_fault(error, here()); }
  std::unexpected<Error> json_fault(simdjson::error_code error, std::size_t at) {
    return refuse(std::string("not valid JSON: ") + simdjson::error_message(error), at);
  }

  const std::string& file_;
  const TreeLimits& limits_;
  std::size_t size_;
  std::size_t skipped_ = 0;  // A byte-order mark.
  LineCounter lines_;
  const char* begin_ = nullptr;
  ondemand::document* document_ = nullptr;
  std::size_t nodes_ = 0;
};

}  // namespace

Result<Node> parse_json_tree(std::string_view bytes, const std::string& file, const TreeLimits& limits) {
  return JsonTreeBuilder(bytes, file, limits).build(bytes);
}

}  // namespace atalaya
