#include "sdmx_samples.h"

#include <algorithm>
#include <map>
#include <set>

#include "model/sdmx/describe.h"

namespace atalaya::samples {

namespace {

using namespace sdmx;  // NOLINT: the names of the description

using Hidden = std::set<std::string_view>;

/// What a field of this name may hold; other fields hold any text.
const std::map<std::string_view, std::string_view>& values_by_name() {
  static const std::map<std::string_view, std::string_view> values = {
      {"validFrom", "2020-01-01T00:00:00Z"},
      {"validTo", "2029-12-31T23:59:59Z"},
      {"isSequence", "true"},
      {"interval", "2"},
      {"startValue", "1"},
      {"endValue", "9"},
      {"timeInterval", "P1M"},
      {"startTime", "2010-01"},
      {"endTime", "2012-12"},
      {"minLength", "1"},
      {"maxLength", "10"},
      {"minValue", "1"},
      {"maxValue", "100"},
      {"decimals", "2"},
      {"pattern", "[A-Z]+<&>"},
      {"isMultiLingual", "true"},
      {"dataType", "String"},
      {"minOccurs", "1"},
      {"maxOccurs", "unbounded"},
      {"usage", "mandatory"},
      {"position", "1"},
      {"resolvePeriod", "startOfPeriod"},
      {"epochPeriod", "day"},
      {"startIndex", "1"},
      {"endIndex", "4"},
      {"seriesCount", "12"},
      {"obsCount", "0"},
      {"method", "Basic"},
      {"action", "Replace"},
      {"publicationYear", "2020"},
      {"publicationPeriod", "2020-Q1"},
      {"reportingBegin", "2019-01-01"},
      {"reportingEnd", "2019-12-31"},
      {"hreflang", "es"},
      {"rel", "help"},
      {"urn", "urn:sdmx:org.sdmx.infomodel.codelist.Codelist=EX:CL_LINKED(1.0.0)"},
      {"agencyID", "EX"},
      {"cascadeValues", "excluderoot"},
      {"period", "2015"},
      {"periodicity", "P1M"},
      {"offset", "P5D"},
      {"tolerance", "P2D"},
      {"isRESTDatasource", "true"},
      {"objectType", "Dataflow"},
      {"ToValueType", "Name"},
      {"sentinel", "-1"},
  };
  return values;
}

bool holds_id(std::string_view name) {
  static const std::set<std::string_view> names = {"id",
                                                   "localID",
                                                   "parent",
                                                   "level",
                                                   "targetStep",
                                                   "group",
                                                   "frequencyDimension",
                                                   "alias",
                                                   "frequencyId",
                                                   "source",
                                                   "target",
                                                   "targetFrequencyID",
                                                   "metadataTarget",
                                                   "metadataAttributeReference",
                                                   "report",
                                                   "Source",
                                                   "Target",
                                                   "CodelistMap",
                                                   "setID",
                                                   "vtlArtefact",
                                                   "CodelistAliasRef"};
  return names.contains(name);
}

bool holds_address(std::string_view name) {
  static const std::set<std::string_view> names = {"url", "uri", "href", "dataURL", "wsdlURL", "wadlURL", "serviceURL", "structureURL"};
  return names.contains(name);
}

class Filler {
 public:
  static constexpr bool reads = true;

  Filler(int variant, const Carriers& carriers) : variant_(variant), carriers_(carriers) {}

  template <typename T>
  void fill(T& x) {
    inside(x, [](Filler& v, T& item) { describe(v, item); });
  }

  void attribute(const Names& names, std::string& x, Form) { text(names, x); }
  void element(const Names& names, std::string& x, Form) { text(names, x); }
  void local(const Names& names, std::string& x) { text(names, x); }
  void version(const Names&, std::string& x, bool unversioned) { x = unversioned ? "1.0" : "1.2.3"; }
  void language(const Names& names, std::string& x) {
    if (has(names)) x = "es";
  }
  void content(const Names& names, std::string& x) { x = value(in_member_ ? "id" : name_of(names)); }
  void flag(const Names& names, bool& x, std::optional<bool> standard) {
    if (has(names)) x = !standard.value_or(false);
  }
  template <typename E, typename Words>
  void choice(const Names&, E& x, const Words& words) {
    if (kind_ == Kind::DataConstraint && variant_ % 2 == 1) x = words[1].first;
  }
  void constant(const Names&, const char*) {}
  void texts(const TextNames& names, LocalText& x) {
    if (carried(names.json != nullptr, names.xml != nullptr, names.xml != nullptr)) x = both_languages();
  }
  template <typename E>
  void marker(const Names& names, E& x, E of) {
    if (has(names)) x = of;
  }
  void locals(const ListNames& names, std::vector<std::string>& x) { ids(names, x); }
  void strings(const ListNames& names, std::vector<std::string>& x) {
    if (!has(names)) return;
    const std::string_view name = names.json != nullptr ? names.json : names.in_xml21();
    if (name == "values" || name == "targetValues" || name == "telephones" || name == "faxes" || name == "x400s") {
      x = {value(name), value(name)};
    } else if (name == "uris" || name == "simpleDataSources") {
      x = {value("uri"), value("uri")};
    } else if (name == "emails") {
      x = {"a" + std::to_string(++count_) + "@example.org"};
    } else if (name == "wildcardedMemberValues") {
      x = {"A" + std::to_string(++count_) + "%"};
    } else {
      ids(names, x);
    }
  }

