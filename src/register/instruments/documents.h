// Documents of instruments: which there are and what they are called. The bytes are kept elsewhere, under their hash (register/submissions/documents.h).
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "register/instruments/check.h"
#include "register/store/store.h"

namespace atalaya::reg::instruments {

struct Document {
  std::string sha256, name, media_type;
  long long size = 0;
  std::string added = {};  ///< Instant.
};

/// The document is the instrument's from now on, as a new version; those before it stay. Gives the version's number. Conflict as change().
[[nodiscard]] Result<long long> attach(Store& store, const std::string& actor, const std::string& id, long long version, const Document& document,
                                       const Known& known);
/// All that were ever attached, the newest first.
[[nodiscard]] Result<std::vector<Document>> documents(Store& store, const std::string& id);
[[nodiscard]] Result<Document> find_document(Store& store, const std::string& id, const std::string& sha256);  ///< NotFound

}  // namespace atalaya::reg::instruments
