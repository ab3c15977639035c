#include "base/column_appender.h"
#include "release/release_tables.h"

namespace atalaya::release_tables {

namespace {

Status copy_to(Connection& connection, const std::string& what, const std::filesystem::path& file) {
  return connection.run("COPY " + what + " TO " + sql_text(file.string()) + " (FORMAT PARQUET, COMPRESSION ZSTD)");
}

std::string column_name(const std::string& identifier) { return '"' + identifier + '"'; }

/// One VARCHAR column a dimension and an attribute, so that any tool reads the file without the program.
Status write_observations(Connection& connection, const std::filesystem::path& directory, const Cube& cube) {
  const DataStructure& structure = cube.structure();
  std::string columns;
  for (const Component& dimension : structure.dimensions) columns += column_name(dimension.id) + " VARCHAR NOT NULL, ";
  columns += column_name(structure.time_dimension.id) + " VARCHAR NOT NULL, " + column_name(structure.measure().id) + " DOUBLE, ";
  for (const Attribute& attribute : structure.attributes) columns += column_name(attribute.id) + " VARCHAR, ";
  TRY_STATUS(connection.run("CREATE OR REPLACE TEMP TABLE frozen_observation(" + columns + "\"LOAD\" BIGINT)"));
  ColumnAppender appender = TRY(ColumnAppender::open(connection, "frozen_observation"));
  for (std::size_t s = 0; s < cube.series_count(); ++s) {
    for (std::size_t i = cube.first(s); i < cube.last(s); ++i) {
      for (std::size_t d = 0; d < structure.dimensions.size(); ++d) TRY_STATUS(appender.append(cube.code_id(d, s)));
      TRY_STATUS(appender.append(cube.period(i).to_string()));
      TRY_STATUS(appender.append(cube.value(i)));
      for (std::size_t a = 0; a < structure.attributes.size(); ++a) {
        const bool of_series = structure.attributes[a].level == Attribute::Level::Series;
        TRY_STATUS(appender.append(of_series ? cube.series_attribute(a, s) : cube.observation_attribute(a, i)));
      }
      TRY_STATUS(appender.append(static_cast<std::int64_t>(cube.load(i))));
      TRY_STATUS(appender.end_row());
    }
  }
  TRY_STATUS(appender.close());
  TRY_STATUS(copy_to(connection, "frozen_observation", directory / observations));
  return connection.run("DROP TABLE frozen_observation");
}

Status write_statuses(Connection& connection, const std::filesystem::path& directory, const std::vector<IndicatorStatus>& all) {
  TRY_STATUS(connection.run(R"sql(CREATE OR REPLACE TEMP TABLE frozen_status(
    INDICATOR VARCHAR, REF_AREA VARCHAR, class VARCHAR, reason VARCHAR, latest_year BIGINT, latest_value DOUBLE, first_year BIGINT, first_value DOUBLE,
    observed_rate DOUBLE, required_rate DOUBLE, ratio DOUBLE, target DOUBLE, target_year BIGINT, rank BIGINT, ranked BIGINT))sql"));
  ColumnAppender appender = TRY(ColumnAppender::open(connection, "frozen_status"));
  for (const IndicatorStatus& status : all) {
    const progress::Answer& answer = status.answer;
    TRY_STATUS(appender.append(status.indicator));
    TRY_STATUS(appender.append(status.area));
    TRY_STATUS(appender.append(progress::to_string(answer.verdict)));
    TRY_STATUS(appender.append(progress::to_string(answer.reason)));
    for (const auto* point : {&answer.latest, &answer.first}) {
      TRY_STATUS(appender.append(*point ? std::optional<std::int64_t>((*point)->year) : std::nullopt));
      TRY_STATUS(appender.append(*point ? std::optional((*point)->value) : std::nullopt));
    }
    for (const auto* number : {&answer.observed_rate, &answer.required_rate, &answer.ratio, &status.target}) TRY_STATUS(appender.append(*number));
    TRY_STATUS(appender.append(status.target ? std::optional<std::int64_t>(status.target_year) : std::nullopt));
    TRY_STATUS(appender.append(status.rank ? std::optional<std::int64_t>(*status.rank) : std::nullopt));
    TRY_STATUS(appender.append(static_cast<std::int64_t>(status.ranked)));
    TRY_STATUS(appender.end_row());
  }
  TRY_STATUS(appender.close());
  TRY_STATUS(copy_to(connection, "frozen_status", directory / statuses));
  return connection.run("DROP TABLE frozen_status");
}

const char* rule_name(regional::Rule rule) {
  switch (rule) {
    case regional::Rule::WeightedMean: return "weighted_mean";
    case regional::Rule::Mean: return "mean";
    case regional::Rule::Sum: return "sum";
  }
  return "mean";
}

const char* refusal_name(regional::Refusal refusal) {
  switch (refusal) {
    case regional::Refusal::None: return "";
    case regional::Refusal::TooFewCountries: return "too_few_countries";
    case regional::Refusal::TooLittleWeight: return "too_little_weight";
    case regional::Refusal::NoWeights: return "no_weights";
  }
  return "";
}

Status write_coverage(Connection& connection, const std::filesystem::path& directory, const std::vector<RegionalFigure>& figures, const Agenda& agenda) {
  TRY_STATUS(connection.run(R"sql(CREATE OR REPLACE TEMP TABLE frozen_coverage(
    key VARCHAR, REF_AREA VARCHAR, INDICATOR VARCHAR, year BIGINT, rule VARCHAR, value DOUBLE, refusal VARCHAR, country_share DOUBLE,
    weight_share DOUBLE, missing VARCHAR, carried VARCHAR))sql"));
  ColumnAppender appender = TRY(ColumnAppender::open(connection, "frozen_coverage"));
  for (const RegionalFigure& f : figures) {
    const Group& group = *agenda.find_group(f.group);
    const auto names = [&](const std::vector<std::size_t>& positions) {
      std::string out;
      for (const std::size_t position : positions) out += (out.empty() ? "" : " ") + group.members[position];
      return out;
    };
    for (const std::string_view text : {std::string_view(f.key), std::string_view(f.group), std::string_view(f.indicator)}) TRY_STATUS(appender.append(text));
    TRY_STATUS(appender.append(static_cast<std::int64_t>(f.year)));
    TRY_STATUS(appender.append(rule_name(f.rule)));
    TRY_STATUS(appender.append(f.figure.value));
    TRY_STATUS(appender.append(refusal_name(f.figure.refusal)));
    TRY_STATUS(appender.append(f.figure.country_share));
    TRY_STATUS(appender.append(f.figure.weight_share));
    TRY_STATUS(appender.append(names(f.figure.missing)));
    TRY_STATUS(appender.append(names(f.figure.carried)));
    TRY_STATUS(appender.end_row());
  }
  TRY_STATUS(appender.close());
  TRY_STATUS(copy_to(connection, "frozen_coverage", directory / coverage));
  return connection.run("DROP TABLE frozen_coverage");
}

}  // namespace

Status write(Connection& connection, const std::filesystem::path& directory, const Cube& cube, const std::vector<IndicatorStatus>& status,
             const std::vector<RegionalFigure>& figures, const Agenda& agenda) {
  TRY_STATUS(write_observations(connection, directory, cube));
  TRY_STATUS(write_statuses(connection, directory, status));
  TRY_STATUS(write_coverage(connection, directory, figures, agenda));
  TRY_STATUS(copy_to(connection, "(SELECT * FROM load ORDER BY load_id)", directory / loads));
  return copy_to(connection, "(SELECT * FROM rejection ORDER BY load_id, line)", directory / rejections);
}

}  // namespace atalaya::release_tables
