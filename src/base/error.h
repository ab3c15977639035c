// Expected failures are values. An Error says what was wrong, where, and what to do about it.
#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <utility>

namespace atalaya {

/// What kind of failure it is; each kind is an exit code of the program (docs/manual.md, "Exit codes").
enum class ErrorKind {
  Internal = 1,  ///< A fault of the program itself.
  Usage = 2,     ///< The command line or the request is not of the form that is documented.
  Input = 3,     ///< A file or a message from outside is not what it should be.
  NotFound = 4,  ///< A named thing does not exist.
  Conflict = 5,  ///< The workspace or the release is not in a state that allows it.
  System = 6,    ///< The operating system refused: no permission, no space, no such device.
};

/// The place in outside text where a fault stands. Zero means that this part is not known.
struct Place {
  std::string file;
  std::size_t line = 0;    ///< From 1.
  std::size_t column = 0;  ///< From 1; of a table the field, of other text the byte in the line.

  /// "file:line:column", as far as it is known.
  [[nodiscard]] std::string to_string() const;
};

struct Error {
  ErrorKind kind = ErrorKind::Internal;
  std::string what;
  Place place = {};
  std::string hint = {};  ///< What to do about it; may be empty.

  /// One line for people: "place: what (hint)".
  [[nodiscard]] std::string to_string() const;
};

template <typename T>
using Result = std::expected<T, Error>;
using Status = std::expected<void, Error>;

/// A failure in the function's own return type: `return fail(ErrorKind::Input, "...")`.
[[nodiscard]] inline std::unexpected<Error> fail(ErrorKind kind, std::string what, Place place = {}, std::string hint = {}) {
  return std::unexpected(Error{kind, std::move(what), std::move(place), std::move(hint)});
}

/// A short name for logs and for JSON: "input", "not_found".
[[nodiscard]] const char* to_string(ErrorKind kind);

}  // namespace atalaya

// A name of its own for each use, so that one TRY may stand in the argument of another.
#define ATALAYA_PASTE_(a, b) a##b
#define ATALAYA_NAME_(a, b) ATALAYA_PASTE_(a, b)
#define ATALAYA_TRY_(name, ...)                                 \
  __extension__({                                               \
    auto&& name = (__VA_ARGS__);                                \
    if (!name) return std::unexpected(std::move(name).error()); \
    std::move(name).value();                                    \
  })

/// The value of a Result, or the enclosing function returns its error. Not for coroutines, and not in braces behind an element that owns memory: GCC 12 does
/// not destroy such an element when the function returns from within the braces.
#define TRY(...) ATALAYA_TRY_(ATALAYA_NAME_(try_result_, __COUNTER__), __VA_ARGS__)

#define ATALAYA_TRY_STATUS_(name, ...)                                                     \
  do {                                                                                     \
    if (auto name = (__VA_ARGS__); !name) return std::unexpected(std::move(name).error()); \
  } while (false)

/// As TRY, for what has no value on success.
#define TRY_STATUS(...) ATALAYA_TRY_STATUS_(ATALAYA_NAME_(try_status_, __COUNTER__), __VA_ARGS__)
