#include "workshop/message_rows.h"

#include <algorithm>
#include <utility>

namespace atalaya {

bool LoadingStructures::is_own(const Agenda& agenda, const sdmx::Reference& reference) {
  const bool of_flow = reference.kind == sdmx::Kind::Dataflow && reference.id == agenda.dataflow.id && reference.agency == agenda.dataflow.agency;
  const bool of_structure = reference.kind == sdmx::Kind::DataStructure && reference.id == agenda.structure->id && reference.agency == agenda.structure->agency;
  return of_flow || of_structure;
}

std::unexpected<Error> LoadingStructures::not_own(const Agenda& agenda, const sdmx::Reference& reference) {
  return fail(ErrorKind::NotFound, "the message is of " + reference.short_text() + ", and the pack has " + agenda.dataflow.reference(), {},
              "name a mapping with --mapping, and the message's structure with --structure");
}

Result<std::shared_ptr<const DataStructure>> LoadingStructures::structure_of(const sdmx::Reference& reference) const {
  if (is_own(agenda_, reference)) return agenda_.structure;
  for (const StructureSource* given : given_) {
    auto found = given->structure_of(reference);
    if (found || found.error().kind != ErrorKind::NotFound) return found;
  }
  if (stand_in_) return stand_in_;
  return not_own(agenda_, reference);
}

std::shared_ptr<const DataStructure> structure_of_columns(const std::vector<std::string>& columns) {
  auto out = std::make_shared<DataStructure>();
  out->id = "COLUMNS";
  for (const std::string& id : columns) {
    if (id == "TIME_PERIOD") {
      out->time_dimension.id = id;
    } else if (id == "OBS_VALUE") {
      out->measures.push_back({.id = id, .code_list = {}, .name = {}});
    } else {
      out->attributes.emplace_back().id = id;
    }
  }
  if (out->measures.empty()) out->measures.push_back({.id = "OBS_VALUE", .code_list = {}, .name = {}});
  return out;
}

Status MessageRows::begin_set(const DataSetInfo& info) {
  info_ = info;
  if (!info.annotations.empty()) TRY_STATUS(annotations(info.annotations));
  foreign_.clear();
  const DataStructure& structure = *info.structure;
  if (mapping_.is_own() && !info.reference.empty() && !LoadingStructures::is_own(agenda_, info.reference)) {
    // Where the message begins so, all of it is another's; a set among ours is rejected line by line.
    if (structure_ == nullptr) return LoadingStructures::not_own(agenda_, info.reference);
    foreign_ = info.reference.kind == sdmx::Kind::Dataflow ? "the dataflow is '" : "the data are of '";
    foreign_ += info.reference.short_text() + "', not " + agenda_.dataflow.reference();
  }
  time_column_ = structure.has_time() ? structure.dimensions.size() : DataStructure::npos;
  first_measure_ = structure.dimensions.size() + (structure.has_time() ? 1 : 0);
  first_attribute_ = first_measure_ + structure.measures.size();
  columns_ = first_attribute_ + structure.attributes.size();
  if (structure_ != info.structure && foreign_.empty()) {
    std::vector<std::string> columns;
    for (const Component& dimension : structure.dimensions) columns.push_back(dimension.id);
    if (structure.has_time()) columns.push_back(structure.time_dimension.id);
    for (const Component& measure : structure.measures) columns.push_back(measure.id);
    for (const Attribute& attribute : structure.attributes) columns.push_back(attribute.id);
    TRY_STATUS(mapper_.set_columns(columns));
    structure_ = info.structure;
  }
  groups_.clear();
  set_cells_.assign(columns_, {});
  series_cells_.assign(columns_, {});
  base_.assign(columns_, {});
  joined_.assign(columns_, {});
  series_told_ = removal_pending_ = false;
  return {};
}

void MessageRows::put(std::vector<std::string>& cells, std::size_t first_column, std::span<const Value> values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::string& cell = cells[first_column + values[i].component];
    const bool another = i != 0 && values[i - 1].component == values[i].component;
    another ? void(cell.append(1, ';').append(values[i].text)) : void(cell = values[i].text);
  }
}

