// Where the register meets the web: what all its pages share. `desk` is the place in which people work on the register; readers only ever meet a release.
#pragma once

#include <string>

#include "http/representation_cache.h"
#include "register/access/accounts.h"
#include "register/access/sessions.h"
#include "register/consultation/comments.h"
#include "register/oidc/relying_party.h"
#include "register/passkeys/passkeys.h"
#include "register/privacy/policy.h"
#include "register/questionnaire/definition.h"
#include "register/store/store.h"
#include "register/submissions/documents.h"
#include "register/submissions/receipt.h"
#include "site/register/pending_logins.h"
#include "site/register/provider_logins.h"
#include "site/site.h"

namespace atalaya::reg {
struct Mail;
namespace signatures {
struct Configuration;
}
}  // namespace atalaya::reg

namespace atalaya::site::desk {

struct DeskSettings {
  /// The address that people type, without a slash at its end: "https://observatory.example". With https the cookies are for TLS alone (`__Host-`).
  std::string public_url;
};

struct Desk {
  reg::Store& store;
  reg::Sessions& sessions;
  reg::Accounts& accounts;
  reg::Passkeys& passkeys;
  const Site& site;
  reg::RelyingParty* providers;  ///< Null: local accounts alone.
  PendingLogins& pending;
  ProviderLogins& provider_logins;
  const std::vector<reg::Questionnaire>& questionnaires;  ///< Of the agenda's pack.
  const reg::ReceiptKeys& receipts;
  const reg::Documents& documents;
  reg::consultation::Comments& comments;
  DeskSettings settings;
  const reg::PrivacyPolicy* privacy = nullptr;                 ///< Null: the pack declares nothing.
  const reg::Mail* mail = nullptr;                             ///< Null: no mail.yaml, and notices wait.
  const reg::signatures::Configuration* signatures = nullptr;  ///< Null: no signatures.yaml, and none can be attached.
  http::RepresentationCache recent{std::size_t{16} << 20U};    ///< public_pages.h

  [[nodiscard]] bool secure() const { return settings.public_url.starts_with("https://"); }
  /// "__Host-atalaya-session" where cookies are for TLS alone: no other host, and no page without TLS, can set one of that name.
  [[nodiscard]] std::string cookie_name(std::string_view what) const { return (secure() ? "__Host-atalaya-" : "atalaya-") + std::string(what); }
};

}  // namespace atalaya::site::desk