  void reference(const Names& names, Reference& x, std::optional<Kind> kind) {
    if (has(names)) x = referred(name_of(names), kind);
  }
  void reference_of(const Names& names, Reference& x, Kind kind) { reference(names, x, kind); }
  void references(const ListNames& names, std::vector<Reference>& x, std::optional<Kind> kind) {
    if (!has(names)) return;
    const std::string_view name = names.json != nullptr ? names.json : "";
    x.push_back(referred(name, kind));
    x.push_back(referred(name, kind));
  }
  void references_of(const ListNames& names, std::vector<Reference>& x, Kind kind) {
    if (!has(names)) return;
    x.push_back(referred({}, kind));
    // An availability is attached to one thing, a constraint to one provider.
    const bool one = names.json == nullptr || (kind_ == Kind::DataConstraint && variant_ % 2 == 1);
    if (!one) x.push_back(referred({}, kind));
  }

  template <typename T>
  void object(const Names& names, T& x) {
    if constexpr (requires { x.has_value(); }) {
      place_ = name_of(names);
      if (has(names)) fill(x ? *x : x.emplace());
    } else {
      if (has(names)) fill(x);
    }
  }
  template <typename T, typename F>
  void object(const Names& names, std::optional<T>& x, F f) {
    if (has(names)) inside(x.emplace(), f);
  }
  template <typename T>
  void list(const ListNames& names, std::vector<T>& x) {
    list(names, x, [](Filler& v, T& item) { describe(v, item); });
  }
  template <typename T, typename F>
  void list(const ListNames& names, std::vector<T>& x, F f) {
    if (!has(names)) return;
    place_ = names.json != nullptr ? names.json : "";
    constexpr bool recursive = std::same_as<T, Category> || std::same_as<T, ReportingCategory> || std::same_as<T, HierarchicalCode> ||
                               std::same_as<T, MetadataAttribute> || std::same_as<T, ReportedAttribute> || std::same_as<T, ProcessStep>;
    if (recursive && depth_ > 3) return;
    // A key has one value for a dimension in SDMX 3.0; an availability one region.
    const bool one = (in_key_ && selection_ == "keyValues" && std::same_as<T, ConstrainedValue>) || (std::same_as<T, CubeRegion> && variant_ % 2 == 1);
    const bool deep = depth_ > 2 && (recursive || std::same_as<T, Annotation> || std::same_as<T, SentinelValue>);
    for (int i = 0; i < (one || deep ? 1 : 2); ++i) {
      place_ = names.json != nullptr ? names.json : "";
      inside(x.emplace_back(), f);
    }
  }
  template <typename T>
  void chain(const Names& names, std::vector<T>& x) {
    if (!has(names)) return;
    fill(x.emplace_back());
    fill(x.emplace_back());
  }
  template <typename F>
  void group(const Names& names, bool, F f) {
    if (has(names)) f(*this);
  }

  void address(std::string& uri, std::vector<Link>& links) {
    if (hidden("links")) return;
    uri = value("uri");
    if (carriers_.ml_2_1) return;
    Link& link = links.emplace_back();
    fill(link);
  }
  void dimensions(AttributeRelationship& x) {
    if (hidden("dimensions")) return;
    x.dimensions = {"D1", "D2"};
    if (!carriers_.ml_2_1) x.optional_dimensions = {true, false};
  }
  void pairs(std::vector<DateMap::Pair>& x) { x = {{"S1", "T1"}, {"S2", "T2"}}; }
  void ends(const Names&, std::vector<MapEnd>& x) {
    x.push_back({.codelist = referred({}, Kind::Codelist)});
    x.push_back({.data_type = "String"});
    x.push_back({.codelist = referred({}, Kind::ValueList)});
  }
  void reported(ReportedAttribute& x) {
    switch (count_++ % 4) {
      case 0: x.values = {"A value & <more>"}; break;
      case 1: x.text = both_languages(); break;
      case 2:
        x.structured_text.set("en", "<p xmlns=\"http://www.w3.org/1999/xhtml\">Some <b>markup</b> &amp; more</p>");
        x.structured_text.set("es", "<p xmlns=\"http://www.w3.org/1999/xhtml\">Marcas</p>");
        break;
      default: break;  // Presentational.
    }
  }