Status MessageRows::set_attributes(std::span<const Value> values) {
  put(set_cells_, first_attribute_, values);
  return {};
}

void MessageRows::reject(std::size_t line, std::string reason) { mapper_.reject({.line = line, .cells = cells_}, std::move(reason)); }

Status MessageRows::group(std::size_t, SeriesKey key, std::span<const Value> values) {
  if (info_.action == Action::Delete) {
    cells_.clear();
    ++rows_;
    reject(0, "attributes are not deleted by themselves");
  } else if (series_told_) {
    cells_.assign(key.begin(), key.end());
    ++rows_;
    reject(0, "the attributes of a group come after its series");
  } else {
    groups_.add(key, values);
  }
  return {};
}

Status MessageRows::annotations(std::span<const sdmx::Annotation>) {
  if (!std::exchange(annotations_noted_, true)) notes_.emplace_back("annotations of the data are left out");
  return {};
}

Status MessageRows::series(SeriesKey key, std::span<const Value> attributes) {
  TRY_STATUS(flush_removal());
  series_cells_ = set_cells_;
  for (std::size_t d = 0; d < key.size(); ++d) series_cells_[d] = key[d];
  groups_.for_series(key, [&](const GroupValues::Group& group) {
    std::vector<Value> values;
    for (const KeptValue& value : group.values) values.push_back(value.view());
    put(series_cells_, first_attribute_, values);
  });
  put(series_cells_, first_attribute_, attributes);
  base_.assign(series_cells_.begin(), series_cells_.end());
  series_told_ = true;
  removal_pending_ = info_.action == Action::Delete && attributes.empty();
  return {};
}

Status MessageRows::observation(const DataObservation& observation) {
  removal_pending_ = false;
  cells_ = base_;
  if (time_column_ != DataStructure::npos) cells_[time_column_] = observation.period;
  const auto fill = [&](std::size_t first_column, std::span<const Value> values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const std::size_t column = first_column + values[i].component;
      if (i != 0 && values[i - 1].component == values[i].component) {
        joined_[column] = std::string(cells_[column]) + ';' + std::string(values[i].text);
        cells_[column] = joined_[column];
      } else {
        cells_[column] = values[i].text;
      }
    }
  };
  fill(first_measure_, observation.measures);
  fill(first_attribute_, observation.attributes);
  if (observation.measures.empty() && !observation.attributes.empty() && foreign_.empty()) {
    const char* why = info_.action == Action::Delete  ? "attributes are not deleted by themselves"
                      : info_.action == Action::Merge ? "attributes are not merged without a value"
                                                      : nullptr;
    if (why != nullptr) {
      ++rows_;
      reject(observation.line, why);
      return {};
    }
  }
  return tell(observation.line);
}

Status MessageRows::tell(std::size_t line) {
  if ((++rows_ & 0xffff) == 0 && progress_) progress_(rows_);
  if (!foreign_.empty()) {
    reject(line, foreign_);
    return {};
  }
  return mapper_.map({.line = line, .cells = cells_}, info_.action);
}

/// A series of a deletion without observations: all its periods.
Status MessageRows::flush_removal() {
  if (!removal_pending_) return {};
  removal_pending_ = false;
  cells_ = base_;
  return tell(0);
}

Status MessageRows::end_set() {
  TRY_STATUS(flush_removal());
  if (info_.action == Action::Delete && !series_told_) {
    cells_.clear();
    ++rows_;
    reject(0, "the deletion names no key");
  }
  return {};
}

Status MessageRows::refused(const Error& fault) {
  ++rows_;
  mapper_.reject({.line = fault.place.line, .cells = {}}, fault.what);
  return {};
}

Status MessageRows::note(const MessageNote& note) {
  const std::string text = note.text.in("en");
  notes_.push_back(note.code.empty() ? text : note.severity + (note.severity.empty() ? "" : " ") + note.code + ": " + text);
  return {};
}

}  // namespace atalaya
