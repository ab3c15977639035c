// What the secretariat does for consultations: publish a text, close it, answer its points, moderate.
#include <algorithm>

#include "base/text.h"
#include "register/consultation/closing.h"
#include "register/consultation/moderation.h"
#include "register/consultation/pasted_text.h"
#include "site/parts.h"
#include "site/register/consultation_parts.h"
#include "site/register/words.h"

namespace atalaya::site::desk {

namespace {

const std::vector<std::string> offered = {"es", "en", "pt"};

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t\n");
  return first == std::string::npos ? std::string() : text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
}

/// A field for each language.
con::Texts texts_of(const http::Form& form, const std::string& name, const std::vector<std::string>& languages) {
  con::Texts out;
  for (const std::string& language : languages) {
    if (std::string text = trimmed(form.get(name + "." + language)); !text.empty()) out[language] = std::move(text);
  }
  return out;
}

/// The languages of a draft are those that have a title or a text.
Result<con::Draft> draft_of(const http::Form& form) {
  con::Draft out;
  const con::Texts titles = texts_of(form, "title", offered), texts = texts_of(form, "text", offered);
  std::erase_if(out.languages, [&](const std::string& language) { return !titles.contains(language) && !texts.contains(language); });
  if (out.languages.empty()) return fail(ErrorKind::Input, tr_noop("this must not be empty"), {.file = "title.es"});
  out.title = titles;
  out.introduction = texts_of(form, "introduction", out.languages);
  out.paragraphs = TRY(con::read_pasted(out.languages, texts));
  out.voice = con::parse_voice(form.get("voice")).value_or(con::Voice::Registered);
  out.moderation = con::parse_moderation(form.get("moderation")).value_or(con::Moderation::After);
  out.opens = trimmed(form.get("opens"));
  out.closes = trimmed(form.get("closes"));
  out.zone = trimmed(form.get("zone"));
  return out;
}

FormView publish_form(const Visit& visit, const Error* error) {
  const Locale& l = visit.locale();
  const http::Form& sent = visit.form();
  FormView form{.action = visit.link("desk/consultations"), .csrf = visit.csrf(), .id = "con-"};
  const auto add = [&](Field field, const char* otherwise = "") {
    field.value = sent.has(field.name) ? sent.get(field.name) : otherwise;
    if (error != nullptr && error->place.file == field.name) field.fault = sentence(l, *error);
    form.fields.push_back(std::move(field));
  };
  for (const std::string& code : offered) add({.name = "title." + code, .label = fill(l.tr("Title ({1})"), {language_name(code)}), .most_letters = 300});
  for (const std::string& code : offered) {
    add({.kind = Field::Kind::LongText,
         .name = "introduction." + code,
         .label = fill(l.tr("Introduction ({1})"), {language_name(code)}),
         .most_letters = 5000});
  }
  for (const std::string& code : offered) {
    add({.kind = Field::Kind::LongText,
         .name = "text." + code,
         .label = fill(l.tr("Text ({1})"), {language_name(code)}),
         .help = l.tr(
             "Paragraphs with an empty line between them, as many in each language. “# ” before a heading; “[3.2] ” before a paragraph that has a number.")});
  }
  const auto choose = [&](const char* name, const std::string& label, std::vector<Choice> choices, const std::string& otherwise) {
    form.fields.push_back(
        {.kind = Field::Kind::Select, .name = name, .label = label, .choices = mark(std::move(choices), {sent.has(name) ? sent.get(name) : otherwise})});
  };
  std::vector<Choice> voices;
  for (const con::Voice voice : con::all_voices) voices.push_back({std::string(to_string(voice)), voice_name(l, voice)});
  choose("voice", l.tr("Who may comment"), std::move(voices), "registered");
  choose("moderation", l.tr("Comments are shown"), {{"after", l.tr("at once")}, {"before", l.tr("after somebody has looked at them")}}, "after");
  const std::string when = l.tr("Day and time, as clocks in the time zone show them.");
  add({.kind = Field::Kind::Moment, .name = "opens", .label = l.tr("Opens"), .help = when, .required = true});
  add({.kind = Field::Kind::Moment, .name = "closes", .label = l.tr("Closes"), .help = when, .required = true});
  add({.name = "zone", .label = l.tr("Time zone"), .help = l.tr("By its name in the IANA database, such as America/Santiago."), .required = true},
      "America/Santiago");
  form.buttons.push_back({.label = l.tr("Look at it first"), .name = "step", .value = "look"});
  form.buttons.push_back({.label = l.tr("Publish"), .name = "step", .value = "publish", .quiet = true});
  return form;
}

void add_preview(DeskPage& page, const Locale& l, const con::Draft& draft) {
  Table table{.id = "preview", .caption = l.tr("As it will stand"), .columns = {{l.tr("Paragraph")}}, .under_heading = true};
  for (const std::string& language : draft.languages) table.columns.push_back({language_name(language)});
  for (std::size_t i = 0; i < draft.paragraphs.size(); ++i) {
    const con::Paragraph& paragraph = draft.paragraphs[i];
    Row row{.cells = {{.text = l.integer(static_cast<long>(i) + 1) + (paragraph.label.empty() ? "" : " [" + paragraph.label + "]") +
                               (paragraph.heading ? " (" + l.tr("heading") + ")" : "")}}};
    for (const std::string& language : draft.languages) row.cells.push_back({.text = paragraph.content.at(language)});
    table.rows.push_back(std::move(row));
  }
  View block = page.block(l.tr("As it will stand"), l.tr("Nothing is published yet. Once published, the text stays as it is."));
  add_table(block, "TABLE", table);
}

Answer show_desk(Visit& visit, const Error* error, const con::Draft* preview, int status) {
  const Locale& l = visit.locale();
  DeskPage page(visit, l.tr("Manage the consultations"), "desk/consultations");
  page.under(l.tr("Your desk"), visit.link("desk"));
  if (error != nullptr) page.notice(DeskPage::Tone::Fault, sentence(l, *error));
  if (preview != nullptr) add_preview(page, l, *preview);
  const auto all = TRY(con::all(visit.desk().store));
  View list = page.block(l.tr("Consultations"));
  for (const con::Consultation& one : all) {
    add_row(list, said_in(visit.presenter(), one, one.title).text, visit.link("desk/" + at(one)), phase_text(visit, one));
  }
  if (all.empty()) list.optional("PARAGRAPH", "TEXT", l.tr("There are none."));
  View block = page.block(l.tr("Publish a text"));
  add_form(block, "FORM", publish_form(visit, error));
  return visit.respond(TRY(page.render()), status);
}

void add_answer_fields(FormView& form, const Visit& visit, const con::Consultation& about) {
  const Locale& l = visit.locale();
  std::vector<Choice> outcomes;
  for (const con::Outcome outcome : con::all_outcomes) outcomes.push_back({std::string(to_string(outcome)), outcome_name(l, outcome)});
  form.fields.push_back({.kind = Field::Kind::Select, .name = "outcome", .label = l.tr("What came of it"), .choices = std::move(outcomes)});
  for (const std::string& language : about.languages) {
    form.fields.push_back(
        {.kind = Field::Kind::LongText, .name = "content." + language, .label = fill(l.tr("Answer ({1})"), {language_name(language)}), .most_letters = 5000});
  }
  form.buttons.push_back({.label = l.tr("Give the answer")});
}

void add_comment_rows(View& block, const Visit& visit, const con::Consultation& about, const std::vector<con::Comment>& comments, const std::string& none) {
  const Locale& l = visit.locale();
  for (const con::Comment& comment : comments) {
    add_row(block, shorten(comment.text.empty() ? l.tr("its author withdrew it") : comment.text, 120),
            visit.link("desk/" + at(about, "comments/" + comment.id)), moment(l, comment.instant));
  }
  if (comments.empty()) block.optional("PARAGRAPH", "TEXT", none);
}

}  // namespace

