#include "api/sdmx/data_message_body.h"

namespace atalaya::api {

namespace {

/// Observations between two looks at how much was written: some tenths of a millisecond.
constexpr std::size_t step_calls = 1'000;

}  // namespace

Result<std::shared_ptr<DataMessageBody>> DataMessageBody::make(const Negotiated& form, std::vector<query::PlannedSet> sets, const Catalogue& catalogue,
                                                               MessageHeader header) {
  std::shared_ptr<DataMessageBody> out(new DataMessageBody(std::move(sets)));
  out->writer_ = TRY(make_data_writer(form, out->sets_, catalogue, out->buffer_));
  TRY_STATUS(out->writer_->header(header));
  // What the format cannot say is mostly seen in the first observations, while there still can be an answer that says so.
  TRY(out->step());
  return out;
}

Result<bool> DataMessageBody::step() {
  if (is_ended_) return false;
  if (set_ < sets_.size()) {
    if (!replay_) replay_ = std::make_unique<CubeReplay>(sets_[set_].replay());
    if (!TRY(replay_->step(*writer_, step_calls))) {
      replay_.reset();
      ++set_;
    }
  }
  if (set_ == sets_.size()) {
    TRY_STATUS(writer_->end());
    is_ended_ = true;
  }
  return !is_ended_;
}

http::BodySource::State DataMessageBody::read(std::string& out, std::size_t wanted) {
  while (buffer_.text.size() < wanted && !is_ended_) {
    if (!step()) return State::Failed;
  }
  if (out.empty()) {
    out.swap(buffer_.text);
  } else {
    out += buffer_.text;
  }
  buffer_.text.clear();
  return is_ended_ ? State::End : State::More;
}

Result<std::string> DataMessageBody::whole() {
  while (TRY(step())) {
  }
  return std::move(buffer_.text);
}

}  // namespace atalaya::api
