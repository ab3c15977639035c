// People, roles and invitations, the same on both databases.
#include <gtest/gtest.h>

#include <set>

#include "postgres.h"
#include "register/people/fields.h"
#include "register/people/invitations.h"
#include "register/people/pass_on.h"
#include "register/people/people.h"
#include "register/people/roles.h"
#include "register/store/log.h"
#include "register/store/random.h"
#include "register/store/sql.h"

namespace atalaya::reg {
namespace {

using namespace std::chrono_literals;

class PeopleTest : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { NEEDS_DATABASE(test_); }
  Store& store() { return test_.store(); }
  std::string person(const std::string& name) {
    auto id = people::add_person(store(), system_actor, {.id = {}, .name = name, .email = name + "@example.org"});
    EXPECT_TRUE(id) << id.error().to_string();
    return id.value();
  }
  std::string grant(const std::string& who, Role role, const std::string& country) {
    auto id = roles::grant(store(), system_actor, {.person = who, .role = role, .country = country});
    EXPECT_TRUE(id) << id.error().to_string();
    return id.value();
  }
  /// "role country" of what somebody holds now.
  std::string held(const std::string& who) {
    std::string out;
    for (const auto all = roles::grants_at(store(), store().now(), who).value(); const roles::Grant& one : all) {
      out += (out.empty() ? "" : ", ") + std::string(to_string(one.role)) + " " + one.country;
    }
    return out;
  }
  std::vector<std::string> logged() {
    std::vector<std::string> out;
    for (const auto all = log::entries(store(), 0, 1000).value(); const log::Record& one : all) out.push_back(one.action);
    return out;
  }
  /// After every test: the log is whole, and nothing personal is in it.
  void TearDown() override {
    if (!test_.available()) return;
    EXPECT_FALSE(log::verify(store()).value().broken);
    for (const auto all = log::entries(store(), 0, 1000).value(); const log::Record& one : all) {
      for (const std::string& text : {one.actor, one.subject, one.details, one.action}) EXPECT_EQ(text.find('@'), std::string::npos) << text;
      EXPECT_TRUE(one.actor == system_actor || is_public_id(one.actor)) << one.actor;
    }
  }

