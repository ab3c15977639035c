// Constraints on the content of data and metadata: cube regions and key sets.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/sdmx/base.h"

namespace atalaya::sdmx {

struct PeriodBound {
  std::string period;
  bool inclusive = true;
  bool operator==(const PeriodBound&) const = default;
};

/// Before, after, or between.
struct TimeRange {
  std::optional<PeriodBound> before = {}, after = {}, start = {}, end = {};
  std::string valid_from = {}, valid_to = {};
  bool operator==(const TimeRange&) const = default;
};

struct ConstrainedValue {
  std::string value;
  std::string cascade = {};  ///< "", "true", "false", "excluderoot"
  std::string language = {};
  std::string valid_from = {}, valid_to = {};
  bool operator==(const ConstrainedValue&) const = default;
};

/// What one component may have.
struct ValueSelection {
  std::string id;
  bool include = true;
  bool remove_prefix = false;
  std::string valid_from = {}, valid_to = {};
  std::vector<ConstrainedValue> values = {};
  std::optional<TimeRange> time_range = {};
  bool operator==(const ValueSelection&) const = default;
};

struct CubeRegion : Annotable {
  bool include = true;
  std::vector<ValueSelection> key_values = {};  ///< Dimensions.
  std::vector<ValueSelection> components = {};  ///< Attributes and measures.
  bool operator==(const CubeRegion&) const = default;
};

struct DataKey : Annotable {
  bool include = true;
  std::string valid_from = {}, valid_to = {};
  std::vector<ValueSelection> key_values = {};  ///< Dimensions left out are any.
  std::vector<ValueSelection> components = {};
  bool operator==(const DataKey&) const = default;
};

struct DataKeySet {
  bool included = true;
  std::vector<DataKey> keys = {};
  bool operator==(const DataKeySet&) const = default;
};

struct ReleaseCalendar {
  std::string periodicity, offset, tolerance;
  bool operator==(const ReleaseCalendar&) const = default;
};

/// SDMX 2.1: the dates that the content has.
struct ReferencePeriod {
  std::string start = {}, end = {};
  bool operator==(const ReferencePeriod&) const = default;
};

/// SDMX 2.1: to a data set of a provider.
struct DataSetAttachment {
  std::string id;
  Reference provider;
  bool operator==(const DataSetAttachment&) const = default;
};

/// A service that answers queries of the standard for what is constrained.
struct QueryableDataSource {
  std::string data_url = {}, wsdl_url = {}, wadl_url = {};
  bool is_rest = false, is_web_service = false;
  bool operator==(const QueryableDataSource&) const = default;
};

struct DataConstraint : Maintainable {
  static constexpr Kind kind = Kind::DataConstraint;
  enum class Role { Allowed, Actual };
  Role role = Role::Allowed;                ///< Actual: what is there (an availability).
  bool is_attachment = false;               ///< An AttachmentConstraint of SDMX 2.1.
  std::vector<Reference> attachments = {};  ///< Structures, flows, agreements or one provider.
  std::vector<DataSetAttachment> data_sets = {};
  std::vector<std::string> data_sources = {};  ///< Simple data sources: addresses of messages.
  std::vector<QueryableDataSource> queryable_sources = {};
  std::optional<ReleaseCalendar> calendar = {};
  std::optional<ReferencePeriod> reference_period = {};
  std::vector<DataKeySet> key_sets = {};
  std::vector<CubeRegion> regions = {};
  std::optional<std::string> series_count = {}, observation_count = {};  ///< Of an availability.
  bool operator==(const DataConstraint&) const = default;
};

struct MetadataTargetRegion : Annotable {
  bool include = true;
  std::string valid_from = {}, valid_to = {};
  std::vector<ValueSelection> components = {};
  std::vector<ValueSelection> key_values = {};  ///< SDMX 2.1
  std::string report = {}, target = {};         ///< SDMX 2.1
  bool operator==(const MetadataTargetRegion&) const = default;
};

struct MetadataConstraint : Maintainable {
  static constexpr Kind kind = Kind::MetadataConstraint;
  DataConstraint::Role role = DataConstraint::Role::Allowed;
  std::vector<Reference> attachments = {};
  std::vector<std::string> data_sources = {};
  std::vector<QueryableDataSource> queryable_sources = {};
  std::optional<ReleaseCalendar> calendar = {};
  std::vector<MetadataTargetRegion> regions = {};
  bool operator==(const MetadataConstraint&) const = default;
};

}  // namespace atalaya::sdmx
