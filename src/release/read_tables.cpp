#include <algorithm>
#include <limits>
#include <memory>

#include "model/cube_builder.h"
#include "model/known_periods.h"
#include "release/release_tables.h"

namespace atalaya::release_tables {

namespace {

std::string from(const std::filesystem::path& file) { return " FROM read_parquet(" + sql_text(file.string()) + ")"; }

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> out;
  if (text.empty()) return out;
  for (const auto word : split(text, ' ')) out.emplace_back(word);
  return out;
}

/// The columns of the cube in the order of its structure, then the load.
Result<std::vector<std::size_t>> columns_of(const Rows& rows, const DataStructure& structure, const std::filesystem::path& file) {
  std::vector<std::string> names;
  for (const Component& dimension : structure.dimensions) names.push_back(dimension.id);
  names.push_back(structure.time_dimension.id);
  names.push_back(structure.measure().id);
  for (const Attribute& attribute : structure.attributes) names.push_back(attribute.id);
  names.emplace_back("LOAD");
  std::vector<std::size_t> out;
  for (const std::string& name : names) {
    const auto column = rows.column(name);
    if (!column) return fail(ErrorKind::Conflict, "the table has no column " + name, {.file = file.string()});
    out.push_back(*column);
  }
  return out;
}

Result<Cube> build_cube(Rows& rows, std::size_t count, const std::filesystem::path& file, const std::shared_ptr<const DataStructure>& of) {
  const DataStructure& structure = *of;
  const std::size_t dimensions = structure.dimensions.size();
  const std::vector<std::size_t> column = TRY(columns_of(rows, structure, file));
  CubeBuilder builder(of);
  builder.reserve(count);
  const std::size_t load_column = dimensions + 2 + structure.attributes.size();
  std::vector<std::pair<std::size_t, std::size_t>> of_series;  // attribute, column
  std::vector<std::size_t> of_observation;                     // columns
  for (std::size_t a = 0; a < structure.attributes.size(); ++a) {
    const std::size_t at = column[dimensions + 2 + a];
    if (structure.attributes[a].level == Attribute::Level::Observation) {
      of_observation.push_back(at);
    } else {
      of_series.emplace_back(a, at);
    }
  }
  std::vector<std::string_view> key(dimensions), attributes(of_observation.size());
  std::uint32_t series = 0, set = 0;
  KnownPeriods periods;
  while (TRY(rows.next())) {
    for (std::size_t r = 0; r < rows.size(); ++r) {
      // The file is sorted by key: mostly a row has the series of the one before it, and its attributes too.
      const auto repeats = [&](std::size_t at) { return rows.repeats(at, r); };
      if (!std::all_of(column.begin(), column.begin() + static_cast<std::ptrdiff_t>(dimensions), repeats)) {
        for (std::size_t d = 0; d < dimensions; ++d) key[d] = rows.text(column[d], r);
        series = builder.series(key);
        for (const auto& [attribute, at] : of_series) builder.set_series_attribute(series, attribute, rows.text(at, r));
      }
      if (r == 0 || !std::ranges::all_of(of_observation, repeats)) {
        for (std::size_t k = 0; k < of_observation.size(); ++k) attributes[k] = rows.text(of_observation[k], r);
        set = builder.attribute_set(attributes);
      }
      const auto period = periods.parse(rows.text(column[dimensions], r));
      if (!period) return fail(ErrorKind::Conflict, "'" + std::string(rows.text(column[dimensions], r)) + "' is no time period", {.file = file.string()});
      const auto value = rows.number(column[dimensions + 1], r);
      builder.add(series, *period, value.value_or(std::numeric_limits<double>::quiet_NaN()), set,
                  static_cast<std::uint32_t>(rows.integer(column[load_column], r)));
    }
  }
  return std::move(builder).build();
}

Result<std::vector<IndicatorStatus>> read_statuses(Connection& connection, const std::filesystem::path& directory) {
  std::vector<IndicatorStatus> out;
  Rows rows = TRY(connection.stream(
      "SELECT INDICATOR, REF_AREA, class, reason, latest_year, latest_value, first_year, first_value, observed_rate, required_rate, ratio, target, "
      "target_year, rank, ranked" +
      from(directory / statuses)));
  while (TRY(rows.next())) {
    for (std::size_t r = 0; r < rows.size(); ++r) {
      IndicatorStatus status;
      status.indicator = rows.text(0, r);
      status.area = rows.text(1, r);
      const auto verdict = progress::class_of(rows.text(2, r));
      const auto reason = progress::reason_of(rows.text(3, r));
      if (!verdict || !reason) return fail(ErrorKind::Conflict, "an unknown class or reason", {.file = (directory / statuses).string()});
      status.answer.verdict = *verdict;
      status.answer.reason = *reason;
      if (const auto value = rows.number(5, r)) status.answer.latest = {static_cast<int>(rows.integer(4, r)), *value};
      if (const auto value = rows.number(7, r)) status.answer.first = {static_cast<int>(rows.integer(6, r)), *value};
      status.answer.observed_rate = rows.number(8, r);
      status.answer.required_rate = rows.number(9, r);
      status.answer.ratio = rows.number(10, r);
      status.target = rows.number(11, r);
      status.target_year = static_cast<int>(rows.integer(12, r));
      if (!rows.is_null(13, r)) status.rank = static_cast<int>(rows.integer(13, r));
      status.ranked = static_cast<int>(rows.integer(14, r));
      out.push_back(std::move(status));
    }
  }
  return out;
}

Result<std::vector<Coverage>> read_coverage(Connection& connection, const std::filesystem::path& directory) {
  std::vector<Coverage> out;
  Rows rows =
      TRY(connection.stream("SELECT key, REF_AREA, INDICATOR, year, rule, value, country_share, weight_share, missing, carried" + from(directory / coverage)));
  while (TRY(rows.next())) {
    for (std::size_t r = 0; r < rows.size(); ++r) {
      out.push_back({.group = std::string(rows.text(1, r)),
                     .indicator = std::string(rows.text(2, r)),
                     .key = std::string(rows.text(0, r)),
                     .year = static_cast<int>(rows.integer(3, r)),
                     .rule = std::string(rows.text(4, r)),
                     .has_value = !rows.is_null(5, r),
                     .country_share = rows.number(6, r).value_or(0),
                     .weight_share = rows.number(7, r).value_or(0),
                     .missing = words(rows.text(8, r)),
                     .carried = words(rows.text(9, r))});
    }
  }
  return out;
}

}  // namespace

