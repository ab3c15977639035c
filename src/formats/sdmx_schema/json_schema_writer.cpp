#include "formats/sdmx_schema/json_schema_writer.h"

#include <algorithm>

#include "base/json_writer.h"
#include "model/sdmx/reference.h"

namespace atalaya {

namespace {

class JsonSchemaWriter {
 public:
  explicit JsonSchemaWriter(const SchemaSubject& subject) : subject_(subject), structure_(*subject.structure), json_(2) {}

  std::string write(const std::string& version) {
    const auto urn = sdmx::Reference{.kind = sdmx::Kind::DataStructure, .agency = structure_.agency, .id = structure_.id, .version = structure_.version}.urn();
    json_.begin_object();
    json_.field("$schema", "https://json-schema.org/draft/2019-09/schema");
    json_.field("title", urn);
    json_.key("allOf").begin_array().begin_object();
    json_.field("$ref", "https://json.sdmx.org/" + version.substr(0, 3) + "/sdmx-json-data-schema.json").end_object().end_array();
    open_properties();
    json_.key("data").begin_object();
    open_properties();
    json_.key("structures").begin_object().key("items").begin_object();
    open_properties();
    json_.key("dimensions").begin_object();
    open_properties();
    for (const char* level : {"dataSet", "series", "observation"}) list(level, dimensions());
    close_properties();
    json_.end_object();
    json_.key("measures").begin_object();
    open_properties();
    list("observation", pointers(structure_.measures));
    close_properties();
    json_.end_object();
    json_.key("attributes").begin_object();
    open_properties();
    for (const char* level : {"dataSet", "dimensionGroup", "series", "observation"}) list(level, pointers(structure_.attributes));
    close_properties();
    json_.end_object();
    close_properties();
    json_.end_object().end_object();
    close_properties();
    json_.end_object();
    close_properties();
    json_.end_object();
    return json_.take() + "\n";
  }

 private:
  void open_properties() { json_.key("properties").begin_object(); }
  void close_properties() { json_.end_object(); }

  template <typename T>
  static std::vector<const Component*> pointers(const std::vector<T>& components) {
    std::vector<const Component*> out;
    for (const Component& component : components) out.push_back(&component);
    return out;
  }
  std::vector<const Component*> dimensions() const {
    auto out = pointers(structure_.dimensions);
    if (structure_.has_time()) out.push_back(&structure_.time_dimension);
    return out;
  }

  /// A list of components each of which is one of these, with values of its own.
  void list(const char* name, const std::vector<const Component*>& components) {
    json_.key(name).begin_object().key("items").begin_object();
    open_properties();
    json_.key("id").begin_object().key("enum").begin_array();
    for (const Component* component : components) json_.value(component->id);
    json_.end_array().end_object();
    close_properties();
    json_.key("allOf").begin_array();
    for (const Component* component : components) {
      if (subject_.structure->code_list(component->code_list) != nullptr) values_of(*component);
    }
    json_.end_array().end_object().end_object();
  }

  void values_of(const Component& component) {
    json_.begin_object();
    json_.key("if").begin_object();
    open_properties();
    json_.key("id").begin_object().field("const", component.id).end_object();
    close_properties();
    json_.end_object();
    json_.key("then").begin_object();
    open_properties();
    json_.key("values").begin_object().key("items").begin_object();
    open_properties();
    json_.key("id").begin_object().key("enum").begin_array();
    for (const Code* code : subject_.codes(component)) json_.value(code->id);
    json_.end_array().end_object();
    close_properties();
    json_.end_object().end_object();
    close_properties();
    json_.end_object().end_object();
  }

  const SchemaSubject& subject_;
  const DataStructure& structure_;
  JsonWriter json_;
};

}  // namespace

std::string write_json_schema(const SchemaSubject& subject, const std::string& version) { return JsonSchemaWriter(subject).write(version); }

}  // namespace atalaya
