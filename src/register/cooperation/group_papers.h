// What a working group keeps: documents, under their hash and in the same place as evidence, and decisions.
#pragma once

#include <string>
#include <vector>

#include "register/cooperation/groups.h"
#include "register/submissions/documents.h"

namespace atalaya::reg::cooperation {

struct Paper {
  std::string title;
  KeptDocument document;
  std::string instant;
};

/// The same document again is one paper.
[[nodiscard]] Status add_paper(Store& store, const std::string& actor, const std::string& group, const std::string& title, const KeptDocument& document);
[[nodiscard]] Result<std::vector<Paper>> papers(Store& store, const std::string& group);  ///< The newest first.
/// A document of the group by its hash; NotFound where it is none of its.
[[nodiscard]] Result<KeptDocument> find_paper(Store& store, const std::string& group, const std::string& sha256);

struct Decision {
  std::string id;  ///< Public.
  std::string body;
  std::string instant;
};
/// A decision is not changed: another follows it.
[[nodiscard]] Status add_decision(Store& store, const std::string& actor, const std::string& group, const std::string& body);
[[nodiscard]] Result<std::vector<Decision>> decisions(Store& store, const std::string& group);  ///< The newest first.

}  // namespace atalaya::reg::cooperation
