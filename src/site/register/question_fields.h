// A question of a questionnaire as fields of a form, and back.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "http/form.h"
#include "register/instruments/search.h"
#include "register/questionnaire/answer.h"
#include "site/presenter.h"
#include "site/register/form_view.h"

namespace atalaya::site::desk {

/// The fields of one question with the present answer in them. Their names are the question's full id, and for the parts of an answer that has several
/// (answer.h) the id, a colon and the part's name. `fault` stands at the first. `known`: instruments of the register to choose from.
[[nodiscard]] std::vector<Field> question_fields(const Presenter& presenter, const reg::Question& question, const std::optional<reg::AnswerValue>& answer,
                                                 const std::string& fault, const std::vector<reg::instruments::Found>& known = {});

/// What a form says to the question; nothing where all its fields are empty.
[[nodiscard]] std::optional<reg::AnswerValue> answer_of(const reg::Question& question, const http::Form& form);

/// An answer for people: labels of options in their language, numbers as the locale writes them.
[[nodiscard]] std::string answer_text(const Presenter& presenter, const reg::Question& question, const reg::AnswerValue& answer);

}  // namespace atalaya::site::desk
