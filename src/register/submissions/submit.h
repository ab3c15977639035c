// Submitting: the answers as they stand become a version that nothing changes any more, and the country gets a receipt.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "register/submissions/frozen.h"
#include "register/submissions/receipt.h"

namespace atalaya::reg::submissions {

struct SubmitOptions {
  std::string issuer;      ///< Address of the site, for the receipt.
  bool leave_out = false;  ///< Indicators of which nothing is answered are left out, knowingly; else they are missing.
};

struct Version {
  std::string id;  ///< Public; the receipt's.
  int number = 0;
  std::string frozen;  ///< Canonical JSON.
  std::string sha256;
  std::string receipt;  ///< JWS.
  std::string instant;
  std::string person;
};

/// Conflict, with what stands in the way: something is missing, invalid, without its proof or contradictory (assessment.h, obstacles), or there are two values
/// of an answer and nobody has chosen.
[[nodiscard]] Result<Version> submit(Store& store, const Questionnaire& questionnaire, const ReceiptKeys& keys, const std::string& actor,
                                     const std::string& submission, const SubmitOptions& options);

/// All versions, in order.
[[nodiscard]] Result<std::vector<Version>> versions(Store& store, const std::string& submission);
/// The version that a receipt is of, by its id; NotFound.
[[nodiscard]] Result<Version> find_version(Store& store, const std::string& id);

/// Whether what the register has is what a receipt says: its signature, and the frozen answers by their hash.
[[nodiscard]] Result<Receipt> verify(Store& store, const ReceiptKeys& keys, std::string_view jws);

/// What keeps it from being submitted, in one line of English for verbs and logs; empty: nothing.
[[nodiscard]] std::string say(const Questionnaire& questionnaire, const Obstacles& obstacles, bool leave_out);

}  // namespace atalaya::reg::submissions