Answer consultations_desk_page(Visit& visit) { return show_desk(visit, nullptr, nullptr, 200); }

Answer publish_consultation(Visit& visit) {
  const auto draft = draft_of(visit.form());
  if (draft && visit.form().get("step") != "publish") return show_desk(visit, nullptr, &*draft, 200);
  const auto published = draft ? con::publish(visit.desk().store, visit.principal().person, *draft) : Result<std::string>(std::unexpected(draft.error()));
  if (published) return visit.go("desk/consultations/" + *published);
  if (published.error().kind != ErrorKind::Input) return std::unexpected(published.error());
  return show_desk(visit, &published.error(), nullptr, 422);
}

Answer consultation_desk_page(Visit& visit) {
  const Locale& l = visit.locale();
  reg::Store& store = visit.desk().store;
  const auto about = TRY(consultation_of(visit));
  DeskPage page(visit, said_in(visit.presenter(), about, about.title).text, "desk/" + at(about));
  page.under(l.tr("Manage the consultations"), visit.link("desk/consultations"));
  page.lede(phase_text(visit, about));
  View ways = page.block("");
  add_link(ways, l.tr("Its public page"), visit.link(at(about)));
  View waiting = page.block(l.tr("Comments that wait to be shown"));
  add_comment_rows(waiting, visit, about, TRY(con::comments(store, {.consultation = about.id, .showing = con::Showing::Waiting}, "", 50)).comments,
                   l.tr("No comment waits."));
  View appeals = page.block(l.tr("Appeals that wait for a decision"), l.tr("An appeal is decided by somebody else than who hid the comment."));
  std::vector<con::Comment> appealed;
  for (const std::string& id : TRY(con::appeals(store))) {
    if (auto comment = con::find_comment(store, about.id, id)) appealed.push_back(std::move(*comment));
  }
  add_comment_rows(appeals, visit, about, appealed, l.tr("No appeal waits."));
  View newest = page.block(l.tr("The newest comments without an answer"));
  add_comment_rows(newest, visit, about,
                   TRY(con::comments(store, {.consultation = about.id, .answered = false}, visit.request().query.get("after"), 30)).comments,
                   l.tr("There is no comment without an answer."));

  View answer = page.block(l.tr("Answer a point"), l.tr("For a comment, open it above."));
  FormView form{.action = visit.link("desk/" + at(about, "answer")), .csrf = visit.csrf(), .id = "answer-"};
  std::vector<Choice> points = {{"0", l.tr("The whole text")}};
  for (const con::Paragraph& paragraph : TRY(con::paragraphs(store, about.id))) {
    points.push_back({std::to_string(paragraph.number), fill("{1}: {2}", {paragraph.label.empty() ? l.integer(paragraph.number) : paragraph.label,
                                                                          shorten(said_in(visit.presenter(), about, paragraph.content).text, 60)})});
  }
  form.fields.push_back({.kind = Field::Kind::Select, .name = "paragraph", .label = l.tr("Paragraph"), .choices = std::move(points)});
  add_answer_fields(form, visit, about);
  add_form(answer, "FORM", form);
  if (about.phase(store.now()) == con::Phase::Closed) return visit.respond(TRY(page.render()));

  View later = page.block(l.tr("Close it later"), l.tr("A consultation may close later than was said."));
  FormView extend{.action = visit.link("desk/" + at(about, "extend")), .csrf = visit.csrf(), .id = "extend-"};
  extend.fields.push_back(
      {.kind = Field::Kind::Moment, .name = "closes", .label = fill(l.tr("Closes ({1})"), {about.zone}), .value = about.closes_local, .required = true});
  extend.buttons.push_back({.label = l.tr("Extend it"), .quiet = true});
  add_form(later, "FORM", extend);
  View now =
      page.block(l.tr("Close it now"), l.tr("Only where something is wrong with it: people were promised the time until its closing. The reason is public."));
  FormView close{.action = visit.link("desk/" + at(about, "close")), .csrf = visit.csrf(), .id = "close-"};
  close.fields.push_back({.kind = Field::Kind::LongText, .name = "reason", .label = l.tr("Reason"), .required = true, .most_letters = 2000});
  close.buttons.push_back({.label = l.tr("Close the consultation now"), .risky = true});
  add_form(now, "FORM", close);
  return visit.respond(TRY(page.render()));
}

