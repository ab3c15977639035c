// Evidence beside answers: the address of a page, or a document that is kept.
#pragma once

#include <string>

#include "register/submissions/answers.h"
#include "register/submissions/documents.h"

namespace atalaya::reg::submissions {

inline constexpr std::size_t most_evidence = 20;  ///< Of one answer.

/// Gives the public id. Input where the question asks for none, or has as much as it may; Conflict where answers cannot be changed now.
[[nodiscard]] Result<std::string> add_address(Store& store, const Questionnaire& questionnaire, const std::string& actor, const std::string& submission,
                                              const std::string& question, const std::string& address, const std::string& note = {});
[[nodiscard]] Result<std::string> add_document(Store& store, const Questionnaire& questionnaire, const std::string& actor, const std::string& submission,
                                               const std::string& question, const KeptDocument& document, const std::string& note = {});
/// It no longer stands beside the answer; the store keeps that it did.
[[nodiscard]] Status remove_evidence(Store& store, const std::string& actor, const std::string& submission, const std::string& evidence);

/// A document of a submission by its hash, also one that was taken away again; NotFound where it is none of its.
[[nodiscard]] Result<KeptDocument> find_document(Store& store, const std::string& submission, const std::string& sha256);

}  // namespace atalaya::reg::submissions