  Kind kind_ = Kind::Codelist;

 private:
  [[nodiscard]] bool hidden(std::string_view name) const { return hidden_.contains(name); }

  [[nodiscard]] bool carried(bool json, bool xml, bool xml21) const {
    return (json || !(carriers_.json_2_0 || carriers_.json_2_1)) && (xml || !carriers_.ml_3) && (xml21 || !carriers_.ml_2_1);
  }
  [[nodiscard]] bool has(const Names& names) const {
    if (hidden(name_of(names))) return false;
    return carried(names.json != nullptr, names.xml != nullptr, names.in_xml21() != nullptr) && (names.json != nullptr || names.in_xml21() != nullptr);
  }
  [[nodiscard]] bool has(const ListNames& names) const {
    if (names.json != nullptr && (hidden(names.json) || extra_of_2_0(names.json))) return false;
    if (names.single != nullptr && hidden(names.single)) return false;
    const bool json = names.json != nullptr || names.single != nullptr;
    return carried(json, names.xml != nullptr, names.in_xml21() != nullptr) && (json || names.in_xml21() != nullptr);
  }
  /// Attachments that 2.1 does not have any more.
  [[nodiscard]] bool extra_of_2_0(std::string_view name) const {
    return (carriers_.json_2_1 && (name == "simpleDataSources" || name == "queryableDataSources" || name == "metadataSets")) || name == "queryableDataSources";
  }
  static std::string_view name_of(const Names& names) {
    if (names.json != nullptr) return names.json;
    return names.in_xml21() != nullptr ? names.in_xml21() : "";
  }

  std::string value(std::string_view name) {
    if (const auto it = values_by_name().find(name); it != values_by_name().end()) return std::string(it->second);
    if (holds_id(name)) return "ID" + std::to_string(++count_);
    if (holds_address(name)) return "https://example.org/" + std::to_string(++count_) + "?a=b&c=d";
    return "Text " + std::to_string(++count_) + " & <more> \"quoted\" ñ";
  }
  void text(const Names& names, std::string& x) {
    if (!has(names)) return;
    x = value(in_sentinel_ && name_of(names) == "value" ? "sentinel" : name_of(names));
    if (place_ == "codingFormat" && name_of(names) == "dataType") x = "Alpha";
  }
  void ids(const ListNames& names, std::vector<std::string>& x) {
    if (has(names)) x = {value("id"), value("id")};
  }
  LocalText both_languages() {
    LocalText out;
    out.set("en", value("text"));
    out.set("es", value("texto"));
    return out;
  }

  Reference referred(std::string_view name, std::optional<Kind> kind) {
    Kind of = kind.value_or(Kind::Dataflow);
    if (name == "structuralMetadata") of = Kind::DataStructure;
    if (!kind && kind_ == Kind::OrganisationSchemeMap) of = Kind::AgencyScheme;
    Reference out{.kind = of, .agency = "EX", .id = "REF_" + std::to_string(++count_), .version = "1.0.0", .item = is_maintainable(of) ? "" : "I1"};
    if (of == Kind::DataProvider || of == Kind::MetadataProvider || of == Kind::AgencyScheme) out.version = "1.0";
    if (of == Kind::DataProvider) out.id = "DATA_PROVIDERS";
    if (of == Kind::MetadataProvider) out.id = "METADATA_PROVIDERS";
    if (of == Kind::AgencyScheme) out.id = "AGENCIES";
    return out;
  }

