#include <algorithm>
#include <optional>
#include <utility>

#include "formats/sdmx_json/artefact_json.h"
#include "formats/sdmx_metadata/metadata_message.h"
#include "model/sdmx/describe.h"
#include "model/sdmx/languages.h"

namespace atalaya {

namespace {

using namespace sdmx;  // NOLINT: the names of the description

/// Of a constraint of 2.1 these have no member in the schema, which takes any whose name begins with "x-".
bool is_extension_of_constraint(std::string_view name) { return name == "releaseCalendar" || name == "role" || name == "seriesCount" || name == "obsCount"; }

/// An availability of 2.1 has these members and nothing else.
bool is_member_of_availability(std::string_view name) {
  return name == "annotations" || name == "constraintAttachment" || name == "cubeRegion" || name == "seriesCount" || name == "obsCount";
}

class Writer {
 public:
  static constexpr bool reads = false;

  struct Subject {
    std::string name = {};  ///< In the report of what is left out.
    std::string urn = {};   ///< Of the link to itself; empty: none.
    bool constraint = false;
    bool availability = false;  ///< Of 2.1.
  };
  Writer(JsonWriter& json, const JsonWriting& writing, Subject subject) : json_(json), writing_(writing), subject_(std::move(subject)) {}

  template <typename T>
  void write(const T& x) {
    whole([&] { describe(*this, x); });
  }
  template <typename F>
  void whole(F f) {
    json_.begin_object();
    ++depth_;
    f();
    --depth_;
    json_.end_object();
  }

  void attribute(const Names& names, const std::string& x, Form form) { scalar(names, x, form); }
  void element(const Names& names, const std::string& x, Form form) { scalar(names, x, form); }
  void local(const Names& names, const std::string& x) { scalar(names, x, Form::Text); }
  void version(const Names& names, const std::string& x, bool) { scalar(names, x, Form::Text); }
  void language(const Names& names, const std::string& x) { scalar(names, x, Form::Text); }

  void content(const Names& names, const std::string& x) {
    // A link of an annotation may have a URN alone.
    if (x.empty() && std::string_view(names.json) == "href") return;
    key(names.json);
    json_.value(x);
  }

  void flag(const Names& names, bool x, std::optional<bool> standard) {
    if (x == standard) return;
    if (names.json == nullptr) return lose(names);
    key(names.json);
    json_.value(x);
  }

  template <typename E, typename Words>
  void choice(const Names& names, E x, const Words& words) {
    for (const auto& [value, word] : words) {
      if (value != x) continue;
      // 2.1 has a list for each role of a data constraint, and one role of metadata constraints.
      if (subject_.availability || (writing_.version == SdmxJsonVersion::V2_1 && value == words[0].first)) return;
      key(names.json);
      json_.value(word);
    }
  }

  void constant(const Names& names, const char* text) {
    if (names.json == nullptr) return;
    key(names.json);
    json_.value(text);
  }

  void texts(const TextNames& names, const LocalText& x) {
    if (x.empty() || !writing_.names) return;
    if (names.json == nullptr) return lose(names.xml);
    key(names.json);
    json_.value(best_match(x, writing_.languages));
    key(names.jsons);
    by_language(x, names.jsons);
  }

  template <typename E>
  void marker(const Names& names, const E& x, E value) {
    if (x != value) return;
    key(names.json);
    json_.begin_object().end_object();
  }

  void locals(const ListNames& names, const std::vector<std::string>& x) { strings(names, x); }
  void strings(const ListNames& names, const std::vector<std::string>& x) {
    each(names, x, [&](const std::string& text) { json_.value(text); });
  }

  void reference(const Names& names, const Reference& x, std::optional<Kind>) {
    if (x.empty()) return;
    if (names.json == nullptr) return lose(names);
    key(names.json);
    json_.value(x.urn());
  }
  void reference_of(const Names& names, const Reference& x, Kind kind) {
    if (x.kind == kind) reference(names, x, kind);
  }
  void references(const ListNames& names, const std::vector<Reference>& x, std::optional<Kind>) {
    each(names, x, [&](const Reference& r) { json_.value(r.urn()); });
  }
  void references_of(const ListNames& names, const std::vector<Reference>& x, Kind kind) {
    std::vector<Reference> of_kind;
    std::ranges::copy_if(x, std::back_inserter(of_kind), [&](const Reference& r) { return r.kind == kind; });
    references(names, of_kind, kind);
  }

