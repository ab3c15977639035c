#include "formats/sdmx_csv/sdmx_csv_data_reader.h"

#include <algorithm>
#include <list>
#include <map>

#include "base/text.h"
#include "formats/csv/csv_reader.h"
#include "formats/flat_rows.h"
#include "formats/left_out.h"
#include "formats/sdmx_csv/sdmx_csv_header.h"
#include "formats/sdmx_csv/shown_structure.h"
#include "formats/sdmx_csv/sub_fields.h"

namespace atalaya {

namespace {

/// Switched off: the values of the line are not attached to this dimension (field guide 2.1, "Further details for data actions").
constexpr std::string_view switched_off = "~";

struct Slot {
  enum class Role { Dimension, Time, Measure, Attribute, Other };
  const SdmxCsvHeader::Column* column;
  Role role = Role::Other;
  std::size_t position = 0;  ///< Among the structure's components of the role.
  bool labelled = false;     ///< Cells have a label to take off.
  bool decimal_comma = false;
};

/// The columns of a message as a structure sees them.
struct Binding {
  DataSetInfo info;
  std::vector<Slot> slots;
  std::vector<std::size_t> missing;  ///< Dimensions without a column.
  bool time_missing = false;
};

class Reader {
 public:
  Reader(std::string_view bytes, CsvReader csv, SdmxCsvHeader header, char delimiter, std::string file, const StructureSource& structures, DataSink& sink,
         const SdmxCsvReadOptions& options)
      : bytes_(bytes),
        csv_(std::move(csv)),
        header_(std::move(header)),
        delimiter_(delimiter),
        file_(std::move(file)),
        structures_(structures),
        sink_(sink),
        options_(options) {}

  Status read() {
    TRY_STATUS(sink_.header({}));
    Row row;
    while (TRY(csv_.next(row))) {
      if (TRY(enter_set(row))) TRY_STATUS(read_row(row));
    }
    if (teller_) TRY_STATUS(sink_.end_set());
    TRY_STATUS(left_out_.tell(sink_));
    return sink_.end();
  }

 private:
  Place place(std::size_t line, std::size_t field) const { return {.file = file_, .line = line, .column = field + 1}; }

  /// Opens another data set where the line's structure or action is another. False where the line is refused, and the sink does without it.
  Result<bool> enter_set(const Row& row) {
    const std::string_view kind = header_.structure == SdmxCsvHeader::none ? std::string_view() : row.cells[header_.structure];
    const std::string_view id = row.cells[header_.identification];
    const std::string_view action = header_.action == SdmxCsvHeader::none ? std::string_view() : row.cells[header_.action];
    if (teller_ && kind == kind_ && id == id_ && action == action_) return true;
    const auto known_action = action.empty() ? std::optional(Action::Information) : action.size() == 1 ? action_of(action) : std::nullopt;
    if (!known_action) {
      TRY_STATUS(refuse(fail(ErrorKind::Input, "ACTION is '" + shorten(action, 40) + "'", place(row.line, header_.action), "it is I, A, M, R or D")));
      return false;
    }
    if (teller_) TRY_STATUS(sink_.end_set());
    teller_.reset();
    kind_ = kind;
    id_ = id;
    action_ = action;
    const std::string key = kind_ + '\n' + id_;
    auto known = bindings_.find(key);
    if (known == bindings_.end()) known = bindings_.emplace(key, TRY(bind(row.line))).first;
    binding_ = &known->second;
    binding_->info.action = *known_action;
    out_.key.assign(binding_->info.structure->dimensions.size(), {});
    TRY_STATUS(sink_.begin_set(binding_->info));
    teller_.emplace(sink_, *binding_->info.structure);
    return true;
  }

  /// A line that the sink may do without.
  Status refuse(std::unexpected<Error> fault) { return sink_.refused(fault.error()); }

  Result<Binding> bind(std::size_t line) {
    Binding binding;
    const std::string kind = header_.first_version ? "dataflow" : to_lower_ascii(kind_);
    const auto artefact = kind == "dataflow"        ? std::optional(sdmx::Kind::Dataflow)
                          : kind == "datastructure" ? std::optional(sdmx::Kind::DataStructure)
                          : kind == "dataprovision" ? std::optional(sdmx::Kind::ProvisionAgreement)
                                                    : std::nullopt;
    if (!artefact) {
      return fail(ErrorKind::Input, "STRUCTURE is '" + shorten(kind_, 40) + "'", place(line, header_.structure),
                  "it is dataflow, datastructure or dataprovision");
    }
    const auto reference = sdmx::parse_short_reference(without_label(id_), *artefact);
    if (!reference || !sdmx::fault_of(*reference).empty()) {
      return fail(ErrorKind::Input, "'" + shorten(id_, 60) + "' names no structure", place(line, header_.identification), "its form is AGENCY:ID(VERSION)");
    }
    binding.info.reference = *reference;
    binding.info.structure = TRY(structure_of(binding.info.reference, line));
    binding.info.dimension_at_observation = "AllDimensions";
    TRY_STATUS(bind_columns(binding));
    return binding;
  }

