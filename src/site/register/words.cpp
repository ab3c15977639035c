#include "site/register/words.h"

#include "base/text.h"

namespace atalaya::site::desk {

std::string role_name(const Locale& l, reg::Role role) {
  switch (role) {
    case reg::Role::Secretariat: return l.tr("secretariat");
    case reg::Role::FocalPoint: return l.tr("national focal point");
    case reg::Role::Observer: return l.tr("observer");
    case reg::Role::WorkingGroup: return l.tr("member of a working group");
    case reg::Role::CivilSociety: return l.tr("reviewer of civil society");
    case reg::Role::Citizen: return l.tr("citizen");
    case reg::Role::Anonymous: return l.tr("visitor");
  }
  return {};
}

std::string role_in(const Presenter& presenter, const reg::HeldRole& role) {
  const std::string name = role_name(presenter.locale(), role.role);
  if (role.country.empty()) return role.role == reg::Role::Secretariat ? name : fill(presenter.locale().tr("{1}, the region"), {name});
  return name + ", " + presenter.area_name(role.country);
}

std::vector<Choice> language_choices(const std::string& chosen) { return mark({{"es", "Español"}, {"en", "English"}, {"pt", "Português"}}, {chosen}); }

std::string language_name(const std::string& code) {
  for (Choice& one : language_choices({})) {
    if (one.code == code) return std::move(one.label);
  }
  return code;
}

std::string moment(const Locale& l, std::string_view instant) {
  if (instant.size() < 16) return std::string(instant);
  return fill(l.tr("{1}, {2} UTC"), {l.date(instant), instant.substr(11, 5)});
}

std::string capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  // The small letters of Latin-1, U+00E0 to U+00FE without the sign of division.
  if (text.size() > 1 && text[0] == '\xC3' && text[1] >= '\xA0' && text[1] <= '\xBE' && text[1] != '\xB7') text[1] = static_cast<char>(text[1] - 0x20);
  return text;
}

std::string local_span(const Locale& l, const std::string& from, const std::string& to, const std::string& zone) {
  if (from.size() < 16 || to.size() < 16) return from + " – " + to + " (" + zone + ")";
  const std::string day = l.date(from.substr(0, 10)), end_day = to.substr(0, 10) == from.substr(0, 10) ? std::string() : l.date(to.substr(0, 10)) + ", ";
  return day + ", " + from.substr(11, 5) + (end_day.empty() ? "–" : " – " + end_day) + to.substr(11, 5) + " (" + zone + ")";
}

std::string typed_number(const Locale& l, const std::string& text) {
  const auto value = parse_number(text).value;
  if (!value) return text;
  const std::size_t point = text.find('.');
  return l.number(*value, point == std::string::npos ? 0 : static_cast<int>(text.size() - point - 1));
}

std::string finding_text(const Locale& l, const reg::AnswerFinding& finding) { return fill(l.tr(reg::message(finding.fault)), {finding.argument}); }

std::string sentence(const Locale& l, const Error& error) {
  std::string out = l.tr(error.what.c_str());
  if (!out.empty() && out.front() >= 'a' && out.front() <= 'z') out.front() = static_cast<char>(out.front() - 'a' + 'A');
  if (!out.empty() && out.back() != '.') out += '.';
  if (!error.hint.empty()) {
    std::string hint = l.tr(error.hint.c_str());
    if (hint.front() >= 'a' && hint.front() <= 'z') hint.front() = static_cast<char>(hint.front() - 'a' + 'A');
    out += " " + hint + (hint.back() == '.' ? "" : ".");
  }
  return out;
}

}  // namespace atalaya::site::desk
