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

Status build_cube(Rows& rows, std::size_t count, const std::filesystem::path& file, Release& release) {
  const DataStructure& structure = *release.agenda.structure;
  const std::size_t dimensions = structure.dimensions.size();
  const std::vector<std::size_t> column = TRY(columns_of(rows, structure, file));
  CubeBuilder builder(release.agenda.structure);
  builder.reserve(count);
  const std::size_t attribute_column = dimensions + 2;
  const std::size_t load_column = attribute_column + structure.attributes.size();
  std::vector<std::string_view> key(dimensions);
  std::vector<std::string_view> attributes;
  std::uint32_t last_series = 0;
  KnownPeriods periods;
  while (TRY(rows.next())) {
    for (std::size_t r = 0; r < rows.size(); ++r) {
      for (std::size_t d = 0; d < dimensions; ++d) key[d] = rows.text(column[d], r);
      // The file is sorted by key, so a series' rows stand together, and their attributes are the same.
      const std::uint32_t series = builder.series(key);
      const bool same = builder.size() > 0 && series == last_series;
      last_series = series;
      attributes.clear();
      for (std::size_t a = 0; a < structure.attributes.size(); ++a) {
        if (structure.attributes[a].level == Attribute::Level::Observation) {
          attributes.push_back(rows.text(column[attribute_column + a], r));
        } else if (!same) {
          builder.set_series_attribute(series, a, rows.text(column[attribute_column + a], r));
        }
      }
      const auto period = periods.parse(rows.text(column[dimensions], r));
      if (!period) return fail(ErrorKind::Conflict, "'" + std::string(rows.text(column[dimensions], r)) + "' is no time period", {.file = file.string()});
      const auto value = rows.number(column[dimensions + 1], r);
      builder.add(series, *period, value.value_or(std::numeric_limits<double>::quiet_NaN()), attributes,
                  static_cast<std::uint32_t>(rows.integer(column[load_column], r)));
    }
  }
  release.cube = std::move(builder).build();
  return {};
}

Status read_statuses(Connection& connection, const std::filesystem::path& directory, Release& release) {
  Rows rows = TRY(connection.query(
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
      release.statuses.push_back(std::move(status));
    }
  }
  return {};
}

Status read_coverage(Connection& connection, const std::filesystem::path& directory, Release& release) {
  Rows rows =
      TRY(connection.query("SELECT key, REF_AREA, INDICATOR, year, rule, value, country_share, weight_share, missing, carried" + from(directory / coverage)));
  while (TRY(rows.next())) {
    for (std::size_t r = 0; r < rows.size(); ++r) {
      release.coverage.push_back({.group = std::string(rows.text(1, r)),
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
  return {};
}

Status read_all_but_cube(Connection& connection, const std::filesystem::path& directory, Release& release) {
  TRY_STATUS(read_statuses(connection, directory, release));
  TRY_STATUS(read_coverage(connection, directory, release));
  release.loads = TRY(read_loads(connection, from(directory / loads)));
  return {};
}

}  // namespace

/// The observations as the database holds them. Members are in the order in which they depend on each other.
struct Reading::Table {
  Database database;
  Connection connection;
  std::size_t count;
  Rows rows;
};

Reading::Reading(std::filesystem::path directory) : directory_(std::move(directory)) {
  table_ = std::async(std::launch::async, [file = directory_ / observations]() -> Result<std::unique_ptr<Table>> {
    Database database = TRY(Database::open({}));
    Connection connection = TRY(database.connect());
    const auto count = static_cast<std::size_t>(TRY(connection.query_integer("SELECT count(*)" + from(file))));
    Rows rows = TRY(connection.query("SELECT *" + from(file)));
    return std::make_unique<Table>(std::move(database), std::move(connection), count, std::move(rows));
  });
}
Reading::~Reading() = default;

Status Reading::finish(Release& release) {
  const auto table = TRY(table_.get());
  // The other tables are small, and are other members of the release than the cube.
  auto others = std::async(std::launch::async, [&]() -> Status {
    Connection connection = TRY(table->database.connect());
    return read_all_but_cube(connection, directory_, release);
  });
  const Status cube = build_cube(table->rows, table->count, directory_ / observations, release);
  TRY_STATUS(others.get());
  return cube;
}

}  // namespace atalaya::release_tables
