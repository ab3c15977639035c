// Reference metadata on its way: a message's header and its metadata sets, and what its formats have in common.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/tree/markup.h"
#include "model/data_message.h"
#include "model/sdmx/metadata.h"

namespace atalaya {

struct MetadataMessage {
  MessageHeader header = {};
  std::vector<sdmx::MetadataSet> sets = {};
};

/// What a format could not say, one text a thing; null where nobody asks.
using LeftOutTexts = std::vector<std::string>;

/// The sets as SDMX 3 has them: each with an id of its own, an agency, a name, a metadataflow or an agreement, and targets. What a set of SDMX 2.1 lacks
/// of these comes from what it has: the id from its setID or its report, the agency from its provider, the metadataflow from the metadata structure
/// (its agency, id and version), the targets from the values of its target. What 3 has no place for is named in `left_out`. Input where no agency is to be had.
/// An id or a name that was made up is named there too; a name where names are said.
[[nodiscard]] Result<std::vector<sdmx::MetadataSet>> sets_of_sdmx3(const MetadataMessage& message, LeftOutTexts* left_out, bool names_are_said = true);

/// An attribute with several values as several attributes with one value each, the first with the annotations and the parts: for formats without lists
/// of values. One without values is itself.
[[nodiscard]] std::vector<sdmx::ReportedAttribute> instances_of(const sdmx::ReportedAttribute& attribute);

/// The way back: puts an attribute behind its siblings, where a plain value right behind plain values of the same attribute is one more of them.
void append_reported(std::vector<sdmx::ReportedAttribute>& siblings, sdmx::ReportedAttribute next);

/// What formats without a word for structured text take for it, where it has a language: markup that is all in elements.
[[nodiscard]] bool looks_structured(std::string_view text);

/// Makes texts in several languages the structured texts of an attribute where all of them are markup, else its plain texts. `known`: the message says that
/// they are structured; otherwise each has to look it.
void set_reported_texts(sdmx::ReportedAttribute& attribute, LocalText texts, bool known = false);

}  // namespace atalaya
