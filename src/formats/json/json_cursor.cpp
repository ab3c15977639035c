#include "formats/json/json_cursor.h"

#include <bit>

#include "base/byte_block.h"
#include "base/decimal.h"
#include "base/text.h"

namespace atalaya {

namespace {

constexpr unsigned most_depth = 128;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

void append_utf8(std::string& out, std::uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0U | (c >> 6U));
    out += static_cast<char>(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0U | (c >> 12U));
    out += static_cast<char>(0x80U | ((c >> 6U) & 0x3FU));
    out += static_cast<char>(0x80U | (c & 0x3FU));
  } else {
    out += static_cast<char>(0xF0U | (c >> 18U));
    out += static_cast<char>(0x80U | ((c >> 12U) & 0x3FU));
    out += static_cast<char>(0x80U | ((c >> 6U) & 0x3FU));
    out += static_cast<char>(0x80U | (c & 0x3FU));
  }
}

inline const char* read_plain_number(const char* at, const char* end, JsonCursor::PlainNumber& out) {
  const ShortDecimal decimal = read_short_decimal(at, end);
  const bool leading_zero = decimal.before_point > 1 && at[decimal.negative ? 1 : 0] == '0';
  if (decimal.before_point == 0 || leading_zero || decimal.point != (decimal.behind_point != 0) || decimal.before_point + decimal.behind_point > 15)
    return nullptr;
  if (decimal.end != end && (*decimal.end == 'e' || *decimal.end == 'E')) return nullptr;
  out = {{at, static_cast<std::size_t>(decimal.end - at)},
         decimal.value(),
         decimal.negative || decimal.point ? JsonCursor::PlainNumber::not_whole : decimal.digits};
  return decimal.end;
}

}  // namespace

JsonCursor::JsonCursor(std::string_view bytes, std::string file) : data_(bytes.data()), size_(bytes.size()), file_(std::move(file)) {
  if (bytes.starts_with("\xEF\xBB\xBF")) at_ = 3;
}

void JsonCursor::go_to(const Mark& mark) {
  at_ = mark.at;
  line_ = mark.line;
  line_begin_ = mark.line_begin;
}

bool JsonCursor::wrong(const char* what) {
  wrong_ = what;
  wrong_at_ = {at_, line_, line_begin_};
  return false;
}

std::unexpected<Error> JsonCursor::failure() const { return fail(ErrorKind::Input, std::string("not valid JSON: ") + wrong_, place(wrong_at_)); }

bool JsonCursor::expect(char mark) {
  if (take(mark)) return true;
  switch (mark) {
    case '{': return wrong("an object is expected");
    case '[': return wrong("an array is expected");
    case ':': return wrong("a colon is expected");
    case '}': return wrong("a comma or the end of the object is expected");
    case ']': return wrong("a comma or the end of the array is expected");
    default: return wrong("another mark is expected");
  }
}

bool JsonCursor::plain_string(std::string_view& out) {
  if (peek() != '"') return false;
  for (std::size_t i = at_ + 1; i < size_; ++i) {
    const char c = data_[i];
    if (c == '"') {
      out = {data_ + at_ + 1, i - at_ - 1};
      at_ = i + 1;
      return true;
    }
    if (c == '\\' || static_cast<unsigned char>(c) < ' ') return false;
  }
  return false;
}

bool JsonCursor::string(std::string_view& out, std::list<std::string>& storage) {
  if (plain_string(out)) return true;
  if (peek() != '"') return wrong("a string is expected");
  std::string text;
  ++at_;
  if (!unescape(text)) return false;
  out = storage.emplace_back(std::move(text));
  return true;
}

bool JsonCursor::code_unit(std::uint32_t& out) {
  if (size_ - at_ < 4) return wrong("the escape \\u has four hexadecimal digits");
  out = 0;
  for (int i = 0; i < 4; ++i) {
    const char c = data_[at_];
    const char lower = static_cast<char>(static_cast<unsigned char>(c) | 0x20U);
    if (is_digit(c)) {
      out = out * 16 + static_cast<std::uint32_t>(c - '0');
    } else if (lower >= 'a' && lower <= 'f') {
      out = out * 16 + static_cast<std::uint32_t>(lower - 'a' + 10);
    } else {
      return wrong("the escape \\u has four hexadecimal digits");
    }
    ++at_;
  }
  return true;
}

