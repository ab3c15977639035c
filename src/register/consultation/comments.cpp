#include "register/consultation/comments.h"

#include <algorithm>

#include "base/hash.h"
#include "base/json_writer.h"
#include "base/locale.h"
#include "base/text.h"
#include "register/consultation/consultation.h"
#include "register/text/typed_text.h"
#include "register/store/log.h"
#include "register/store/random.h"
#include "register/store/sql.h"

namespace atalaya::reg::consultation {

namespace {

/// The same for texts that say the same on the same point: of one person, or of all who did not log in.
std::string sameness_of(const Speaker& speaker, const NewComment& comment, long long consultation) {
  std::string words = fold_name(comment.text);
  if (words.empty()) words = comment.text;
  return sha256(std::to_string(consultation) + "|" + std::to_string(comment.paragraph) + "|" + comment.parent + "|" + speaker.person + "|" + words);
}

struct Parent {
  std::optional<long long> key, root;
  long long paragraph = 0;
};

/// What a comment answers; it must be there to be seen.
Result<Parent> find_parent(soci::session& session, const Terms& terms, const NewComment& comment) {
  if (comment.parent.empty()) return Parent{.key = {}, .root = {}, .paragraph = comment.paragraph};
  const auto row = sql::row<long long, std::optional<long long>, long long>(
      session, "select id, root, cell from consultation_comment where public_id = :id and consultation = :key", {comment.parent, terms.key});
  if (!row || Cell::of(std::get<2>(*row)).showing != Showing::Published) {
    return fail(ErrorKind::NotFound, "the comment that this answers is not there", {.file = "parent"});
  }
  const auto& [key, root, cell] = *row;
  return Parent{.key = key, .root = root ? root : key, .paragraph = Cell::of(cell).paragraph};
}

/// A comment that was there before: by the same form, or of the same text.
struct Earlier {
  long long key = 0;
  std::string id, sameness, form;
  Showing showing = Showing::Published;
};
/// And when the consultation closes, with the same question: each is a turn to the database.
std::vector<Earlier> find_earlier(soci::session& session, Terms& terms, const std::string& form, const std::string& sameness) {
  using Text = std::optional<std::string>;
  std::vector<Earlier> out;
  for (auto& [closes, key, id, same, by, cell] : sql::rows<std::string, std::optional<long long>, Text, Text, Text, std::optional<long long>>(
           session,
           sql::kept("select c.closes, e.id, e.public_id, e.sameness, e.form, e.cell from consultation c left join consultation_comment e on e.form = :form or "
                     "e.sameness = :sameness where c.id = :key"),
           {form, sameness, terms.key})) {
    terms.closes = std::move(closes);
    if (key) out.push_back({*key, id.value(), same.value(), by.value_or(""), Cell::of(cell.value()).showing});
  }
  return out;
}

}  // namespace

Comments::Comments(Store& store, Forms forms) : store_(store), forms_(std::move(forms)) {}

Result<Posted> Comments::post(const Speaker& speaker, const NewComment& comment) {
  TRY_STATUS(check_text(comment.text, "text", 5000, Empty::Refused, Lines::Several));
  TRY_STATUS(check_text(speaker.name, "name", 100, speaker.person.empty() ? Empty::Allowed : Empty::Refused));
  const std::string form = TRY(forms_.take(comment.form, comment.consultation, store_.clock().now()));
  return store_.write([&](soci::session& session) { return post_one(session, speaker, comment, form); });
}

Result<std::shared_ptr<const Consultation>> Comments::about(const std::string& consultation) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = consultations_.find(consultation); found != consultations_.end()) return found->second;
  }
  auto read = std::make_shared<const Consultation>(TRY(find(store_, consultation)));
  const std::lock_guard lock(mutex_);
  consultations_.insert_or_assign(consultation, read);
  return read;
}

Result<Terms> Comments::terms(soci::session& session, const std::string& consultation) {
  const std::lock_guard lock(mutex_);
  if (const auto found = terms_.find(consultation); found != terms_.end()) return found->second;
  const Terms read = TRY(terms_of(session, consultation));
  terms_.emplace(consultation, read);
  return read;
}

