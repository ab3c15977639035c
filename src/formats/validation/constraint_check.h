// Whether keys, periods and values lie within a constraint's cube regions and key sets (SDMX 3.1, Section 2, "Constraints"; Section 6, "Constraints").
//
// A key is allowed when it lies in an included region, where there is one, and in no excluded one; the same of key sets; both must allow it. A component that a
// region does not name may have any value. Values may have the wildcard '%', and take in the codes below them where they cascade.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "formats/validation/time_forms.h"
#include "model/data_message.h"
#include "model/sdmx/constraints.h"

namespace atalaya {

class ConstraintCheck {
 public:
  /// Components that the structure does not have, and times that are none, are left out of the check and named in `unchecked()`.
  ConstraintCheck(const sdmx::DataConstraint& constraint, std::shared_ptr<const DataStructure> structure);

  /// Of a series: why its key is not allowed, whatever the period and the attributes. Null ids are any. What is asked after it is about this key.
  [[nodiscard]] std::optional<std::string> key_fault(SeriesKey key);

  /// Values that the constraint may speak of: by the component's position, a null text where it has none.
  struct Values {
    std::span<const std::string_view> attributes;
    std::span<const std::string_view> measures;
  };
  /// Of an observation of the last key; without a span the period is not looked at.
  [[nodiscard]] std::optional<std::string> observation_fault(std::optional<TimeSpan> period, const Values& values) const;

  /// Whether there is anything that depends on more than the key.
  [[nodiscard]] bool looks_at_observations() const { return looks_at_observations_; }
  [[nodiscard]] const std::vector<std::string>& unchecked() const { return unchecked_; }
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  /// What one component may have.
  struct Selection {
    enum class Of : std::uint8_t { Dimension, Time, Attribute, Measure };
    Of of = Of::Dimension;
    std::size_t position = 0;
    bool include = true;
    bool any = false;  ///< Without values: that there is one.
    std::unordered_set<std::string, StringHash, std::equal_to<>> values = {};
    std::vector<std::string> wildcards = {};
    std::vector<TimeSpan> periods = {};                  ///< Single values of the time dimension.
    std::optional<std::int64_t> from = {}, before = {};  ///< A period begins at or after, and before.
    [[nodiscard]] bool takes(std::string_view text) const;
    [[nodiscard]] bool takes(const TimeSpan& period) const;
  };
  /// A cube region, or one key of a set.
  struct Region {
    std::vector<Selection> key;   ///< Of dimensions, but those that the index has.
    std::vector<Selection> rest;  ///< Of time, attributes and measures.
  };
  /// Regions found by the dimensions for which they have one plain value each.
  struct Regions {
    struct Group {
      std::vector<std::size_t> dimensions;
      std::unordered_map<std::string, std::vector<std::size_t>, StringHash, std::equal_to<>> by_key;
    };
    std::vector<Region> all;
    std::vector<Group> groups;
    std::vector<std::size_t> at_key;  ///< Those that the last key lies in, leaving `rest` open.
  };
  struct Rule {
    Regions included, excluded;
    const char* what;
  };

  void add(Regions& to, const std::vector<sdmx::ValueSelection>& keys, const std::vector<sdmx::ValueSelection>& components);
  [[nodiscard]] std::optional<Selection> compile(const sdmx::ValueSelection& given);
  void expand(Selection& selection, const sdmx::ConstrainedValue& value, const CodeList* list);
  void find(Regions& regions, SeriesKey key) const;
  [[nodiscard]] bool rest_holds(const Region& region, std::optional<TimeSpan> period, const Values& values) const;
  [[nodiscard]] std::string outside_key(const Regions& regions, SeriesKey key) const;

  std::string name_;
  std::shared_ptr<const DataStructure> structure_;
  std::vector<Rule> rules_;
  std::unordered_map<const CodeList*, std::unordered_map<std::string_view, std::vector<std::string_view>>> children_;
  bool looks_at_observations_ = false;
  std::vector<std::string> unchecked_;
};

}  // namespace atalaya
