// Working groups: who is in them, and since when. `actor` is a person's public id or "system"; who may do what is asked before. What the group does stands in
// meetings.h, group_papers.h and group_actions.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "register/store/store.h"

namespace atalaya::reg::cooperation {

struct Group {
  std::string id;  ///< Public.
  std::string name;
  std::string purpose;
  std::string created;
  std::optional<std::string> closed;
};

struct Member {
  std::string person;  ///< Public id.
  std::string name;    ///< Empty once they have been erased.
  std::string since;
};

/// Gives the public id. Input where a field is not what it should be; Conflict where a group that is not closed has the name.
[[nodiscard]] Result<std::string> add_group(Store& store, const std::string& actor, const std::string& name, const std::string& purpose);
/// It stays readable, and takes nothing more. Conflict where it is closed.
[[nodiscard]] Status close_group(Store& store, const std::string& actor, const std::string& group);
[[nodiscard]] Result<Group> find_group(Store& store, const std::string& group);  ///< NotFound
[[nodiscard]] Result<std::vector<Group>> all_groups(Store& store);               ///< By name; those that are closed last.

/// From now on. Conflict where they are in it, or hold now neither the role of a working group nor that of the secretariat.
[[nodiscard]] Status add_member(Store& store, const std::string& actor, const std::string& group, const std::string& person);
/// From now on no more; NotFound where they are not.
[[nodiscard]] Status end_member(Store& store, const std::string& actor, const std::string& group, const std::string& person);
[[nodiscard]] Result<std::vector<Member>> members(Store& store, const std::string& group);
/// Who could be added: everybody with one of those roles who is not in it.
[[nodiscard]] Result<std::vector<Member>> candidates(Store& store, const std::string& group);

// ---- Inside of a transaction

/// The store's number of a group; NotFound.
[[nodiscard]] Result<long long> group_key(soci::session& session, const std::string& group);
/// The same of one that is not closed; Conflict.
[[nodiscard]] Result<long long> open_group_key(soci::session& session, const std::string& group);
/// Whether somebody is in the group now.
[[nodiscard]] bool is_member(soci::session& session, long long group, long long person);

}  // namespace atalaya::reg::cooperation
