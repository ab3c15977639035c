// Expat fed from bytes in memory: events with their places, limits, and no document type declaration.
#pragma once

#include <expat.h>

#include <cstddef>
#include <cstring>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "formats/sdmx_ml_data/observation_scanner.h"

namespace atalaya::sdmx_ml {

struct XmlLimits {
  std::size_t piece_bytes = std::size_t{1} << 20U;  ///< Fed at a time.
  std::size_t tag_bytes = std::size_t{16} << 20U;   ///< Of one tag with its attributes, of one comment; memory goes up to this and a piece.
  std::size_t depth = 64;
  std::size_t attributes = 4096;  ///< Of one element.
};

/// What is told of a document. Names have their prefixes; attributes are Expat's: name, value, name, value, ..., null. Texts live until the call returns.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void start(const char* name, const char** attributes) = 0;
  virtual void end(const char* name) = 0;
  virtual void text(std::string_view) {}
  /// Whether the next child may be told by observation() instead of start() and end(). Asked only after XmlStream::take_shortcut().
  [[nodiscard]] virtual bool takes_observations() const { return false; }
  /// An empty element of the local name Obs, whose values stand in the document as they are.
  virtual void observation(std::span<const XmlAttribute>) {}
};

/// The name without its prefix.
[[nodiscard]] inline const char* local_name(const char* name) {
  const char* const colon = std::strchr(name, ':');
  return colon == nullptr ? name : colon + 1;
}

class XmlStream {
 public:
  /// `bytes` outlive the stream.
  XmlStream(std::string_view bytes, const std::string& file, const XmlLimits& limits) : bytes_(bytes), file_(file), limits_(limits) {}

  /// From the first byte to the last, or to the first failure.
  [[nodiscard]] Status run(XmlHandler& handler);

  /// Where the current event begins.
  struct Position {
    std::size_t line = 0, column = 0;
  };
  [[nodiscard]] Position position();
  /// The bytes of the current tag as they stand in the document; nothing where the encoding is of more than a byte.
  [[nodiscard]] std::string_view tag() const;
  [[nodiscard]] std::string_view bytes() const { return bytes_; }

  /// Ends the run with this failure; the first one stays. A place is added where there is none.
  void fail(Error error);
  [[nodiscard]] bool failed() const { return error_.has_value(); }
  /// Text is told only while it is wanted.
  void want_text(bool wanted);
  /// Ends the run without failure.
  void stop();
  /// From now on the handler is asked between elements whether it takes observations (observation_scanner.h).
  void take_shortcut() { shortcut_ = !wide_; }

 private:
  static void on_start(void* self, const char* name, const char** attributes) noexcept;
  static void on_end(void* self, const char* name) noexcept;
  static void on_text(void* self, const char* text, int size) noexcept;
  static void on_doctype(void* self, const char*, const char*, const char*, int) noexcept;
  template <typename F>
  void guarded(F&& call) noexcept;
  [[nodiscard]] Error syntax_error();
  void tell_observations();
  void note_event_end();
  [[nodiscard]] std::size_t offset() const;
  /// Offsets come in ascending order; lines are counted once.
  [[nodiscard]] Position position_at(std::size_t offset);

  struct Free {
    void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
  };
  std::string_view bytes_;
  const std::string& file_;
  XmlLimits limits_;
  std::unique_ptr<XML_ParserStruct, Free> parser_;
  XmlHandler* handler_ = nullptr;
  std::optional<Error> error_;
  std::exception_ptr thrown_;
  bool stopped_ = false;
  bool wide_ = false;  // UTF-16
  std::size_t depth_ = 0;
  std::size_t fed_ = 0;        // of bytes_, told or passed by
  std::size_t passed_by_ = 0;  // of these: what Expat was not shown
  std::size_t event_end_ = 0;  // where the last element event ended
  bool shortcut_ = false;
  ObservationScanner scanner_;
  std::optional<std::size_t> observation_at_;  // while one is told that Expat does not see
  std::size_t counted_to_ = 0, line_ = 1, line_begin_ = 0;
};

}  // namespace atalaya::sdmx_ml
