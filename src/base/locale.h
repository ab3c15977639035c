// One of the working languages: its translations (gettext) and its ways of writing numbers, dates and lists (CLDR, by ICU).
#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace atalaya {

/// Marks text that is translated later, through tr() of a variable; only xgettext takes notice.
[[nodiscard]] constexpr const char* tr_noop(const char* msgid) { return msgid; }

/// Puts arguments into a translated pattern: {1} is the first. What is not a known place is left as it stands, so that a fault in a
/// translation shows on the page instead of ending the program.
[[nodiscard]] std::string fill(std::string_view pattern, std::initializer_list<std::string_view> arguments);

/// Made once a language and kept; all its const members may be called by many threads at once.
class Locale {
 public:
  enum class Strict { No, Yes };  ///< Whether a missing catalogue is an error. English needs none: its texts are the msgids.
  enum class Date { Long, Short };

  /// `language` is "es", "en" or "pt"; `data` is the directory that holds `locale/<language>/LC_MESSAGES/atalaya.mo`.
  [[nodiscard]] static Result<Locale> make(std::string_view language, const std::filesystem::path& data, Strict strict = Strict::No);
  Locale(Locale&& other) noexcept;
  Locale& operator=(Locale&& other) noexcept;
  ~Locale();

  [[nodiscard]] const std::string& language() const;  ///< "es"
  [[nodiscard]] const std::string& tag() const;       ///< Whose conventions numbers follow (BCP 47): "es-419", "en", "pt-BR".

  /// The translation, or the msgid itself where there is none. xgettext finds these by name (cmake/Translations.cmake).
  [[nodiscard]] std::string tr(const char* msgid) const;
  [[nodiscard]] std::string ctr(const char* context, const char* msgid) const;
  /// The form for `n` things; `n` itself is not put in: fill(l.ntr("{1} country", "{1} countries", n), {l.integer(n)}).
  [[nodiscard]] std::string ntr(const char* msgid, const char* plural, std::int64_t n) const;

  /// Rounded half away from zero to 0..9 `decimals`, with a true minus sign (U+2212); never "-0.0". Not finite: "…".
  [[nodiscard]] std::string number(double value, int decimals) const;
  /// As number(), with a plus sign where it is above zero: for changes.
  [[nodiscard]] std::string change(double value, int decimals) const;
  [[nodiscard]] std::string integer(std::int64_t value) const;
  /// Two or three significant digits with the language's short word: "1.2 M", "1,2 mi".
  [[nodiscard]] std::string compact(double value) const;

  /// `iso` is "2026-11-24", or the start of a date and time; anything else comes back as it is.
  [[nodiscard]] std::string date(std::string_view iso, Date style = Date::Long) const;
  /// "a, b y c"
  [[nodiscard]] std::string list(const std::vector<std::string>& items) const;
  /// Order of names for readers of this language: below, equal to or above zero. Accents and case count last.
  [[nodiscard]] int compare(std::string_view a, std::string_view b) const;

 private:
  struct Parts;
  explicit Locale(std::unique_ptr<const Parts> parts);
  std::unique_ptr<const Parts> parts_;
};

}  // namespace atalaya
