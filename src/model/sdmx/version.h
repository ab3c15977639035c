// Versions of artefacts: two-part ones of SDMX 2.1 ("1.0") and semantic ones of SDMX 3 ("1.2.3-draft"), with wildcards (SDMX 3.1, Section 6, "Versioning").
#pragma once

#include <string>
#include <string_view>

namespace atalaya::sdmx {

/// Below, at or above zero as a is older than, the same as, or newer than b. Parts compare as numbers; a part that is not there is zero;
/// an extension ("-draft") makes a version older than the same without it, and is compared as text (semver.org 2.0, 11). "1.0" and "1.0.0" are
/// ordered by their length, so that no two texts are the same version.
[[nodiscard]] int compare_versions(std::string_view a, std::string_view b);

/// No extension: its contents do not change any more.
[[nodiscard]] bool is_stable(std::string_view version);

/// "1.0", "1.2.3", "1.2.3-draft".
[[nodiscard]] bool is_version(std::string_view text);

/// Whether a version is one that a pattern takes: "*" any; a version itself; "1.2+.0", "1+.2.3" and "1.2.3+" (the latest within what the plus stands
/// behind: here any that is not older and has the same parts before it). "~", "+", "latest" take any here too: which of several is the latest, the caller
/// says (wants_latest).
[[nodiscard]] bool matches_version(std::string_view pattern, std::string_view version);

/// The pattern asks for one version, the newest of those that match: "+" (of stable ones), "~" (of all), "latest", "1.2+.0".
[[nodiscard]] bool wants_latest(std::string_view pattern);
/// The pattern takes versions with an extension ("~", "*", or one that names an extension).
[[nodiscard]] bool takes_unstable(std::string_view pattern);

}  // namespace atalaya::sdmx
