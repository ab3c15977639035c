#include "formats/sdmx_schema/xsd_types.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "formats/tree/xml_writer.h"

namespace atalaya::xsd {

namespace {

using TypePair = std::pair<std::string_view, std::string_view>;
// SDMX-ML, "Structure-specific schemas": simple data types and their XML Schema representation.
constexpr std::array types = {
    TypePair{"AlphaNumeric", "common:AlphaNumericType"},
    TypePair{"Alpha", "common:AlphaType"},
    TypePair{"Numeric", "common:NumericType"},
    TypePair{"BigInteger", "xs:integer"},
    TypePair{"Integer", "xs:int"},
    TypePair{"Long", "xs:long"},
    TypePair{"Short", "xs:short"},
    TypePair{"Decimal", "xs:decimal"},
    TypePair{"Float", "xs:float"},
    TypePair{"Double", "xs:double"},
    TypePair{"Boolean", "xs:boolean"},
    TypePair{"URI", "xs:anyURI"},
    TypePair{"Count", "xs:integer"},
    TypePair{"InclusiveValueRange", "xs:decimal"},
    TypePair{"ExclusiveValueRange", "xs:decimal"},
    TypePair{"Incremental", "xs:decimal"},
    TypePair{"ObservationalTimePeriod", "common:ObservationalTimePeriodType"},
    TypePair{"StandardTimePeriod", "common:StandardTimePeriodType"},
    TypePair{"BasicTimePeriod", "common:BasicTimePeriodType"},
    TypePair{"GregorianTimePeriod", "common:GregorianTimePeriodType"},
    TypePair{"GregorianYear", "xs:gYear"},
    TypePair{"GregorianYearMonth", "xs:gYearMonth"},
    TypePair{"GregorianDay", "xs:date"},
    TypePair{"ReportingTimePeriod", "common:ReportingTimePeriodType"},
    TypePair{"ReportingYear", "common:ReportingYearType"},
    TypePair{"ReportingSemester", "common:ReportingSemesterType"},
    TypePair{"ReportingTrimester", "common:ReportingTrimesterType"},
    TypePair{"ReportingQuarter", "common:ReportingQuarterType"},
    TypePair{"ReportingMonth", "common:ReportingMonthType"},
    TypePair{"ReportingWeek", "common:ReportingWeekType"},
    TypePair{"ReportingDay", "common:ReportingDayType"},
    TypePair{"DateTime", "xs:dateTime"},
    TypePair{"TimeRange", "common:TimeRangeType"},
    TypePair{"Month", "xs:gMonth"},
    TypePair{"MonthDay", "xs:gMonthDay"},
    TypePair{"Day", "xs:gDay"},
    TypePair{"Time", "xs:time"},
    TypePair{"Duration", "xs:duration"},
};

/// Lengths and patterns are of texts, bounds of numbers.
bool is_text(std::string_view base) {
  return base == "xs:string" || base == "xs:anyURI" || base == "common:AlphaNumericType" || base == "common:AlphaType" || base == "common:NumericType";
}
bool is_number(std::string_view base) {
  constexpr std::array<std::string_view, 7> numbers = {"xs:integer", "xs:int", "xs:long", "xs:short", "xs:decimal", "xs:float", "xs:double"};
  return std::ranges::find(numbers, base) != numbers.end();
}

}  // namespace

std::string base_type(std::string_view data_type) {
  const auto at = std::ranges::find(types, data_type, &TypePair::first);
  return at == types.end() ? "xs:string" : std::string(at->second);
}

bool is_derived(std::string_view narrow, std::string_view wide) {
  constexpr std::array<std::string_view, 5> chain = {"xs:decimal", "xs:integer", "xs:long", "xs:int", "xs:short"};
  const auto below = std::ranges::find(chain, narrow);
  const auto above = std::ranges::find(chain, wide);
  return narrow == wide || (below != chain.end() && above < below);
}

bool has_facets(const sdmx::TextFormat& format) { return !facets(format).empty(); }

std::string facets(const sdmx::TextFormat& format) {
  const std::string base = base_type(format.data_type);
  std::string out;
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) out.append("      <xs:").append(name).append(" value=\"").append(escaped_xml(value)).append("\"/>\n");
  };
  if (is_text(base)) {
    add("minLength", format.min_length);
    add("maxLength", format.max_length);
  }
  const bool exclusive = format.data_type == "ExclusiveValueRange";
  if (is_number(base)) {
    add(exclusive ? "minExclusive" : "minInclusive", format.min_value);
    add(exclusive ? "maxExclusive" : "maxInclusive", format.max_value);
  }
  // Only decimal numbers have a number of digits behind the point; an integer's is fixed.
  if (base == "xs:decimal") add("fractionDigits", format.decimals);
  add("pattern", format.pattern);
  return out;
}

std::string TypeNames::of(const Component& component) {
  const auto codes = subject_.codes(component);
  if (const CodeList* list = subject_.structure->code_list(component.code_list); list != nullptr && !list->codes().empty()) {
    const std::string& agency = list->agency.empty() ? subject_.structure->agency : list->agency;
    std::string name = agency + "." + list->id + "." + list->version;
    if (subject_.is_restricted(component)) name += "." + component.id;
    if (!defined_.insert(name).second) return name;
    definitions_ += "  <xs:simpleType name=\"" + escaped_xml(name) + "\">\n    <xs:restriction base=\"xs:string\">\n";
    for (const Code* code : codes) {
      const std::string text = code->name.in("en");
      definitions_ += "      <xs:enumeration value=\"" + escaped_xml(code->id) + "\"";
      definitions_ +=
          text.empty() ? "/>\n" : "><xs:annotation><xs:documentation>" + escaped_xml(text) + "</xs:documentation></xs:annotation></xs:enumeration>\n";
    }
    // No value at all is left: a type without one, and not a type of every text.
    if (codes.empty()) definitions_ += "      <xs:enumeration value=\"\"/>\n      <xs:minLength value=\"1\"/>\n";
    definitions_ += "    </xs:restriction>\n  </xs:simpleType>\n";
    return name;
  }
  if (!component.representation.format) return component.id == subject_.structure->time_dimension.id ? "common:ObservationalTimePeriodType" : "xs:string";
  const sdmx::TextFormat& format = *component.representation.format;
  if (!has_facets(format)) {
    return format.data_type.empty() && component.id == subject_.structure->time_dimension.id ? "common:ObservationalTimePeriodType"
                                                                                             : base_type(format.data_type);
  }
  if (defined_.insert(component.id).second) {
    definitions_ += "  <xs:simpleType name=\"" + component.id + "\">\n    <xs:restriction base=\"" + base_type(format.data_type) + "\">\n" + facets(format) +
                    "    </xs:restriction>\n  </xs:simpleType>\n";
  }
  return component.id;
}

}  // namespace atalaya::xsd
