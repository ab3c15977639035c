// What the register had for everybody when a release was made: the instruments of the countries, and the reviews by civil society of reports that are
// published. Nobody's name is in it. It is a file of the release, and readers need no register for it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "register/instruments/instrument.h"

namespace atalaya {

struct ReportedInstrument {
  std::string id;       ///< Public id in the register.
  std::string country;  ///< Empty: of the region.
  reg::instruments::Kind kind = reg::instruments::Kind::Law;
  std::string language, title;
  std::string translation_language, translation;  ///< Empty where there is none.
  std::string body, address;                      ///< The address may be empty.
  std::vector<int> goals;
  std::optional<reg::instruments::State> state;  ///< On the day of the release.
  std::string since;
};

struct ReportedReview {
  std::string report;  ///< Public id of the submission.
  std::string country;
  std::string indicator;
  int year = 0;              ///< Of the cycle.
  std::optional<int> level;  ///< How they see it; nothing: words alone.
  std::string body;
  std::vector<std::string> replies;  ///< Of the country.
};

struct Reported {
  std::vector<ReportedInstrument> instruments;  ///< Those that came newest into their state first.
  std::vector<ReportedReview> reviews;

  /// Of a country (empty: of the region) for a goal.
  [[nodiscard]] std::vector<const ReportedInstrument*> instruments_of(std::string_view country, int goal) const;
  [[nodiscard]] std::vector<const ReportedReview*> reviews_of(std::string_view country, std::string_view indicator) const;
  /// Builds the look-ups; called once, by whoever filled it.
  void index();

 private:
  std::unordered_map<std::string, std::vector<std::uint32_t>, StringHash, std::equal_to<>> instrument_index_ = {}, review_index_ = {};
};

inline constexpr const char* reported_file = "register.json";

[[nodiscard]] std::string write_reported(const Reported& reported);
/// With the look-ups. Input, at the file, where it is not what write_reported() writes.
[[nodiscard]] Result<Reported> read_reported(std::string_view json, const std::string& file);

}  // namespace atalaya