  /// What of its alternatives an object leaves out.
  template <typename T>
  Hidden alternatives(const T&) {
    const int n = variant_ + alternative_++;
    const auto but = [&](std::vector<Hidden> all) {
      Hidden out;
      for (std::size_t i = 0; i < all.size(); ++i) {
        if (i != static_cast<std::size_t>(n) % all.size()) out.insert(all[i].begin(), all[i].end());
      }
      return out;
    };
    if constexpr (std::same_as<T, Representation>) {
      Hidden out = but({{"enumeration", "enumerationFormat"}, {"format"}});
      if (holder_ != Holder::Several) out.insert({"minOccurs", "maxOccurs"});
      return out;
    }
    if constexpr (std::same_as<T, TextFormat>) {
      if (place_ == "enumerationFormat") return {"decimals", "isMultiLingual", "sentinelValues"};
      if (place_ == "codingFormat") return {"decimals", "isMultiLingual", "sentinelValues", "timeInterval", "startTime", "endTime"};
      if (holder_ == Holder::Dimension) return {"isMultiLingual"};
      return {};
    }
    if constexpr (std::same_as<T, sdmx::Component>) return {"conceptRoles"};  // The time dimension.
    if constexpr (std::same_as<T, AttributeRelationship>) return but({{"dataflow"}, {"dimensions"}, {"group"}, {"observation"}});
    if constexpr (std::same_as<T, FixedValueMap>) return but({{"source"}, {"target"}});
    if constexpr (std::same_as<T, TimeRange>) return but({{"beforePeriod"}, {"afterPeriod"}, {"startPeriod", "endPeriod"}});
    if constexpr (std::same_as<T, ValueSelection>) {
      selection_ = place_;
      if (in_key_ && selection_ == "keyValues") return {"timeRange", "validFrom", "validTo", "include"};
      Hidden out = but({{"values"}, {"timeRange"}});
      if (selection_ == "components") out.insert({"validFrom", "validTo"});
      return out;
    }
    if constexpr (std::same_as<T, ConstrainedValue>) {
      if (in_key_ && selection_ == "keyValues") return {"cascadeValues", "lang", "validFrom", "validTo"};
      if (in_key_) return {"validFrom", "validTo"};
      if (selection_ == "keyValues") return {"lang"};
      return {};
    }
    if constexpr (std::same_as<T, ReportingCategory>) return but({{"structuralMetadata"}, {"provisioningMetadata"}});
    if constexpr (std::same_as<T, ValueList>) return {"isPartial"};
    if constexpr (std::same_as<T, ValueItem>) return {"links"};
    if constexpr (std::same_as<T, Organisation>) return kind_ == Kind::OrganisationUnitScheme ? Hidden{} : Hidden{"parent"};
    if constexpr (std::same_as<T, DataKey>) return {"include"};
    if constexpr (std::derived_from<T, DateMap>) return but({{"frequencyDimension", "mappedFrequencies"}, {"targetFrequencyID"}});
    if constexpr (std::same_as<T, CodelistExtension>) return but({{"inclusiveCodeSelection"}, {"exclusiveCodeSelection"}});
    if constexpr (std::same_as<T, VtlMapping>) return vtl_alternatives();
    if constexpr (std::same_as<T, MetadataSet>) return but({{"metadataProvisionAgreement"}, {"metadataflow"}});
    if constexpr (std::same_as<T, DataConstraint>) {
      Hidden out = but_attachment({"dataStructures", "dataflows", "provisionAgreements", "dataProvider"});
      if (variant_ % 2 == 1) out.insert({"dataKeySets", "releaseCalendar"});
      if (variant_ % 2 == 0) out.insert({"seriesCount", "obsCount"});
      out.insert("simpleDataSources");
      return out;
    }
    if constexpr (std::same_as<T, MetadataConstraint>) {
      Hidden out = but_attachment({"metadataStructures", "metadataflows", "metadataProvisionAgreements", "metadataProvider"});
      out.insert({"simpleDataSources", "metadataSets"});
      return out;
    }
    return {};
  }

  [[nodiscard]] Hidden but_attachment(const std::vector<std::string_view>& all) const {
    // Odd variants of data constraints are availabilities, which are attached to no provider.
    std::size_t chosen = static_cast<std::size_t>(variant_);
    if (kind_ == Kind::DataConstraint) chosen = variant_ == 0 ? 0 : (variant_ == 1 ? 1 : (variant_ == 2 ? 3 : 2));
    Hidden out;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (i != chosen) out.insert(all[i]);
    }
    return out;
  }

  [[nodiscard]] Hidden vtl_alternatives() const {
    Hidden out = {"dataflow", "genericDataflow", "codelist", "concept", "toVtlMapping", "fromVtlMapping"};
    switch (alternative_ % 4) {
      case 0: out.erase("dataflow"); break;
      case 1: out.erase("genericDataflow"); break;
      case 2: out.erase("codelist"); return out;
      default: out.erase("concept"); return out;
    }
    out.erase("toVtlMapping");
    out.erase("fromVtlMapping");
    return out;
  }

