#include "site/register/routes.h"

#include <spdlog/spdlog.h>

#include <array>

#include "http/uri.h"
#include "site/register/instrument_data.h"
#include "site/register/pages.h"
#include "site/register/public_pages.h"
#include "site/register/submission_parts.h"
#include "site/register/words.h"

namespace atalaya::site::desk {

namespace {

using reg::Action;

constexpr std::array table = {
    Route{"GET", "", Action::ReadPublic, nullptr, register_page},
    Route{"GET", "/reports/{submission}", Action::ReadPublic, nullptr, report_page},
    Route{"GET", "/reports/{submission}/signed", Action::ReadPublic, nullptr, report_signed_file},
    Route{"GET", "/reports/{submission}/signatures/{signature}", Action::ReadPublic, nullptr, report_signature_file},
    Route{"GET", "/receipts/{receipt}", Action::ReadPublic, nullptr, receipt_page},
    Route{"GET", "/desk", Action::ManageOwnAccount, nullptr, desk_page},
    Route{"GET", "/consultations", Action::ReadPublic, nullptr, consultations_page},
    Route{"GET", "/consultations/{consultation}", Action::ReadPublic, nullptr, consultation_page},
    Route{"GET", "/consultations/{consultation}/feed", Action::ReadPublic, nullptr, consultation_feed},
    Route{"GET", "/consultations/{consultation}/data/{file}", Action::ReadPublic, nullptr, consultation_data},
    Route{"GET", "/consultations/{consultation}/points/{paragraph}", Action::ReadPublic, nullptr, point_page},
    Route{"POST", "/consultations/{consultation}/points/{paragraph}/comment", Action::CommentOpenly, nullptr, post_comment},
    Route{"POST", "/consultations/{consultation}/points/{paragraph}/support", Action::CommentOpenly, nullptr, support_paragraph},
    Route{"GET", "/consultations/{consultation}/comments/{comment}", Action::ReadPublic, nullptr, comment_page},
    Route{"POST", "/consultations/{consultation}/comments/{comment}/support", Action::CommentOpenly, nullptr, support_comment},
    Route{"POST", "/consultations/{consultation}/comments/{comment}/appeal", Action::CommentOpenly, nullptr, appeal_comment},
    Route{"POST", "/consultations/{consultation}/comments/{comment}/withdraw", Action::CommentOpenly, nullptr, withdraw_comment},
    Route{"GET", "/desk/consultations", Action::ManageConsultation, nullptr, consultations_desk_page},
    Route{"POST", "/desk/consultations", Action::ManageConsultation, nullptr, publish_consultation},
    Route{"GET", "/desk/consultations/{consultation}", Action::ManageConsultation, nullptr, consultation_desk_page},
    Route{"POST", "/desk/consultations/{consultation}/extend", Action::ManageConsultation, nullptr, extend_consultation},
    Route{"POST", "/desk/consultations/{consultation}/close", Action::ManageConsultation, nullptr, close_consultation},
    Route{"POST", "/desk/consultations/{consultation}/answer", Action::ManageConsultation, nullptr, answer_point},
    Route{"GET", "/desk/consultations/{consultation}/comments/{comment}", Action::Moderate, nullptr, moderation_page},
    Route{"POST", "/desk/consultations/{consultation}/comments/{comment}/moderate", Action::Moderate, nullptr, moderate_comment},
    Route{"GET", "/cycles", Action::ManageCycle, nullptr, cycles_page},
    Route{"POST", "/cycles", Action::ManageCycle, nullptr, open_cycle},
    Route{"POST", "/cycles/{cycle}/due", Action::ManageCycle, nullptr, change_cycle_dates},
    Route{"POST", "/cycles/{cycle}/close", Action::ManageCycle, nullptr, close_cycle},
    Route{"POST", "/cycles/{cycle}/reopen", Action::ManageCycle, nullptr, reopen_cycle},
    Route{"POST", "/cycles/{cycle}/begin", Action::EditAnswers, country_of_form, begin_report},
    Route{"GET", "/submissions/{submission}", Action::ReadSubmission, country_of_submission, submission_page},
    Route{"GET", "/submissions/{submission}/sections/{section}", Action::ReadSubmission, country_of_submission, section_page},
    Route{"POST", "/submissions/{submission}/sections/{section}", Action::EditAnswers, country_of_submission, save_section},
    Route{"GET", "/submissions/{submission}/documents/{document}", Action::ReadSubmission, country_of_submission, document_file},
    Route{"POST", "/submissions/{submission}/prefill", Action::EditAnswers, country_of_submission, prefill_report},
    Route{"POST", "/submissions/{submission}/submit", Action::Submit, country_of_submission, submit_report},
    Route{"GET", "/submissions/{submission}/versions/{version}", Action::ReadSubmission, country_of_submission, frozen_file},
    Route{"GET", "/submissions/{submission}/signatures", Action::ReadSubmission, country_of_submission, signatures_page},
    Route{"POST", "/submissions/{submission}/signatures", Action::Submit, country_of_submission, attach_signature},
    Route{"GET", "/submissions/{submission}/signatures/{signature}", Action::ReadSubmission, country_of_submission, signature_file},
    Route{"GET", "/submissions/{submission}/workbook", Action::ReadSubmission, country_of_submission, workbook_file},
    Route{"POST", "/submissions/{submission}/workbook", Action::EditAnswers, country_of_submission, upload_workbook},
    Route{"GET", "/submissions/{submission}/review", Action::ReadSubmission, country_of_submission, review_page},
    Route{"POST", "/submissions/{submission}/review/step", Action::ReadSubmission, country_of_submission, take_step},
    Route{"POST", "/submissions/{submission}/review/remark", Action::Review, country_of_submission, add_remark},
    Route{"POST", "/submissions/{submission}/review/reply", Action::ReadSubmission, country_of_submission, reply_to_remark},
    Route{"POST", "/submissions/{submission}/review/score", Action::Review, country_of_submission, propose_score},
    Route{"POST", "/submissions/{submission}/review/decide", Action::ConfirmScore, country_of_submission, decide_score},
    Route{"POST", "/submissions/{submission}/review/civil-reply", Action::ReplyToReview, country_of_submission, reply_to_civil_review},
    Route{"GET", "/submissions/{submission}/civil", Action::AddCivilReview, country_of_submission, civil_page},
    Route{"POST", "/submissions/{submission}/civil", Action::AddCivilReview, country_of_submission, add_civil_review},
    Route{"GET", "/instruments", Action::ReadPublic, nullptr, instruments_page},
    Route{"POST", "/instruments", Action::ManageInstruments, country_of_instrument_form, add_instrument},
    Route{"GET", "/instruments/new", Action::ManageInstruments, country_to_manage, new_instrument_page},
    Route{"GET", "/instruments/compare", Action::ReadPublic, nullptr, instrument_compare_page},
    Route{"GET", "/instruments/countries/{country}", Action::ReadPublic, nullptr, instrument_timeline_page},
    Route{"GET", "/instruments/{instrument}", Action::ReadPublic, nullptr, instrument_page},
    Route{"GET", "/instruments/{instrument}/documents/{document}", Action::ReadPublic, nullptr, instrument_document},
    Route{"GET", "/instruments/{instrument}/edit", Action::ManageInstruments, country_of_instrument, edit_instrument_page},
    Route{"POST", "/instruments/{instrument}/edit", Action::ManageInstruments, country_of_instrument, change_instrument},
    Route{"POST", "/instruments/{instrument}/state", Action::ManageInstruments, country_of_instrument, record_instrument_state},
    Route{"POST", "/instruments/{instrument}/withdraw", Action::ManageInstruments, country_of_instrument, withdraw_instrument_state},
    Route{"POST", "/instruments/{instrument}/document", Action::ManageInstruments, country_of_instrument, attach_instrument_document},
    Route{"GET", "/cycles/{cycle}/follow-up", Action::ReadPublic, nullptr, follow_up_page},
    Route{"GET", "/cycles/{cycle}/follow-up.csv", Action::ReadPublic, nullptr, follow_up_csv},
    Route{"GET", "/cycles/{cycle}/follow-up.json", Action::ReadPublic, nullptr, follow_up_json},
    Route{"GET", "/calendar", Action::ReadPublic, nullptr, calendar_page},
    Route{"GET", "/calendar.ics", Action::ReadPublic, nullptr, calendar_feed},
    Route{"GET", "/groups", Action::ReadWorkingGroup, nullptr, groups_page},
    Route{"POST", "/groups", Action::ManageRoles, nullptr, add_group},
    Route{"GET", "/groups/{group}", Action::ReadWorkingGroup, nullptr, group_page},
    Route{"POST", "/groups/{group}/close", Action::ManageRoles, nullptr, close_group},
    Route{"POST", "/groups/{group}/members", Action::ManageRoles, nullptr, add_group_member},
    Route{"POST", "/groups/{group}/members/end", Action::ManageRoles, nullptr, end_group_member},
    Route{"POST", "/groups/{group}/meetings", Action::ManageWorkingGroup, nullptr, add_meeting},
    Route{"POST", "/groups/{group}/papers", Action::ManageWorkingGroup, nullptr, add_paper},
    Route{"GET", "/groups/{group}/papers/{paper}", Action::ReadWorkingGroup, nullptr, paper_file},
    Route{"POST", "/groups/{group}/decisions", Action::ManageWorkingGroup, nullptr, add_decision},
    Route{"POST", "/groups/{group}/actions", Action::ManageWorkingGroup, nullptr, add_group_action},
    Route{"POST", "/groups/{group}/actions/{action}", Action::ManageWorkingGroup, nullptr, change_group_action},
    Route{"GET", "/meetings/{meeting}", Action::ReadWorkingGroup, nullptr, meeting_page},
    Route{"POST", "/meetings/{meeting}", Action::ManageWorkingGroup, nullptr, change_meeting},
    Route{"POST", "/meetings/{meeting}/cancel", Action::ManageWorkingGroup, nullptr, cancel_meeting},
    Route{"GET", "/initiatives", Action::ReadPublic, nullptr, initiatives_page},
    Route{"GET", "/initiatives.csv", Action::ReadPublic, nullptr, initiatives_csv},
    Route{"GET", "/initiatives.json", Action::ReadPublic, nullptr, initiatives_json},
    Route{"GET", "/initiatives/new", Action::ManageOwnAccount, nullptr, new_initiative_page},
    Route{"POST", "/initiatives", Action::ShareInitiative, country_or_region_of_form, share_initiative},
    Route{"GET", "/initiatives/{initiative}", Action::ReadPublic, nullptr, initiative_page},
    Route{"GET", "/initiatives/{initiative}/edit", Action::ShareInitiative, country_of_initiative, edit_initiative_page},
    Route{"POST", "/initiatives/{initiative}/edit", Action::ShareInitiative, country_of_initiative, change_initiative},
    Route{"POST", "/initiatives/{initiative}/withdraw", Action::ShareInitiative, country_of_initiative, withdraw_initiative},
    Route{"GET", "/login", Action::ReadPublic, nullptr, login_page},
    Route{"POST", "/login", Action::ReadPublic, nullptr, log_in},
    Route{"POST", "/login/begin", Action::ReadPublic, nullptr, begin_provider_login},
    Route{"POST", "/login/passkey", Action::ReadPublic, nullptr, log_in_with_passkey},
    Route{"GET", "/login/{provider}", Action::ReadPublic, nullptr, finish_provider_login},
    Route{"POST", "/logout", Action::ReadPublic, nullptr, log_out},
    Route{"GET", "/invitations/{token}", Action::ReadPublic, nullptr, invitation_page},
    Route{"POST", "/invitations/{token}", Action::ReadPublic, nullptr, accept_invitation},
    Route{"GET", "/recover/{token}", Action::ReadPublic, nullptr, recovery_page},
    Route{"POST", "/recover/{token}", Action::ReadPublic, nullptr, recover_account},
    Route{"GET", "/account", Action::ManageOwnAccount, nullptr, account_page},
    Route{"GET", "/account/roles", Action::ManageOwnAccount, nullptr, own_roles_page},
    Route{"POST", "/account/roles/give-back", Action::ManageOwnAccount, nullptr, give_role_back},
    Route{"GET", "/roles/{grant}", Action::PassOnRole, country_of_role, role_page},
    Route{"POST", "/roles/{grant}/hand-over", Action::PassOnRole, country_of_role, hand_role_over},
    Route{"POST", "/roles/{grant}/delegate", Action::PassOnRole, country_of_role, delegate_role},
    Route{"POST", "/roles/{grant}/take-back", Action::PassOnRole, country_of_role, take_role_back},
    Route{"POST", "/roles/{grant}/withdraw", Action::PassOnRole, country_of_role, withdraw_role_offer},
    Route{"POST", "/account/password", Action::ManageOwnAccount, nullptr, change_password},
    Route{"POST", "/account/code", Action::ManageOwnAccount, nullptr, begin_code},
    Route{"POST", "/account/code/confirm", Action::ManageOwnAccount, nullptr, confirm_code},
    Route{"GET", "/account/passkeys", Action::ManageOwnAccount, nullptr, passkeys_page},
    Route{"POST", "/account/passkeys", Action::ManageOwnAccount, nullptr, add_passkey},
    Route{"POST", "/account/passkeys/{passkey}/rename", Action::ManageOwnAccount, nullptr, rename_passkey},
    Route{"POST", "/account/passkeys/{passkey}/remove", Action::ManageOwnAccount, nullptr, remove_passkey},
    Route{"POST", "/account/sessions/end", Action::ManageOwnAccount, nullptr, end_sessions},
    Route{"GET", "/privacy", Action::ReadPublic, nullptr, privacy_page},
    Route{"GET", "/account/data", Action::ManageOwnAccount, nullptr, own_data_page},
    Route{"GET", "/account/data.json", Action::ManageOwnAccount, nullptr, own_data_file},
    Route{"POST", "/account/erase", Action::ManageOwnAccount, nullptr, erase_account},
    Route{"POST", "/account/notices", Action::ManageOwnAccount, nullptr, choose_notices},
    Route{"GET", "/office", Action::ReadLog, nullptr, office_page},
    Route{"POST", "/office/retry", Action::ManageRoles, nullptr, retry_notice},
    Route{"GET", "/feed.atom", Action::ReadPublic, nullptr, register_feed},
    Route{"GET", "/people", Action::SeePeople, nullptr, people_page},
    Route{"POST", "/people/invite", Action::InvitePeople, nullptr, invite_person},
    Route{"POST", "/people/end-role", Action::ManageRoles, nullptr, end_role},
    Route{"POST", "/organisations", Action::ManageRoles, nullptr, add_organisation},
};

int status_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::NotFound: return 404;
    case ErrorKind::Usage: return 415;
    case ErrorKind::Input: return 422;
    case ErrorKind::Conflict: return 409;
    case ErrorKind::System: return 503;
    case ErrorKind::Internal: break;
  }
  return 500;
}

