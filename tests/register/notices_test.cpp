// Notices from the log to the server's answer, the declaration of privacy and what it deletes, on both databases; the server of the test is an object.
#include <gtest/gtest.h>

#include <cstdlib>

#include "agenda/pack_reader.h"
#include "base/text.h"
#include "register/notices/choice.h"
#include "register/notices/message.h"
#include "register/notices/office.h"
#include "register/notices/outgoing.h"
#include "register/notices/queue.h"
#include "register/people/roles.h"
#include "register/privacy/erasing.h"
#include "register/privacy/own_data.h"
#include "register/privacy/retention.h"
#include "register/submissions/review.h"
#include "submission_fixture.h"

namespace atalaya::testing {
namespace {

using namespace std::chrono_literals;
using reg::notices::Delivery;
using Outcome = Delivery::Outcome;

const Agenda& agenda() {
  static const Agenda one = load_agenda(std::string(ATALAYA_SOURCE) + "/agendas/elac2022").value();
  return one;
}

class FakeServer : public reg::notices::Mailer {
 public:
  Delivery send(const std::string&, const std::string& to, const std::string& bytes) override {
    sent.emplace_back(to, bytes);
    return next;
  }
  Delivery next{Outcome::Sent, {}};
  std::vector<std::pair<std::string, std::string>> sent;
};

class NoticesTest : public SubmissionFixture {
 protected:
  void SetUp() override {
    SubmissionFixture::SetUp();
    if (IsSkipped()) return;
    grant(ana_, reg::Role::FocalPoint, "URY");
    grant(bea_, reg::Role::FocalPoint, "ARG");
    grant(rita_, reg::Role::WorkingGroup, "URY");
    static_cast<void>(reg::notices::spread(store()).value());
    store_clear();
  }
  void store_clear() {
    ASSERT_TRUE(store().write([](soci::session& session) -> Status {
      reg::sql::run(session, "delete from notice");
      return {};
    }));
  }
  void grant(const std::string& who, reg::Role role, const std::string& country) {
    ASSERT_TRUE(reg::roles::grant(store(), reg::system_actor, {.person = who, .role = role, .country = country}));
  }
  reg::notices::Tally send() {
    static const Locale english = Locale::make("en", std::string(ATALAYA_SOURCE)).value();
    return reg::notices::send_due(
               store(), server_,
               {.agenda = agenda(), .locale = [](const std::string&) -> const Locale& { return english; }, .site = "https://o.example", .from = "r@o.example"})
        .value();
  }
  long long count(const std::string& state) { return reg::notices::counts(store()).value()[state]; }
  FakeServer server_;
};
ON_BOTH_DATABASES(NoticesTest);

TEST_P(NoticesTest, TellWhoMayDoTheNextThingOnce) {
  answer_some();
  ASSERT_TRUE(submit());
  EXPECT_EQ(reg::notices::spread(store()).value(), 1);
  EXPECT_EQ(reg::notices::spread(store()).value(), 0);
  EXPECT_EQ(send().sent, 1);
  ASSERT_EQ(server_.sent.size(), 1U);
  EXPECT_EQ(server_.sent[0].first, "rita@example.org");
  EXPECT_EQ(send().sent, 0);
  ASSERT_TRUE(reg::review::take(store(), rita_, submission_, reg::Step::TakeUp));
  ASSERT_TRUE(reg::review::remark(store(), questionnaire_, rita_, submission_, "", "Cite it."));
  ASSERT_TRUE(reg::review::remark(store(), questionnaire_, rita_, submission_, "", "And this."));
  ASSERT_TRUE(reg::review::take(store(), rita_, submission_, reg::Step::Return));
  EXPECT_EQ(reg::notices::spread(store()).value(), 2);  // Two remarks are one notice that waits; and the return.
  EXPECT_EQ(send().sent, 2);
  EXPECT_EQ(server_.sent.back().first, "ana@example.org");
  expect_sound_log();
}

TEST_P(NoticesTest, AreTriedAgainLater) {
  answer_some();
  ASSERT_TRUE(submit());
  ASSERT_TRUE(reg::notices::spread(store()));
  server_.next = {Outcome::Later, "451 RCPT"};
  EXPECT_EQ(send().later, 1);
  EXPECT_EQ(send().later, 0);  // Not at once.
  test_.clock().pass(4min);
  EXPECT_EQ(send().later, 0);
  test_.clock().pass(2min);
  EXPECT_EQ(send().later, 1);
  test_.clock().pass(9min);
  EXPECT_EQ(send().later, 0);
  test_.clock().pass(2min);
  server_.next = {Outcome::Sent, {}};
  EXPECT_EQ(send().sent, 1);
  EXPECT_EQ(count("sent"), 1);
}

TEST_P(NoticesTest, AreGivenUpAfterDaysAndAddressesThatBounceAreNotTriedAgain) {
  answer_some();
  ASSERT_TRUE(submit());
  ASSERT_TRUE(reg::notices::spread(store()));
  server_.next = {Outcome::NoServer, "no connection"};
  EXPECT_EQ(send().trouble, "no connection");
  test_.clock().pass(24h * 6);
  EXPECT_EQ(send().trouble, "no connection");
  EXPECT_EQ(count("failed"), 1);
  const std::string failed = reg::notices::list(store(), "failed").value().at(0).id;
  ASSERT_TRUE(reg::notices::retry(store(), reg::system_actor, failed));
  EXPECT_FALSE(reg::notices::retry(store(), reg::system_actor, failed));
  server_.next = {Outcome::BadAddress, "550 RCPT"};
  EXPECT_EQ(send().failed, 1);
  ASSERT_EQ(reg::notices::bounced(store()).value().size(), 1U);
  EXPECT_EQ(reg::notices::bounced(store()).value()[0].email, "rita@example.org");
  ASSERT_TRUE(reg::review::take(store(), raul_, submission_, reg::Step::TakeUp));
  ASSERT_TRUE(reg::review::remark(store(), questionnaire_, raul_, submission_, "", "Cite it."));
  ASSERT_TRUE(reg::review::reply(store(), ana_, reg::review::remarks(store(), submission_).value().at(0).id, "It is."));
  ASSERT_TRUE(reg::notices::spread(store()));
  const std::size_t before = server_.sent.size();
  server_.next = {Outcome::Sent, {}};
  static_cast<void>(send());
  for (std::size_t i = before; i < server_.sent.size(); ++i) EXPECT_NE(server_.sent[i].first, "rita@example.org");
  EXPECT_EQ(count("failed"), 2);
}

TEST_P(NoticesTest, ComeOnceADayOrNotAtAllWhereSomebodyWantsThat) {
  ASSERT_TRUE(reg::notices::choose(store(), rita_, reg::notices::Wanted::Daily));
  answer_some();
  ASSERT_TRUE(submit());
  ASSERT_TRUE(reg::notices::spread(store()));
  EXPECT_EQ(send().sent, 0);
  ASSERT_TRUE(reg::review::take(store(), raul_, submission_, reg::Step::TakeUp));
  ASSERT_TRUE(reg::review::remark(store(), questionnaire_, raul_, submission_, "", "Cite it."));
  ASSERT_TRUE(reg::review::reply(store(), ana_, reg::review::remarks(store(), submission_).value().at(0).id, "It is."));
  ASSERT_TRUE(reg::notices::choose(store(), ana_, reg::notices::Wanted::None));
  ASSERT_TRUE(reg::notices::spread(store()));
  test_.clock().pass(24h);
  EXPECT_EQ(send().sent, 1 + 0);
  EXPECT_EQ(server_.sent.back().first, "rita@example.org");
  EXPECT_EQ(count("sent"), 2);
}

TEST_P(NoticesTest, RemindOfWhatIsDue) {
  EXPECT_EQ(reg::notices::remind(store()).value(), 0);
  test_.clock().set(std::chrono::sys_days(std::chrono::year(2027) / 2 / 20));
  EXPECT_EQ(reg::notices::remind(store()).value(), 2);  // URY, whose report is begun, and ARG, whose is not.
  EXPECT_EQ(reg::notices::remind(store()).value(), 0);
  EXPECT_EQ(send().sent, 2);
  test_.clock().set(std::chrono::sys_days(std::chrono::year(2027) / 2 / 27));
  EXPECT_EQ(reg::notices::remind(store()).value(), 2);
  test_.clock().set(std::chrono::sys_days(std::chrono::year(2027) / 3 / 5));
  EXPECT_EQ(reg::notices::remind(store()).value(), 0);
}

TEST_P(NoticesTest, InvitationsHaveALinkOfTheirOwn) {
  ASSERT_TRUE(reg::invitations::invite(store(), reg::system_actor, {.name = "New", .email = "new@example.org", .role = reg::Role::Observer, .country = "URY"}));
  ASSERT_TRUE(reg::notices::spread(store()));
  EXPECT_EQ(send().sent, 1);
  ASSERT_EQ(server_.sent.size(), 1U);
  EXPECT_EQ(server_.sent[0].first, "new@example.org");
}

TEST_P(NoticesTest, ErasingTakesWhatIsPersonalAndLeavesTheLogSound) {
  reg::Sessions sessions(store());
  reg::Accounts accounts(store(), sessions, {.cost = {1, 64, 1}});
  answer_some();
  ASSERT_TRUE(submit());
  ASSERT_TRUE(reg::notices::spread(store()));
  const std::string mine = reg::privacy::export_json(store(), ana_).value();
  for (const char* part : {"ana@example.org", "\"answers\"", "LAW.STATE", "submission.submit"}) EXPECT_TRUE(mine.contains(part)) << part;
  EXPECT_FALSE(mine.contains("rita@"));
  ASSERT_TRUE(reg::privacy::erase(store(), accounts, ana_, ana_, reg::consultation::Said::Stays));
  ASSERT_TRUE(reg::privacy::erase(store(), accounts, rita_, rita_, reg::consultation::Said::Goes));
  EXPECT_FALSE(reg::privacy::export_json(store(), ana_));
  EXPECT_EQ(count("waiting"), 0);
  EXPECT_TRUE(reg::people::find_person(store(), ana_).value().email.empty());
  EXPECT_EQ(reg::submissions::versions(store(), submission_).value().size(), 1U);
  expect_sound_log();
}

TEST_P(NoticesTest, WhatIsOverItsTimeIsDeleted) {
  reg::Sessions sessions(store());
  reg::Accounts accounts(store(), sessions, {.cost = {1, 64, 1}});
  const auto policy = reg::load_privacy_policy(std::string(ATALAYA_SOURCE) + "/agendas/elac2022", agenda()).value();
  ASSERT_TRUE(policy);
  ASSERT_TRUE(sessions.open(ana_, reg::Assurance::Low, "password"));
  ASSERT_TRUE(reg::invitations::invite(store(), reg::system_actor, {.name = "New", .email = "new@example.org", .role = reg::Role::Observer, .country = "URY"}));
  ASSERT_TRUE(reg::notices::spread(store()));
  static_cast<void>(send());
  EXPECT_TRUE(reg::privacy::sweep(store(), accounts, *policy).value().empty());
  test_.clock().pass(24h * 120);
  auto swept = reg::privacy::sweep(store(), accounts, *policy).value();
  EXPECT_EQ(swept[reg::PersonalData::Sessions], 1);
  EXPECT_EQ(swept[reg::PersonalData::Invitations], 1);
  EXPECT_EQ(swept[reg::PersonalData::Notices], 1);
  test_.clock().pass(24h * 800);
  swept = reg::privacy::sweep(store(), accounts, *policy).value();
  EXPECT_EQ(swept[reg::PersonalData::People], 1);  // Raúl, who never had a role; the others have theirs still.
  EXPECT_TRUE(reg::people::find_person(store(), raul_).value().email.empty());
  EXPECT_FALSE(reg::people::find_person(store(), ana_).value().email.empty());
  expect_sound_log();
}

TEST(Messages, HaveNoHeaderThatATextBegan) {
  reg::notices::Message message{
      .from = "r@o.example", .to = "a@b.example", .subject = "Uno\r\nBcc: all@b.example\r\n\r\nhello", .text = "x\n.\ny", .language = "es", .id = "abc"};
  const std::string bytes = reg::notices::to_bytes(message).value();
  EXPECT_FALSE(bytes.contains("\nBcc"));
  EXPECT_EQ(bytes.find("\r\n\r\n"), bytes.rfind("base64\r\n\r\n") + 6);
  for (const std::string& bad : {std::string("a@b.example\r\nBcc: c@d.example"), std::string("a@b.example>"), std::string("a b@c.example"), std::string("")}) {
    message.to = bad;
    EXPECT_FALSE(reg::notices::to_bytes(message)) << bad;
  }
  message.to = "a@b.example";
  message.id = "x>\r\nBcc: y";
  EXPECT_FALSE(reg::notices::to_bytes(message));
  const std::string word = reg::notices::header_text("Se devolvió el informe de " + std::string(300, 'x') + "ñandú\n");
  for (const std::string_view line : split(word, '\n')) EXPECT_LE(line.size(), 77U);
  EXPECT_TRUE(reg::notices::header_text("a =?utf-8?Q?b?=").starts_with("=?utf-8?B?"));
}

std::vector<std::string> mail_faults(const std::string& text) {
  Faults faults;
  const auto file = YamlNode::parse(text, "mail.yaml", faults);
  const auto mail = file ? reg::read_mail_configuration(*file, "/nonexistent", faults) : std::nullopt;
  std::vector<std::string> out;
  for (const Error& fault : faults.errors()) out.push_back(fault.what);
  EXPECT_EQ(mail.has_value(), out.empty());
  return out;
}

TEST(MailConfiguration, IsCheckedWithPlaces) {
  EXPECT_TRUE(mail_faults("server: smtp://mail.example.org:587\nfrom: r@example.org\n").empty());
  EXPECT_TRUE(mail_faults("server: smtp://127.0.0.1:2525\nsecurity: none\nfrom: r@example.org\n").empty());
  for (const char* bad :
       {"server: smtp://mail.example.org\nsecurity: none\nfrom: r@example.org\n", "server: http://x\nfrom: r@example.org\n",
        "server: smtp://u:p@x.example\nfrom: r@example.org\n", "server: smtp://x.example/path\nfrom: r@example.org\n",
        "server: smtp://x.example\nfrom: \"r@example.org\\nBcc: x@y.example\"\n", "server: smtps://x.example\nsecurity: starttls\nfrom: r@example.org\n",
        "server: smtp://x.example\nfrom: r@example.org\nuser: a\n", "server: smtp://x.example\nfrom: r@example.org\npassword: secret\n",
        "server: smtp://x.example:99999\nfrom: r@example.org\n", "[]\n", "server: smtp://x.example\n"}) {
    EXPECT_FALSE(mail_faults(bad).empty()) << bad;
  }
}

TEST(PrivacyPolicy, DeclaresEveryKindOnce) {
  const auto faults_of = [](const std::string& text) {
    Faults faults;
    const auto file = YamlNode::parse(text, "privacy.yaml", faults);
    const auto policy = file ? reg::read_privacy_policy(*file, agenda(), faults) : std::nullopt;
    EXPECT_EQ(policy.has_value(), faults.empty());
    std::string all;
    for (const Error& fault : faults.errors()) all += fault.to_string() + "\n";
    return all;
  };
  EXPECT_TRUE(faults_of("controller: {es: a, en: b, pt: c}\nkinds: []\n").contains("'sessions' is not declared"));
  EXPECT_TRUE(faults_of("kinds:\n  - {id: shoe_sizes}\n").contains("privacy.yaml:2"));
  EXPECT_TRUE(faults_of("kinds:\n  - {id: sessions, days: 0}\n").contains("1 to 400 days"));
  EXPECT_TRUE(faults_of("kinds:\n  - {id: log, days: 3}\n").contains("does not delete"));
  EXPECT_TRUE(faults_of("[1]\n").contains("a map"));
}

}  // namespace
}  // namespace atalaya::testing