  template <typename T>
  void object(const Names& names, const T& x) {
    object_with(names, true, [&] { describe(*this, x); });
  }
  template <typename T>
  void object(const Names& names, const std::optional<T>& x) {
    object_with(names, x.has_value(), [&] { describe(*this, *x); });
  }
  template <typename T, typename F>
  void object(const Names& names, const std::optional<T>& x, F f) {
    object_with(names, x.has_value(), [&] { f(*this, *x); });
  }

  template <typename T>
  void list(const ListNames& names, const std::vector<T>& x) {
    list(names, x, [](Writer& v, const T& item) { describe(v, item); });
  }
  template <typename T, typename F>
  void list(const ListNames& names, const std::vector<T>& x, F f) {
    each(names, x, [&](const T& item) {
      if constexpr (std::same_as<T, ReportedAttribute>) {
        for (const ReportedAttribute& instance : instances_of(item)) whole([&] { f(*this, instance); });
      } else if constexpr (std::same_as<T, AnnotationLink>) {
        whole([&] {
          if (item.relation.empty()) json_.field("rel", standard_relation);
          f(*this, item);
        });
      } else if constexpr (requires { plain_text(item); }) {
        const std::string* text = names.plain ? plain_text(item) : nullptr;
        // Values of keys must be strings. Others may be, but there are readers (pysdmx) that take objects alone.
        if (text != nullptr && (std::same_as<T, MemberValue> || names.single != nullptr)) {
          json_.value(*text);
        } else {
          whole([&] { f(*this, item); });
        }
      } else {
        whole([&] { f(*this, item); });
      }
    });
  }

  template <typename T>
  void chain(const Names& names, const std::vector<T>& x, std::size_t from = 0) {
    object_with(names, from < x.size(), [&] {
      describe(*this, x[from]);
      chain(names, x, from + 1);
    });
  }

  template <typename F>
  void group(const Names& names, bool present, F f) {
    // Not where all that is inside is what JSON has no names for.
    const JsonWriter::Mark before = json_.mark();
    bool any = false;
    object_with(names, present, [&] {
      const std::size_t length = json_.text().size();
      f(*this);
      any = json_.text().size() > length;
    });
    if (present && !any) json_.rewind(before);
  }

  void address(const std::string& uri, const std::vector<Link>& links) {
    // Only the artefact itself, which comes first, has its URN here.
    const std::string urn = std::exchange(subject_.urn, {});
    const bool has_self = std::ranges::any_of(links, [](const Link& link) { return link.relation == "self" && !link.urn.empty(); });
    const bool own = (!urn.empty() && !has_self) || !uri.empty();
    if (!own && links.empty()) return;
    key("links");
    json_.begin_array();
    if (own) {
      json_.begin_object().field("rel", "self");
      if (!urn.empty() && !has_self) {
        json_.field("urn", urn);
      } else {
        json_.field("href", uri);
      }
      if (!uri.empty()) json_.field("uri", uri);
      json_.end_object();
    }
    for (const Link& link : links) whole([&] { describe(*this, link); });
    json_.end_array();
  }

  void dimensions(const AttributeRelationship& x) {
    if (x.level != AttributeRelationship::Level::Dimensions) return;
    strings({.json = "dimensions"}, x.dimensions);
    if (x.optional_dimensions.empty()) return;
    key("areDimensionsOptional");
    json_.begin_array();
    for (const bool optional : x.optional_dimensions) json_.value(optional);
    json_.end_array();
  }

  void pairs(const std::vector<DateMap::Pair>& x) {
    list({.json = "mappedComponents"}, x, [](Writer& v, const DateMap::Pair& pair) {
      v.element({.json = "source"}, pair.source, Form::Text);
      v.element({.json = "target"}, pair.target, Form::Text);
    });
  }

  void ends(const Names& names, const std::vector<MapEnd>& x) {
    list({.json = names.json}, x, [](Writer& v, const MapEnd& end) {
      v.reference({.json = "codelist"}, end.codelist, Kind::Codelist);
      v.element({.json = "dataType"}, end.data_type, Form::Text);
    });
  }

  void reported(const ReportedAttribute& x) {
    const int kinds = int{!x.values.empty()} + int{!x.text.empty()} + int{!x.structured_text.empty()};
    if (kinds > 1) lose((x.id + ", one of its kinds of values").c_str());
    const bool structured = !x.structured_text.empty();
    const LocalText& texts = structured ? x.structured_text : x.text;
    if (texts.empty()) {
      if (!x.values.empty()) json_.field("value", x.values.front());
      return;
    }
    // Without a format, texts that are markup are taken for structured text, and others for plain text.
    const bool markup = std::ranges::all_of(texts.all(), [](const auto& text) { return looks_structured(text.second); });
    if (structured || markup) {
      json_.key("format").begin_object().field("dataType", structured ? "XHTML" : "String").field("isMultiLingual", true).end_object();
    }
    json_.key("value");
    by_language(texts, x.id.c_str());
  }

