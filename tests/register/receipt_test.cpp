// Receipts and documents: what people from outside hand in and may try.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "base/text.h"
#include "cases/runner/scratch.h"
#include "register/submissions/documents.h"
#include "register/submissions/receipt.h"

namespace atalaya::reg {
namespace {

class ReceiptTest : public ::testing::Test {
 protected:
  cases::Scratch scratch_;
  std::filesystem::path path_ = scratch_.files() / "keys.jwks";
  Receipt receipt_{"id", "https://example.org", "submission", "URY", 2026, "Q", "1.0", 1, std::string(64, 'a'), "2026-11-26T12:00:00.000Z"};
};

TEST_F(ReceiptTest, IsVerifiedWithThePublicKeyAlone) {
  const ReceiptKeys keys = ReceiptKeys::create(path_).value();
  const std::string jws = keys.sign(receipt_).value(), set = keys.public_keys();
  EXPECT_EQ(set.find("\"d\""), std::string::npos) << "the private part stays";
  EXPECT_NE(set.find("\"alg\":\"ES256\""), std::string::npos);
  EXPECT_EQ(verify_receipt(jws, set).value(), receipt_);
  EXPECT_EQ(verify_receipt(" " + jws + "\n", set).value(), receipt_);
  EXPECT_EQ(split(jws, '.').size(), 3U);
  EXPECT_EQ(ReceiptKeys::open(path_).value().public_keys(), set);
}

TEST_F(ReceiptTest, TheKeyIsItsOwnersAlone) {
  ASSERT_TRUE(ReceiptKeys::create(path_));
  EXPECT_EQ(ReceiptKeys::create(path_).error().kind, ErrorKind::Conflict);
  struct stat state {};
  ASSERT_EQ(::stat(path_.c_str(), &state), 0);
  EXPECT_EQ(state.st_mode & 0777, 0600U);
  ::chmod(path_.c_str(), 0644);
  EXPECT_EQ(ReceiptKeys::open(path_).error().kind, ErrorKind::Conflict);
  EXPECT_EQ(ReceiptKeys::open(scratch_.files() / "none").error().kind, ErrorKind::NotFound);
  for (const char* bad : {"", "{}", "{\"keys\":[]}", "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"!\",\"y\":\"!\"}]}", "[1]"}) {
    scratch_.write("bad", bad);
    ::chmod((scratch_.files() / "bad").c_str(), 0600);
    EXPECT_EQ(ReceiptKeys::open(scratch_.files() / "bad").error().kind, ErrorKind::Input) << bad;
  }
}

TEST_F(ReceiptTest, OldReceiptsStayValidWithANewKey) {
  ReceiptKeys keys = ReceiptKeys::create(path_).value();
  const std::string old = keys.sign(receipt_).value(), old_set = keys.public_keys();
  ASSERT_TRUE(keys.renew(path_));
  const std::string fresh = keys.sign(receipt_).value();
  EXPECT_TRUE(verify_receipt(old, keys.public_keys()));
  EXPECT_TRUE(verify_receipt(fresh, keys.public_keys()));
  EXPECT_FALSE(verify_receipt(fresh, old_set));
}

TEST_F(ReceiptTest, ForgedReceiptsAreRefused) {
  const ReceiptKeys keys = ReceiptKeys::create(path_).value(), others = ReceiptKeys::create(scratch_.files() / "others").value();
  const std::string set = keys.public_keys(), jws = keys.sign(receipt_).value();
  Receipt changed = receipt_;
  changed.country = "ARG";
  EXPECT_FALSE(verify_receipt(others.sign(receipt_).value(), set));
  const auto parts = split(jws, '.');
  const std::string forged = others.sign(changed).value();
  const auto others_parts = split(forged, '.');
  // Another's payload under our signature, and our header over another's.
  EXPECT_FALSE(verify_receipt(std::string(parts[0]) + "." + std::string(others_parts[1]) + "." + std::string(parts[2]), set));
  EXPECT_FALSE(verify_receipt(std::string(parts[0]) + "." + std::string(others_parts[1]) + "." + std::string(others_parts[2]), set));
  // {"alg":"none"} and {"alg":"HS256"}, by base64url.
  EXPECT_FALSE(verify_receipt("eyJhbGciOiJub25lIn0." + std::string(parts[1]) + ".", set));
  EXPECT_FALSE(verify_receipt("eyJhbGciOiJIUzI1NiJ9." + std::string(parts[1]) + "." + std::string(parts[2]), set));
  for (std::size_t i = 0; i < jws.size(); i += 7) {
    std::string bent = jws;
    bent[i] = bent[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(verify_receipt(bent, set)) << i;
  }
  for (const std::string& bad : {std::string(), std::string("..."), std::string("a.b.c"), std::string(100'000, 'a'), jws + ".x", jws.substr(0, 40)}) {
    EXPECT_FALSE(verify_receipt(bad, set));
  }
  EXPECT_FALSE(verify_receipt(jws, "{}"));
}

class DocumentTest : public ::testing::Test {
 protected:
  std::string refusal(std::string_view bytes, std::string_view name, std::string_view type = {}) {
    const auto kept = documents_.keep(bytes, name, type);
    return kept ? "" : kept.error().what;
  }
  cases::Scratch scratch_;
  Documents documents_{scratch_.files() / "documents", 1'000};
};

TEST_F(DocumentTest, AreKeptUnderTheirHash) {
  const auto kept = documents_.keep("%PDF-1.7\n1 0 obj", "../../la ley.pdf", "application/pdf; charset=x").value();
  EXPECT_EQ(kept.name, "la ley.pdf");
  EXPECT_EQ(kept.media_type, "application/pdf");
  EXPECT_EQ(documents_.open(kept.sha256).value().bytes(), "%PDF-1.7\n1 0 obj");
  EXPECT_EQ(documents_.keep("%PDF-1.7\n1 0 obj", "other.pdf", "").value().sha256, kept.sha256);
  EXPECT_EQ(documents_.open("../../../etc/passwd").error().kind, ErrorKind::NotFound);
  EXPECT_EQ(documents_.open(std::string(64, '0')).error().kind, ErrorKind::NotFound);
  scratch_.write("documents/" + kept.sha256.substr(0, 2) + "/" + kept.sha256, "changed");
  EXPECT_EQ(documents_.open(kept.sha256).error().kind, ErrorKind::System);
}

TEST_F(DocumentTest, AreWhatTheySayTheyAre) {
  EXPECT_EQ(refusal("", "a.pdf"), "the document is empty");
  EXPECT_NE(refusal(std::string(1'001, 'x'), "a.txt"), "");
  EXPECT_EQ(refusal("a;b\n1;2\n", "a.csv", "application/vnd.ms-excel"), "");
  EXPECT_EQ(refusal("palabra\n", "a.txt", "text/plain"), "");
  EXPECT_NE(refusal("<html><script>", "a.html", "text/html"), "");
  EXPECT_NE(refusal("<svg onload='x'>", "a.svg", "image/svg+xml"), "");
  EXPECT_NE(refusal("%PDF-1.4", "a.png", "image/png"), "");
  EXPECT_NE(refusal("%PDF-1.4", "a.pdf", "text/html"), "");
  EXPECT_NE(refusal("%PDF-1.4", "a.pdf.exe"), "");
  EXPECT_NE(refusal("MZ\x90\x00\x03", "a.pdf"), "");
  EXPECT_NE(refusal("\x7f"
                    "ELF\x02",
                    "a.txt"),
            "");
  EXPECT_NE(refusal("%PDF-1.4", "pdf"), "");
  EXPECT_NE(refusal("%PDF-1.4", "..pdf/"), "");
}

TEST_F(DocumentTest, CarryNothingThatRuns) {
  for (const char* body : {"<</S/JavaScript/JS(app.alert(1))>>", "<</Type/Action/S/Launch>>", "/EmbeddedFile ", "<</S /JS>>", "<</#4aavaScript 1>>"}) {
    EXPECT_NE(refusal(std::string("%PDF-1.7 ") + body, "a.pdf"), "") << body;
  }
  EXPECT_EQ(refusal("%PDF-1.7 /JSON /LaunchPad", "a.pdf"), "");
  const std::string zip = std::string("PK\x03\x04") + std::string(26, '\0');
  EXPECT_EQ(refusal(zip + "[Content_Types].xml word/document.xml", "a.docx"), "");
  EXPECT_NE(refusal(zip + "[Content_Types].xml word/document.xml word/vbaProject.bin", "a.docx"), "");
  EXPECT_EQ(refusal(zip + "[Content_Types].xml xl/workbook.xml", "a.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), "");
  EXPECT_NE(refusal(zip + "[Content_Types].xml xl/workbook.xml", "a.docx"), "");
  EXPECT_EQ(refusal(zip + "mimetypeapplication/vnd.oasis.opendocument.textPK" + std::string(60, ' '), "a.odt"), "");
  EXPECT_NE(refusal(zip + "mimetypeapplication/vnd.oasis.opendocument.textPK Basic/Standard/Module1.xml" + std::string(60, ' '), "a.odt"), "");
  EXPECT_NE(refusal(zip + "anything.exe", "a.zip"), "");
}

}  // namespace
}  // namespace atalaya::reg