// What could not be done, on a page that leads on.
http::Response refusal(Visit& visit, std::string_view pattern, const Error& error) {
  const int status = status_of(error.kind);
  if (status == 404) return http::status_response(status);
  if (status >= 500) {
    // The pattern and not the path, which may hold the token of an invitation.
    spdlog::error("{} /LANG/register{}: {}", visit.request().method, pattern, error.what);
    return http::status_response(status);
  }
  const Locale& l = visit.locale();
  DeskPage page(visit, l.tr("This was not done"), "desk");
  page.notice(DeskPage::Tone::Fault, sentence(l, error));
  View block = page.block("");
  add_link(block, l.tr("Your desk"), visit.link("desk"));
  auto html = page.render();
  return html ? visit.respond(std::move(*html), status) : http::status_response(500);
}

http::Response more_sure(Visit& visit) {
  const Locale& l = visit.locale();
  DeskPage page(visit, l.tr("A second proof is needed"), "account");
  page.notice(DeskPage::Tone::Warning,
              l.tr("This needs an account with a one-time code or a passkey, or a login with a provider that vouches for more than a password."));
  const std::string back = visit.request().method == "GET" ? visit.request().path : visit.link("desk");
  if (const auto passkeys = visit.desk().passkeys.of(visit.principal().person); passkeys && !passkeys->empty()) add_passkey_login(page, visit, back);
  add_providers(page, visit, back, "", reg::Assurance::Substantial);
  View block = page.block("");
  add_link(block, l.tr("Set up a code or a passkey"), visit.link("account"));
  auto html = page.render();
  return html ? visit.respond(std::move(*html), 403) : http::status_response(500);
}

