#include "site/register/conflict.h"

#include <algorithm>

#include "base/text.h"

namespace atalaya::site::desk {

void add_differences(View& notice, const Locale& locale, const std::vector<Field>& now, const std::vector<Field>& typed) {
  const auto value = [&](const Field& field) {
    if (field.choices.empty()) return field.value;
    std::vector<std::string> chosen;
    for (const Choice& choice : field.choices) {
      if (choice.chosen) chosen.push_back(choice.label);
    }
    return locale.list(chosen);
  };
  for (const Field& field : now) {
    if (field.kind == Field::Kind::Hidden || field.label.empty()) continue;
    const auto other = std::ranges::find(typed, field.name, &Field::name);
    const std::string there = value(field);
    if (other != typed.end() ? value(*other) == there : there.empty()) continue;
    const std::string name = field.group.empty() ? field.label : fill(locale.tr("{1}: {2}"), {field.group, field.label});
    add_item(notice, fill(locale.tr("{1}: {2}"), {name, there.empty() ? locale.tr("empty") : there}));
  }
}

void add_conflict(DeskPage& page, const Locale& locale, const std::vector<Field>& now, const std::vector<Field>& typed) {
  View notice = page.notice(
      DeskPage::Tone::Warning,
      locale.tr("Somebody else has changed this meanwhile. Nothing of theirs or yours is lost: below is what you typed; here is what it says now where "
                "that differs. Put in what is to stay, and save again."));
  add_differences(notice, locale, now, typed);
}

}  // namespace atalaya::site::desk
