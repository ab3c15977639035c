// Logging out: here, and at the provider that the login came from; and what a provider tells us when somebody logs out there.
#include <spdlog/spdlog.h>

#include "http/form.h"
#include "register/access/identities.h"
#include "site/register/pages.h"
#include "site/register/words.h"

namespace atalaya::site::desk {

namespace {

/// Where the person is sent to log out at the provider. They are logged out here by then, so that whatever is wrong there keeps nobody in.
http::Response lead_to_provider(Visit& visit, const std::string& id, const std::string& id_token) {
  Desk& desk = visit.desk();
  const Locale& l = visit.locale();
  const reg::Provider* provider = desk.providers->find(id);
  const std::string name = visit.presenter().in(provider->name);
  const auto url = desk.providers->logout_url(id, id_token, desk.settings.public_url + visit.link(""), {});
  DeskPage page(visit, l.tr("You are logged out here"), "logout");
  if (!url || url->empty()) {
    page.notice(DeskPage::Tone::Warning, fill(l.tr("{1} cannot be asked to log you out there. On a computer that others use, do so at its own page."), {name}));
  } else {
    View block = page.block("", fill(l.tr("You log out at {1} as well. If nothing happens, follow the link."), {name}));
    add_link(block, name, *url);
  }
  auto html = page.render();
  auto response = html ? visit.respond(std::move(*html)) : visit.go("");
  // As at the login: a redirect would count as the form's own target, which our policy keeps on this site.
  if (url && !url->empty()) response.headers.set("Refresh", "0; url=" + *url);
  return response;
}

http::Response no_store(http::Response response) {
  response.headers.set("Cache-Control", "no-store");
  return response;
}

}  // namespace

Answer log_out(Visit& visit) {
  Desk& desk = visit.desk();
  const std::string session = visit.principal().session;
  const std::string id_token = desk.provider_logins.id_tokens.take(session);
  std::string provider;
  if (desk.providers != nullptr && !session.empty() && visit.form().has("there")) {
    provider = TRY(reg::identities::provider_of(desk.store, session));
    if (desk.providers->find(provider) == nullptr) provider.clear();
  }
  TRY_STATUS(desk.sessions.close(visit.token()));
  visit.log_out();
  return provider.empty() ? visit.go("") : lead_to_provider(visit, provider, id_token);
}

// OpenID Connect Back-Channel Logout 1.0, sections 2.5 to 2.8. There is no visitor: the provider's signature is what counts, so no cookie and no CSRF.
http::Response take_logout_notice(Desk& desk, const http::Request& request, const std::string& provider) {
  const auto refused = [](const char* why) {
    return no_store(http::text_response(400, "application/json", std::string(R"({"error":"invalid_request","error_description":")") + why + "\"}"));
  };
  if (desk.providers == nullptr || desk.providers->find(provider) == nullptr) return no_store(http::status_response(404));
  const auto form = http::read_form(request);
  if (!form) return refused("no form");
  const auto notice = desk.providers->read_logout_token(provider, form->get("logout_token"));
  if (!notice) {
    if (notice.error().kind == ErrorKind::System) return no_store(http::status_response(503));
    return refused("no logout token of this provider");
  }
  const std::string key = provider + " " + notice->id;
  if (!desk.provider_logins.notices.keep(key, {}, notice->expires)) return refused("this logout token was used");
  const auto ended = reg::identities::end_provider_sessions(desk.store, {notice->issuer, notice->subject}, notice->session);
  if (!ended) {
    // It may come again.
    (void)desk.provider_logins.notices.take(key);
    spdlog::error("a provider's notice of a logout was not obeyed: {}", ended.error().what);
    return no_store(http::status_response(503));
  }
  return no_store(http::text_response(200, "text/plain; charset=utf-8", ""));
}

}  // namespace atalaya::site::desk
