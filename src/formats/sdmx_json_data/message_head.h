// The head of an SDMX-JSON data message, and messages without data that say what went wrong (field guides, "meta", "errors").
#pragma once

#include <span>
#include <string>

#include "base/json_writer.h"
#include "formats/sdmx_json_data/json_numbers.h"
#include "model/data_message.h"

namespace atalaya {

/// More detail to an HTTP status (field guide, "statusInformation").
struct StatusInformation {
  int code = 0;
  LocalText title = {};
  LocalText detail = {};
};

/// A message without data that says what went wrong.
[[nodiscard]] std::string write_sdmx_json_errors(JsonDataVersion version, const MessageHeader& header, std::span<const StatusInformation> errors,
                                                 const std::string& language = "en");

/// The members that stand before the data; `agency` sends where the header names no sender.
void write_message_head(JsonWriter& json, const MessageHeader& header, JsonDataVersion version, const std::string& language, const std::string& agency);

/// The array of the errors.
void write_errors(JsonWriter& json, std::span<const StatusInformation> errors, const std::string& language);

}  // namespace atalaya
