// Code lists, the data structure and the dataflow (SDMX 3.1 information model, section 5).
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/text.h"
#include "model/local_text.h"
#include "model/sdmx/representation.h"

namespace atalaya {

struct Code {
  std::string id;
  LocalText name;
  std::string parent = {};  ///< The id of the broader code, or empty.
  LocalText description = {};
};

/// A maintained list of codes; look-up by id, order as in the list.
class CodeList {
 public:
  std::string id;
  std::string version = "1.0";
  LocalText name;
  std::string agency = {};  ///< Empty: the structure's.

  /// False where the id is there already.
  bool add(Code code);
  [[nodiscard]] const std::vector<Code>& codes() const { return codes_; }
  [[nodiscard]] const Code* find(std::string_view code_id) const;

 private:
  std::vector<Code> codes_;
  std::unordered_map<std::string, std::size_t, StringHash, std::equal_to<>> index_;
};

/// A dimension, a measure or an attribute: a concept and the code list that enumerates it (empty: not enumerated).
struct Component {
  std::string id;
  std::string code_list;  ///< The id of one of the structure's lists.
  LocalText name;
  sdmx::Reference concept_identity = {};
  sdmx::Representation representation = {};  ///< The local one, else the concept's.
  bool required = false;                     ///< A measure or an attribute that must be there.

  /// The values are numbers: by the data type, and where none is given and no list enumerates them, taken to be so.
  [[nodiscard]] bool is_numeric() const;
  /// Takes several values, or text in several languages.
  [[nodiscard]] bool is_multiple() const;
};

struct Attribute : Component {
  enum class Level {
    DataSet,
    Group,   ///< To some of the dimensions; in a message to a named group where there is one, else to the series.
    Series,  ///< To all dimensions but time.
    Observation,
  };
  Level level = Level::Observation;
  std::string group = {};                    ///< Level Group: its id; empty where the structure gives dimensions alone.
  std::vector<std::size_t> dimensions = {};  ///< Level Group: their positions.

  /// One value for a series (of a group: the same one for all its series).
  [[nodiscard]] bool is_of_series() const { return level == Level::Series || level == Level::Group; }
};

struct DimensionGroup {
  std::string id;
  std::vector<std::size_t> dimensions;  ///< Positions.
};

/// SDMX-ML 2.0, cross-sectional data: an element of this name has the observation of a code.
struct CrossSectionalMeasure {
  std::string id;
  std::size_t dimension;  ///< Its position.
  std::string code;
};

struct DataStructure {
  std::string agency;
  std::string id;
  std::string version;
  LocalText name;
  std::vector<Component> dimensions;  ///< In key order, without time.
  Component time_dimension;           ///< Its id is empty where the structure has none.
  std::vector<Component> measures;    ///< At least one.
  std::vector<Attribute> attributes;
  std::vector<DimensionGroup> groups;
  std::vector<CrossSectionalMeasure> cross_sectional_measures;
  std::vector<CodeList> code_lists;

  [[nodiscard]] const Component& measure() const { return measures.front(); }
  [[nodiscard]] bool has_time() const { return !time_dimension.id.empty(); }

  /// The position of a dimension in the key, or npos.
  [[nodiscard]] std::size_t position(std::string_view dimension) const;
  [[nodiscard]] std::size_t attribute_position(std::string_view attribute) const;  ///< Or npos.
  [[nodiscard]] std::size_t measure_position(std::string_view measure) const;      ///< Or npos.
  [[nodiscard]] const Component* find(std::string_view component) const;           ///< Dimension, attribute, measure or time.
  [[nodiscard]] const CodeList* code_list(std::string_view id) const;
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
};

struct Dataflow {
  std::string agency;
  std::string id;
  std::string version;
  LocalText name;
  /// "ATALAYA:DF_DIGITAL(1.0)", as SDMX-CSV names a structure.
  [[nodiscard]] std::string reference() const { return agency + ":" + id + "(" + version + ")"; }
};

}  // namespace atalaya
