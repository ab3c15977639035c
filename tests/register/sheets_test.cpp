// The questionnaire as a workbook: out and back, what is changed in it, and what is refused.
#include <zip.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>

#include "register/sheets/sheets.h"
#include "register/questionnaire/meaning.h"
#include "submission_fixture.h"

namespace atalaya::reg {
namespace {

using submissions::Saved;

class Sheets : public testing::SubmissionFixture {
 protected:
  std::string out(const std::string& language = "es") {
    const Locale locale = Locale::make(language, "/nonexistent").value();
    const auto submission = submissions::find(store(), submission_).value();
    const auto draft = submissions::draft(store(), submission_).value();
    auto bytes = sheets::write({questionnaire_, submission, draft, locale, "Uruguay", [](const AskedIndicator& one) { return one.code; }});
    if (!bytes) throw std::runtime_error(bytes.error().to_string());
    return *bytes;
  }
  Result<sheets::Incoming> in(const std::string& bytes) {
    return sheets::read(bytes, "w.xlsx", questionnaire_, submission_, submissions::draft(store(), submission_).value());
  }
  /// Runs over the workbook's parts; `change` gets name and text, and gives the new text.
  static std::string edited(const std::string& bytes, const std::function<std::string(const std::string&, std::string)>& change) {
    cases::Scratch scratch;
    const auto path = scratch.files() / "w.xlsx";
    std::ofstream(path, std::ios::binary) << bytes;
    int error = 0;
    zip_t* archive = zip_open(path.c_str(), 0, &error);
    std::vector<std::string> kept;
    const auto count = zip_get_num_entries(archive, 0);
    kept.reserve(static_cast<std::size_t>(count));
    for (zip_int64_t i = 0; i < count; ++i) {
      const auto at = static_cast<zip_uint64_t>(i);
      zip_stat_t about;
      zip_stat_index(archive, at, 0, &about);
      std::string text(about.size, '\0');
      zip_file_t* file = zip_fopen_index(archive, at, 0);
      zip_fread(file, text.data(), text.size());
      zip_fclose(file);
      kept.push_back(change(about.name, std::move(text)));
      zip_file_replace(archive, at, zip_source_buffer(archive, kept.back().data(), kept.back().size(), 0), 0);
    }
    zip_close(archive);
    std::ifstream made(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(made), {}};
  }
  /// Puts an inline cell into the answer's column of the row that has this id, in any sheet.
  std::string with(const std::string& bytes, const std::string& id, const std::string& cell) {
    const XlsxBook book = read_xlsx(bytes, "w.xlsx").value();
    for (std::size_t s = 0; s < book.sheets.size(); ++s) {
      for (const XlsxCell& one : book.sheets[s].cells) {
        if (one.column != 1 || one.text != id) continue;
        const std::string place = "D" + std::to_string(one.row);
        return edited(bytes, [&](const std::string& name, std::string text) {
          if (name != "xl/worksheets/sheet" + std::to_string(s + 1) + ".xml") return text;
          const std::size_t begin = text.find("<c r=\"" + place + "\"");
          const std::size_t close = text.find('>', begin);
          const std::size_t end = text[close - 1] == '/' ? close + 1 : text.find("</c>", begin) + 4;
          return text.replace(begin, end - begin, "<c r=\"" + place + "\" " + cell + "</c>");
        });
      }
    }
    throw std::runtime_error("no row " + id);
  }
  static std::string text(const std::string& words) { return "t=\"inlineStr\"><is><t xml:space=\"preserve\">" + words + "</t></is>"; }
  std::vector<Saved> save(const sheets::Incoming& incoming) {
    return submissions::save(store(), questionnaire_, ana_, submission_, incoming.changes, submissions::Origin::Imported).value();
  }
  std::optional<AnswerValue> answer(const std::string& question) { return submissions::draft(store(), submission_).value()[question].current.value; }
};
ON_BOTH_DATABASES(Sheets);

TEST_P(Sheets, WhatGoesOutComesBackUnchanged) {
  put(ana_, "PLAN.STATE", "IN_FORCE");
  put(ana_, "PLAN.INSTRUMENT", InstrumentAnswer{"=cmd|' /C calc'!A0", "https://example.org/a?b=1&c=<2>", "2026-11", "Ñandú \"& Cía\""});
  put(ana_, "PLAN.SHARE", 0.1 + 0.2);
  put(ana_, "PLAN.BUDGET", MoneyAnswer{"1000.50", "UYU"});
  put(ana_, "PLAN.SINCE", 2019.0);
  put(ana_, "PLAN.DAY", "2026-11-26");
  put(ana_, "PLAN.STORY", "one\ntwo _x0041_ three\tfour");
  put(ana_, "PLAN.PAPER", DocumentAnswer{std::string(64, 'a'), "law.pdf"});
  put(ana_, "PLAN.NOTE", "much too long to be valid, and kept");
  put(ana_, "LAW.OPEN", "NO");
  put(ana_, "MECHANISMS.WHICH", std::vector<std::string>{"A", "B"});
  for (const char* language : {"es", "en", "pt"}) {
    const auto incoming = in(out(language));
    ASSERT_TRUE(incoming) << incoming.error().to_string();
    for (const auto& one : incoming->changes) ADD_FAILURE() << one.question;
    for (const auto& one : incoming->refused) ADD_FAILURE() << one.question << " " << one.reason;
    EXPECT_EQ(incoming->unchanged, questionnaire_.questions.size() - 1) << "all but the document, whose cell is locked";
  }
}

TEST_P(Sheets, ChangedCellsAreAnswers) {
  put(ana_, "PLAN.NOTE", "old");
  std::string book = out("pt");
  book = with(book, "PLAN.STATE", text("Em vigor"));
  book = with(book, "PLAN.NOTE", text(""));
  book = with(book, "PLAN.BUDGET", "><v>12.5</v>");
  book = with(book, "PLAN.BUDGET:currency", text("UYU"));
  book = with(book, "PLAN.DAY", "><v>46352</v>");
  book = with(book, "LAW.OPEN", text("Sí"));
  book = with(book, "MECHANISMS.WHICH:#B", text("sim"));
  book = with(book, "PLAN.STORY", text("a_x000A_b"));
  const auto incoming = in(book).value();
  for (const auto& one : incoming.refused) ADD_FAILURE() << one.question << " " << one.reason;
  EXPECT_EQ(save(incoming).size(), 7U);
  EXPECT_EQ(answer("PLAN.STATE"), AnswerValue("IN_FORCE"));
  EXPECT_EQ(answer("PLAN.NOTE"), std::nullopt);
  EXPECT_EQ(answer("PLAN.BUDGET"), AnswerValue(MoneyAnswer{"12.5", "UYU"}));
  EXPECT_EQ(answer("PLAN.DAY"), AnswerValue("2026-11-26"));
  EXPECT_EQ(answer("LAW.OPEN"), AnswerValue("YES"));
  EXPECT_EQ(answer("MECHANISMS.WHICH"), AnswerValue(std::vector<std::string>{"B"}));
  EXPECT_EQ(answer("PLAN.STORY"), AnswerValue("a\nb"));
  EXPECT_TRUE(save(in(book).value()).empty() ||
              std::ranges::all_of(save(in(book).value()), [](const Saved& one) { return one.outcome == Saved::Outcome::Same; }))
      << "the same workbook again changes nothing";
  expect_sound_log();
}

TEST_P(Sheets, AnAnswerThatWasChangedMeanwhileIsAConflictAndLosesNothing) {
  put(ana_, "PLAN.NOTE", "first");
  const std::string book = with(out(), "PLAN.NOTE", text("offline"));
  put(bea_, "PLAN.NOTE", "browser", 1);
  put(bea_, "LAW.STATE", "DRAFT");
  const auto saved = save(in(book).value());
  const auto conflict = std::ranges::find(saved, Saved::Outcome::Conflict, &Saved::outcome);
  ASSERT_NE(conflict, saved.end());
  EXPECT_EQ(conflict->question, "PLAN.NOTE");
  EXPECT_EQ(conflict->mine, AnswerValue("offline"));
  EXPECT_EQ(std::ranges::count(saved, Saved::Outcome::Saved, &Saved::outcome), 0);
  EXPECT_EQ(answer("PLAN.NOTE"), AnswerValue("browser"));
  EXPECT_EQ(answer("LAW.STATE"), AnswerValue("DRAFT")) << "what was not touched in the workbook takes nothing back";
  EXPECT_EQ(submissions::draft(store(), submission_).value()["PLAN.NOTE"].aside.at(0).value, AnswerValue("offline"));
}

TEST_P(Sheets, WhatIsWrongIsSaidWithItsCell) {
  std::string book = out();
  book = with(book, "PLAN.STATE", text("Quizás"));
  book = with(book, "PLAN.SINCE", "><v>1800</v>");
  book = with(book, "PLAN.NOTE", "><f>1+1</f><v>2</v>");
  book = with(book, "PLAN.COUNT", "t=\"e\"><v>#DIV/0!</v>");
  book = with(book, "PLAN.BUDGET", "><v>5</v>");
  book = with(book, "PLAN.BUDGET:currency", text("pesos"));
  book = with(book, "PLAN.PAGE", text("javascript:alert(1)"));
  book = with(book, "MECHANISMS.WHICH:#A", text("perhaps"));
  book = with(book, "!PLAN.PAPER", text("forged.pdf"));
  book = with(book, "LAW.STATE", text("Proyecto"));
  const auto incoming = in(book).value();
  EXPECT_EQ(incoming.refused.size(), 8U);
  for (const auto& one : incoming.refused) {
    EXPECT_TRUE(one.sheet == "1 Primera" || one.sheet == "2 Segunda") << one.sheet;
    EXPECT_TRUE(one.cell.starts_with('D')) << one.cell;
    EXPECT_NE(one.reason[0], '\0');
  }
  ASSERT_EQ(incoming.changes.size(), 1U) << "what is right is taken";
  EXPECT_EQ(incoming.changes[0].question, "LAW.STATE");
}

TEST_P(Sheets, HostileWorkbooksAreRefused) {
  const std::string book = out();
  const auto refused = [&](const std::string& bytes, const char* what) {
    const auto incoming = in(bytes);
    EXPECT_FALSE(incoming) << what;
    if (!incoming) {
      EXPECT_EQ(incoming.error().kind, ErrorKind::Input) << what;
    }
  };
  refused("", "nothing");
  refused("PK\x03\x04 no archive", "garbage");
  refused(std::string("\xd0\xcf\x11\xe0", 4) + std::string(600, 'x'), "encrypted");
  refused(book.substr(0, book.size() / 2), "cut off");
  refused(std::string((std::size_t{4} << 20U) + 1, 'P'), "too large");
  refused(edited(book,
                 [](const std::string& name, std::string text) {
                   const std::string from = "spreadsheetml.sheet.main+xml";
                   if (name == "[Content_Types].xml")
                     text.replace(text.find("application/vnd.openxmlformats-officedocument." + from), 46 + from.size(),
                                  "application/vnd.ms-excel.sheet.macroEnabled.main+xml");
                   return text;
                 }),
          "macros");
  refused(edited(book,
                 [](const std::string& name, std::string text) {
                   if (name == "xl/worksheets/sheet2.xml")
                     text = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><worksheet><sheetData>&b;</sheetData></worksheet>";
                   return text;
                 }),
          "entities");
  refused(edited(book, [](const std::string& name, std::string text) { return name == "xl/worksheets/sheet2.xml" ? std::string(60'000'000, ' ') : text; }),
          "bomb");
  refused(edited(book,
                 [](const std::string& name, std::string text) {
                   if (name == "xl/worksheets/sheet2.xml")
                     text = "<worksheet><sheetData><row r=\"1\"><c r=\"ZZZZ1\"><v>1</v></c></row></sheetData></worksheet>";
                   return text;
                 }),
          "a cell beyond the format");
  const auto other = submissions::begin(store(), bea_, cycle_, "ARG").value();
  EXPECT_FALSE(sheets::read(book, "w.xlsx", questionnaire_, other, {})) << "another report's";
}

TEST_P(Sheets, AMendedTextLeavesTheCycleOpenAndAnotherQuestionDoesNot) {
  const auto changed = [&](const std::string& from, const std::string& to) {
    Faults faults;
    std::string sections = testing::sample_sections;
    sections.replace(sections.find(from), from.size(), to);
    return read_questionnaires({{"a.yaml", sections}, {"questionnaire.yaml", testing::sample_head}}, testing::sample_agenda(), faults).at(0);
  };
  const auto cycle = cycles::find(store(), cycle_).value();
  const auto mended = changed("es: Historia,", "es: La historia,");
  EXPECT_NE(mended.sha256, questionnaire_.sha256);
  EXPECT_EQ(mended.meaning, questionnaire_.meaning);
  EXPECT_TRUE(cycles::check_questionnaire(cycle, mended));
  EXPECT_TRUE(submissions::save(store(), mended, ana_, submission_, {"PLAN.NOTE", AnswerValue("x"), 0}));
  for (const auto& [from, to] : {std::pair("max: 2030", "max: 2031"), std::pair("kind: year", "kind: number"), std::pair("at_least: 80", "at_least: 81"),
                                 std::pair("code: B,", "code: C,"), std::pair("most_letters: 10", "most_letters: 11")}) {
    EXPECT_FALSE(cycles::check_questionnaire(cycle, changed(from, to))) << to;
  }
  // A cycle of an older program is bound to the file.
  ASSERT_TRUE(store().write([&](soci::session& session) -> Status {
    sql::run(session, "update cycle set questionnaire_hash = :hash", {questionnaire_.sha256});
    return {};
  }));
  EXPECT_TRUE(cycles::check_questionnaire(cycles::find(store(), cycle_).value(), questionnaire_));
  EXPECT_EQ(cycles::bind_to_meaning(store(), std::span(&questionnaire_, 1)).value(), 1U);
  EXPECT_EQ(cycles::bind_to_meaning(store(), std::span(&questionnaire_, 1)).value(), 0U);
  EXPECT_TRUE(cycles::check_questionnaire(cycles::find(store(), cycle_).value(), mended));
  expect_sound_log();
}

}  // namespace
}  // namespace atalaya::reg
