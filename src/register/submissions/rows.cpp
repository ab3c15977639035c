#include "register/submissions/rows.h"

#include <algorithm>

#include "base/locale.h"
#include "formats/tree/node.h"

namespace atalaya::reg::rows {

namespace {

LocalText read_title(const std::string& json) {
  LocalText out;
  if (const auto node = parse_json_tree(json, "title")) {
    for (const Node& text : node->children) out.set(text.name, text.text);
  }
  return out;
}

using Text = std::optional<std::string>;

#define ATALAYA_CYCLE "c.public_id, c.questionnaire, c.questionnaire_version, c.questionnaire_hash, c.year, c.title, c.opens, c.due, c.review_due, c.closed"

using CycleRow = std::tuple<std::string, std::string, std::string, std::string, long long, std::string, std::string, Text, Text, Text>;

cycles::Cycle to_cycle(CycleRow row) {
  cycles::Cycle out;
  long long year = 0;
  std::string title;
  std::tie(out.id, out.questionnaire, out.questionnaire_version, out.questionnaire_hash, year, title, out.opens, out.due, out.review_due, out.closed) =
      std::move(row);
  out.year = static_cast<int>(year);
  out.title = read_title(title);
  return out;
}

}  // namespace

std::vector<cycles::Cycle> cycles_where(soci::session& session, std::string_view condition, sql::Values values) {
  std::vector<cycles::Cycle> out;
  for (auto& row : sql::rows<std::string, std::string, std::string, std::string, long long, std::string, std::string, Text, Text, Text>(
           session, "select " ATALAYA_CYCLE " from cycle c " + std::string(condition), values)) {
    out.push_back(to_cycle(std::move(row)));
  }
  return out;
}

std::vector<Row> submissions_where(soci::session& session, std::string_view condition, sql::Values values) {
  std::vector<Row> out;
  auto found = sql::rows<long long, long long, std::string, std::string, std::string, Text, std::string, std::string, long long, std::string>(
      session,
      "select s.id, s.cycle, s.public_id, s.country, s.state, s.due, s.created, s.changed, "
      "(select count(*) from submission_version v where v.submission = s.id), c.public_id from submission s join cycle c on c.id = s.cycle " +
          std::string(condition),
      values);
  for (auto& one : found) {
    Row row;
    std::string state;
    long long versions = 0;
    submissions::Submission& s = row.submission;
    std::tie(row.key, row.cycle_key, s.id, s.country, state, s.due, s.created, s.changed, versions, s.cycle) = std::move(one);
    const auto known = parse_state(state);
    if (!known) continue;  // Of a newer program.
    s.state = *known;
    s.versions = static_cast<int>(versions);
    row.cycle = cycles_where(session, "where c.id = :cycle", {row.cycle_key}).at(0);
    s.year = row.cycle.year;
    if (!s.due) s.due = row.cycle.due;
    s.review_due = row.cycle.review_due;
    out.push_back(std::move(row));
  }
  return out;
}

Result<Row> submission(soci::session& session, const std::string& public_id) {
  auto found = submissions_where(session, "where s.public_id = :id", {public_id});
  if (found.empty()) return fail(ErrorKind::NotFound, "the register has no such submission");
  return std::move(found.front());
}

Result<long long> cycle_key(soci::session& session, const std::string& public_id) {
  const auto key = sql::value<long long>(session, "select id from cycle where public_id = :id", {public_id});
  if (!key) return fail(ErrorKind::NotFound, "the register has no such cycle");
  return *key;
}

Status check_editable(const Row& row, const std::string& now) {
  if (!is_editable(row.submission.state)) {
    return fail(ErrorKind::Conflict, tr_noop("answers cannot be changed once the report is sent, until it is returned"));
  }
  if (!row.cycle.is_open(now)) return fail(ErrorKind::Conflict, tr_noop("answers cannot be changed: the cycle is not open"));
  return {};
}

Status check_reviewer(soci::session& session, const Row& row, const std::string& actor) {
  const auto person = TRY(people::actor_key(session, actor));
  if (!person) return {};
  if (sql::value<long long>(session, "select id from answer_entry where submission = :submission and person = :person limit 1", {row.key, *person}) ||
      sql::value<long long>(session, "select id from submission_version where submission = :submission and person = :person limit 1", {row.key, *person})) {
    return fail(ErrorKind::Conflict, tr_noop("nobody reviews what they have written themselves"));
  }
  return {};
}

void touch(soci::session& session, const Row& row, const std::string& now) {
  sql::run(session, "update submission set changed = :now where id = :id", {now, row.key});
}

Status take(soci::session& session, const Row& row, Step step, const std::string& actor, const std::string& now, const std::string& note) {
  const Transition* const way = TRY(transition(row.submission.state, step));
  const auto person = TRY(people::actor_key(session, actor));
  const auto version = sql::value<long long>(session, "select coalesce(max(number), 0) from submission_version where submission = :id", {row.key}).value_or(0);
  sql::run(session, "update submission set state = :state, changed = :now where id = :id", {to_string(way->to), now, row.key});
  sql::run(session,
           "insert into submission_step (submission, step, from_state, to_state, version, note, instant, person) "
           "values (:submission, :step, :from_state, :to_state, :version, :note, :instant, :person)",
           {row.key, to_string(step), to_string(way->from), to_string(way->to), version, note, now, person});
  JsonWriter json;
  json.begin_object().field("version", version).field("to", to_string(way->to)).field("note", note).end_object();
  log::append(session, {now, actor, "submission." + std::string(to_string(step)), row.submission.id, log::details_hash(json.text())});
  return {};
}

Status check_body(std::string_view text, const char* what, std::size_t most) {
  const auto letters = static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
  if (trim(text).empty()) return fail(ErrorKind::Input, std::string(what) + " is empty");
  if (letters > most) return fail(ErrorKind::Input, std::string(what) + " is longer than " + std::to_string(most) + " letters");
  const bool control =
      std::ranges::any_of(text, [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r') || c == 0x7f; });
  if (control || !is_utf8(text)) return fail(ErrorKind::Input, std::string(what) + " has characters that cannot be shown");
  return {};
}

Status check_instant(const std::optional<std::string>& instant) {
  if (!instant || parse_instant(*instant)) return {};
  return fail(ErrorKind::Input, tr_noop("this is no instant"), {}, tr_noop("as 2026-11-26T12:00:00.000Z"));
}

}  // namespace atalaya::reg::rows
