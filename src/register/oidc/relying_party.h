// Login by OpenID Connect: the authorization code flow with PKCE (OpenID Connect Core 1.0, section 3.1; RFC 7636; RFC 9700), for several providers at once.
//
//   begin()   sends the person to a provider; the caller keeps the Pending and redirects.
//   finish()  judges the answer that the person brings back.
//
// All of these may wait for a provider for up to FetchLimits::whole for each thing that is fetched (twice at begin() at most, four times at finish()), so they
// are not for a thread that serves others meanwhile.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "register/oidc/configuration.h"
#include "register/oidc/fetch.h"
#include "register/oidc/id_token.h"
#include "register/oidc/logout_token.h"
#include "register/oidc/pending.h"
#include "register/oidc/provider_cache.h"
#include "register/oidc/url.h"
#include "register/store/clock.h"

namespace atalaya::reg {

/// How somebody is to log in.
struct LoginWish {
  Assurance least = Assurance::Low;
  std::string return_to = {};  ///< Where to go afterwards: a path of this site.
  std::string language = {};   ///< Of the provider's pages: "es".
  bool again = false;          ///< Even if they are logged in at the provider (`prompt=login`, `max_age=0`).
};

struct LoginStart {
  std::string url;  ///< To redirect to.
  Pending pending;
};

/// Who has logged in.
struct Login {
  std::string provider;
  std::string issuer;  ///< With `subject` what an account is known by.
  std::string subject;
  std::string name;   ///< May be empty.
  std::string email;  ///< Verified by the provider, or empty.
  Assurance assurance = Assurance::Low;
  std::string acr;
  std::string session;                   ///< The provider's, for its notice of a logout; may be empty.
  std::optional<Instant> authenticated;  ///< When they showed who they are.
  std::string id_token;                  ///< For logout_url(); personal, so it goes nowhere else.
  std::string return_to;
};

/// Safe for many threads.
class RelyingParty {
 public:
  /// `fetcher` and `clock` must live as long as it does.
  RelyingParty(std::vector<Provider> providers, const Fetcher& fetcher, const Clock& clock);
  RelyingParty(const RelyingParty&) = delete;
  RelyingParty& operator=(const RelyingParty&) = delete;
  ~RelyingParty();

  [[nodiscard]] const std::vector<Provider>& providers() const { return providers_; }
  [[nodiscard]] const Provider* find(const std::string& id) const;  ///< Or null.

  /// `redirect_uri` is where the provider sends the person back to: an address of ours alone for this provider (RFC 9700, section 4.4.2.1), and exactly as it
  /// is registered there. NotFound: no such provider. Conflict: it never is as sure as wished. Usage: `return_to` or `redirect_uri` is none. System, Input: the
  /// provider does not answer, or not as it should.
  [[nodiscard]] Result<LoginStart> begin(const std::string& provider, const std::string& redirect_uri, const LoginWish& wish = {});

  /// `answer` is the query that came to the redirect address. The caller has taken `pending` away before it asks. Usage: this is no answer to that login (wrong
  /// or missing state, too late, another issuer, a parameter twice). Conflict: the person or the provider ended the login, or it is not as sure as was wished.
  /// Input: the provider's tokens are not as they should be, and nobody is logged in. System: the provider does not answer.
  [[nodiscard]] Result<Login> finish(const Pending& pending, const Parameters& answer);

  /// Where to send somebody who has logged out here, so that they are logged out there as well (RP-Initiated Logout 1.0). Empty: the provider has no such
  /// address. `return_uri` must be registered there; empty: the person stays at the provider.
  [[nodiscard]] Result<std::string> logout_url(const std::string& provider, const std::string& id_token, const std::string& return_uri,
                                               const std::string& state);

  /// A logout token that was posted to us (Back-Channel Logout 1.0, section 2.5). Input where it is none, or not the provider's.
  [[nodiscard]] Result<LogoutNotice> read_logout_token(const std::string& provider, const std::string& token);

 private:
  Result<ProviderCache*> cache_of(const std::string& provider);
  Result<Login> judge(const Provider& provider, ProviderCache& cache, const Pending& pending, const std::string& code);

  const std::vector<Provider> providers_;
  const Fetcher& fetcher_;
  const Clock& clock_;
  std::map<std::string, std::unique_ptr<ProviderCache>> caches_;  // One for each provider from the beginning; never changed.
};

}  // namespace atalaya::reg
