// How a consultation's text comes in: pasted into a form, or in a file whose faults are told by their place.
#include <gtest/gtest.h>

#include "register/consultation/draft_reader.h"
#include "register/consultation/pasted_text.h"

namespace atalaya::reg::consultation {
namespace {

TEST(ConsultationPastedText, HasParagraphsBetweenEmptyLines) {
  const auto read = read_pasted({"es", "en"}, {{"es", "# Título\n\n[3.2] Uno\ndos\r\n \n\nTres\n"}, {"en", "# Title\n\nOne\ntwo\n\nThree"}});
  ASSERT_TRUE(read);
  ASSERT_EQ(read->size(), 3U);
  EXPECT_TRUE(read->at(0).heading);
  EXPECT_EQ(read->at(0).content.at("es"), "Título");
  EXPECT_EQ(read->at(1).label, "3.2");
  EXPECT_EQ(read->at(1).content.at("es"), "Uno\ndos");
  EXPECT_EQ(read->at(1).content.at("en"), "One\ntwo");
  EXPECT_EQ(read->at(2).content.at("es"), "Tres");
}

TEST(ConsultationPastedText, IsTheSameInEveryLanguage) {
  const auto fewer = read_pasted({"es", "en"}, {{"es", "Uno\n\nDos"}, {"en", "One"}});
  ASSERT_FALSE(fewer);
  EXPECT_EQ(fewer.error().place.file, "text.en");
  EXPECT_EQ(read_pasted({"es", "en"}, {{"es", "# Uno"}, {"en", "One"}}).error().place.file, "text.en");
  EXPECT_EQ(read_pasted({"es"}, {{"es", " \n\n"}}).error().place.file, "text.es");
}

TEST(ConsultationFile, TellsOfAFaultWithItsPlace) {
  Faults faults;
  const auto file = YamlNode::parse(
      "title: {es: Texto}\nlanguages: [es]\nvoice: anonymous\nopens: \"2026-11-26T08:00\"\ncloses: \"2026-12-31T23:59\"\nzone: UTC\nparagraphs:\n  - content: "
      "{es: Uno}\n  - label: \"2\"\n    content: {en: Two}\n",
      "text.yaml", faults);
  ASSERT_TRUE(file);
  const ReadDraft read = read_draft(*file, faults);
  EXPECT_TRUE(faults.empty());
  ASSERT_EQ(read.draft.paragraphs.size(), 2U);
  EXPECT_EQ(read.draft.voice, Voice::Anonymous);
  const Error named = read.placed({ErrorKind::Input, "wrong", {.file = "paragraphs[2].content.en"}, {}});
  EXPECT_EQ(named.place.file, "text.yaml");
  EXPECT_EQ(named.place.line, 10U);
  // What is missing is told of where it is missing.
  const Error missing = read.placed({ErrorKind::Input, "wrong", {.file = "paragraphs[2].content.es"}, {}});
  EXPECT_EQ(missing.place.line, 10U);
  EXPECT_EQ(missing.what, "paragraphs[2].content.es: wrong");
}

TEST(ConsultationFile, RefusesWhatIsNoConsultation) {
  for (const char* text : {"- a\n", "title: x\n", "titel: {es: a}\n", "title: {es: [a]}\n", "voice: loud\n", "paragraphs: [a]\n"}) {
    Faults faults;
    const auto file = YamlNode::parse(text, "text.yaml", faults);
    if (file) (void)read_draft(*file, faults);
    EXPECT_FALSE(faults.empty()) << text;
  }
}

}  // namespace
}  // namespace atalaya::reg::consultation
