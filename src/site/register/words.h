// How the register's own terms are said in a language.
#pragma once

#include <string>
#include <string_view>

#include "register/people/role.h"
#include "register/questionnaire/answer_check.h"
#include "site/presenter.h"
#include "site/register/form_view.h"

namespace atalaya::site::desk {

[[nodiscard]] std::string role_name(const Locale& locale, reg::Role role);
/// "focal point, Brazil"; "secretariat".
[[nodiscard]] std::string role_in(const Presenter& presenter, const reg::HeldRole& role);
/// The languages in which people are written to, to choose from.
[[nodiscard]] std::vector<Choice> language_choices(const std::string& chosen);
/// The language's own name of itself.
[[nodiscard]] std::string language_name(const std::string& code);
/// An instant of the store for people: "26 November 2026, 14:05 UTC".
[[nodiscard]] std::string moment(const Locale& locale, std::string_view instant);
/// With a capital, as a sentence or a line of its own begins.
[[nodiscard]] std::string capital(std::string text);
/// "1 December 2026, 10:00–12:30 (America/Santiago)", of two local times such as "2026-12-01T10:00".
[[nodiscard]] std::string local_span(const Locale& locale, const std::string& from, const std::string& to, const std::string& zone);
/// A number that people typed, "1250000.50", as readers of the language write it; what is no number stays as it is.
[[nodiscard]] std::string typed_number(const Locale& locale, const std::string& text);
/// What is wrong with an answer.
[[nodiscard]] std::string finding_text(const Locale& locale, const reg::AnswerFinding& finding);
/// An error as a sentence: what was wrong, and what to do.
[[nodiscard]] std::string sentence(const Locale& locale, const Error& error);

}  // namespace atalaya::site::desk
