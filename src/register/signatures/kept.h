// The signatures that the store has of a submission's versions: attached once, with what they were found to be, and never changed.
#pragma once

#include <string>
#include <vector>

#include "register/signatures/examine.h"
#include "register/submissions/documents.h"
#include "register/submissions/submit.h"

namespace atalaya::reg::signatures {

inline constexpr std::size_t most_of_a_version = 20;

struct Kept {
  std::string id;          ///< Public.
  std::string submission;  ///< Public id.
  std::string version;     ///< Public id; the receipt's.
  int version_number = 0;
  std::string sha256;  ///< Of the signature's bytes.
  long long size = 0;
  Outcome outcome = Outcome::NotTheseBytes;
  bool holds = false;  ///< It counted as signed when it was received.
  std::string received;
  std::string person;  ///< Public id.
  std::vector<Signer> signers;
};

/// Examines a signature of a version as of now, keeps its bytes with the documents and the result in the store. Input where it is none (examine.h), or the
/// version has as many as it may; NotFound where the version is none of the submission's. The same bytes again give what is there.
[[nodiscard]] Result<Kept> attach(Store& store, const Documents& documents, const Trust& trust, const std::string& actor, const std::string& submission,
                                  const std::string& version, std::string_view bytes);

/// In the order of their receipt.
[[nodiscard]] Result<std::vector<Kept>> of_submission(Store& store, const std::string& submission);
/// NotFound where it is none of the submission's.
[[nodiscard]] Result<Kept> find(Store& store, const std::string& submission, const std::string& id);
/// Of all submissions.
[[nodiscard]] Result<std::vector<Kept>> all(Store& store);

/// A kept signature examined again, as of the instant of its receipt, with the anchors and lists of today, which may know more of that day.
[[nodiscard]] Result<Verdict> examine_again(Store& store, const Documents& documents, const Trust& trust, const Kept& kept);

}  // namespace atalaya::reg::signatures
