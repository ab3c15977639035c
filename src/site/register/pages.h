// The register's pages and what their forms do; routes.cpp says where they are and who may.
#pragma once

#include "http/response.h"
#include "site/register/visit.h"

namespace atalaya::site::desk {

using Answer = Result<http::Response>;
struct OpenSubmission;

// Coming and going
[[nodiscard]] Answer login_page(Visit& visit);
[[nodiscard]] Answer log_in(Visit& visit);
[[nodiscard]] Answer log_out(Visit& visit);
[[nodiscard]] Answer invitation_page(Visit& visit);
[[nodiscard]] Answer accept_invitation(Visit& visit);
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
[[nodiscard]] Answer close_cycle(Visit& visit);
[[nodiscard]] Answer reopen_cycle(Visit& visit);
[[nodiscard]] Answer begin_report(Visit& visit);

// A report
[[nodiscard]] Answer submission_page(Visit& visit);
[[nodiscard]] Answer section_page(Visit& visit);
[[nodiscard]] Answer save_section(Visit& visit);
[[nodiscard]] Answer document_file(Visit& visit);
[[nodiscard]] Answer prefill_report(Visit& visit);
[[nodiscard]] Answer submit_report(Visit& visit);
[[nodiscard]] Answer workbook_file(Visit& visit);
[[nodiscard]] Answer upload_workbook(Visit& visit);
/// On the page of a submission: the workbook out and in.
void add_workbook(DeskPage& page, const Visit& visit, const OpenSubmission& open);
[[nodiscard]] Answer receipt_page(Visit& visit);
[[nodiscard]] Answer report_page(Visit& visit);

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

}  // namespace atalaya::site::desk
