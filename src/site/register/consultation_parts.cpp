#include "site/register/consultation_parts.h"

#include <algorithm>

#include "register/consultation/speaker.h"
#include "site/register/words.h"

namespace atalaya::site::desk {

std::string voice_name(const Locale& l, con::Voice voice) {
  switch (voice) {
    case con::Voice::Verified: return l.tr("people whose identity was verified");
    case con::Voice::Registered: return l.tr("people who log in");
    case con::Voice::Anonymous: return l.tr("everybody, also without an account");
  }
  return {};
}

std::string standing_name(const Locale& l, con::Voice standing) {
  switch (standing) {
    case con::Voice::Verified: return l.tr("identity verified");
    case con::Voice::Registered: return l.tr("with an account");
    case con::Voice::Anonymous: return l.tr("without an account");
  }
  return {};
}

std::string reason_name(const Locale& l, con::Reason reason) {
  switch (reason) {
    case con::Reason::OffTopic: return l.tr("it is about something else");
    case con::Reason::Insult: return l.tr("it insults somebody");
    case con::Reason::PersonalData: return l.tr("it has personal data of somebody");
    case con::Reason::Advertising: return l.tr("it advertises");
    case con::Reason::Unlawful: return l.tr("it is against the law");
    case con::Reason::Withdrawn: return l.tr("its author withdrew it");
  }
  return {};
}

std::string outcome_name(const Locale& l, con::Outcome outcome) {
  switch (outcome) {
    case con::Outcome::Accepted: return l.tr("It is accepted");
    case con::Outcome::PartlyAccepted: return l.tr("Accepted in part");
    case con::Outcome::NotAccepted: return l.tr("Not accepted");
    case con::Outcome::Noted: return l.tr("Taken note of");
  }
  return {};
}

std::string act_name(const Locale& l, con::Act act) {
  switch (act) {
    case con::Act::Release: return l.tr("Shown");
    case con::Act::Hide: return l.tr("The comment was hidden");
    case con::Act::Appeal: return l.tr("Its author appealed");
    case con::Act::Restore: return l.tr("Shown again after the appeal");
    case con::Act::Uphold: return l.tr("Stays hidden after the appeal");
  }
  return {};
}

Said said_in(const Presenter& presenter, const con::Consultation& about, const con::Texts& texts) {
  std::vector<std::string> order = {presenter.language()};
  order.insert(order.end(), about.languages.begin(), about.languages.end());
  for (const std::string& language : order) {
    const auto text = texts.find(language);
    if (text != texts.end() && !text->second.empty()) return {language, text->second};
  }
  return {presenter.language(), ""};
}

std::string local_moment(const Locale& l, const std::string& local, const std::string& zone) {
  return fill("{1}, {2} ({3})", {l.date(local), local.substr(std::min<std::size_t>(local.size(), 11), 5), zone});
}

std::string phase_text(const Visit& visit, const con::Consultation& about) {
  const Locale& l = visit.locale();
  switch (about.phase(visit.desk().store.now())) {
    case con::Phase::Upcoming: return fill(l.tr("opens on {1}"), {local_moment(l, about.opens_local, about.zone)});
    case con::Phase::Open: return fill(l.tr("open until {1}"), {local_moment(l, about.closes_local, about.zone)});
    case con::Phase::Closed: return fill(l.tr("closed on {1}"), {local_moment(l, about.closes_local, about.zone)});
  }
  return {};
}

std::string at(const con::Consultation& about, const std::string& rest) { return "consultations/" + about.id + (rest.empty() ? "" : "/" + rest); }
std::string point_path(const con::Consultation& about, int paragraph) { return at(about, "points/" + std::to_string(paragraph)); }

Status may_speak(const Visit& visit, const con::Consultation& about) {
  if (about.voice != con::Voice::Anonymous) TRY_STATUS(reg::may(visit.principal(), reg::Action::Comment, ""));
  return con::check_voice(about.voice, con::speaker_of(visit.principal(), ""));
}

void add_comment_form(View& block, Visit& visit, const con::Consultation& about, int paragraph, const std::string& parent, const Refused& refused) {
  const Locale& l = visit.locale();
  const std::string now = visit.desk().store.now();
  if (about.phase(now) != con::Phase::Open) {
    block.optional("PARAGRAPH", "TEXT", fill(l.tr("Nobody can comment now: {1}."), {phase_text(visit, about)}));
    return;
  }
  if (const auto may = may_speak(visit, about); !may) {
    block.optional("PARAGRAPH", "TEXT", sentence(l, may.error()));
    if (visit.principal().anonymous()) add_link(block, l.tr("Log in"), visit.link("login?back=" + visit.link(point_path(about, paragraph))));
    return;
  }
  FormView form{.action = visit.link(point_path(about, paragraph) + "/comment"), .csrf = visit.csrf(), .id = "comment-"};
  const auto fault = [&](const char* field) { return refused.field == field ? refused.fault : std::string(); };
  form.fields.push_back(
      {.kind = Field::Kind::Hidden, .name = "form", .value = refused.form.empty() ? visit.desk().comments.open_form(about.id) : refused.form});
  form.fields.push_back({.kind = Field::Kind::Hidden, .name = "parent", .value = parent});
  form.fields.push_back({.kind = Field::Kind::LongText,
                         .name = "text",
                         .label = l.tr("Your comment"),
                         .help = l.tr("It will be public. At most 5,000 characters, without personal data of anybody."),
                         .value = refused.text,
                         .fault = fault("text"),
                         .required = true,
                         .most_letters = 5000});
  if (visit.principal().anonymous()) {
    form.fields.push_back({.name = "name",
                           .label = l.tr("Name to show"),
                           .help = l.tr("It may stay empty."),
                           .value = refused.name,
                           .fault = fault("name"),
                           .most_letters = 100});
  }
  std::vector<Choice> languages;
  for (const std::string& language : about.languages) languages.push_back({language, language_name(language)});
  form.fields.push_back({.kind = Field::Kind::Select,
                         .name = "language",
                         .label = l.tr("Language of your comment"),
                         .fault = fault("language"),
                         .choices = mark(std::move(languages), {refused.language.empty() ? visit.presenter().language() : refused.language})});
  form.fields.push_back({.kind = Field::Kind::Trap, .name = "website", .label = l.tr("Leave this field empty")});
  form.buttons.push_back({.label = parent.empty() ? l.tr("Send the comment") : l.tr("Send the reply")});
  add_form(block, "FORM", form);
}

void add_support_form(View& block, Visit& visit, const con::Consultation& about, const con::Point& point, bool supports, long long count) {
  const Locale& l = visit.locale();
  block.optional("PARAGRAPH", "TEXT", fill(l.ntr("{1} person supports this.", "{1} people support this.", count), {l.integer(count)}));
  if (about.phase(visit.desk().store.now()) != con::Phase::Open) return;
  if (visit.principal().anonymous()) {
    add_link(block, l.tr("Log in to support it"), visit.link("login?back=" + visit.link(point_path(about, point.paragraph))));
    return;
  }
  if (!may_speak(visit, about)) return;
  const std::string where = point.comment.empty() ? point_path(about, point.paragraph) : at(about, "comments/" + point.comment);
  FormView form{.action = visit.link(where + "/support"), .csrf = visit.csrf(), .id = "support-"};
  form.buttons.push_back(
      {.label = supports ? l.tr("Take your support back") : l.tr("Support this"), .name = "give", .value = supports ? "0" : "1", .quiet = true});
  add_form(block, "FORM", form);
}

void add_comments(DeskPage& page, const Visit& visit, const con::Consultation& about, std::string_view heading, const con::CommentPage& comments,
                  const std::string& next_href) {
  const Locale& l = visit.locale();
  View list = page.body("register/comments.tpl");
  list.set("HEADING", heading);
  if (comments.comments.empty()) list.add("EMPTY").set("TEXT", l.tr("There are none yet."));
  for (const con::Comment& comment : comments.comments) {
    View one = list.add("COMMENT");
    const std::string name = comment.name.empty() ? l.tr("Without a name") : comment.name;
    one.set("ID", "c-" + comment.id).set("WHO", name + " (" + standing_name(l, comment.standing) + ")").set("WHEN", moment(l, comment.instant));
    if (comment.showing == con::Showing::Hidden) {
      one.add("GONE").set("TEXT", fill(l.tr("This comment is not shown: {1}."), {reason_name(l, comment.hidden_for.value_or(con::Reason::OffTopic))}));
    } else {
      one.add("SAID").set("LANG", comment.language).set("TEXT", comment.text);
    }
    std::vector<std::string> counts;
    if (comment.support > 0) counts.push_back(fill(l.ntr("{1} supporter", "{1} supporters", comment.support), {l.integer(comment.support)}));
    if (comment.repeats > 0) counts.push_back(fill(l.ntr("sent {1} more time", "sent {1} more times", comment.repeats), {l.integer(comment.repeats)}));
    if (comment.answered) counts.push_back(l.tr("answered by the secretariat"));
    one.set("HREF", visit.link(at(about, "comments/" + comment.id))).set("MORE", l.tr("Replies, support and answer"));
    one.set("MORE_OF", fill(l.tr("to the comment of {1}"), {name})).set("COUNTS", counts.empty() ? "" : l.list(counts));
  }
  if (!comments.next.empty()) {
    list.show("PAGER");
    list.set("L_PAGES", l.tr("Pages"));
    list.add("NEXT").set("HREF", next_href).set("TEXT", l.tr("More comments"));
  }
}

void add_answers(View& block, const Visit& visit, const con::Consultation& about, const std::vector<con::Answer>& answers) {
  const Locale& l = visit.locale();
  for (const con::Answer& answer : answers) {
    add_fact(block, fill("{1}, {2}", {outcome_name(l, answer.outcome), moment(l, answer.instant)}), said_in(visit.presenter(), about, answer.content).text);
  }
}

Result<con::Consultation> consultation_of(const Visit& visit) { return con::find(visit.desk().store, visit.parameter("consultation")); }

}  // namespace atalaya::site::desk
