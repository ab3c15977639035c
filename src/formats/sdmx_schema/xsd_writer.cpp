#include "formats/sdmx_schema/xsd_writer.h"

#include <algorithm>

#include "formats/sdmx_schema/xsd_types.h"
#include "formats/tree/xml_writer.h"
#include "model/sdmx/reference.h"

namespace atalaya {

namespace {

enum class Use { Required, Optional, Prohibited };

class XsdWriter {
 public:
  XsdWriter(const SchemaSubject& subject, XsdVersion version)
      : subject_(subject),
        structure_(*subject.structure),
        is_first_(version == XsdVersion::V2_1),
        version_(version),
        types_(subject),
        layout_(subject.layout()),
        is_flat_(layout_ == "AllDimensions"),
        is_by_time_(structure_.has_time() && layout_ == structure_.time_dimension.id) {}

  std::string write() {
    data_set_type();
    for (std::size_t g = 0; g < structure_.groups.size(); ++g) group_type(g);
    if (is_first_ && structure_.groups.size() > 1) abstract_group_type();
    if (!is_flat_) series_type();
    observation_type();
    if (is_explicit()) explicit_measures();
    if (!is_first_) {
      attributes_type();
      for (const Component& measure : structure_.measures) value_type(measure, "_MEASURE");
      for (const Component& attribute : structure_.attributes) value_type(attribute, "_ATTRIBUTE");
    }
    return head() + types_.definitions() + measure_ids_ + body_ + "</xs:schema>\n";
  }

 private:
  [[nodiscard]] bool is_explicit() const { return is_first_ && !subject_.measure_concepts.empty() && layout_ == subject_.measure_dimension; }

  [[nodiscard]] std::string head() const {
    const std::string name = is_first_ ? "v2_1" : version_ == XsdVersion::V3_0 ? "v3_0" : "v3_1";
    const std::string folder = is_first_ ? "2.1" : version_ == XsdVersion::V3_0 ? "3.0" : "3.1";
    const std::string base = "http://www.sdmx.org/resources/sdmxml/schemas/" + name + "/";
    const std::string place = "https://xml.sdmx.org/" + folder + "/";
    const std::string own = escaped_xml(structure_specific_namespace(subject_));
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns=\"" + own + "\" xmlns:dsd=\"" + base +
           "data/structurespecific\" xmlns:common=\"" + base + "common\" targetNamespace=\"" + own +
           "\" elementFormDefault=\"qualified\" attributeFormDefault=\"unqualified\">\n  <xs:import namespace=\"" + base +
           "data/structurespecific\" schemaLocation=\"" + place + "SDMXDataStructureSpecific.xsd\"/>\n  <xs:import namespace=\"" + base +
           "common\" schemaLocation=\"" + place + "SDMXCommon.xsd\"/>\n";
  }

  // ---- Pieces

  void line(int depth, const std::string& text) { body_.append(static_cast<std::size_t>(depth) * 2, ' ').append(text).append("\n"); }

