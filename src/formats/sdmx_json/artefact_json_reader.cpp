#include <algorithm>
#include <concepts>
#include <optional>
#include <utility>

#include "base/text.h"
#include "formats/sdmx_json/artefact_json.h"
#include "formats/sdmx_metadata/metadata_message.h"
#include "model/sdmx/describe.h"

namespace atalaya {

namespace {

using namespace sdmx;  // NOLINT: the names of the description

constexpr std::size_t most_ignored = 100;

const char* type_name(Node::Type type) {
  switch (type) {
    case Node::Type::Object: return "an object";
    case Node::Type::Array: return "an array";
    case Node::Type::Text: return "a text";
    case Node::Type::Number: return "a number";
    case Node::Type::Boolean: return "true or false";
    case Node::Type::Null: return "null";
    case Node::Type::Element: break;
  }
  return "something else";
}

bool is_scalar(const Node& node) { return node.type == Node::Type::Text || node.type == Node::Type::Number || node.type == Node::Type::Boolean; }

/// Items that nothing can be said of without their id. A dimension or a map may lack it.
template <typename T>
concept HasId = std::derived_from<T, Identifiable> && !std::derived_from<T, sdmx::Component> && !std::derived_from<T, DateMap> &&
                !std::same_as<T, FrequencyFormatMapping> && !std::same_as<T, Transition>;

class Reader {
 public:
  static constexpr bool reads = true;

  /// `extended`: members of the outermost object may stand under a name with "x-" before it.
  Reader(const JsonReading& reading, bool extended) : reading_(reading), extended_(extended) {}

  template <typename T>
  Status read(const Node& node, T& x) {
    inside(node, [&] { describe(*this, x); });
    if (error_) return std::unexpected(*error_);
    return {};
  }

  template <typename F>
  Status read_with(const Node& node, F f) {
    inside(node, [&] { f(*this); });
    if (error_) return std::unexpected(*error_);
    return {};
  }

  void attribute(const Names& names, std::string& x, Form form) { scalar(names.json, x, form); }
  void element(const Names& names, std::string& x, Form form) { scalar(names.json, x, form); }
  void local(const Names& names, std::string& x) { scalar(names.json, x, Form::Text); }
  void version(const Names& names, std::string& x, bool) { scalar(names.json, x, Form::Text); }
  void language(const Names& names, std::string& x) { scalar(names.json, x, Form::Text); }

  void content(const Names& names, std::string& x) {
    if (is_scalar(*at_)) {
      x = at_->text;
    } else if (const Node* node = member(names.json)) {
      if (is_scalar(*node)) {
        x = node->text;
      } else {
        wrong(*node, "a text");
      }
    } else if (std::string_view(names.json) != "href") {
      refuse(*at_, std::string("'") + names.json + "' is missing");
    }
  }

  void flag(const Names& names, bool& x, std::optional<bool>) {
    const Node* node = member(names.json);
    if (node == nullptr) return;
    if (node->type != Node::Type::Boolean) return wrong(*node, "true or false");
    x = node->text == "true";
  }

  template <typename E, typename Words>
  void choice(const Names& names, E& x, const Words& words) {
    const Node* node = member(names.json);
    if (node == nullptr) return;
    if (node->type != Node::Type::Text) return wrong(*node, "a text");
    const auto it = std::ranges::find_if(words, [&](const auto& word) { return node->text == word.second; });
    if (it == std::end(words)) return refuse(*node, "'" + shorten(node->text, 40) + "' is not a word for '" + node->name + "'");
    x = it->first;
  }

  void constant(const Names& names, const char*) { (void)member(names.json); }

  void texts(const TextNames& names, LocalText& x) {
    const Node* one = member(names.json);
    if (const Node* many = member(names.jsons)) x = local_text(*many);
    if (one == nullptr) return;
    if (one->type != Node::Type::Text) return wrong(*one, "a text");
    const auto& all = x.all();
    if (std::ranges::any_of(all, [&](const auto& text) { return text.second == one->text; })) return;
    if (std::ranges::none_of(all, [&](const auto& text) { return text.first == reading_.language; })) {
      x.set(reading_.language, one->text);
    } else {
      ignore(*one);
    }
  }

  template <typename E>
  void marker(const Names& names, E& x, E value) {
    const Node* node = member(names.json);
    if (node == nullptr) return;
    if (node->type != Node::Type::Object) return wrong(*node, "an object");
    x = value;
  }

