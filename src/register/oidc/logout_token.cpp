#include "register/oidc/logout_token.h"

namespace atalaya::reg {

namespace {

constexpr const char* logout_event = "http://schemas.openid.net/event/backchannel-logout";
constexpr std::size_t most_id_bytes = 300;

}  // namespace

Result<LogoutNotice> check_logout_token(const Jws& token, const std::string& issuer, const std::string& client_id, Instant now,
                                        std::chrono::seconds clock_skew) {
  const JsonObject& claims = token.payload;
  if (!token.type.empty() && token.type != "logout+jwt" && token.type != "jwt") {
    return claims.fault("a token of the type " + shown(token.type) + " is no logout token");
  }
  TRY_STATUS(check_common_claims(claims, issuer, client_id, now, clock_skew));
  LogoutNotice out;
  out.issuer = issuer;
  out.subject = TRY(claims.text_or_empty("sub"));
  out.session = TRY(claims.text_or_empty("sid"));
  out.id = TRY(claims.text("jti"));
  if (out.subject.empty() && out.session.empty()) return claims.fault("neither 'sub' nor 'sid' says who has logged out");
  const auto events = claims.object("events");
  if (!events || !events->object(logout_event)) return claims.fault("'events' does not say that somebody has logged out");
  // An ID token has one, and is none of these.
  if (claims.has("nonce")) return claims.fault("a logout token has no 'nonce'");
  if (out.id.size() > most_id_bytes) return claims.fault("'jti' is too long");
  out.expires = TRY(claims.instant("exp")).value_or(now) + clock_skew;
  return out;
}

}  // namespace atalaya::reg
