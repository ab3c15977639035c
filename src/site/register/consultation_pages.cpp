// Consultations as everybody reads them.
#include <algorithm>

#include "base/text.h"
#include "register/consultation/closing.h"
#include "register/consultation/moderation.h"
#include "register/consultation/results.h"
#include "register/consultation/support.h"
#include "site/parts.h"
#include "site/register/consultation_parts.h"
#include "site/register/words.h"

namespace atalaya::site::desk {

namespace {

std::string paragraph_name(const Locale& l, int paragraph, const std::string& label) {
  if (paragraph == 0) return l.tr("The whole text");
  return fill(l.tr("Paragraph {1}"), {label.empty() ? l.integer(paragraph) : label});
}

/// A heading has no number of its own: it is called by its text.
std::string name_of(const Visit& visit, const con::Consultation& about, const con::Paragraph& paragraph) {
  if (paragraph.heading && paragraph.label.empty()) return said_in(visit.presenter(), about, paragraph.content).text;
  return paragraph_name(visit.locale(), paragraph.number, paragraph.label);
}

std::string counts_of(const Locale& l, const con::PointResult& point) {
  std::vector<std::string> parts = {fill(l.ntr("{1} comment", "{1} comments", point.comments), {l.integer(point.comments)})};
  if (point.paragraph != 0) parts.push_back(fill(l.ntr("{1} supporter", "{1} supporters", point.support), {l.integer(point.support)}));
  if (point.answers > 0) parts.push_back(fill(l.ntr("{1} answer", "{1} answers", point.answers), {l.integer(point.answers)}));
  return l.list(parts);
}

Table result_table(const Visit& visit, const con::Consultation& about, const std::vector<con::Paragraph>& paragraphs,
                   const std::vector<con::PointResult>& results) {
  const Locale& l = visit.locale();
  Table out{.id = "result",
            .caption = l.tr("Result"),
            .columns = {{l.tr("Paragraph")},
                        {l.tr("Comments"), true},
                        {l.tr("Verified"), true},
                        {l.tr("With an account"), true},
                        {l.tr("Without an account"), true},
                        {l.tr("Hidden"), true},
                        {l.tr("Answered"), true},
                        {l.tr("Supporters"), true}},
            .under_heading = true};
  for (const con::PointResult& point : results) {
    Row row{.cells = {{.text = point.paragraph == 0 ? paragraph_name(l, 0, "")
                                                    : name_of(visit, about, paragraphs.at(static_cast<std::size_t>(point.paragraph) - 1))}}};
    for (const long long number : {point.comments, point.by_standing[0], point.by_standing[1], point.by_standing[2], point.hidden, point.answered}) {
      row.cells.push_back({.text = l.integer(number), .number = true});
    }
    // The whole text is supported paragraph by paragraph.
    row.cells.push_back({.text = point.paragraph == 0 ? "–" : l.integer(point.support), .number = true, .none = point.paragraph == 0});
    out.rows.push_back(std::move(row));
  }
  return out;
}

void add_text(View& block, const Visit& visit, const con::Consultation& about, const std::vector<con::Paragraph>& paragraphs,
              const std::vector<con::PointResult>& results, const std::vector<con::Answer>& answers) {
  const Locale& l = visit.locale();
  const bool open = about.phase(visit.desk().store.now()) == con::Phase::Open;
  View text = add_inside(block, "register/consultation.tpl");
  for (const con::Paragraph& paragraph : paragraphs) {
    const Said said = said_in(visit.presenter(), about, paragraph.content);
    View one = text.add("PARA");
    one.set("NUMBER", paragraph.number).set("LABEL", paragraph.label);
    View words = one.add(paragraph.heading ? "TITLE_TEXT" : "BODY_TEXT");
    words.set("LANG", said.language).set("TEXT", said.text);
    if (!paragraph.label.empty() && !paragraph.heading) words.show("NAMED");
    one.set("POINT_HREF", visit.link(point_path(about, paragraph.number))).set("POINT", open ? l.tr("Read and comment") : l.tr("Read the comments"));
    one.set("POINT_OF", name_of(visit, about, paragraph));
    one.set("COUNTS", counts_of(l, results.at(static_cast<std::size_t>(paragraph.number))));
    for (const con::Answer& answer : answers) {
      if (!answer.comment.empty() || answer.paragraph != paragraph.number) continue;
      const Said reply = said_in(visit.presenter(), about, answer.content);
      one.add("REPLY")
          .set("OUTCOME", fill(l.tr("Answer of the secretariat: {1}"), {outcome_name(l, answer.outcome)}))
          .set("WHEN", moment(l, answer.instant))
          .set("LANG", reply.language)
          .set("TEXT", reply.text);
    }
  }
}

con::CommentFilter filter_of(const Visit& visit, const con::Consultation& about, int paragraph) {
  const http::Query& query = visit.request().query;
  con::CommentFilter out{.consultation = about.id,
                         .paragraph = paragraph,
                         .standing = con::parse_voice(query.get("standing")),
                         .reply = false,
                         .order = query.get("sort") == "support" ? con::Order::Support : con::Order::Newest};
  if (const std::string language = query.get("language"); std::ranges::find(about.languages, language) != about.languages.end()) out.language = language;
  if (const std::string answered = query.get("answered"); answered == "yes" || answered == "no") out.answered = answered == "yes";
  return out;
}

bool asks_anything(const con::CommentFilter& filter) { return filter.standing || filter.language || filter.answered; }

/// Which comments of a paragraph are shown, and in which order.
FormView filter_form(const Visit& visit, const con::Consultation& about, int paragraph, const con::CommentFilter& filter) {
  const Locale& l = visit.locale();
  FormView form{.action = visit.link(point_path(about, paragraph)), .csrf = {}, .id = "find-"};
  const auto choose = [&](const char* name, const std::string& label, std::vector<Choice> choices, const std::string& chosen) {
    choices.insert(choices.begin(), {"", l.tr("All")});
    form.fields.push_back({.kind = Field::Kind::Select, .name = name, .label = label, .choices = mark(std::move(choices), {chosen})});
  };
  std::vector<Choice> languages, standings;
  for (const std::string& language : about.languages) languages.push_back({language, language_name(language)});
  for (const con::Voice voice : con::all_voices) standings.push_back({std::string(to_string(voice)), standing_name(l, voice)});
  choose("language", l.tr("Language"), std::move(languages), filter.language.value_or(""));
  choose("standing", l.tr("Who speaks"), std::move(standings), filter.standing ? std::string(to_string(*filter.standing)) : "");
  choose("answered", l.tr("Answered by the secretariat"), {{"yes", l.tr("yes")}, {"no", l.tr("no")}}, filter.answered ? (*filter.answered ? "yes" : "no") : "");
  form.fields.push_back({.kind = Field::Kind::Select,
                         .name = "sort",
                         .label = l.tr("Order"),
                         .choices = mark({{"newest", l.tr("The newest first")}, {"support", l.tr("Those with most support first")}},
                                         {filter.order == con::Order::Support ? "support" : "newest"})});
  form.buttons.push_back({.label = l.tr("Find")});
  return form;
}

/// The list's address with the filter, to which a place may be added.
std::string list_link(const Visit& visit, const con::Consultation& about, int paragraph, const con::CommentFilter& filter) {
  std::string out = visit.link(point_path(about, paragraph)) + "?sort=" + (filter.order == con::Order::Support ? "support" : "newest");
  if (filter.language) out += "&language=" + *filter.language;
  if (filter.standing) out += "&standing=" + std::string(to_string(*filter.standing));
  if (filter.answered) out += std::string("&answered=") + (*filter.answered ? "yes" : "no");
  return out;
}

Result<int> paragraph_of(const Visit& visit) {
  const auto number = parse_integer(visit.parameter("paragraph"));
  if (!number || *number < 0 || *number >= 1'000'000) return fail(ErrorKind::NotFound, "the text has no such paragraph");
  return static_cast<int>(*number);
}

}  // namespace

Answer consultations_page(Visit& visit) {
  const Locale& l = visit.locale();
  DeskPage page(visit, l.tr("Public consultations"), "consultations");
  page.lede(l.tr("Texts that everybody may read, comment and support paragraph by paragraph before they are decided."));
  const auto all = TRY(con::all(visit.desk().store));
  const std::string now = visit.desk().store.now();
  const std::array parts = {std::pair(con::Phase::Open, l.tr("Open")), std::pair(con::Phase::Upcoming, l.tr("Coming")),
                            std::pair(con::Phase::Closed, l.tr("Closed"))};
  for (const auto& [phase, heading] : parts) {
    View block = page.block(heading);
    bool any = false;
    for (const con::Consultation& one : all) {
      if (one.phase(now) != phase) continue;
      any = true;
      add_row(block, said_in(visit.presenter(), one, one.title).text, visit.link(at(one)), phase_text(visit, one));
    }
    if (!any) block.optional("PARAGRAPH", "TEXT", l.tr("There are none."));
  }
  if (reg::judge(visit.principal(), reg::Action::ManageConsultation, "") == reg::Verdict::Allowed) {
    View ways = page.block("");
    add_link(ways, l.tr("Manage the consultations"), visit.link("desk/consultations"));
  }
  return visit.respond(TRY(page.render()));
}

Answer consultation_page(Visit& visit) {
  const Locale& l = visit.locale();
  reg::Store& store = visit.desk().store;
  const auto about = TRY(consultation_of(visit));
  const auto paragraphs = TRY(con::paragraphs(store, about.id));
  const auto results = TRY(con::results(store, about.id));
  const bool closed = about.phase(store.now()) == con::Phase::Closed;
  DeskPage page(visit, said_in(visit.presenter(), about, about.title).text, at(about));
  page.under(l.tr("Public consultations"), visit.link("consultations"));
  page.feed("application/atom+xml", l.tr("News of it (Atom)"), visit.link(at(about, "feed")));
  page.kicker(l.tr("Public consultation"));
  page.lede(said_in(visit.presenter(), about, about.introduction).text);
  View facts = page.block("");
  add_fact(facts, l.tr("State"), phase_text(visit, about));
  add_fact(facts, l.tr("In universal time"), fill(l.tr("from {1} to {2}"), {moment(l, about.opens), moment(l, about.closes)}));
  if (const auto early = TRY(con::closing(store, about.id))) {
    add_fact(facts, l.tr("Closed before its time"), fill(l.tr("{1} It was to close on {2}."), {early->reason, moment(l, early->said)}));
  }
  add_fact(facts, l.tr("Who may comment"), voice_name(l, about.voice));
  add_fact(facts, l.tr("Comments are shown"), about.moderation == con::Moderation::After ? l.tr("at once") : l.tr("after somebody has looked at them"));
  add_row(facts, l.tr("Comments on the whole text"), visit.link(point_path(about, 0)), counts_of(l, results.front()));
  if (closed) {
    View result = page.block(l.tr("Result"));
    add_table(result, "TABLE", result_table(visit, about, paragraphs, results));
  }
  View text = page.block(l.tr("The text"));
  add_text(text, visit, about, paragraphs, results, TRY(con::answers(store, about.id)));
  View data = page.block(l.tr("Open data"), l.tr("All that is public of it: what was said, and what came of it."));
  add_link(data, l.tr("Comments (CSV)"), visit.link(at(about, "data/comments.csv")));
  add_link(data, l.tr("Result (CSV)"), visit.link(at(about, "data/paragraphs.csv")));
  add_link(data, l.tr("Answers (CSV)"), visit.link(at(about, "data/answers.csv")));
  add_link(data, l.tr("Everything (JSON)"), visit.link(at(about, "data/consultation.json")));
  add_link(data, l.tr("News of it (Atom)"), visit.link(at(about, "feed")));
  return visit.respond(TRY(page.render()));
}

Answer show_point(Visit& visit, int paragraph, const Refused& refused, int status) {
  const Locale& l = visit.locale();
  reg::Store& store = visit.desk().store;
  const auto about = TRY(consultation_of(visit));
  const auto paragraphs = TRY(con::paragraphs(store, about.id));
  if (paragraph > static_cast<int>(paragraphs.size())) return fail(ErrorKind::NotFound, "the text has no such paragraph");
  const con::Paragraph* text = paragraph == 0 ? nullptr : &paragraphs[static_cast<std::size_t>(paragraph) - 1];
  const std::string title = text == nullptr ? paragraph_name(l, 0, "") : name_of(visit, about, *text);
  DeskPage page(visit, title, point_path(about, paragraph));
  page.under(said_in(visit.presenter(), about, about.title).text, visit.link(at(about)));
  page.kicker(said_in(visit.presenter(), about, about.title).text);
  if (!refused.fault.empty()) page.notice(DeskPage::Tone::Fault, refused.fault);
  if (text != nullptr) {
    if (!text->heading || !text->label.empty()) page.lede(said_in(visit.presenter(), about, text->content).text);
    View support = page.block(l.tr("Support"));
    const con::Point point{about.id, paragraph};
    const bool mine = !visit.principal().anonymous() && TRY(con::supports(store, visit.principal().person, point));
    add_support_form(support, visit, about, point, mine, text->support);
  }
  if (const auto answers = TRY(con::answers_to(store, {about.id, paragraph})); !answers.empty()) {
    View block = page.block(l.tr("Answer of the secretariat"));
    add_answers(block, visit, about, answers);
  }
  View form = page.block(refused.parent.empty() ? l.tr("Comment") : l.tr("Reply"));
  if (!refused.parent.empty()) add_link(form, l.tr("The comment that this answers"), visit.link(at(about, "comments/" + refused.parent)));
  add_comment_form(form, visit, about, paragraph, refused.parent, refused);
  const con::CommentFilter filter = filter_of(visit, about, paragraph);
  const auto comments = TRY(con::comments(store, filter, visit.request().query.get("after"), 20));
  if (!comments.comments.empty() || asks_anything(filter)) {
    View find = page.block(l.tr("Find comments"));
    add_form(find, "FORM", filter_form(visit, about, paragraph, filter));
  }
  add_comments(page, visit, about, l.tr("Comments"), comments, list_link(visit, about, paragraph, filter) + "&after=" + comments.next);
  return visit.respond(TRY(page.render()), status);
}

Answer point_page(Visit& visit) { return show_point(visit, TRY(paragraph_of(visit)), {}, 200); }

Answer comment_page(Visit& visit) {
  const Locale& l = visit.locale();
  reg::Store& store = visit.desk().store;
  const auto about = TRY(consultation_of(visit));
  const auto comment = TRY(con::find_comment(store, about.id, visit.parameter("comment")));
  const bool mine = TRY(con::is_of(store, visit.principal().person, comment.id));
  if (comment.showing == con::Showing::Waiting && !mine) return fail(ErrorKind::NotFound, "there is no such comment");
  const bool named = !comment.name.empty() && comment.showing != con::Showing::Hidden;
  DeskPage page(visit, named ? fill(l.tr("Comment of {1}"), {comment.name}) : l.tr("Comment without a name"), at(about, "comments/" + comment.id));
  page.under(said_in(visit.presenter(), about, about.title).text, visit.link(at(about)));
  page.kicker(capital(standing_name(l, comment.standing)) + ", " + moment(l, comment.instant));
  if (comment.showing == con::Showing::Published || mine) page.lede(comment.text);
  if (comment.showing == con::Showing::Waiting) page.notice(DeskPage::Tone::Plain, l.tr("This comment waits until somebody has looked at it."));
  const con::Reason reason = comment.hidden_for.value_or(con::Reason::OffTopic);
  const bool hidden = comment.showing == con::Showing::Hidden;
  if (hidden) page.notice(DeskPage::Tone::Warning, fill(l.tr("This comment is not shown: {1}."), {reason_name(l, reason)}));
  View ways = page.block("");
  add_link(ways, l.tr("The paragraph and its comments"), visit.link(point_path(about, comment.paragraph)));
  if (!comment.parent.empty()) add_link(ways, l.tr("The comment that this answers"), visit.link(at(about, "comments/" + comment.parent)));
  if (reg::judge(visit.principal(), reg::Action::Moderate, "") == reg::Verdict::Allowed) {
    add_link(ways, l.tr("Moderate or answer"), visit.link("desk/" + at(about, "comments/" + comment.id)));
  }
  if (const auto answers = TRY(con::answers_to(store, {about.id, 0, comment.id})); !answers.empty()) {
    View block = page.block(l.tr("Answer of the secretariat"));
    add_answers(block, visit, about, answers);
  }
  if (!hidden && comment.showing == con::Showing::Published) {
    const con::Point point{about.id, comment.paragraph, comment.id};
    View support = page.block(l.tr("Support"));
    add_support_form(support, visit, about, point, !visit.principal().anonymous() && TRY(con::supports(store, visit.principal().person, point)),
                     comment.support);
    View reply = page.block(l.tr("Reply"));
    add_comment_form(reply, visit, about, comment.paragraph, comment.id, {});
  }
  // Anonymous authors have a key, and nobody else knows who they are: so everybody sees the way.
  const bool anonymous = comment.standing == con::Voice::Anonymous;
  if ((mine || anonymous) && !(hidden && reason == con::Reason::Withdrawn)) {
    const auto add = [&](const std::string& heading, const char* what, bool note, const std::string& button) {
      View block = page.block(heading);
      FormView form{.action = visit.link(at(about, "comments/" + comment.id + "/" + what)), .csrf = visit.csrf(), .id = std::string(what) + "-"};
      if (!mine) form.fields.push_back({.name = "key", .label = l.tr("The key that was given to you with the comment"), .required = true, .most_letters = 100});
      if (note)
        form.fields.push_back({.kind = Field::Kind::LongText, .name = "note", .label = l.tr("Why it should be shown"), .required = true, .most_letters = 2000});
      form.buttons.push_back({.label = button, .quiet = true, .risky = !note});
      add_form(block, "FORM", form);
    };
    if (hidden) add(l.tr("Appeal, if it is yours"), "appeal", true, l.tr("Appeal"));
    add(l.tr("Withdraw it, if it is yours"), "withdraw", false, l.tr("Withdraw the comment"));
  }
  if (mine || reg::judge(visit.principal(), reg::Action::Moderate, "") == reg::Verdict::Allowed) {
    View block = page.block(l.tr("What was decided"));
    for (const con::Step& step : TRY(con::steps(store, comment.id)))
      add_fact(block, fill("{1}, {2}", {act_name(l, step.act), moment(l, step.instant)}), step.note.empty() ? "–" : step.note);
  }
  const std::string after = visit.request().query.get("after");
  const auto replies = TRY(con::thread(store, comment.id, after, 50));
  add_comments(page, visit, about, l.tr("Replies"), replies, visit.link(at(about, "comments/" + comment.id)) + "?after=" + replies.next);
  return visit.respond(TRY(page.render()));
}

}  // namespace atalaya::site::desk