  testing::TestStore test_{GetParam()};
};
ON_BOTH_DATABASES(PeopleTest);

TEST_P(PeopleTest, AnAddressIsOnePersons) {
  const std::string ana = person("ana");
  EXPECT_TRUE(is_public_id(ana));
  EXPECT_EQ(people::add_person(store(), system_actor, {.id = {}, .name = "Other", .email = "ANA@Example.org"}).error().kind, ErrorKind::Conflict);
  const std::string bea = person("bea");
  EXPECT_EQ(people::change_person(store(), bea, {.id = bea, .name = "Bea", .email = "ana@example.org"}).error().kind, ErrorKind::Conflict);
  ASSERT_TRUE(people::change_person(store(), bea, {.id = bea, .name = "Beatriz", .email = "b@example.org", .language = "pt"}));
  EXPECT_EQ(people::find_person(store(), bea).value().name, "Beatriz");
  EXPECT_EQ(people::all_people(store()).value().size(), 2U);
  EXPECT_EQ(people::all_people(store(), ana, 10).value().front().id, bea);
  EXPECT_EQ(people::find_person(store(), "x' or '1'='1").error().kind, ErrorKind::NotFound);
}

TEST_P(PeopleTest, EveryTextIsTextAndNothingElse) {
  // Each is kept as it is, or refused; none has an effect.
  for (const char* text : {"'; drop table person; --", "\" or 1=1", ":name $1 ?1 {id}", "<script>alert(1)</script>", "%_\\", "O'Higgins", "ñandú 😀"}) {
    const auto id = people::add_person(store(), system_actor, {.id = {}, .name = text, .email = new_public_id() + "@example.org"});
    ASSERT_TRUE(id) << text;
    EXPECT_EQ(people::find_person(store(), *id).value().name, text);
    const auto organisation = people::add_organisation(store(), *id, text, "URY");
    ASSERT_TRUE(organisation);
    ASSERT_TRUE(people::join(store(), *id, *id, *organisation));
    EXPECT_EQ(people::organisations_of(store(), *id).value().at(0).name, text);
    EXPECT_FALSE(roles::grant(store(), system_actor, {.person = text, .role = Role::Citizen}));
    EXPECT_FALSE(invitations::look_up(store(), text));
    EXPECT_FALSE(invitations::revoke(store(), *id, text));
    EXPECT_FALSE(roles::end(store(), *id, text, text));
    EXPECT_FALSE(people::join(store(), text, *id, text));
  }
  for (const std::string& name : {std::string(), std::string("a\nb"), std::string("a\0b", 3), std::string("\xff"), std::string(" a"), std::string(300, 'x'),
                                  std::string("a\xE2\x80\xAE"
                                              "b"),
                                  std::string(1'000'000, 'y')}) {
    EXPECT_EQ(people::add_person(store(), system_actor, {.id = {}, .name = name, .email = "x@example.org"}).error().kind, ErrorKind::Input);
    EXPECT_FALSE(people::add_organisation(store(), system_actor, name, ""));
  }
  for (const char* email :
       {"", "a", "a@", "@b.c", "a@b", "a@b@c.d", "a b@c.d", "a@b..c", "a@-b.c", ".a@b.c", "a@b.c\nBcc: x@y.z", "\"a\"@b.c", "a@[1.2.3.4]", "a,b@c.d"}) {
    EXPECT_FALSE(check_email(email)) << email;
  }
  for (const char* email : {"a@b.co", "o'brien+x@sub.example.org", "A.B@example.org"}) EXPECT_TRUE(check_email(email)) << email;
}

TEST_P(PeopleTest, MembershipIsDated) {
  const std::string ana = person("ana"), ministry = people::add_organisation(store(), system_actor, "Ministry", "ARG").value();
  ASSERT_TRUE(people::join(store(), system_actor, ana, ministry));
  EXPECT_EQ(people::join(store(), system_actor, ana, ministry).error().kind, ErrorKind::Conflict);
  ASSERT_TRUE(people::leave(store(), ana, ana, ministry));
  EXPECT_EQ(people::leave(store(), ana, ana, ministry).error().kind, ErrorKind::NotFound);
  test_.clock().pass(1h);
  ASSERT_TRUE(people::join(store(), system_actor, ana, ministry));
  ASSERT_TRUE(people::close_organisation(store(), system_actor, ministry));
  EXPECT_TRUE(people::organisations_of(store(), ana).value().empty());
  EXPECT_TRUE(people::organisations(store()).value().at(0).closed);
  EXPECT_EQ(people::join(store(), system_actor, ana, ministry).error().kind, ErrorKind::NotFound);
}

TEST_P(PeopleTest, RolesAreHeldForWhatTheyCanBe) {
  const std::string ana = person("ana");
  const auto tries = [&](Role role, const std::string& country) {
    return roles::grant(store(), system_actor, {.person = ana, .role = role, .country = country});
  };
  EXPECT_EQ(tries(Role::FocalPoint, "").error().kind, ErrorKind::Input);
  EXPECT_EQ(tries(Role::Secretariat, "ARG").error().kind, ErrorKind::Input);
  EXPECT_EQ(tries(Role::Anonymous, "").error().kind, ErrorKind::Input);
  EXPECT_EQ(tries(Role::Observer, "arg").error().kind, ErrorKind::Input);
  ASSERT_TRUE(tries(Role::Observer, ""));
  ASSERT_TRUE(tries(Role::Observer, "ARG"));
  EXPECT_EQ(tries(Role::Observer, "ARG").error().kind, ErrorKind::Conflict);
  EXPECT_EQ(held(ana), "observer , observer ARG");
}

TEST_P(PeopleTest, ARoleEndsAndStaysAsWhatItWas) {
  const std::string ana = person("ana"), role = grant(ana, Role::FocalPoint, "ARG");
  const std::string before = store().now();
  test_.clock().pass(1h);
  ASSERT_TRUE(roles::end(store(), system_actor, role, "another post"));
  EXPECT_EQ(held(ana), "");
  EXPECT_EQ(roles::grants_at(store(), before, ana).value().size(), 1U);
  EXPECT_EQ(roles::end(store(), system_actor, role, "").error().kind, ErrorKind::Conflict);
  ASSERT_EQ(roles::history(store(), ana).value().size(), 1U);
  EXPECT_EQ(roles::history(store(), ana).value()[0].until, store().now());
  EXPECT_EQ(roles::history(store(), ana).value()[0].reason, "another post");
}

TEST_P(PeopleTest, ARoleWithAnEndEndsByItself) {
  const std::string ana = person("ana");
  ASSERT_TRUE(roles::grant(store(), system_actor, {.person = ana, .role = Role::Observer, .until = "2026-11-26T13:00:00.000Z"}));
  EXPECT_FALSE(roles::grant(store(), system_actor, {.person = ana, .role = Role::Citizen, .until = "2026-11-26T12:00:00.000Z"}));
  EXPECT_FALSE(roles::grant(store(), system_actor, {.person = ana, .role = Role::Citizen, .until = "tomorrow"}));
  EXPECT_EQ(held(ana), "observer ");
  test_.clock().pass(1h);
  EXPECT_EQ(held(ana), "");
}

TEST_P(PeopleTest, AFocalPointDelegatesForATime) {
  const std::string ana = person("ana"), bea = person("bea"), eve = person("eve"), role = grant(ana, Role::FocalPoint, "ARG");
  EXPECT_FALSE(roles::delegate(store(), eve, role, eve, {}, "")) << "nobody takes a role";
  const std::string delegated = roles::delegate(store(), ana, role, bea, "2026-12-26T12:00:00.000Z", "holidays").value();
  EXPECT_EQ(held(ana), "focal_point ARG");
  EXPECT_EQ(held(bea), "focal_point ARG");
  EXPECT_EQ(roles::history(store(), bea).value()[0].delegated_from, role);
  EXPECT_FALSE(roles::delegate(store(), bea, delegated, eve, {}, ""));
  EXPECT_FALSE(roles::hand_over(store(), bea, delegated, eve, ""));
  EXPECT_FALSE(roles::delegate(store(), ana, role, bea, {}, ""));
  ASSERT_TRUE(roles::end(store(), system_actor, role, ""));
  EXPECT_EQ(held(bea), "");
  EXPECT_TRUE(roles::history(store(), bea).value()[0].until <= store().now());
}

TEST_P(PeopleTest, ADelegationEndsWithWhatItStandsOn) {
  const std::string ana = person("ana"), bea = person("bea");
  const auto role = roles::grant(store(), system_actor, {.person = ana, .role = Role::FocalPoint, .country = "ARG", .until = "2026-11-26T13:00:00.000Z"});
  EXPECT_FALSE(roles::delegate(store(), ana, *role, bea, {}, ""));
  EXPECT_FALSE(roles::delegate(store(), ana, *role, bea, "2026-11-26T14:00:00.000Z", ""));
  ASSERT_TRUE(roles::delegate(store(), ana, *role, bea, "2026-11-26T12:30:00.000Z", ""));
  EXPECT_EQ(held(bea), "focal_point ARG");
  test_.clock().pass(30min);
  EXPECT_EQ(held(bea), "");
  EXPECT_EQ(held(ana), "focal_point ARG");
}

TEST_P(PeopleTest, AHandOverMayBeginLater) {
  const std::string ana = person("ana"), bea = person("bea"), eve = person("eve"), role = grant(ana, Role::FocalPoint, "ARG");
  const std::string later = "2026-11-28T00:00:00.000Z", over = "2027-01-01T00:00:00.000Z";
  EXPECT_FALSE(roles::hand_over(store(), ana, role, bea, "", "soon"));
  const std::string next = roles::hand_over(store(), ana, role, bea, "", later).value();
  EXPECT_EQ(held(ana), "focal_point ARG");
  EXPECT_EQ(held(bea), "");
  EXPECT_EQ(roles::find(store(), role)->until, later);
  EXPECT_EQ(roles::find(store(), next)->since, later);
  EXPECT_EQ(roles::present_and_coming(store()).value().size(), 2U);
  EXPECT_FALSE(roles::hand_over(store(), ana, role, eve, "", over)) << "it is no more hers then";
  const std::string between = roles::hand_over(store(), ana, role, eve, "", "2026-11-27T00:00:00.000Z").value();
  EXPECT_EQ(roles::find(store(), between)->until, later);
  ASSERT_TRUE(roles::end(store(), system_actor, between, "a slip")) << "what is only to begin never does";
  test_.clock().pass(24h);
  EXPECT_EQ(held(ana) + held(eve), "");
  test_.clock().pass(24h);
  EXPECT_EQ(held(bea), "focal_point ARG");
}

TEST_P(PeopleTest, ADelegationIsTakenBackAndGivenBack) {
  const std::string ana = person("ana"), bea = person("bea"), eve = person("eve"), role = grant(ana, Role::FocalPoint, "ARG");
  const std::string one = roles::delegate(store(), ana, role, bea, {}, "").value();
  EXPECT_FALSE(roles::take_back(store(), eve, one));
  EXPECT_FALSE(roles::take_back(store(), ana, role)) << "it was not delegated";
  ASSERT_TRUE(roles::take_back(store(), ana, one));
  EXPECT_EQ(held(bea), "");
  EXPECT_FALSE(roles::take_back(store(), ana, one));
  const std::string again = roles::delegate(store(), ana, role, bea, {}, "").value();
  ASSERT_TRUE(roles::take_back(store(), bea, again));
  EXPECT_EQ(held(bea), "");
  EXPECT_EQ(held(ana), "focal_point ARG");
}

TEST_P(PeopleTest, ARoleIsOfferedAndTaken) {
  using pass_on::Kind;
  const std::string ana = person("ana"), bea = person("bea"), eve = person("eve"), role = grant(ana, Role::FocalPoint, "ARG");
  const auto offer = [&](const std::string& actor, Kind kind, const std::string& who, const std::optional<std::string>& from = {},
                         const std::optional<std::string>& until = {}) {
    return pass_on::offer(store(), actor, {.grant = role, .kind = kind, .name = who, .email = who + "@example.org", .from = from, .until = until});
  };
  EXPECT_FALSE(offer(eve, Kind::HandOver, "eve")) << "nobody offers themselves a role";
  EXPECT_FALSE(offer(ana, Kind::Delegate, "bea", {}, "2026-11-26T11:00:00.000Z")) << "over already";
  EXPECT_FALSE(pass_on::offer(store(), ana, {.grant = role, .name = "bea", .email = "no address"}));

  // To somebody new, beside the holder.
  const auto first = offer(ana, Kind::Delegate, "dan", {}, "2026-12-01T23:59:59.999Z").value();
  ASSERT_EQ(pass_on::open_offers(store(), role).value().size(), 1U);
  EXPECT_EQ(pass_on::open_offers(store(), role).value()[0].until, "2026-12-01T23:59:59.999Z");
  const std::string dan = invitations::accept(store(), first.token, {}).value();
  EXPECT_EQ(held(ana) + "|" + held(dan), "focal_point ARG|focal_point ARG");
  EXPECT_TRUE(roles::history(store(), dan).value()[0].delegated_from);
  EXPECT_TRUE(pass_on::open_offers(store(), role).value().empty());

  // To somebody in the register, for good; what is withdrawn is not taken.
  const auto second = offer(ana, Kind::HandOver, "bea").value(), third = offer(ana, Kind::HandOver, "eve").value();
  EXPECT_FALSE(pass_on::withdraw(store(), eve, role, second.id));
  ASSERT_TRUE(pass_on::withdraw(store(), ana, role, third.id));
  EXPECT_FALSE(pass_on::withdraw(store(), ana, role, third.id));
  EXPECT_FALSE(invitations::accept(store(), third.token, {.person = eve}));
  const auto fourth = offer(ana, Kind::HandOver, "eve").value();
  ASSERT_TRUE(invitations::accept(store(), second.token, {.person = bea}));
  EXPECT_EQ(held(ana) + "|" + held(bea) + "|" + held(dan), "|focal_point ARG|");
  // Who offered it has it no more.
  EXPECT_EQ(invitations::accept(store(), fourth.token, {.person = eve}).error().kind, ErrorKind::Conflict);
  EXPECT_EQ(held(eve), "");
}

TEST_P(PeopleTest, AFocalPointHandsOver) {
  const std::string ana = person("ana"), bea = person("bea"), eve = person("eve"), role = grant(ana, Role::FocalPoint, "ARG");
  ASSERT_TRUE(roles::delegate(store(), ana, role, bea, {}, ""));
  test_.clock().pass(1h);
  EXPECT_FALSE(roles::hand_over(store(), eve, role, eve, ""));
  EXPECT_FALSE(roles::hand_over(store(), ana, role, ana, ""));
  EXPECT_FALSE(roles::hand_over(store(), ana, role, "nobody", ""));
  EXPECT_EQ(held(ana), "focal_point ARG");
  const std::string next = roles::hand_over(store(), ana, role, bea, "new post").value();
  EXPECT_EQ(held(ana), "");
  EXPECT_EQ(held(bea), "focal_point ARG");
  EXPECT_FALSE(roles::history(store(), bea).value().back().delegated_from);
  EXPECT_FALSE(roles::hand_over(store(), ana, role, eve, "")) << "it is no more hers";
  const std::string chief = person("chief");
  grant(chief, Role::Secretariat, "");
  EXPECT_TRUE(roles::hand_over(store(), chief, next, eve, ""));
  EXPECT_EQ(held(eve), "focal_point ARG");
}

TEST_P(PeopleTest, AnInvitationWorksOnce) {
  const std::string chief = person("chief"), ministry = people::add_organisation(store(), chief, "Ministry", "ARG").value();
  const auto invited =
      invitations::invite(store(), chief, {.name = "Ana", .email = "ana@example.org", .role = Role::FocalPoint, .country = "ARG", .organisation = ministry});
  ASSERT_TRUE(invited) << invited.error().to_string();
  EXPECT_EQ(invitations::look_up(store(), invited->token).value().name, "Ana");
  const auto ana = invitations::accept(store(), invited->token, {.name = "Ana María"});
  ASSERT_TRUE(ana) << ana.error().to_string();
  EXPECT_EQ(held(*ana), "focal_point ARG");
  EXPECT_EQ(roles::history(store(), *ana).value()[0].granted_by, chief);
  EXPECT_EQ(people::find_person(store(), *ana).value().name, "Ana María");
  EXPECT_EQ(people::organisations_of(store(), *ana).value().at(0).id, ministry);
  EXPECT_EQ(invitations::accept(store(), invited->token, {}).error().kind, ErrorKind::NotFound);
  EXPECT_EQ(invitations::look_up(store(), invited->token).error().kind, ErrorKind::NotFound);
  EXPECT_TRUE(invitations::all(store()).value().at(0).accepted);
}

TEST_P(PeopleTest, TheStoreDoesNotHaveTheToken) {
  const auto invited = invitations::invite(store(), system_actor, {.name = "Ana", .email = "ana@example.org"}).value();
  const auto kept =
      store()
          .read([](soci::session& session) -> Result<std::string> { return sql::value<std::string>(session, "select token_hash from invitation").value(); })
          .value();
  EXPECT_EQ(kept, token_hash(invited.token));
  EXPECT_EQ(invitations::look_up(store(), kept).error().kind, ErrorKind::NotFound);
}

TEST_P(PeopleTest, ExpiredRevokedAndWrongInvitationsAreAllTheSame) {
  const auto make = [&] { return invitations::invite(store(), system_actor, {.name = "Ana", .email = "ana@example.org"}).value(); };
  const auto revoked = make(), expired = make();
  ASSERT_TRUE(invitations::revoke(store(), system_actor, revoked.id));
  EXPECT_FALSE(invitations::revoke(store(), system_actor, revoked.id));
  test_.clock().set(parse_instant(expired.expires).value() - 1ms);
  EXPECT_TRUE(invitations::look_up(store(), expired.token));
  test_.clock().pass(1ms);
  std::set<std::string> answers;
  for (const std::string& token : {revoked.token, expired.token, new_token(), std::string("x"), std::string()}) {
    answers.insert(invitations::look_up(store(), token).error().to_string());
    answers.insert(invitations::accept(store(), token, {}).error().to_string());
  }
  EXPECT_EQ(answers.size(), 1U);
  EXPECT_TRUE(people::all_people(store()).value().empty());
  for (const auto valid : {0h, -5h, 24h * 1000}) EXPECT_FALSE(invitations::invite(store(), system_actor, {.name = "A", .email = "a@b.cd", .valid = valid}));
}

TEST_P(PeopleTest, ALinkAloneDoesNotGiveARoleToSomebodyElsesAccount) {
  const std::string ana = person("ana");
  const auto invited = invitations::invite(store(), system_actor, {.name = "Ana", .email = "Ana@Example.org", .role = Role::Observer}).value();
  EXPECT_EQ(invitations::accept(store(), invited.token, {}).error().kind, ErrorKind::Conflict);
  EXPECT_EQ(invitations::accept(store(), invited.token, {.person = ana}).value(), ana);
  EXPECT_EQ(held(ana), "observer ");
}

TEST_P(PeopleTest, WhoIsErasedIsNobody) {
  const std::string ana = person("ana"), role = grant(ana, Role::FocalPoint, "ARG");
  ASSERT_TRUE(invitations::invite(store(), system_actor, {.name = "Ana", .email = "Ana@example.org"}));
  ASSERT_TRUE(store().write([&](soci::session& session) { return people::erase(session, store().now(), ana, ana); }));
  EXPECT_EQ(held(ana), "");
  const auto left = people::find_person(store(), ana).value();
  EXPECT_EQ(left.name + left.email, "");
  EXPECT_TRUE(left.erased);
  EXPECT_EQ(invitations::all(store()).value()[0].email, "");
  EXPECT_FALSE(roles::grant(store(), system_actor, {.person = ana, .role = Role::Citizen}));
  person("ana");  // The address is free.
}

TEST_P(PeopleTest, EachChangeIsInTheLog) {
  const std::string ana = person("ana"), bea = person("bea");
  const std::string role = grant(ana, Role::FocalPoint, "ARG");
  ASSERT_TRUE(roles::delegate(store(), ana, role, bea, {}, ""));
  ASSERT_TRUE(roles::end(store(), system_actor, role, ""));
  EXPECT_EQ(logged(), (std::vector<std::string>{"person.add", "person.add", "role.grant", "role.delegate", "role.end", "role.end"}));
  EXPECT_FALSE(roles::end(store(), system_actor, role, ""));
  EXPECT_EQ(logged().size(), 6U) << "what was refused leaves no entry";
}

}  // namespace
}  // namespace atalaya::reg
