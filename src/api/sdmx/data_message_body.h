// A data message that is written while it is sent.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "api/sdmx/data_writer.h"
#include "http/response.h"

namespace atalaya::api {

/// Holds the cubes of its sets. `catalogue` must outlive it.
class DataMessageBody final : public http::BodySource {
 public:
  /// Fails as the writer does: see make_data_writer; Usage where the format cannot say what the first part of the data has.
  [[nodiscard]] static Result<std::shared_ptr<DataMessageBody>> make(const Negotiated& form, std::vector<query::PlannedSet> sets, const Catalogue& catalogue,
                                                                     MessageHeader header);

  [[nodiscard]] State read(std::string& out, std::size_t wanted) override;
  /// All of it at once; or the failure.
  [[nodiscard]] Result<std::string> whole();

 private:
  class Buffer final : public ByteSink {
   public:
    [[nodiscard]] Status write(std::string_view bytes) override {
      text += bytes;
      return {};
    }
    std::string text;
  };

  explicit DataMessageBody(std::vector<query::PlannedSet> sets) : sets_(std::move(sets)) {}
  [[nodiscard]] Result<bool> step();

  std::vector<query::PlannedSet> sets_;
  Buffer buffer_;
  std::unique_ptr<DataSink> writer_;
  std::size_t set_ = 0;
  std::unique_ptr<CubeReplay> replay_;
  bool is_ended_ = false;
};

}  // namespace atalaya::api