 private:
  /// An item of a list that may be a string, where it is no more than its text. Values of constraints are objects always: some readers take no others.
  static const std::string* plain_text(const ConstrainedValue&) { return nullptr; }
  static const std::string* plain_text(const MemberValue& x) { return x == MemberValue{.value = x.value} ? &x.value : nullptr; }

  void key(std::string_view name) {
    const bool extension = writing_.version == SdmxJsonVersion::V2_1 && depth_ == 1 && subject_.constraint &&
                           (subject_.availability ? !is_member_of_availability(name) : is_extension_of_constraint(name));
    json_.key(extension ? "x-" + std::string(name) : std::string(name));
  }

  void scalar(const Names& names, const std::string& x, Form form) {
    if (x.empty()) return;
    if (names.json == nullptr) return lose(names);
    key(names.json);
    if (form == Form::Literal && is_json_literal(x)) {
      json_.literal(x);
    } else {
      json_.value(x);
    }
  }

  template <typename F>
  void object_with(const Names& names, bool present, F f) {
    if (!present) return;
    if (names.json == nullptr) return lose(names);
    key(names.json);
    whole(f);
  }

  /// One of a list stands alone where there is no array for it, where a dimension has one value, and in an availability.
  template <typename T, typename F>
  void each(const ListNames& names, const std::vector<T>& x, F f) {
    if (x.empty()) return;
    const bool alone = names.single != nullptr && (names.json == nullptr || (names.plain && x.size() == 1) || subject_.availability);
    if (alone) {
      if (x.size() > 1) lose(names.single);
      key(names.single);
      f(x.front());
      return;
    }
    if (names.json == nullptr) return lose(names.xml != nullptr ? names.xml : names.in_xml21());
    key(names.json);
    json_.begin_array();
    for (const T& item : x) f(item);
    json_.end_array();
  }

  void by_language(const LocalText& x, const char* of) {
    json_.begin_object();
    const auto& all = x.all();
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto same = [&](const auto& other) { return other.first == all[i].first; };
      if (std::any_of(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(i), same)) {
        lose((std::string(of) + ": a second text in one language").c_str());
      } else {
        json_.field(all[i].first.empty() ? "en" : std::string_view(all[i].first), all[i].second);
      }
    }
    json_.end_object();
  }

  void lose(const Names& names) { lose(names.xml != nullptr ? names.xml : (names.in_xml21() != nullptr ? names.in_xml21() : names.what)); }
  void lose(const char* what) {
    if (writing_.left_out == nullptr) return;
    std::string text = subject_.name + ": " + (what == nullptr ? "something without a name" : what);
    if (std::ranges::find(*writing_.left_out, text) == writing_.left_out->end()) writing_.left_out->push_back(std::move(text));
  }

  JsonWriter& json_;
  const JsonWriting& writing_;
  Subject subject_;
  std::size_t depth_ = 0;
};

/// The schemas know URNs of some classes only.
bool has_urn_in_schema(Kind kind, SdmxJsonVersion version) {
  return kind != Kind::GeographicCodelist && kind != Kind::GeoGridCodelist && !(kind == Kind::ValueList && version == SdmxJsonVersion::V2_0);
}

void lose(const JsonWriting& writing, std::string what) {
  if (writing.left_out != nullptr) writing.left_out->push_back(std::move(what));
}

/// 2.1 attaches constraints to structures, flows, agreements and providers alone.
template <typename T>
void keep_attachments_of_2_1(T& x, const std::string& name, const JsonWriting& writing) {
  if (!x.data_sources.empty() || !x.queryable_sources.empty()) lose(writing, name + ": data sources");
  x.data_sources.clear();
  x.queryable_sources.clear();
  if (std::erase_if(x.attachments, [](const Reference& r) { return r.kind == Kind::MetadataSet; }) > 0) lose(writing, name + ": metadata sets");
}

/// 2.0 has one value for each dimension of a key: a key with several is written as several keys, which say the same.
void expand(DataKeySet& set) {
  constexpr std::size_t most = 100'000;
  std::vector<DataKey> out;
  for (DataKey& given : set.keys) {
    std::vector<DataKey> keys = {std::move(given)};
    for (std::size_t d = 0; d < keys.front().key_values.size(); ++d) {
      const std::vector<ConstrainedValue> values = keys.front().key_values[d].values;
      if (values.size() < 2 || keys.size() * values.size() > most) continue;
      std::vector<DataKey> more;
      for (const DataKey& key : keys) {
        for (const ConstrainedValue& value : values) {
          more.push_back(key);
          more.back().key_values[d].values = {value};
        }
      }
      keys = std::move(more);
    }
    std::ranges::move(keys, std::back_inserter(out));
  }
  set.keys = std::move(out);
}

void write_constraint(JsonWriter& json, DataConstraint x, const JsonWriting& writing, Writer::Subject subject) {
  if (!x.data_sets.empty()) lose(writing, subject.name + ": data sets");
  x.data_sets.clear();
  if (writing.version == SdmxJsonVersion::V2_0) {
    for (DataKeySet& set : x.key_sets) expand(set);
  } else {
    keep_attachments_of_2_1(x, subject.name, writing);
  }
  subject.constraint = true;
  subject.availability = writing.version == SdmxJsonVersion::V2_1 && is_availability(x);
  Writer(json, writing, std::move(subject)).write(x);
}

}  // namespace

