// A questionnaire as a workbook: out with the present answers, and back with what somebody has changed in it.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/locale.h"
#include "formats/xlsx/xlsx.h"
#include "register/submissions/answers.h"

namespace atalaya::reg::sheets {

inline constexpr const char* media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// An instrument of the register of instruments.
struct Entry {
  std::string id, title;
};

/// What goes out, and how it is said.
struct Outgoing {
  const Questionnaire& questionnaire;
  const submissions::Submission& submission;
  const submissions::Draft& draft;
  const Locale& locale;
  std::string country;                                               ///< Its name.
  std::function<std::string(const AskedIndicator&)> indicator_name;  ///< In the locale's language.
  /// Instruments of the register that can answer a question; null: none are proposed.
  std::function<std::vector<Entry>(const Question&)> entries = nullptr;
};

/// The bytes of the workbook. Cells of answers can be changed where the submission can be; all else is locked, which keeps from mistakes and is no protection.
[[nodiscard]] Result<std::string> write(const Outgoing& outgoing);

/// A cell that is not taken. `reason` is English, for tr(); {1} is the argument.
struct Refused {
  std::string sheet, cell;  ///< "Primera", "D12"
  std::string question;     ///< Full id; empty where it is none.
  const char* reason = "";
  std::string argument = {};
};

/// Where the answer to a question stands in the workbook.
struct Spot {
  std::string sheet, cell;
};

struct Incoming {
  std::vector<submissions::Change> changes;  ///< What is another answer than the one that went out; all of them valid.
  std::vector<Spot> spots;                   ///< Of each change.
  std::vector<Refused> refused;              ///< In the order of the sheets. An answer of several cells is taken whole or not at all.
  std::size_t unchanged = 0;                 ///< Questions.
};

/// `draft` is what the register has now. Input where it is no workbook (xlsx.h), or not one that went out for this submission and questionnaire.
[[nodiscard]] Result<Incoming> read(std::string_view bytes, const std::string& name, const Questionnaire& questionnaire, const std::string& submission,
                                    const submissions::Draft& draft, const XlsxLimits& limits = {});

}  // namespace atalaya::reg::sheets
