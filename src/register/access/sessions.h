// Sessions: a token of 256 random bits in a cookie, of which the store has the hash; a new one at every login and where the rights have changed.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/error.h"
#include "register/access/rights.h"
#include "register/store/store.h"

namespace atalaya::reg {

struct SessionTimes {
  std::chrono::minutes idle = std::chrono::minutes(60);    ///< A session that nobody used for so long has ended,
  std::chrono::minutes absolute = std::chrono::hours(12);  ///< as has one that began so long ago.
};

struct Opened {
  std::string token;  ///< For the cookie (Secure, HttpOnly, SameSite=Lax); it is nowhere else.
  std::string id;     ///< Public id of the session.
  std::string ends;   ///< At the latest.
};

struct SessionRecord {
  std::string id, method, created, seen, ends;
  Assurance assurance = Assurance::Low;
};

/// What a form must have as a hidden field, made of the token in the cookie: who cannot read the cookie cannot make it. For a visitor without a session the
/// token is any new_token() in a cookie, which needs no place in the store; a login always gives another, so that none can be fixed beforehand.
[[nodiscard]] std::string csrf_secret(std::string_view token);
[[nodiscard]] bool csrf_matches(std::string_view token, std::string_view given);

class Sessions {
 public:
  explicit Sessions(Store& store, const SessionTimes& times = {}) : store_(&store), times_(times) {}

  struct Resolved {
    Principal principal;
    /// The roles are no more those that the token was made under: call rotate() and set the new cookie, best with the next whole page (a request beside it that
    /// still has the old token is not logged in). The rights are those of now in any case.
    bool rotate = false;
  };
  /// Who a cookie's token is; nothing where it is no session, or one that has ended.
  [[nodiscard]] Result<std::optional<Resolved>> resolve(const std::string& token);

  /// After a login elsewhere (OpenID Connect). `method` is for the person to read: "oidc:https://…".
  [[nodiscard]] Result<Opened> open(const std::string& person, Assurance assurance, const std::string& method);
  /// Another token for the same session; the old one is void. NotFound where it has ended.
  [[nodiscard]] Result<Opened> rotate(const std::string& token);
  /// The same, where somebody has proved more about themselves.
  [[nodiscard]] Result<Opened> raise(const std::string& token, Assurance assurance);
  /// Logout. Done also where there is no such session.
  [[nodiscard]] Status close(const std::string& token);
  /// One's sessions that are open.
  [[nodiscard]] Result<std::vector<SessionRecord>> open_ones(const std::string& person);
  /// Ends one of a person's sessions by its public id.
  [[nodiscard]] Status revoke(const std::string& actor, const std::string& person, const std::string& session);
  /// Ends all of a person's sessions but one (public id; may be empty).
  [[nodiscard]] Status revoke_all(const std::string& actor, const std::string& person, const std::string& but = {});
  /// Removes what ended more than 30 days ago; how many.
  [[nodiscard]] Result<long long> sweep();

  // ---- Inside of a transaction
  [[nodiscard]] Opened open(soci::session& session, Instant now, long long person, const std::string& actor, Assurance assurance, const std::string& method);
  /// Ends all of somebody's sessions but one.
  void end_all(soci::session& session, const std::string& now, long long person, const std::string& but = {});
  /// The person's number and the session's public id of a token that is good.
  [[nodiscard]] std::optional<std::tuple<long long, std::string>> find(soci::session& session, Instant now, const std::string& token);

 private:
  [[nodiscard]] Result<Opened> change(const std::string& token, std::optional<Assurance> assurance);
  [[nodiscard]] std::string idle_limit(Instant now) const { return instant_text(now - times_.idle); }

  Store* store_;
  SessionTimes times_;
};

}  // namespace atalaya::reg
