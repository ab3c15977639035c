// Signatures on the pages of a submission, of its review and of the published report.
#pragma once

#include "site/register/submission_parts.h"

namespace atalaya::site::desk {

/// A row for each signature of the submission, with what it was found to be.
[[nodiscard]] Status add_signature_rows(View& block, const Visit& visit, const OpenSubmission& open);
/// For everybody: those of this version that count.
[[nodiscard]] Status add_public_signatures(DeskPage& page, const Visit& visit, const OpenSubmission& open, const std::string& version);

}  // namespace atalaya::site::desk
