// Conditions, and the order of questions that follows from them.
#include <algorithm>

#include "register/questionnaire/parts.h"

namespace atalaya::reg::reading {

namespace {

constexpr const char* forms =
    "{question: ID, is: CODE}, {question: ID, in: [CODE, …]}, {question: ID, has: CODE}, {question: ID, at_least: N}, {answered: ID}, {all: […]}, {any: […]} "
    "or "
    "{not: …}";

class Reader {
 public:
  Reader(const Questionnaire& questionnaire, std::size_t indicator, OnceFaults& faults)
      : questionnaire_(questionnaire), indicator_(questionnaire.indicators[indicator]), faults_(faults) {}

  std::optional<Condition> read(const YamlNode& node) {
    if (!faults_.spend(100, node.place())) return std::nullopt;
    Faults found;
    const auto members = node.members(found);
    faults_.add_all(found);
    if (members.size() == 1 && members[0].first == "all") return list(members[0].second, Condition::Kind::All);
    if (members.size() == 1 && members[0].first == "any") return list(members[0].second, Condition::Kind::Any);
    if (members.size() == 1 && members[0].first == "not") return negation(members[0].second);
    if (members.size() == 1 && members[0].first == "answered") {
      const auto question = find(members[0].second);
      if (!question) return std::nullopt;
      return Condition{.kind = Condition::Kind::Answered, .question = *question};
    }
    if (members.size() == 2 && node.has("question")) return comparison(node, members[0].first == "question" ? members[1] : members[0]);
    faults_.add(node.place(), "this is no condition", forms);
    return std::nullopt;
  }

 private:
  std::optional<Condition> list(const YamlNode& node, Condition::Kind kind) {
    Condition out{.kind = kind};
    Faults found;
    const auto items = node.items(found);
    faults_.add_all(found);
    if (items.empty()) {
      faults_.add(node.place(), "a list of conditions is expected here", forms);
      return std::nullopt;
    }
    bool whole = true;
    for (const YamlNode& item : items) {
      auto part = read(item);
      whole = whole && part;
      if (part) out.parts.push_back(std::move(*part));
    }
    return whole ? std::optional(std::move(out)) : std::nullopt;
  }

  std::optional<Condition> negation(const YamlNode& node) {
    auto part = read(node);
    if (!part) return std::nullopt;
    Condition out{.kind = Condition::Kind::Not};
    out.parts.push_back(std::move(*part));
    return out;
  }

  std::optional<std::size_t> find(const YamlNode& node) {
    const std::string id = node.scalar();
    if (const auto own = questionnaire_.find_question(indicator_.code + "." + id)) return own;
    if (const auto other = questionnaire_.find_question(id)) return other;
    std::string known;
    for (const std::size_t q : indicator_.questions) known += (known.empty() ? "" : ", ") + std::string(questionnaire_.questions[q].short_id());
    faults_.add(node.place(), id.empty() ? "the id of a question is expected here" : "there is no question '" + shorten(id, 60) + "'",
                "here: " + shorten(known, 300) + "; of another indicator: CODE.ID");
    return std::nullopt;
  }

