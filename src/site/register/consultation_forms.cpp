// What readers of a consultation send: comments, support, appeals, and taking back what is theirs.
#include "base/text.h"
#include "register/consultation/comments.h"
#include "register/consultation/moderation.h"
#include "register/consultation/speaker.h"
#include "site/register/consultation_parts.h"
#include "site/register/words.h"

namespace atalaya::site::desk {

namespace {

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t\n");
  return first == std::string::npos ? std::string() : text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
}

con::Appellant author_of(const Visit& visit) { return {.person = visit.principal().person, .key = trimmed(visit.form().get("key"))}; }

Answer show_posted(Visit& visit, const con::Consultation& about, const con::Posted& posted, int paragraph) {
  const Locale& l = visit.locale();
  DeskPage page(visit, l.tr("Thank you for your comment"), at(about, "comments/" + posted.id));
  page.under(said_in(visit.presenter(), about, about.title).text, visit.link(at(about)));
  page.notice(DeskPage::Tone::Done, posted.showing == con::Showing::Waiting ? l.tr("It is kept, and will be shown when somebody has looked at it.")
                                    : posted.repeated                       ? l.tr("It was there already, and stands there once.")
                                                                            : l.tr("It is kept and public."));
  View ways = page.block("");
  if (!posted.appeal_key.empty()) {
    ways.optional("PARAGRAPH", "TEXT",
                  l.tr("Keep this key: with it, and in no other way, you can withdraw the comment, or appeal if it is hidden. It is not shown again."));
    add_fact(ways, l.tr("Key"), posted.appeal_key);
  }
  add_link(ways, l.tr("Your comment"), visit.link(at(about, "comments/" + posted.id)));
  add_link(ways, l.tr("The paragraph and its comments"), visit.link(point_path(about, paragraph)));
  return visit.respond(TRY(page.render()));
}

Result<con::Comment> comment_of(Visit& visit) { return con::find_comment(visit.desk().store, visit.parameter("consultation"), visit.parameter("comment")); }

Status turn_support(Visit& visit, const con::Point& point) {
  TRY_STATUS(may_speak(visit, TRY(con::find(visit.desk().store, point.consultation))));
  const auto speaker = con::speaker_of(visit.principal(), visit.request().remote_address);
  const auto turned = visit.form().get("give") == "0" ? con::take_back(visit.desk().store, speaker, point) : con::support(visit.desk().store, speaker, point);
  if (!turned) return std::unexpected(turned.error());
  return {};
}

}  // namespace

Answer post_comment(Visit& visit) {
  const http::Form& form = visit.form();
  const auto remembered = TRY(visit.desk().comments.about(visit.parameter("consultation")));
  const con::Consultation& about = *remembered;
  const auto number = parse_integer(visit.parameter("paragraph"));
  if (!number || *number < 0 || *number >= 1'000'000) return fail(ErrorKind::NotFound, "the text has no such paragraph");
  const int paragraph = static_cast<int>(*number);
  TRY_STATUS(may_speak(visit, about));
  con::Speaker speaker = con::speaker_of(visit.principal(), visit.request().remote_address);
  if (speaker.person.empty()) speaker.name = trimmed(form.get("name"));
  const con::NewComment comment{.consultation = about.id,
                                .paragraph = paragraph,
                                .parent = form.get("parent"),
                                .language = form.get("language"),
                                .text = trimmed(form.get("text")),
                                .form = form.get("form")};
  // A person may meet the trap too, with a browser that fills what it can: they are told, and lose nothing.
  const auto posted =
      form.get("website").empty()
          ? visit.desk().comments.post(speaker, comment)
          : Result<con::Posted>(fail(ErrorKind::Input, tr_noop("the field that must stay empty was filled in"), {.file = "website"}, tr_noop("send it again")));
  if (posted) return show_posted(visit, about, *posted, paragraph);
  const Error& error = posted.error();
  // What it answers may have gone meanwhile: then it may still be sent by itself.
  const bool parent_gone = error.kind == ErrorKind::NotFound && error.place.file == "parent";
  if (error.kind != ErrorKind::Input && error.kind != ErrorKind::Conflict && !parent_gone) return std::unexpected(error);
  // A form that is no good is given out anew; what was wrong elsewhere is mended in the same one, which still counts once.
  return show_point(visit, paragraph,
                    {.text = comment.text,
                     .name = speaker.person.empty() ? speaker.name : "",
                     .language = comment.language,
                     .form = error.place.file == "form" ? "" : comment.form,
                     .fault = sentence(visit.locale(), error),
                     .field = error.place.file,
                     .parent = parent_gone ? "" : comment.parent},
                    error.kind == ErrorKind::Input ? 422 : 409);
}

Answer support_paragraph(Visit& visit) {
  const auto number = parse_integer(visit.parameter("paragraph"));
  if (!number || *number < 1 || *number >= 1'000'000) return fail(ErrorKind::NotFound, "the text has no such paragraph");
  const std::string consultation = visit.parameter("consultation");
  TRY_STATUS(turn_support(visit, {consultation, static_cast<int>(*number)}));
  return visit.go("consultations/" + consultation + "/points/" + std::to_string(*number));
}

Answer support_comment(Visit& visit) {
  const auto comment = TRY(comment_of(visit));
  const std::string consultation = visit.parameter("consultation");
  TRY_STATUS(turn_support(visit, {consultation, comment.paragraph, comment.id}));
  return visit.go("consultations/" + consultation + "/comments/" + comment.id);
}

Answer appeal_comment(Visit& visit) {
  const auto comment = TRY(comment_of(visit));
  TRY_STATUS(con::appeal(visit.desk().store, author_of(visit), comment.id, trimmed(visit.form().get("note"))));
  return visit.go("consultations/" + visit.parameter("consultation") + "/comments/" + comment.id);
}

Answer withdraw_comment(Visit& visit) {
  const auto comment = TRY(comment_of(visit));
  TRY_STATUS(con::withdraw(visit.desk().store, author_of(visit), comment.id));
  return visit.go("consultations/" + visit.parameter("consultation") + "/comments/" + comment.id);
}

}  // namespace atalaya::site::desk
