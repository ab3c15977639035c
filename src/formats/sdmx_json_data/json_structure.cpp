#include "formats/sdmx_json_data/json_structure.h"

#include <algorithm>

#include "base/text.h"

namespace atalaya {

namespace {

class Reader {
 public:
  Reader(JsonCursor& cursor, const std::string& language, std::size_t limit, LeftOut& left_out)
      : cursor_(cursor), language_(language), end_(cursor.offset() + limit), left_out_(left_out) {}

  Result<JsonStructure> structure() {
    JsonStructure out;
    const auto at = cursor_.mark();
    out.place = cursor_.place(at);
    std::vector<std::string> seen;
    bool has_dimensions = false;
    TRY_STATUS(cursor_.object([&](std::string_view name) -> Status {
      TRY_STATUS(once(name, seen));
      if (name == "links") return links(out);
      if (name == "name" || name == "names") return read_json_text(cursor_, language_, out.name);
      if (name == "dimensions") {
        has_dimensions = true;
        return levels(&out.set_dimensions, nullptr, &out.series_dimensions, &out.observation_dimensions);
      }
      if (name == "measures") {
        out.has_measures = true;
        return levels(nullptr, nullptr, nullptr, &out.measures);
      }
      if (name == "attributes") return levels(&out.set_attributes, &out.group_attributes, &out.series_attributes, &out.observation_attributes);
      if (name == "dataSets") {
        return cursor_.array([&]() -> Status {
          out.data_sets.push_back(TRY(whole_number()));
          return {};
        });
      }
      if (name == "annotations") {
        if (cursor_.null()) return {};
        return cursor_.array([&]() -> Status { return annotation(out.annotations.emplace_back()); });
      }
      return skip();
    }));
    if (!has_dimensions) return fail(ErrorKind::Input, "the structure has no dimensions", cursor_.place(at));
    for (const auto* level : {&out.set_dimensions, &out.series_dimensions, &out.observation_dimensions}) {
      for (const JsonComponent& dimension : *level) {
        if (dimension.id.empty()) return fail(ErrorKind::Input, "a dimension has no id", cursor_.place(at));
        const auto same = [&](const JsonComponent* other) { return other->id == dimension.id; };
        if (std::ranges::count_if(out.key(), same) > 1)
          return fail(ErrorKind::Input, "two dimensions are called '" + shorten(dimension.id, 60) + "'", cursor_.place(at));
      }
    }
    return out;
  }

  Status text(LocalText& out) {
    std::list<std::string> storage;
    std::string_view content;
    if (cursor_.null()) return {};
    if (cursor_.peek() != '{') {
      if (!cursor_.string(content, storage)) return cursor_.failure();
      // The best match, which is among the languages where those are given.
      if (out.empty()) out.set(language_, std::string(content));
      return {};
    }
    LocalText all;
    TRY_STATUS(cursor_.object([&](std::string_view language) -> Status {
      if (cursor_.null()) return {};
      if (!cursor_.string(content, storage)) return cursor_.failure();
      all.set(std::string(language), std::string(content));
      return {};
    }));
    if (!all.empty()) out = std::move(all);
    return {};
  }

 private:
  Status once(std::string_view name, std::vector<std::string>& seen) {
    if (std::ranges::find(seen, name) != seen.end()) return cursor_.fault("the member '" + shorten(name, 40) + "' stands twice");
    if (seen.size() < 64) seen.emplace_back(name);
    return {};
  }
  Status skip() { return cursor_.skip() ? Status() : cursor_.failure(); }
  Status within() {
    if (cursor_.offset() <= end_) return {};
    return cursor_.fault("the structure of the message is too large");
  }

  Result<std::size_t> whole_number() {
    std::string_view digits;
    if (!cursor_.number(digits)) return cursor_.failure();
    const auto number = parse_integer(digits);
    if (!number || *number < 0) return cursor_.fault("a whole number is expected");
    return static_cast<std::size_t>(*number);
  }

  /// A string, or the digits of a number, or true and false; nothing for null.
  Result<std::optional<std::string>> scalar() {
    std::list<std::string> storage;
    std::string_view content;
    const char c = cursor_.peek();
    if (c == '"') {
      if (!cursor_.string(content, storage)) return cursor_.failure();
      return std::string(content);
    }
    if (c == 't' || c == 'f') {
      bool flag = false;
      if (!cursor_.boolean(flag)) return cursor_.failure();
      return std::string(flag ? "true" : "false");
    }
    if (cursor_.null()) return std::nullopt;
    if (!cursor_.number(content)) return cursor_.failure();
    return std::string(content);
  }
  Result<std::string> scalar_or_empty() { return TRY(scalar()).value_or(std::string()); }

