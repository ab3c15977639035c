// The numbers that stand for values in an SDMX-JSON data message, given in the order in which the values come, and the structure part that says what they are.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/json_writer.h"
#include "model/data_message.h"

namespace atalaya {

/// Draft: the form before 1.0, which some clients (sdmx1 among them) take for 1.0.
enum class JsonDataVersion { Draft, V1_0, V2_0, V2_1 };

/// Names in a language: "name" and "names"; where there is none, `otherwise` is the name.
void write_json_names(JsonWriter& json, const char* one, const char* all, const LocalText& text, const std::string& language, const std::string& otherwise);

/// Annotations as the message lists them.
void write_json_annotation(JsonWriter& json, const sdmx::Annotation& annotation, const std::string& language);

class JsonNumbers {
 public:
  /// At which level an attribute stands in the message.
  enum class Level { Set, Group, Series, Observation };

  JsonNumbers(std::shared_ptr<const DataStructure> structure, sdmx::Reference reference, JsonDataVersion version, std::vector<Level> levels, bool flat,
              std::optional<std::size_t> cross);
  [[nodiscard]] bool is_for(const DataSetInfo& info, const std::vector<Level>& levels, bool flat, std::optional<std::size_t> cross) const;

  [[nodiscard]] const DataStructure& structure() const { return *structure_; }
  [[nodiscard]] Level level(std::size_t attribute) const { return levels_[attribute]; }
  /// Positions of the attributes of a level, in the order of their place in arrays.
  [[nodiscard]] const std::vector<std::size_t>& attributes(Level level) const { return by_level_[static_cast<std::size_t>(level)]; }

  std::size_t number_of_code(std::size_t dimension, std::string_view id) { return dimensions_[dimension].number(id); }
  std::size_t number_of_period(std::string_view period) { return time_.number(period); }
  std::size_t number_of_annotation(const sdmx::Annotation& annotation);
  void add_set(std::size_t number) { sets_.push_back(number); }

  /// Appends what stands in the arrays for the values of an attribute (of a measure); "null" for none.
  [[nodiscard]] Status append_attribute(std::string& out, std::size_t attribute, std::span<const Value> values);
  [[nodiscard]] Status append_measure(std::string& out, std::size_t measure, std::span<const Value> values);

  /// The object of the structure.
  void write(JsonWriter& json, const std::string& language, const LocalText& name) const;

 private:
  /// Ids by their numbers. One that begins with `object_mark` is the object of a value as it is written.
  class Ids {
   public:
    static constexpr char object_mark = '\x1e';
    std::size_t number(std::string_view id);
    [[nodiscard]] const std::vector<std::string>& all() const { return ids_; }

   private:
    std::vector<std::string> ids_;
    std::unordered_map<std::string, std::size_t, StringHash, std::equal_to<>> index_;
    std::size_t last_ = 0;
  };

  [[nodiscard]] bool by_number(const Component& component) const;
  [[nodiscard]] Status append(std::string& out, const Component& component, Ids& ids, std::span<const Value> values);
  void append_plain(std::string& out, const Component& component, const Value& value) const;
  [[nodiscard]] bool is_first_version() const { return version_ <= JsonDataVersion::V1_0; }
  void write_links(JsonWriter& json) const;
  void write_dimension(JsonWriter& json, const Component& component, const Ids& ids, std::size_t position, bool is_time, const std::string& language) const;
  void write_attribute(JsonWriter& json, std::size_t attribute, const std::string& language) const;
  void write_relationship(JsonWriter& json, const Attribute& attribute) const;
  void write_values(JsonWriter& json, const Component& component, const Ids& ids, bool is_time, const std::string& language) const;
  void write_format(JsonWriter& json, const Component& component) const;
  void write_occurrences(JsonWriter& json, const Component& component) const;

  std::shared_ptr<const DataStructure> structure_;
  sdmx::Reference reference_;
  JsonDataVersion version_;
  std::vector<Level> levels_;
  bool flat_;
  std::optional<std::size_t> cross_;
  std::vector<std::size_t> by_level_[4];
  std::vector<Ids> dimensions_, measures_, attributes_;
  Ids time_;
  std::vector<sdmx::Annotation> annotations_;
  std::unordered_multimap<std::string, std::size_t> annotation_index_;  // by what is written of them
  std::vector<std::size_t> sets_;
};

}  // namespace atalaya
