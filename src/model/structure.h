// Code lists, the data structure and the dataflow (SDMX 3.1 information model, section 5).
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/text.h"
#include "model/local_text.h"

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

  /// False where the id is there already.
  bool add(Code code);
  [[nodiscard]] const std::vector<Code>& codes() const { return codes_; }
  [[nodiscard]] const Code* find(std::string_view code_id) const;

 private:
  std::vector<Code> codes_;
  std::unordered_map<std::string, std::size_t, StringHash, std::equal_to<>> index_;
};

/// A dimension or an attribute: a concept and the code list that enumerates it (empty: free text).
struct Component {
  std::string id;
  std::string code_list;
  LocalText name;
};

struct Attribute : Component {
  enum class Level { Series, Observation };
  Level level = Level::Observation;
  bool required = false;
};

struct DataStructure {
  std::string agency;
  std::string id;
  std::string version;
  LocalText name;
  std::vector<Component> dimensions;  ///< In key order, without time.
  Component time_dimension;
  Component measure;
  std::vector<Attribute> attributes;
  std::vector<CodeList> code_lists;

  /// The position of a dimension in the key, or npos.
  [[nodiscard]] std::size_t position(std::string_view dimension) const;
  [[nodiscard]] const Component* find(std::string_view component) const;  ///< Dimension or attribute.
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