  Status links(JsonStructure& out) {
    if (cursor_.null()) return {};
    return cursor_.array([&]() -> Status {
      std::string urn, href, rel;
      TRY_STATUS(cursor_.object([&](std::string_view name) -> Status {
        std::string* to = name == "urn" ? &urn : name == "href" ? &href : name == "rel" ? &rel : nullptr;
        if (to == nullptr) return skip();
        *to = TRY(scalar_or_empty());
        return {};
      }));
      const sdmx::Reference reference = reference_of(urn, href, to_lower_ascii(rel));
      if (reference.empty()) return {};
      if (out.reference.empty()) out.reference = reference;
      if (out.data_structure.empty() && reference.kind == sdmx::Kind::DataStructure) out.data_structure = reference;
      return {};
    });
  }

  /// By the URN; else, as 1.0 leaves it out, by an address that ends in /dataflow/AGENCY/ID/VERSION.
  static sdmx::Reference reference_of(const std::string& urn, const std::string& href, const std::string& rel) {
    const auto is_structure = [](sdmx::Kind kind) {
      return kind == sdmx::Kind::Dataflow || kind == sdmx::Kind::DataStructure || kind == sdmx::Kind::ProvisionAgreement;
    };
    if (const auto parsed = sdmx::parse_urn(urn); parsed && is_structure(parsed->kind) && sdmx::fault_of(*parsed).empty()) return *parsed;
    const auto kind = rel == "dataflow"        ? std::optional(sdmx::Kind::Dataflow)
                      : rel == "datastructure" ? std::optional(sdmx::Kind::DataStructure)
                                               : std::nullopt;
    const auto at = href.find("/" + rel + "/");
    if (!kind || at == std::string::npos) return {};
    const auto parts = split(std::string_view(href).substr(at + rel.size() + 2), '/');
    if (parts.size() != 3 || parts[0].empty() || parts[2].empty()) return {};
    sdmx::Reference out{*kind, std::string(parts[0]), std::string(parts[1]), std::string(parts[2])};
    return sdmx::fault_of(out).empty() ? out : sdmx::Reference{};
  }

  Status annotation(sdmx::Annotation& out) {
    TRY_STATUS(within());
    return cursor_.object([&](std::string_view name) -> Status {
      if (name == "id") return assign(out.id);
      if (name == "title") return assign(out.title);
      if (name == "type") return assign(out.type);
      if (name == "value") return assign(out.value);
      if (name == "text" || name == "texts") return text(out.text);
      if (name != "links" || cursor_.null()) return skip();
      return cursor_.array([&]() -> Status {
        sdmx::AnnotationLink link;
        TRY_STATUS(cursor_.object([&](std::string_view member) -> Status {
          if (member == "href") return assign(link.url);
          if (member == "hreflang") return assign(link.language);
          return skip();
        }));
        if (!link.url.empty()) out.urls.push_back(std::move(link));
        return {};
      });
    });
  }

  Status levels(std::vector<JsonComponent>* set, std::vector<JsonComponent>* group, std::vector<JsonComponent>* series,
                std::vector<JsonComponent>* observation) {
    if (cursor_.null()) return {};
    std::vector<std::string> seen;
    return cursor_.object([&](std::string_view name) -> Status {
      TRY_STATUS(once(name, seen));
      std::vector<JsonComponent>* to = name == "dataSet"          ? set
                                       : name == "dimensionGroup" ? group
                                       : name == "series"         ? series
                                       : name == "observation"    ? observation
                                                                  : nullptr;
      if (to == nullptr) return skip();
      if (cursor_.null()) return {};
      return cursor_.array([&]() -> Status { return component(to->emplace_back()); });
    });
  }

  Status component(JsonComponent& out) {
    return cursor_.object([&](std::string_view name) -> Status {
      TRY_STATUS(within());
      if (name == "id") return assign(out.id);
      if (name == "name" || name == "names") return text(out.name);
      if (name == "keyPosition") {
        if (cursor_.null()) return {};
        out.key_position = TRY(whole_number());
        return {};
      }
      if (name == "role" || name == "roles") return roles(out);
      if (name == "isMandatory") {
        out.mandatory = TRY(scalar_or_empty()) == "true";
        return {};
      }
      if (name == "relationship") return relationship(out);
      if (name == "format") return format(out);
      if (name == "default") {
        out.default_text = TRY(scalar());
        return {};
      }
      if (name == "minOccurs") return assign(out.min_occurs);
      if (name == "maxOccurs") return assign(out.max_occurs);
      if (name == "values") {
        if (cursor_.null()) return {};
        out.has_values = true;
        return cursor_.array([&]() -> Status {
          TRY_STATUS(within());
          return value(out.values.emplace_back());
        });
      }
      return skip();
    });
  }

  Status assign(std::string& out) {
    out = TRY(scalar_or_empty());
    return {};
  }

