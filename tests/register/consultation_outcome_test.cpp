// What becomes of what was said: support, moderation, answers, results, open data, erasure.
#include "consultation_fixture.h"

namespace atalaya::reg::consultation {
namespace {

TEST_P(ConsultationTest, OnePersonSupportsAParagraphOnce) {
  const std::string id = open();
  EXPECT_EQ(support(store(), ana(), {id, 2}).value(), 1);
  EXPECT_EQ(support(store(), ana(), {id, 2}).value(), 1);
  EXPECT_EQ(support(store(), luis(), {id, 2}).value(), 2);
  EXPECT_EQ(support(store(), ana(), {id, 3}).value(), 1);
  EXPECT_TRUE(supports(store(), "person-ana", {id, 2}).value());
  EXPECT_EQ(take_back(store(), ana(), {id, 2}).value(), 1);
  EXPECT_EQ(take_back(store(), ana(), {id, 2}).value(), 1);
  EXPECT_FALSE(supports(store(), "person-ana", {id, 2}).value());
  EXPECT_FALSE(support(store(), nobody(), {id, 2}));
  EXPECT_EQ(support(store(), ana(), {id, 9}).error().kind, ErrorKind::NotFound);
  EXPECT_FALSE(support(store(), luis(), {open(Voice::Verified), 2}));
  EXPECT_EQ(paragraphs(store(), id).value()[1].support, 1);
}

TEST_P(ConsultationTest, ModerationHasReasonsAndAnAppeal) {
  const std::string id = open(Voice::Anonymous, Moderation::Before);
  const Posted posted = post(nobody(), id, "Compre aquí").value();
  EXPECT_EQ(posted.showing, Showing::Waiting);
  EXPECT_EQ(texts({.consultation = id}).size(), 0U);
  EXPECT_EQ(texts({.consultation = id, .showing = Showing::Waiting}).size(), 1U);
  ASSERT_TRUE(release(store(), "moderator", posted.id));
  EXPECT_FALSE(release(store(), "moderator", posted.id));
  EXPECT_EQ(texts({.consultation = id}).size(), 1U);
  EXPECT_EQ(hide(store(), "moderator", posted.id, Reason::Advertising, "").error().place.file, "note");
  EXPECT_EQ(appeal(store(), {.key = posted.appeal_key}, posted.id, "No").error().kind, ErrorKind::Conflict);
  ASSERT_TRUE(hide(store(), "moderator", posted.id, Reason::Advertising, "Es publicidad"));
  EXPECT_FALSE(hide(store(), "moderator", posted.id, Reason::Advertising, "Es publicidad"));
  EXPECT_EQ(find_comment(store(), posted.id).value().hidden_for, Reason::Advertising);

  for (const Appellant& wrong_one : {Appellant{}, Appellant{"person-ana", ""}, Appellant{"", "guess"}}) {
    EXPECT_EQ(appeal(store(), wrong_one, posted.id, "Es mío").error().kind, ErrorKind::NotFound);
  }
  EXPECT_FALSE(decide(store(), "other", posted.id, Act::Restore, "Nadie lo pidió"));
  ASSERT_TRUE(appeal(store(), {.key = posted.appeal_key}, posted.id, "No vendo nada"));
  EXPECT_EQ(appeal(store(), {.key = posted.appeal_key}, posted.id, "¿Y?").error().kind, ErrorKind::Conflict);
  EXPECT_EQ(appeals(store()).value(), std::vector<std::string>{posted.id});
  EXPECT_EQ(decide(store(), "moderator", posted.id, Act::Uphold, "No").error().kind, ErrorKind::Conflict);
  ASSERT_TRUE(decide(store(), "other", posted.id, Act::Restore, "Tiene razón"));
  EXPECT_TRUE(appeals(store()).value().empty());
  EXPECT_EQ(texts({.consultation = id}).size(), 1U);

  ASSERT_TRUE(hide(store(), "other", posted.id, Reason::OffTopic, "No es del tema"));
  ASSERT_TRUE(appeal(store(), {.key = posted.appeal_key}, posted.id, "Lo es"));
  ASSERT_TRUE(decide(store(), "moderator", posted.id, Act::Uphold, "No lo es"));
  EXPECT_FALSE(appeal(store(), {.key = posted.appeal_key}, posted.id, "Insisto"));
  const auto all_steps = steps(store(), posted.id).value();
  ASSERT_EQ(all_steps.size(), 7U);
  EXPECT_EQ(all_steps[0].act, Act::Release);
  EXPECT_EQ(all_steps[1].reason, Reason::Advertising);
  EXPECT_EQ(all_steps[2].actor, "anonymous");
  EXPECT_EQ(log::entries_of(store(), posted.id, 20).value().size(), 8U);
  EXPECT_FALSE(log::verify(store()).value().broken);
}

TEST_P(ConsultationTest, TheSecretariatAnswersCommentsAndParagraphs) {
  const std::string id = open();
  const std::string comment = post(ana(), id, "Uno").value().id;
  ASSERT_TRUE(answer(store(), "secretariat", {id, 0, comment}, Outcome::PartlyAccepted, {{"es", "En parte"}, {"en", "In part"}}));
  ASSERT_TRUE(answer(store(), "secretariat", {id, 0, comment}, Outcome::Accepted, {{"es", "Del todo"}}));
  ASSERT_TRUE(answer(store(), "secretariat", {id, 2}, Outcome::Noted, {{"es", "Tomado en cuenta"}}));
  EXPECT_EQ(answer(store(), "secretariat", {id, 2}, Outcome::Noted, {}).error().place.file, "content");
  EXPECT_EQ(answer(store(), "secretariat", {id, 2}, Outcome::Noted, {{"fr", "Oui"}}).error().place.file, "content.fr");
  EXPECT_EQ(answer(store(), "secretariat", {id, 9}, Outcome::Noted, {{"es", "Sí"}}).error().kind, ErrorKind::NotFound);
  const auto to_comment = answers_to(store(), {id, 0, comment}).value();
  ASSERT_EQ(to_comment.size(), 2U);
  EXPECT_EQ(to_comment[0].content.at("en"), "In part");
  EXPECT_EQ(to_comment[1].outcome, Outcome::Accepted);
  EXPECT_EQ(answers_to(store(), {id, 2}).value().size(), 1U);
  const auto page = answers(store(), id, "", 2).value();
  ASSERT_EQ(page.size(), 2U);
  EXPECT_EQ(answers(store(), id, page.back().id).value().size(), 1U);
  const Status changed = store().write([](soci::session& session) -> Status {
    sql::run(session, "update consultation_answer set outcome = 'noted'");
    return {};
  });
  EXPECT_EQ(changed.error().kind, ErrorKind::Conflict);
}

TEST_P(ConsultationTest, ResultsAndOpenDataTellAll) {
  const std::string id = open();
  const std::string first = post(ana(), id, "=1+1, \"cita\"\nlínea").value().id;
  const std::string hidden = post(nobody(), id, "Insulto").value().id;
  ASSERT_TRUE(post(luis(), id, "Sobre todo", 0));
  ASSERT_TRUE(hide(store(), "moderator", hidden, Reason::Insult, "Contra una persona"));
  ASSERT_TRUE(answer(store(), "secretariat", {id, 0, first}, Outcome::Accepted, {{"es", "Sí"}}));
  ASSERT_TRUE(answer(store(), "secretariat", {id, 2}, Outcome::Noted, {{"es", "Visto"}}));
  ASSERT_TRUE(support(store(), luis(), {id, 2}));
  const auto points = results(store(), id).value();
  ASSERT_EQ(points.size(), 4U);
  EXPECT_EQ(points[0].comments, 1);
  EXPECT_EQ(points[2].comments, 1);
  EXPECT_EQ(points[2].by_standing[0], 1);
  EXPECT_EQ(points[2].hidden, 1);
  EXPECT_EQ(points[2].answered, 1);
  EXPECT_EQ(points[2].answers, 1);
  EXPECT_EQ(points[2].support, 1);

  const auto text = [&](auto&& write) {
    std::string out;
    EXPECT_TRUE(write([&](std::string_view part) -> Status {
      out += part;
      return {};
    }));
    return out;
  };
  const std::string csv = text([&](const Sink& sink) { return write_csv(store(), id, Table::Comments, sink); });
  EXPECT_NE(csv.find(first + ",2,,verified,2026-11-26T13:00:03.000Z,es,Ana,\"'=1+1, \"\"cita\"\"\nlínea\",0,0,1,\n"), std::string::npos) << csv;
  EXPECT_NE(csv.find(",es,,,0,0,0,insult\n"), std::string::npos) << csv;
  EXPECT_EQ(csv.find("Insulto"), std::string::npos);
  EXPECT_NE(text([&](const Sink& sink) { return write_csv(store(), id, Table::Paragraphs, sink); }).find("2,1,1,1,0,0,1,1,1,1\n"), std::string::npos);
  EXPECT_NE(text([&](const Sink& sink) { return write_csv(store(), id, Table::Answers, sink); }).find(",2,,noted,"), std::string::npos);
  const std::string json = text([&](const Sink& sink) { return write_json(store(), id, sink); });
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  ASSERT_EQ(parser.parse(json).get(root), simdjson::SUCCESS) << json;
  EXPECT_EQ(root["comments"].get_array().size(), 3U);
  EXPECT_EQ(root["answers"].get_array().size(), 2U);
  EXPECT_EQ(std::string_view(root["consultation"]["closes_local"]), "2026-12-31T23:59");
  EXPECT_EQ(json.find("Insulto"), std::string::npos);
  EXPECT_EQ(json.find("person-"), std::string::npos);
}

TEST_P(ConsultationTest, APersonsOwnIsTakenAwayWhenTheyAsk) {
  const std::string id = open();
  const std::string stays = post(ana(), id, "Se queda").value().id, goes = post(luis(), id, "Se va").value().id;
  ASSERT_TRUE(support(store(), ana(), {id, 2}));
  ASSERT_TRUE(store().write([&](soci::session& session) { return erase(session, store().now(), "person-ana", Said::Stays); }));
  ASSERT_TRUE(store().write([&](soci::session& session) { return erase(session, store().now(), "person-luis", Said::Goes); }));
  const Comment first = find_comment(store(), stays).value(), second = find_comment(store(), goes).value();
  EXPECT_EQ(first.name, "");
  EXPECT_EQ(first.text, "Se queda");
  EXPECT_EQ(second.text, "");
  EXPECT_EQ(second.hidden_for, Reason::Withdrawn);
  EXPECT_EQ(paragraphs(store(), id).value()[1].support, 1);
  EXPECT_TRUE(comments_of(store(), "person-ana").value().comments.empty());
  for (const char* table :
       {"select count(*) from consultation_comment where author like 'person%'", "select count(*) from consultation_support where person like 'person%'",
        "select count(*) from consultation_pace where subject like 'p:%'"}) {
    EXPECT_EQ(store().read([&](soci::session& session) -> Result<long long> { return sql::value<long long>(session, table).value(); }).value(), 0) << table;
  }
  EXPECT_EQ(texts({.consultation = id}).size(), 1U);
}

TEST_P(ConsultationTest, ItsAuthorWithdrawsAComment) {
  const std::string id = open();
  const Posted anonymous = post(nobody(), id, "Sin cuenta").value(), named = post(ana(), id, "Con cuenta").value();
  EXPECT_EQ(withdraw(store(), {.key = "guess"}, anonymous.id).error().kind, ErrorKind::NotFound);
  EXPECT_EQ(withdraw(store(), {.person = "person-luis"}, named.id).error().kind, ErrorKind::NotFound);
  ASSERT_TRUE(withdraw(store(), {.key = anonymous.appeal_key}, anonymous.id));
  // Also one that is hidden, whose appeal then ends.
  ASSERT_TRUE(hide(store(), "moderator", named.id, Reason::OffTopic, "Otra cosa"));
  ASSERT_TRUE(appeal(store(), {.person = "person-ana"}, named.id, "No"));
  ASSERT_TRUE(withdraw(store(), {.person = "person-ana"}, named.id));
  EXPECT_TRUE(appeals(store()).value().empty());
  EXPECT_EQ(withdraw(store(), {.person = "person-ana"}, named.id).error().kind, ErrorKind::Conflict);
  EXPECT_EQ(appeal(store(), {.person = "person-ana"}, named.id, "No").error().kind, ErrorKind::Conflict);
  for (const std::string& comment : {anonymous.id, named.id}) {
    const Comment gone = find_comment(store(), id, comment).value();
    EXPECT_EQ(gone.hidden_for, Reason::Withdrawn);
    EXPECT_EQ(gone.text + gone.name, "");
  }
  EXPECT_EQ(find_comment(store(), open(), named.id).error().kind, ErrorKind::NotFound);
  EXPECT_TRUE(log::verify(store()).value().broken == std::nullopt);
}

}  // namespace
}  // namespace atalaya::reg::consultation
