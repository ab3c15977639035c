// What a check found: faults and notes, each with its kind, its place and the series or artefact that it is about.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace atalaya {

enum class FindingKind : std::uint8_t {
  Message,        ///< The message, or a line of it, is not of its format. Of the message: nothing after it was looked at.
  UnknownCode,    ///< Not in the list that enumerates the component.
  Missing,        ///< A part of a key, a mandatory attribute or measure.
  Facet,          ///< Not of the data type, or outside of a facet of it.
  Occurrence,     ///< More or fewer values than the representation takes.
  Duplicate,      ///< An observation, or an id, that is there already.
  Frequency,      ///< The period's form is not that of the series' frequency.
  Constraint,     ///< Outside of what a constraint allows.
  Contradiction,  ///< Two values of one attribute for one series, group or data set.
  Identifier,     ///< An id, a version or an agency that is not of the form of one.
  Reference,      ///< What is referred to is not there.
  Structure,      ///< A rule of data structures, code lists and the other artefacts.
  Unchecked,      ///< A note: something could not be checked.
};
[[nodiscard]] const char* to_string(FindingKind kind);  ///< "unknown_code" ...

struct Finding {
  FindingKind kind = FindingKind::Message;
  std::string what;
  std::string subject = {};  ///< "A.BRA.USERS 2020", or "codelist TEST:CL_SEX(1.0) M"; empty where the place says all.
  Place place = {};
  std::string hint = {};
  bool is_note = false;  ///< Does not make the message invalid.

  /// One line: "file:line:column: subject: what (hint)".
  [[nodiscard]] std::string to_string() const;
};

/// Keeps the first so many and counts the rest. What is not kept is not made, so a file full of faults costs no memory.
class Findings {
 public:
  explicit Findings(std::size_t most = 100) : most_(most) {}
  /// Whether another one would be kept. Callers need not build its texts where not.
  [[nodiscard]] bool has_room(bool is_note = false) const { return (is_note ? notes_ : errors_) < most_; }
  void add(Finding finding);
  template <typename F>
  void add_if_room(F&& make, bool is_note = false) {
    if (has_room(is_note)) return add(make());
    ++(is_note ? notes_ : errors_);
  }
  [[nodiscard]] std::size_t errors() const { return errors_; }
  [[nodiscard]] std::size_t notes() const { return notes_; }
  [[nodiscard]] const std::vector<Finding>& kept() const { return kept_; }
  [[nodiscard]] std::vector<Finding>& kept() { return kept_; }
  /// By place: what has none comes last.
  void sort();

 private:
  std::size_t most_;
  std::size_t errors_ = 0, notes_ = 0;
  std::vector<Finding> kept_;
};

}  // namespace atalaya
