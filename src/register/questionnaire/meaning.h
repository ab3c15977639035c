// What a questionnaire asks, without the words that it asks in: what must not change while a cycle is open. Mending a text or a help changes nothing of it.
#pragma once

#include <string>

#include "register/questionnaire/definition.h"

namespace atalaya::reg {

/// JSON whose members are in the order of their names (RFC 8785): the questionnaire's id; its indicators by code with their questions by id (kind, whether
/// required, evidence, bounds, codes of options, condition), what is counted, the conditions of the levels and the checks. Not in it: texts, help, subjects,
/// the version, sections, and the order in which things stand in the file.
[[nodiscard]] std::string meaning_json(const Questionnaire& questionnaire);

}  // namespace atalaya::reg
