#include <gtest/gtest.h>

#include <algorithm>

#include "sample_questionnaire.h"

namespace atalaya::reg {
namespace {

using testing::sample_agenda;
using testing::sample_questionnaire;

std::vector<std::string> faults_of(const std::string& head, const std::string& sections) {
  Faults faults;
  (void)read_questionnaires({{"a.yaml", sections}, {"q.yaml", head}}, sample_agenda(), faults);
  std::vector<std::string> out;
  for (const Error& error : faults.errors()) out.push_back(error.to_string());
  return out;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

/// The only fault of the sample with one place changed.
std::string fault(const std::string& from, const std::string& to) {
  const std::string head = testing::sample_head, sections = testing::sample_sections;
  const bool in_head = head.find(from) != std::string::npos;
  const auto found = faults_of(in_head ? replaced(head, from, to) : head, in_head ? sections : replaced(sections, from, to));
  if (found.size() != 1) return std::to_string(found.size()) + " faults: " + join(found, " | ");
  return found[0];
}

GivenAnswer text(const char* value, std::size_t evidence = 0) { return {AnswerValue(std::string(value)), evidence}; }

const QuestionState& state(const Questionnaire& q, const Assessment& a, const char* id) { return a.questions[q.find_question(id).value()]; }
const Score& score(const Questionnaire& q, const Assessment& a, const char* code) { return a.scores[q.find_indicator(code).value()]; }

TEST(QuestionnaireReader, ReadsFilesOfOneIdAndResolvesPatterns) {
  const Questionnaire q = sample_questionnaire();
  ASSERT_EQ(q.sections.size(), 2U);
  ASSERT_EQ(q.indicators.size(), 3U);
  EXPECT_EQ(q.questions.size(), 2 + 9 + 2 + 1 + 1U);
  EXPECT_EQ(q.order.size(), q.questions.size());
  EXPECT_EQ(q.questions[0].id, "PLAN.STATE");
  EXPECT_EQ(q.questions[0].text.in("es"), "¿Hay un plan?");
  EXPECT_EQ(q.questions[q.find_question("LAW.STATE").value()].text.in("en"), "Is there a law?");
  EXPECT_EQ(q.indicators[1].levels[0].reason.in("pt"), "Não há uma lei.");
  EXPECT_EQ(q.indicators[1].levels[4].reason.in("en"), "Open.");
  EXPECT_EQ(q.indicators[1].checks.size(), 2U);
  EXPECT_EQ(q.sha256.size(), 64U);
}

TEST(QuestionnaireReader, EveryFaultHasItsPlaceAndWhatIsAllowed) {
  EXPECT_EQ(fault("kind: long_text", "kind: prose"),
            "a.yaml:15:31: 'kind' cannot be 'prose' (allowed here: yes_no, choice, choices, number, percentage, money, year, date, text, long_text, address, "
            "instrument, document)");
  EXPECT_EQ(fault("code: LAW", "code: RULE"), "a.yaml:24:15: the pack has no indicator 'RULE'");
  EXPECT_EQ(fault("code: LAW", "code: USERS"), "a.yaml:24:15: USERS is not asked of people (its 'kind' in the pack is not instrument)");
  EXPECT_EQ(fault("required: true,\n             when: {not", "required: perhaps,\n             when: {not"), "a.yaml:28:122: 'required' takes true or false");
  const std::string sections = testing::sample_sections;
  EXPECT_EQ(faults_of(testing::sample_head, replaced(sections, "pattern: act\n        subject: {es: una ley", "pattern: deed\n        subject: {es: una ley")),
            std::vector<std::string>{"a.yaml:25:18: there is no pattern 'deed' (there are: act)"});
}

TEST(QuestionnaireReader, MissingLanguagesAreFaults) {
  EXPECT_NE(fault("en: Share, ", "").find("'text' has no text in 'en'"), std::string::npos);
  EXPECT_NE(fault("en: Share", "en: Share, fr: Part").find("the agenda has no language 'fr'"), std::string::npos);
  EXPECT_NE(fault("en: Share", "en: \"\"").find("'text' is empty in 'en'"), std::string::npos);
  EXPECT_NE(fault("subject: {es: una ley, en: a law, pt: uma lei}", "# none").find("faults"), std::string::npos);
}

TEST(QuestionnaireReader, ConditionsReferToWhatThereIs) {
  EXPECT_NE(fault("{question: SHARE, at_least: 80}", "{question: SHARES, at_least: 80}").find("there is no question 'SHARES' (here: STATE, INSTRUMENT, SHARE"),
            std::string::npos);
  EXPECT_NE(
      fault("{question: OPEN, is: \"YES\"}, {question: PLAN", "{question: OPEN, is: YEAH}, {question: PLAN").find("OPEN has no option 'YEAH' (it has YES, NO)"),
      std::string::npos);
  EXPECT_NE(fault("{question: SHARE, at_least: 80}", "{question: SHARE, is: X}").find("'is' cannot ask about a question of the kind percentage"),
            std::string::npos);
  EXPECT_NE(fault("{question: SHARE, at_least: 80}", "{question: STATE, at_least: 80}").find("'at_least' cannot ask about"), std::string::npos);
  EXPECT_NE(fault("{question: SHARE, at_least: 80}", "{question: STATE, has: NONE}").find("'has' cannot ask about"), std::string::npos);
  EXPECT_NE(fault("{question: SHARE, at_least: 80}", "{all: []}").find("a list of conditions is expected here"), std::string::npos);
  EXPECT_NE(fault("{question: SHARE, at_least: 80}", "{some: []}").find("this is no condition"), std::string::npos);
  EXPECT_NE(fault("{question: SHARE, at_least: 80}", "{question: SHARE, at_most: 80}").find("this is no condition"), std::string::npos);
}

TEST(QuestionnaireReader, ConditionsOfQuestionsMayNotWaitForOneAnother) {
  const std::string circle = fault("{id: BUDGET, kind: money,", "{id: BUDGET, kind: money, when: {answered: SINCE},");
  EXPECT_NE(circle.find("0 faults"), std::string::npos);
  const std::string both = replaced(replaced(testing::sample_sections, "{id: BUDGET, kind: money,", "{id: BUDGET, kind: money, when: {answered: LAW.OPEN},"),
                                    "when: {not: {question: STATE, is: NONE}}", "when: {answered: PLAN.BUDGET}");
  const auto found = faults_of(testing::sample_head, both);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_NE(found[0].find("wait for one another: PLAN.BUDGET, LAW.OPEN"), std::string::npos) << found[0];
}

TEST(QuestionnaireReader, LevelsAreComplete) {
  EXPECT_NE(fault("          - {level: 4, reason: {es: Abierta., en: Open., pt: Aberta.}, when:",
                  "          - {level: 3, reason: {es: Abierta., en: Open., pt: Aberta.}, when:")
                .find("LAW has no level 4"),
            std::string::npos);
  EXPECT_NE(fault("- {level: 0, reason", "- {level: 0, when: {answered: STATE}, reason").find("level 0 has no condition"), std::string::npos);
  EXPECT_NE(fault("pt: Projeto.}, when: {question: STATE, in: [DRAFT, IN_FORCE]}}", "pt: Projeto.}}").find("a level above 0 has a condition"),
            std::string::npos);
  EXPECT_NE(fault("count: WHICH", "count: WHAT").find("'count' names a question of this indicator"), std::string::npos);
}

TEST(QuestionnaireReader, IdsStandOnce) {
  EXPECT_NE(fault("{id: COUNT, kind: number", "{id: SHARE, kind: number").find("PLAN.SHARE stands also at"), std::string::npos);
  EXPECT_NE(fault("- {code: B, label: {es: B, en: B, pt: B}}", "- {code: A, label: {es: B, en: B, pt: B}}").find("the option A stands twice"),
            std::string::npos);
  EXPECT_NE(fault("  - id: SECOND", "  - id: FIRST").find("the section FIRST stands twice"), std::string::npos);
  EXPECT_NE(faults_of("id: SAMPLE\n", testing::sample_sections).size(), 0U);
  EXPECT_NE(faults_of(std::string(testing::sample_head) + "  other: {}\n", testing::sample_sections).at(0).find("no indicator uses the pattern 'other'"),
            std::string::npos);
}

TEST(QuestionnaireReader, BoundsBelongToNumbers) {
  EXPECT_NE(
      fault("kind: year, text: {es: Desde, en: Since, pt: Desde}, min: 1990", "kind: date, text: {es: Desde, en: Since, pt: Desde}, min: 1990").find("faults"),
      std::string::npos);
  EXPECT_NE(fault("min: 1990, max: 2030", "min: 2031, max: 2030").find("'min' is above 'max'"), std::string::npos);
  EXPECT_NE(fault("most_letters: 10", "most_letters: 0").find("from 1 to 50000"), std::string::npos);
}

TEST(QuestionnaireReader, AShortFileCannotAskForMuchWork) {
  std::string head = testing::sample_head, sections = "id: SAMPLE\nsections:\n  - id: S\n    title: {es: a, en: a, pt: a}\n    indicators:\n";
  head = replaced(
      head, "\"¿Hay {subject}?\"", "\"" + [] {
        std::string many;
        for (int i = 0; i < 500; ++i) many += "{subject}";
        return many;
      }() + "\"");
  const std::string subject(300, 'x');
  for (int i = 0; i < 5'000; ++i) {
    sections += "      - {code: C" + std::to_string(i) + ", pattern: act, subject: {es: " + subject + ", en: a, pt: a}}\n";
  }
  const auto found = faults_of(head, sections);
  EXPECT_TRUE(std::ranges::any_of(found, [](const std::string& one) { return one.find("too large") != std::string::npos; }));
}

TEST(Assessment, NothingAnsweredIsNothingKnown) {
  const Questionnaire q = sample_questionnaire();
  const Assessment a = assess(q, {});
  for (const Score& one : a.scores) EXPECT_FALSE(one.value);
  EXPECT_TRUE(state(q, a, "PLAN.STATE").missing);
  EXPECT_EQ(state(q, a, "PLAN.SHARE").asked, Truth::Unknown);
  EXPECT_FALSE(state(q, a, "PLAN.SHARE").missing);
  EXPECT_EQ(score(q, a, "PLAN").waits_for, std::vector<std::size_t>{0});
  EXPECT_EQ(a.missing(), 3U);
  const Obstacles o = obstacles(q, a);
  EXPECT_EQ(o.not_reported.size(), 3U);
  EXPECT_TRUE(o.none(true));
  EXPECT_FALSE(o.none(false));
}

TEST(Assessment, LevelsAreReachedOneByOneWithTheirReasons) {
  const Questionnaire q = sample_questionnaire();
  const auto level = [&](const Answers& answers) {
    const Assessment a = assess(q, answers);
    const Score& one = score(q, a, "PLAN");
    return one.value ? number_text(*one.value) + " " + one.reason->in("en") : "? " + std::string(q.questions[one.waits_for.at(0)].short_id());
  };
  Answers answers = {{"PLAN.STATE", text("NONE")}};
  EXPECT_EQ(level(answers), "0 There is no a plan.");
  answers["PLAN.STATE"] = text("DRAFT");
  EXPECT_EQ(level(answers), "1 A draft.");
  answers["PLAN.STATE"] = text("IN_FORCE");
  EXPECT_EQ(level(answers), "? INSTRUMENT");
  answers["PLAN.INSTRUMENT"] = {InstrumentAnswer{"Law 1", "", "2020", ""}, 0};
  EXPECT_EQ(level(answers), "? SHARE");
  answers["PLAN.SHARE"] = {79.9};
  EXPECT_EQ(level(answers), "3 Cited.");
  answers["PLAN.SHARE"] = {80.0};
  EXPECT_EQ(level(answers), "4 Nearly all.");
  answers["PLAN.SHARE"] = {800.0};
  EXPECT_EQ(level(answers), "? SHARE") << "an answer that is not valid says nothing";
  const Assessment a = assess(q, answers);
  EXPECT_TRUE(state(q, a, "PLAN.INSTRUMENT").lacks_evidence);
  EXPECT_EQ(state(q, a, "PLAN.SHARE").fault, (AnswerFinding{AnswerFault::AboveMost, "100"}));
  EXPECT_FALSE(obstacles(q, a).none(true));
}

TEST(Assessment, AnAnswerThatIsNotAskedForIsSetAsideAndMayContradict) {
  const Questionnaire q = sample_questionnaire();
  Answers answers = {
      {"PLAN.STATE", text("NONE")}, {"PLAN.INSTRUMENT", {InstrumentAnswer{"Law 1", "https://example.org/1", "", ""}, 0}}, {"PLAN.SHARE", {90.0}}};
  const Assessment a = assess(q, answers);
  EXPECT_TRUE(state(q, a, "PLAN.INSTRUMENT").set_aside);
  EXPECT_FALSE(state(q, a, "PLAN.INSTRUMENT").lacks_evidence);
  ASSERT_EQ(a.failed.size(), 1U);
  EXPECT_EQ(a.failed[0].check->id, "TITLE");
  EXPECT_EQ(a.contradictions(), 1U);
  EXPECT_EQ(score(q, a, "PLAN").value, 0);
  answers.erase("PLAN.INSTRUMENT");
  EXPECT_TRUE(assess(q, answers).failed.empty());
}

TEST(Assessment, ConditionsReachOtherIndicatorsAndUnknownStaysUnknown) {
  const Questionnaire q = sample_questionnaire();
  Answers answers = {
      {"LAW.STATE", text("IN_FORCE")}, {"LAW.INSTRUMENT", {InstrumentAnswer{"L", "https://example.org/l", "", ""}, 0}}, {"LAW.OPEN", text("NO")}};
  Assessment a = assess(q, answers);
  EXPECT_FALSE(score(q, a, "LAW").value) << "whether PLAN.SHARE is asked is not known";
  EXPECT_EQ(score(q, a, "LAW").waits_for, std::vector<std::size_t>{q.find_question("PLAN.STATE").value()});
  answers["PLAN.STATE"] = text("DRAFT");
  EXPECT_EQ(score(q, assess(q, answers), "LAW").value, 3);
  answers["LAW.OPEN"] = text("YES");
  a = assess(q, answers);
  EXPECT_EQ(score(q, a, "LAW").value, 4);
  EXPECT_TRUE(state(q, a, "LAW.OPEN").lacks_evidence) << "a no needs no proof, a yes does";
  answers["LAW.OPEN"].evidence = 1;
  EXPECT_FALSE(state(q, assess(q, answers), "LAW.OPEN").lacks_evidence);
}

TEST(Assessment, CountsOfChosenOptions) {
  const Questionnaire q = sample_questionnaire();
  const auto count = [&](std::vector<std::string> codes) {
    return score(q, assess(q, {{"MECHANISMS.WHICH", {AnswerValue(std::move(codes)), 0}}}), "MECHANISMS").value;
  };
  EXPECT_EQ(count({"A", "B"}), 2);
  EXPECT_EQ(count({"NONE"}), 0);
  EXPECT_EQ(count({"A", "NONE"}), std::nullopt);
  EXPECT_EQ(count({"C"}), std::nullopt);
  EXPECT_EQ(score(q, assess(q, {}), "MECHANISMS").waits_for.size(), 1U);
  EXPECT_EQ(assess(q, {{"NOBODY.ASKS", text("x")}}).unknown, std::vector<std::string>{"NOBODY.ASKS"});
}

TEST(Answers, EveryKindIsChecked) {
  const Questionnaire q = sample_questionnaire();
  const auto check = [&](const char* id, const AnswerValue& value) -> std::string {
    const auto found = check_answer(q.questions[q.find_question(id).value()], value);
    return found ? std::to_string(static_cast<int>(found->fault)) + " " + found->argument : "";
  };
  const auto fault_text = [](AnswerFault f, const std::string& argument = {}) { return std::to_string(static_cast<int>(f)) + " " + argument; };
  EXPECT_EQ(check("PLAN.STATE", "DRAFT"), "");
  EXPECT_EQ(check("PLAN.STATE", "draft"), fault_text(AnswerFault::UnknownOption, "draft"));
  EXPECT_EQ(check("PLAN.STATE", 1.0), fault_text(AnswerFault::WrongKind));
  EXPECT_EQ(check("PLAN.STATE", std::vector<std::string>{"DRAFT"}), fault_text(AnswerFault::WrongKind));
  EXPECT_EQ(check("PLAN.SHARE", "twelve"), fault_text(AnswerFault::NotANumber));
  EXPECT_EQ(check("PLAN.SHARE", -0.5), fault_text(AnswerFault::BelowLeast, "0"));
  EXPECT_EQ(check("PLAN.BUDGET", MoneyAnswer{"1000000", "UYU"}), "");
  EXPECT_EQ(check("PLAN.BUDGET", MoneyAnswer{"1.000.000", "UYU"}), fault_text(AnswerFault::NotANumber));
  EXPECT_EQ(check("PLAN.BUDGET", MoneyAnswer{"1", "uyu"}), fault_text(AnswerFault::NotACurrency, "uyu"));
  EXPECT_EQ(check("PLAN.BUDGET", MoneyAnswer{"1", "QQQ"}), fault_text(AnswerFault::NotACurrency, "QQQ"));
  EXPECT_EQ(check("PLAN.BUDGET", MoneyAnswer{"-1", "USD"}), fault_text(AnswerFault::BelowLeast, "0"));
  EXPECT_EQ(check("PLAN.SINCE", 2020.5), fault_text(AnswerFault::NotWhole));
  EXPECT_EQ(check("PLAN.SINCE", 1989.0), fault_text(AnswerFault::BelowLeast, "1990"));
  EXPECT_EQ(check("PLAN.DAY", "2024-02-29"), "");
  for (const char* bad : {"2023-02-29", "2024-13", "24", "2024-2-1", "2024-02-29T00", "1-2-2024"})
    EXPECT_EQ(check("PLAN.DAY", bad), fault_text(AnswerFault::NotADate));
  EXPECT_EQ(check("PLAN.NOTE", "ñandúñandú"), "");
  EXPECT_EQ(check("PLAN.NOTE", "ñandúñandúx"), fault_text(AnswerFault::TooLong, "10"));
  EXPECT_EQ(check("PLAN.NOTE", "a\nb"), fault_text(AnswerFault::BadCharacters));
  EXPECT_EQ(check("PLAN.STORY", "a\nb"), "");
  EXPECT_EQ(check("PLAN.STORY", std::string("a\x1b[0m")), fault_text(AnswerFault::BadCharacters));
  EXPECT_EQ(check("PLAN.PAGE", "https://example.org/año?x=1"), "");
  for (const char* bad :
       {"javascript:alert(1)", "https://", "ftp://example.org", "https://user@example.org", "https://exa mple.org", "https://example.org/\"x", "example.org"}) {
    EXPECT_EQ(check("PLAN.PAGE", bad), fault_text(AnswerFault::NotAnAddress)) << bad;
  }
  EXPECT_EQ(check("PLAN.PAPER", DocumentAnswer{std::string(64, 'a'), "a.pdf"}), "");
  EXPECT_EQ(check("PLAN.PAPER", DocumentAnswer{"../../etc/passwd", "a.pdf"}), fault_text(AnswerFault::NotADocument));
  EXPECT_EQ(check("PLAN.INSTRUMENT", InstrumentAnswer{"", "https://example.org", "", ""}), fault_text(AnswerFault::NoTitle));
  EXPECT_EQ(check("PLAN.INSTRUMENT", InstrumentAnswer{"Law", "", "tomorrow", ""}), fault_text(AnswerFault::NotADate));
  EXPECT_EQ(check("MECHANISMS.WHICH", std::vector<std::string>{"A", "A"}), fault_text(AnswerFault::OptionTwice, "A"));
}

TEST(Answers, JsonGoesThereAndBack) {
  const AnswerValue values[] = {std::string("a \"ñ\"\n"),
                                12.5,
                                1e21,
                                std::vector<std::string>{"A", "B"},
                                MoneyAnswer{"10.50", "USD"},
                                InstrumentAnswer{"Law", "https://example.org", "2020-01", "Congress"},
                                DocumentAnswer{std::string(64, '0'), "x.pdf"}};
  for (const AnswerValue& value : values) {
    const auto back = answer_from_json(to_json(value));
    ASSERT_TRUE(back) << to_json(value);
    EXPECT_EQ(*back, value) << to_json(value);
  }
  for (const char* bad :
       {"", "null", "true", "{}", "[1]", "[[\"a\"]]", "{\"amount\":5}", "{\"amount\":\"5\",\"x\":\"y\"}", "{\"title\":[]}", "1e999", "\"a\" \"b\"", "{"}) {
    EXPECT_FALSE(answer_from_json(bad)) << bad;
  }
  EXPECT_FALSE(answer_from_json("\"" + std::string(300'000, 'x') + "\""));
}

TEST(Answers, FormsGiveAnswers) {
  const Questionnaire q = sample_questionnaire();
  const auto form = [&](const char* id, const std::vector<AnswerField>& fields) {
    const auto value = answer_from_fields(q.questions[q.find_question(id).value()], fields);
    return value ? to_json(*value) : "nothing";
  };
  EXPECT_EQ(form("PLAN.STATE", {{"", " DRAFT "}}), "\"DRAFT\"");
  EXPECT_EQ(form("PLAN.STATE", {{"", ""}}), "nothing");
  EXPECT_EQ(form("PLAN.STATE", {}), "nothing");
  EXPECT_EQ(form("PLAN.SHARE", {{"", "12.50"}}), "12.5");
  EXPECT_EQ(form("PLAN.SHARE", {{"", "12,5"}}), "\"12,5\"") << "kept as it was typed; the check says what is wrong";
  EXPECT_EQ(form("PLAN.BUDGET", {{"", "1000"}, {"currency", "USD"}}), R"({"amount":"1000","currency":"USD"})");
  EXPECT_EQ(form("PLAN.BUDGET", {{"", ""}, {"currency", "USD"}}), "nothing");
  EXPECT_EQ(form("PLAN.STORY", {{"", "a\r\nb\rc "}}), R"("a\nb\nc")");
  EXPECT_EQ(form("MECHANISMS.WHICH", {{"", "B"}, {"", "A"}, {"", "B"}}), R"(["A","B"])");
  EXPECT_EQ(form("MECHANISMS.WHICH", {{"", ""}}), "nothing");
  EXPECT_EQ(form("PLAN.INSTRUMENT", {{"", "Law"}, {"date", "2020"}}), R"({"address":"","body":"","date":"2020","title":"Law"})");
  EXPECT_EQ(form("PLAN.INSTRUMENT", {{"", ""}, {"date", ""}}), "nothing");
}

}  // namespace
}  // namespace atalaya::reg
