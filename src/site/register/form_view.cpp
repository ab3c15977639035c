#include "site/register/form_view.h"

#include <algorithm>

namespace atalaya::site::desk {

namespace {

struct Input {
  const char* type;
  const char* autocomplete;  ///< What browsers and password keepers go by (HTML, section 4.10.18.7).
};

Input input_of(Field::Kind kind) {
  switch (kind) {
    case Field::Kind::Email: return {"email", "email"};
    case Field::Kind::Password: return {"password", "current-password"};
    case Field::Kind::NewPassword: return {"password", "new-password"};
    case Field::Kind::Code: return {"text", "one-time-code"};
    case Field::Kind::Date: return {"date", "off"};
    case Field::Kind::Moment: return {"datetime-local", "off"};
    case Field::Kind::Address: return {"url", "off"};
    case Field::Kind::File: return {"file", "off"};
    default: return {"text", "off"};
  }
}

void add_choices(View& view, const Field& field, const std::string& id) {
  for (std::size_t i = 0; i < field.choices.size(); ++i) {
    View choice = view.add("CHOICE");
    choice.set("CODE", field.choices[i].code).set("TEXT", field.choices[i].label).set("ID", id + "-" + std::to_string(i));
    if (field.choices[i].chosen) choice.show("CHOSEN");
  }
}

// What stands beside a field and is read out with it.
void add_notes(View& view, const Field& field, const std::string& id) {
  std::string described_by;
  if (!field.help.empty()) {
    view.add("HELP").set("ID", id + "-help").set("TEXT", field.help);
    described_by = id + "-help";
  }
  if (!field.fault.empty()) {
    view.add("FAULT").set("ID", id + "-fault").set("TEXT", field.fault);
    described_by += (described_by.empty() ? "" : " ") + id + "-fault";
  }
  view.optional("DESCRIBED", "BY", described_by);
  if (!field.fault.empty()) view.show("INVALID");
}

constexpr long long_line = 300;           // Letters: such a line takes the whole width.
constexpr std::size_t many_choices = 10;  // Are set in columns.

bool is_seen(const Field& field) { return field.kind != Field::Kind::Hidden && field.kind != Field::Kind::Trap; }

void fill_field(View& view, const char* slot, const Field& field, const std::string& id_prefix, bool mark_required) {
  View outer(view.dictionary()->AddIncludeDictionary(slot));
  outer.dictionary()->SetFilename("register/field.tpl");
  const std::string id = id_prefix + field.name;
  const char* section = "INPUT";
  if (field.kind == Field::Kind::LongText) section = "AREA";
  if (field.kind == Field::Kind::Select) section = "SELECT";
  if (field.kind == Field::Kind::Radio || field.kind == Field::Kind::Checkboxes) section = "GROUP";
  if (field.kind == Field::Kind::Hidden) section = "HIDDEN";
  if (field.kind == Field::Kind::Trap) section = "TRAP";
  View one = outer.add(section);
  one.set("ID", id).set("NAME", field.name).set("LABEL", field.label).set("VALUE", field.value);
  const Input input = input_of(field.kind);
  one.set("TYPE", field.kind == Field::Kind::Radio ? "radio" : field.kind == Field::Kind::Checkboxes ? "checkbox" : input.type);
  one.set("AUTOCOMPLETE", input.autocomplete);
  if (field.kind == Field::Kind::Code) one.show("DIGITS");
  if (field.kind == Field::Kind::Number) one.show("DECIMAL");
  if (field.required) one.show("REQUIRED");
  if (field.required && mark_required) one.show("MARK");
  if (field.most_letters >= long_line || field.kind == Field::Kind::Address) one.show("WIDE");
  if (field.choices.size() >= many_choices) one.show("MANY");
  if (field.most_letters > 0) one.add("MOST").set("LETTERS", field.most_letters);
  add_choices(one, field, id);
  add_notes(one, field, id);
}

}  // namespace

void add_field(View& view, const char* slot, const Field& field, const std::string& id_prefix) { fill_field(view, slot, field, id_prefix, false); }

void add_form(View& view, const char* slot, const FormView& form) {
  View outer(view.dictionary()->AddIncludeDictionary(slot));
  outer.dictionary()->SetFilename("register/form.tpl");
  outer.set("ACTION", form.action).set("METHOD", form.csrf.empty() ? "get" : "post").optional("GUARD", "CSRF", form.csrf);
  if (std::ranges::any_of(form.fields, [](const Field& field) { return field.kind == Field::Kind::File; })) outer.show("WITH_FILES");
  // Where all must be filled in, saying so at each helps nobody.
  const bool mark_required = std::ranges::any_of(form.fields, [](const Field& field) { return is_seen(field) && !field.required; });
  for (std::size_t i = 0; i < form.fields.size(); ++i) {
    const Field& field = form.fields[i];
    View item = outer.add("FIELD");
    if (!field.group.empty() && (i == 0 || form.fields[i - 1].group != field.group)) item.add("OPEN").set("TEXT", field.group);
    if (!field.group.empty() && (i + 1 == form.fields.size() || form.fields[i + 1].group != field.group)) item.show("CLOSE");
    fill_field(item, "FIELD_BODY", field, form.id, mark_required);
  }
  for (const Button& button : form.buttons) {
    View item = outer.add("BUTTON");
    item.set("TEXT", button.label);
    if (!button.name.empty()) item.add("NAMED").set("NAME", button.name).set("VALUE", button.value);
    if (button.quiet || button.risky) item.show("QUIET");
    if (button.risky) item.show("RISKY");
  }
}

std::vector<Choice> mark(std::vector<Choice> choices, const std::vector<std::string>& chosen) {
  for (Choice& choice : choices) choice.chosen = std::ranges::find(chosen, choice.code) != chosen.end();
  return choices;
}

}  // namespace atalaya::site::desk
