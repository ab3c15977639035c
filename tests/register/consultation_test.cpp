// Public consultation: the text and its times, posting and its limits, lists, support, moderation, answers, results and open data.
#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <random>
#include <ranges>
#include <set>
#include <thread>

#include "postgres.h"
#include "register/consultation/answers.h"
#include "register/consultation/cells.h"
#include "register/consultation/comment_list.h"
#include "register/consultation/comments.h"
#include "register/consultation/consultation.h"
#include "register/consultation/erasure.h"
#include "register/consultation/moderation.h"
#include "register/consultation/open_data.h"
#include "register/consultation/results.h"
#include "register/consultation/speaker.h"
#include "register/consultation/support.h"
#include "register/consultation/zone.h"
#include "register/store/log.h"
#include "register/store/random.h"
#include "register/store/statement.h"

namespace atalaya::reg::consultation {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

Draft sample() {
  Draft out;
  out.title = {{"es", "Agenda 2030"}, {"en", "Agenda 2030"}, {"pt", "Agenda 2030"}};
  out.introduction = {{"es", "Proyecto"}};
  for (const char* label : {"", "1", "2"}) {
    out.paragraphs.push_back({.number = 0, .label = label, .heading = *label == 0, .content = {{"es", "Párrafo"}, {"en", "Paragraph"}, {"pt", "Parágrafo"}}});
  }
  out.opens = "2026-11-26T08:00";
  out.closes = "2026-12-31T23:59";
  out.zone = "America/Santiago";
  return out;
}

const std::string key(32, 'k');

class ConsultationTest : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    NEEDS_DATABASE(test_);
    test_.clock().pass(hours(1));
    comments_ = std::make_unique<Comments>(store(), Forms(key, {}));
  }
  Store& store() { return test_.store(); }
  std::string open(Voice voice = Voice::Anonymous, Moderation moderation = Moderation::After) {
    Draft draft = sample();
    draft.voice = voice;
    draft.moderation = moderation;
    auto id = publish(store(), "secretariat", draft);
    if (!id) throw std::runtime_error(id.error().to_string());
    return *id;
  }
  /// A form that has been open for long enough.
  std::string form(const std::string& consultation) {
    const std::string out = comments_->open_form(consultation);
    test_.clock().pass(seconds(3));
    return out;
  }
  Result<Posted> post(const Speaker& speaker, const std::string& consultation, const std::string& text, int paragraph = 2, const std::string& parent = {}) {
    return comments_->post(speaker, {consultation, paragraph, parent, "es", text, form(consultation)});
  }
  std::vector<std::string> texts(CommentFilter filter) {
    std::vector<std::string> out;
    const CommentPage page = comments(store(), filter).value();
    for (const Comment& comment : page.comments) out.push_back(comment.text);
    EXPECT_EQ(count(store(), filter).value(), static_cast<long long>(out.size()));
    return out;
  }

  static Speaker ana() { return {"person-ana", "Ana", Voice::Verified}; }
  static Speaker luis() { return {"person-luis", "Luis", Voice::Registered}; }
  static Speaker nobody(const std::string& address = "192.0.2.1") { return {"", "", Voice::Anonymous, address}; }

  testing::TestStore test_{GetParam()};
  std::unique_ptr<Comments> comments_;
};
ON_BOTH_DATABASES(ConsultationTest);

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
  test_.clock().pass(hours(25));
  ASSERT_TRUE(forget(store()));
  EXPECT_TRUE(subjects().value().empty());
  EXPECT_EQ(store().read(
                [](soci::session& session) -> Result<long long> { return sql::value<long long>(session, "select count(*) from consultation_salt").value(); }),
            0);
}

