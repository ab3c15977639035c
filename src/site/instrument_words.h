// How kinds and states of instruments are said in a language.
#pragma once

#include <string>

#include "base/locale.h"
#include "register/instruments/instrument.h"

namespace atalaya::site {

[[nodiscard]] std::string kind_name(const Locale& locale, reg::instruments::Kind kind);
[[nodiscard]] std::string state_name(const Locale& locale, reg::instruments::State state);

struct ShownTitle {
  std::string text;
  std::string language;  ///< Empty where it is the page's.
};
/// The translation where it is in the reader's language, else the title.
template <class Titled>
[[nodiscard]] ShownTitle shown_title(const std::string& reader, const Titled& of) {
  if (of.language == reader || of.translation_language != reader) return {of.title, of.language == reader ? std::string() : of.language};
  return {of.translation, {}};
}

}  // namespace atalaya::site
