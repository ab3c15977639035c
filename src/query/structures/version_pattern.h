// What the version part of a query stands for (REST 2.2, "Query syntax for specific, latest or all artefact versions"; REST 1.5, section 4.3).
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace atalaya {

/// One version, the latest of some, or all of some. The latest is taken of the versions of one artefact: same kind, agency and id.
class VersionPattern {
 public:
  enum class Take { Exact, LatestStable, Latest, All };

  [[nodiscard]] Take take() const { return take_; }
  [[nodiscard]] bool takes_one() const { return take_ == Take::LatestStable || take_ == Take::Latest; }
  [[nodiscard]] bool has_wildcard() const { return take_ != Take::Exact; }
  /// Whether a version is among those of which the latest, or all, are taken.
  [[nodiscard]] bool matches(std::string_view version) const;
  /// The same text for patterns that mean the same.
  [[nodiscard]] const std::string& text() const { return text_; }

  [[nodiscard]] static VersionPattern all();
  [[nodiscard]] static VersionPattern latest();  ///< "~"
  /// "latest" of REST 1.5: of what is in production, so of versions without an extension where there is one, else of all.
  [[nodiscard]] static VersionPattern in_production();
  [[nodiscard]] bool prefers_stable() const { return prefers_stable_; }

 private:
  friend Result<VersionPattern> parse_version_pattern(std::string_view text);
  Take take_ = Take::Exact;
  std::array<unsigned long, 3> least_{};
  std::size_t parts_ = 0;     // 0: versions of any form
  std::size_t wildcard_ = 0;  // The part from which on it is "not less than" instead of "the same".
  bool prefers_stable_ = false;
  bool takes_short_ = false;  // Versions of two parts too.
  std::string text_;
};

/// "1.0", "1.2.3-draft", "+", "1.2+.0", "1.~", "2*.0.0". Usage for what is no version and for the forms that the standard excludes ("+.2", "1.0+").
[[nodiscard]] Result<VersionPattern> parse_version_pattern(std::string_view text);

/// REST 1.5: "1.0", "latest", "all".
[[nodiscard]] Result<VersionPattern> parse_version_keyword(std::string_view text);

}  // namespace atalaya
