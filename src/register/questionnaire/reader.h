// Reads the questionnaires of a pack (agendas/README.md, "questionnaires").
#pragma once

#include <filesystem>
#include <vector>

#include "agenda/agenda.h"
#include "base/yaml.h"
#include "register/questionnaire/definition.h"

namespace atalaya::reg {

/// All questionnaires of a pack (`questionnaires/*.yaml`), in the order of the file names. The files of one id are one questionnaire: one of them has the head
/// (version, title, introduction, patterns), all may have sections. Every fault is noted; where there is any, what comes back is not to be used. A pack
/// without the folder has none.
[[nodiscard]] std::vector<Questionnaire> load_questionnaires(const std::filesystem::path& pack, const Agenda& agenda, Faults& faults);

/// As above, with the first faults in one error.
[[nodiscard]] Result<std::vector<Questionnaire>> load_questionnaires(const std::filesystem::path& pack, const Agenda& agenda);

/// A file's name and its text.
struct QuestionnaireFile {
  std::string name;
  std::string text;
};
[[nodiscard]] std::vector<Questionnaire> read_questionnaires(const std::vector<QuestionnaireFile>& files, const Agenda& agenda, Faults& faults);

// What keeps any text at all from taking the machine; what people write is far below.
inline constexpr std::size_t most_questions = 20'000;
inline constexpr std::size_t most_text_letters = 5'000;
inline constexpr std::size_t most_subject_letters = 300;

}  // namespace atalaya::reg
