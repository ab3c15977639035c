#include "register/proposals/proposals.h"

#include <algorithm>

#include "base/locale.h"
#include "base/text.h"
#include "register/submissions/evidence.h"

namespace atalaya::reg::proposals {

namespace {

using instruments::Found;
using instruments::State;
using submissions::Change;

/// The option of the question that an instrument waits for which says its state: IN_FORCE for in force. Nothing where none does.
std::optional<Change> state_of(const Questionnaire& questionnaire, const Question& question, State state) {
  if (!question.when || question.when->kind != Condition::Kind::In) return std::nullopt;
  const Question& asked = questionnaire.questions[question.when->question];
  std::string code(to_string(state));
  std::ranges::transform(code, code.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  if (asked.kind != QuestionKind::Choice || asked.find_option(code) == nullptr || std::ranges::find(question.when->codes, code) == question.when->codes.end())
    return std::nullopt;
  return Change{asked.id, code, 0};
}

bool holds(const Found& found) { return found.state == State::Adopted || found.state == State::InForce; }

const InstrumentAnswer* chosen(const std::optional<AnswerValue>& value) {
  const auto* act = value ? std::get_if<InstrumentAnswer>(&*value) : nullptr;
  return act != nullptr && !act->id.empty() ? act : nullptr;
}

}  // namespace

Status Candidates::add(Store& store, const Agenda& agenda, const std::string& country, const AskedIndicator& asked) {
  const Indicator* indicator = agenda.find_indicator(asked.code);
  const auto is_instrument = [&](std::size_t question) { return questionnaire_->questions[question].kind == QuestionKind::Instrument; };
  if (indicator == nullptr || std::ranges::none_of(asked.questions, is_instrument)) return {};
  goals_[asked.code] = indicator->goal;
  if (by_goal_.contains(indicator->goal)) return {};
  by_goal_[indicator->goal] = TRY(instruments::search(store, {.country = country, .goal = indicator->goal})).found;
  return {};
}

Result<Candidates> Candidates::find(Store& store, const Agenda& agenda, const Questionnaire& questionnaire, const std::string& country) {
  Candidates out(questionnaire);
  for (const AskedIndicator& asked : questionnaire.indicators) TRY_STATUS(out.add(store, agenda, country, asked));
  return out;
}

Result<Candidates> Candidates::find(Store& store, const Agenda& agenda, const Questionnaire& questionnaire, const std::string& country,
                                    const Section& section) {
  Candidates out(questionnaire);
  for (const std::size_t number : section.indicators) TRY_STATUS(out.add(store, agenda, country, questionnaire.indicators[number]));
  return out;
}

const std::vector<Found>& Candidates::of(const Question& question) const {
  static const std::vector<Found> none;
  const auto goal = goals_.find(questionnaire_->indicators[question.indicator].code);
  return question.kind != QuestionKind::Instrument || goal == goals_.end() ? none : by_goal_.at(goal->second);
}

std::vector<sheets::Entry> entries(const Candidates& candidates, const Question& question) {
  std::vector<sheets::Entry> out;
  for (const Found& one : candidates.of(question)) out.push_back({one.id, one.title});
  return out;
}

InstrumentAnswer answer_of(const Found& found) { return {found.title, found.address, found.since, found.body, found.id}; }

Result<std::vector<Proof>> take_chosen(Store& store, const Questionnaire& questionnaire, const submissions::Draft& draft, const std::string& country,
                                       std::vector<Change>& changes) {
  std::vector<Proof> out;
  for (Change& change : changes) {
    const InstrumentAnswer* act = chosen(change.value);
    if (act == nullptr) continue;
    const auto before = draft.find(change.question);
    const InstrumentAnswer* last = before == draft.end() ? nullptr : chosen(before->second.current.value);
    if (last != nullptr && last->id == act->id) continue;
    const auto found = TRY(instruments::named(store, {act->id}));
    if (found.empty() || (!found[0].country.empty() && found[0].country != country)) {
      return fail(ErrorKind::Input, tr_noop("the country's register has no such instrument"), {.file = change.question});
    }
    if (!questionnaire.find_question(change.question)) continue;
    change.value = answer_of(found[0]);
    if (!found[0].address.empty()) out.push_back({change.question, found[0].address});
  }
  return out;
}

Status add_proofs(Store& store, const Questionnaire& questionnaire, const std::string& actor, const std::string& submission, const std::vector<Proof>& proofs) {
  for (const Proof& proof : proofs) {
    const auto number = questionnaire.find_question(proof.question);
    if (!number || questionnaire.questions[*number].evidence == EvidenceNeed::None) continue;
    TRY(submissions::add_address(store, questionnaire, actor, submission, proof.question, proof.address));
  }
  return {};
}

Result<std::size_t> prefill(Store& store, const Agenda& agenda, const Questionnaire& questionnaire, const std::string& actor, const std::string& submission) {
  const auto found = TRY(submissions::find(store, submission));
  const submissions::Draft draft = TRY(submissions::draft(store, submission));
  const Candidates candidates = TRY(Candidates::find(store, agenda, questionnaire, found.country));
  std::map<int, int> asking;  // How many questions of a goal ask for an instrument.
  const auto goal_of = [&](const Question& question) {
    const Indicator* indicator = agenda.find_indicator(questionnaire.indicators[question.indicator].code);
    return indicator == nullptr ? 0 : indicator->goal;
  };
  for (const Question& question : questionnaire.questions) asking[goal_of(question)] += question.kind == QuestionKind::Instrument ? 1 : 0;
  std::vector<Change> changes;
  std::vector<Proof> proofs;
  for (const Question& question : questionnaire.questions) {
    if (question.kind != QuestionKind::Instrument || draft.contains(question.id) || asking[goal_of(question)] != 1) continue;
    const std::vector<Found>& known = candidates.of(question);
    if (std::ranges::count_if(known, holds) != 1) continue;
    const Found& one = *std::ranges::find_if(known, holds);
    const auto state = state_of(questionnaire, question, *one.state);
    // What is answered otherwise already is not contradicted.
    if (question.when && !state) continue;
    if (state && draft.contains(state->question)) {
      if (draft.at(state->question).current.value != state->value) continue;
    } else if (state) {
      changes.push_back(*state);
    }
    changes.push_back({question.id, answer_of(one), 0});
    if (!one.address.empty()) proofs.push_back({question.id, one.address});
  }
  if (changes.empty()) return std::size_t{0};
  TRY(submissions::save(store, questionnaire, actor, submission, changes, submissions::Origin::Register));
  TRY_STATUS(add_proofs(store, questionnaire, actor, submission, proofs));
  return changes.size();
}

}  // namespace atalaya::reg::proposals
