#include "site/offline/addresses.h"

#include <algorithm>

#include "base/text.h"
#include "site/offline/markup.h"

namespace atalaya::site::offline {

namespace {

using Kind = Target::Kind;

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
    const std::size_t end = std::min(text.find_first_of(" \t\n\r\f"), text.size());
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

std::string srcset(const std::vector<Candidate>& all, const std::function<Target(const std::string&)>& target_of) {
  std::string out;
  for (const Candidate& candidate : all) {
    const Target target = target_of(candidate.address);
    if (target.kind == Kind::Lost) continue;
    out += (out.empty() ? "" : ", ") + (target.kind == Kind::Kept ? candidate.address : target.address);
    if (!candidate.descriptor.empty()) out += " " + candidate.descriptor;
  }
  return out;
}

/// What becomes of the attributes of a tag.
struct Edits {
  struct Change {
    const Attribute* attribute;
    std::string text;  // Empty: the attribute goes.
  };
  std::vector<Change> changes = {};
  bool is_marked = false;  // A link that does not stay within the copy.
  bool is_lost = false;    // Or that leads nowhere.

  [[nodiscard]] const Change* of(const Attribute& one) const {
    const auto found = std::ranges::find(changes, &one, &Change::attribute);
    return found == changes.end() ? nullptr : &*found;
  }
};

Edits edits_of(const Tag& tag, const std::function<Target(const std::string&)>& target_of) {
  Edits out;
  for (const Attribute& one : tag.attributes) {
    if (is_address(tag.name, one.name)) {
      const Target target = target_of(one.value);
      if (target.kind == Kind::Kept) continue;
      out.is_lost = out.is_lost || target.kind == Kind::Lost;
      out.is_marked = out.is_marked || target.kind != Kind::Moved;
      out.changes.push_back({&one, target.kind == Kind::Lost ? std::string() : one.name + "=\"" + encode_attribute(target.address) + "\""});
    } else if (one.name == "srcset") {
      const std::string list = srcset(candidates(one.value), target_of);
      out.changes.push_back({&one, list.empty() ? std::string() : "srcset=\"" + encode_attribute(list) + "\""});
    }
  }
  return out;
}

bool is_link(const Tag& tag) { return tag.name == "a" || tag.name == "area"; }

/// Whether an attribute is left out: a link that is text only cannot be downloaded, nor say where it leads.
bool goes(const Tag& tag, const Edits& edits, const Attribute& one) {
  if (const auto* change = edits.of(one)) return change->text.empty();
  return edits.is_lost && is_link(tag) && (one.name == "download" || one.name == "hreflang" || one.name == "rel" || one.name == "aria-current");
}

/// The tag with its edits; all else of it byte for byte.
std::string edited(std::string_view html, const Tag& tag, const Edits& edits) {
  std::string out;
  std::size_t from = tag.from;
  bool has_class = false;
  for (const Attribute& one : tag.attributes) {
    if (goes(tag, edits, one)) {
      // With the white space before it.
      std::size_t end = one.from;
      while (end > from && is_white(html[end - 1])) --end;
      out += html.substr(from, end - from);
      from = one.to;
      continue;
    }
    out += html.substr(from, one.from - from);
    if (const auto* change = edits.of(one)) {
      out += change->text;
    } else if (one.name == "class" && edits.is_marked && is_link(tag) && !has_class) {
      out += "class=\"" + encode_attribute(one.value) + " net\"";
      has_class = true;
    } else {
      out += html.substr(one.from, one.to - one.from);
    }
    from = one.to;
  }
  std::string rest(html.substr(from, tag.to - from));
  std::string added;
  if (edits.is_marked && is_link(tag) && !has_class) added += " class=\"net\"";
  if (edits.is_lost && tag.name == "form") added += " inert";
  if (edits.is_lost && (tag.name == "button" || tag.name == "input")) added += " disabled";
  const std::size_t end = rest.find_last_of('>');
  rest.insert(end == std::string::npos ? rest.size() : tag.closes_itself && end > 0 && rest[end - 1] == '/' ? end - 1 : end, added);
  return out + rest;
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
  std::string out;
  out.reserve(html.size() + html.size() / 8);
  std::size_t done = 0;
  int svg = 0;                        // How deep: markup of ours has no place in a drawing.
  const std::string* note = nullptr;  // Of the marked link that is open; links do not nest.
  Tags tags(html);
  while (const auto tag = tags.next()) {
    if (tag->name == "svg" && !tag->closes_itself) svg += tag->closes ? -1 : 1;
    if (tag->closes) {
      if (tag->name == "a" && note != nullptr) {
        out += html.substr(done, tag->from - done);
        if (svg <= 0) out += "<span class=\"vh\"> (" + encode_attribute(*note) + ")</span>";
        done = tag->from;
        note = nullptr;
      }
      continue;
    }
    const Edits edits = edits_of(*tag, target_of);
    if (edits.changes.empty()) continue;
    out += html.substr(done, tag->from - done);
    done = tag->to;
    if (edits.is_lost && tag->name == "link") continue;
    out += edited(html, *tag, edits);
    if (edits.is_lost && tag->name == "form") out += "<p class=\"note\">" + encode_attribute(notes.lost) + "</p>";
    if (edits.is_marked && tag->name == "a" && !tag->closes_itself) note = edits.is_lost ? &notes.lost : &notes.away;
  }
  return out += html.substr(done);
}

}  // namespace atalaya::site::offline
