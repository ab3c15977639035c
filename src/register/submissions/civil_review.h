// What civil society says of a country's report, beside the official review, with the country's right of reply. It changes no score.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "register/submissions/review.h"

namespace atalaya::reg::civil {

struct Review {
  std::string id;  ///< Public.
  int version = 0;
  std::string indicator;
  std::optional<int> score;  ///< How they see it; nothing: words alone.
  std::string body;
  std::string instant;
  std::string person;
  std::vector<review::Reply> replies;
};

/// Of a submission that was submitted at least once and does not lie with the country. Gives the public id.
[[nodiscard]] Result<std::string> add(Store& store, const Questionnaire& questionnaire, const std::string& actor, const std::string& submission,
                                      const std::string& indicator, std::optional<int> score, const std::string& body);
/// The country's right of reply; it has no end.
[[nodiscard]] Status reply(Store& store, const std::string& actor, const std::string& review, const std::string& body);
[[nodiscard]] Result<std::vector<Review>> all(Store& store, const std::string& submission);
/// The submission of a review; NotFound. For the question of who may reply.
[[nodiscard]] Result<std::string> submission_of(Store& store, const std::string& review);

}  // namespace atalaya::reg::civil
