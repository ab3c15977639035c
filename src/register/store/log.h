// What was done in the register, by whom and when: entries chained by their hashes, which nothing changes or removes. No personal data stands in it: people are
// their public ids, and the details are a hash.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "register/store/store.h"

namespace atalaya::reg::log {

struct Entry {
  std::string instant;  ///< Store::now().
  std::string actor;    ///< Public id of a person, or "system".
  std::string action;   ///< Dotted name: "submission.submit".
  std::string subject;  ///< Public id of what it was done to; may be empty.
  std::string details;  ///< SHA-256 of the canonical JSON of what more there is to say; details_hash() makes it. May be empty.
};

struct Record : Entry {
  long long sequence = 0;  ///< From 1, without a gap.
  std::string previous;    ///< Hash of the entry before; 64 zeros for the first.
  std::string hash;        ///< SHA-256 of the canonical JSON of all the other members.
};

struct Head {
  long long sequence = 0;  ///< 0: the log is empty.
  std::string hash = std::string(64, '0');
  bool operator==(const Head&) const = default;
};

/// The hash of details that a JsonWriter made; they must be JSON.
[[nodiscard]] std::string details_hash(const std::string& json);

/// Adds an entry, inside of Store::write: it is kept with the change that it tells of, or not at all.
Head append(soci::session& session, const Entry& entry);

[[nodiscard]] Result<Head> head(Store& store);
/// At most `most` entries after `sequence`, in order.
[[nodiscard]] Result<std::vector<Record>> entries(Store& store, long long sequence, std::size_t most);
/// The entries of one subject, in order; at most `most`.
[[nodiscard]] Result<std::vector<Record>> entries_of(Store& store, const std::string& subject, std::size_t most);

struct Break {
  long long sequence = 0;  ///< The first entry that is not what it was.
  std::string what;
};
struct Verdict {
  Head head;  ///< The last entry that is sound.
  std::optional<Break> broken = {};
};

/// Walks the log from its first entry. What was cut off its end, or rewritten from some entry on with new hashes, shows only against heads that are known from
/// elsewhere (those of releases): `known` must be entries of this log.
[[nodiscard]] Result<Verdict> verify(Store& store, const std::vector<Head>& known = {});

}  // namespace atalaya::reg::log
