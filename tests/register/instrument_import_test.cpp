// Instruments from a table, documents of instruments, and open data by an address.
#include <gtest/gtest.h>

#include <algorithm>

#include "postgres.h"
#include "register/instruments/csv_import.h"
#include "register/instruments/documents.h"
#include "register/instruments/instruments.h"
#include "register/instruments/open_data.h"
#include "register/instruments/search.h"
#include "register/store/log.h"

namespace atalaya::reg::instruments {
namespace {

const Known agenda{{"ARG", "BRA"}, {1, 2, 12}};

class InstrumentImport : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { NEEDS_DATABASE(test_); }
  Store& store() { return test_.store(); }
  Imported take(const std::string& csv) { return import_csv(store(), "system", csv, "table.csv", agenda).value(); }
  std::string all(OpenData::Form form = OpenData::Form::Csv, Table table = Table::Instruments, const Filter& filter = {}) {
    const auto data = OpenData::open(store(), form, table, filter).value();
    std::string out;
    while (data->next(out).value()) {
    }
    return out;
  }
  testing::TestStore test_{GetParam()};
};
ON_BOTH_DATABASES(InstrumentImport);

TEST_P(InstrumentImport, TakesGoodRowsAndListsEveryFaultOfTheOthers) {
  const Imported done = take(
      "country,kind,language,title,body,goals,state,state_since\n"
      "ARG,law,es,\"Ley, de firma\",Congreso,\"2,12\",in_force,2001-12-14\n"
      "XXX,statute,es,Otra,Alguien,99,,\n"
      "BRA,plan,pt,Plano de banda larga,Ministério,1,expired,2010-01-01\n"
      "BRA,plan,pt,Plano de banda larga,Ministério,1,adopted,2010-01-01\n");
  EXPECT_EQ(done.added, 2U);
  EXPECT_EQ(done.rejected, 2U);
  std::string said;
  for (const Error& fault : done.faults) said += fault.to_string() + "\n";
  EXPECT_NE(said.find("kind: "), std::string::npos) << said;
  EXPECT_NE(said.find("country: "), std::string::npos) << said;
  EXPECT_NE(said.find("goals: "), std::string::npos) << said;
  ASSERT_FALSE(done.faults.empty());
  EXPECT_EQ(done.faults.front().place.file, "table.csv");
  EXPECT_EQ(done.faults.front().place.line, 3U);
  EXPECT_EQ(done.faults.back().place.line, 4U) << said;
  EXPECT_EQ(count(store(), {}).value(), 2);
}

TEST_P(InstrumentImport, AddsNothingTwiceAndChangesByTheId) {
  const std::string csv = "country,kind,language,title,body,goals\nARG,law,es,Ley de firma,Congreso,2\nARG,law,es,Ley de firma,Congreso,2\n";
  EXPECT_EQ(take(csv).rejected, 1U) << "the second row is the first again";
  EXPECT_EQ(take(csv).rejected, 2U);
  std::string exported = all();
  EXPECT_EQ(take(exported).same, 1U);
  exported.replace(exported.find("Congreso"), 8, "Senado");
  const Imported changed = take(exported);
  EXPECT_EQ(changed.changed, 1U);
  const Imported stale = take(exported);
  EXPECT_EQ(stale.rejected, 1U) << "its version is not the newest any more";
  EXPECT_EQ(search(store(), {.text = "senado"}).value().found.size(), 1U);
}

TEST_P(InstrumentImport, RefusesATableThatIsNoneWithoutTakingAnything) {
  for (const char* bad : {"country,title\nARG,x\n", "country,kind,language,title,body,goals,colour\nARG,law,es,a,b,1,red\n",
                          "country,kind,language,title,body,goals\nARG,law,es,Ley,Congreso,1\nARG,law\n"}) {
    const auto done = import_csv(store(), "system", bad, "table.csv", agenda);
    ASSERT_FALSE(done) << bad;
    EXPECT_EQ(done.error().kind, ErrorKind::Input);
  }
  EXPECT_EQ(count(store(), {}).value(), 0);
}

TEST_P(InstrumentImport, KeepsTheNamesOfDocumentsAndTheirVersions) {
  take("country,kind,language,title,body,goals\nARG,law,es,Ley de firma,Congreso,2\n");
  const std::string id = search(store(), {}).value().found.at(0).id, hash(64, 'a'), other(64, 'b');
  EXPECT_EQ(attach(store(), "system", id, 1, {hash, "ley.pdf", "application/pdf", 10}, agenda).value(), 2);
  const auto late = attach(store(), "system", id, 1, {other, "otra.pdf", "application/pdf", 10}, agenda);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().kind, ErrorKind::Conflict);
  EXPECT_EQ(documents(store(), id).value().size(), 1U) << "what was refused leaves nothing";
  EXPECT_EQ(attach(store(), "system", id, 2, {other, "otra.pdf", "application/pdf", 10}, agenda).value(), 3);
  EXPECT_EQ(documents(store(), id).value().size(), 2U);
  EXPECT_EQ(find_document(store(), id, hash).value().name, "ley.pdf");
  EXPECT_EQ(find(store(), id).value().content.document, other);
  EXPECT_FALSE(log::verify(store()).value().broken);
}

TEST_P(InstrumentImport, OpenDataHasWhatTheFilterFinds) {
  take(
      "country,kind,language,title,body,goals,state,state_since\nARG,law,es,Ley uno,A,1,in_force,2001-01-01\nBRA,plan,pt,Plano,B,2,,\nARG,plan,es,Plan "
      "dos,C,2,,\n");
  const std::string some = all(OpenData::Form::Csv, Table::Instruments, {.country = "ARG"});
  EXPECT_EQ(std::ranges::count(some, '\n'), 3);
  EXPECT_EQ(some.find("Plano"), std::string::npos);
  EXPECT_EQ(std::ranges::count(all(OpenData::Form::Csv, Table::Events), '\n'), 2);
  const std::string json = all(OpenData::Form::Json, Table::Instruments, {.text = "plan"});
  EXPECT_NE(json.find("Plan dos"), std::string::npos) << json;
  EXPECT_EQ(json.find("Ley uno"), std::string::npos);
  EXPECT_TRUE(json.ends_with("\n]}\n"));
}

}  // namespace
}  // namespace atalaya::reg::instruments
