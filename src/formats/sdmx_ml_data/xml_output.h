// XML on its way out: a buffer that is handed on when it is full, and escaping.
#pragma once

#include <string>
#include <string_view>

#include "model/data_message.h"

namespace atalaya::sdmx_ml {

/// Appends text so that it reads back the same from an attribute's value, or from an element: tabs and line ends are kept. False where XML 1.0 has no way to
/// say it (control characters); then nothing is appended of what follows it.
[[nodiscard]] bool append_escaped(std::string& out, std::string_view text);

class XmlOutput {
 public:
  explicit XmlOutput(ByteSink& sink) : sink_(sink) {}
  /// What is written goes here.
  std::string text;
  /// Between elements: hands on what has gathered where it is much.
  [[nodiscard]] Status flush_if_full() { return text.size() < full_ ? Status() : flush(); }
  [[nodiscard]] Status flush() {
    TRY_STATUS(sink_.write(text));
    text.clear();
    return {};
  }

 private:
  static constexpr std::size_t full_ = std::size_t{1} << 18U;
  ByteSink& sink_;
};

}  // namespace atalaya::sdmx_ml
