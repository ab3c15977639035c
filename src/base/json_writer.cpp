#include "base/json_writer.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "base/text.h"

namespace atalaya {

void append_json_string(std::string& out, std::string_view text) {
  // Most texts are ids: ASCII, and as they stand.
  const auto is_plain = [](char c) { return static_cast<signed char>(c) >= ' ' && c != '"' && c != '\\'; };
  if (std::ranges::all_of(text, is_plain)) {
    ((out += '"') += text) += '"';
    return;
  }
  static constexpr char hex[] = "0123456789abcdef";
  std::string repaired;
  if (!is_utf8(text)) text = repaired = replace_invalid_utf8(text);
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += "\\u00";
          out += hex[(c >> 4) & 0xf];
          out += hex[c & 0xf];
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

void JsonWriter::new_line() {
  if (indent_ == 0) return;
  out_ += '\n';
  out_.append(has_members_.size() * static_cast<std::size_t>(indent_), ' ');
}

void JsonWriter::before_value() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (has_members_.empty()) return;
  if (has_members_.back()) out_ += ',';
  has_members_.back() = true;
  new_line();
}

JsonWriter& JsonWriter::open(char bracket) {
  before_value();
  out_ += bracket;
  has_members_.push_back(false);
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  assert(!has_members_.empty() && !after_key_);
  const bool had_members = has_members_.back();
  has_members_.pop_back();
  if (had_members) new_line();
  out_ += bracket;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  assert(!has_members_.empty() && !after_key_);
  before_value();
  append_json_string(out_, name);
  out_ += indent_ == 0 ? ":" : ": ";
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  before_value();
  append_json_string(out_, text);
  return *this;
}

JsonWriter& JsonWriter::value(bool flag) {
  before_value();
  out_ += flag ? "true" : "false";
  return *this;
}

JsonWriter& JsonWriter::value(double number) {
  if (!std::isfinite(number)) return null();
  before_value();
  append_number(out_, number);
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t number) {
  before_value();
  out_ += std::to_string(number);
  return *this;
}

JsonWriter::Mark JsonWriter::mark() const { return {out_.size(), has_members_.size(), !has_members_.empty() && has_members_.back(), after_key_}; }

void JsonWriter::rewind(const Mark& mark) {
  assert(mark.length <= out_.size() && mark.depth <= has_members_.size());
  out_.resize(mark.length);
  has_members_.resize(mark.depth);
  if (!has_members_.empty()) has_members_.back() = mark.has_members;
  after_key_ = mark.after_key;
}

JsonWriter& JsonWriter::literal(std::string_view text) {
  before_value();
  out_ += text;
  return *this;
}

JsonWriter& JsonWriter::null() {
  before_value();
  out_ += "null";
  return *this;
}

}  // namespace atalaya
