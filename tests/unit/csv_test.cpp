#include "formats/csv/csv_reader.h"

#include "formats/csv/csv_writer.h"
#include "formats/open_rows.h"
#include "support.h"

namespace atalaya {
namespace {

using namespace std::string_literals;
using Lines = std::vector<std::string>;

Lines read(const std::string& text, CsvOptions options = {}) {
  auto reader = CsvReader::open(text, "f", options);
  if (!reader) return {reader.error().to_string()};
  return testing::drain(*reader);
}

TEST(Csv, WhatIsRead) {
  const struct {
    const char* what;
    std::string text;
    Lines rows;
  } all[] = {
      {"plain", "a,b\n1,2\n3,4\n", {"2: 1|2", "3: 3|4"}},
      {"no line end at the end", "a,b\n1,2", {"2: 1|2"}},
      {"CR LF", "a,b\r\n1,2\r\n", {"2: 1|2"}},
      {"a byte-order mark", "\xEF\xBB\xBF\"a\",b\n1,2\n", {"2: 1|2"}},
      {"empty cells", "a,b,c\n,,\n", {"2: ||"}},
      {"empty lines", "a,b\n\n1,2\n\n\r\n", {"3: 1|2"}},
      {"an empty cell of a single column", "a\n\nx\n", {"2: ", "3: x"}},
      {"quotes", "a,b\n\"x,y\",\"he said \"\"no\"\"\"\n", {"2: x,y|he said \"no\""}},
      {"lines within quotes", "a,b\n\"1\n2\r\n3\",x\n4,5\n", {"2: 1\n2\r\n3|x", "5: 4|5"}},
      {"an empty quoted cell", "a,b\n\"\",\"\"\"\"\n", {"2: |\""}},
      {"only a header", "a,b\n", {}},
      {"blanks are kept", "a,b\n 1 ,2\n", {"2:  1 |2"}},
      {"names are trimmed", " a , b\n1,2\n", {"2: 1|2"}},
      {"NUL is a character", "a\n1\0"s + "2\n", {"2: 1\0"s + "2"}},
  };
  for (const auto& [what, text, rows] : all) EXPECT_EQ(read(text), rows) << what;
  EXPECT_EQ(read("a;b\n1,5;2\n", {.delimiter = ';'}), Lines{"2: 1,5|2"});
}

TEST(Csv, WhatIsRefusedAndWhere) {
  const std::pair<std::string, std::string> all[] = {
      {"", "f:1:1: the file is empty"},
      {"\xEF\xBB\xBF", "f:1:1: the file is empty"},
      {"a,a\n", "f:1:2: two columns are called 'a'"},
      {"a,,c\n", "f:1:2: a column has no name"},
      {"a,b\n1\n", "f:2:2: the line has 1 fields, the header 2"},
      {"a,b\n1,2\n1,2,3\n", "f:3:3: the line has 3 fields, the header 2"},
      {"a,b\n1,\"2\n", "f:2:2: the quote opened on line 2 is never closed"},
      {"a,b\n1,\"2\n\n\"x\n", "f:4:2: text follows a closing quote"},
      {"a,b\n1,2\"3\n", "f:2:2: a quote stands amid a field"},
      {"a,b\n1,\"2\"\rx\n", "f:2:3: a carriage return stands amid a line"},
      {"a,b\n1,\xC3\x28\n", "f:2:2: the text is not UTF-8"},
      {"a\xFF,b\n", "f:1:1: the text is not UTF-8"},
  };
  for (const auto& [text, message] : all) {
    const Lines lines = read(text);
    ASSERT_FALSE(lines.empty()) << text;
    EXPECT_TRUE(lines.back().starts_with(message)) << text << "\n" << lines.back();
  }
}

TEST(Csv, Limits) {
  const CsvOptions tight{.limits = {.record_bytes = 20, .columns = 3, .file_bytes = 200}};
  EXPECT_EQ(read("a,b\n12345678901234567,1\n", tight), Lines{"2: 12345678901234567|1"});
  const std::string wide(30, 'x');
  const std::pair<std::string, std::string> all[] = {{"a,b\n" + wide + ",1\n", "20 bytes"},   {"a,b\n\"" + wide + "\",1\n", "20 bytes"},
                                                     {"a,b\n\"" + wide + ",1\n", "20 bytes"}, {"a,b,c,d\n", "3 fields"},
                                                     {"a,b\n1,2,3,4\n", "3 fields"},          {"a,b\n" + std::string(300, 'x'), "200 bytes"}};
  for (const auto& [text, limit] : all) {
    EXPECT_TRUE(read(text, tight).back().ends_with(" than " + limit)) << read(text, tight).back();
  }
}

TEST(Csv, AnyCellsThatAreWrittenAreReadBack) {
  const Lines cells = {"", "a", "a,b", "\"", "\"\"", "x\ny", "x\r\ny", " ", "é€", ",,,", "\"a\",\"b\""};
  std::string text = "one,two\n";
  for (const std::string& one : cells) {
    for (const std::string& two : cells) {
      append_csv_field(text, one);
      text += ',';
      append_csv_field(text, two);
      text += '\n';
    }
  }
  auto reader = CsvReader::open(text, "f");
  ASSERT_TRUE(reader);
  Row row;
  for (const std::string& one : cells) {
    for (const std::string& two : cells) {
      ASSERT_TRUE(reader->next(row).value());
      EXPECT_EQ(row.cells[0], one);
      EXPECT_EQ(row.cells[1], two);
    }
  }
  EXPECT_FALSE(reader->next(row).value());
}

TEST(OpenRows, GuessesTheFormat) {
  EXPECT_EQ(guess_format("[{\"page\":1}]"), RowFormat::WorldBankJson);
  EXPECT_EQ(guess_format("\xEF\xBB\xBF \n{}"), RowFormat::WorldBankJson);
  EXPECT_EQ(guess_format("DATAFLOW,FREQ\n"), RowFormat::SdmxCsv);
  EXPECT_EQ(guess_format("STRUCTURE,STRUCTURE_ID,ACTION\n"), RowFormat::SdmxCsv);
  EXPECT_EQ(guess_format("STRUCTURES\n"), RowFormat::Csv);
  EXPECT_EQ(guess_format(""), RowFormat::Csv);
}

}  // namespace
}  // namespace atalaya
