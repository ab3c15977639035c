#include "formats/validation/pattern.h"

#include <unicode/uregex.h>
#include <unicode/utext.h>

namespace atalaya {

namespace {

constexpr std::size_t longest = 4'096;
constexpr std::int32_t time_limit = 20;  // ICU's steps: some ten milliseconds together
constexpr int most_given_up = 100;       // after so many a pattern is not tried again: a file of such texts would have no end
constexpr std::int32_t stack_limit = 1 << 20;

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

/// XML Schema's expression in ICU's writing; an empty `fault` where it could be written.
class Translation {
 public:
  explicit Translation(std::string_view expression) : rest_(expression) {}

  std::string run() {
    if (rest_.starts_with('^')) rest_.remove_prefix(1);
    while (!rest_.empty() && fault.empty()) {
      const char c = next();
      switch (c) {
        case '\\': escape(); break;
        case '[': set(0); break;
        case '^': out_ += "\\^"; break;
        case '$':
          if (!rest_.empty()) out_ += "\\$";
          break;
        case '(':
          if (rest_.starts_with('?')) fault = "groups that begin with '(?' are not of XML Schema";
          out_ += c;
          break;
        case '.': out_ += "[^\\n\\r]"; break;
        default: out_ += c;
      }
    }
    return std::move(out_);
  }
  std::string fault;

 private:
  char next() {
    const char c = rest_[0];
    rest_.remove_prefix(1);
    return c;
  }

  /// After a backslash; ICU takes a set within a set as one of its members.
  void escape() {
    if (rest_.empty()) {
      fault = "it ends in a backslash";
      return;
    }
    const char c = next();
    switch (c) {
      case 'i': out_ += "[_:\\p{L}\\p{Nl}]"; return;
      case 'I': out_ += "[^_:\\p{L}\\p{Nl}]"; return;
      case 'c': out_ += "[-._:\\p{L}\\p{Nl}\\p{Nd}\\p{M}\\u00B7]"; return;
      case 'C': out_ += "[^-._:\\p{L}\\p{Nl}\\p{Nd}\\p{M}\\u00B7]"; return;
      case 's': out_ += "[ \\t\\n\\r]"; return;
      case 'S': out_ += "[^ \\t\\n\\r]"; return;
      case 'w': out_ += "[^\\p{P}\\p{Z}\\p{C}]"; return;
      case 'W': out_ += "[\\p{P}\\p{Z}\\p{C}]"; return;
      case 'd': out_ += "\\p{Nd}"; return;
      case 'D': out_ += "\\P{Nd}"; return;
      case 'n':
      case 'r':
      case 't': out_ += std::string("\\") + c; return;
      case 'p':
      case 'P': property(c); return;
      default: break;
    }
    if (is_alphanumeric(c)) {
      fault = std::string("the escape \\") + c + " is not of XML Schema";
    } else {
      out_ += std::string("\\") + c;
    }
  }

  /// "\p{Lu}", "\p{IsGreek}": a block in XML Schema, a script in ICU if it were left as it is.
  void property(char letter) {
    const auto end = rest_.find('}');
    if (!rest_.starts_with('{') || end == std::string_view::npos) {
      fault = "after \\p stands no {class}";
      return;
    }
    std::string name(rest_.substr(1, end - 1));
    rest_.remove_prefix(end + 1);
    if (name.starts_with("Is")) name = "block=" + name.substr(2);
    out_ += std::string("\\") + letter + "{" + name + "}";
  }

  void set(int depth) {
    if (depth > 16) {
      fault = "its sets are nested too deep";
      return;
    }
    out_ += '[';
    if (rest_.starts_with('^')) {
      out_ += '^';
      rest_.remove_prefix(1);
    }
    while (fault.empty()) {
      if (rest_.empty()) {
        fault = "a set has no end";
        return;
      }
      const char c = next();
      if (c == ']') break;
      if (c == '\\') {
        escape();
      } else if (c == '-' && rest_.starts_with('[')) {  // subtraction
        rest_.remove_prefix(1);
        out_ += "--";
        set(depth + 1);
      } else if (c == '-') {
        // At an end of the set a dash is itself; ICU wants it said.
        const bool range = out_.back() != '[' && out_.back() != '^' && !rest_.starts_with(']');
        out_ += range ? "-" : "\\-";
      } else if (is_alphanumeric(c) || c == ' ') {
        out_ += c;
      } else {
        out_ += std::string("\\") + c;
      }
    }
    out_ += ']';
  }

  std::string_view rest_;
  std::string out_;
};

}  // namespace

struct Pattern::Compiled {
  URegularExpression* expression = nullptr;
  UText text = UTEXT_INITIALIZER;
  int given_up = 0;
  ~Compiled() {
    uregex_close(expression);
    utext_close(&text);
  }
};

Result<Pattern> Pattern::compile(std::string_view expression) {
  if (expression.size() > longest) return fail(ErrorKind::Input, "the pattern is longer than " + std::to_string(longest) + " bytes");
  Translation translation(expression);
  const std::string translated = translation.run();
  if (!translation.fault.empty()) return fail(ErrorKind::Input, "the pattern '" + std::string(expression) + "' cannot be used: " + translation.fault);
  auto compiled = std::make_shared<Compiled>();
  UErrorCode code = U_ZERO_ERROR;
  UText source = UTEXT_INITIALIZER;
  utext_openUTF8(&source, translated.data(), static_cast<std::int64_t>(translated.size()), &code);
  compiled->expression = uregex_openUText(&source, 0, nullptr, &code);
  uregex_setTimeLimit(compiled->expression, time_limit, &code);
  uregex_setStackLimit(compiled->expression, stack_limit, &code);
  utext_close(&source);
  if (U_FAILURE(code) != 0) {
    return fail(ErrorKind::Input, "the pattern '" + std::string(expression) + "' is no regular expression: " + std::string(u_errorName(code)));
  }
  return Pattern(std::move(compiled));
}

std::optional<bool> Pattern::matches(std::string_view text) const {
  if (compiled_->given_up == most_given_up) return std::nullopt;
  UErrorCode code = U_ZERO_ERROR;
  utext_openUTF8(&compiled_->text, text.data(), static_cast<std::int64_t>(text.size()), &code);
  uregex_setUText(compiled_->expression, &compiled_->text, &code);
  const bool matched = uregex_matches(compiled_->expression, 0, &code) != 0;
  if (U_FAILURE(code) != 0) {
    ++compiled_->given_up;
    return std::nullopt;
  }
  return matched;
}

}  // namespace atalaya
