// Detached signatures of versions: good ones, and what people from outside hand in and may try.
#include "register/signatures/kept.h"
#include "submission_fixture.h"
#include "test_authority.h"

namespace atalaya::reg::signatures {
namespace {

using testing::CertificateWish;
using testing::Holder;
using testing::make_holder;
using testing::make_list;
using testing::make_response;
using testing::sign;

constexpr std::time_t day = 86'400;
/// 2026-11-26T12:00:00Z: when the store's clock of these tests stands still.
constexpr std::time_t now = 1'795'694'400;
/// Long, as a response of OCSP is made at the machine's own time, whatever the tests' is.
constexpr std::time_t before = now - 10'000 * day, after = now + 30'000 * day;
const std::string content = R"({"answers":{},"country":"URY"})";

const Holder& root() {
  static const Holder made = make_holder({.name = "Raíz", .authority = true, .from = before, .until = after});
  return made;
}
const Holder& middle() {
  static const Holder made = make_holder({.name = "Autoridad", .authority = true, .from = before, .until = after}, &root());
  return made;
}
const Holder& minister() {
  static const Holder made = make_holder({.name = "Ministra", .from = before, .until = after}, &middle());
  return made;
}
Holder of_middle(CertificateWish wish) {
  if (wish.from == 0) wish.from = before;
  if (wish.until == 0) wish.until = after;
  return make_holder(wish, &middle());
}

class SignatureTest : public ::testing::Test {
 protected:
  void SetUp() override {
    scratch_.write("anchors/root.pem", root().pem());
    scratch_.write("revocation/README", "lists");
  }
  Trust trust() { return Trust::load({scratch_.files() / "anchors", scratch_.files() / "revocation", false}).value(); }
  void add_lists(const testing::ListWish& of_leaves = {.said = now - day, .next = now + day}) {
    scratch_.write("revocation/root.crl", make_list(root(), {.said = now - day, .next = now + day}));
    scratch_.write("revocation/middle.crl", make_list(middle(), of_leaves));
  }
  Outcome outcome(const Holder& signer, testing::SigningWish wish = {}, std::time_t at = now) {
    if (wish.beside.empty()) wish.beside = {&middle()};
    return examine(sign(signer, content, wish), content, trust(), Instant(std::chrono::seconds(at))).value().outcome;
  }
  std::string refusal(const std::string& bytes) {
    const auto verdict = examine(bytes, content, trust(), Instant(std::chrono::seconds(now)));
    return verdict ? "" : verdict.error().what;
  }
  cases::Scratch scratch_;
};

TEST_F(SignatureTest, AGoodOneTellsWhoSigned) {
  add_lists();
  for (const bool pem : {false, true}) {
    const auto verdict = examine(sign(minister(), content, {.pem = pem, .beside = {&middle()}}), content, trust(), Instant(std::chrono::seconds(now))).value();
    EXPECT_EQ(verdict.outcome, Outcome::Valid);
    ASSERT_EQ(verdict.signers.size(), 1U);
    const Signer& signer = verdict.signers[0];
    EXPECT_EQ(signer.name, "Ministra, Ministerio de Economía") << "no number of a person";
    EXPECT_NE(signer.subject.find("CN=Ministra"), std::string::npos) << signer.subject;
    EXPECT_NE(signer.subject.find("Economía"), std::string::npos) << signer.subject;
    EXPECT_NE(signer.issuer.find("CN=Autoridad"), std::string::npos);
    EXPECT_EQ(signer.algorithm, "EC prime256v1, SHA256");
    EXPECT_EQ(signer.fingerprint.size(), 64U);
    EXPECT_FALSE(signer.serial.empty());
    EXPECT_TRUE(signer.signed_at);
  }
  EXPECT_EQ(outcome(minister(), {.without_attributes = true}), Outcome::Valid);
  EXPECT_EQ(outcome(of_middle({.name = "RSA", .rsa_bits = 2048}), {.digest = "SHA512"}), Outcome::Valid);
}

TEST_F(SignatureTest, IsOverTheseBytesAlone) {
  add_lists();
  const std::string good = sign(minister(), content, {.beside = {&middle()}});
  EXPECT_EQ(examine(good, content + " ", trust(), Instant(std::chrono::seconds(now))).value().outcome, Outcome::NotTheseBytes);
  EXPECT_EQ(examine(good, "", trust(), Instant(std::chrono::seconds(now))).value().outcome, Outcome::NotTheseBytes);
  // Whatever byte is changed, nothing that was not signed becomes valid: what remains is either refused or speaks of the same signer.
  for (std::size_t i = 0; i < good.size(); i += 5) {
    std::string bent = good;
    bent[i] = static_cast<char>(bent[i] ^ 1);
    const auto verdict = examine(bent, content, trust(), Instant(std::chrono::seconds(now)));
    if (verdict && verdict->outcome == Outcome::Valid) {
      EXPECT_EQ(verdict->signers[0].name, "Ministra, Ministerio de Economía") << i;
    }
  }
}

TEST_F(SignatureTest, MustBeTracedToAnAnchor) {
  add_lists();
  const Holder other = make_holder({.name = "Raíz", .authority = true, .from = before, .until = after});
  EXPECT_EQ(outcome(make_holder({.name = "Falsa", .from = before, .until = after}, &other), {.beside = {&other}}), Outcome::Untrusted);
  EXPECT_EQ(outcome(make_holder({.name = "Propia", .from = before, .until = after})), Outcome::Untrusted);
  EXPECT_EQ(outcome(make_holder({.name = "Nieta", .from = before, .until = after}, &minister()), {.beside = {&middle(), &minister()}}), Outcome::Untrusted)
      << "who is no authority names nobody";
  EXPECT_EQ(outcome(minister(), {.beside = {&root()}}), Outcome::Untrusted) << "the authority between is not there";
  EXPECT_EQ(outcome(of_middle({.name = "Servidor", .extensions = {{"extendedKeyUsage", "serverAuth"}}})), Outcome::Untrusted);
  EXPECT_EQ(outcome(of_middle({.name = "Cifra", .extensions = {{"keyUsage", "critical,keyEncipherment"}}})), Outcome::Untrusted);
  EXPECT_EQ(outcome(of_middle({.name = "Correo", .extensions = {{"extendedKeyUsage", "emailProtection"}}})), Outcome::Valid);
  EXPECT_EQ(outcome(of_middle({.name = "Otro", .extensions = {{"1.2.3.4", "critical,DER:0500"}}})), Outcome::Untrusted)
      << "a critical extension that nobody knows";
  // An authority that signs may be the anchor itself, as trust lists have it.
  std::filesystem::remove(scratch_.files() / "anchors/root.pem");
  scratch_.write("anchors/middle.pem", middle().pem());
  EXPECT_EQ(outcome(minister()), Outcome::Valid);
}

TEST_F(SignatureTest, IsJudgedAsOfItsReceipt) {
  add_lists({.said = now - 20 * day, .next = now + 20 * day});
  const Holder brief = of_middle({.name = "Breve", .from = now - 10 * day, .until = now + 10 * day});
  EXPECT_EQ(outcome(brief), Outcome::Valid);
  EXPECT_EQ(outcome(brief, {}, now - 11 * day), Outcome::Expired);
  EXPECT_EQ(outcome(brief, {}, now + 11 * day), Outcome::Expired);
}

TEST_F(SignatureTest, WhatIsRevokedIsSaid) {
  EXPECT_EQ(outcome(minister()), Outcome::RevocationUnknown);
  add_lists({.said = now - day, .next = now + day, .revoked = {{&minister(), now - 2 * day}}});
  EXPECT_EQ(outcome(minister()), Outcome::Revoked);
  EXPECT_EQ(outcome(of_middle({.name = "Otra"})), Outcome::Valid);
  EXPECT_EQ(outcome(minister(), {}, now - 3 * day), Outcome::Valid) << "it was good then, and the list is of later";
  add_lists({.said = now - 9 * day, .next = now - 8 * day});
  EXPECT_EQ(outcome(minister()), Outcome::RevocationUnknown) << "the list is too old";
  add_lists({.said = now - 9 * day, .next = now - 8 * day, .revoked = {{&minister(), now - 10 * day}}});
  EXPECT_EQ(outcome(minister()), Outcome::Revoked) << "what was revoked once stays so";
  scratch_.write("revocation/root.crl", make_list(root(), {.said = now - day, .next = now + day, .revoked = {{&middle(), now - day}}}));
  EXPECT_EQ(outcome(of_middle({.name = "Debajo"})), Outcome::Revoked) << "with the authority goes all below it";
}

TEST_F(SignatureTest, AListIsItsIssuersAndWhole) {
  add_lists();
  const Holder impostor = make_holder({.name = "Autoridad", .authority = true, .from = before, .until = after}, &root());
  scratch_.write("revocation/middle.crl", make_list(impostor, {.said = now - day, .next = now + day, .revoked = {{&minister(), now - day}}}));
  EXPECT_EQ(outcome(minister()), Outcome::RevocationUnknown) << "the same name is not the same key";
  scratch_.write("revocation/middle.crl", make_list(middle(), {.said = now - day, .next = now + day, .part = "http://crl.example/7"}));
  EXPECT_EQ(outcome(minister()), Outcome::RevocationUnknown) << "a part of a list says nothing of the rest";
  const Holder seventh = of_middle({.name = "Siete", .extensions = {{"crlDistributionPoints", "URI:http://crl.example/7"}}});
  EXPECT_EQ(outcome(seventh), Outcome::Valid);
}

TEST_F(SignatureTest, OcspResponsesAreWitnessesToo) {
  scratch_.write("revocation/root.crl", make_list(root(), {.said = now - day, .next = now + day}));
  scratch_.write("revocation/one.ors", make_response(middle(), middle(), minister(), now - day, now + day));
  EXPECT_EQ(outcome(minister()), Outcome::Valid);
  EXPECT_EQ(outcome(of_middle({.name = "Otra"})), Outcome::RevocationUnknown);
  const Holder responder = of_middle({.name = "OCSP", .extensions = {{"extendedKeyUsage", "OCSPSigning"}}});
  scratch_.write("revocation/one.ors", make_response(middle(), responder, minister(), now - day, now + day));
  EXPECT_EQ(outcome(minister()), Outcome::Valid);
  scratch_.write("revocation/one.ors", make_response(middle(), of_middle({.name = "Cualquiera"}), minister(), now - day, now + day));
  EXPECT_EQ(outcome(minister()), Outcome::RevocationUnknown) << "whom the authority has not named for it says nothing";
  scratch_.write("revocation/one.ors", make_response(middle(), middle(), minister(), now - 9 * day, now - 8 * day));
  EXPECT_EQ(outcome(minister()), Outcome::RevocationUnknown);
  scratch_.write("revocation/two.ocsp", make_response(middle(), middle(), minister(), now - day, now + day, now - 2 * day));
  EXPECT_EQ(outcome(minister()), Outcome::Revoked);
}

TEST_F(SignatureTest, WhatIsWeakIsNotTaken) {
  add_lists();
  EXPECT_EQ(outcome(minister(), {.digest = "SHA1"}), Outcome::Weak);
  EXPECT_EQ(outcome(of_middle({.name = "Corta", .rsa_bits = 1024})), Outcome::Weak);
  EXPECT_EQ(outcome(of_middle({.name = "RSA", .rsa_bits = 2048}), {.digest = "MD5"}), Outcome::Weak);
  const Holder old = make_holder({.name = "Vieja", .authority = true, .from = before, .until = after, .digest = "SHA1"}, &root());
  EXPECT_EQ(outcome(make_holder({.name = "Debajo", .from = before, .until = after}, &old), {.beside = {&old}}), Outcome::Weak);
}

TEST_F(SignatureTest, TheWorstOfSeveralSignersCounts) {
  add_lists();
  const Holder stranger = make_holder({.name = "Nadie", .from = before, .until = after});
  const auto verdict =
      examine(sign(minister(), content, {.beside = {&middle()}, .also = {&stranger}}), content, trust(), Instant(std::chrono::seconds(now))).value();
  EXPECT_EQ(verdict.outcome, Outcome::Untrusted);
  EXPECT_EQ(verdict.signers.size(), 2U);
  std::vector<Holder> others;
  std::vector<const Holder*> many;
  for (int i = 0; i < 8; ++i) others.push_back(of_middle({.name = "Firmante " + std::to_string(i)}));
  for (const Holder& one : others) many.push_back(&one);
  EXPECT_NE(refusal(sign(minister(), content, {.also = many})), "");
}

TEST_F(SignatureTest, WhatIsNoDetachedSignatureIsRefused) {
  const std::string good = sign(minister(), content), pem = sign(minister(), content, {.pem = true});
  EXPECT_EQ(refusal(good), "");
  EXPECT_EQ(refusal("# a comment\n" + pem), "");
  EXPECT_EQ(refusal(sign(minister(), content, {.attached = true})), "the signature has a text in it; a detached one is asked for");
  EXPECT_NE(refusal(sign(minister(), content, {.without_certificate = true})), "");
  for (const std::string& bad : {std::string(), std::string("%PDF-1.7"), std::string("\x30"), std::string("\x30\x80\x00\x00"), std::string(600'000, '\x30'),
                                 good + "x", good.substr(0, good.size() / 2), minister().pem(), std::string("-----BEGIN CMS-----\n"), std::string("{}"),
                                 std::string("-----BEGIN CMS-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n-----END CMS-----\n"),
                                 std::string("MIME-Version: 1.0\nContent-Type: multipart/signed\n")}) {
    EXPECT_NE(refusal(bad), "") << bad.substr(0, 40);
  }
}

TEST_F(SignatureTest, TheFoldersAreReadStrictly) {
  scratch_.write("revocation/bad.crl", "no list");
  EXPECT_EQ(Trust::load({scratch_.files() / "anchors", scratch_.files() / "revocation", false}).error().kind, ErrorKind::Input);
  EXPECT_EQ(Trust::load({scratch_.files() / "revocation", {}, false}).error().kind, ErrorKind::Input) << "no certificate in it";
  EXPECT_EQ(Trust::load({scratch_.files() / "nowhere", {}, false}).error().kind, ErrorKind::System);
  EXPECT_FALSE(load_configuration(scratch_.files()).value());
  scratch_.write("signatures.yaml", "anchors: anchors\nrevocation: revocation\nunknown_revocation: refuse\n");
  EXPECT_TRUE(load_configuration(scratch_.files()).value()->needs_revocation);
  for (const char* bad : {"anchors: none\n", "revocation: revocation\n", "anchors: anchors\nunknown_revocation: refuse\n",
                          "anchors: anchors\nunknown_revocation: maybe\n", "anchors: anchors\nnetwork: true\n", "- a\n"}) {
    scratch_.write("signatures.yaml", bad);
    EXPECT_EQ(load_configuration(scratch_.files()).error().kind, ErrorKind::Input) << bad;
  }
}

class KeptSignatureTest : public testing::SubmissionFixture {
 protected:
  void SetUp() override {
    SubmissionFixture::SetUp();
    if (IsSkipped()) return;
    test_.scratch().write("anchors/root.pem", root().pem());
    answer_some();
    version_ = submit().value();
  }
  Trust trust(bool needs_revocation = false) { return Trust::load({test_.scratch().files() / "anchors", {}, needs_revocation}).value(); }
  Result<Kept> attach(const std::string& bytes, bool needs_revocation = false) {
    return signatures::attach(store(), documents(), trust(needs_revocation), ana_, submission_, version_.id, bytes);
  }
  Documents documents() { return Documents(test_.scratch().files() / "documents"); }
  submissions::Version version_;
};
ON_BOTH_DATABASES(KeptSignatureTest);

TEST_P(KeptSignatureTest, TheResultIsKeptWithTheBytes) {
  const std::string bytes = sign(minister(), version_.frozen, {.beside = {&middle()}});
  const Kept kept = attach(bytes).value();
  EXPECT_EQ(kept.outcome, Outcome::RevocationUnknown);
  EXPECT_TRUE(kept.holds);
  EXPECT_EQ(kept.received, "2026-11-26T12:00:00.000Z");
  EXPECT_EQ(documents().open(kept.sha256).value().bytes(), bytes);
  EXPECT_EQ(attach(bytes).value().id, kept.id) << "sent twice, it is there once";
  const Kept found = find(store(), submission_, kept.id).value();
  EXPECT_EQ(found.signers, kept.signers);
  EXPECT_EQ(found.person, ana_);
  EXPECT_EQ(found.version_number, 1);
  EXPECT_EQ(of_submission(store(), submission_).value().size(), 1U);
  EXPECT_EQ(all(store()).value().size(), 1U);
  EXPECT_EQ(actions().back(), "signature.add");
  EXPECT_EQ(examine_again(store(), documents(), trust(), found).value().signers, kept.signers);
  expect_sound_log();
}

TEST_P(KeptSignatureTest, WhatDoesNotHoldIsKeptAsThat) {
  const Kept strict = attach(sign(minister(), version_.frozen, {.beside = {&middle()}}), true).value();
  EXPECT_EQ(strict.outcome, Outcome::RevocationUnknown);
  EXPECT_FALSE(strict.holds);
  const Kept wrong = attach(sign(minister(), "another text", {.beside = {&middle()}})).value();
  EXPECT_EQ(wrong.outcome, Outcome::NotTheseBytes);
  EXPECT_FALSE(wrong.holds);
  EXPECT_EQ(attach("no signature").error().kind, ErrorKind::Input);
  EXPECT_EQ(signatures::attach(store(), documents(), trust(), ana_, "nothing", version_.id, sign(minister(), version_.frozen)).error().kind,
            ErrorKind::NotFound);
  EXPECT_EQ(signatures::attach(store(), documents(), trust(), ana_, submission_, "nothing", sign(minister(), version_.frozen)).error().kind,
            ErrorKind::NotFound);
  EXPECT_EQ(of_submission(store(), submission_).value().size(), 2U);
  for (std::size_t i = 2; i < most_of_a_version; ++i) ASSERT_TRUE(attach(sign(minister(), std::to_string(i))));
  EXPECT_EQ(attach(sign(minister(), "one more")).error().kind, ErrorKind::Input);
}

}  // namespace
}  // namespace atalaya::reg::signatures