/// What is read without the agenda; the observations stand at their first row, and the database reads ahead. Members are in the order in which they depend on
/// each other.
struct Reading::Tables {
  Database database;
  Connection connection;
  std::vector<IndicatorStatus> statuses;
  std::vector<Coverage> coverage;
  std::vector<LoadRecord> loads;
  std::size_t count;
  Rows rows;
};

Reading::Reading(std::filesystem::path directory) : directory_(std::move(directory)) {
  tables_ = std::async(std::launch::async, [directory = directory_]() -> Result<std::unique_ptr<Tables>> {
    Database database = TRY(Database::open({}));
    Connection connection = TRY(database.connect());
    auto of_statuses = TRY(read_statuses(connection, directory));
    auto of_coverage = TRY(read_coverage(connection, directory));
    auto of_loads = TRY(read_loads(connection, from(directory / loads)));
    const auto count = static_cast<std::size_t>(TRY(connection.query_integer("SELECT count(*)" + from(directory / observations))));
    Rows rows = TRY(connection.stream("SELECT *" + from(directory / observations)));
    return std::make_unique<Tables>(std::move(database), std::move(connection), std::move(of_statuses), std::move(of_coverage), std::move(of_loads), count,
                                    std::move(rows));
  });
}
Reading::~Reading() = default;

Status Reading::finish(Release& release) {
  const auto tables = TRY(tables_.get());
  release.statuses = std::move(tables->statuses);
  release.coverage = std::move(tables->coverage);
  release.loads = std::move(tables->loads);
  const auto indexed = std::async(std::launch::async, [&] { release.index(); });  // It ends before this function does.
  release.cube = TRY(build_cube(tables->rows, tables->count, directory_ / observations, release.agenda.structure));
  return {};
}

}  // namespace atalaya::release_tables