bool is_availability(const Artefact& artefact) {
  const auto* x = std::get_if<DataConstraint>(&artefact);
  constexpr auto attachable = [](const Reference& r) {
    return r.kind == Kind::DataStructure || r.kind == Kind::Dataflow || r.kind == Kind::ProvisionAgreement;
  };
  return x != nullptr && x->role == DataConstraint::Role::Actual && x->attachments.size() <= 1 && std::ranges::all_of(x->attachments, attachable) &&
         x->regions.size() <= 1 && x->key_sets.empty();
}

void write_artefact_json(JsonWriter& json, const Artefact& artefact, const JsonWriting& writing) {
  Writer::Subject subject;
  subject.name = std::string(info(kind_of(artefact)).class_name) + " " + reference_of(artefact).short_text();
  if (writing.self_links && has_urn_in_schema(kind_of(artefact), writing.version)) subject.urn = reference_of(artefact).urn();
  if (const auto* data = std::get_if<DataConstraint>(&artefact)) return write_constraint(json, *data, writing, std::move(subject));
  if (const auto* metadata = std::get_if<MetadataConstraint>(&artefact)) {
    MetadataConstraint x = *metadata;
    if (writing.version == SdmxJsonVersion::V2_1) keep_attachments_of_2_1(x, subject.name, writing);
    subject.constraint = true;
    return Writer(json, writing, std::move(subject)).write(x);
  }
  if (const auto* set = std::get_if<MetadataSet>(&artefact)) {
    MetadataSet x = *set;
    // The schema of 2.1 takes versions of three parts alone, and gives this one to a set without.
    if (x.version == "1.0") x.version.clear();
    if (x.is_partial_language && writing.version == SdmxJsonVersion::V2_0) {
      lose(writing, subject.name + ": isPartialLanguage");
      x.is_partial_language = false;
    }
    return Writer(json, writing, std::move(subject)).write(x);
  }
  std::visit([&](const auto& x) { Writer(json, writing, std::move(subject)).write(x); }, artefact);
}

namespace {

void describe_party(Writer& v, const MessageParty& party) {
  v.attribute({.json = "id"}, party.id, Form::Text);
  v.texts({.json = "name", .jsons = "names"}, party.name);
  v.list({.json = "contacts"}, party.contacts);
}

}  // namespace

void write_meta_json(JsonWriter& json, const JsonMeta& meta, const std::string& schema, const JsonWriting& writing) {
  const MessageHeader& header = meta.header;
  Writer writer(json, writing, {.name = "the header"});
  writer.whole([&] {
    if (!schema.empty()) json.field("schema", schema);
    json.field("id", header.id).field("test", header.test).field("prepared", header.prepared);
    writer.strings({.json = "contentLanguages"}, meta.languages);
    writer.texts({.json = "name", .jsons = "names"}, header.name);
    json.key("sender");
    writer.whole([&] { describe_party(writer, header.sender); });
    writer.list({.json = "receivers"}, header.receivers, describe_party);
  });
}

void write_errors_json(JsonWriter& json, const std::vector<JsonStatus>& errors, const JsonWriting& writing) {
  Writer writer(json, writing, {.name = "an error"});
  json.begin_array();
  for (const JsonStatus& status : errors) {
    writer.whole([&] {
      json.key("code").literal(is_json_literal(status.code) ? status.code : "500");
      writer.texts({.json = "title", .jsons = "titles"}, status.title);
      writer.texts({.json = "detail", .jsons = "details"}, status.detail);
      writer.list({.json = "links"}, status.links);
    });
  }
  json.end_array();
}

}  // namespace atalaya