  void locals(const ListNames& names, std::vector<std::string>& x) { strings(names, x); }
  void strings(const ListNames& names, std::vector<std::string>& x) {
    each(names, [&](const Node& node) {
      if (node.type == Node::Type::Text) {
        x.push_back(node.text);
      } else {
        wrong(node, "a text");
      }
    });
  }

  void reference(const Names& names, Reference& x, std::optional<Kind>) {
    if (const Node* node = member(names.json)) urn(*node, [&](Reference r) { x = std::move(r); });
  }
  void reference_of(const Names& names, Reference& x, Kind) { reference(names, x, std::nullopt); }
  void references(const ListNames& names, std::vector<Reference>& x, std::optional<Kind>) {
    each(names, [&](const Node& node) { urn(node, [&](Reference r) { x.push_back(std::move(r)); }); });
  }
  void references_of(const ListNames& names, std::vector<Reference>& x, Kind) { references(names, x, std::nullopt); }

  template <typename T>
  void object(const Names& names, T& x) {
    object_with(names, [&] { describe(*this, x); });
  }
  template <typename T>
  void object(const Names& names, std::optional<T>& x) {
    object_with(names, [&] { describe(*this, x ? *x : x.emplace()); });
  }
  template <typename T, typename F>
  void object(const Names& names, std::optional<T>& x, F f) {
    object_with(names, [&] { f(*this, x ? *x : x.emplace()); });
  }

  template <typename T>
  void list(const ListNames& names, std::vector<T>& x) {
    list(names, x, [](Reader& v, T& item) { describe(v, item); });
  }
  template <typename T, typename F>
  void list(const ListNames& names, std::vector<T>& x, F f) {
    each(names, [&](const Node& node) {
      if (node.type != Node::Type::Object && !(names.plain && is_scalar(node))) return wrong(node, "an object");
      T item;
      inside(node, [&] { f(*this, item); });
      if constexpr (HasId<T>) {
        if (item.id.empty()) refuse(node, "'id' is missing");
      }
      if constexpr (std::same_as<T, AnnotationLink>) {
        if (item.relation == standard_relation) item.relation.clear();
      }
      if constexpr (std::same_as<T, ReportedAttribute>) {
        if (item.id.empty()) return refuse(node, "'id' is missing");
        if (!is_identifier(item.id)) return refuse(node, "'" + shorten(item.id, 40) + "' is no id of an attribute");
        append_reported(x, std::move(item));
      } else {
        x.push_back(std::move(item));
      }
    });
  }

  template <typename T>
  void chain(const Names& names, std::vector<T>& x) {
    object_with(names, [&] {
      describe(*this, x.emplace_back());
      if (x.back().id.empty()) refuse(*at_, "'id' is missing");
      chain(names, x);
    });
  }

  template <typename F>
  void group(const Names& names, bool, F f) {
    object_with(names, [&] { f(*this); });
  }

  void address(std::string& uri, std::vector<Link>& links) {
    list({.json = "links"}, links);
    // A link to itself with a URN or an address that is its URI says nothing that the artefact does not say.
    std::erase_if(links, [&](Link& link) {
      if (link.relation != "self" || !(link.url.empty() || link.url == link.uri)) return false;
      if (!link.uri.empty()) uri = link.uri;
      return true;
    });
  }

  void dimensions(AttributeRelationship& x) {
    strings({.json = "dimensions"}, x.dimensions);
    each({.json = "areDimensionsOptional"}, [&](const Node& node) {
      if (node.type != Node::Type::Boolean) return wrong(node, "true or false");
      x.optional_dimensions.push_back(node.text == "true");
    });
  }

  void pairs(std::vector<DateMap::Pair>& x) {
    list({.json = "mappedComponents"}, x, [](Reader& v, DateMap::Pair& pair) {
      v.element({.json = "source"}, pair.source, Form::Text);
      v.element({.json = "target"}, pair.target, Form::Text);
    });
  }

  void ends(const Names& names, std::vector<MapEnd>& x) {
    list({.json = names.json}, x, [](Reader& v, MapEnd& end) {
      v.reference({.json = "codelist"}, end.codelist, Kind::Codelist);
      v.element({.json = "dataType"}, end.data_type, Form::Text);
    });
  }

