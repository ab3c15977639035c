#include "register/oidc/relying_party.h"

#include <openssl/sha.h>

#include <algorithm>

#include "base/text.h"
#include "register/oidc/base64url.h"
#include "register/oidc/json.h"
#include "register/oidc/token_request.h"
#include "register/store/random.h"

namespace atalaya::reg {

namespace {

constexpr std::size_t most_code_bytes = 8192;

std::unexpected<Error> no_answer(const std::string& why) {
  return fail(ErrorKind::Usage, "this is no answer to a login that has begun: " + why, {}, "log in again");
}

/// RFC 7636, section 4.2: S256.
std::string code_challenge(const std::string& verifier) {
  unsigned char hash[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(verifier.data()), verifier.size(), hash);
  return base64url({reinterpret_cast<const char*>(hash), sizeof hash});
}

/// The parameters of an answer, each at most once (RFC 6749, section 3.1).
class Answer {
 public:
  explicit Answer(const Parameters& parameters) : parameters_(parameters) {}
  [[nodiscard]] Result<std::string> get(const char* name) const {
    std::string out;
    bool found = false;
    for (const auto& [key, value] : parameters_) {
      if (key != name) continue;
      if (found) return no_answer(std::string("'") + name + "' stands twice");
      out = value;
      found = true;
    }
    return out;
  }

