#include "register/questionnaire/meaning.h"

#include <algorithm>
#include <functional>

#include "base/json_writer.h"

namespace atalaya::reg {

namespace {

const char* name_of(Condition::Kind kind) {
  switch (kind) {
    case Condition::Kind::In: return "in";
    case Condition::Kind::Has: return "has";
    case Condition::Kind::AtLeast: return "at_least";
    case Condition::Kind::Answered: return "answered";
    case Condition::Kind::All: return "all";
    case Condition::Kind::Any: return "any";
    case Condition::Kind::Not: return "not";
  }
  return "";
}

const char* name_of(EvidenceNeed need) {
  switch (need) {
    case EvidenceNeed::None: return "none";
    case EvidenceNeed::Optional: return "optional";
    case EvidenceNeed::Required: return "required";
  }
  return "";
}

// What stands in a list of the file in whatever order means the same.
template <class T, class Key>
std::vector<const T*> sorted(const std::vector<T>& all, Key key) {
  std::vector<const T*> out;
  for (const T& one : all) out.push_back(&one);
  std::ranges::sort(out, {}, [&](const T* one) -> decltype(auto) { return std::invoke(key, *one); });
  return out;
}

void write_number(JsonWriter& json, std::string_view name, const std::optional<double>& number) {
  json.key(name);
  number ? json.value(*number) : json.null();
}

void write_condition(JsonWriter& json, const Questionnaire& q, const std::optional<Condition>& condition);

void write_condition(JsonWriter& json, const Questionnaire& q, const Condition& condition) {
  using Kind = Condition::Kind;
  json.begin_object();
  if (!condition.codes.empty()) {
    std::vector<std::string> codes = condition.codes;
    std::ranges::sort(codes);
    json.key("codes").begin_array();
    for (const std::string& code : codes) json.value(code);
    json.end_array();
  }
  json.field("kind", name_of(condition.kind));
  if (condition.kind == Kind::AtLeast) json.field("least", condition.least);
  if (condition.kind == Kind::All || condition.kind == Kind::Any || condition.kind == Kind::Not) {
    json.key("parts").begin_array();
    for (const Condition& part : condition.parts) write_condition(json, q, part);
    json.end_array();
  } else {
    json.field("question", q.questions[condition.question].id);
  }
  json.end_object();
}

void write_condition(JsonWriter& json, const Questionnaire& q, const std::optional<Condition>& condition) {
  condition ? write_condition(json, q, *condition) : static_cast<void>(json.null());
}

void write_question(JsonWriter& json, const Questionnaire& q, const Question& question) {
  json.begin_object().field("evidence", name_of(question.evidence)).field("id", question.id).field("kind", to_string(question.kind));
  write_number(json, "max", question.max);
  write_number(json, "min", question.min);
  json.field("most_letters", question.most_letters).key("options").begin_array();
  for (const Option* option : sorted(question.options, &Option::code)) json.value(option->code);
  json.end_array().field("required", question.required).key("when");
  write_condition(json, q, question.when);
  json.end_object();
}

void write_indicator(JsonWriter& json, const Questionnaire& q, const AskedIndicator& indicator) {
  json.begin_object().key("checks").begin_array();
  for (const Check* check : sorted(indicator.checks, &Check::id)) {
    json.begin_object().key("fails");
    write_condition(json, q, check->fails);
    json.field("id", check->id).field("severity", check->severity == Severity::Error ? "error" : "warning").end_object();
  }
  json.end_array().field("code", indicator.code).key("count");
  indicator.count ? json.value(q.questions[*indicator.count].id) : json.null();
  json.key("levels").begin_array();
  for (const Level* level : sorted(indicator.levels, &Level::number)) {
    json.begin_object().field("number", level->number).key("when");
    write_condition(json, q, level->when);
    json.end_object();
  }
  json.end_array().key("questions").begin_array();
  std::vector<std::size_t> questions = indicator.questions;
  std::ranges::sort(questions, {}, [&](std::size_t number) -> const std::string& { return q.questions[number].id; });
  for (const std::size_t number : questions) write_question(json, q, q.questions[number]);
  json.end_array().end_object();
}

}  // namespace

std::string meaning_json(const Questionnaire& questionnaire) {
  JsonWriter json;
  json.begin_object().field("id", questionnaire.id).key("indicators").begin_array();
  for (const AskedIndicator* indicator : sorted(questionnaire.indicators, &AskedIndicator::code)) write_indicator(json, questionnaire, *indicator);
  json.end_array().end_object();
  return json.take();
}

}  // namespace atalaya::reg