  void begin_type(const std::string& name, const std::string& base, bool is_abstract = false) {
    line(1, "<xs:complexType name=\"" + name + "\"" + (is_abstract ? " abstract=\"true\"" : "") + ">");
    line(2, "<xs:complexContent>");
    line(3, "<xs:restriction base=\"" + base + "\">");
    line(4, "<xs:sequence>");
    line(5, "<xs:element ref=\"common:Annotations\" minOccurs=\"0\"/>");
  }
  void end_sequence() { line(4, "</xs:sequence>"); }
  void end_type() {
    // 3.0 has no such attribute in its base types, and there leaving it out forbids it.
    if (!has_start_day_) attribute("REPORTING_YEAR_START_DAY", "xs:gMonthDay", Use::Prohibited);
    has_start_day_ = false;
    line(3, "</xs:restriction>");
    line(2, "</xs:complexContent>");
    line(1, "</xs:complexType>");
  }
  void attribute(const std::string& name, const std::string& type, Use use, const std::string& fixed = {}) {
    has_start_day_ = has_start_day_ || name == "REPORTING_YEAR_START_DAY";
    const char* const word = use == Use::Required ? "required" : use == Use::Optional ? "optional" : "prohibited";
    line(4, "<xs:attribute name=\"" + name + "\" type=\"" + escaped_xml(type) + "\" use=\"" + word + "\"" +
                (fixed.empty() ? "" : " fixed=\"" + escaped_xml(fixed) + "\"") + "/>");
  }
  void component(const Component& one, Use use) { attribute(one.id, types_.of(one), use); }
  void complex_values() {
    if (!is_first_) line(5, "<xs:element name=\"Comp\" type=\"dsd:CompType\" form=\"unqualified\" minOccurs=\"0\" maxOccurs=\"unbounded\"/>");
  }
  [[nodiscard]] std::string base(const std::string& name) const { return std::string("dsd:") + (is_first_ && is_by_time_ ? "TimeSeries" : "") + name; }

  // ---- Where attributes stand

  [[nodiscard]] bool is_at_observation(std::size_t dimension) const { return is_flat_ || structure_.dimensions[dimension].id == layout_; }
  [[nodiscard]] bool is_of_observation(const Attribute& a) const {
    switch (a.level) {
      case Attribute::Level::DataSet: return false;
      case Attribute::Level::Observation: return true;
      case Attribute::Level::Series: return !is_by_time_;
      case Attribute::Level::Group: break;
    }
    return std::ranges::any_of(a.dimensions, [&](std::size_t d) { return is_at_observation(d); });
  }
  [[nodiscard]] bool is_of_group(const Attribute& a, const DimensionGroup& group) const {
    if (a.level != Attribute::Level::Group) return false;
    if (!a.group.empty()) return a.group == group.id;
    return std::ranges::all_of(a.dimensions, [&](std::size_t d) { return std::ranges::find(group.dimensions, d) != group.dimensions.end(); });
  }

  // ---- Types

  void data_set_type() {
    begin_type("DataSetType", base("DataSetType"));
    line(5, "<xs:element name=\"DataProvider\" type=\"common:DataProviderReferenceType\" form=\"unqualified\" minOccurs=\"0\"/>");
    const std::string unit = is_flat_ ? "<xs:element name=\"Obs\" type=\"ObsType\"" : "<xs:element name=\"Series\" type=\"SeriesType\"";
    const auto& groups = structure_.groups;
    if (is_first_) {
      if (!groups.empty()) {
        const std::string type = groups.size() == 1 ? groups.front().id : "GroupType";
        line(5, "<xs:element name=\"Group\" type=\"" + type + "\" form=\"unqualified\" minOccurs=\"0\" maxOccurs=\"unbounded\"/>");
      }
      line(5, "<xs:choice minOccurs=\"0\">");
      line(6, unit + " form=\"unqualified\" maxOccurs=\"unbounded\"/>");
    } else {
      line(5, "<xs:choice minOccurs=\"0\" maxOccurs=\"unbounded\">");
      line(6, "<xs:element name=\"Atts\" type=\"AttsType\" form=\"unqualified\"/>");
      if (!groups.empty())
        line(6, "<xs:element name=\"Group\" type=\"" + (groups.size() == 1 ? groups.front().id : "dsd:GroupType") + "\" form=\"unqualified\"/>");
      line(6, unit + " form=\"unqualified\"/>");
    }
    line(5, "</xs:choice>");
    end_sequence();
    if (is_first_) {
      for (const Attribute& a : structure_.attributes) {
        if (a.level == Attribute::Level::DataSet) component(a, Use::Optional);
      }
    }
    end_type();
  }