 private:
  const Parameters& parameters_;
};

}  // namespace

RelyingParty::RelyingParty(std::vector<Provider> providers, const Fetcher& fetcher, const Clock& clock)
    : providers_(std::move(providers)), fetcher_(fetcher), clock_(clock) {
  for (const Provider& provider : providers_) caches_.emplace(provider.id, std::make_unique<ProviderCache>(provider, fetcher_, clock_));
}

RelyingParty::~RelyingParty() = default;

const Provider* RelyingParty::find(const std::string& id) const {
  const auto found = std::ranges::find(providers_, id, &Provider::id);
  return found == providers_.end() ? nullptr : &*found;
}

Result<ProviderCache*> RelyingParty::cache_of(const std::string& provider) {
  const auto found = caches_.find(provider);
  if (found == caches_.end()) return fail(ErrorKind::NotFound, "no provider " + shown(provider) + " logs people in here");
  return found->second.get();
}

Result<LoginStart> RelyingParty::begin(const std::string& id, const std::string& redirect_uri, const LoginWish& wish) {
  ProviderCache* cache = TRY(cache_of(id));
  const Provider& provider = *find(id);
  if (!wish.return_to.empty() && !is_local_path(wish.return_to)) return fail(ErrorKind::Usage, shown(wish.return_to) + " is no path of this site");
  if (const auto url = parse_url(redirect_uri); !url) return fail(ErrorKind::Usage, url.error().what);
  if (!provider.reaches(wish.least)) {
    return fail(ErrorKind::Conflict, "a login by '" + id + "' is never of the level " + std::string(to_string(wish.least)), {}, "another provider may be");
  }
  const Metadata metadata = TRY(cache->metadata());
  Pending pending{.provider = id,
                  .state = new_token(),
                  .nonce = new_token(),
                  .verifier = new_token(),
                  .redirect_uri = redirect_uri,
                  .return_to = wish.return_to,
                  .least = wish.least,
                  .max_age = wish.again ? std::optional(std::chrono::seconds(0)) : provider.max_age,
                  .started = clock_.now()};
  Parameters query{{"response_type", "code"},
                   {"client_id", provider.client_id},
                   {"redirect_uri", redirect_uri},
                   {"scope", join(provider.scopes, " ")},
                   {"state", pending.state},
                   {"nonce", pending.nonce},
                   {"code_challenge", code_challenge(pending.verifier)},
                   {"code_challenge_method", "S256"}};
  if (wish.again) query.emplace_back("prompt", "login");
  if (pending.max_age) query.emplace_back("max_age", std::to_string(pending.max_age->count()));
  if (wish.least > provider.assurance) query.emplace_back("acr_values", join(provider.classes_for(wish.least), " "));
  if (!wish.language.empty()) query.emplace_back("ui_locales", wish.language);
  return LoginStart{with_query(metadata.authorization_endpoint, query), std::move(pending)};
}

Result<Login> RelyingParty::finish(const Pending& pending, const Parameters& parameters) {
  ProviderCache* cache = TRY(cache_of(pending.provider));
  const Provider& provider = *find(pending.provider);
  const Answer answer(parameters);
  const std::string state = TRY(answer.get("state")), code = TRY(answer.get("code")), error = TRY(answer.get("error")), issuer = TRY(answer.get("iss"));
  if (pending.state.empty() || !same_secret(state, pending.state)) return no_answer("the state is another");
  const Instant now = clock_.now();
  if (now >= pending.expires() || now < pending.started) return no_answer("it took too long");
  // RFC 9207, section 2.4: against answers of one provider that are given out as another's.
  if (!issuer.empty() && issuer != provider.issuer) return no_answer("it is from another provider");
  if (issuer.empty() && TRY(cache->metadata()).names_issuer_in_answers) return no_answer("it does not say which provider it is from");
  if (!error.empty()) return fail(ErrorKind::Conflict, "the login was ended at the provider: " + shown(error), {.file = provider.issuer});
  if (code.empty() || code.size() > most_code_bytes) return no_answer("it has no code");
  return judge(provider, *cache, pending, code);
}

Result<Login> RelyingParty::judge(const Provider& provider, ProviderCache& cache, const Pending& pending, const std::string& code) {
  const std::string endpoint = TRY(cache.metadata()).token_endpoint;
  const FetchAnswer fetched = TRY(fetcher_.fetch(token_request(provider, endpoint, pending, code)));
  const Tokens tokens = TRY(read_token_answer(fetched, endpoint));
  const Jws token = TRY(read_jws(tokens.id_token, "the ID token of " + provider.issuer));
  TRY_STATUS(cache.verify(token));
  Claims claims = TRY(check_id_token(token, {.issuer = provider.issuer,
                                             .client_id = provider.client_id,
                                             .nonce = pending.nonce,
                                             .access_token = tokens.access_token,
                                             .max_age = pending.max_age,
                                             .asked = pending.started,
                                             .now = clock_.now(),
                                             .clock_skew = provider.clock_skew}));
  const Assurance assurance = provider.assurance_of(claims.acr);
  // Step 12 of OpenID Connect Core, section 3.1.3.7: a class that was asked for is not one that was given.
  if (assurance < pending.least) {
    return fail(ErrorKind::Conflict,
                "the login is of the level " + std::string(to_string(assurance)) + ", and " + std::string(to_string(pending.least)) + " is needed",
                {.file = provider.issuer}, "log in by a stronger means");
  }
  return Login{.provider = provider.id,
               .issuer = provider.issuer,
               .subject = std::move(claims.subject),
               .name = std::move(claims.name),
               .email = std::move(claims.email),
               .assurance = assurance,
               .acr = std::move(claims.acr),
               .session = std::move(claims.session),
               .authenticated = claims.authenticated,
               .id_token = tokens.id_token,
               .return_to = pending.return_to};
}

Result<std::string> RelyingParty::logout_url(const std::string& id, const std::string& id_token, const std::string& return_uri, const std::string& state) {
  ProviderCache* cache = TRY(cache_of(id));
  const std::string endpoint = TRY(cache->metadata()).end_session_endpoint;
  if (endpoint.empty()) return std::string();
  Parameters query{{"id_token_hint", id_token}, {"client_id", find(id)->client_id}};
  if (!return_uri.empty()) query.emplace_back("post_logout_redirect_uri", return_uri);
  if (!return_uri.empty() && !state.empty()) query.emplace_back("state", state);
  return with_query(endpoint, query);
}

Result<LogoutNotice> RelyingParty::read_logout_token(const std::string& id, const std::string& token) {
  ProviderCache* cache = TRY(cache_of(id));
  const Provider& provider = *find(id);
  const Jws read = TRY(read_jws(token, "the logout token of " + provider.issuer));
  TRY_STATUS(cache->verify(read));
  return check_logout_token(read, provider.issuer, provider.client_id, clock_.now(), provider.clock_skew);
}

}  // namespace atalaya::reg
