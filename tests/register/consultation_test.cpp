// The text, its times, who may speak, and what floods are refused.
#include "consultation_fixture.h"

namespace atalaya::reg::consultation {

ON_BOTH_DATABASES(ConsultationTest);
namespace {

TEST(ConsultationZone, IsThatOfThePlace) {
  const auto text = [](const char* local, const char* zone) {
    const auto instant = instant_of(local, zone, "closes");
    return instant ? instant_text(*instant) : instant.error().place.file;
  };
  EXPECT_EQ(text("2026-12-31T23:59", "America/Santiago"), "2027-01-01T02:59:00.000Z");
  EXPECT_EQ(text("2026-06-30T23:59", "America/Santiago"), "2026-07-01T03:59:00.000Z");
  EXPECT_EQ(text("2026-12-31T23:59", "UTC"), "2026-12-31T23:59:00.000Z");
  // Clocks in New York went from 02:00 to 03:00 on this day, and twice through 01:30 on the next.
  EXPECT_EQ(text("2026-03-08T02:30", "America/New_York"), "closes");
  EXPECT_EQ(text("2026-11-01T01:30", "America/New_York"), "2026-11-01T06:30:00.000Z");
  for (const char* bad : {"", "GMT+3", "America/Nowhere", "PST", "../etc/passwd", "Europe/\xff"}) EXPECT_EQ(text("2026-12-31T23:59", bad), "zone") << bad;
  for (const char* bad : {"", "2026-12-31", "2026-12-31 23:59", "2026-02-30T00:00", "2026-12-31T24:00", "2026-12-31T23:60"})
    EXPECT_EQ(text(bad, "UTC"), "closes") << bad;
  EXPECT_EQ(local_text(parse_instant("2027-01-01T02:59:00.000Z").value(), "America/Santiago"), "2026-12-31T23:59-03:00");
  EXPECT_EQ(local_text(parse_instant("2027-01-01T00:00:00.000Z").value(), "Asia/Kolkata"), "2027-01-01T05:30+05:30");
}

TEST(ConsultationForms, AreSignedAndHaveTheirTime) {
  const Forms forms(key, {}), others(std::string(32, 'x'), {});
  const Instant now(hours(1000));
  const std::string token = forms.open("c1", now);
  EXPECT_TRUE(forms.take(token, "c1", now + seconds(3)));
  EXPECT_EQ(forms.take(token, "c1", now + seconds(3)).value(), forms.take(token, "c1", now + hours(1)).value());
  EXPECT_EQ(forms.take(token, "c1", now + seconds(2)).error().kind, ErrorKind::Conflict);
  EXPECT_EQ(forms.take(token, "c1", now + hours(25)).error().kind, ErrorKind::Conflict);
  EXPECT_EQ(forms.take(token, "c2", now + seconds(3)).error().kind, ErrorKind::Input);
  EXPECT_EQ(others.take(token, "c1", now + seconds(3)).error().kind, ErrorKind::Input);
  std::string older = token;
  older[0] = older[0] == '1' ? '2' : '1';
  EXPECT_FALSE(forms.take(older, "c1", now + seconds(3)));
  for (const std::string& bad : {std::string(), std::string("."), std::string(500, 'a'), token.substr(0, token.size() - 1), token + "a"}) {
    EXPECT_FALSE(forms.take(bad, "c1", now + seconds(3))) << bad;
  }
  EXPECT_THROW(Forms("short", {}), std::logic_error);
}

TEST_P(ConsultationTest, ATextIsPublishedInAllItsLanguages) {
  const std::string id = open();
  const Consultation read = find(store(), id).value();
  EXPECT_EQ(read.title.at("pt"), "Agenda 2030");
  EXPECT_EQ(read.closes, "2027-01-01T02:59:00.000Z");
  EXPECT_EQ(read.closes_local, "2026-12-31T23:59");
  EXPECT_EQ(read.zone, "America/Santiago");
  const auto text = paragraphs(store(), id).value();
  ASSERT_EQ(text.size(), 3U);
  EXPECT_TRUE(text[0].heading);
  EXPECT_EQ(text[2].number, 3);
  EXPECT_EQ(text[2].content.at("pt"), "Parágrafo");
  EXPECT_EQ(all(store()).value().size(), 1U);
  EXPECT_EQ(find(store(), "none").error().kind, ErrorKind::NotFound);

  const std::pair<const char*, std::function<void(Draft&)>> cases[] = {
      {"paragraphs[2].content.pt", [](Draft& d) { d.paragraphs[1].content.erase("pt"); }},
      {"title.en", [](Draft& d) { d.title.erase("en"); }},
      {"title.fr", [](Draft& d) { d.title["fr"] = "x"; }},
      {"paragraphs", [](Draft& d) { d.paragraphs.clear(); }},
      {"languages",
       [](Draft& d) {
         d.languages = {"es", "es"};
       }},
      {"zone", [](Draft& d) { d.zone = "Mars/Olympus"; }},
      {"closes", [](Draft& d) { d.closes = "2026-11-25T00:00"; }},
      {"closes", [](Draft& d) { d.opens = "2020-01-01T00:00", d.closes = "2020-01-02T00:00"; }},
  };
  for (const auto& [field, spoil] : cases) {
    Draft draft = sample();
    spoil(draft);
    const auto bad = publish(store(), "secretariat", draft);
    ASSERT_FALSE(bad) << field;
    EXPECT_EQ(bad.error().place.file, field);
  }
}

TEST_P(ConsultationTest, ClosesAtItsInstantByTheStoresClock) {
  const std::string id = open();
  const Instant closes = parse_instant("2027-01-01T02:59:00.000Z").value();
  test_.clock().set(closes - seconds(4));
  const std::string last = comments_->open_form(id), late = comments_->open_form(id);
  test_.clock().set(closes - std::chrono::milliseconds(1));
  const auto in_time = comments_->post(ana(), {id, 2, "", "es", "A tiempo", last});
  ASSERT_TRUE(in_time) << in_time.error().to_string();
  test_.clock().set(closes);
  EXPECT_EQ(comments_->post(ana(), {id, 2, "", "es", "Tarde", late}).error().kind, ErrorKind::Conflict);
  EXPECT_EQ(support(store(), ana(), {id, 2}).error().kind, ErrorKind::Conflict);
  // What was acknowledged is acknowledged again, also now.
  EXPECT_EQ(comments_->post(ana(), {id, 2, "", "es", "A tiempo", last}).value().id, in_time->id);
  EXPECT_EQ(extend(store(), "secretariat", id, "2027-02-01T00:00").error().kind, ErrorKind::Conflict);
}

TEST_P(ConsultationTest, IsExtendedAndNeverCutShort) {
  const std::string id = open();
  EXPECT_EQ(extend(store(), "secretariat", id, "2026-12-30T00:00").error().place.file, "closes");
  EXPECT_TRUE(extend(store(), "secretariat", id, "2027-01-31T23:59"));
  EXPECT_EQ(find(store(), id).value().closes, "2027-02-01T02:59:00.000Z");
  Draft later = sample();
  later.opens = "2026-12-01T00:00";
  const std::string upcoming = publish(store(), "secretariat", later).value();
  EXPECT_EQ(post(ana(), upcoming, "Antes").error().kind, ErrorKind::Conflict);
}

TEST_P(ConsultationTest, TakesTheVoicesThatItNames) {
  const struct {
    Voice least;
    bool verified, registered, anonymous;
  } cases[] = {{Voice::Verified, true, false, false}, {Voice::Registered, true, true, false}, {Voice::Anonymous, true, true, true}};
  for (const auto& c : cases) {
    const std::string id = open(c.least);
    EXPECT_EQ(post(ana(), id, "Uno").has_value(), c.verified);
    EXPECT_EQ(post(luis(), id, "Dos").has_value(), c.registered);
    EXPECT_EQ(post(nobody(), id, "Tres").has_value(), c.anonymous);
    Speaker liar = nobody();
    liar.standing = Voice::Verified;
    EXPECT_EQ(post(liar, id, "Cuatro").has_value(), c.anonymous);
  }
}

TEST(ConsultationSpeaker, IsVerifiedFromASubstantialAssuranceOn) {
  Principal principal{.person = "p", .name = "Ana"};
  EXPECT_EQ(speaker_of(principal, "192.0.2.1").standing, Voice::Registered);
  principal.assurance = Assurance::Substantial;
  EXPECT_EQ(speaker_of(principal, "192.0.2.1").standing, Voice::Verified);
  const Speaker nobody = speaker_of({.assurance = Assurance::High}, "192.0.2.1");
  EXPECT_EQ(nobody.standing, Voice::Anonymous);
  EXPECT_EQ(nobody.address, "192.0.2.1");
}

TEST_P(ConsultationTest, RefusesWhatIsNoComment) {
  const std::string id = open(), other = open();
  EXPECT_EQ(post(ana(), id, "").error().place.file, "text");
  EXPECT_EQ(post(ana(), id, std::string(5001, 'x')).error().place.file, "text");
  EXPECT_EQ(post(ana(), id, "a\x01").error().place.file, "text");
  EXPECT_EQ(post(ana(), id, "Uno", 4).error().place.file, "paragraph");
  EXPECT_EQ(post(ana(), id, "Uno", -1).error().kind, ErrorKind::NotFound);
  EXPECT_EQ(post(ana(), id, "Uno", 2, "none").error().place.file, "parent");
  EXPECT_EQ(comments_->post(ana(), {id, 2, "", "fr", "Un", form(id)}).error().place.file, "language");
  EXPECT_EQ(comments_->post(ana(), {id, 2, "", "es", "Uno", form(other)}).error().place.file, "form");
  EXPECT_EQ(comments_->post(ana(), {id, 2, "", "es", "Uno", comments_->open_form(id)}).error().place.file, "form");
  const std::string elsewhere = post(ana(), other, "Allí").value().id;
  EXPECT_EQ(post(ana(), id, "Uno", 2, elsewhere).error().place.file, "parent");
  EXPECT_EQ(count(store(), {.consultation = id}).value(), 0);
}

TEST_P(ConsultationTest, TheSameTwiceIsOne) {
  const std::string id = open(), again = form(id);
  const Posted first = comments_->post(nobody(), {id, 2, "", "es", "Falta el presupuesto.", again}).value();
  const Posted second = comments_->post(nobody(), {id, 2, "", "es", "Falta el presupuesto.", again}).value();
  EXPECT_EQ(second.id, first.id);
  EXPECT_TRUE(second.repeated);
  EXPECT_EQ(second.appeal_key, first.appeal_key);
  EXPECT_EQ(comments_->post(nobody(), {id, 2, "", "es", "Otra cosa", again}).error().kind, ErrorKind::Conflict);

  const Posted third = post(nobody("198.51.100.7"), id, "falta  el PRESUPUESTO").value();
  EXPECT_EQ(third.id, first.id);
  EXPECT_TRUE(third.appeal_key.empty());
  EXPECT_EQ(find_comment(store(), first.id).value().repeats, 1);

  const std::string of_ana = post(ana(), id, "Falta el presupuesto.").value().id;
  EXPECT_NE(of_ana, first.id);
  EXPECT_EQ(post(ana(), id, "Falta el presupuesto").value().id, of_ana);
  EXPECT_NE(post(luis(), id, "Falta el presupuesto.").value().id, of_ana);
  EXPECT_NE(post(ana(), id, "Falta el presupuesto.", 3).value().id, of_ana);
  EXPECT_EQ(count(store(), {.consultation = id}).value(), 4);
}

TEST_P(ConsultationTest, PeopleAndAddressesHaveAPace) {
  comments_ = std::make_unique<Comments>(store(), Forms(key, {.person_in_an_hour = 2, .address_in_an_hour = 3}));
  const std::string id = open();
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(post(ana(), id, "Ana " + std::to_string(i)));
  const auto third = post(ana(), id, "Ana 3");
  ASSERT_FALSE(third);
  EXPECT_EQ(third.error().kind, ErrorKind::Conflict);
  EXPECT_NE(third.error().hint.find("60 minutes"), std::string::npos) << third.error().hint;
  ASSERT_TRUE(post(luis(), id, "Luis"));

  // An address of IPv6 is its household's.
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(post(nobody("2001:db8:1:2::" + std::to_string(i + 1)), id, "Uno " + std::to_string(i)));
  EXPECT_FALSE(post(nobody("2001:db8:1:2:ffff::1"), id, "Uno 4"));
  EXPECT_TRUE(post(nobody("2001:db8:1:3::1"), id, "Uno 5"));
  // Neither the address nor a hash of it alone is kept, and soon nothing.
  const auto subjects = [&] {
    return store().read([&](soci::session& session) -> Result<std::vector<std::tuple<std::string>>> {
      return sql::rows<std::string>(session, "select subject from consultation_pace");
    });
  };
  const auto kept = subjects().value();
  for (const auto& [subject] : kept) EXPECT_EQ(subject.find("2001"), std::string::npos);
  test_.clock().pass(minutes(61));
  EXPECT_TRUE(post(ana(), id, "Ana 4"));
}

TEST_P(ConsultationTest, ManyAtOnceLoseNothingAndDuplicateNothing) {
  const std::string id = open();
  constexpr int threads = 16, each = 15;
  std::vector<std::string> forms;
  for (int i = 0; i < threads * each; ++i) forms.push_back(comments_->open_form(id));
  test_.clock().pass(seconds(5));
  std::atomic<int> failed = 0, repeated = 0;
  {
    std::vector<std::jthread> all_threads;
    for (int t = 0; t < threads; ++t) {
      all_threads.emplace_back([&, t] {
        const Speaker speaker{"person-" + std::to_string(t), "Persona", Voice::Registered};
        for (int i = 0; i < each; ++i) {
          const NewComment comment{id, i % 3 + 1, "", "es", "Texto " + std::to_string(i), forms[static_cast<std::size_t>(t * each + i)]};
          const auto first = comments_->post(speaker, comment), second = comments_->post(speaker, comment);
          if (!first || !second || first->id != second->id) ++failed;
          if (second && second->repeated) ++repeated;
          // One of a group that is refused takes no other with it.
          if (comments_->post(speaker, {id, 99, "", "es", "No", forms[static_cast<std::size_t>(t * each + i)]})) ++failed;
        }
      });
    }
  }
  EXPECT_EQ(failed, 0);
  EXPECT_EQ(repeated, threads * each);
  EXPECT_EQ(count(store(), {.consultation = id}).value(), threads * each);
  EXPECT_EQ(log::verify(store()).value().head.sequence, threads * each + 1);
}

TEST_P(ConsultationTest, IsClosedBeforeItsTimeForAReasonAlone) {
  const std::string id = open();
  EXPECT_EQ(close(store(), "secretariat", id, "").error().place.file, "reason");
  EXPECT_FALSE(closing(store(), id).value());
  ASSERT_TRUE(close(store(), "secretariat", id, "Era otro texto"));
  EXPECT_EQ(closing(store(), id).value()->reason, "Era otro texto");
  EXPECT_EQ(closing(store(), id).value()->said, "2027-01-01T02:59:00.000Z");
  EXPECT_EQ(find(store(), id).value().phase(store().now()), Phase::Closed);
  EXPECT_EQ(post(ana(), id, "Tarde").error().kind, ErrorKind::Conflict);
  EXPECT_EQ(close(store(), "secretariat", id, "Otra vez").error().kind, ErrorKind::Conflict);
}

}  // namespace
}  // namespace atalaya::reg::consultation
