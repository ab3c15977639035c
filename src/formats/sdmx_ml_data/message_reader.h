// The states of a data message as its elements open and close.
#pragma once

#include <memory>
#include <optional>
#include <unordered_set>

#include "formats/sdmx_ml_data/header_reader.h"
#include "formats/sdmx_ml_data/message_kind.h"
#include "formats/sdmx_ml_data/sdmx_ml_data_reader.h"
#include "formats/sdmx_ml_data/set_teller.h"

namespace atalaya::sdmx_ml {

class MessageReader final : public XmlHandler {
 public:
  MessageReader(std::string_view bytes, const std::string& file, const StructureSource& structures, DataSink& sink, const SdmxMlDataLimits& limits);
  [[nodiscard]] Status run();

 private:
  enum class State : std::uint8_t {
    Document,
    Message,
    Header,
    Footer,
    DataSet,
    Provider,
    KeyFamily,
    Group,
    Series,
    Observation,
    Atts,
    Comp,
    CompValue,
    CompText,
    CompMarkup,  // 3.0: values of a component
    Key,
    Attributes,
    Leaf,
    Time,  // generic
    Annotations,
    UtilityKey,
    UtilityValue,  // utility data of 2.0
    Section,       // cross-sectional data of 2.0
    Skipped,
  };

  void start(const char* name, const char** attributes) override;
  void end(const char* name) override;
  void text(std::string_view text) override;
  [[nodiscard]] bool takes_observations() const override;
  void observation(std::span<const XmlAttribute> attributes) override;

  void push(State state) { states_.push_back(state); }
  void fail(std::string what, std::string hint = {}) { stream_.fail({ErrorKind::Input, std::move(what), {}, std::move(hint)}); }
  void check(const Status& status, const ElementValues* element = nullptr);
  void unexpected(const char* name, const char* where);

  void start_root(const char* name, const char** attributes);
  void start_in_message(const char* name, const char** attributes);
  void start_in_set(const char* name, const char** attributes);
  void start_in_group(const char* name, const char** attributes);
  void start_in_series(const char* name, const char** attributes);
  void start_in_observation(const char* name, const char** attributes);
  void start_in_comp(const char* name, const char** attributes);
  void start_utility_value(const char* name);
  void start_cross(const char* name, const char** attributes);
  void start_cross_observation(const char* name, const char** attributes);
  void tell_cross_observation();
  void start_value(const char** attributes);
  void start_annotations(const char* name, const char** attributes);
  void start_in_annotations(const char* name, const char** attributes);
  void end_annotations();
  void start_skipped(const char* name, const char** attributes);
  void skip(const char* what);

  void begin_set(const char* name, const char** attributes);
  void set_structure(const sdmx::Reference& reference);
  void read_set_attributes(const char** attributes);
  void name_provider(std::string_view id, std::string_view agency);
  [[nodiscard]] const PayloadStructure* payload(std::string_view reference);
  [[nodiscard]] std::optional<sdmx::Reference> reference_in_namespace(const char* name, const char** attributes) const;
  void tell_set();
  void tell_header();
  void begin_element(ElementValues& values, SlotCache& cache, const char** attributes, State state);
  void begin_group(const char* name, const char** attributes, State state);
  void tell_group();
  void end_value();

  void add(ElementValues& values, Slot slot, std::string_view id, std::string_view text, std::string_view language = {}, bool lives = false);
  void collect(ElementValues& values, SlotCache& cache, const char** attributes);
  void foreign(std::string_view name);
  [[nodiscard]] ElementValues& owner();

  XmlStream stream_;
  std::string file_;
  const StructureSource& structures_;
  DataSink& sink_;
  SdmxMlDataLimits limits_;

  std::vector<State> states_ = {State::Document};
  SdmxMlMessage message_;
  bool is_generic_ = false, is_2_0_ = false, is_utility_ = false, is_cross_ = false;
  std::vector<std::pair<std::string, std::string>> namespaces_;  // of the root: prefix and namespace
  SubtreeBuilder subtree_;
  DataHeader header_;
  bool header_is_told_ = false;

  // The data set
  DataSetInfo info_;
  bool explicit_measures_ = false, set_is_told_ = false, group_is_told_ = false;
  std::optional<ComponentIndex> index_;
  std::optional<SetTeller> teller_;
  ElementValues set_, group_, series_, observation_;
  SlotCache set_cache_, group_cache_, series_cache_, observation_cache_, key_cache_, attribute_cache_;
  std::size_t child_ = 0;  // position in a key or among attributes
  bool in_series_ = false;

  // A component's values (3.0), and text that is collected
  Slot comp_;
  std::string comp_id_, text_, language_;
  bool value_has_texts_ = false;
  std::size_t markup_begin_ = 0;
  std::size_t skipped_ = 0;
  std::string first_skipped_;
  std::unordered_set<std::string, StringHash, std::equal_to<>> foreign_names_;
};

}  // namespace atalaya::sdmx_ml
