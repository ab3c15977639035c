// Several values of an attribute in formats that have room for one.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "model/data_message.h"

namespace atalaya::api {

/// Says the values of an attribute without a code list as one text, "ARG;BRA", as SDMX-CSV 2 has them in a field; SDMX 2.1 declares such an attribute as a text
/// too. What would not be told apart again (a value with a semicolon), codes and texts in several languages go on as they are: the writer refuses them.
class JoinedValues final : public DataSink {
 public:
  explicit JoinedValues(std::unique_ptr<DataSink> next) : next_(std::move(next)) {}

  [[nodiscard]] Status header(const MessageHeader& header) override { return next_->header(header); }
  [[nodiscard]] Status begin_set(const DataSetInfo& info) override;
  [[nodiscard]] Status set_attributes(std::span<const Value> values) override { return next_->set_attributes(joined(values)); }
  [[nodiscard]] Status group(std::size_t group, SeriesKey key, std::span<const Value> values) override { return next_->group(group, key, joined(values)); }
  [[nodiscard]] Status series(SeriesKey key, std::span<const Value> attributes) override { return next_->series(key, joined(attributes)); }
  [[nodiscard]] Status observation(const DataObservation& observation) override;
  [[nodiscard]] Status end_set() override { return next_->end_set(); }
  [[nodiscard]] Status refused(const Error& fault) override { return next_->refused(fault); }
  [[nodiscard]] Status note(const MessageNote& note) override { return next_->note(note); }
  [[nodiscard]] Status end() override { return next_->end(); }

 private:
  [[nodiscard]] std::span<const Value> joined(std::span<const Value> values);

  std::unique_ptr<DataSink> next_;
  std::shared_ptr<const DataStructure> structure_;
  std::vector<Value> values_;
  std::vector<std::string> texts_;
};

}  // namespace atalaya::api
