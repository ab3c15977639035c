// People and the organisations that they are of. `actor` is everywhere who does it: a person's public id, or "system" for the program's operator.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "register/store/store.h"

namespace atalaya {
class JsonWriter;
}

namespace atalaya::reg {

inline constexpr const char* system_actor = "system";

namespace people {

struct Organisation {
  std::string id;  ///< Public.
  std::string name;
  std::string country;  ///< Empty: of the region, or of no country.
  std::string created;
  std::optional<std::string> closed = {};
};

struct Person {
  std::string id;  ///< Public.
  std::string name;
  std::string email;
  std::string language = "es";  ///< In which they are written to.
  std::string created = {};
  std::optional<std::string> erased = {};  ///< Name and address are empty from then on.
};

/// Gives the public id. Input where a field is not what it should be.
[[nodiscard]] Result<std::string> add_organisation(Store& store, const std::string& actor, const std::string& name, const std::string& country);
[[nodiscard]] Status close_organisation(Store& store, const std::string& actor, const std::string& organisation);
[[nodiscard]] Result<std::vector<Organisation>> organisations(Store& store);

/// Gives the public id. Conflict where somebody has the address.
[[nodiscard]] Result<std::string> add_person(Store& store, const std::string& actor, const Person& person);
/// Name, address and language as they are from now on.
[[nodiscard]] Status change_person(Store& store, const std::string& actor, const Person& person);
[[nodiscard]] Result<Person> find_person(Store& store, const std::string& person);  ///< NotFound
/// In the order in which they came; those after the public id `after` (empty: from the first), at most `most`.
[[nodiscard]] Result<std::vector<Person>> all_people(Store& store, const std::string& after = {}, std::size_t most = 1'000'000);

/// From now on; Conflict where it is so already.
[[nodiscard]] Status join(Store& store, const std::string& actor, const std::string& person, const std::string& organisation);
[[nodiscard]] Status leave(Store& store, const std::string& actor, const std::string& person, const std::string& organisation);
/// Where somebody is a member now.
[[nodiscard]] Result<std::vector<Organisation>> organisations_of(Store& store, const std::string& person);

// ---- Inside of a transaction, for what else belongs to the same change

/// The store's own number of a person by the public id; NotFound also where they have been erased.
[[nodiscard]] Result<long long> person_key(soci::session& session, const std::string& person);
/// The number of who does it; nothing for "system".
[[nodiscard]] Result<std::optional<long long>> actor_key(soci::session& session, const std::string& actor);
[[nodiscard]] Result<long long> organisation_key(soci::session& session, const std::string& organisation);
[[nodiscard]] Result<std::string> add_person(soci::session& session, const std::string& now, const std::string& actor, const Person& person);
[[nodiscard]] Status join(soci::session& session, const std::string& now, const std::string& actor, const std::string& person, const std::string& organisation);
/// Empties what is personal of somebody: name, address, and the invitations to that address. Roles and memberships end. What they did stays, by an id that
/// leads to nobody.
[[nodiscard]] Status erase(soci::session& session, const std::string& now, const std::string& actor, const std::string& person);

}  // namespace people
}  // namespace atalaya::reg