Answer extend_consultation(Visit& visit) {
  const std::string id = visit.parameter("consultation");
  TRY_STATUS(con::extend(visit.desk().store, visit.principal().person, id, trimmed(visit.form().get("closes"))));
  return visit.go("desk/consultations/" + id);
}

Answer close_consultation(Visit& visit) {
  const std::string id = visit.parameter("consultation");
  TRY_STATUS(con::close(visit.desk().store, visit.principal().person, id, trimmed(visit.form().get("reason"))));
  return visit.go("desk/consultations/" + id);
}

Answer answer_point(Visit& visit) {
  const http::Form& form = visit.form();
  const auto about = TRY(consultation_of(visit));
  const auto outcome = con::parse_outcome(form.get("outcome"));
  const auto paragraph = parse_integer(form.get("paragraph").empty() ? "0" : form.get("paragraph"));
  if (!outcome || !paragraph || *paragraph < 0 || *paragraph >= 1'000'000) return fail(ErrorKind::Input, tr_noop("this form is not complete"));
  const std::string comment = form.get("comment");
  TRY(con::answer(visit.desk().store, visit.principal().person, {about.id, static_cast<int>(*paragraph), comment}, *outcome,
                  texts_of(form, "content", about.languages)));
  return visit.go(comment.empty() ? point_path(about, static_cast<int>(*paragraph)) : at(about, "comments/" + comment));
}

