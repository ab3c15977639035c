// The whole matrix of rights, written out again from what people are told, and codes, passwords and limits: what needs no database.
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <thread>

#include "base/text.h"
#include "register/access/passwords.h"
#include "register/access/rate_limits.h"
#include "register/access/rights.h"
#include "register/access/totp.h"

namespace atalaya::reg {
namespace {

using namespace std::chrono_literals;

// One line an action, one column a role: secretariat, focal point, observer, working group, civil society, citizen, anonymous, logged in without a role.
// `.` no; `o` for the own country; `a` for any; a capital letter needs a code (substantial assurance).
const std::map<std::string, std::string> matrix = {
    {"read_public", "aaaaaaaa"},
    {"manage_own_account", "aaaaaa.a"},
    {"read_submission", "oooo...."},
    {"edit_answers", ".o......"},
    {"submit", ".O......"},
    {"reply_to_review", ".o......"},
    {"review", "O..O...."},
    {"confirm_score", "O..O...."},
    {"add_civil_review", "....o..."},
    {"publish_scores", "O......."},
    {"manage_cycle", "O......."},
    {"see_people", "o......."},
    {"invite_people", "O......."},
    {"manage_roles", "O......."},
    {"pass_on_role", "OO......"},
    {"manage_instruments", "oo......"},
    {"read_working_group", "aaaa...."},
    {"manage_working_group", "a..a...."},
    {"share_initiative", "oo.oo..."},
    {"manage_consultation", "O......."},
    {"comment", "aaaaaa.."},
    {"comment_openly", "aaaaaaaa"},
    {"moderate", "O......."},
    {"read_log", "o......."},
};

TEST(Rights, AreWhatTheTableSaysForEveryRoleCountryAndAssurance) {
  EXPECT_EQ(matrix.size(), action_count);
  int asked = 0;
  for (std::size_t a = 0; a < action_count; ++a) {
    const auto action = static_cast<Action>(a);
    const std::string& line = matrix.at(std::string(to_string(action)));
    for (std::size_t r = 0; r < 8; ++r) {
      const char mark = line[r];
      const bool anonymous = r == 6, roleless = r == 7;
      for (const std::string held : {"", "ARG"}) {
        for (const std::string about : {"", "ARG", "BRA"}) {
          for (const Assurance assurance : {Assurance::Low, Assurance::Substantial, Assurance::High}) {
            Principal who{.person = anonymous ? "" : "somebody", .assurance = assurance};
            if (!anonymous && !roleless) who.roles = {{all_roles[r], held}};
            const bool in_reach = mark == 'a' || mark == 'A' || held.empty() || held == about;
            Verdict expected = anonymous ? Verdict::LoginNeeded : Verdict::Forbidden;
            if (mark != '.' && in_reach) expected = mark < 'a' && assurance == Assurance::Low ? Verdict::MoreSureNeeded : Verdict::Allowed;
            EXPECT_EQ(judge(who, action, about), expected) << to_string(action) << " role " << r << " for '" << held << "' about '" << about << "'";
            EXPECT_EQ(may(who, action, about).has_value(), expected == Verdict::Allowed);
            ++asked;
          }
        }
      }
    }
  }
  EXPECT_EQ(asked, 24 * 8 * 2 * 3 * 3);
}

TEST(Rights, OfSeveralRolesAddUpAndDoNotMix) {
  const Principal who{
      .person = "x", .roles = {{Role::FocalPoint, "ARG"}, {Role::Observer, ""}, {Role::CivilSociety, "BRA"}}, .assurance = Assurance::Substantial};
  EXPECT_EQ(judge(who, Action::Submit, "ARG"), Verdict::Allowed);
  EXPECT_EQ(judge(who, Action::Submit, "BRA"), Verdict::Forbidden);
  EXPECT_EQ(judge(who, Action::Submit, ""), Verdict::Forbidden);
  EXPECT_EQ(judge(who, Action::ReadSubmission, "CHL"), Verdict::Allowed);
  EXPECT_EQ(judge(who, Action::AddCivilReview, "BRA"), Verdict::Allowed);
  EXPECT_EQ(judge(who, Action::AddCivilReview, "ARG"), Verdict::Forbidden);
}

TEST(Rights, OfTheOperatorAreTheSecretariats) {
  for (const Right& right : rights) {
    const bool secretariat = right.scope == Scope::Self || (right.roles & 1U) != 0;
    if (secretariat) {
      EXPECT_EQ(judge(operator_principal(), right.action, "ARG"), Verdict::Allowed) << to_string(right.action);
    }
  }
  EXPECT_EQ(judge(operator_principal(), Action::Submit, "ARG"), Verdict::Forbidden) << "nobody answers for a country but its focal point";
}

TEST(Totp, IsThatOfTheStandard) {
  // RFC 6238, appendix B: eight digits, three hashes; the secrets are "1234567890" repeated to the hash's length.
  struct Vector {
    std::int64_t seconds;
    const char *sha1, *sha256, *sha512;
  };
  const Vector vectors[] = {{59, "94287082", "46119246", "90693936"},         {1111111109, "07081804", "68084774", "25091201"},
                            {1111111111, "14050471", "67062674", "99943326"}, {1234567890, "89005924", "91819424", "93441116"},
                            {2000000000, "69279037", "90698825", "38618901"}, {20000000000, "65353130", "77737706", "47863826"}};
  std::string secret;
  for (int i = 0; i < 7; ++i) secret += "1234567890";
  for (const Vector& v : vectors) {
    const std::int64_t step = totp::step_of(Instant(std::chrono::seconds(v.seconds)));
    EXPECT_EQ(totp::code(secret.substr(0, 20), step, 8, HashKind::Sha1), v.sha1);
    EXPECT_EQ(totp::code(secret.substr(0, 32), step, 8, HashKind::Sha256), v.sha256);
    EXPECT_EQ(totp::code(secret.substr(0, 64), step, 8, HashKind::Sha512), v.sha512);
  }
}

TEST(Totp, TakesTheStepsAroundAndNoneTwice) {
  const std::string secret = totp::new_secret();
  EXPECT_EQ(totp::parse_secret(totp::secret_text(secret)), secret);
  EXPECT_FALSE(totp::parse_secret("ab-c"));
  const Instant now{1'800'000'000s};
  const std::int64_t step = totp::step_of(now);
  for (std::int64_t around = -3; around <= 3; ++around) {
    const auto found = totp::match(secret, totp::code(secret, step + around), now, -1);
    EXPECT_EQ(found.has_value(), around >= -1 && around <= 1) << around;
  }
  EXPECT_FALSE(totp::match(secret, totp::code(secret, step), now, step));
  EXPECT_TRUE(totp::match(secret, totp::code(secret, step + 1), now, step));
  for (const char* wrong : {"", "12345", "1234567", "abcdef"}) EXPECT_FALSE(totp::match(secret, wrong, now, -1)) << wrong;
  const std::string uri = totp::uri(secret, "A & B", "a:b@example.org");
  EXPECT_TRUE(uri.starts_with("otpauth://totp/A%20%26%20B:a%3Ab%40example.org?secret=")) << uri;
}

TEST(Passwords, AreHashedByArgon2id) {
  PasswordHasher hasher({1, 64, 1});
  const std::string encoded = hasher.hash("correct horse battery").value();
  EXPECT_TRUE(encoded.starts_with("$argon2id$v=19$m=64,t=1,p=1$")) << encoded;
  EXPECT_NE(encoded, hasher.hash("correct horse battery").value());
  EXPECT_TRUE(hasher.matches(encoded, "correct horse battery").value());
  EXPECT_FALSE(hasher.matches(encoded, "correct horse batterx").value());
  EXPECT_FALSE(hasher.matches(encoded, "").value());
  EXPECT_FALSE(hasher.matches("", "correct horse battery").value());
  EXPECT_FALSE(hasher.matches("$argon2id$nonsense", "x").value());
  EXPECT_FALSE(hasher.is_outdated(encoded));
  EXPECT_TRUE(PasswordHasher({1, 128, 1}).is_outdated(encoded));
  // One text, composed and decomposed.
  EXPECT_TRUE(hasher
                  .matches(hasher
                               .hash("contrase\xC3\xB1"
                                     "a larga y buena")
                               .value(),
                           "contrasen\xCC\x83"
                           "a larga y buena")
                  .value());
  EXPECT_FALSE(hasher.matches(encoded, "correct horse battery" + std::string(2000, 'x')).value());
}

TEST(Passwords, ThatEverybodyTriesAreRefused) {
  for (const std::string& password : {std::string(), std::string("short"), std::string(30, 'a'), std::string("aaaabbbbccccdddd"), std::string("Password2026!"),
                                      std::string("qwertyqwerty12"), std::string("ana.perez@example.org"), std::string("Ana.Perez1234"), std::string(2000, 'x'),
                                      std::string("with a \0 in it", 14), std::string("with a \xff in it")}) {
    EXPECT_FALSE(check_password(password, "ana.perez@example.org", "Ana Pérez")) << password;
  }
  for (const char* password : {"cinco perros azules", "ñandú-lluvia-tren-9", "xK2vB9qLm4Zt", "正確な馬のバッテリーのステープル"}) {
    EXPECT_TRUE(check_password(password, "ana.perez@example.org", "Ana Pérez")) << password;
  }
}

TEST(RateLimits, FillAgainWithTime) {
  SetClock clock(Instant(1'800'000'000s));
  RateLimits limits(clock);
  const Rate rate{3, 10s};
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(limits.take("a", rate));
  const auto wait = limits.take("a", rate);
  ASSERT_TRUE(wait);
  EXPECT_LE(*wait, 10'001ms);
  EXPECT_FALSE(limits.take("b", rate));
  clock.pass(*wait);
  EXPECT_FALSE(limits.take("a", rate));
  EXPECT_TRUE(limits.take("a", rate));
  limits.give_back("a", rate);
  EXPECT_FALSE(limits.take("a", rate));
  clock.pass(24h);
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(limits.take("a", rate));
  EXPECT_TRUE(limits.take("a", rate));
  clock.set(Instant(1'700'000'000s));  // A clock that is set back gives nothing.
  EXPECT_TRUE(limits.take("a", rate));
}

TEST(RateLimits, KeepABoundedNumberOfKeys) {
  SetClock clock(Instant(1'800'000'000s));
  RateLimits limits(clock, 100);
  const Rate rate{1, 1h};
  for (int i = 0; i < 10'000; ++i) EXPECT_FALSE(limits.take(std::to_string(i), rate));
  EXPECT_TRUE(limits.take("9999", rate));
}

TEST(RateLimits, CountASubscribersAddressesTogether) {
  EXPECT_EQ(address_group("2001:db8:1:2:3:4:5:6"), address_group("2001:db8:1:2::1"));
  EXPECT_NE(address_group("2001:db8:1:2::1"), address_group("2001:db8:1:3::1"));
  EXPECT_EQ(address_group("::ffff:192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(address_group("192.0.2.1"), "192.0.2.1");
}

TEST(PasswordHasher, LetsOnlyAFewWork) {
  PasswordHasher hasher({3, 4096, 1}, 1, 2);
  std::atomic<int> refused = 0, done = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 16; ++i) threads.emplace_back([&] { ++(hasher.hash("correct horse battery") ? done : refused); });
  }
  EXPECT_GE(done, 1);
  EXPECT_EQ(done + refused, 16);
}

}  // namespace
}  // namespace atalaya::reg
