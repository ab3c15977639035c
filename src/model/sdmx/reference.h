// A reference to an artefact or to an item in one, and its URN (SDMX 3.1, Section 5, "SDMX Registry: URN construction").
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "model/sdmx/kind.h"

namespace atalaya::sdmx {

struct Reference {
  Kind kind = Kind::Codelist;  ///< Of what is referred to: a maintainable, or an item (then `item` is its path).
  std::string agency = {};
  std::string id = {};       ///< Of the maintainable.
  std::string version = {};  ///< May have wildcards ("1.0+", "*").
  std::string item = {};     ///< "A" of a code, "TOP.SUB" of a category or of a metadata attribute; else empty.

  [[nodiscard]] bool empty() const { return id.empty(); }
  /// "urn:sdmx:org.sdmx.infomodel.codelist.Code=SDMX:CL_FREQ(2.1).A"
  [[nodiscard]] std::string urn() const;
  /// "SDMX:CL_FREQ(2.1)", without class and item.
  [[nodiscard]] std::string short_text() const;
  /// The maintainable alone.
  [[nodiscard]] Reference maintainable() const { return {info(kind).container, agency, id, version, {}}; }
  bool operator==(const Reference&) const = default;
};

/// Input where the text is no URN of a class that we know. Two forms of SDMX 2.1 are taken as what they are in 3: classes with other names (kind.h), and
/// items of a HierarchicalCodelist.
[[nodiscard]] Result<Reference> parse_urn(std::string_view urn);
/// "SDMX:CL_FREQ(2.1)" of a given class; the version may be left out.
[[nodiscard]] std::optional<Reference> parse_short_reference(std::string_view text, Kind kind);

/// What keeps the reference from being said in a message, in a few words; empty where nothing does. Agency, id and, of all but value lists, the item are
/// identifiers (SDMXCommon.xsd: NestedNCNameIDType, IDType, NestedIDType), the version has the characters of one or of a wildcard; agency, version and
/// item may be left out.
[[nodiscard]] std::string fault_of(const Reference& reference);

}  // namespace atalaya::sdmx