Answer moderation_page(Visit& visit) {
  const Locale& l = visit.locale();
  reg::Store& store = visit.desk().store;
  const auto about = TRY(consultation_of(visit));
  const auto comment = TRY(con::find_comment(store, about.id, visit.parameter("comment")));
  const auto steps = TRY(con::steps(store, comment.id));
  DeskPage page(visit, l.tr("Moderate a comment"), "desk/" + at(about, "comments/" + comment.id));
  page.under(said_in(visit.presenter(), about, about.title).text, visit.link("desk/" + at(about)));
  page.kicker(fill("{1}, {2}", {standing_name(l, comment.standing), moment(l, comment.instant)}));
  page.lede(comment.text.empty() ? l.tr("its author withdrew it") : comment.text);
  View done = page.block(l.tr("What was decided"));
  for (const con::Step& step : steps) {
    std::string what = step.reason ? reason_name(l, *step.reason) + ". " : std::string();
    add_fact(done, fill("{1}, {2}", {act_name(l, step.act), moment(l, step.instant)}), what + step.note);
  }
  if (steps.empty()) done.optional("PARAGRAPH", "TEXT", l.tr("Nothing was decided about it."));
  const auto begin = [&](const char* id) {
    return FormView{.action = visit.link("desk/" + at(about, "comments/" + comment.id + "/moderate")), .csrf = visit.csrf(), .id = id};
  };
  const Field note{.kind = Field::Kind::LongText, .name = "note", .label = l.tr("Why, for the author"), .required = true, .most_letters = 2000};
  if (comment.showing == con::Showing::Waiting) {
    View block = page.block(l.tr("Show it"));
    FormView form = begin("show-");
    form.buttons.push_back({.label = l.tr("Show the comment"), .name = "act", .value = "release"});
    add_form(block, "FORM", form);
  }
  if (comment.showing != con::Showing::Hidden) {
    View block = page.block(l.tr("Hide it"), l.tr("The reason is public, and the author may appeal."));
    FormView form = begin("hide-");
    std::vector<Choice> reasons;
    for (const con::Reason reason : con::all_reasons) {
      if (reason != con::Reason::Withdrawn) reasons.push_back({std::string(to_string(reason)), reason_name(l, reason)});
    }
    form.fields.push_back({.kind = Field::Kind::Select, .name = "reason", .label = l.tr("Reason"), .choices = std::move(reasons)});
    form.fields.push_back(note);
    form.buttons.push_back({.label = l.tr("Hide the comment"), .name = "act", .value = "hide", .risky = true});
    add_form(block, "FORM", form);
  }
  if (!steps.empty() && steps.back().act == con::Act::Appeal) {
    View block = page.block(l.tr("Decide the appeal"), l.tr("An appeal is decided by somebody else than who hid the comment."));
    FormView form = begin("decide-");
    form.fields.push_back(note);
    form.buttons.push_back({.label = l.tr("Show it again"), .name = "act", .value = "restore"});
    form.buttons.push_back({.label = l.tr("It stays hidden"), .name = "act", .value = "uphold", .quiet = true});
    add_form(block, "FORM", form);
  }
  if (comment.showing == con::Showing::Published) {
    View block = page.block(l.tr("Answer it"));
    FormView form{.action = visit.link("desk/" + at(about, "answer")), .csrf = visit.csrf(), .id = "answer-"};
    form.fields.push_back({.kind = Field::Kind::Hidden, .name = "comment", .value = comment.id});
    add_answer_fields(form, visit, about);
    add_form(block, "FORM", form);
  }
  return visit.respond(TRY(page.render()));
}

Answer moderate_comment(Visit& visit) {
  const http::Form& form = visit.form();
  reg::Store& store = visit.desk().store;
  const std::string consultation = visit.parameter("consultation"), &who = visit.principal().person;
  const auto comment = TRY(con::find_comment(store, consultation, visit.parameter("comment")));
  const std::string note = trimmed(form.get("note"));
  const auto act = con::parse_act(form.get("act"));
  if (!act || *act == con::Act::Appeal) return fail(ErrorKind::Input, tr_noop("this form is not complete"));
  if (*act == con::Act::Release) {
    TRY_STATUS(con::release(store, who, comment.id));
  } else if (*act == con::Act::Hide) {
    const auto reason = con::parse_reason(form.get("reason"));
    if (!reason || *reason == con::Reason::Withdrawn) return fail(ErrorKind::Input, tr_noop("this form is not complete"));
    TRY_STATUS(con::hide(store, who, comment.id, *reason, note));
  } else {
    TRY_STATUS(con::decide(store, who, comment.id, *act, note));
  }
  return visit.go("desk/consultations/" + consultation + "/comments/" + comment.id);
}

}  // namespace atalaya::site::desk