TEST_P(ConsultationTest, CommentsAreListedByAnyFilter) {
  const std::string id = open();
  const std::string first = post(ana(), id, "Uno", 2).value().id;
  ASSERT_TRUE(post(luis(), id, "Dos", 3));
  ASSERT_TRUE(post(nobody(), id, "Tres", 0));
  ASSERT_TRUE(post(luis(), id, "Respuesta", 0, first));
  ASSERT_TRUE(comments_->post(luis(), {id, 2, "", "pt", "Quatro", form(id)}));
  ASSERT_TRUE(answer(store(), "secretariat", {id, 0, first}, Outcome::Accepted, {{"es", "Sí"}}));
  using Texts_ = std::vector<std::string>;
  EXPECT_EQ(texts({.consultation = id}), (Texts_{"Quatro", "Respuesta", "Tres", "Dos", "Uno"}));
  EXPECT_EQ(texts({.consultation = id, .paragraph = 2}), (Texts_{"Quatro", "Respuesta", "Uno"}));
  EXPECT_EQ(texts({.consultation = id, .paragraph = 2, .reply = false}), (Texts_{"Quatro", "Uno"}));
  EXPECT_EQ(texts({.consultation = id, .paragraph = 0}), Texts_{"Tres"});
  EXPECT_EQ(texts({.consultation = id, .standing = Voice::Verified}), Texts_{"Uno"});
  EXPECT_EQ(texts({.consultation = id, .language = "pt"}), Texts_{"Quatro"});
  EXPECT_EQ(texts({.consultation = id, .answered = true}), Texts_{"Uno"});
  EXPECT_EQ(texts({.consultation = id, .standing = Voice::Registered, .answered = false, .reply = false}), (Texts_{"Quatro", "Dos"}));
  EXPECT_EQ(texts({.consultation = id, .language = "pt", .answered = true}), Texts_{});
  EXPECT_EQ(support(store(), luis(), {id, 0, first}).value(), 1);
  EXPECT_EQ(texts({.consultation = id, .order = Order::Support}).front(), "Uno");
  EXPECT_EQ(comments(store(), {.consultation = id}, "none").error().place.file, "after");
}

TEST_P(ConsultationTest, PagesMeetWithoutGapOrRepetition) {
  comments_ = std::make_unique<Comments>(store(), Forms(key, {.person_in_an_hour = 100}));
  const std::string id = open();
  std::vector<std::string> ids;
  for (int i = 0; i < 25; ++i) ids.push_back(post(i % 2 == 0 ? ana() : luis(), id, "Texto " + std::to_string(i), i % 3 + 1).value().id);
  for (int i = 0; i < 25; i += 4) ASSERT_TRUE(support(store(), ana(), {id, 0, ids[static_cast<std::size_t>(i)]}));
  for (const Order order : {Order::Newest, Order::Support}) {
    std::set<std::string> seen;
    std::string after;
    long long support_before = 1'000'000;
    do {
      const CommentPage page = comments(store(), {.consultation = id, .order = order}, after, 7).value();
      for (const Comment& comment : page.comments) {
        EXPECT_TRUE(seen.insert(comment.id).second);
        if (order == Order::Support) {
          EXPECT_LE(comment.support, support_before);
        }
        support_before = comment.support;
      }
      after = page.next;
    } while (!after.empty());
    EXPECT_EQ(seen.size(), 25U);
  }
  EXPECT_EQ(comments_of(store(), "person-ana", "", 10).value().comments.size(), 10U);
}