  std::optional<Condition> comparison(const YamlNode& node, const std::pair<std::string, YamlNode>& test) {
    const auto number = find(node["question"]);
    if (!number) return std::nullopt;
    const Question& question = questionnaire_.questions[*number];
    const std::string kind(to_string(question.kind));
    Condition out{.question = *number};
    if (test.first == "is" || test.first == "in") {
      out.kind = Condition::Kind::In;
      if (question.kind != QuestionKind::YesNo && question.kind != QuestionKind::Choice) {
        faults_.add(test.second.place(), "'" + test.first + "' cannot ask about a question of the kind " + kind, "it is for yes_no and choice");
        return std::nullopt;
      }
      Faults found;
      out.codes = node.texts(test.first, found);
      faults_.add_all(found);
      if (test.first == "is" && !test.second.is_scalar()) faults_.add(test.second.place(), "'is' takes one code", "'in' takes a list");
      if (out.codes.empty()) faults_.add(test.second.place(), "a list of codes is expected here");
    } else if (test.first == "has") {
      out.kind = Condition::Kind::Has;
      if (question.kind != QuestionKind::Choices) {
        faults_.add(test.second.place(), "'has' cannot ask about a question of the kind " + kind, "it is for choices");
        return std::nullopt;
      }
      out.codes = {test.second.scalar()};
    } else if (test.first == "at_least") {
      out.kind = Condition::Kind::AtLeast;
      const auto parsed = parse_number(test.second.scalar());
      if (!parsed.value) faults_.add(test.second.place(), "'at_least' takes a number");
      out.least = parsed.value.value_or(0);
      switch (question.kind) {
        case QuestionKind::Number:
        case QuestionKind::Percentage:
        case QuestionKind::Money:
        case QuestionKind::Year:
        case QuestionKind::Choices: break;
        default:
          faults_.add(test.second.place(), "'at_least' cannot ask about a question of the kind " + kind,
                      "it is for number, percentage, money, year and, as how many are chosen, choices");
          return std::nullopt;
      }
    } else {
      faults_.add(node.place(), "this is no condition", forms);
      return std::nullopt;
    }
    for (const std::string& code : out.codes) {
      if (question.find_option(code) != nullptr) continue;
      std::string known;
      for (const Option& option : question.options) known += (known.empty() ? "" : ", ") + option.code;
      faults_.add(test.second.place(), std::string(question.short_id()) + " has no option '" + shorten(code, 40) + "'", "it has " + shorten(known, 300));
    }
    return out;
  }

  const Questionnaire& questionnaire_;
  const AskedIndicator& indicator_;
  OnceFaults& faults_;
};

}  // namespace

std::optional<Condition> read_condition(const YamlNode& node, const Questionnaire& questionnaire, std::size_t indicator, OnceFaults& faults) {
  return Reader(questionnaire, indicator, faults).read(node);
}

void questions_of(const Condition& condition, std::vector<std::size_t>& out) {
  if (condition.parts.empty()) {
    out.push_back(condition.question);
    return;
  }
  for (const Condition& part : condition.parts) questions_of(part, out);
}

void put_in_order(Questionnaire& questionnaire, OnceFaults& faults) {
  const std::size_t count = questionnaire.questions.size();
  std::vector<std::vector<std::size_t>> needs(count), needed_by(count);
  std::vector<std::size_t> open(count);
  for (std::size_t q = 0; q < count; ++q) {
    if (!questionnaire.questions[q].when) continue;
    questions_of(*questionnaire.questions[q].when, needs[q]);
    std::ranges::sort(needs[q]);
    needs[q].erase(std::unique(needs[q].begin(), needs[q].end()), needs[q].end());
    open[q] = needs[q].size();
    for (const std::size_t other : needs[q]) needed_by[other].push_back(q);
  }
  questionnaire.order.clear();
  for (std::size_t q = 0; q < count; ++q) {
    if (open[q] == 0) questionnaire.order.push_back(q);
  }
  for (std::size_t i = 0; i < questionnaire.order.size(); ++i) {
    for (const std::size_t next : needed_by[questionnaire.order[i]]) {
      if (--open[next] == 0) questionnaire.order.push_back(next);
    }
  }
  if (questionnaire.order.size() == count) return;
  // From any question that is left, what it waits for is left too: the way back meets itself.
  std::size_t at = 0;
  while (open[at] == 0) ++at;
  std::vector<std::size_t> way;
  std::vector<bool> seen(count);
  while (!seen[at]) {
    seen[at] = true;
    way.push_back(at);
    at = *std::ranges::find_if(needs[at], [&](std::size_t other) { return open[other] != 0; });
  }
  std::string circle = questionnaire.questions[at].id;
  for (auto step = std::ranges::find(way, at) + 1; step != way.end(); ++step) circle += ", " + questionnaire.questions[*step].id;
  faults.add(questionnaire.questions[at].place, "the conditions of questions wait for one another: " + shorten(circle, 300));
}

}  // namespace atalaya::reg::reading
