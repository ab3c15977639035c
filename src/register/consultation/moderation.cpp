#include "register/consultation/moderation.h"

#include <algorithm>

#include "base/json_writer.h"
#include "base/locale.h"
#include "register/consultation/cells.h"
#include "register/consultation/comments.h"
#include "register/consultation/erasure.h"
#include "register/text/typed_text.h"
#include "register/store/log.h"
#include "register/store/random.h"
#include "register/store/sql.h"

namespace atalaya::reg::consultation {

namespace {

Status check_note(const std::string& note) { return check_text(note, "note", 2000, Empty::Refused, Lines::Several); }

struct Moderated {
  CommentRow row;
  std::vector<Step> steps;
};

std::vector<Step> read_steps(soci::session& session, long long comment) {
  std::vector<Step> out;
  for (auto& [number, instant, actor, act, reason, note] : sql::rows<long long, std::string, std::string, std::string, std::string, std::string>(
           session, "select number, instant, actor, act, reason, note from consultation_moderation where comment = :key order by number", {comment})) {
    out.push_back({number, std::move(instant), std::move(actor), parse_act(act).value(), parse_reason(reason), std::move(note)});
  }
  return out;
}

Result<Moderated> read(soci::session& session, const std::string& comment) {
  Moderated out;
  out.row = TRY(read_comment(session, comment));
  out.steps = read_steps(session, out.row.key);
  return out;
}

void add_step(soci::session& session, const std::string& comment, const Moderated& at, Step step) {
  step.number = static_cast<long long>(at.steps.size()) + 1;
  const std::string reason(step.reason ? to_string(*step.reason) : "");
  sql::run(session,
           "insert into consultation_moderation (comment, number, instant, actor, act, reason, note) values (:comment, :number, :instant, :actor, :act, "
           ":reason, :note)",
           {at.row.key, step.number, step.instant, step.actor, to_string(step.act), reason, step.note});
  JsonWriter json;
  json.begin_object().field("number", step.number).field("reason", reason).field("note", step.note).end_object();
  log::append(session, {step.instant, step.actor, "comment." + std::string(to_string(step.act)), comment, log::details_hash(json.text())});
}

void show_as(soci::session& session, const Moderated& comment, Showing showing) {
  Cell cell = comment.row.cell;
  cell.showing = showing;
  move_comment(session, comment.row.consultation, comment.row.key, comment.row.cell, cell);
}

bool is_authors(const CommentRow& row, const Appellant& who) {
  if (!row.author.empty()) return row.author == who.person;
  return !row.appeal_key.empty() && !who.key.empty() && same_secret(token_hash(who.key), row.appeal_key);
}

bool is_withdrawn(const std::vector<Step>& steps) {
  return std::ranges::any_of(steps, [](const Step& step) { return step.act == Act::Hide && step.reason == Reason::Withdrawn; });
}

}  // namespace

std::string_view to_string(Act act) {
  constexpr std::array<std::string_view, all_acts.size()> names = {"release", "hide", "appeal", "restore", "uphold"};
  return names.at(static_cast<std::size_t>(act));
}

std::optional<Act> parse_act(std::string_view text) {
  const auto found = std::ranges::find(all_acts, text, [](Act act) { return to_string(act); });
  return found == all_acts.end() ? std::nullopt : std::optional(*found);
}

Status release(Store& store, const std::string& moderator, const std::string& comment) {
  return store.write([&](soci::session& session) -> Status {
    const Moderated at = TRY(read(session, comment));
    if (at.row.cell.showing != Showing::Waiting) return fail(ErrorKind::Conflict, tr_noop("this comment does not wait to be shown"));
    show_as(session, at, Showing::Published);
    add_step(session, comment, at, {.instant = store.now(), .actor = moderator, .act = Act::Release, .note = ""});
    return {};
  });
}

Status hide(Store& store, const std::string& moderator, const std::string& comment, Reason reason, const std::string& note) {
  TRY_STATUS(check_note(note));
  return store.write([&](soci::session& session) -> Status {
    const Moderated at = TRY(read(session, comment));
    if (at.row.cell.showing == Showing::Hidden) return fail(ErrorKind::Conflict, tr_noop("this comment is hidden"));
    show_as(session, at, Showing::Hidden);
    add_step(session, comment, at, {.instant = store.now(), .actor = moderator, .act = Act::Hide, .reason = reason, .note = note});
    return {};
  });
}

Status appeal(Store& store, const Appellant& who, const std::string& comment, const std::string& note) {
  TRY_STATUS(check_note(note));
  return store.write([&](soci::session& session) -> Status {
    const auto at = read(session, comment);
    if (!at || !is_authors(at->row, who)) return fail(ErrorKind::NotFound, "there is no such comment of yours");
    if (at->row.cell.showing != Showing::Hidden || at->steps.empty()) return fail(ErrorKind::Conflict, tr_noop("this comment is not hidden"));
    if (is_withdrawn(at->steps)) return fail(ErrorKind::Conflict, tr_noop("this comment has been withdrawn"));
    if (at->steps.back().act == Act::Appeal) return fail(ErrorKind::Conflict, tr_noop("this appeal has been made, and will be decided"));
    if (at->steps.back().act == Act::Uphold) return fail(ErrorKind::Conflict, tr_noop("this appeal has been decided"));
    const std::string now = store.now();
    sql::run(session, "insert into consultation_appeal (comment, instant) values (:key, :instant)", {at->row.key, now});
    add_step(session, comment, *at, {.instant = now, .actor = who.person.empty() ? "anonymous" : who.person, .act = Act::Appeal, .note = note});
    return {};
  });
}

Status decide(Store& store, const std::string& moderator, const std::string& comment, Act act, const std::string& note) {
  if (act != Act::Restore && act != Act::Uphold) return fail(ErrorKind::Usage, "an appeal ends with restoring or upholding");
  TRY_STATUS(check_note(note));
  return store.write([&](soci::session& session) -> Status {
    const Moderated at = TRY(read(session, comment));
    if (at.steps.empty() || at.steps.back().act != Act::Appeal) return fail(ErrorKind::Conflict, tr_noop("nobody has appealed"));
    const auto hidden = std::ranges::find(at.steps.rbegin(), at.steps.rend(), Act::Hide, &Step::act);
    if (hidden != at.steps.rend() && hidden->actor == moderator)
      return fail(ErrorKind::Conflict, tr_noop("an appeal is decided by somebody else than who hid the comment"));
    sql::run(session, "delete from consultation_appeal where comment = :key", {at.row.key});
    if (act == Act::Restore) show_as(session, at, Showing::Published);
    add_step(session, comment, at, {.instant = store.now(), .actor = moderator, .act = act, .note = note});
    return {};
  });
}

Status withdraw(Store& store, const Appellant& who, const std::string& comment) {
  return store.write([&](soci::session& session) -> Status {
    const auto at = read(session, comment);
    if (!at || !is_authors(at->row, who)) return fail(ErrorKind::NotFound, "there is no such comment of yours");
    if (is_withdrawn(at->steps)) return fail(ErrorKind::Conflict, tr_noop("this comment has been withdrawn"));
    take_away(session, store.now(), at->row.consultation, at->row.key, comment, at->row.cell);
    return {};
  });
}

Result<std::vector<Step>> steps(Store& store, const std::string& comment) {
  return store.read([&](soci::session& session) -> Result<std::vector<Step>> {
    const CommentRow row = TRY(read_comment(session, comment));
    return read_steps(session, row.key);
  });
}

Result<std::vector<std::string>> appeals(Store& store, std::size_t most) {
  return store.read([&](soci::session& session) -> Result<std::vector<std::string>> {
    std::vector<std::string> out;
    for (auto& [id] : sql::rows<std::string>(
             session, "select c.public_id from consultation_appeal a join consultation_comment c on c.id = a.comment order by a.instant, a.comment limit :most",
             {most})) {
      out.push_back(std::move(id));
    }
    return out;
  });
}

}  // namespace atalaya::reg::consultation
