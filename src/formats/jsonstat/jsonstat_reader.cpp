#include "formats/jsonstat/jsonstat_reader.h"

#include <algorithm>
#include <unordered_map>

#include "base/text.h"
#include "formats/flat_rows.h"
#include "formats/jsonstat/jsonstat_message.h"
#include "model/cube.h"

namespace atalaya {

namespace {

class Reader {
 public:
  Reader(std::string_view bytes, const std::string& file, DataSink& sink, const JsonStatLimits& limits) : cursor_(bytes, file), sink_(sink), limits_(limits) {}

  Status read() {
    const JsonStatMessage message = TRY(find_jsonstat(cursor_, limits_, left_out_));
    MessageHeader header;
    const JsonStatDataSet& first = message.sets.front();
    header.prepared = first.updated;
    header.sender.id = to_identifier(first.source);
    if (!first.label.empty()) header.name.set("en", first.label);
    if (!first.source.empty()) header.source.set("en", first.source);
    TRY_STATUS(sink_.header(header));
    for (const JsonStatDataSet& set : message.sets) TRY_STATUS(read_set(set));
    TRY_STATUS(left_out_.tell(sink_));
    return sink_.end();
  }

 private:
  Status read_set(const JsonStatDataSet& set) {
    set_ = &set;
    made_ = structure_of_jsonstat(set);
    const DataStructure& s = *made_.structure;
    TRY_STATUS(read_status());
    DataSetInfo info;
    // Eurostat's data sets are dataflows of the same agency.
    info.reference = {sdmx::Kind::Dataflow, set.agency, set.id, set.version};
    const bool flow = !set.agency.empty() && sdmx::fault_of(info.reference).empty();
    if (!flow) info.reference = {sdmx::Kind::DataStructure, s.agency, s.id, s.version};
    info.structure = made_.structure;
    info.dimension_at_observation = "AllDimensions";
    TRY_STATUS(sink_.begin_set(info));
    TRY_STATUS(tell_units());
    FlatTeller teller(sink_, s);
    cells_ = 1;
    for (const std::size_t size : set.sizes) cells_ *= size;
    row_ = {};
    row_.key.assign(s.dimensions.size(), {});
    cursor_.go_to(*set.values);
    TRY_STATUS(cursor_.peek() == '[' ? dense(teller) : sparse(teller));
    return sink_.end_set();
  }

  Status tell_units() {
    const DataStructure& s = *made_.structure;
    const std::size_t unit = s.attribute_position("UNIT_MEASURE");
    if (unit == DataStructure::npos) return {};
    const std::size_t position = s.attributes[unit].dimensions.front();
    const std::size_t own = made_.time <= position ? position + 1 : position;
    for (std::size_t i = 0; i < set_->dimensions[own].categories.size(); ++i) {
      const JsonStatCategory& category = set_->dimensions[own].categories[i];
      std::vector<Value> values;
      if (!category.unit.empty()) values.push_back({unit, category.unit});
      if (!category.decimals.empty()) values.push_back({s.attribute_position("DECIMALS"), category.decimals});
      if (values.empty()) continue;
      std::vector<std::string_view> key(s.dimensions.size());
      key[position] = made_.ids[own][i];
      TRY_STATUS(sink_.group(DataStructure::npos, key, values));
    }
    return {};
  }

  /// One text for all values, one for each, or those that have one by their numbers.
  Status read_status() {
    status_.clear();
    all_status_.clear();
    if (!set_->status) return {};
    cursor_.go_to(*set_->status);
    const auto keep = [&](std::size_t at) -> Status {
      if (cursor_.null()) return {};
      std::string_view text;
      std::list<std::string> storage;
      if (!cursor_.string(text, storage)) return cursor_.failure();
      if (status_.size() >= limits_.statuses) return cursor_.fault("more statuses than " + std::to_string(limits_.statuses));
      if (!text.empty()) status_.insert_or_assign(at, status_texts_.intern(text));
      return {};
    };
    if (cursor_.peek() == '"') {
      std::string_view text;
      std::list<std::string> storage;
      if (!cursor_.string(text, storage)) return cursor_.failure();
      all_status_ = text;
      return {};
    }
    if (cursor_.peek() == '[') {
      std::size_t at = 0;
      return cursor_.array([&]() -> Status { return keep(at++); });
    }
    return cursor_.object([&](std::string_view name) -> Status {
      const auto at = parse_integer(name);
      if (!at || *at < 0) return cursor_.fault("the status of '" + shorten(name, 40) + "' is of no value");
      return keep(static_cast<std::size_t>(*at));
    });
  }