  void group_type(std::size_t g) {
    const DimensionGroup& group = structure_.groups[g];
    const bool has_parent = is_first_ && structure_.groups.size() > 1;
    begin_type(group.id, has_parent ? "GroupType" : "dsd:GroupType");
    complex_values();
    end_sequence();
    for (const std::size_t d : group.dimensions) component(structure_.dimensions[d], Use::Required);
    for (const Attribute& a : structure_.attributes) {
      if (is_of_group(a, group)) component(a, Use::Optional);
    }
    attribute("type", has_parent ? "GroupType.ID" : "common:IDType", Use::Optional, group.id);
    end_type();
  }

  /// What an element of any group is, where there are several.
  void abstract_group_type() {
    begin_type("GroupType", "dsd:GroupType", true);
    end_sequence();
    attribute("type", "GroupType.ID", Use::Optional);
    line(4, "<xs:anyAttribute namespace=\"##local\"/>");
    line(3, "</xs:restriction>");
    line(2, "</xs:complexContent>");
    line(1, "</xs:complexType>");
    line(1, "<xs:simpleType name=\"GroupType.ID\">");
    line(2, "<xs:restriction base=\"common:IDType\">");
    for (const DimensionGroup& group : structure_.groups) line(3, "<xs:enumeration value=\"" + escaped_xml(group.id) + "\"/>");
    line(2, "</xs:restriction>");
    line(1, "</xs:simpleType>");
  }

  void series_type() {
    begin_type("SeriesType", is_first_ && is_by_time_ ? "dsd:TimeSeriesType" : "dsd:SeriesType");
    complex_values();
    line(5, "<xs:element name=\"Obs\" type=\"ObsType\" form=\"unqualified\" minOccurs=\"0\" maxOccurs=\"unbounded\"/>");
    end_sequence();
    const Use use = subject_.deletion ? Use::Optional : Use::Required;
    for (std::size_t d = 0; d < structure_.dimensions.size(); ++d) {
      if (!is_at_observation(d)) component(structure_.dimensions[d], use);
    }
    if (structure_.has_time() && !is_by_time_) component(structure_.time_dimension, use);
    // Attributes of groups may stand with each series of theirs.
    for (const Attribute& a : structure_.attributes) {
      if (a.is_of_series() && !is_of_observation(a)) component(a, Use::Optional);
    }
    end_type();
  }

  void observation_type() {
    begin_type("ObsType", base("ObsType"), is_explicit());
    complex_values();
    end_sequence();
    const Use use = subject_.deletion ? Use::Optional : Use::Required;
    for (std::size_t d = 0; d < structure_.dimensions.size(); ++d) {
      if (is_at_observation(d)) component(structure_.dimensions[d], use);
    }
    if (structure_.has_time()) {
      if (is_flat_ || is_by_time_) {
        component(structure_.time_dimension, is_by_time_ && is_first_ ? Use::Required : use);
      } else {
        attribute(structure_.time_dimension.id, types_.of(structure_.time_dimension), Use::Prohibited);
      }
    }
    for (const Component& measure : structure_.measures) component(measure, Use::Optional);
    for (const Attribute& a : structure_.attributes) {
      if (is_of_observation(a)) component(a, Use::Optional);
    }
    if (is_explicit()) {
      attribute("type", subject_.measure_dimension + ".ID", Use::Optional);
    } else {
      attribute("type", "common:IDType", Use::Prohibited);
    }
    end_type();
  }

