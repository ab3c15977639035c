#include "formats/sdmx_json_data/json_message.h"

#include <algorithm>

#include "base/text.h"
#include "formats/sdmx_json_data/json_structure.h"

namespace atalaya {

namespace {

class Finder {
 public:
  Finder(JsonCursor& cursor, const SdmxJsonReadLimits& limits) : cursor_(cursor), limits_(limits) {}

  Result<JsonMessage> find() {
    std::vector<std::string> seen;
    TRY_STATUS(cursor_.object([&](std::string_view name) -> Status {
      TRY_STATUS(once(name, seen));
      if (name == "header") out_.draft = true;
      if (name == "meta" || name == "header") return header();
      if (name == "data") return data();
      if (name == "errors") return errors();
      return part(name);
    }));
    if (!cursor_.at_end()) return cursor_.fault("something follows the message");
    return std::move(out_);
  }

 private:
  Status skip() { return cursor_.skip() ? Status() : cursor_.failure(); }

  Status once(std::string_view name, std::vector<std::string>& seen) {
    if (std::ranges::find(seen, name) != seen.end()) return cursor_.fault("the member '" + shorten(name, 40) + "' stands twice");
    if (seen.size() < 64) seen.emplace_back(name);
    return {};
  }

  Status assign(std::string& out) {
    std::string_view text;
    if (cursor_.null()) return {};
    std::list<std::string> storage;
    if (cursor_.peek() != '"') return skip();
    if (!cursor_.string(text, storage)) return cursor_.failure();
    out = text;
    return {};
  }

  Status strings(std::vector<std::string>& out) {
    if (cursor_.null()) return {};
    if (cursor_.peek() != '[') return assign(out.emplace_back());
    return cursor_.array([&]() -> Status { return assign(out.emplace_back()); });
  }

  Status text(LocalText& out) { return read_json_text(cursor_, out_.language, out); }

  Status header() {
    if (cursor_.null()) return {};
    MessageHeader& h = out_.header;
    return cursor_.object([&](std::string_view name) -> Status {
      if (name == "id") return assign(h.id);
      if (name == "prepared") return assign(h.prepared);
      if (name == "name" || name == "names") return text(h.name);
      if (name == "sender") return party(h.sender);
      if (name == "receivers" || name == "receiver") {
        if (cursor_.peek() != '[') return party(h.receivers.emplace_back());
        return cursor_.array([&]() -> Status { return party(h.receivers.emplace_back()); });
      }
      if (name == "contentLanguages") {
        std::vector<std::string> languages;
        TRY_STATUS(strings(languages));
        if (!languages.empty() && !languages.front().empty()) out_.language = languages.front();
        return {};
      }
      if (name == "test" && cursor_.peek() != 'n') return cursor_.boolean(h.test) ? Status() : cursor_.failure();
      return skip();
    });
  }

  Status party(MessageParty& out) {
    if (cursor_.null()) return {};
    return cursor_.object([&](std::string_view name) -> Status {
      if (name == "id") return assign(out.id);
      if (name == "name" || name == "names") return text(out.name);
      if (name != "contacts" && name != "contact") return skip();
      if (cursor_.null()) return {};
      return cursor_.array([&]() -> Status { return contact(out.contacts.emplace_back()); });
    });
  }

  /// The names of the lists are in the plural in the guide and in the singular in some messages.
  Status contact(sdmx::Contact& out) {
    return cursor_.object([&](std::string_view name) -> Status {
      if (name.ends_with('s')) name.remove_suffix(1);
      if (name == "id") return assign(out.id);
      if (name == "name") return text(out.name);
      if (name == "department") return text(out.department);
      if (name == "role") return text(out.role);
      if (name == "telephone") return strings(out.telephones);
      if (name == "fax" || name == "faxe") return strings(out.faxes);
      if (name == "x400") return strings(out.x400s);
      if (name == "uri") return strings(out.uris);
      if (name == "email") return strings(out.emails);
      return skip();
    });
  }

  Status data() {
    if (cursor_.null()) return {};
    std::vector<std::string> seen;
    return cursor_.object([&](std::string_view name) -> Status {
      TRY_STATUS(once(name, seen));
      return part(name);
    });
  }

  Status part(std::string_view name) {
    if (name == "structure" || name == "structures") {
      if (!out_.structures.empty()) return cursor_.fault("the message has two members of structures");
      if (cursor_.null()) return {};
      if (cursor_.peek() == '[') return cursor_.array([&]() -> Status { return structure(); });
      return structure();
    }
    if (name != "dataSets") return skip();
    if (!out_.sets.empty()) return cursor_.fault("the message has two members of data sets");
    if (cursor_.null()) return {};
    return cursor_.array([&]() -> Status { return data_set(); });
  }

