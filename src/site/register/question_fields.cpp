#include "site/register/question_fields.h"

#include <algorithm>

#include "base/text.h"
#include "site/instrument_words.h"

namespace atalaya::site::desk {

namespace {

using reg::QuestionKind;

std::string option_label(const Presenter& p, const reg::Option& option, QuestionKind kind) {
  if (kind != QuestionKind::YesNo) return p.in(option.label);
  return option.code == "YES" ? p.locale().tr("Yes") : p.locale().tr("No");
}

Field::Kind field_kind(QuestionKind kind) {
  switch (kind) {
    case QuestionKind::YesNo:
    case QuestionKind::Choice: return Field::Kind::Radio;
    case QuestionKind::Choices: return Field::Kind::Checkboxes;
    case QuestionKind::Number:
    case QuestionKind::Percentage:
    case QuestionKind::Money:
    case QuestionKind::Year: return Field::Kind::Number;
    case QuestionKind::LongText: return Field::Kind::LongText;
    case QuestionKind::Address: return Field::Kind::Address;
    case QuestionKind::Date:
    case QuestionKind::Text:
    case QuestionKind::Instrument:
    case QuestionKind::Document: break;
  }
  return Field::Kind::Text;
}

std::vector<std::string> chosen_codes(const std::optional<reg::AnswerValue>& answer) {
  if (!answer) return {};
  if (const auto* code = std::get_if<std::string>(&*answer)) return {*code};
  if (const auto* codes = std::get_if<std::vector<std::string>>(&*answer)) return *codes;
  return {};
}

template <class T>
const T* as(const std::optional<reg::AnswerValue>& answer) {
  return answer ? std::get_if<T>(&*answer) : nullptr;
}

// "Ley de firma digital (law, in force since 14 Dec 2001)"
std::string entry_text(const Presenter& p, const reg::instruments::Found& one) {
  const Locale& l = p.locale();
  const std::string title = shorten(shown_title(p.language(), one).text, 90), kind = kind_name(l, one.kind);
  if (!one.state) return fill(l.tr("{1} ({2})"), {title, kind});
  return fill(l.tr("{1} ({2}, {3} since {4})"), {title, kind, state_name(l, *one.state), l.date(one.since, Locale::Date::Short)});
}

// What the register of instruments has for the question; nothing where it has nothing.
void add_entries(std::vector<Field>& fields, const Presenter& p, const reg::Question& question, const reg::InstrumentAnswer& shown,
                 const std::vector<reg::instruments::Found>& known) {
  const Locale& l = p.locale();
  if (known.empty() && shown.id.empty()) return;
  Field field{.kind = Field::Kind::Select,
              .name = question.id + ":id",
              .label = l.tr("Or choose it in the register of instruments"),
              .help = l.tr("What the register says of it (title, date, address, body) is filled in when you save."),
              .choices = {{"", l.tr("none of these"), shown.id.empty()}}};
  for (const auto& one : known) field.choices.push_back({one.id, entry_text(p, one), one.id == shown.id});
  // One that was chosen once and is no longer among the country's for that goal.
  if (!shown.id.empty() && std::ranges::find(known, shown.id, &reg::instruments::Found::id) == known.end()) {
    field.choices.push_back({shown.id, shorten(shown.title, 90), true});
  }
  fields.push_back(std::move(field));
}

// The parts after the first of an answer that has several.
void add_parts(std::vector<Field>& fields, const Presenter& p, const reg::Question& question, const std::optional<reg::AnswerValue>& answer,
               const std::vector<reg::instruments::Found>& known) {
  const Locale& l = p.locale();
  if (question.kind == QuestionKind::Money) {
    const auto* money = as<reg::MoneyAnswer>(answer);
    fields.front().value = money != nullptr ? money->amount : std::string();
    fields.push_back({.name = question.id + ":currency",
                      .label = l.tr("Currency (three letters, ISO 4217)"),
                      .value = money != nullptr ? money->currency : "",
                      .most_letters = 3});
  }
  if (question.kind == QuestionKind::Instrument) {
    const auto* act = as<reg::InstrumentAnswer>(answer);
    const reg::InstrumentAnswer shown = act != nullptr ? *act : reg::InstrumentAnswer{};
    fields.front().value = shown.title;
    add_entries(fields, p, question, shown, known);
    fields.push_back(
        {.kind = Field::Kind::Address, .name = question.id + ":address", .label = l.tr("Its official address on the Web"), .value = shown.address});
    fields.push_back({.name = question.id + ":date", .label = l.tr("Date (year, or year-month-day)"), .value = shown.date, .most_letters = 10});
    fields.push_back({.name = question.id + ":body", .label = l.tr("Who issued it"), .value = shown.body, .most_letters = 200});
  }
}

}  // namespace

std::vector<Field> question_fields(const Presenter& p, const reg::Question& question, const std::optional<reg::AnswerValue>& answer, const std::string& fault,
                                   const std::vector<reg::instruments::Found>& known) {
  Field field{.kind = field_kind(question.kind), .name = question.id, .label = p.in(question.text), .help = p.in(question.help), .fault = fault};
  if (reg::has_options(question.kind)) {
    for (const reg::Option& option : question.options) field.choices.push_back({option.code, option_label(p, option, question.kind)});
    field.choices = mark(std::move(field.choices), chosen_codes(answer));
    // A radio button cannot be taken back by itself.
    if (field.kind == Field::Kind::Radio) field.choices.push_back({"", p.locale().tr("not answered"), !answer});
  } else if (answer) {
    field.value = reg::plain_text(*answer);
  }
  field.most_letters = static_cast<long>(question.most_letters);
  std::vector<Field> out = {std::move(field)};
  add_parts(out, p, question, answer, known);
  return out;
}

std::optional<reg::AnswerValue> answer_of(const reg::Question& question, const http::Form& form) {
  std::vector<reg::AnswerField> fields;
  const std::string prefix = question.id + ":";
  for (const auto& [name, value] : form.fields) {
    if (name == question.id) {
      if (!value.empty()) fields.push_back({"", value});
    } else if (name.starts_with(prefix)) {
      fields.push_back({std::string_view(name).substr(prefix.size()), value});
    }
  }
  return reg::answer_from_fields(question, fields);
}

std::string answer_text(const Presenter& p, const reg::Question& question, const reg::AnswerValue& answer) {
  if (!reg::has_options(question.kind)) return reg::plain_text(answer);
  std::vector<std::string> labels;
  for (const std::string& code : chosen_codes(answer)) {
    const reg::Option* option = question.find_option(code);
    labels.push_back(option != nullptr ? option_label(p, *option, question.kind) : code);
  }
  return p.locale().list(labels);
}

}  // namespace atalaya::site::desk
