// The register's pages and what their forms do; routes.cpp says where they are and who may.
#pragma once

#include <chrono>

#include "http/response.h"
#include "register/people/people.h"
#include "site/register/visit.h"

namespace atalaya::site::desk {

using Answer = Result<http::Response>;
struct OpenSubmission;

// Coming and going
[[nodiscard]] Answer login_page(Visit& visit);
[[nodiscard]] Answer log_in(Visit& visit);
/// The page of the login with what was not right, and the answer to too many tries.
[[nodiscard]] Answer show_login(Visit& visit, const std::string& fault, const std::string& email, const std::string& back, bool with_code, int status);
[[nodiscard]] Answer too_many(Visit& visit, const std::string& email, const std::string& back, std::chrono::milliseconds wait);
[[nodiscard]] Answer log_in_with_passkey(Visit& visit);
/// The form for it, where browsers give passkeys to this site; else false.
bool add_passkey_login(DeskPage& page, const Visit& visit, const std::string& back);
[[nodiscard]] Answer log_out(Visit& visit);
/// What a provider posts when somebody has logged out there (OpenID Connect Back-Channel Logout 1.0).
[[nodiscard]] http::Response take_logout_notice(Desk& desk, const http::Request& request, const std::string& provider);
[[nodiscard]] Answer invitation_page(Visit& visit);
[[nodiscard]] Answer accept_invitation(Visit& visit);
[[nodiscard]] Answer recovery_page(Visit& visit);
[[nodiscard]] Answer recover_account(Visit& visit);
[[nodiscard]] Answer begin_provider_login(Visit& visit);
[[nodiscard]] Answer finish_provider_login(Visit& visit);
/// Where somebody wanted to go before the login was asked for; the desk where that is no place of the register in the page's language. Nothing else is ever
/// redirected to.
[[nodiscard]] std::string way_back(const Visit& visit, const std::string& wanted);
/// A button for each provider that may log people of this country in (empty: of any) and be at least that sure of them.
void add_providers(DeskPage& page, const Visit& visit, const std::string& back, const std::string& country, reg::Assurance least = reg::Assurance::Low);

// One's own account
[[nodiscard]] Answer account_page(Visit& visit);
[[nodiscard]] Answer change_password(Visit& visit);
[[nodiscard]] Answer begin_code(Visit& visit);
[[nodiscard]] Answer confirm_code(Visit& visit);
[[nodiscard]] Answer end_sessions(Visit& visit);
[[nodiscard]] Answer passkeys_page(Visit& visit);
[[nodiscard]] Answer add_passkey(Visit& visit);
[[nodiscard]] Answer rename_passkey(Visit& visit);
[[nodiscard]] Answer remove_passkey(Visit& visit);
/// On the page of the account: which there are.
void add_passkey_rows(DeskPage& page, const Visit& visit, const std::vector<reg::Passkey>& passkeys);

// What the register keeps of people, and of who has logged in; notices to them
[[nodiscard]] Answer privacy_page(Visit& visit);
[[nodiscard]] Answer own_data_page(Visit& visit);
[[nodiscard]] Answer own_data_file(Visit& visit);
[[nodiscard]] Answer erase_account(Visit& visit);
[[nodiscard]] Answer choose_notices(Visit& visit);
// The office of the secretariat, and the feed of what is public
[[nodiscard]] Answer office_page(Visit& visit);
[[nodiscard]] Answer retry_notice(Visit& visit);
[[nodiscard]] Answer register_feed(Visit& visit);

// Roles: one's own, and passing them on
[[nodiscard]] Answer own_roles_page(Visit& visit);
[[nodiscard]] Answer give_role_back(Visit& visit);
[[nodiscard]] Answer role_page(Visit& visit);
[[nodiscard]] Answer hand_role_over(Visit& visit);
[[nodiscard]] Answer delegate_role(Visit& visit);
[[nodiscard]] Answer take_role_back(Visit& visit);
[[nodiscard]] Answer withdraw_role_offer(Visit& visit);
/// Of the role in the address, for the table of rights; empty: the region.
[[nodiscard]] Result<std::string> country_of_role(Visit& visit);
/// For the page of people: who holds what, from when to when.
[[nodiscard]] Status add_roles_in_force(Visit& visit, DeskPage& page, const std::vector<reg::people::Person>& people);

// People and their roles
[[nodiscard]] Answer people_page(Visit& visit);
[[nodiscard]] Answer invite_person(Visit& visit);
[[nodiscard]] Answer end_role(Visit& visit);
[[nodiscard]] Answer add_organisation(Visit& visit);

// Cycles, and where somebody's work is
[[nodiscard]] Answer register_page(Visit& visit);
[[nodiscard]] Answer desk_page(Visit& visit);
[[nodiscard]] Answer cycles_page(Visit& visit);
[[nodiscard]] Answer open_cycle(Visit& visit);
[[nodiscard]] Answer change_cycle_dates(Visit& visit);
[[nodiscard]] Answer close_cycle(Visit& visit);
[[nodiscard]] Answer reopen_cycle(Visit& visit);
[[nodiscard]] Answer begin_report(Visit& visit);

// A report
[[nodiscard]] Answer submission_page(Visit& visit);
[[nodiscard]] Answer section_page(Visit& visit);
[[nodiscard]] Answer save_section(Visit& visit);
/// A kept document as an attachment, which runs nothing.
[[nodiscard]] Answer document_response(Visit& visit, const reg::KeptDocument& document);
[[nodiscard]] Answer document_file(Visit& visit);
[[nodiscard]] Answer prefill_report(Visit& visit);
[[nodiscard]] Answer submit_report(Visit& visit);
[[nodiscard]] Answer workbook_file(Visit& visit);
[[nodiscard]] Answer upload_workbook(Visit& visit);
/// On the page of a submission: the workbook out and in.
void add_workbook(DeskPage& page, const Visit& visit, const OpenSubmission& open);
[[nodiscard]] Answer receipt_page(Visit& visit);
[[nodiscard]] Answer report_page(Visit& visit);
// and signatures over what was sent
[[nodiscard]] Answer frozen_file(Visit& visit);
[[nodiscard]] Answer signatures_page(Visit& visit);
[[nodiscard]] Answer attach_signature(Visit& visit);
[[nodiscard]] Answer signature_file(Visit& visit);
[[nodiscard]] Answer report_signed_file(Visit& visit);
[[nodiscard]] Answer report_signature_file(Visit& visit);

// Its review
[[nodiscard]] Answer review_page(Visit& visit);
[[nodiscard]] Answer take_step(Visit& visit);
[[nodiscard]] Answer add_remark(Visit& visit);
[[nodiscard]] Answer reply_to_remark(Visit& visit);
[[nodiscard]] Answer propose_score(Visit& visit);
[[nodiscard]] Answer decide_score(Visit& visit);
[[nodiscard]] Answer civil_page(Visit& visit);
[[nodiscard]] Answer add_civil_review(Visit& visit);
[[nodiscard]] Answer reply_to_civil_review(Visit& visit);

// The register of instruments
[[nodiscard]] Answer instruments_page(Visit& visit);
[[nodiscard]] Answer instrument_timeline_page(Visit& visit);
[[nodiscard]] Answer instrument_compare_page(Visit& visit);
[[nodiscard]] Answer instrument_page(Visit& visit);
[[nodiscard]] Answer instrument_document(Visit& visit);
[[nodiscard]] Answer new_instrument_page(Visit& visit);
[[nodiscard]] Answer add_instrument(Visit& visit);
[[nodiscard]] Answer edit_instrument_page(Visit& visit);
[[nodiscard]] Answer change_instrument(Visit& visit);
[[nodiscard]] Answer record_instrument_state(Visit& visit);
[[nodiscard]] Answer withdraw_instrument_state(Visit& visit);
[[nodiscard]] Answer attach_instrument_document(Visit& visit);
/// Whose instruments: of the one in the address, of the form ("region" for the region), and the first that the visitor may write for.
[[nodiscard]] Result<std::string> country_of_instrument(Visit& visit);
[[nodiscard]] Result<std::string> country_of_instrument_form(Visit& visit);
[[nodiscard]] Result<std::string> country_to_manage(Visit& visit);
// Public consultation
[[nodiscard]] Answer consultations_page(Visit& visit);
[[nodiscard]] Answer consultation_page(Visit& visit);
[[nodiscard]] Answer point_page(Visit& visit);
[[nodiscard]] Answer comment_page(Visit& visit);
[[nodiscard]] Answer post_comment(Visit& visit);
[[nodiscard]] Answer support_paragraph(Visit& visit);
[[nodiscard]] Answer support_comment(Visit& visit);
[[nodiscard]] Answer appeal_comment(Visit& visit);
[[nodiscard]] Answer withdraw_comment(Visit& visit);
[[nodiscard]] Answer consultation_data(Visit& visit);
[[nodiscard]] Answer consultation_feed(Visit& visit);
// and what the secretariat does for it
[[nodiscard]] Answer consultations_desk_page(Visit& visit);
[[nodiscard]] Answer publish_consultation(Visit& visit);
[[nodiscard]] Answer consultation_desk_page(Visit& visit);
[[nodiscard]] Answer extend_consultation(Visit& visit);
[[nodiscard]] Answer close_consultation(Visit& visit);
[[nodiscard]] Answer answer_point(Visit& visit);
[[nodiscard]] Answer moderation_page(Visit& visit);
[[nodiscard]] Answer moderate_comment(Visit& visit);
// Cooperation: follow-up, calendar, working groups, initiatives
[[nodiscard]] Answer follow_up_page(Visit& visit);
[[nodiscard]] Answer follow_up_csv(Visit& visit);
[[nodiscard]] Answer follow_up_json(Visit& visit);
[[nodiscard]] Answer calendar_page(Visit& visit);
[[nodiscard]] Answer calendar_feed(Visit& visit);
[[nodiscard]] Answer groups_page(Visit& visit);
[[nodiscard]] Answer add_group(Visit& visit);
[[nodiscard]] Answer close_group(Visit& visit);
[[nodiscard]] Answer group_page(Visit& visit);
[[nodiscard]] Answer add_group_member(Visit& visit);
[[nodiscard]] Answer end_group_member(Visit& visit);
[[nodiscard]] Answer add_meeting(Visit& visit);
[[nodiscard]] Answer meeting_page(Visit& visit);
[[nodiscard]] Answer change_meeting(Visit& visit);
[[nodiscard]] Answer cancel_meeting(Visit& visit);
[[nodiscard]] Answer add_paper(Visit& visit);
[[nodiscard]] Answer paper_file(Visit& visit);
[[nodiscard]] Answer add_decision(Visit& visit);
[[nodiscard]] Answer add_group_action(Visit& visit);
[[nodiscard]] Answer change_group_action(Visit& visit);
[[nodiscard]] Answer initiatives_page(Visit& visit);
[[nodiscard]] Answer initiatives_csv(Visit& visit);
[[nodiscard]] Answer initiatives_json(Visit& visit);
[[nodiscard]] Answer initiative_page(Visit& visit);
[[nodiscard]] Answer new_initiative_page(Visit& visit);
[[nodiscard]] Answer share_initiative(Visit& visit);
[[nodiscard]] Answer edit_initiative_page(Visit& visit);
[[nodiscard]] Answer change_initiative(Visit& visit);
[[nodiscard]] Answer withdraw_initiative(Visit& visit);
/// The country of the initiative in the address, for the table of rights; empty: the region.
[[nodiscard]] Result<std::string> country_of_initiative(Visit& visit);
/// The country that a form names, or the region.
[[nodiscard]] Result<std::string> country_or_region_of_form(Visit& visit);

}  // namespace atalaya::site::desk