TEST_P(ConsultationTest, ManyCommentsAreListedAsFewAre) {
  // So many that some filters walk all comments and others only their cells; what they find must be what there is.
  const std::string id = open();
  struct Made {
    std::string id;
    Cell cell;
    long long support;
  };
  std::vector<Made> all_made;
  std::mt19937 dice(7);
  const auto below = [&](unsigned end) { return static_cast<int>(dice() % end); };
  for (int i = 0; i < 13'000; ++i) {
    const Cell cell{.showing = all_showings.at(below(20) == 0 ? 2 : 0),
                    .paragraph = below(4),
                    .standing = all_voices.at(static_cast<std::size_t>(below(3))),
                    .language = below(10) == 0 ? 1 : 0,
                    .answered = below(50) == 0,
                    .reply = below(3) == 0};
    EXPECT_EQ(Cell::of(cell.number()).number(), cell.number());
    all_made.push_back({new_public_id(), cell, below(40)});
  }
  ASSERT_TRUE(store().write([&](soci::session& session) -> Status {
    const Terms terms = TRY(terms_of(session, id));
    std::map<long long, int> counts;
    for (const Made& made : all_made) ++counts[made.cell.number()];
    for (const auto& [number, comments_in] : counts) count_comments(session, terms.key, Cell::of(number), comments_in);
    for (std::size_t begin = 0; begin < all_made.size(); begin += 500) {
      sql::Statement rows("insert into consultation_comment (public_id, consultation, cell, name, content, instant, support, sameness) values ");
      for (std::size_t i = begin; i < begin + 500; ++i) {
        const Made& made = all_made[i];
        rows.text(i == begin ? "(" : ", (")
            .bind(made.id)
            .text(", ")
            .bind(terms.key)
            .text(", ")
            .bind(made.cell.number())
            .text(", '', 'x', ")
            .bind(store().now());
        rows.text(", ").bind(made.support).text(", ").bind(made.id).text(")");
      }
      sql::run(session, rows.sql(), rows.values());
    }
    return {};
  }));
  const CommentFilter filters[] = {{.consultation = id},
                                   {.consultation = id, .order = Order::Support},
                                   {.consultation = id, .paragraph = 2},
                                   {.consultation = id, .paragraph = 2, .standing = Voice::Verified, .order = Order::Support},
                                   {.consultation = id, .language = "es"},
                                   {.consultation = id, .language = "en", .answered = true},
                                   {.consultation = id, .answered = false, .order = Order::Support},
                                   {.consultation = id, .answered = true, .reply = true},
                                   {.consultation = id, .showing = Showing::Hidden}};
  for (const CommentFilter& filter : filters) {
    std::vector<const Made*> expected;
    for (const Made& made : all_made | std::views::reverse) {
      const Cell& cell = made.cell;
      const bool fits = cell.showing == filter.showing && (!filter.paragraph || cell.paragraph == *filter.paragraph) &&
                        (!filter.standing || cell.standing == *filter.standing) && (!filter.language || cell.language == (*filter.language == "en" ? 1 : 0)) &&
                        (!filter.answered || cell.answered == *filter.answered) && (!filter.reply || cell.reply == *filter.reply);
      if (fits) expected.push_back(&made);
    }
    if (filter.order == Order::Support) std::ranges::stable_sort(expected, std::greater<>(), &Made::support);
    EXPECT_EQ(count(store(), filter).value(), static_cast<long long>(expected.size()));
    std::vector<std::string> wanted, found;
    for (const Made* made : expected) wanted.push_back(made->id);
    std::string after;
    do {
      const CommentPage page = comments(store(), filter, after, 1000).value();
      for (const Comment& comment : page.comments) found.push_back(comment.id);
      after = page.next;
    } while (!after.empty());
    EXPECT_EQ(found, wanted);
  }
}

TEST_P(ConsultationTest, AThreadShowsWhatIsHiddenWithoutItsText) {
  const std::string id = open();
  const std::string root = post(ana(), id, "Uno").value().id;
  const std::string reply = post(luis(), id, "Insulto", 2, root).value().id;
  const std::string below = post(ana(), id, "Respuesta a la respuesta", 2, reply).value().id;
  ASSERT_TRUE(hide(store(), "moderator", reply, Reason::Insult, "Contra una persona"));
  const CommentPage page = thread(store(), root).value();
  ASSERT_EQ(page.comments.size(), 2U);
  EXPECT_EQ(page.comments[0].text, "");
  EXPECT_EQ(page.comments[0].name, "");
  EXPECT_EQ(page.comments[0].hidden_for, Reason::Insult);
  EXPECT_EQ(page.comments[1].id, below);
  EXPECT_EQ(page.comments[1].parent, reply);
  EXPECT_EQ(thread(store(), root, page.comments[0].id).value().comments.size(), 1U);
  EXPECT_FALSE(post(luis(), id, "Más", 2, reply));
}

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

}  // namespace
}  // namespace atalaya::reg::consultation