http::Response forbidden(Visit& visit) {
  const Locale& l = visit.locale();
  DeskPage page(visit, l.tr("Not yours to do"), "desk");
  page.notice(DeskPage::Tone::Warning, l.tr("None of your roles allows this. If you think that one should, write to the secretariat."));
  View block = page.block("");
  if (!visit.principal().anonymous()) add_link(block, l.tr("Your desk"), visit.link("desk"));
  add_link(block, l.tr("The register"), visit.link(""));
  auto html = page.render();
  return html ? visit.respond(std::move(*html), 403) : http::status_response(500);
}

// A page is asked for again after the login; what a form held is lost with its session, so its visitor begins at the desk.
http::Response login_first(Visit& visit) {
  const std::string back = visit.request().method == "GET" ? visit.request().path : visit.link("desk");
  return visit.go("login?back=" + http::percent_encode(back));
}

http::Response answer(const Route& route, Desk& desk, const http::Request& request, const http::PathParameters& parameters) {
  if (route.action == Action::ReadPublic) {
    if (auto recent = recent_page(desk, request)) return std::move(*recent);
  }
  auto begun = Visit::begin(desk, request, parameters);
  if (!begun) return http::status_response(status_of(begun.error().kind));
  Visit& visit = *begun;
  // The form first: a forged one learns nothing of what its victim may do.
  if (request.method == "POST") {
    if (const auto form = visit.take_form(); !form) return refusal(visit, route.pattern, form.error());
  }
  std::string country;
  if (route.country != nullptr) {
    auto found = route.country(visit);
    // What is not there belongs to nobody: who might not do this for the region is not told so.
    if (!found && (found.error().kind != ErrorKind::NotFound || reg::judge(visit.principal(), route.action, "") == reg::Verdict::Allowed)) {
      return refusal(visit, route.pattern, found.error());
    }
    if (found) country = std::move(*found);
  }
  switch (reg::judge(visit.principal(), route.action, country)) {
    case reg::Verdict::Allowed: break;
    case reg::Verdict::LoginNeeded: return login_first(visit);
    case reg::Verdict::MoreSureNeeded: return more_sure(visit);
    case reg::Verdict::Forbidden: return forbidden(visit);
  }
  auto made = route.handle(visit);
  if (made && route.action == Action::ReadPublic) return share_page(visit, std::move(*made));
  return made ? std::move(*made) : refusal(visit, route.pattern, made.error());
}

}  // namespace

std::span<const Route> routes() { return table; }

Status add_routes(http::Router& router, Desk& desk) {
  // Without a language and without a page: for whoever checks a receipt (RFC 8615, RFC 7517).
  TRY_STATUS(router.get("/.well-known/atalaya-receipts.json", [&desk](const http::Request&, const http::PathParameters&) {
    return http::text_response(200, "application/jwk-set+json", desk.receipts.public_keys());
  }));
  // Without a visitor: providers post it.
  TRY_STATUS(router.post("/register/logout/{provider}", [&desk](const http::Request& request, const http::PathParameters& parameters) {
    return take_logout_notice(desk, request, std::string(parameters["provider"]));
  }));
  TRY_STATUS(add_instrument_data(router, desk));
  for (const Route& route : table) {
    TRY_STATUS(
        router.add(route.method, std::string("/{lang}/register") + route.pattern,
                   [&route, &desk](const http::Request& request, const http::PathParameters& parameters) { return answer(route, desk, request, parameters); }));
  }
  return {};
}

}  // namespace atalaya::site::desk
