// Questions and the texts around them.
#include <algorithm>

#include "agenda/pack_reader.h"
#include "register/questionnaire/parts.h"
#include "register/questionnaire/reader.h"

namespace atalaya::reg::reading {

namespace {

std::string kinds() {
  std::string out;
  for (const QuestionKind kind : all_question_kinds) out += (out.empty() ? "" : ", ") + std::string(to_string(kind));
  return out;
}

constexpr std::size_t most_options = 200;

void read_options(const YamlNode& node, const Agenda& agenda, const LocalText& subject, Question& question, OnceFaults& faults) {
  const YamlNode list = node["options"];
  if (question.kind == QuestionKind::YesNo) question.options = {{"YES", {}}, {"NO", {}}};
  const bool wanted = question.kind == QuestionKind::Choice || question.kind == QuestionKind::Choices;
  if (!wanted) {
    if (list.defined()) faults.add(list.place(), "a question of this kind has no 'options'", "only choice and choices have");
    return;
  }
  Faults found;
  for (const YamlNode& item : list.items(found)) {
    if (!faults.spend(50, item.place())) return;
    item.only({"code", "label"}, found);
    Option option{item.text("code", found), subject_text(item, "label", agenda, subject, faults)};
    if (!option.code.empty() && !is_identifier(option.code))
      found.add(item["code"].place(), "'" + shorten(option.code, 40) + "' is not an SDMX identifier", "letters, digits, _ - $ @");
    if (question.find_option(option.code) != nullptr) found.add(item.place(), "the option " + option.code + " stands twice");
    question.options.push_back(std::move(option));
    if (question.options.size() > most_options) {
      found.add(item.place(), "a question has at most " + std::to_string(most_options) + " options");
      break;
    }
  }
  if (question.options.size() < 2) found.add(node.place(), "a question of this kind has 'options', two at least", "each with 'code' and 'label'");
  faults.add_all(found);
}

void read_bounds(const YamlNode& node, Question& question, Faults& faults) {
  const bool number = question.kind == QuestionKind::Number || question.kind == QuestionKind::Percentage || question.kind == QuestionKind::Money ||
                      question.kind == QuestionKind::Year;
  if (question.kind == QuestionKind::Percentage) question.min = 0, question.max = 100;
  if (question.kind == QuestionKind::Money) question.min = 0;
  if (question.kind == QuestionKind::Year) question.min = 1800, question.max = 2200;
  for (const char* key : {"min", "max"}) {
    if (!node.has(key)) continue;
    if (!number) faults.add(node[key].place(), "a question of this kind has no '" + std::string(key) + "'", "only number, percentage, money and year have");
    (key == std::string_view("min") ? question.min : question.max) = node.number(key, faults);
  }
  if (question.min && question.max && *question.min > *question.max) faults.add(node.place(), "'min' is above 'max'");
  const bool text = question.kind == QuestionKind::Text || question.kind == QuestionKind::LongText;
  question.most_letters = question.kind == QuestionKind::LongText ? 10'000 : text ? 500 : 0;
  if (!node.has("most_letters")) return;
  if (!text) faults.add(node["most_letters"].place(), "a question of this kind has no 'most_letters'", "only text and long_text have");
  const long most = node.integer("most_letters", faults);
  if (most < 1 || most > 50'000) faults.add(node["most_letters"].place(), "'most_letters' is from 1 to 50000");
  question.most_letters = static_cast<std::size_t>(std::clamp(most, 1L, 50'000L));
}

}  // namespace

LocalText subject_text(const YamlNode& parent, const char* key, const Agenda& agenda, const LocalText& subject, OnceFaults& faults, bool required) {
  Faults found;
  const LocalText written = pack::local_text(parent, key, agenda, found, required);
  LocalText out;
  for (const auto& [language, text] : written.all()) {
    if (trim(text).empty()) found.add(parent[key].place(), std::string("'") + key + "' is empty in '" + language + "'");
    if (text.size() > most_text_letters) {
      found.add(parent[key].place(), std::string("'") + key + "' is longer than " + std::to_string(most_text_letters) + " letters in '" + language + "'");
      out.set(language, "");
      continue;
    }
    const bool names = text.find("{subject}") != std::string::npos;
    const std::size_t longest = names ? text.size() * (1 + subject.in(language).size() / 9) : text.size();
    if (!faults.spend(longest + 50, parent.place())) return out;
    if (names && subject.empty()) found.add(parent[key].place(), "'{subject}' stands in a text, and the indicator has no 'subject'");
    out.set(language, names ? replace_all(text, "{subject}", subject.in(language)) : text);
  }
  faults.add_all(found);
  return out;
}

Question read_question(const YamlNode& node, const Agenda& agenda, const AskedIndicator& indicator, std::size_t number, OnceFaults& faults) {
  Faults found;
  node.only({"id", "kind", "text", "help", "required", "when", "evidence", "options", "min", "max", "most_letters"}, found);
  Question out;
  out.indicator = number;
  out.place = node.place();
  const std::string id = node.text("id", found);
  if (!id.empty() && !is_identifier(id)) found.add(node["id"].place(), "'" + shorten(id, 40) + "' is not an SDMX identifier", "letters, digits, _ - $ @");
  out.id = indicator.code + "." + id;
  const std::string kind = node.text("kind", found);
  if (const auto known = parse_question_kind(kind)) {
    out.kind = *known;
  } else if (!kind.empty()) {
    found.add(node["kind"].place(), "'kind' cannot be '" + shorten(kind, 40) + "'", "allowed here: " + kinds());
  }
  out.text = subject_text(node, "text", agenda, indicator.subject, faults);
  out.help = subject_text(node, "help", agenda, indicator.subject, faults, false);
  out.required = node.flag("required", false, found);
  if (node.has("evidence")) {
    const std::string need = node.choice("evidence", {"none", "optional", "required"}, found);
    out.evidence = need == "required" ? EvidenceNeed::Required : need == "optional" ? EvidenceNeed::Optional : EvidenceNeed::None;
  }
  read_bounds(node, out, found);
  faults.add_all(found);
  read_options(node, agenda, indicator.subject, out, faults);
  return out;
}

}  // namespace atalaya::reg::reading
