#include "register/access/second_factor.h"

#include "register/access/assurance.h"
#include "register/store/random.h"
#include "register/store/sql.h"

namespace atalaya::reg::second_factor {

bool is_missing(soci::session& session, long long person, const std::string& session_token) {
  const auto low = sql::value<long long>(session, "select id from login_session where token_hash = :hash and person = :person and assurance = :low",
                                         {token_hash(session_token), person, to_string(Assurance::Low)});
  return low && (sql::value<long long>(session, "select person from local_account where person = :person and totp_confirmed is not null", {person}) ||
                 sql::value<long long>(session, "select id from passkey where person = :person limit 1", {person}));
}

}  // namespace atalaya::reg::second_factor
