// The nine classes in which progress is told, and how each is told apart without colour.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "base/locale.h"

namespace atalaya::charts {

enum class StatusClass {
  Target,        ///< Target reached.
  Significant,   ///< Significant progress.
  Moderate,      ///< Moderate progress.
  Insufficient,  ///< Insufficient progress.
  ModerateAway,  ///< Moderate movement away.
  Away,          ///< Significant movement away.
  None,          ///< There are figures, but progress cannot be assessed.
  NoData,        ///< No figure.
  Context,       ///< A figure without a wanted direction.
};

/// In the order in which they are listed and stacked.
inline constexpr std::array<StatusClass, 9> all_statuses{StatusClass::Target,       StatusClass::Significant,  StatusClass::Moderate,
                                                         StatusClass::Insufficient, StatusClass::ModerateAway, StatusClass::Away,
                                                         StatusClass::None,         StatusClass::NoData,       StatusClass::Context};

/// "s-sig": the class that web/style.css colours; its custom property is `--s-sig`, the text on it `--s-sig-on`.
[[nodiscard]] std::string_view css_class(StatusClass status);
/// One sign: the second channel beside colour. Arrows carry a variation selector, else telephones draw them as emoji.
[[nodiscard]] std::string_view glyph(StatusClass status);
/// "Significant progress", translated.
[[nodiscard]] std::string name(StatusClass status, const Locale& locale);

/// A chip: `<span class="chip s-sig"><i aria-hidden="true">↑</i>Significant progress</span>`.
[[nodiscard]] std::string status_chip(StatusClass status, std::string_view text);
/// The same with a count in view and the words for those who do not see the sign.
[[nodiscard]] std::string status_count(StatusClass status, std::string_view text, std::string_view count);

}  // namespace atalaya::charts
