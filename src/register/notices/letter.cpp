#include "register/notices/letter.h"

namespace atalaya::reg::notices {

namespace {

struct Said {
  std::string line;  ///< What happened.
  std::string path;  ///< Below "register/".
};

Said say(const Locale& l, const Agenda& agenda, const Item& item) {
  const Country* const found = agenda.find_country(item.country);
  const std::string country = found != nullptr ? found->name.in(l.language()) : item.country;
  const std::string year = item.year > 0 ? std::to_string(item.year) : std::string();
  const std::string report = "submissions/" + item.subject, review = report + "/review";
  switch (item.kind) {
    case Kind::Invited: return {l.tr("You are invited to the register of the observatory"), "invitations/" + item.invitation};
    case Kind::CycleOpened: return {fill(l.tr("A cycle of reports is open: {1}"), {item.title.in(l.language())}), "desk"};
    case Kind::Submitted: return {fill(l.tr("{1} sent its report of {2}"), {country, year}), review};
    case Kind::Returned: return {fill(l.tr("The report of {1} of {2} was returned with remarks"), {country, year}), review};
    case Kind::Accepted: return {fill(l.tr("The report of {1} of {2} was accepted"), {country, year}), review};
    case Kind::Published: return {fill(l.tr("The report of {1} of {2} is published"), {country, year}), "reports/" + item.subject};
    case Kind::Remark: return {fill(l.tr("There are remarks on the report of {1} of {2}"), {country, year}), review};
    case Kind::Reply: return {fill(l.tr("There are replies to remarks on the report of {1} of {2}"), {country, year}), review};
    case Kind::CivilReview: return {fill(l.tr("Civil society reviewed the report of {1} of {2}"), {country, year}), review};
    case Kind::CivilReply: return {fill(l.tr("{1} replied to a review of its report of {2}"), {country, year}), "reports/" + item.subject};
    case Kind::DueSoon: break;
  }
  const std::string until = item.due.empty() ? std::string() : l.date(item.due);
  if (item.country.empty()) return {fill(l.tr("A report is due on {1}: {2}"), {until, item.title.in(l.language())}), "desk"};
  return {fill(l.tr("Due on {1}: the report of {2} of {3}"), {until, country, year}), report};
}

}  // namespace

Letter write_letter(const Locale& l, const Agenda& agenda, const std::string& site, const std::vector<Item>& items) {
  const std::string base = site + "/" + l.language() + "/register/";
  Letter out;
  std::string lines;
  for (const Item& item : items) {
    const Said said = say(l, agenda, item);
    if (out.subject.empty()) out.subject = said.line;
    lines += said.line + ".\n" + base + said.path + "\n\n";
  }
  if (items.size() > 1)
    out.subject = fill(l.ntr("{1} notice of the register", "{1} notices of the register", static_cast<std::int64_t>(items.size())),
                       {l.integer(static_cast<std::int64_t>(items.size()))});
  const bool invited = items.size() == 1 && items.front().kind == Kind::Invited;
  if (invited) {
    out.text = fill(l.tr("Dear {1}:"), {items.front().name}) + "\n\n" + lines;
    out.text += l.tr("The link works once. If you did not expect this message, do nothing, and the invitation expires.") + "\n";
  } else {
    out.text = lines + l.tr("Whether and how often you are written to is your choice:") + "\n" + base + "account/data\n";
  }
  out.text += "\n-- \n" + agenda.name.in(l.language()) + "\n" + l.tr("What is kept of you, and why:") + " " + base + "privacy\n";
  return out;
}

}  // namespace atalaya::reg::notices