Result<Posted> Comments::post_one(soci::session& session, const Speaker& speaker, const NewComment& comment, const std::string& form) {
  const Instant moment = store_.clock().now();
  const std::string now = instant_text(moment);
  Terms terms = TRY(this->terms(session, comment.consultation));
  const std::string sameness = sameness_of(speaker, comment, terms.key);
  const std::string appeal_key = speaker.person.empty() ? forms_.appeal_key(form) : "";
  // What was acknowledged stays so, also when it is asked again after the closing.
  const std::vector<Earlier> earlier = find_earlier(session, terms, form, sameness);
  if (const auto sent = std::ranges::find(earlier, form, &Earlier::form); sent != earlier.end()) {
    if (sent->sameness != sameness)
      return fail(ErrorKind::Conflict, tr_noop("this form has been sent with another text"), {.file = "form"}, tr_noop("open a new one"));
    return Posted{sent->id, true, sent->showing, appeal_key};
  }
  TRY_STATUS(check_open(terms, now));
  TRY_STATUS(check_voice(terms.voice, speaker));
  const auto language = std::ranges::find(terms.languages, comment.language);
  if (language == terms.languages.end()) return wrong("language", tr_noop("the consultation is not in this language"));
  const Parent parent = TRY(find_parent(session, terms, comment));
  if (parent.paragraph != 0) TRY_STATUS(check_paragraph(terms, parent.paragraph));
  TRY_STATUS(keep_pace(session, salts_, moment, speaker.person, speaker.address, forms_.limits()));
  if (!earlier.empty()) {
    const Earlier& same = earlier.front();
    if (speaker.person.empty()) sql::run(session, "update consultation_comment set repeats = repeats + 1 where id = :key", {same.key});
    return Posted{same.id, true, same.showing};
  }
  const Showing showing = terms.moderation == Moderation::Before ? Showing::Waiting : Showing::Published;
  const std::string id = new_public_id();
  const Voice standing = speaker.person.empty() ? Voice::Anonymous : speaker.standing;
  const Cell cell{showing, parent.paragraph, standing, static_cast<int>(language - terms.languages.begin()), false, parent.key.has_value()};
  count_comments(session, terms.key, cell, 1);
  const auto author = speaker.person.empty() ? std::nullopt : std::optional(speaker.person);
  const auto key_hash = appeal_key.empty() ? std::nullopt : std::optional(token_hash(appeal_key));
  sql::run(
      session,
      sql::kept("insert into consultation_comment (public_id, consultation, cell, parent, root, author, name, content, instant, sameness, form, appeal_key) "
                "values (:id, :consultation, :cell, :parent, :root, :author, :name, :content, :instant, :sameness, :form, :appeal_key)"),
      {id, terms.key, cell.number(), parent.key, parent.root, author, speaker.name, comment.text, now, sameness, form, key_hash});
  JsonWriter json;
  json.begin_object().field("consultation", comment.consultation).field("paragraph", parent.paragraph).field("parent", comment.parent);
  json.field("language", comment.language).field("standing", to_string(standing)).field("text", sha256(comment.text)).end_object();
  log::append(session, {now, speaker.person.empty() ? "anonymous" : speaker.person, "comment.post", id, log::details_hash(json.text())});
  return Posted{id, false, showing, appeal_key};
}

Result<CommentRow> read_comment(soci::session& session, const std::string& comment) {
  const auto row = sql::row<long long, long long, long long, std::optional<std::string>, std::optional<std::string>>(
      session, "select id, consultation, cell, author, appeal_key from consultation_comment where public_id = :id", {comment});
  if (!row) return fail(ErrorKind::NotFound, "there is no such comment");
  const auto& [key, consultation, cell, author, appeal_key] = *row;
  return CommentRow{key, consultation, Cell::of(cell), author.value_or(""), appeal_key.value_or("")};
}

Status check_voice(Voice least, const Speaker& speaker) {
  // Nobody is known without having logged in, whatever the caller says.
  const Voice standing = speaker.person.empty() ? Voice::Anonymous : speaker.standing;
  if (standing <= least) return {};
  return fail(ErrorKind::Conflict,
              least == Voice::Verified ? "this consultation is for people whose identity was verified" : "this consultation is for people who log in");
}

}  // namespace atalaya::reg::consultation