bool JsonCursor::unescape(std::string& out) {
  for (;;) {
    if (at_ >= size_) return wrong("a string is never closed");
    const char c = data_[at_];
    if (static_cast<unsigned char>(c) < ' ') return wrong("a control character stands in a string");
    ++at_;
    if (c == '"') return true;
    if (c != '\\') {
      out += c;
      continue;
    }
    if (at_ >= size_) return wrong("a string is never closed");
    switch (data_[at_++]) {
      case '"': out += '"'; break;
      case '\\': out += '\\'; break;
      case '/': out += '/'; break;
      case 'b': out += '\b'; break;
      case 'f': out += '\f'; break;
      case 'n': out += '\n'; break;
      case 'r': out += '\r'; break;
      case 't': out += '\t'; break;
      case 'u': {
        std::uint32_t unit = 0;
        if (!code_unit(unit)) return false;
        if (unit >= 0xD800 && unit < 0xDC00) {  // RFC 8259, section 7: the rest of a pair follows
          std::uint32_t low = 0;
          if (size_ - at_ < 2 || data_[at_] != '\\' || data_[at_ + 1] != 'u') return wrong("half of a surrogate pair");
          at_ += 2;
          if (!code_unit(low)) return false;
          if (low < 0xDC00 || low > 0xDFFF) return wrong("half of a surrogate pair");
          unit = 0x10000 + ((unit - 0xD800) << 10U) + (low - 0xDC00);
        } else if (unit >= 0xDC00 && unit < 0xE000) {
          return wrong("half of a surrogate pair");
        }
        append_utf8(out, unit);
        break;
      }
      default: --at_; return wrong("an escape that there is not");
    }
  }
}

const char* JsonCursor::plain_number(const char* at, PlainNumber& out) const { return read_plain_number(at, data_ + size_, out); }

bool JsonCursor::plain_member(PlainMember& out) {
  if (peek() != '"') return false;
  out.begin = at_;
  std::size_t behind = at_ + 1;
  if (!digits(behind, out.name) || behind == size_ || data_[behind] != '"') return false;
  const char* at = data_ + behind + 1;
  const char* const end = data_ + size_;
  const auto next_is = [&](char c) { return at != end && *at == c; };
  if (end - at < 2 || at[0] != ':' || at[1] != '[') return false;
  at += 2;
  out.count = 0;
  for (;; ++at) {
    if (out.count == out.numbers.size()) return false;
    PlainNumber& number = out.numbers[out.count++];
    if (end - at > 1 && is_digit(at[0]) && (at[1] == ',' || at[1] == ']')) {
      const auto digit = static_cast<unsigned>(at[0] - '0');  // Most values of attributes.
      number = {{at++, 1}, static_cast<double>(digit), digit};
    } else if (next_is('n')) {
      if (end - at < 4 || std::string_view(at, 4) != "null") return false;
      number = {{}, std::numeric_limits<double>::quiet_NaN(), 0};
      at += 4;
    } else if (at = read_plain_number(at, end, number); at == nullptr) {
      return false;
    }
    if (!next_is(',')) break;
  }
  if (!next_is(']')) return false;
  at_ = static_cast<std::size_t>(at - data_) + 1;
  return true;
}

bool JsonCursor::number(std::string_view& out) {
  const char first = peek();
  if (first != '-' && !is_digit(first)) return wrong("a number is expected");
  const std::size_t begin = at_;
  std::size_t i = at_ + (first == '-' ? 1 : 0);
  const auto digits = [&] {
    const std::size_t from = i;
    while (i < size_ && is_digit(data_[i])) ++i;
    return i - from;
  };
  const bool zero = i < size_ && data_[i] == '0';
  const std::size_t whole = digits();
  bool good = whole > 0 && !(zero && whole > 1);
  if (good && i < size_ && data_[i] == '.') {
    ++i;
    good = digits() > 0;
  }
  if (good && i < size_ && (data_[i] == 'e' || data_[i] == 'E')) {
    ++i;
    if (i < size_ && (data_[i] == '+' || data_[i] == '-')) ++i;
    good = digits() > 0;
  }
  if (!good) return wrong("a number that is none");
  at_ = i;
  out = {data_ + begin, i - begin};
  return true;
}

bool JsonCursor::literal(std::string_view word) {
  static_cast<void>(peek());
  if (size_ - at_ < word.size() || std::string_view(data_ + at_, word.size()) != word) return false;
  at_ += word.size();
  return true;
}

bool JsonCursor::null() { return peek() == 'n' && literal("null"); }

bool JsonCursor::boolean(bool& out) {
  if (literal("true")) {
    out = true;
    return true;
  }
  out = false;
  return literal("false") || wrong("true or false is expected");
}

