// What a page asks the browser for (Web Authentication, section 5.4 and 5.5), as JSON.
#include "base/json_writer.h"
#include "base/locale.h"
#include "register/oidc/base64url.h"
#include "register/passkeys/passkeys.h"
#include "register/store/sql.h"

namespace atalaya::reg {

Result<std::string> Passkeys::creation_options(const webauthn::RelyingParty& site, const std::string& person, const std::string& session) {
  struct Owner {
    std::string email, name;
    std::vector<std::string> credentials;
  };
  const Owner owner = TRY(store_->read([&](soci::session& sql) -> Result<Owner> {
    auto found = sql::row<long long, std::string, std::string>(sql,
                                                               "select p.id, p.email, p.name from person p join local_account a on a.person = p.id "
                                                               "where p.public_id = :person and p.erased is null and a.disabled is null",
                                                               {person});
    if (!found) return fail(ErrorKind::NotFound, tr_noop("this person has no local account"));
    Owner out{std::get<1>(*found), std::get<2>(*found), {}};
    for (auto& [credential] : sql::rows<std::string>(sql, "select credential from passkey where person = :person order by id", {std::get<0>(*found)})) {
      out.credentials.push_back(std::move(credential));
    }
    return out;
  }));
  JsonWriter json;
  json.begin_object().key("rp").begin_object().field("id", site.id).field("name", accounts_->issuer()).end_object();
  // The handle of the user is their random id, which says nothing of them (section 14.6.1).
  json.key("user").begin_object().field("id", base64url(person)).field("name", owner.email).field("displayName", owner.name).end_object();
  json.field("challenge", challenges_.make(Challenges::Purpose::Add, session)).key("pubKeyCredParams").begin_array();
  for (const auto algorithm : webauthn::all_algorithms) json.begin_object().field("type", "public-key").field("alg", static_cast<int>(algorithm)).end_object();
  json.end_array().field("timeout", std::chrono::milliseconds(challenges_.life()).count()).key("excludeCredentials").begin_array();
  for (const std::string& credential : owner.credentials) json.begin_object().field("type", "public-key").field("id", credential).end_object();
  json.end_array().key("authenticatorSelection").begin_object();
  json.field("residentKey", "required").field("requireResidentKey", true).field("userVerification", "required").end_object();
  json.field("attestation", "none").end_object();
  return json.take();
}

std::string Passkeys::request_options(const webauthn::RelyingParty& site, const std::string& browser) const {
  JsonWriter json;
  json.begin_object().field("challenge", challenges_.make(Challenges::Purpose::LogIn, browser)).field("rpId", site.id);
  json.field("timeout", std::chrono::milliseconds(challenges_.life()).count()).field("userVerification", "required").end_object();
  return json.take();
}

}  // namespace atalaya::reg