  Status roles(JsonComponent& out) {
    const auto take = [&](const std::string& role) { out.time_role = out.time_role || role == "TIME_PERIOD" || role == "time"; };
    if (cursor_.peek() != '[') {
      take(TRY(scalar_or_empty()));
      return {};
    }
    return cursor_.array([&]() -> Status {
      take(TRY(scalar_or_empty()));
      return {};
    });
  }

  Status relationship(JsonComponent& out) {
    if (cursor_.null()) return {};
    return cursor_.object([&](std::string_view name) -> Status {
      if (name == "dataflow" || name == "none") out.relationship = JsonComponent::Relationship::DataSet;
      if (name == "observation" || name == "primaryMeasure") out.relationship = JsonComponent::Relationship::Observation;
      if (name != "dimensions") return skip();
      out.relationship = JsonComponent::Relationship::Dimensions;
      return cursor_.array([&]() -> Status { return assign(out.dimensions.emplace_back()); });
    });
  }

  Status format(JsonComponent& out) {
    if (cursor_.null()) return {};
    sdmx::TextFormat& f = out.format.emplace();
    return cursor_.object([&](std::string_view name) -> Status {
      const std::pair<std::string_view, std::string*> members[] = {
          {"dataType", &f.data_type},     {"isSequence", &f.is_sequence}, {"interval", &f.interval},
          {"startValue", &f.start_value}, {"endValue", &f.end_value},     {"timeInterval", &f.time_interval},
          {"startTime", &f.start_time},   {"endTime", &f.end_time},       {"minLength", &f.min_length},
          {"maxLength", &f.max_length},   {"minValue", &f.min_value},     {"maxValue", &f.max_value},
          {"decimals", &f.decimals},      {"pattern", &f.pattern},        {"isMultiLingual", &f.is_multilingual},
          {"minOccurs", &out.min_occurs}, {"maxOccurs", &out.max_occurs},
      };
      for (const auto& [member, to] : members) {
        if (member == name) return assign(*to);
      }
      return skip();
    });
  }

  Status value(JsonValue& out) {
    if (cursor_.null()) return {};
    std::optional<std::string> id;
    JsonValue plain;
    TRY_STATUS(cursor_.object([&](std::string_view name) -> Status {
      if (name == "id") {
        id = TRY(scalar());
        return {};
      }
      if (name == "name" || name == "names") return text(out.name);
      if (name == "description" || name == "descriptions") return text(out.description);
      if (name == "parent") return assign(out.parent);
      if (name == "value") return add_value(plain);
      if (name == "values") return cursor_.null() ? Status() : values(plain, 0);
      return skip();
    }));
    if (id) {
      out.coded = true;
      out.texts = {{*id, ""}};
    } else if (!plain.texts.empty()) {
      out.texts = std::move(plain.texts);
    } else {
      // In 1.0 what has no code has a name alone.
      for (const auto& [language, content] : out.name.all()) out.texts.emplace_back(content, out.name.all().size() == 1 ? std::string() : language);
    }
    return {};
  }

  Status add_value(JsonValue& out) {
    if (cursor_.peek() == '{') {
      return cursor_.object([&](std::string_view language) -> Status {
        if (auto content = TRY(scalar())) out.texts.emplace_back(std::move(*content), std::string(language));
        return {};
      });
    }
    if (auto content = TRY(scalar())) out.texts.emplace_back(std::move(*content), "");
    return {};
  }

  Status values(JsonValue& out, unsigned depth) {
    if (depth == 1) left_out_.add("values that are nested are taken as one list");
    if (depth > 8) return cursor_.fault("values nested too deep");
    return cursor_.array([&]() -> Status { return cursor_.peek() == '[' ? values(out, depth + 1) : add_value(out); });
  }

  JsonCursor& cursor_;
  const std::string& language_;
  std::size_t end_;
  LeftOut& left_out_;
};

sdmx::Representation representation_of(const JsonComponent& component) {
  return {.enumeration = {}, .format = component.format, .min_occurs = component.min_occurs, .max_occurs = component.max_occurs};
}

class Maker {
 public:
  explicit Maker(const JsonStructure& message) : message_(message) {}