  Status structure() {
    if (out_.structures.size() >= limits_.data_sets) return cursor_.fault("more structures than " + std::to_string(limits_.data_sets));
    out_.structures.push_back(cursor_.mark());
    return cursor_.pass_over() ? Status() : cursor_.failure();
  }

  Status data_set() {
    if (out_.sets.size() >= limits_.data_sets) return cursor_.fault("more data sets than " + std::to_string(limits_.data_sets));
    JsonMessage::Set& set = out_.sets.emplace_back();
    set.begin = cursor_.mark();
    std::vector<std::string> seen;
    return cursor_.object([&](std::string_view name) -> Status {
      TRY_STATUS(once(name, seen));
      if (name == "attributes") return mark(set.attributes);
      if (name == "dimensionGroupAttributes") return mark(set.group_attributes);
      if (name == "series") return mark(set.series, &set.info.expected_observations);
      if (name == "observations") return mark(set.observations, &set.info.expected_observations);
      if (name == "structure") return number(set.structure);
      if (name == "action") return action(set.info.action);
      const std::pair<std::string_view, std::string*> texts[] = {
          {"id", &set.info.set_id},
          {"validFrom", &set.info.valid_from},
          {"validTo", &set.info.valid_to},
          {"reportingBegin", &set.info.reporting_begin},
          {"reportingEnd", &set.info.reporting_end},
          {"publicationYear", &set.info.publication_year},
          {"publicationPeriod", &set.info.publication_period},
      };
      for (const auto& [member, to] : texts) {
        if (member == name) return assign(*to);
      }
      if (name == "annotations" && cursor_.peek() == '[') {
        return cursor_.array([&]() -> Status {
          std::optional<std::size_t> at;
          TRY_STATUS(number(at));
          if (at) set.annotations.push_back(*at);
          return {};
        });
      }
      return skip();
    });
  }

  Status mark(std::optional<JsonCursor::Mark>& out, std::size_t* arrays = nullptr) {
    if (cursor_.null()) return {};
    out = cursor_.mark();
    if (!cursor_.pass_over(arrays)) return cursor_.failure();
    constexpr std::size_t shortest = 8;  // `"0":[1],`
    if (arrays != nullptr) *arrays = std::min(*arrays, (cursor_.offset() - out->at) / shortest);
    return {};
  }

  Status number(std::optional<std::size_t>& out) {
    if (cursor_.null()) return {};
    std::string_view digits;
    if (!cursor_.number(digits)) return cursor_.failure();
    const auto parsed = parse_integer(digits);
    if (!parsed || *parsed < 0) return cursor_.fault("a whole number is expected");
    out = static_cast<std::size_t>(*parsed);
    return {};
  }

  Status action(Action& out) {
    std::string name;
    const Place place = cursor_.place(cursor_.mark());
    TRY_STATUS(assign(name));
    if (name.empty()) return {};
    const auto found = action_of(name);
    if (!found || name.size() == 1)
      return fail(ErrorKind::Input, "the action is '" + shorten(name, 40) + "'", place, "it is Information, Append, Merge, Replace or Delete");
    out = *found;
    return {};
  }

  Status errors() {
    if (cursor_.null()) return {};
    return cursor_.array([&]() -> Status {
      std::string one;
      if (cursor_.peek() != '{') {
        TRY_STATUS(assign(one));  // drafts have texts alone
      } else {
        TRY_STATUS(cursor_.object([&](std::string_view name) -> Status {
          std::string part;
          std::string_view code;
          if (name == "code" && cursor_.peek() != '"') {
            if (!cursor_.number(code)) return cursor_.failure();
            part = code;
          } else if ((name == "title" || name == "detail" || name == "code") && cursor_.peek() == '"') {
            TRY_STATUS(assign(part));
          } else {
            return skip();
          }
          if (!part.empty()) one += (one.empty() ? "" : " ") + part;
          return {};
        }));
      }
      if (out_.errors.size() < 1000) out_.errors += (out_.errors.empty() ? "" : "; ") + shorten(one, 300);
      return {};
    });
  }

  JsonCursor& cursor_;
  const SdmxJsonReadLimits& limits_;
  JsonMessage out_;
};

}  // namespace

Result<JsonMessage> find_json_message(JsonCursor& cursor, const SdmxJsonReadLimits& limits) { return Finder(cursor, limits).find(); }

}  // namespace atalaya
