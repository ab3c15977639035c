#include "formats/tree/xml_writer.h"

#include <array>
#include <cassert>

namespace atalaya {

namespace {

enum Escape : unsigned char { None = 0, InText = 1, InAttribute = 2 };

constexpr std::array<unsigned char, 256> escapes = [] {
  std::array<unsigned char, 256> out{};
  for (std::size_t c = 0; c < 0x20; ++c) out[c] = InText | InAttribute;
  out['\t'] = out['\n'] = InAttribute;
  out['&'] = out['<'] = out['>'] = InText | InAttribute;
  out['"'] = InAttribute;
  out[0xEF] = InText | InAttribute;  // May begin U+FFFE or U+FFFF.
  return out;
}();

void append_escaped(std::string& out, std::string_view text, unsigned char where) {
  std::size_t from = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if ((escapes[c] & where) == 0) continue;
    std::string_view replacement;
    std::size_t replaced = 1;
    switch (c) {
      case '&': replacement = "&amp;"; break;
      case '<': replacement = "&lt;"; break;
      case '>': replacement = "&gt;"; break;
      case '"': replacement = "&quot;"; break;
      case '\t': replacement = "&#9;"; break;
      case '\n': replacement = "&#10;"; break;
      case '\r': replacement = "&#13;"; break;
      case 0xEF:
        if (!text.substr(i).starts_with("\xEF\xBF\xBE") && !text.substr(i).starts_with("\xEF\xBF\xBF")) continue;
        replacement = "\xEF\xBF\xBD";
        replaced = 3;
        break;
      default: replacement = "\xEF\xBF\xBD";
    }
    out += text.substr(from, i - from);
    out += replacement;
    i += replaced - 1;
    from = i + 1;
  }
  out += text.substr(from);
}

}  // namespace

void append_xml_text(std::string& out, std::string_view text) { append_escaped(out, text, InText); }
void append_xml_attribute(std::string& out, std::string_view text) { append_escaped(out, text, InAttribute); }

std::string escaped_xml(std::string_view text) {
  std::string out;
  append_xml_attribute(out, text);
  return out;
}

XmlWriter& XmlWriter::declaration() {
  assert(!started_);
  out_ += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  return *this;
}

XmlWriter& XmlWriter::start(std::string_view name) {
  close_tag();
  const std::size_t begin = out_.size();
  if (started_ && !has_text_) new_line();
  out_ += '<';
  out_ += name;
  open_.push_back({name, begin});
  in_tag_ = started_ = true;
  has_text_ = false;
  return *this;
}

XmlWriter& XmlWriter::attribute(std::string_view name, std::string_view value) {
  assert(in_tag_);
  out_ += ' ';
  out_ += name;
  out_ += "=\"";
  append_xml_attribute(out_, value);
  out_ += '"';
  return *this;
}

XmlWriter& XmlWriter::text(std::string_view text) {
  assert(!open_.empty());
  if (text.empty()) return *this;
  close_tag();
  append_xml_text(out_, text);
  has_text_ = true;
  return *this;
}

XmlWriter& XmlWriter::markup(std::string_view xml) {
  assert(!open_.empty());
  if (xml.empty()) return *this;
  close_tag();
  out_ += xml;
  has_text_ = true;
  return *this;
}

XmlWriter& XmlWriter::end() {
  assert(!open_.empty());
  const std::string_view name = open_.back().name;
  open_.pop_back();
  if (in_tag_) {
    out_ += "/>";
    in_tag_ = false;
  } else {
    if (!has_text_) new_line();
    out_ += "</";
    out_ += name;
    out_ += '>';
  }
  has_text_ = false;
  return *this;
}

XmlWriter& XmlWriter::end_or_drop() {
  assert(!open_.empty());
  const auto [name, begin] = open_.back();
  // The start tag stands open behind its name: nothing was added.
  const bool is_empty = in_tag_ && begin != std::string::npos && out_.size() - begin > name.size() && out_[out_.size() - name.size() - 1] == '<' &&
                        std::string_view(out_).substr(out_.size() - name.size()) == name;
  if (!is_empty) return end();
  out_.resize(begin);
  open_.pop_back();
  in_tag_ = false;
  return *this;
}

Status XmlWriter::flush(ByteSink& sink, std::size_t above) {
  if (out_.size() <= above) return {};
  TRY_STATUS(sink.write(out_));
  out_.clear();
  for (Open& element : open_) element.begin = std::string::npos;
  return {};
}

void XmlWriter::close_tag() {
  if (!in_tag_) return;
  out_ += '>';
  in_tag_ = false;
}

void XmlWriter::new_line() {
  if (indent_ == 0) return;
  out_ += '\n';
  out_.append(open_.size() * static_cast<std::size_t>(indent_), ' ');
}

}  // namespace atalaya
