#include "site/offline/addresses.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"

namespace atalaya::site::offline {

namespace {

constexpr std::string_view white = " \t\n\r\f";

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_white(char c) { return white.contains(c); }

struct Attribute {
  std::string name = {};         // lower case
  std::string value = {};        // decoded
  std::size_t from = 0, to = 0;  // of the whole attribute in the page, without the white space before it
};

struct Tag {
  bool closes = false;
  bool closes_itself = false;
  std::string name = {};  // lower case
  std::vector<Attribute> attributes = {};
  std::size_t from = 0, to = 0;  // "<" and what follows ">"
};

std::string utf8(unsigned long code) {
  if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) code = 0xFFFD;
  std::string out;
  if (code < 0x80) return {static_cast<char>(code)};
  if (code < 0x800) {
    out += static_cast<char>(0xC0U | (code >> 6U));
  } else {
    if (code < 0x10000) {
      out += static_cast<char>(0xE0U | (code >> 12U));
    } else {
      out += static_cast<char>(0xF0U | (code >> 18U));
      out += static_cast<char>(0x80U | ((code >> 12U) & 0x3FU));
    }
    out += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
  }
  return out += static_cast<char>(0x80U | (code & 0x3FU));
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

std::string encode(std::string_view text) {
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

/// Walks the tags of a page (HTML Living Standard, section 13.2.5, as far as tags go).
class Tags {
 public:
  explicit Tags(std::string_view html) : html_(html) {}

  std::optional<Tag> next() {
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

 private:
  void skip_to(std::string_view end, std::size_t from) {
    const std::size_t found = html_.find(end, from);
    at_ = found == std::string_view::npos ? html_.size() : found + end.size();
  }

  /// What is within <script> and its like ends only at its own closing tag.
  void skip_raw_text() {
    const std::string end = "</" + raw_text_;
    raw_text_.clear();
    for (; at_ < html_.size(); ++at_) {
      if (html_[at_] == '<' && to_lower_ascii(html_.substr(at_, end.size())) == end) return;
    }
  }

  char here() const { return at_ < html_.size() ? html_[at_] : '\0'; }
  bool ended() const { return at_ >= html_.size(); }

  Tag read_tag() {
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

  Attribute read_attribute() {
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

  std::string_view html_;
  std::size_t at_ = 0;
  std::string raw_text_;
};

bool is_address(std::string_view tag, std::string_view attribute) {
  for (const std::string_view one : {"href", "src", "poster", "action", "formaction", "xlink:href"}) {
    if (attribute == one) return true;
  }
  return tag == "object" && attribute == "data";
}

struct Candidate {
  std::string address, descriptor;
};
/// Of srcset: addresses with what follows each of them.
std::vector<Candidate> candidates(std::string_view text) {
  std::vector<Candidate> out;
  while (true) {
    while (!text.empty() && (is_white(text.front()) || text.front() == ',')) text.remove_prefix(1);
    if (text.empty()) return out;
    const std::size_t end = std::min(text.find_first_of(white), text.size());
    Candidate one{std::string(text.substr(0, end)), {}};
    text.remove_prefix(end);
    if (one.address.ends_with(',')) {
      while (one.address.ends_with(',')) one.address.pop_back();
    } else {
      const std::size_t comma = std::min(text.find(','), text.size());
      one.descriptor = trim(text.substr(0, comma));
      text.remove_prefix(std::min(comma + 1, text.size()));
    }
    out.push_back(std::move(one));
  }
}

}  // namespace

std::vector<std::string> addresses(std::string_view html) {
  std::vector<std::string> out;
  Tags tags(html);
  while (const auto tag = tags.next()) {
    if (tag->closes) continue;
    for (const Attribute& one : tag->attributes) {
      if (is_address(tag->name, one.name)) out.push_back(one.value);
      if (one.name == "srcset") {
        for (Candidate& candidate : candidates(one.value)) out.push_back(std::move(candidate.address));
      }
    }
  }
  return out;
}

std::string with_addresses(std::string_view html, const std::function<Target(const std::string&)>& target_of, const Notes& notes) {
  using Kind = Target::Kind;
  std::string out;
  out.reserve(html.size() + html.size() / 8);
  std::size_t done = 0;
  int svg = 0;             // How deep: markup of ours has no place in a drawing.
  const std::string* note = nullptr;  // Of the marked link that is open; links do not nest.
  Tags tags(html);
  while (const auto tag = tags.next()) {
    if (tag->name == "svg" && !tag->closes_itself) svg += tag->closes ? -1 : 1;
    if (tag->closes) {
      if (tag->name == "a" && note != nullptr) {
        out += html.substr(done, tag->from - done);
        if (svg <= 0) out += "<span class=\"vh\"> (" + encode(*note) + ")</span>";
        done = tag->from;
        note = nullptr;
      }
      continue;
    }
    struct Change {
      const Attribute* attribute;
      std::string text;  // Empty: the attribute goes.
    };
    std::vector<Change> changes;
    bool is_marked = false, is_lost = false;
    for (const Attribute& one : tag->attributes) {
      if (is_address(tag->name, one.name)) {
        const Target target = target_of(one.value);
        if (target.kind == Kind::Kept) continue;
        if (target.kind == Kind::Lost) {
          is_lost = true;
          changes.push_back({&one, {}});
        } else {
          changes.push_back({&one, one.name + "=\"" + encode(target.address) + "\""});
        }
        is_marked = is_marked || target.kind != Kind::Moved;
      } else if (one.name == "srcset") {
        std::string list;
        for (const Candidate& candidate : candidates(one.value)) {
          const Target target = target_of(candidate.address);
          if (target.kind == Kind::Lost) continue;
          list += (list.empty() ? "" : ", ") + (target.kind == Kind::Kept ? candidate.address : target.address);
          if (!candidate.descriptor.empty()) list += " " + candidate.descriptor;
        }
        changes.push_back({&one, list.empty() ? std::string() : "srcset=\"" + encode(list) + "\""});
      }
    }
    if (changes.empty()) continue;
    out += html.substr(done, tag->from - done);
    done = tag->to;
    if (is_lost && tag->name == "link") continue;
    const bool is_link = tag->name == "a" || tag->name == "area";
    const bool is_form = is_lost && (tag->name == "form" || tag->name == "button" || tag->name == "input");
    // A link that is text only cannot be downloaded, nor say where it leads.
    const auto goes = [&](const Attribute& one) {
      const auto change = std::ranges::find(changes, &one, &Change::attribute);
      if (change != changes.end()) return change->text.empty();
      return is_lost && is_link && (one.name == "download" || one.name == "hreflang" || one.name == "rel" || one.name == "aria-current");
    };
    std::size_t from = tag->from;
    bool has_class = false;
    for (const Attribute& one : tag->attributes) {
      if (goes(one)) {
        // With the white space before it.
        std::size_t end = one.from;
        while (end > from && is_white(html[end - 1])) --end;
        out += html.substr(from, end - from);
        from = one.to;
        continue;
      }
      out += html.substr(from, one.from - from);
      const auto change = std::ranges::find(changes, &one, &Change::attribute);
      if (change != changes.end()) {
        out += change->text;
      } else if (one.name == "class" && is_marked && is_link && !has_class) {
        out += "class=\"" + encode(one.value) + " net\"";
        has_class = true;
      } else {
        out += html.substr(one.from, one.to - one.from);
      }
      from = one.to;
    }
    std::string rest(html.substr(from, tag->to - from));
    std::string added;
    if (is_marked && is_link && !has_class) added += " class=\"net\"";
    if (is_form) added += tag->name == "form" ? " inert" : " disabled";
    const std::size_t end = rest.find_last_of('>');
    const std::size_t at = end == std::string::npos ? rest.size() : tag->closes_itself && end > 0 && rest[end - 1] == '/' ? end - 1 : end;
    rest.insert(at, added);
    out += rest;
    if (is_form && tag->name == "form") out += "<p class=\"note\">" + encode(notes.lost) + "</p>";
    if (is_marked && tag->name == "a" && !tag->closes_itself) note = is_lost ? &notes.lost : &notes.away;
  }
  return out += html.substr(done);
}

}  // namespace atalaya::site::offline