bool JsonCursor::skip() { return skip(0); }

bool JsonCursor::skip(unsigned depth) {
  if (depth > most_depth) return wrong("nested too deep");
  const char c = peek();
  if (c == '"') {
    std::string_view text;
    if (plain_string(text)) return true;
    std::list<std::string> storage;
    return string(text, storage);
  }
  if (c == '{') {
    ++at_;
    if (take('}')) return true;
    do {
      if (peek() != '"') return wrong("the name of a member is expected");
      if (!skip(depth + 1) || !expect(':') || !skip(depth + 1)) return false;
    } while (take(','));
    return expect('}');
  }
  if (c == '[') {
    ++at_;
    if (take(']')) return true;
    do {
      if (!skip(depth + 1)) return false;
    } while (take(','));
    return expect(']');
  }
  if (c == 'n') return literal("null") || wrong("a value is expected");
  bool ignored = false;
  if (c == 't' || c == 'f') return boolean(ignored);
  std::string_view text;
  return c == '-' || is_digit(c) ? number(text) : wrong(c == '\0' ? "the end is cut off" : "a value is expected");
}

/// Byte by byte: true where the depth came to nothing, with at_ behind it.
std::optional<bool> JsonCursor::close_in(std::size_t from, std::size_t to, std::size_t& depth, bool& in_string, bool& escaped) {
  for (std::size_t i = from; i < to; ++i) {
    const char c = data_[i];
    if (escaped) {
      escaped = false;
    } else if (in_string) {
      if (c == '\\') escaped = true;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if ((c == '}' || c == ']') && --depth == 0) {
      at_ = i + 1;
      return true;
    }
    if (c == '\n') {
      ++line_;
      line_begin_ = i + 1;
    }
  }
  return std::nullopt;
}

bool JsonCursor::pass_over(std::size_t* arrays) {
  const char first = peek();
  if (first != '{' && first != '[') return skip();
  std::size_t depth = 0;
  bool in_string = false;
  bool escaped = false;
  std::size_t i = at_;
  for (; size_ - i >= ByteBlock::size; i += ByteBlock::size) {
    const ByteBlock block(data_ + i);
    const std::uint64_t quotes = block.equal('"');
    const std::uint64_t inside = running_parity(quotes) ^ (in_string ? ~std::uint64_t{0} : 0);
    if (escaped || block.equal('\\') != 0) {
      if (close_in(i, i + ByteBlock::size, depth, in_string, escaped)) return true;
      continue;
    }
    const std::uint64_t arrays_open = block.equal('[') & ~inside, arrays_close = block.equal(']') & ~inside;
    const std::uint64_t opens = (block.equal('{') & ~inside) | arrays_open, closes = (block.equal('}') & ~inside) | arrays_close;
    const auto count = [](std::uint64_t bits) { return static_cast<std::size_t>(std::popcount(bits)); };
    if (arrays != nullptr) *arrays += count(arrays_open);
    // How deep down the closing marks may reach: arrays that hold no arrays, one behind the other, go down by one at most. Where each opening mark has its
    // closing one behind it before the next, the difference sets the bits from the one to the other and no others; the first may have opened before.
    const auto are_in_turn = [&](std::uint64_t within) { return (within & arrays_open) == arrays_open && (within & arrays_close) == 0; };
    const bool in_turn = are_in_turn(arrays_close - arrays_open) || are_in_turn(arrays_close - arrays_open - 1);
    if ((in_turn ? count(closes & ~arrays_close) + 1 : count(closes)) < depth) {
      depth += count(opens) - count(closes);
    } else {
      std::size_t reached = depth;
      for (std::uint64_t both = opens | closes; both != 0; both &= both - 1) {
        if ((opens & (both & (~both + 1))) != 0) {
          ++reached;
        } else if (--reached == 0) {
          return *close_in(i, i + ByteBlock::size, depth, in_string, escaped);
        }
      }
      depth = reached;
    }
    in_string = (inside >> 63U) != 0;
    if (const std::uint64_t lines = block.equal('\n'); lines != 0) {
      line_ += static_cast<std::size_t>(std::popcount(lines));
      line_begin_ = i + ByteBlock::size - static_cast<std::size_t>(std::countl_zero(lines));
    }
  }
  if (close_in(i, size_, depth, in_string, escaped)) return true;
  at_ = size_;
  return wrong("the end is cut off");
}

}  // namespace atalaya