  std::shared_ptr<const DataStructure> make() {
    const sdmx::Reference& named = message_.data_structure.empty() ? message_.reference : message_.data_structure;
    out_->agency = named.agency.empty() ? "MESSAGE" : named.agency;
    out_->id = named.id.empty() ? "MESSAGE" : named.id;
    out_->version = named.version.empty() ? "1.0" : named.version;
    out_->name = message_.name;
    for (const JsonComponent* dimension : message_.key()) {
      if (is_time(*dimension)) {
        out_->time_dimension = plain(*dimension);
      } else {
        out_->dimensions.push_back(coded(*dimension));
      }
    }
    for (const JsonComponent& measure : message_.measures) {
      out_->measures.push_back(coded(measure));
      out_->measures.back().required = measure.mandatory;
    }
    // Without any there is still a place for figures; what is said of them is that they are numbers.
    if (out_->measures.empty()) out_->measures.push_back({.id = "OBS_VALUE", .code_list = {}, .name = {}});
    for (const JsonComponent& a : message_.set_attributes) attribute(a, Attribute::Level::DataSet);
    for (const JsonComponent& a : message_.group_attributes) attribute(a, Attribute::Level::Series);
    for (const JsonComponent& a : message_.series_attributes) attribute(a, Attribute::Level::Series);
    for (const JsonComponent& a : message_.observation_attributes) attribute(a, Attribute::Level::Observation);
    return out_;
  }

  /// The time dimension has a fixed id; where none has it, the role says which it is.
  bool is_time(const JsonComponent& dimension) const {
    const auto key = message_.key();
    const bool by_id = std::ranges::any_of(key, [](const JsonComponent* other) { return other->id == "TIME_PERIOD"; });
    if (by_id) return dimension.id == "TIME_PERIOD";
    const auto first = std::ranges::find_if(key, &JsonComponent::time_role);
    return first != key.end() && *first == &dimension;
  }

 private:
  static Component plain(const JsonComponent& from) { return {.id = from.id, .code_list = {}, .name = from.name, .representation = representation_of(from)}; }

  Component coded(const JsonComponent& from) {
    Component component = plain(from);
    if (!from.has_values || std::ranges::none_of(from.values, &JsonValue::coded)) {
      // Values without codes are texts, unless a format says otherwise.
      if (from.has_values && !component.representation.format) component.representation.format = sdmx::TextFormat{.data_type = "String"};
      return component;
    }
    CodeList list;
    list.id = "CL_" + from.id;
    list.name = from.name;
    list.agency = out_->agency;
    for (const JsonValue& value : from.values) {
      if (value.coded) list.add({.id = value.texts.front().first, .name = value.name, .parent = value.parent, .description = value.description});
    }
    component.code_list = list.id;
    if (out_->code_list(list.id) == nullptr) out_->code_lists.push_back(std::move(list));
    return component;
  }

  void attribute(const JsonComponent& from, Attribute::Level presented) {
    if (out_->attribute_position(from.id) != DataStructure::npos) return;
    Attribute a;
    static_cast<Component&>(a) = coded(from);
    a.required = from.mandatory;
    a.level = presented;
    if (!from.has_values && !a.representation.format) a.representation.format = sdmx::TextFormat{.data_type = "String"};
    using Relationship = JsonComponent::Relationship;
    if (from.relationship == Relationship::DataSet) a.level = Attribute::Level::DataSet;
    if (from.relationship == Relationship::Observation) a.level = Attribute::Level::Observation;
    if (from.relationship == Relationship::Dimensions) {
      bool with_time = false;
      for (const std::string& id : from.dimensions) {
        const std::size_t at = out_->position(id);
        if (at != DataStructure::npos) a.dimensions.push_back(at);
        with_time = with_time || (out_->has_time() && id == out_->time_dimension.id);
      }
      std::ranges::sort(a.dimensions);
      const bool whole = a.dimensions.size() == out_->dimensions.size();
      a.level = with_time              ? Attribute::Level::Observation
                : a.dimensions.empty() ? Attribute::Level::DataSet
                : whole                ? Attribute::Level::Series
                                       : Attribute::Level::Group;
      if (a.level != Attribute::Level::Group) a.dimensions.clear();
    }
    out_->attributes.push_back(std::move(a));
  }

  const JsonStructure& message_;
  std::shared_ptr<DataStructure> out_ = std::make_shared<DataStructure>();
};

}  // namespace

std::vector<const JsonComponent*> JsonStructure::key() const {
  std::vector<const JsonComponent*> all;
  for (const auto* level : {&set_dimensions, &series_dimensions, &observation_dimensions}) {
    for (const JsonComponent& dimension : *level) all.push_back(&dimension);
  }
  std::ranges::stable_sort(all, {}, [](const JsonComponent* dimension) { return dimension->key_position.value_or(DataStructure::npos); });
  return all;
}

Result<JsonStructure> read_json_structure(JsonCursor& cursor, const std::string& language, std::size_t limit, LeftOut& left_out) {
  return Reader(cursor, language, limit, left_out).structure();
}

Status read_json_text(JsonCursor& cursor, const std::string& language, LocalText& text) {
  LeftOut ignored;
  return Reader(cursor, language, 0, ignored).text(text);
}

std::shared_ptr<const DataStructure> structure_from_message(const JsonStructure& message) { return Maker(message).make(); }

}  // namespace atalaya
