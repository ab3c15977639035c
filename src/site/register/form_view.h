// A form of the register as its pages describe it: fields with their labels, help, faults and present values. It works without scripts, and a field's fault is
// tied to the field for those who hear the page.
#pragma once

#include <string>
#include <vector>

#include "site/view.h"

namespace atalaya::site::desk {

struct Choice {
  std::string code;
  std::string label;
  bool chosen = false;
};

struct Field {
  /// Trap: nobody sees it or hears it, and only programs fill it in. Moment: a day with its time,
  /// "2026-12-31T09:00", as clocks at some place show it.
  enum class Kind { Text, Email, Password, NewPassword, Code, Number, Date, Moment, Address, LongText, Select, Radio, Checkboxes, File, Hidden, Trap };
  Kind kind = Kind::Text;
  std::string name;
  std::string label = {};
  std::string help = {};
  std::string value = {};  ///< Never of a password or a file.
  std::string fault = {};
  std::vector<Choice> choices = {};
  bool required = false;
  long most_letters = 0;      ///< 0: the browser is told no limit.
  std::string language = {};  ///< Of the label and the help, where it is not the page's.
  std::string group = {};     ///< Fields with the same one that stand side by side are a group of that name.
};

struct Button {
  std::string label;
  std::string name = {};  ///< Empty: the form's plain sending.
  std::string value = {};
  bool quiet = false;
  bool risky = false;  ///< What it does is not undone by another button.
};

struct FormView {
  std::string action;
  std::string csrf;  ///< Empty: a form that only asks, and is sent by GET.
  std::vector<Field> fields = {};
  std::vector<Button> buttons = {};
  std::string id = {};  ///< Prefix of the fields' ids, where a page has several forms.
};

/// Fills the include `slot`.
void add_form(View& view, const char* slot, const FormView& form);
/// One field, in a template that has the rest of the form itself.
void add_field(View& view, const char* slot, const Field& field, const std::string& id_prefix);

/// The choices with those marked that are among `chosen`.
[[nodiscard]] std::vector<Choice> mark(std::vector<Choice> choices, const std::vector<std::string>& chosen);

}  // namespace atalaya::site::desk