  template <typename T, typename F>
  void inside(T& x, F f) {
    Hidden outer = std::exchange(hidden_, alternatives(x));
    const bool outer_key = std::exchange(in_key_, in_key_ || std::same_as<T, DataKey>);
    const Holder outer_holder = holder_;
    if constexpr (std::same_as<T, sdmx::Component> || std::same_as<T, Dimension>) holder_ = Holder::Dimension;
    if constexpr (std::same_as<T, MetadataAttribute>) holder_ = Holder::MetadataAttribute;
    const bool outer_sentinel = std::exchange(in_sentinel_, std::same_as<T, SentinelValue>);
    in_member_ = std::same_as<T, MemberValue>;
    ++depth_;
    f(*this, x);
    --depth_;
    in_sentinel_ = outer_sentinel;
    holder_ = outer_holder;
    in_key_ = outer_key;
    hidden_ = std::move(outer);
  }

  /// What a representation is of: some have one value, and one language.
  enum class Holder { Several, Dimension, MetadataAttribute };

  int variant_;
  const Carriers& carriers_;
  int count_ = 0;
  int alternative_ = 0;
  int depth_ = 0;
  Holder holder_ = Holder::Several;
  std::string_view place_ = {};      ///< The name of the object that comes next.
  std::string_view selection_ = {};  ///< Whether values are of dimensions or of other components.
  bool in_key_ = false;
  bool in_sentinel_ = false;
  bool in_member_ = false;
  Hidden hidden_;
};

std::string fixed_id(Kind kind) {
  switch (kind) {
    case Kind::AgencyScheme: return "AGENCIES";
    case Kind::DataProviderScheme: return "DATA_PROVIDERS";
    case Kind::DataConsumerScheme: return "DATA_CONSUMERS";
    case Kind::MetadataProviderScheme: return "METADATA_PROVIDERS";
    default: return {};
  }
}

}  // namespace

Artefact rich_artefact(Kind kind, int variant, const Carriers& carriers) {
  Artefact out = make_artefact(kind);
  Filler filler(variant, carriers);
  filler.kind_ = kind;
  std::visit([&](auto& x) { filler.fill(x); }, out);
  Maintainable& made = maintainable(out);
  made.id = fixed_id(kind);
  if (made.id.empty()) {
    made.id = std::string(info(kind).class_name) + "_" + std::to_string(variant);
  } else {
    made.agency = "EX.A" + std::to_string(variant);  // One a maintainer.
  }
  if (auto* structure = std::get_if<DataStructure>(&out); structure != nullptr && structure->time_dimension) {
    structure->time_dimension->id = "TIME_PERIOD";
    structure->time_dimension->local_representation = Representation{.format = TextFormat{.data_type = "ObservationalTimePeriod", .start_time = "2010"}};
  }
  return out;
}

std::vector<Kind> kinds_of(const Carriers& carriers) {
  std::vector<Kind> out;
  for (std::size_t k = 0; k < maintainable_kinds; ++k) {
    const auto kind = static_cast<Kind>(k);
    if (kind == Kind::MetadataSet) continue;  // Not of structure messages.
    const bool of_2_1_alone = kind == Kind::HierarchicalCodelist || kind == Kind::StructureSet;
    const bool of_3_alone = kind == Kind::GeographicCodelist || kind == Kind::GeoGridCodelist || kind == Kind::ValueList ||
                            kind == Kind::MetadataProviderScheme || kind == Kind::MetadataProvisionAgreement || kind == Kind::MetadataConstraint ||
                            kind == Kind::Hierarchy || kind == Kind::HierarchyAssociation || kind == Kind::StructureMap || kind == Kind::RepresentationMap ||
                            kind == Kind::ConceptSchemeMap || kind == Kind::CategorySchemeMap || kind == Kind::OrganisationSchemeMap ||
                            kind == Kind::ReportingTaxonomyMap;
    if (of_2_1_alone && (carriers.json_2_0 || carriers.json_2_1 || carriers.ml_3)) continue;
    if (of_3_alone && carriers.ml_2_1) continue;
    out.push_back(kind);
  }
  return out;
}

Structures rich_structures(const Carriers& carriers) {
  Structures out;
  for (const Kind kind : kinds_of(carriers)) {
    for (int variant = 0; variant < variants; ++variant) (void)out.add(rich_artefact(kind, variant, carriers));
  }
  return out;
}

}  // namespace atalaya::samples
