#include "register/access/devices.h"

#include "register/store/random.h"
#include "register/store/sql.h"

namespace atalaya::reg::devices {

bool is_known(soci::session& session, long long person, const std::string& device) {
  const std::string hash = token_hash(is_token(device) ? device : "-");
  return sql::value<long long>(session, "select id from known_device where token_hash = :hash and person = :person and revoked is null", {hash, person})
      .has_value();
}

std::string remember(soci::session& session, const std::string& now, long long person, const std::string& known) {
  if (!known.empty()) {
    sql::run(session, "update known_device set seen = :now where token_hash = :hash", {now, token_hash(known)});
    return known;
  }
  std::string device = new_token();
  sql::run(session, "insert into known_device (token_hash, person, created, seen) values (:hash, :person, :now, :seen)",
           {token_hash(device), person, now, now});
  return device;
}

}  // namespace atalaya::reg::devices