  void reported(ReportedAttribute& x) {
    std::optional<TextFormat> format;
    object({.json = "format"}, format);
    const Node* value = member("value");
    if (value == nullptr) return;
    if (value->type == Node::Type::Object) {
      LocalText texts = local_text(*value);
      if (!format || format->data_type == "XHTML") {
        if (!texts.empty()) set_reported_texts(x, std::move(texts), format.has_value());
      } else {
        x.text = std::move(texts);
      }
    } else if (value->type == Node::Type::Array) {
      for (const Node& one : value->children) {
        if (!is_scalar(one)) return wrong(one, "a text");
        x.values.push_back(one.text);
      }
    } else {
      x.values.push_back(value->text);
    }
  }

  void refuse(const Node& node, std::string what) {
    if (!error_) error_ = Error{ErrorKind::Input, std::move(what), node.place(reading_.file)};
  }

 private:
  template <typename F>
  void inside(const Node& node, F f) {
    if (error_) return;
    const Node* const outer = std::exchange(at_, &node);
    std::vector<bool> outer_used = std::exchange(used_, std::vector<bool>(node.children.size()));
    ++depth_;
    f();
    --depth_;
    for (std::size_t i = 0; i < node.children.size() && !error_ && node.type == Node::Type::Object; ++i) {
      if (!used_[i]) ignore(node.children[i]);
    }
    at_ = outer;
    used_ = std::move(outer_used);
  }

  template <typename F>
  void object_with(const Names& names, F f) {
    const Node* node = member(names.json);
    if (node == nullptr) return;
    if (node->type != Node::Type::Object) return wrong(*node, "an object");
    inside(*node, f);
  }

  /// The items of an array, or the one that stands alone.
  template <typename F>
  void each(const ListNames& names, F f) {
    if (const Node* node = member(names.json)) {
      if (node->type != Node::Type::Array) return wrong(*node, "an array");
      for (const Node& item : node->children) {
        if (error_) return;
        f(item);
      }
    }
    if (const Node* node = member(names.single)) {
      // Messages before 2.0 had arrays under this name too.
      if (node->type != Node::Type::Array) return f(*node);
      for (const Node& item : node->children) {
        if (error_) return;
        f(item);
      }
    }
  }

  /// A member that is there and not null; a member of null is as good as none (field guide, introduction).
  const Node* member(const char* name) {
    if (name == nullptr || error_) return nullptr;
    const Node* found = nullptr;
    for (std::size_t i = 0; i < at_->children.size() && found == nullptr; ++i) {
      const std::string_view has = at_->children[i].name;
      if (has == name || (extended_ && depth_ == 1 && has.starts_with("x-") && has.substr(2) == name)) {
        used_[i] = true;
        found = &at_->children[i];
      }
    }
    return found == nullptr || found->type == Node::Type::Null ? nullptr : found;
  }

  void scalar(const char* name, std::string& x, Form form) {
    const Node* node = member(name);
    if (node == nullptr) return;
    // A sentinel value may be a number.
    const bool any = form == Form::Literal || std::string_view(name) == "value";
    if (any ? !is_scalar(*node) : node->type != Node::Type::Text) return wrong(*node, "a text");
    x = node->text;
  }

  LocalText local_text(const Node& node) {
    LocalText out;
    if (node.type != Node::Type::Object) {
      wrong(node, "an object of texts by language");
      return out;
    }
    for (const Node& text : node.children) {
      if (text.type == Node::Type::Null) continue;
      if (text.type != Node::Type::Text) {
        wrong(text, "a text");
      } else if (!is_language_tag(text.name)) {
        refuse(text, "'" + shorten(text.name, 40) + "' is no language");
      } else {
        out.set(text.name, text.text);
      }
    }
    return out;
  }

  template <typename F>
  void urn(const Node& node, F f) {
    if (node.type != Node::Type::Text) return wrong(node, "a URN");
    auto parsed = parse_urn(node.text);
    if (!parsed) {
      if (!error_) error_ = Error{ErrorKind::Input, parsed.error().what, node.place(reading_.file), parsed.error().hint};
      return;
    }
    f(std::move(*parsed));
  }

  void wrong(const Node& node, const char* wanted) {
    refuse(node,
           (node.name.empty() ? "an item of a list" : "'" + shorten(node.name, 60) + "'") + std::string(" is ") + type_name(node.type) + " and not " + wanted);
  }

  void ignore(const Node& node) {
    if (reading_.ignored != nullptr && reading_.ignored->size() < most_ignored) {
      reading_.ignored->push_back(node.place(reading_.file).to_string() + ": '" + shorten(node.name, 60) + "'");
    }
  }

