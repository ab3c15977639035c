#include "register/access/identities.h"
#include "register/people/invitations.h"
#include "site/register/pages.h"
#include "site/register/words.h"

namespace atalaya::site::desk {

namespace {

// The part after "/{lang}/register/invitations/" of a way back that is an invitation; else empty.
std::string invitation_of(const Visit& visit, const std::string& back) {
  const std::string prefix = visit.link("invitations/");
  return back.starts_with(prefix) ? back.substr(prefix.size()) : std::string();
}

Answer nobody_known(Visit& visit) {
  const Locale& l = visit.locale();
  DeskPage page(visit, l.tr("No account for this login"), "login");
  page.notice(DeskPage::Tone::Warning,
              l.tr("The provider knows you, and the register does not yet. Open the link of your invitation and log in with the provider from there."));
  return visit.respond(TRY(page.render()), 403);
}

// The provider's word opens a session: of the person it is linked to, or of the one whom the invitation makes.
Result<reg::Opened> open_session(Visit& visit, const reg::Login& login) {
  Desk& desk = visit.desk();
  const reg::identities::Identity identity{login.issuer, login.subject};
  const reg::identities::AtProvider at{login.provider, login.session};
  const std::string token = invitation_of(visit, login.return_to);
  if (token.empty()) return reg::identities::log_in(desk.store, desk.sessions, identity, login.assurance, at);
  const auto invitation = TRY(reg::invitations::look_up(desk.store, token));
  const reg::Provider* provider = desk.providers->find(login.provider);
  if (provider == nullptr || (!invitation.country.empty() && !provider->serves(invitation.country))) {
    return fail(ErrorKind::Conflict, visit.locale().tr("This provider does not vouch for people of the country that the invitation is for"));
  }
  return reg::identities::accept_invitation(desk.store, desk.sessions, token, {.name = login.name, .language = visit.presenter().language()}, identity,
                                            login.assurance, at);
}

}  // namespace

Answer begin_provider_login(Visit& visit) {
  Desk& desk = visit.desk();
  const std::string id = visit.form().get("provider");
  if (desk.providers == nullptr || desk.providers->find(id) == nullptr) return fail(ErrorKind::NotFound, "there is no such provider");
  const std::string back = way_back(visit, visit.form().get("back"));
  const reg::Assurance least = reg::parse_assurance(visit.form().get("least")).value_or(reg::Assurance::Low);
  auto start = TRY(desk.providers->begin(id, desk.settings.public_url + visit.link("login/" + id),
                                         {.least = least, .return_to = back, .language = visit.presenter().language(), .again = least > reg::Assurance::Low}));
  desk.pending.keep(std::move(start.pending), visit.token());
  // A redirect would count as the form's own target, which our policy keeps on this site (CSP 3, form-action); so the page leads on by itself.
  const Locale& l = visit.locale();
  const std::string name = visit.presenter().in(desk.providers->find(id)->name);
  DeskPage page(visit, fill(l.tr("On to {1}"), {name}), "login");
  View block = page.block("", l.tr("You log in there and come back. If nothing happens, follow the link."));
  add_link(block, name, start.url);
  auto response = visit.respond(TRY(page.render()));
  response.headers.set("Refresh", "0; url=" + start.url);
  return response;
}

Answer finish_provider_login(Visit& visit) {
  Desk& desk = visit.desk();
  const auto pending = desk.pending.take(visit.request().query.get("state"), visit.token());
  if (!pending || desk.providers == nullptr || pending->provider != visit.parameter("provider")) {
    return fail(ErrorKind::Input, visit.locale().tr("This login was not begun in this browser, or it took too long"), {}, visit.locale().tr("Log in again."));
  }
  reg::Parameters answer;
  for (const auto& [name, value] : visit.request().query) answer.emplace_back(name, value);
  const reg::Login login = TRY(desk.providers->finish(*pending, answer));
  const auto opened = open_session(visit, login);
  if (!opened) {
    if (opened.error().kind == ErrorKind::NotFound) return nobody_known(visit);
    return std::unexpected(opened.error());
  }
  visit.log_in(*opened);
  // No session lasts longer (SessionTimes::absolute).
  desk.provider_logins.id_tokens.keep(opened->id, login.id_token, desk.store.clock().now() + std::chrono::hours(12));
  return visit.go_to(invitation_of(visit, login.return_to).empty() ? way_back(visit, login.return_to) : visit.link("desk"));
}

}  // namespace atalaya::site::desk
