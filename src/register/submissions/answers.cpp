#include "register/submissions/answers.h"

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "base/locale.h"
#include "register/submissions/rows.h"

namespace atalaya::reg::submissions {

namespace {

constexpr std::array all_origins = {Origin::Typed, Origin::Prefilled, Origin::Imported, Origin::Register};
constexpr std::size_t most_changes = 1'000;

using Text = std::optional<std::string>;
using EntryRow = std::tuple<std::string, long long, long long, long long, Text, std::string, Text, std::string>;

#define ATALAYA_ENTRY                                                                                                                          \
  "select e.question, e.revision, e.based_on, e.kept_aside, e.value, e.origin, p.public_id, e.instant from answer_entry e left join person p " \
  "on p.id = e.person "

std::pair<std::string, Entry> to_entry(EntryRow row) {
  Entry out;
  std::string question, origin;
  Text value, person;
  long long aside = 0;
  std::tie(question, out.revision, out.based_on, aside, value, origin, person, out.instant) = std::move(row);
  out.kept_aside = aside != 0;
  if (value) {
    // What the store has was written by to_json.
    if (auto read = answer_from_json(*value)) out.value = std::move(*read);
  }
  if (const auto it = std::ranges::find(all_origins, origin, [](Origin one) { return to_string(one); }); it != all_origins.end()) out.origin = *it;
  out.person = rows::actor_id(person);
  return {std::move(question), std::move(out)};
}

std::vector<std::pair<std::string, Entry>> entries(soci::session& session, const std::string& condition, sql::Values values) {
  std::vector<std::pair<std::string, Entry>> out;
  for (EntryRow& row : sql::rows<std::string, long long, long long, long long, Text, std::string, Text, std::string>(
           session, ATALAYA_ENTRY + condition + " order by e.id", values)) {
    out.push_back(to_entry(std::move(row)));
  }
  return out;
}

/// Puts one change into the store.
Result<Saved> put(soci::session& session, const rows::Row& row, const Change& change, Origin origin, std::optional<long long> person, const std::string& now) {
  const auto all = entries(session, "where e.submission = :submission and e.question = :question", {row.key, change.question});
  const Entry none;
  const Entry *current = &none, *seen = change.based_on == 0 ? &none : nullptr;
  bool open_conflict = false;
  for (const auto& [question, entry] : all) {
    if (entry.kept_aside) {
      open_conflict = true;
      continue;
    }
    open_conflict = false;
    current = &entry;
    if (entry.revision == change.based_on) seen = &entry;
  }
  if (seen == nullptr) return fail(ErrorKind::Input, "an answer is based on a revision that there is not: " + std::to_string(change.based_on));
  Saved out{.question = change.question, .outcome = Saved::Outcome::Same, .current = *current, .mine = {}};
  const bool newest = change.based_on == current->revision;
  const bool confirms = current->origin == Origin::Register && origin == Origin::Typed;
  if (change.value == current->value && !(newest && (open_conflict || confirms))) return out;
  if (!newest && change.value == seen->value) return out;  // Nothing was changed in what was seen.
  const bool aside = !newest;
  // Who sends the same again, because no answer came, is not in conflict twice.
  if (aside && std::ranges::any_of(all, [&](const auto& one) {
        return one.second.kept_aside && one.second.revision == current->revision && one.second.based_on == change.based_on && one.second.value == change.value;
      })) {
    out.outcome = Saved::Outcome::Conflict;
    out.mine = change.value;
    out.repeated = true;
    return out;
  }
  const long long revision = aside ? current->revision : current->revision + 1;
  const Text value = change.value ? Text(to_json(*change.value)) : std::nullopt;
  sql::run(session,
           "insert into answer_entry (submission, question, revision, based_on, kept_aside, value, origin, person, instant) "
           "values (:submission, :question, :revision, :based_on, :kept_aside, :value, :origin, :person, :instant)",
           {row.key, change.question, revision, change.based_on, aside, value, to_string(origin), person, now});
  if (aside) {
    out.outcome = Saved::Outcome::Conflict;
    out.mine = change.value;
    return out;
  }
  out.outcome = Saved::Outcome::Saved;
  out.current = entries(session, "where e.submission = :submission and e.question = :question and e.revision = :revision and e.kept_aside = 0",
                        {row.key, change.question, revision})
                    .at(0)
                    .second;
  return out;
}

Status check(const Questionnaire& questionnaire, std::span<const Change> changes) {
  if (changes.size() > most_changes) return fail(ErrorKind::Input, "at most " + std::to_string(most_changes) + " answers are saved at once");
  for (const Change& change : changes) {
    if (!questionnaire.find_question(change.question)) return fail(ErrorKind::Input, tr_noop("the questionnaire has no such question"));
    if (change.value && to_json(*change.value).size() > most_answer_bytes) return fail(ErrorKind::Input, tr_noop("an answer is too long"));
  }
  return {};
}

}  // namespace

std::string_view to_string(Origin origin) {
  switch (origin) {
    case Origin::Typed: return "typed";
    case Origin::Prefilled: return "prefilled";
    case Origin::Imported: return "imported";
    case Origin::Register: return "register";
  }
  return "";
}

Result<std::vector<Saved>> save(Store& store, const Questionnaire& questionnaire, const std::string& actor, const std::string& submission,
                                std::span<const Change> changes, Origin origin) {
  TRY_STATUS(check(questionnaire, changes));
  return store.write([&](soci::session& session) -> Result<std::vector<Saved>> {
    const std::string now = store.now();
    const rows::Row row = TRY(rows::submission(session, submission));
    TRY_STATUS(rows::check_editable(row, now));
    TRY_STATUS(cycles::check_questionnaire(row.cycle, questionnaire));
    const auto person = TRY(people::actor_key(session, actor));
    std::vector<Saved> out;
    JsonWriter json;
    json.begin_array();
    bool any = false;
    for (const Change& change : changes) {
      out.push_back(TRY(put(session, row, change, origin, person, now)));
      const Saved& saved = out.back();
      if (saved.outcome == Saved::Outcome::Same || saved.repeated) continue;
      any = true;
      json.begin_object().field("question", change.question).field("revision", saved.current.revision);
      json.field("aside", saved.outcome == Saved::Outcome::Conflict).field("value", change.value ? sha256(to_json(*change.value)) : "").end_object();
    }
    json.end_array();
    if (!any) return out;
    rows::touch(session, row, now);
    log::append(session, {now, actor, "answer.save", submission, log::details_hash(json.text())});
    return out;
  });
}

Result<Saved> save(Store& store, const Questionnaire& questionnaire, const std::string& actor, const std::string& submission, const Change& change) {
  return TRY(save(store, questionnaire, actor, submission, std::span(&change, 1))).at(0);
}

Draft draft(soci::session& session, long long submission_key) {
  Draft out;
  for (auto& [question, entry] : entries(session, "where e.submission = :submission", {submission_key})) {
    DraftAnswer& answer = out[question];
    if (entry.kept_aside) {
      answer.aside.push_back(std::move(entry));
    } else {
      answer.current = std::move(entry);
      answer.aside.clear();  // Who saved this has seen them.
    }
  }
  for (auto& row : sql::rows<std::string, std::string, std::string, std::string, std::string, std::string, long long, std::string, std::string, Text>(
           session,
           "select v.public_id, v.question, v.address, v.sha256, v.name, v.media_type, v.size, v.note, v.added, p.public_id from evidence v "
           "left join person p on p.id = v.person where v.submission = :submission and v.removed is null order by v.id",
           {submission_key})) {
    Evidence one;
    Text person;
    std::tie(one.id, one.question, one.address, one.sha256, one.name, one.media_type, one.size, one.note, one.added, person) = std::move(row);
    one.person = rows::actor_id(person);
    out[one.question].evidence.push_back(std::move(one));
  }
  return out;
}

Result<Draft> draft(Store& store, const std::string& submission) {
  return store.read([&](soci::session& session) -> Result<Draft> { return draft(session, TRY(rows::submission(session, submission)).key); });
}

Answers to_answers(const Draft& draft) {
  Answers out;
  for (const auto& [question, answer] : draft) {
    if (answer.current.value) out.emplace(question, GivenAnswer{*answer.current.value, answer.evidence.size()});
  }
  return out;
}

Result<std::vector<Entry>> history(Store& store, const std::string& submission, const std::string& question) {
  return store.read([&](soci::session& session) -> Result<std::vector<Entry>> {
    std::vector<Entry> out;
    const long long key = TRY(rows::submission(session, submission)).key;
    for (auto& [id, entry] : entries(session, "where e.submission = :submission and e.question = :question", {key, question})) out.push_back(std::move(entry));
    return out;
  });
}

}  // namespace atalaya::reg::submissions