  /// `reference` becomes what in 1.0 stands in the place of a dataflow.
  Result<std::shared_ptr<const DataStructure>> structure_of(sdmx::Reference& reference, std::size_t line) {
    auto known = structures_.structure_of(reference);
    const auto is_unknown = [](const auto& found) { return !found && found.error().kind == ErrorKind::NotFound; };
    for (const auto kind : {sdmx::Kind::DataStructure, sdmx::Kind::ProvisionAgreement}) {
      if (!header_.first_version || !is_unknown(known)) break;
      sdmx::Reference other = reference;
      other.kind = kind;
      auto found = structures_.structure_of(other);
      if (is_unknown(found)) continue;
      known = std::move(found);
      reference = other;
    }
    if (known) return known;
    Error error = std::move(known).error();
    if (error.place.file.empty()) error.place = place(line, header_.identification);
    if (!options_.shown_structures || error.kind != ErrorKind::NotFound) return std::unexpected(std::move(error));
    ShownStructure shown = structure_shown(bytes_, file_, delimiter_, header_);
    if (shown.structure == nullptr) {
      error.hint = "give the structure: the columns do not show which of them are the dimensions";
      return std::unexpected(std::move(error));
    }
    shown.structure->agency = reference.agency;
    shown.structure->id = reference.id;
    shown.structure->version = reference.version;
    left_out_.add(error.what + ": " + shown.how);
    return shown.structure;
  }

  Status bind_columns(Binding& binding) {
    const DataStructure& s = *binding.info.structure;
    std::vector<bool> there(s.dimensions.size(), false);
    binding.time_missing = s.has_time();
    for (const auto& column : header_.columns) {
      Slot slot{.column = &column};
      const Component* component = s.find(column.id);
      if (slot.position = s.position(column.id); slot.position != DataStructure::npos) {
        slot.role = Slot::Role::Dimension;
        there[slot.position] = true;
      } else if (s.has_time() && column.id == s.time_dimension.id) {
        slot.role = Slot::Role::Time;
        binding.time_missing = false;
      } else if (slot.position = measure_of(column.id, s); slot.position != DataStructure::npos) {
        slot.role = Slot::Role::Measure;
        component = &s.measures[slot.position];
        slot.decimal_comma = delimiter_ != ',' && component->is_numeric();
      } else if (slot.position = s.attribute_position(column.id); slot.position != DataStructure::npos) {
        slot.role = Slot::Role::Attribute;
      } else if (options_.refuse_other_columns) {
        return fail(ErrorKind::Input, "'" + shorten(column.id, 60) + "' is no component of " + s.id, place(1, column.at));
      }
      // A text without a list may have ": " in itself.
      const bool is_key = slot.role == Slot::Role::Dimension || slot.role == Slot::Role::Time;
      slot.labelled = column.labelled && component != nullptr && (is_key || !component->code_list.empty() || !component->representation.enumeration.empty());
      binding.slots.push_back(slot);
    }
    for (std::size_t d = 0; d < there.size(); ++d) {
      if (!there[d]) binding.missing.push_back(d);
    }
    return {};
  }

  /// In 1.0 the column of the measure is always called OBS_VALUE.
  std::size_t measure_of(std::string_view id, const DataStructure& s) const {
    const std::size_t at = s.measure_position(id);
    return at == DataStructure::npos && header_.first_version && id == "OBS_VALUE" && s.measures.size() == 1 ? 0 : at;
  }

  Status read_row(const Row& row) {
    out_.clear();
    out_.line = row.line;
    out_.column = 1;
    storage_.clear();
    const DataStructure& s = *binding_->info.structure;
    std::size_t given = 0;
    bool off = false;
    bool time_off = false;
    for (const Slot& slot : binding_->slots) {
      std::string_view cell = row.cells[slot.column->at];
      if (cell.empty()) continue;
      switch (slot.role) {
        case Slot::Role::Dimension:
          if (cell == switched_off) {
            off = true;
            continue;
          }
          out_.key[slot.position] = slot.labelled ? without_label(cell) : cell;
          ++given;
          break;
        case Slot::Role::Time:
          time_off = cell == switched_off;
          if (!time_off) out_.period = slot.labelled ? without_label(cell) : cell;
          break;
        case Slot::Role::Measure: add(slot, cell, out_.measures); break;
        case Slot::Role::Attribute: {
          const Attribute& attribute = s.attributes[slot.position];
          add(slot, cell, attribute.level == Attribute::Level::DataSet ? out_.of_set : attribute.is_of_series() ? out_.of_series : out_.of_observation);
          break;
        }
        case Slot::Role::Other: left_out(*slot.column, s, row.line); break;
      }
    }
    const bool of_observation = !out_.measures.empty() || !out_.of_observation.empty();
    if (binding_->info.action == Action::Delete) return tell_deletion(off || time_off, of_observation);
    const bool whole = given == s.dimensions.size();
    if (whole && (!out_.period.empty() || !s.has_time()))
      return of_observation || s.has_time() || out_.of_series.empty() ? teller_->tell(out_) : teller_->tell_series(out_);
    if (of_observation) {
      if (off || time_off) return tell_switched_off(row);
      return lacks(row);
    }
    if (whole) return teller_->tell_series(out_);
    if (!out_.period.empty() || (given > 0 && out_.of_series.empty() && out_.of_set.empty())) return lacks(row);
    if (given == 0 && !out_.of_series.empty()) return lacks(row);
    return teller_->tell_group(out_);
  }