  /// SDMX 2.1: a type of observations for each concept of the measure dimension.
  void explicit_measures() {
    measure_ids_ = "  <xs:simpleType name=\"" + subject_.measure_dimension + ".ID\">\n    <xs:restriction base=\"common:IDType\">\n";
    for (const auto& [id, representation] : subject_.measure_concepts) {
      measure_ids_ += "      <xs:enumeration value=\"" + escaped_xml(id) + "\"/>\n";
      begin_type(id, "ObsType");
      end_sequence();
      // A type may only be narrowed: where the concept's values are not among those of the measure, the measure's type stays.
      const std::string wide = types_.of(structure_.measure());
      const std::string narrow = representation.format ? xsd::base_type(representation.format->data_type) : wide;
      attribute(structure_.measure().id, xsd::is_derived(narrow, wide) ? narrow : wide, Use::Optional);
      attribute("type", subject_.measure_dimension + ".ID", Use::Optional, id);
      attribute(subject_.measure_dimension, types_.of(structure_.dimensions[structure_.position(subject_.measure_dimension)]), Use::Required, id);
      for (const Attribute& a : structure_.attributes) {
        if (is_of_observation(a)) component(a, Use::Optional);
      }
      if (structure_.has_time()) attribute(structure_.time_dimension.id, types_.of(structure_.time_dimension), Use::Prohibited);
      end_type();
    }
    measure_ids_ += "    </xs:restriction>\n  </xs:simpleType>\n";
  }

  /// 3.0: attributes with any part of the key, those of the data set with none.
  void attributes_type() {
    begin_type("AttsType", "dsd:AttsType");
    complex_values();
    end_sequence();
    for (const Component& dimension : structure_.dimensions) component(dimension, Use::Optional);
    if (structure_.has_time()) component(structure_.time_dimension, Use::Optional);
    for (const Attribute& a : structure_.attributes) component(a, Use::Optional);
    end_type();
  }

  /// 3.0: several values, or the languages of a text.
  void value_type(const Component& one, const char* suffix) {
    if (!one.is_multiple()) return;
    const bool in_languages = one.representation.format && one.representation.format->is_multilingual == "true";
    std::string type = "common:TextValueType";
    if (!in_languages) {
      type = one.id + "_ValueType";
      line(1, "<xs:complexType name=\"" + type + "\">");
      line(2, "<xs:simpleContent>");
      line(3, "<xs:restriction base=\"common:ValueType\">");
      line(4, "<xs:simpleType>");
      line(5, "<xs:restriction base=\"" + escaped_xml(types_.of(one)) + "\"/>");
      line(4, "</xs:simpleType>");
      line(3, "</xs:restriction>");
      line(2, "</xs:simpleContent>");
      line(1, "</xs:complexType>");
    }
    const std::string& most = one.representation.max_occurs;
    line(1, "<xs:complexType name=\"" + one.id + suffix + "\">");
    line(2, "<xs:complexContent>");
    line(3, "<xs:restriction base=\"dsd:CompType\">");
    line(4, "<xs:sequence>");
    line(5, "<xs:element ref=\"common:Annotations\" minOccurs=\"0\"/>");
    line(5, "<xs:element name=\"Value\" type=\"" + escaped_xml(type) + "\" form=\"unqualified\" minOccurs=\"0\" maxOccurs=\"" +
                (most.empty() ? "unbounded" : escaped_xml(most)) + "\"/>");
    line(4, "</xs:sequence>");
    line(4, "<xs:attribute name=\"id\" type=\"common:NCNameIDType\" use=\"required\" fixed=\"" + one.id + "\"/>");
    line(3, "</xs:restriction>");
    line(2, "</xs:complexContent>");
    line(1, "</xs:complexType>");
  }

  const SchemaSubject& subject_;
  const DataStructure& structure_;
  bool is_first_;
  XsdVersion version_;
  xsd::TypeNames types_;
  std::string layout_;
  bool is_flat_, is_by_time_;
  bool has_start_day_ = false;
  std::string body_, measure_ids_;
};

}  // namespace

std::string structure_specific_namespace(const SchemaSubject& subject) {
  const DataStructure& s = *subject.structure;
  const sdmx::Reference of = subject.reference.empty() ? sdmx::Reference{sdmx::Kind::DataStructure, s.agency, s.id, s.version, {}} : subject.reference;
  return of.urn() + ":ObsLevelDim:" + subject.layout() + (subject.measure_concepts.empty() ? "" : ":explicit");
}

std::string write_xsd(const SchemaSubject& subject, XsdVersion version) { return XsdWriter(subject, version).write(); }

}  // namespace atalaya
