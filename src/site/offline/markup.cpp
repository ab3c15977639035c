#include "site/offline/markup.h"

#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"

namespace atalaya::site::offline {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string utf8(unsigned long code) {
  if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) code = 0xFFFD;
  std::array<char, U8_MAX_LENGTH> bytes{};
  std::size_t size = 0;
  U8_APPEND_UNSAFE(bytes, size, static_cast<UChar32>(code));
  return {bytes.data(), size};
}

/// The five named references that templates write, and those by number; all else is text.
std::string decode(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, char>, 5> named = {{{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t end = text[at] == '&' ? text.substr(0, std::min(text.size(), at + 12)).find(';', at) : std::string_view::npos;
    if (end == std::string_view::npos) {
      out += text[at];
      continue;
    }
    std::string_view name = text.substr(at + 1, end - at - 1);
    const auto found = std::ranges::find(named, name, &std::pair<std::string_view, char>::first);
    if (found != named.end()) {
      out += found->second;
      at = end;
      continue;
    }
    unsigned long code = 0;
    bool is_number = name.size() > 1 && name[0] == '#';
    if (is_number) {
      const bool is_hex = name[1] == 'x' || name[1] == 'X';
      name.remove_prefix(is_hex ? 2 : 1);
      const auto [stop, error] = std::from_chars(name.data(), name.data() + name.size(), code, is_hex ? 16 : 10);
      is_number = error == std::errc() && stop == name.data() + name.size();
    }
    if (is_number) {
      out += utf8(code);
      at = end;
    } else {
      out += '&';
    }
  }
  return out;
}

}  // namespace

std::optional<Tag> Tags::next() {
  while (at_ < html_.size()) {
    if (!raw_text_.empty()) {
      skip_raw_text();
      continue;
    }
    at_ = html_.find('<', at_);
    if (at_ == std::string_view::npos || at_ + 1 >= html_.size()) break;
    const char after = html_[at_ + 1];
    if (html_.substr(at_).starts_with("<!--")) {
      skip_to("-->", at_ + 4);
    } else if (after == '!' || after == '?') {
      skip_to(">", at_ + 2);
    } else if (is_letter(after) || (after == '/' && at_ + 2 < html_.size() && is_letter(html_[at_ + 2]))) {
      return read_tag();
    } else {
      ++at_;
    }
  }
  at_ = html_.size();
  return std::nullopt;
}

void Tags::skip_to(std::string_view end, std::size_t from) {
  const std::size_t found = html_.find(end, from);
  at_ = found == std::string_view::npos ? html_.size() : found + end.size();
}

/// What is within <script> and its like ends only at its own closing tag.
void Tags::skip_raw_text() {
  const std::string end = "</" + raw_text_;
  raw_text_.clear();
  for (; at_ < html_.size(); ++at_) {
    if (html_[at_] == '<' && to_lower_ascii(html_.substr(at_, end.size())) == end) return;
  }
}

Tag Tags::read_tag() {
  Tag tag{.from = at_};
  ++at_;
  if (here() == '/') {
    tag.closes = true;
    ++at_;
  }
  const std::size_t name = at_;
  while (!ended() && !is_white(here()) && here() != '>' && here() != '/') ++at_;
  tag.name = to_lower_ascii(html_.substr(name, at_ - name));
  while (!ended() && here() != '>') {
    if (is_white(here()) || here() == '/') {
      tag.closes_itself = here() == '/';
      ++at_;
      continue;
    }
    tag.closes_itself = false;
    tag.attributes.push_back(read_attribute());
  }
  if (!ended()) ++at_;
  tag.to = at_;
  if (!tag.closes && !tag.closes_itself) {
    for (const std::string_view raw : {"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"}) {
      if (tag.name == raw) raw_text_ = tag.name;
    }
  }
  return tag;
}

Attribute Tags::read_attribute() {
  Attribute out{.from = at_};
  if (here() == '=') ++at_;  // Part of the name, where it is the first.
  while (!ended() && !is_white(here()) && here() != '=' && here() != '>' && here() != '/') ++at_;
  out.name = to_lower_ascii(html_.substr(out.from, at_ - out.from));
  out.to = at_;
  while (!ended() && is_white(here())) ++at_;
  if (here() != '=') {
    at_ = out.to;
    return out;
  }
  ++at_;
  while (!ended() && is_white(here())) ++at_;
  const std::size_t value = at_;
  if (here() == '"' || here() == '\'') {
    const std::size_t end = html_.find(here(), at_ + 1);
    at_ = end == std::string_view::npos ? html_.size() : end + 1;
    out.value = decode(html_.substr(value + 1, at_ - value - (end == std::string_view::npos ? 1 : 2)));
  } else {
    while (!ended() && !is_white(here()) && here() != '>') ++at_;
    out.value = decode(html_.substr(value, at_ - value));
  }
  out.to = at_;
  return out;
}

std::string encode_attribute(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '"') {
      out += "&quot;";
    } else if (c == '<') {
      out += "&lt;";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace atalaya::site::offline
