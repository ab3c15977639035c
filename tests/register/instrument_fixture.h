// A register of instruments in either database, with some countries and goals.
#pragma once

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "postgres.h"
#include "register/instruments/instruments.h"
#include "register/instruments/search.h"

namespace atalaya::reg::instruments {

inline const Known known{{"ARG", "BRA", "CHL", "URY"}, {1, 2, 3, 12, 25}};

inline Instrument sample(const std::string& title = "Ley de Firma Digital", const std::string& country = "ARG") {
  Instrument out;
  out.country = country;
  out.kind = Kind::Law;
  out.language = "es";
  out.title = title;
  out.body = "Congreso de la Nación";
  out.address = "https://example.org/ley/25506";
  out.goals = {2, 12};
  return out;
}

class InstrumentFixture : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { NEEDS_DATABASE(test_); }
  Store& store() { return test_.store(); }
  std::string put(const Instrument& instrument, const std::vector<NewEvent>& history = {}) {
    auto id = add(store(), "system", instrument, history, known);
    if (!id) throw std::runtime_error(id.error().to_string());
    return *id;
  }
  std::vector<std::string> titles(const Filter& filter) {
    std::vector<std::string> out;
    const Page page = search(store(), filter).value();
    for (const Found& found : page.found) out.push_back(found.title);
    EXPECT_EQ(count(store(), filter).value(), static_cast<long long>(out.size()));
    return out;
  }
  testing::TestStore test_{GetParam()};
};

using Titles = std::vector<std::string>;

}  // namespace atalaya::reg::instruments
