// Writes JSON (RFC 8259) into a string, with commas and escapes taken care of.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace atalaya {

/// Appends `text` to `out` as a JSON string with its quotes. Bytes that are not UTF-8 become U+FFFD.
void append_json_string(std::string& out, std::string_view text);

/// Use: begin_object(), key("a"), value(1), end_object(). A wrong order of calls is a fault of the caller and is asserted.
class JsonWriter {
 public:
  /// `indent` spaces a level; 0 writes one line.
  explicit JsonWriter(int indent = 0) : indent_(indent) {}

  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  JsonWriter& key(std::string_view name);

  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(bool flag);
  JsonWriter& value(double number);  ///< Shortest form that reads back the same; what is not finite becomes null.
  template <std::integral T>
    requires(!std::same_as<T, bool>)
  JsonWriter& value(T number) {
    return integer(static_cast<std::int64_t>(number));
  }
  JsonWriter& null();
  /// A number, true or false as its text, which the caller knows to be one.
  JsonWriter& literal(std::string_view text);

  template <typename T>
  JsonWriter& field(std::string_view name, const T& content) {
    return key(name).value(content);
  }

  /// A point to go back to, where what was written since is not wanted after all.
  struct Mark {
    std::size_t length;
    std::size_t depth;
    bool has_members, after_key;
  };
  [[nodiscard]] Mark mark() const;
  void rewind(const Mark& mark);

  [[nodiscard]] const std::string& text() const { return out_; }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  JsonWriter& integer(std::int64_t number);
  void before_value();
  void new_line();

  std::string out_;
  std::vector<bool> has_members_;  // one a nesting level
  int indent_;
  bool after_key_ = false;
};

}  // namespace atalaya