  void add(const Slot& slot, std::string_view cell, std::vector<Value>& values) {
    if (slot.column->multiple) {
      split_sub_fields(cell, header_.sub_field == '\0' ? ';' : header_.sub_field, slot.column->languages, slot.labelled, slot.position, values, storage_);
      return;
    }
    if (slot.labelled) cell = without_label(cell);
    if (slot.decimal_comma && cell.contains(',') && !cell.contains('.')) cell = storage_.emplace_back(replace_all(std::string(cell), ",", "."));
    values.push_back({slot.position, cell});
  }

  /// A dimension without a value stands for all of them; what is filled among the other components is what is deleted, and without any it is all.
  Status tell_deletion(bool off, bool of_observation) {
    if (off) return teller_->tell_group(out_);
    if (of_observation || (out_.of_series.empty() && out_.of_set.empty())) return teller_->tell(out_);
    return out_.of_series.empty() ? teller_->tell_set(out_) : teller_->tell_series(out_);
  }

  /// SDMX 3.1, evolving structures: a value that some dimensions do not concern. The mark stays in the key, as the code that it is.
  Status tell_switched_off(const Row& row) {
    for (const Slot& slot : binding_->slots) {
      const std::string_view cell = row.cells[slot.column->at];
      if (cell != switched_off) continue;
      if (slot.role == Slot::Role::Time) return refuse(fail(ErrorKind::Input, "figures without a period", place(row.line, slot.column->at)));
      if (slot.role == Slot::Role::Dimension) out_.key[slot.position] = cell;
    }
    if (std::ranges::any_of(out_.key, [](std::string_view part) { return part.data() == nullptr; }) ||
        (out_.period.empty() && binding_->info.structure->has_time())) {
      return lacks(row);
    }
    return teller_->tell(out_);
  }

  /// The first dimension that the line does not have and needs.
  Status lacks(const Row& row) {
    const DataStructure& s = *binding_->info.structure;
    const std::string hint = "only lines with attributes of a part of the key alone, and deletions, may leave dimensions out";
    if (!binding_->missing.empty()) {
      return fail(ErrorKind::Input, "there is no column for the dimension " + s.dimensions[binding_->missing.front()].id, {.file = file_, .line = 1}, hint);
    }
    if (binding_->time_missing)
      return fail(ErrorKind::Input, "there is no column for the time dimension " + s.time_dimension.id, {.file = file_, .line = 1}, hint);
    for (const Slot& slot : binding_->slots) {
      if (slot.role != Slot::Role::Dimension && slot.role != Slot::Role::Time) continue;
      const std::string_view cell = row.cells[slot.column->at];
      if (cell.empty() || cell == switched_off) return refuse(fail(ErrorKind::Input, slot.column->id + " is empty", place(row.line, slot.column->at), hint));
    }
    return refuse(fail(ErrorKind::Input, "the line says nothing", place(row.line, 0), hint));
  }

  void left_out(const SdmxCsvHeader::Column& column, const DataStructure& s, std::size_t line) {
    // A column of another structure of the message has nothing to say here, and if it does, it is said once where.
    if (std::ranges::find(other_columns_, std::pair(&column, &s)) != other_columns_.end()) return;
    other_columns_.emplace_back(&column, &s);
    left_out_.add("column " + std::to_string(column.at + 1) + " (" + shorten(column.id, 60) + ") is no component of " + s.id + "; first filled on line " +
                  std::to_string(line));
  }

  std::string_view bytes_;
  CsvReader csv_;
  SdmxCsvHeader header_;
  char delimiter_;
  std::string file_;
  const StructureSource& structures_;
  DataSink& sink_;
  const SdmxCsvReadOptions& options_;
  LeftOut left_out_;
  std::vector<std::pair<const SdmxCsvHeader::Column*, const DataStructure*>> other_columns_;

  std::string kind_, id_, action_;  // of the open set, as they stand in the line
  std::map<std::string, Binding> bindings_;
  Binding* binding_ = nullptr;
  std::optional<FlatTeller> teller_;
  FlatRow out_;
  std::list<std::string> storage_;
};

}  // namespace

Status read_sdmx_csv(std::string_view bytes, const std::string& file, const StructureSource& structures, DataSink& sink, const SdmxCsvReadOptions& options) {
  const char delimiter = sdmx_csv_delimiter(bytes);
  CsvReader csv = TRY(CsvReader::open(bytes, file, {.delimiter = delimiter, .limits = options.limits, .same_names = true}));
  SdmxCsvHeader header = TRY(parse_sdmx_csv_header(csv.columns(), file));
  return Reader(bytes, std::move(csv), std::move(header), delimiter, file, structures, sink, options).read();
}

}  // namespace atalaya