  Status dense(FlatTeller& teller) {
    std::size_t at = 0;
    const Status read = cursor_.array([&]() -> Status {
      if (at >= cells_) return cursor_.fault("there are more values than the product of the sizes, " + std::to_string(cells_));
      return cell(at++, teller);
    });
    TRY_STATUS(read);
    if (at != cells_) return cursor_.fault("there are " + std::to_string(at) + " values, and the product of the sizes is " + std::to_string(cells_));
    return {};
  }

  /// Values by their numbers; those that have a status alone follow.
  Status sparse(FlatTeller& teller) {
    const Status read = cursor_.object([&](std::string_view name) -> Status {
      const auto at = parse_integer(name);
      if (!at || *at < 0 || static_cast<std::size_t>(*at) >= cells_) return cursor_.fault("'" + shorten(name, 40) + "' is the number of no value");
      return cell(static_cast<std::size_t>(*at), teller);
    });
    TRY_STATUS(read);
    std::vector<std::size_t> alone;
    for (const auto& [at, text] : status_) {
      if (at < cells_) alone.push_back(at);
    }
    std::ranges::sort(alone);
    for (const std::size_t at : alone) TRY_STATUS(tell(at, {}, teller));
    return {};
  }

  Status cell(std::size_t at, FlatTeller& teller) {
    std::string_view text;
    row_.line = cursor_.mark().line;
    row_.column = cursor_.place().column;
    if (cursor_.null()) return status_.contains(at) ? tell(at, {}, teller) : Status();
    std::list<std::string> storage;
    if (cursor_.peek() == '"') {
      if (!cursor_.string(text, storage)) return cursor_.failure();
    } else if (!cursor_.number(text)) {
      return cursor_.failure();
    }
    return tell(at, text, teller);
  }

  /// The value's number, from the last dimension on, is its place in each.
  Status tell(std::size_t at, std::string_view text, FlatTeller& teller) {
    std::size_t rest = at;
    std::size_t position = row_.key.size();
    for (std::size_t d = set_->sizes.size(); d-- > 0;) {
      const std::string& id = made_.ids[d][rest % set_->sizes[d]];
      rest /= set_->sizes[d];
      if (d == made_.time) {
        row_.period = id;
      } else {
        row_.key[--position] = id;
      }
    }
    row_.measures.clear();
    row_.of_observation.clear();
    if (!text.empty()) row_.measures.push_back({0, text});
    const auto it = status_.find(at);
    if (it != status_.end()) {
      row_.of_observation.push_back({0, status_texts_[it->second]});
    } else if (!all_status_.empty()) {
      row_.of_observation.push_back({0, all_status_});
    }
    const Status told = teller.tell(row_);
    if (it != status_.end()) status_.erase(it);
    return told;
  }

  JsonCursor cursor_;
  DataSink& sink_;
  const JsonStatLimits& limits_;
  LeftOut left_out_;
  const JsonStatDataSet* set_ = nullptr;
  JsonStatStructure made_;
  std::size_t cells_ = 0;
  FlatRow row_;
  Dictionary status_texts_;
  std::unordered_map<std::size_t, std::uint32_t> status_;  // by the value's number, those that were not told yet
  std::string all_status_;
};

}  // namespace

Status read_jsonstat(std::string_view bytes, const std::string& file, DataSink& sink, const JsonStatLimits& limits) {
  if (const auto bad = first_invalid_utf8(bytes)) {
    const std::string_view before = bytes.substr(0, *bad);
    return fail(ErrorKind::Input, "the text is not UTF-8", {.file = file, .line = static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1});
  }
  return Reader(bytes, file, sink, limits).read();
}

}  // namespace atalaya
