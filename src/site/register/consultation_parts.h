// What the pages of consultations share: how their terms are said, comments in a list, and the form to comment.
#pragma once

#include <string>
#include <vector>

#include "register/consultation/answers.h"
#include "register/consultation/comment_list.h"
#include "register/consultation/consultation.h"
#include "register/consultation/moderation.h"
#include "register/consultation/support.h"
#include "site/register/pages.h"

namespace atalaya::site::desk {

namespace con = reg::consultation;

[[nodiscard]] std::string voice_name(const Locale& locale, con::Voice voice);        ///< Of a consultation: "people who have logged in".
[[nodiscard]] std::string standing_name(const Locale& locale, con::Voice standing);  ///< Of a comment's author.
[[nodiscard]] std::string reason_name(const Locale& locale, con::Reason reason);
[[nodiscard]] std::string outcome_name(const Locale& locale, con::Outcome outcome);
[[nodiscard]] std::string act_name(const Locale& locale, con::Act act);

/// A text in the reader's language, or in the first of the consultation's where it is not in that one.
struct Said {
  std::string language, text;
};
[[nodiscard]] Said said_in(const Presenter& presenter, const con::Consultation& about, const con::Texts& texts);

/// "31 December 2026, 23:59 (America/Santiago)"
[[nodiscard]] std::string local_moment(const Locale& locale, const std::string& local, const std::string& zone);
/// When it opens, is open until, or has closed.
[[nodiscard]] std::string phase_text(const Visit& visit, const con::Consultation& about);

/// "consultations/ID", and what follows.
[[nodiscard]] std::string at(const con::Consultation& about, const std::string& rest = {});
/// A paragraph's page: "consultations/ID/points/3".
[[nodiscard]] std::string point_path(const con::Consultation& about, int paragraph);

/// A filled form that was refused, to be shown again.
struct Refused {
  std::string text = {}, name = {}, language = {}, form = {};
  std::string fault = {}, field = {};  ///< What was wrong, and where; the field may be empty.
  std::string parent = {};             ///< The comment that it answers.
};
/// The form where this visitor may comment now; else why not, and what leads there.
void add_comment_form(View& block, Visit& visit, const con::Consultation& about, int paragraph, const std::string& parent, const Refused& refused);
void add_support_form(View& block, Visit& visit, const con::Consultation& about, const con::Point& point, bool supports, long long count);

/// The comments below the blocks, with the way to the next page.
void add_comments(DeskPage& page, const Visit& visit, const con::Consultation& about, std::string_view heading, const con::CommentPage& comments,
                  const std::string& next_href);
void add_answers(View& block, const Visit& visit, const con::Consultation& about, const std::vector<con::Answer>& answers);

/// A paragraph with its comments, and the form with what was refused of it.
[[nodiscard]] Answer show_point(Visit& visit, int paragraph, const Refused& refused, int status);

/// Whether a visitor has what the consultation asks of its speakers; the error says what is missing.
[[nodiscard]] Status may_speak(const Visit& visit, const con::Consultation& about);
[[nodiscard]] Result<con::Consultation> consultation_of(const Visit& visit);

}  // namespace atalaya::site::desk
