#include "release/reported.h"

#include <simdjson.h>

#include "base/json_writer.h"

namespace atalaya {

namespace {

namespace instruments = reg::instruments;

std::string key_of(std::string_view country, std::string_view what) { return std::string(country) + "/" + std::string(what); }

template <class T>
std::vector<const T*> found(const std::unordered_map<std::string, std::vector<std::uint32_t>, StringHash, std::equal_to<>>& index, const std::vector<T>& all,
                            const std::string& key) {
  std::vector<const T*> out;
  if (const auto at = index.find(key); at != index.end()) {
    for (const std::uint32_t number : at->second) out.push_back(&all[number]);
  }
  return out;
}

void write(JsonWriter& json, const ReportedInstrument& one) {
  json.begin_object().field("id", one.id).field("country", one.country).field("kind", to_string(one.kind));
  json.field("language", one.language).field("title", one.title);
  if (!one.translation.empty()) json.field("translation_language", one.translation_language).field("translation", one.translation);
  json.field("body", one.body);
  if (!one.address.empty()) json.field("address", one.address);
  json.key("goals").begin_array();
  for (const int goal : one.goals) json.value(goal);
  json.end_array();
  if (one.state) json.field("state", to_string(*one.state)).field("since", one.since);
  json.end_object();
}

void write(JsonWriter& json, const ReportedReview& one) {
  json.begin_object().field("report", one.report).field("country", one.country).field("indicator", one.indicator).field("year", one.year);
  if (one.level) json.field("level", *one.level);
  json.field("body", one.body).key("replies").begin_array();
  for (const std::string& reply : one.replies) json.value(reply);
  json.end_array().end_object();
}

/// The members of an object; what is not of its type is a fault.
class Members {
 public:
  Members(simdjson::dom::element element, bool& good) : element_(element), good_(good) {}
  void text(const char* name, std::string& out, bool needed = true) {
    std::string_view value;
    if (const auto code = element_[name].get(value); code == simdjson::SUCCESS) {
      out = value;
    } else if (needed || code != simdjson::NO_SUCH_FIELD) {
      good_ = false;
    }
  }
  [[nodiscard]] std::optional<int> number(const char* name) {
    std::int64_t value = 0;
    const auto code = element_[name].get(value);
    if (code == simdjson::SUCCESS && value >= 0 && value < 1'000'000) return static_cast<int>(value);
    if (code != simdjson::NO_SUCH_FIELD) good_ = false;
    return std::nullopt;
  }
  template <class Each>
  void list(const char* name, Each each) {
    simdjson::dom::array items;
    if (element_[name].get(items)) {
      good_ = false;
      return;
    }
    for (const simdjson::dom::element item : items) each(item);
  }

 private:
  simdjson::dom::element element_;
  bool& good_;
};

ReportedInstrument read_instrument(simdjson::dom::element element, bool& good) {
  ReportedInstrument out;
  Members members(element, good);
  std::string kind, state;
  for (const auto& [name, slot] : {std::pair("id", &out.id), std::pair("country", &out.country), std::pair("kind", &kind), std::pair("language", &out.language),
                                   std::pair("title", &out.title), std::pair("body", &out.body)}) {
    members.text(name, *slot);
  }
  for (const auto& [name, slot] : {std::pair("translation_language", &out.translation_language), std::pair("translation", &out.translation),
                                   std::pair("address", &out.address), std::pair("state", &state), std::pair("since", &out.since)}) {
    members.text(name, *slot, false);
  }
  members.list("goals", [&](simdjson::dom::element item) {
    std::int64_t goal = 0;
    if (item.get(goal)) good = false;
    out.goals.push_back(static_cast<int>(goal));
  });
  const auto known = instruments::parse_kind(kind);
  if (known) out.kind = *known;
  if (!state.empty()) out.state = instruments::parse_state(state);
  good = good && known && (state.empty() || out.state);
  return out;
}

ReportedReview read_review(simdjson::dom::element element, bool& good) {
  ReportedReview out;
  Members members(element, good);
  for (const auto& [name, slot] :
       {std::pair("report", &out.report), std::pair("country", &out.country), std::pair("indicator", &out.indicator), std::pair("body", &out.body)}) {
    members.text(name, *slot);
  }
  const auto year = members.number("year");
  good = good && year;
  out.year = year.value_or(0);
  out.level = members.number("level");
  members.list("replies", [&](simdjson::dom::element item) {
    std::string_view text;
    if (item.get(text)) good = false;
    out.replies.emplace_back(text);
  });
  return out;
}

}  // namespace

std::vector<const ReportedInstrument*> Reported::instruments_of(std::string_view country, int goal) const {
  return found(instrument_index_, instruments, key_of(country, std::to_string(goal)));
}

std::vector<const ReportedReview*> Reported::reviews_of(std::string_view country, std::string_view indicator) const {
  return found(review_index_, reviews, key_of(country, indicator));
}

void Reported::index() {
  for (std::uint32_t i = 0; i < instruments.size(); ++i) {
    for (const int goal : instruments[i].goals) instrument_index_[key_of(instruments[i].country, std::to_string(goal))].push_back(i);
  }
  for (std::uint32_t i = 0; i < reviews.size(); ++i) review_index_[key_of(reviews[i].country, reviews[i].indicator)].push_back(i);
}

std::string write_reported(const Reported& reported) {
  JsonWriter json;
  json.begin_object().key("instruments").begin_array();
  for (const ReportedInstrument& one : reported.instruments) write(json, one);
  json.end_array().key("reviews").begin_array();
  for (const ReportedReview& one : reported.reviews) write(json, one);
  json.end_array().end_object();
  return json.take() + "\n";
}

Result<Reported> read_reported(std::string_view json, const std::string& file) {
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  const auto fault = [&](const std::string& what) { return fail(ErrorKind::Input, "this is not what a register reported: " + what, {.file = file}); };
  if (!is_utf8(json)) return fault("the text is not UTF-8");
  if (const auto code = parser.parse(json.data(), json.size()).get(root)) return fault(simdjson::error_message(code));
  Reported out;
  bool good = true;
  Members members(root, good);
  members.list("instruments", [&](simdjson::dom::element item) { out.instruments.push_back(read_instrument(item, good)); });
  members.list("reviews", [&](simdjson::dom::element item) { out.reviews.push_back(read_review(item, good)); });
  if (!good) return fault("a member lacks, or is not of its type");
  out.index();
  return out;
}

}  // namespace atalaya
