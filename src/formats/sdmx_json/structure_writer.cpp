#include "formats/sdmx_json/structure_writer.h"

#include "base/json_writer.h"

namespace atalaya {

namespace {

class StructureWriter {
 public:
  StructureWriter(const DataStructure& structure, const Dataflow& flow) : structure_(structure), flow_(flow) {}

  std::string write(const std::string& prepared) {
    json_.begin_object();
    json_.key("meta").begin_object();
    json_.field("schema", "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/develop/structure-message/tools/schemas/2.0.0/sdmx-json-structure-schema.json");
    json_.field("id", flow_.id + "_STRUCTURE").field("prepared", prepared).field("test", false);
    json_.key("contentLanguages").begin_array();
    for (const auto& [language, text] : flow_.name.all()) json_.value(language);
    json_.end_array();
    json_.key("sender").begin_object().field("id", flow_.agency).end_object();
    json_.end_object();
    json_.key("data").begin_object();
    write_code_lists();
    write_concepts();
    write_structure();
    write_flow();
    json_.end_object().end_object();
    return json_.take() + "\n";
  }

 private:
  void names(const char* singular, const char* plural, const LocalText& text) {
    json_.field(singular, text.in("en"));
    json_.key(plural).begin_object();
    for (const auto& [language, content] : text.all()) json_.field(language, content);
    json_.end_object();
  }

  void maintained(const std::string& id, const std::string& version, const LocalText& name) {
    json_.field("id", id);
    names("name", "names", name);
    json_.field("version", version).field("agencyID", structure_.agency);
  }

  std::string urn(const char* type, const std::string& id, const std::string& version, const std::string& item = {}) const {
    return std::string("urn:sdmx:org.sdmx.infomodel.") + type + "=" + structure_.agency + ":" + id + "(" + version + ")" + (item.empty() ? "" : "." + item);
  }

  std::string concept_urn(const std::string& id) const { return urn("conceptscheme.Concept", concepts, structure_.version, id); }

  void write_code_lists() {
    json_.key("codelists").begin_array();
    for (const CodeList& list : structure_.code_lists) {
      json_.begin_object();
      maintained(list.id, list.version, list.name);
      json_.key("codes").begin_array();
      for (const Code& code : list.codes()) {
        json_.begin_object().field("id", code.id);
        names("name", "names", code.name);
        if (!code.description.empty()) names("description", "descriptions", code.description);
        if (!code.parent.empty()) json_.field("parent", code.parent);
        json_.end_object();
      }
      json_.end_array().end_object();
    }
    json_.end_array();
  }

  void write_concept(const Component& component) {
    json_.begin_object().field("id", component.id);
    names("name", "names", component.name);
    json_.end_object();
  }

  void write_concepts() {
    json_.key("conceptSchemes").begin_array().begin_object();
    maintained(concepts, structure_.version, structure_.name);
    json_.key("concepts").begin_array();
    for (const Component& dimension : structure_.dimensions) write_concept(dimension);
    write_concept(structure_.time_dimension);
    write_concept(structure_.measure());
    for (const Attribute& attribute : structure_.attributes) write_concept(attribute);
    json_.end_array().end_object().end_array();
  }

  void representation(const Component& component) {
    json_.field("conceptIdentity", concept_urn(component.id));
    json_.key("localRepresentation").begin_object();
    if (const CodeList* list = structure_.code_list(component.code_list)) {
      json_.field("enumeration", urn("codelist.Codelist", list->id, list->version));
    } else {
      json_.key("format").begin_object().field("dataType", "String").end_object();
    }
    json_.end_object();
  }

  void write_structure() {
    json_.key("dataStructures").begin_array().begin_object();
    maintained(structure_.id, structure_.version, structure_.name);
    json_.key("dataStructureComponents").begin_object();
    json_.key("dimensionList").begin_object().field("id", "DimensionDescriptor").key("dimensions").begin_array();
    int position = 1;
    for (const Component& dimension : structure_.dimensions) {
      json_.begin_object().field("id", dimension.id).field("position", position++);
      representation(dimension);
      json_.end_object();
    }
    json_.end_array();
    json_.key("timeDimension").begin_object().field("id", structure_.time_dimension.id);
    json_.field("conceptIdentity", concept_urn(structure_.time_dimension.id));
    json_.key("localRepresentation").begin_object().key("format").begin_object().field("dataType", "ObservationalTimePeriod");
    json_.end_object().end_object().end_object().end_object();
    json_.key("measureList").begin_object().field("id", "MeasureDescriptor").key("measures").begin_array().begin_object();
    json_.field("id", structure_.measure().id).field("conceptIdentity", concept_urn(structure_.measure().id)).field("usage", "optional");
    json_.key("localRepresentation").begin_object().key("format").begin_object().field("dataType", "Double").end_object().end_object();
    json_.end_object().end_array().end_object();
    json_.key("attributeList").begin_object().field("id", "AttributeDescriptor").key("attributes").begin_array();
    for (const Attribute& attribute : structure_.attributes) write_attribute(attribute);
    json_.end_array().end_object();
    json_.end_object().end_object().end_array();
  }

  void write_attribute(const Attribute& attribute) {
    json_.begin_object().field("id", attribute.id).field("usage", attribute.required ? "mandatory" : "optional");
    json_.key("attributeRelationship").begin_object();
    if (attribute.level == Attribute::Level::Observation) {
      json_.key("observation").begin_object().end_object();
    } else {
      json_.key("dimensions").begin_array();
      for (const Component& dimension : structure_.dimensions) json_.value(dimension.id);
      json_.end_array();
    }
    json_.end_object();
    representation(attribute);
    json_.end_object();
  }

  void write_flow() {
    json_.key("dataflows").begin_array().begin_object();
    maintained(flow_.id, flow_.version, flow_.name);
    json_.field("structure", urn("datastructure.DataStructure", structure_.id, structure_.version));
    json_.end_object().end_array();
  }

  static constexpr const char* concepts = "CS_ATALAYA";
  const DataStructure& structure_;
  const Dataflow& flow_;
  JsonWriter json_{1};
};

}  // namespace

std::string write_structure_json(const DataStructure& structure, const Dataflow& flow, const std::string& prepared) {
  return StructureWriter(structure, flow).write(prepared);
}

}  // namespace atalaya
