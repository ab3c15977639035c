#include "workshop/workshop.h"

#include <algorithm>

#include "base/text.h"
#include "model/cube_builder.h"

namespace atalaya {

namespace {

// Values are wide and few, so numbers stand for series and for sets of attributes; a composite of ids joined by dots is itself an SDMX key.
constexpr const char* schema = R"sql(
CREATE TABLE IF NOT EXISTS meta(name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS load(
  load_id BIGINT PRIMARY KEY, file VARCHAR NOT NULL, sha256 VARCHAR NOT NULL, bytes BIGINT NOT NULL, mapping VARCHAR NOT NULL,
  mapping_sha256 VARCHAR NOT NULL, format VARCHAR NOT NULL, started VARCHAR NOT NULL, finished VARCHAR NOT NULL, rows_read BIGINT NOT NULL,
  accepted BIGINT NOT NULL, revised BIGINT NOT NULL, unchanged BIGINT NOT NULL, missing BIGINT NOT NULL, rejected BIGINT NOT NULL, closed BIGINT NOT NULL);
CREATE TABLE IF NOT EXISTS rejection(load_id BIGINT NOT NULL, line BIGINT NOT NULL, reason VARCHAR NOT NULL, content VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS series(series_id INTEGER NOT NULL, key VARCHAR NOT NULL, attributes VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS attribute_set(set_id INTEGER NOT NULL, attributes VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS observation(
  series_id INTEGER NOT NULL, period INTEGER NOT NULL, value DOUBLE, set_id INTEGER NOT NULL, load_id INTEGER NOT NULL);
)sql";

/// Stores of before there were deletions: every observation had a value, and no load closed one.
Status bring_up_to_date(Connection& connection) {
  if (TRY(connection.query_integer("SELECT count(*) FROM duckdb_columns() WHERE table_name = 'load' AND column_name = 'closed'")) == 0) {
    TRY_STATUS(connection.run("ALTER TABLE load ADD COLUMN closed BIGINT DEFAULT 0"));
  }
  if (TRY(connection.query_integer("SELECT count(*) FROM duckdb_columns() WHERE table_name = 'observation' AND column_name = 'value' AND NOT is_nullable")) ==
      0) {
    return {};
  }
  return connection.run("ALTER TABLE observation ALTER COLUMN value DROP NOT NULL");
}

/// What a stored key and stored attributes mean depends on the components and their order.
std::string signature(const DataStructure& structure) {
  std::string out = structure.id + "(" + structure.version + "):";
  for (const Component& dimension : structure.dimensions) out += " " + dimension.id;
  for (const Attribute& attribute : structure.attributes) {
    out += (attribute.level == Attribute::Level::Series ? " series/" : " observation/") + attribute.id;
  }
  return out;
}

}  // namespace

Result<Workshop> Workshop::open(const Workspace& workspace, const Agenda& agenda) {
  if (!std::filesystem::is_directory(workspace.agenda())) {
    return fail(ErrorKind::NotFound, "this is no workspace", {.file = workspace.root.string()}, "'atalaya init DIR' makes one");
  }
  Database database = TRY(Database::open(workspace.database()));
  Connection connection = TRY(database.connect());
  Workshop workshop(std::move(database), std::move(connection));
  TRY_STATUS(workshop.prepare(agenda));
  return workshop;
}

Status Workshop::prepare(const Agenda& agenda) {
  TRY_STATUS(connection_.run(schema));
  TRY_STATUS(bring_up_to_date(connection_));
  const std::string wanted = signature(*agenda.structure);
  Rows rows = TRY(connection_.query("SELECT value FROM meta WHERE name = 'structure'"));
  if (!TRY(rows.next())) return connection_.run("INSERT INTO meta VALUES ('structure', " + sql_text(wanted) + ")");
  if (rows.text(0, 0) == wanted) return {};
  return fail(ErrorKind::Conflict, "the workshop holds data of another structure: " + std::string(rows.text(0, 0)), {},
              "the pack now has " + wanted + "; make a new workspace and load the files there");
}

Result<std::vector<LoadRecord>> Workshop::loads() { return read_loads(connection_, " FROM load"); }

Result<std::vector<LoadRecord>> read_loads(Connection& connection, const std::string& source) {
  Rows rows =
      TRY(connection.query("SELECT load_id, bytes, rows_read, accepted, revised, unchanged, missing, rejected, coalesce(closed, 0), file, sha256, mapping, "
                           "mapping_sha256, format, started, "
                           "finished FROM (SELECT *" +
                           // Tables of releases of before there were deletions do not have the column.
                           source + " UNION ALL BY NAME SELECT 0::BIGINT AS closed WHERE false) ORDER BY load_id"));
  std::vector<LoadRecord> out;
  while (TRY(rows.next())) {
    for (std::size_t r = 0; r < rows.size(); ++r) {
      LoadRecord record;
      std::int64_t* numbers[] = {&record.id,        &record.bytes,   &record.rows_read, &record.accepted, &record.revised,
                                 &record.unchanged, &record.missing, &record.rejected,  &record.closed};
      std::string* texts[] = {&record.file, &record.sha256, &record.mapping, &record.mapping_sha256, &record.format, &record.started, &record.finished};
      std::size_t column = 0;
      for (std::int64_t* number : numbers) *number = rows.integer(column++, r);
      for (std::string* text : texts) *text = rows.text(column++, r);
      out.push_back(std::move(record));
    }
  }
  return out;
}

Result<std::vector<RejectionRecord>> Workshop::rejections(std::int64_t load) {
  Rows rows = TRY(connection_.query("SELECT line, reason, content FROM rejection WHERE load_id = ? ORDER BY line", {load}));
  std::vector<RejectionRecord> out;
  while (TRY(rows.next())) {
    for (std::size_t r = 0; r < rows.size(); ++r) {
      out.push_back({load, rows.integer(0, r), std::string(rows.text(1, r)), std::string(rows.text(2, r))});
    }
  }
  return out;
}

Result<Cube> Workshop::cube(const Agenda& agenda, std::optional<std::int64_t> as_of) {
  const DataStructure& structure = *agenda.structure;
  CubeBuilder builder(agenda.structure);
  std::vector<std::uint32_t> numbers;  // by series_id
  Rows series = TRY(connection_.query("SELECT key, attributes FROM series ORDER BY series_id"));
  while (TRY(series.next())) {
    for (std::size_t r = 0; r < series.size(); ++r) {
      numbers.push_back(builder.series(split(series.text(0, r), '.')));
      const auto attributes = split(series.text(1, r), '.');
      std::size_t at = 0;
      for (std::size_t a = 0; a < structure.attributes.size(); ++a) {
        if (structure.attributes[a].level == Attribute::Level::Series) builder.set_series_attribute(numbers.back(), a, attributes[at++]);
      }
    }
  }
  const auto observation_attributes = static_cast<std::size_t>(std::ranges::count(structure.attributes, Attribute::Level::Observation, &Attribute::level));
  std::vector<std::string> sets;  // by set_id; empty attributes at the end are left out
  Rows stored_sets = TRY(connection_.query("SELECT attributes FROM attribute_set ORDER BY set_id"));
  while (TRY(stored_sets.next())) {
    for (std::size_t r = 0; r < stored_sets.size(); ++r) sets.emplace_back(stored_sets.text(0, r));
  }
  // The builder keeps the later of two observations of one key, so the order of loads is all that history needs; what was closed takes its past with it.
  const std::int64_t last = as_of.value_or(std::int64_t{1} << 30);
  const bool any_closed = TRY(connection_.query_integer("SELECT count(*) FROM observation WHERE value IS NULL AND load_id <= ?", {last})) != 0;
  const std::string without_closed =
      " ANTI JOIN (SELECT series_id, period, max(load_id) AS load_id FROM observation WHERE value IS NULL AND load_id <= ? GROUP BY ALL) c"
      " ON o.series_id = c.series_id AND o.period = c.period AND o.load_id <= c.load_id";
  const std::string select = "SELECT o.series_id, o.period, o.value, o.set_id, o.load_id FROM observation o";
  Rows rows = TRY(any_closed ? connection_.query(select + without_closed + " WHERE o.load_id <= ? ORDER BY o.load_id", {last, last})
                             : connection_.query(select + " WHERE o.load_id <= ? ORDER BY o.load_id", {last}));
  while (TRY(rows.next())) {
    const auto series_ids = rows.numbers<std::int32_t>(0);
    const auto periods = rows.numbers<std::int32_t>(1);
    const auto values = rows.numbers<double>(2);
    const auto set_ids = rows.numbers<std::int32_t>(3);
    const auto load_ids = rows.numbers<std::int32_t>(4);
    for (std::size_t r = 0; r < rows.size(); ++r) {
      auto attributes = split(sets[static_cast<std::size_t>(set_ids[r])], '.');
      attributes.resize(observation_attributes);
      builder.add(numbers[static_cast<std::size_t>(series_ids[r])], TimePeriod::from_packed(periods[r]), values[r], attributes,
                  static_cast<std::uint32_t>(load_ids[r]));
    }
  }
  return std::move(builder).build();
}

}  // namespace atalaya
