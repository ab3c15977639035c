// A forward walk over a JSON document (RFC 8259) in memory, without an index of it: for messages of data, which are large and read once.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <list>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace atalaya {

/// Functions that return bool are false where the bytes are otherwise than asked for, and then failure() has what and where.
class JsonCursor {
 public:
  /// The bytes must outlive it and be UTF-8. A byte-order mark is passed over.
  JsonCursor(std::string_view bytes, std::string file);

  /// A place to come back to.
  struct Mark {
    std::size_t at = 0, line = 0, line_begin = 0;
  };
  /// Of the next token.
  [[nodiscard]] Mark mark() {
    static_cast<void>(peek());
    return {at_, line_, line_begin_};
  }
  void go_to(const Mark& mark);
  [[nodiscard]] std::size_t offset() const { return at_; }
  [[nodiscard]] Place place() const { return {.file = file_, .line = line_, .column = at_ - line_begin_ + 1}; }
  [[nodiscard]] Place place(const Mark& mark) const { return {.file = file_, .line = mark.line, .column = mark.at - mark.line_begin + 1}; }

  /// The first byte of the next token; zero at the end.
  [[nodiscard]] char peek() {
    while (at_ < size_) {
      const char c = data_[at_];
      if (static_cast<unsigned char>(c) > ' ') return c;
      if (!space(c)) return c;
    }
    return '\0';
  }
  /// Takes a punctuation mark where it is the next token.
  bool take(char mark) {
    if (peek() != mark) return false;
    ++at_;
    return true;
  }
  bool expect(char mark);

  /// A string's text: part of the document, or, where it has escapes, a new text in `storage`.
  [[nodiscard]] bool string(std::string_view& out, std::list<std::string>& storage);
  /// A string without escapes, as it stands; the cursor is behind its closing quote. False, and nothing taken, for all else.
  [[nodiscard]] bool plain_string(std::string_view& out);
  /// A number as it is written.
  [[nodiscard]] bool number(std::string_view& out);
  /// The same, and its value where it has the form of PlainNumber; else NaN.
  [[nodiscard]] bool number(std::string_view& out, double& value) {
    value = std::numeric_limits<double>::quiet_NaN();
    static_cast<void>(peek());
    PlainNumber plain;
    if (const char* const end = plain_number(data_ + at_, plain)) {
      at_ = static_cast<std::size_t>(end - data_);
      out = plain.text;
      value = plain.value;
      return true;
    }
    return number(out);
  }
  /// A number of at most 15 digits without an exponent.
  struct PlainNumber {
    static constexpr std::uint64_t not_whole = ~std::uint64_t{0};
    std::string_view text;  ///< Null where `null` stands for it,
    double value;           ///< and NaN.
    std::uint64_t whole;    ///< Without a sign and a point.
  };
  struct PlainMember {
    std::size_t begin;  ///< Where it stands, in the line that the cursor is in.
    std::size_t name;
    std::size_t count;
    std::array<PlainNumber, 8> numbers;
  };
  /// What fills messages of data, in one go: `"12":[3.5,null,0]`, a number of at most nine digits as name and an array of at most eight numbers, without white
  /// space within. False, and nothing taken, for all else.
  [[nodiscard]] bool plain_member(PlainMember& out);
  void give_back(const PlainMember& member) { at_ = member.begin; }
  [[nodiscard]] std::size_t line() const { return line_; }
  [[nodiscard]] std::size_t column(const PlainMember& member) const { return member.begin - line_begin_ + 1; }
  /// A whole number of at most nine digits without a sign; false, and nothing taken, for all else.
  [[nodiscard]] bool index(std::size_t& out) {
    static_cast<void>(peek());
    return digits(at_, out);
  }
  [[nodiscard]] bool null();  ///< Takes null where it is the next token.
  [[nodiscard]] bool boolean(bool& out);
  /// Any value, checked.
  [[nodiscard]] bool skip();
  /// An array or object that is gone back to: only its brackets are paired. `arrays` grows by about as many as there are arrays in it.
  [[nodiscard]] bool pass_over(std::size_t* arrays = nullptr);
  /// Nothing but white space is left.
  [[nodiscard]] bool at_end() { return peek() == '\0' && at_ == size_; }

  /// Reads an object: f(name) for each member, which reads its value. Text of the name lives in `storage` of the call or in the document.
  template <typename F>
  [[nodiscard]] Status object(F&& f) {
    if (!expect('{')) return failure();
    if (take('}')) return {};
    std::list<std::string> storage;
    do {
      std::string_view name;
      if (!string(name, storage) || !expect(':')) return failure();
      TRY_STATUS(f(name));
    } while (take(','));
    return expect('}') ? Status() : failure();
  }
  /// Reads an array: f() for each element, which reads it.
  template <typename F>
  [[nodiscard]] Status array(F&& f) {
    if (!expect('[')) return failure();
    if (take(']')) return {};
    do TRY_STATUS(f());
    while (take(','));
    return expect(']') ? Status() : failure();
  }

  /// The failure that a function reported, for `return`.
  [[nodiscard]] std::unexpected<Error> failure() const;
  /// A fault of the message at the cursor.
  [[nodiscard]] std::unexpected<Error> fault(std::string what, std::string hint = {}) const {
    return fail(ErrorKind::Input, std::move(what), place(), std::move(hint));
  }

 private:
  bool space(char c) {
    if (c == '\n') {
      ++line_;
      line_begin_ = at_ + 1;
    } else if (c != ' ' && c != '\t' && c != '\r') {
      return false;
    }
    ++at_;
    return true;
  }
  /// The digits from `at` on, which then stands behind them; nothing of a number may follow.
  bool digits(std::size_t& at, std::size_t& out) const {
    std::size_t i = at;
    std::size_t number = 0;
    while (i < size_ && data_[i] >= '0' && data_[i] <= '9' && i - at < 10) number = number * 10 + static_cast<std::size_t>(data_[i++] - '0');
    const std::size_t count = i - at;
    if (count == 0 || count > 9 || (count > 1 && data_[at] == '0')) return false;
    if (i < size_ && (data_[i] == '.' || data_[i] == 'e' || data_[i] == 'E')) return false;
    at = i;
    out = number;
    return true;
  }
  /// Behind the number, or null where it is none of that form.
  const char* plain_number(const char* at, PlainNumber& out) const;
  bool wrong(const char* what);
  bool unescape(std::string& out);
  bool code_unit(std::uint32_t& out);
  bool skip(unsigned depth);
  bool literal(std::string_view word);
  std::optional<bool> close_in(std::size_t from, std::size_t to, std::size_t& depth, bool& in_string, bool& escaped);

  const char* data_;
  std::size_t size_;
  std::string file_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t line_begin_ = 0;
  const char* wrong_ = "";
  Mark wrong_at_;
};

}  // namespace atalaya