  const JsonReading& reading_;
  bool extended_;
  const Node* at_ = nullptr;
  std::vector<bool> used_;
  std::size_t depth_ = 0;
  std::optional<Error> error_;
};

void describe_party(Reader& v, MessageParty& party) {
  v.attribute({.json = "id"}, party.id, Form::Text);
  v.texts({.json = "name", .jsons = "names"}, party.name);
  v.list({.json = "contacts"}, party.contacts);
}

/// An availability without a name of its own is known by what it is attached to.
void name_availability(DataConstraint& x) {
  const Reference of = x.attachments.empty() ? Reference{} : x.attachments.front();
  if (x.id.empty()) x.id = of.id.empty() ? "AVAILABILITY" : of.id;
  if (x.agency.empty()) x.agency = of.agency.empty() ? "SDMX" : of.agency;
}

}  // namespace

Result<Artefact> read_artefact_json(const Node& object, Kind kind, const JsonReading& reading, bool availability) {
  if (object.type != Node::Type::Object)
    return fail(ErrorKind::Input, std::string("an artefact is ") + type_name(object.type) + " and not an object", object.place(reading.file));
  Artefact out = make_artefact(kind);
  const bool is_constraint = kind == Kind::DataConstraint || kind == Kind::MetadataConstraint;
  auto* constraint = std::get_if<DataConstraint>(&out);
  if (availability && constraint != nullptr) constraint->role = DataConstraint::Role::Actual;
  TRY_STATUS(std::visit([&](auto& x) { return Reader(reading, is_constraint).read(object, x); }, out));
  if (availability && constraint != nullptr) name_availability(*constraint);
  const Maintainable& made = maintainable(out);
  for (const auto& [name, value] : {std::pair{"id", &made.id}, std::pair{"agencyID", &made.agency}}) {
    if (value->empty()) return fail(ErrorKind::Input, std::string("'") + name + "' is missing", object.place(reading.file));
  }
  return out;
}

Result<JsonMeta> read_meta_json(const Node& object, const JsonReading& reading) {
  JsonMeta out;
  if (object.type != Node::Type::Object)
    return fail(ErrorKind::Input, std::string("'meta' is ") + type_name(object.type) + " and not an object", object.place(reading.file));
  JsonReading inside = reading;
  // The languages come first, wherever they stand: texts that stand alone are in the first of them.
  if (const Node* languages = object.child("contentLanguages"); languages != nullptr && languages->type == Node::Type::Array && !languages->children.empty()) {
    inside.language = languages->children.front().text;
  }
  TRY_STATUS(Reader(inside, false).read_with(object, [&](Reader& v) {
    v.constant({.json = "schema"}, "");
    v.attribute({.json = "id"}, out.header.id, Form::Text);
    v.flag({.json = "test"}, out.header.test, false);
    v.attribute({.json = "prepared"}, out.header.prepared, Form::Text);
    v.strings({.json = "contentLanguages"}, out.languages);
    v.texts({.json = "name", .jsons = "names"}, out.header.name);
    std::optional<MessageParty> sender;
    v.object({.json = "sender"}, sender, describe_party);
    if (sender) out.header.sender = std::move(*sender);
    v.list({.json = "receivers", .single = "receiver"}, out.header.receivers, describe_party);
  }));
  for (const std::string& language : out.languages) {
    if (!is_language_tag(language)) return fail(ErrorKind::Input, "'" + shorten(language, 40) + "' is no language", object.place(reading.file));
  }
  return out;
}

Result<std::vector<JsonStatus>> read_errors_json(const Node& array, const JsonReading& reading) {
  std::vector<JsonStatus> out;
  if (array.type != Node::Type::Array)
    return fail(ErrorKind::Input, std::string("'errors' is ") + type_name(array.type) + " and not an array", array.place(reading.file));
  for (const Node& item : array.children) {
    if (item.type != Node::Type::Object)
      return fail(ErrorKind::Input, std::string("an error is ") + type_name(item.type) + " and not an object", item.place(reading.file));
    JsonStatus& status = out.emplace_back();
    TRY_STATUS(Reader(reading, false).read_with(item, [&](Reader& v) {
      v.attribute({.json = "code"}, status.code, Form::Literal);
      v.texts({.json = "title", .jsons = "titles"}, status.title);
      v.texts({.json = "detail", .jsons = "details"}, status.detail);
      v.list({.json = "links"}, status.links);
    }));
    if (!is_json_literal(status.code)) return fail(ErrorKind::Input, "an error has no code", item.place(reading.file));
  }
  return out;
}

}  // namespace atalaya
