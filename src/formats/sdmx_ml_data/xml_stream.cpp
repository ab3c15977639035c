#include "formats/sdmx_ml_data/xml_stream.h"

#include <algorithm>
#include <utility>

namespace atalaya::sdmx_ml {

// Nothing may be thrown through Expat, which is C: what is thrown waits until the parser has returned.
template <typename F>
void XmlStream::guarded(F&& call) noexcept {
  // Expat ends an empty element even where its start stopped the parser.
  if (stopped_) return;
  try {
    call();
  } catch (...) {
    thrown_ = std::current_exception();
    stop();
  }
}

void XmlStream::on_start(void* self, const char* name, const char** attributes) noexcept {
  auto& stream = *static_cast<XmlStream*>(self);
  stream.guarded([&] {
    if (++stream.depth_ > stream.limits_.depth) {
      return stream.fail({ErrorKind::Input, "elements are nested more than " + std::to_string(stream.limits_.depth) + " deep"});
    }
    const int count = XML_GetSpecifiedAttributeCount(stream.parser_.get());
    if (static_cast<std::size_t>(count) > 2 * stream.limits_.attributes) {
      return stream.fail({ErrorKind::Input, "the element has more than " + std::to_string(stream.limits_.attributes) + " attributes"});
    }
    stream.note_event_end();
    stream.handler_->start(name, attributes);
  });
}

void XmlStream::on_end(void* self, const char* name) noexcept {
  auto& stream = *static_cast<XmlStream*>(self);
  stream.guarded([&] {
    --stream.depth_;
    stream.note_event_end();
    stream.handler_->end(name);
  });
}

void XmlStream::on_text(void* self, const char* text, int size) noexcept {
  auto& stream = *static_cast<XmlStream*>(self);
  stream.guarded([&] { stream.handler_->text({text, static_cast<std::size_t>(size)}); });
}

void XmlStream::on_doctype(void* self, const char*, const char*, const char*, int) noexcept {
  auto& stream = *static_cast<XmlStream*>(self);
  stream.guarded([&] {
    // Expat tells of it at its bracket or its end.
    Place place{stream.file_};
    const std::size_t at = stream.bytes_.rfind("<!DOCTYPE", stream.offset());
    if (!stream.wide_ && at != std::string_view::npos) {
      const Position begin = stream.position_at(at);
      place = {stream.file_, begin.line, begin.column};
    }
    stream.fail({ErrorKind::Input, "a document type declaration is refused", std::move(place),
                 "SDMX-ML has none; remove it, and with it the entities that it declares"});
  });
}

std::size_t XmlStream::offset() const {
  if (observation_at_) return *observation_at_;
  return std::min(static_cast<std::size_t>(std::max<XML_Index>(XML_GetCurrentByteIndex(parser_.get()), 0)) + passed_by_, bytes_.size());
}

void XmlStream::note_event_end() {
  if (shortcut_) event_end_ = offset() + static_cast<std::size_t>(XML_GetCurrentByteCount(parser_.get()));
}

void XmlStream::tell_observations() {
  while (!stopped_ && scanner_.scan(bytes_, fed_) && scanner_.attributes().size() <= limits_.attributes) {
    observation_at_ = scanner_.begin();
    handler_->observation(scanner_.attributes());
    passed_by_ += scanner_.end() - fed_;
    event_end_ = fed_ = scanner_.end();
  }
  observation_at_.reset();
}

XmlStream::Position XmlStream::position() {
  if (wide_) {
    const std::size_t line = XML_GetCurrentLineNumber(parser_.get());
    const std::size_t column = XML_GetCurrentColumnNumber(parser_.get()) + 1;
    // Expat counts the byte-order mark as a character.
    const bool has_mark = bytes_.starts_with("\xFE\xFF") || bytes_.starts_with("\xFF\xFE");
    return {line, line == 1 && has_mark && column > 1 ? column - 1 : column};
  }
  return position_at(offset());
}

XmlStream::Position XmlStream::position_at(std::size_t at) {
  while (counted_to_ < at) {
    const auto* const found = static_cast<const char*>(std::memchr(bytes_.data() + counted_to_, '\n', at - counted_to_));
    if (found == nullptr) break;
    ++line_;
    line_begin_ = counted_to_ = static_cast<std::size_t>(found - bytes_.data()) + 1;
  }
  counted_to_ = std::max(counted_to_, at);
  return {line_, at - std::min(at, line_begin_) + 1};
}

std::string_view XmlStream::tag() const {
  if (wide_) return {};
  return bytes_.substr(offset(), static_cast<std::size_t>(XML_GetCurrentByteCount(parser_.get())));
}

void XmlStream::fail(Error error) {
  if (error_) return;
  if (error.place.file.empty()) error.place.file = file_;
  if (error.place.line == 0) {
    const Position here = position();
    error.place.line = here.line;
    error.place.column = here.column;
  }
  error_ = std::move(error);
  stop();
}

void XmlStream::stop() {
  if (std::exchange(stopped_, true)) return;
  (void)XML_StopParser(parser_.get(), XML_FALSE);
}

void XmlStream::want_text(bool wanted) { XML_SetCharacterDataHandler(parser_.get(), wanted ? on_text : nullptr); }

Error XmlStream::syntax_error() {
  const XML_Error code = XML_GetErrorCode(parser_.get());
  if (code == XML_ERROR_NO_ELEMENTS && bytes_.empty()) return {ErrorKind::Input, "the file is empty"};
  std::string what = std::string("not well-formed XML: ") + XML_ErrorString(code);
  if (code == XML_ERROR_UNKNOWN_ENCODING) return {ErrorKind::Input, std::move(what), {}, "UTF-8, UTF-16, ISO-8859-1 and US-ASCII are read"};
  if (code == XML_ERROR_UNDEFINED_ENTITY) return {ErrorKind::Input, std::move(what), {}, "only the five entities of XML are known"};
  if (code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN || code == XML_ERROR_UNCLOSED_CDATA_SECTION) what += "; the file seems to be cut off";
  return {ErrorKind::Input, std::move(what)};
}

Status XmlStream::run(XmlHandler& handler) {
  handler_ = &handler;
  parser_.reset(XML_ParserCreate(nullptr));
  if (!parser_) throw std::bad_alloc();
  // With a byte-order mark, or without one and the first "<" in two bytes.
  wide_ = bytes_.size() >= 2 && (bytes_.starts_with("\xFE\xFF") || bytes_.starts_with("\xFF\xFE") || bytes_[0] == '\0' || bytes_[1] == '\0');
  XML_SetUserData(parser_.get(), this);
  XML_SetElementHandler(parser_.get(), on_start, on_end);
  XML_SetStartDoctypeDeclHandler(parser_.get(), on_doctype);
  while (!stopped_) {
    // Expat holds nothing back where an element's tag was the last that it was given.
    if (shortcut_ && event_end_ == fed_ && handler.takes_observations()) tell_observations();
    if (stopped_) break;
    std::size_t size = std::min(limits_.piece_bytes, bytes_.size() - fed_);
    if (shortcut_) {
      // A tag at a time.
      const void* const end = std::memchr(bytes_.data() + fed_, '>', size);
      if (end != nullptr) size = static_cast<std::size_t>(static_cast<const char*>(end) + 1 - bytes_.data()) - fed_;
    }
    const bool is_last = fed_ + size == bytes_.size();
    const XML_Status status = XML_Parse(parser_.get(), bytes_.data() + fed_, static_cast<int>(size), is_last ? 1 : 0);
    fed_ += size;
    if (thrown_) std::rethrow_exception(thrown_);
    if (stopped_) break;
    if (status != XML_STATUS_OK) {
      fail(syntax_error());
      break;
    }
    if (is_last) break;
    // What Expat keeps of a tag or a comment that has not ended yet.
    if (const std::size_t told_to = offset(); fed_ > told_to && fed_ - told_to > limits_.tag_bytes) {
      fail({ErrorKind::Input, "a tag or a comment is longer than " + std::to_string(limits_.tag_bytes) + " bytes"});
    }
  }
  if (error_) return std::unexpected(*error_);
  return {};
}

}  // namespace atalaya::sdmx_ml
