#include "workshop/loading.h"

#include <algorithm>
#include <numeric>

#include "base/clock.h"
#include "base/files.h"
#include "base/hash.h"
#include "base/column_appender.h"

namespace atalaya {

namespace {

std::string quoted_list(const std::vector<Mapping>& mappings) {
  std::string out;
  for (const Mapping& mapping : mappings) out += (out.empty() ? "" : ", ") + mapping.id;
  return out;
}

/// Takes out what stands twice: the same value is one observation, another value rejects the later row. Returns how many were alike.
std::size_t drop_duplicates(StagedObservations& staged, std::vector<RejectedRow>& rejected) {
  const auto key = [&](std::size_t i) { return std::pair(staged.series[i], staged.period[i]); };
  // Mostly a file is sorted, and then one glance is enough.
  bool ascending = true;
  std::vector<std::uint32_t> order(staged.size());
  std::iota(order.begin(), order.end(), 0U);
  for (std::size_t i = 1; i < staged.size() && ascending; ++i) ascending = key(i - 1) < key(i);
  if (ascending) return 0;
  std::ranges::stable_sort(order, [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
  std::vector<bool> keep(staged.size(), true);
  std::size_t alike = 0;
  std::size_t first = 0;  // of the run of equal keys
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (key(order[i]) != key(order[first])) {
      first = i;
      continue;
    }
    keep[order[i]] = false;
    if (staged.value[order[i]] == staged.value[order[first]]) {
      ++alike;
      continue;
    }
    rejected.push_back({staged.line[order[i]], "the key stands twice with different values; the first is on line " + std::to_string(staged.line[order[first]]),
                        staged.series_keys[staged.series[order[i]]] + " " + staged.period[order[i]].to_string() + " " + number_text(staged.value[order[i]])});
  }
  std::size_t to = 0;
  for (std::size_t i = 0; i < staged.size(); ++i) {
    if (!keep[i]) continue;
    staged.series[to] = staged.series[i];
    staged.period[to] = staged.period[i];
    staged.value[to] = staged.value[i];
    staged.attribute_set[to] = staged.attribute_set[i];
    staged.line[to++] = staged.line[i];
  }
  staged.series.resize(to);
  staged.period.resize(to);
  staged.value.resize(to);
  staged.attribute_set.resize(to);
  staged.line.resize(to);
  return alike;
}

/// Numbers of the store for texts of the file (series keys, attribute sets); what is new is appended.
struct StoreNumbers {
  std::vector<std::int32_t> number;  ///< By the file's number.
  bool all_new = true;
  std::vector<std::string> stored_attributes = {};  ///< By the file's number, of those that were there; empty where new.
};

Result<StoreNumbers> number_series(Connection& connection, const StagedObservations& staged) {
  std::unordered_map<std::string, std::pair<std::int32_t, std::string>, StringHash, std::equal_to<>> known;
  Rows rows = TRY(connection.query("SELECT key, attributes, series_id::BIGINT FROM series"));
  while (TRY(rows.next())) {
    for (std::size_t r = 0; r < rows.size(); ++r) {
      known.emplace(rows.text(0, r), std::pair(static_cast<std::int32_t>(rows.integer(2, r)), std::string(rows.text(1, r))));
    }
  }
  StoreNumbers out;
  auto next = static_cast<std::int32_t>(known.size());
  ColumnAppender appender = TRY(ColumnAppender::open(connection, "series"));
  for (std::size_t i = 0; i < staged.series_keys.size(); ++i) {
    const auto it = known.find(staged.series_keys[i]);
    out.stored_attributes.push_back(it == known.end() ? "" : it->second.second);
    if (it != known.end()) {
      out.all_new = false;
      out.number.push_back(it->second.first);
      continue;
    }
    TRY_STATUS(appender.append_row(next, staged.series_keys[i], staged.series_attributes[i]));
    out.number.push_back(next++);
  }
  TRY_STATUS(appender.close());
  return out;
}

Result<std::vector<std::int32_t>> number_sets(Connection& connection, const StagedObservations& staged) {
  std::unordered_map<std::string, std::int32_t> known;
  Rows rows = TRY(connection.query("SELECT attributes, set_id::BIGINT FROM attribute_set"));
  while (TRY(rows.next())) {
    for (std::size_t r = 0; r < rows.size(); ++r) known.emplace(rows.text(0, r), static_cast<std::int32_t>(rows.integer(1, r)));
  }
  std::vector<std::int32_t> out;
  ColumnAppender appender = TRY(ColumnAppender::open(connection, "attribute_set"));
  for (const std::string& set : staged.attribute_sets) {
    const auto [it, is_new] = known.try_emplace(set, static_cast<std::int32_t>(known.size()));
    if (is_new) TRY_STATUS(appender.append_row(it->second, set));
    out.push_back(it->second);
  }
  TRY_STATUS(appender.close());
  return out;
}

/// A series keeps its unit: a file that brings other series-level attributes has its rows of that series rejected.
void reject_changed_series(StagedObservations& staged, const StoreNumbers& series, std::vector<RejectedRow>& rejected) {
  std::vector<bool> changed(staged.series_keys.size());
  bool any = false;
  for (std::size_t i = 0; i < changed.size(); ++i) {
    changed[i] = !series.stored_attributes[i].empty() && series.stored_attributes[i] != staged.series_attributes[i];
    any = any || changed[i];
  }
  if (!any) return;
  StagedObservations kept;
  for (std::size_t i = 0; i < staged.size(); ++i) {
    const std::uint32_t s = staged.series[i];
    if (changed[s]) {
      rejected.push_back({staged.line[i],
                          "the series " + staged.series_keys[s] + " has the attributes " + series.stored_attributes[s] + " in the workshop, the file says " +
                              staged.series_attributes[s],
                          staged.period[i].to_string() + " " + number_text(staged.value[i])});
      continue;
    }
    kept.series.push_back(s);
    kept.period.push_back(staged.period[i]);
    kept.value.push_back(staged.value[i]);
    kept.attribute_set.push_back(staged.attribute_set[i]);
    kept.line.push_back(staged.line[i]);
  }
  kept.series_keys = std::move(staged.series_keys);
  kept.series_attributes = std::move(staged.series_attributes);
  kept.attribute_sets = std::move(staged.attribute_sets);
  staged = std::move(kept);
}

/// Appends what differs from the current state; fills accepted, revised and unchanged.
Status store_observations(Connection& connection, const StagedObservations& staged, const StoreNumbers& series, const std::vector<std::int32_t>& sets,
                          LoadRecord& record) {
  const auto append_to = [&](const char* table) -> Status {
    ColumnAppender appender = TRY(ColumnAppender::open(connection, table));
    const auto load = static_cast<std::int32_t>(record.id);
    TRY_STATUS(appender.append_columns(
        staged.size(), [&](std::size_t i) { return series.number[staged.series[i]]; }, [&](std::size_t i) { return staged.period[i].packed(); },
        [&](std::size_t i) { return staged.value[i]; }, [&](std::size_t i) { return sets[staged.attribute_set[i]]; }, [&](std::size_t) { return load; }));
    return appender.close();
  };
  const auto count = static_cast<std::int64_t>(staged.size());
  if (series.all_new) {
    record.accepted = count;
    return append_to("observation");
  }
  TRY_STATUS(connection.run("CREATE OR REPLACE TEMP TABLE staged AS SELECT * FROM observation LIMIT 0"));
  TRY_STATUS(append_to("staged"));
  TRY_STATUS(connection.run(R"sql(
    CREATE OR REPLACE TEMP TABLE change AS
    WITH current AS (
      SELECT o.series_id, o.period, arg_max(o.value, o.load_id) AS value, arg_max(o.set_id, o.load_id) AS set_id
      FROM observation o SEMI JOIN staged s ON o.series_id = s.series_id GROUP BY ALL)
    SELECT s.*, c.value IS NOT NULL AS revises
    FROM staged s LEFT JOIN current c ON s.series_id = c.series_id AND s.period = c.period
    WHERE c.value IS DISTINCT FROM s.value OR c.set_id IS DISTINCT FROM s.set_id)sql"));
  record.accepted = TRY(connection.query_integer("SELECT count(*) FROM change"));
  record.revised = TRY(connection.query_integer("SELECT count(*) FROM change WHERE revises"));
  record.unchanged += count - record.accepted;
  TRY_STATUS(connection.run("INSERT INTO observation SELECT * EXCLUDE revises FROM change"));
  return connection.run("DROP TABLE staged; DROP TABLE change");
}

Status store_record(Connection& connection, const LoadRecord& r, const std::vector<RejectedRow>& rejected) {
  ColumnAppender appender = TRY(ColumnAppender::open(connection, "rejection"));
  for (const RejectedRow& row : rejected) {
    TRY_STATUS(appender.append_row(r.id, static_cast<std::int64_t>(row.line), row.reason, row.content));
  }
  TRY_STATUS(appender.close());
  Rows done = TRY(connection.query("INSERT INTO load VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                   {r.id, r.file, r.sha256, r.bytes, r.mapping, r.mapping_sha256, r.format, r.started, r.finished, r.rows_read, r.accepted,
                                    r.revised, r.unchanged, r.missing, r.rejected}));
  return {};
}

}  // namespace

Result<LoadOutcome> load_file(Workshop& workshop, const Agenda& agenda, const AreaMatcher& areas, const Mapping& mapping, const std::filesystem::path& path,
                              const LoadOptions& options) {
  LoadOutcome out;
  out.record.started = utc_now();
  const MappedFile file = TRY(MappedFile::open(path));
  out.record.file = path.filename().string();
  out.record.bytes = static_cast<std::int64_t>(file.bytes().size());
  out.record.sha256 = sha256(file.bytes());
  out.record.mapping = mapping.id;
  out.record.mapping_sha256 = mapping.sha256;
  out.record.format = to_string(mapping.format);

  auto reader = TRY(open_rows(file.bytes(), path.string(), mapping.format, mapping.delimiter));
  RowMapper mapper = TRY(RowMapper::make(agenda, areas, mapping, *reader, path.string()));
  Row row;
  while (TRY(reader->next(row))) {
    TRY_STATUS(mapper.map(row));
    if ((++out.record.rows_read & 0xffff) == 0 && options.progress) options.progress(static_cast<std::size_t>(out.record.rows_read));
  }
  out.record.missing = static_cast<std::int64_t>(mapper.missing());
  out.rejected = std::move(mapper.rejected());
  out.record.unchanged = static_cast<std::int64_t>(drop_duplicates(mapper.staged(), out.rejected));

  Connection& connection = workshop.connection();
  Transaction transaction = TRY(Transaction::begin(connection));
  out.record.id = TRY(connection.query_integer("SELECT coalesce(max(load_id), 0) + 1 FROM load"));
  const StoreNumbers series = TRY(number_series(connection, mapper.staged()));
  reject_changed_series(mapper.staged(), series, out.rejected);
  const auto sets = TRY(number_sets(connection, mapper.staged()));
  TRY_STATUS(store_observations(connection, mapper.staged(), series, sets, out.record));
  std::ranges::stable_sort(out.rejected, {}, &RejectedRow::line);
  out.record.rejected = static_cast<std::int64_t>(out.rejected.size());
  if (options.strict && !out.rejected.empty()) {
    return fail(ErrorKind::Input, std::to_string(out.rejected.size()) + " rows are rejected; the first: " + out.rejected.front().reason,
                {.file = path.string(), .line = out.rejected.front().line}, "nothing was loaded, because --strict was given");
  }
  out.record.finished = utc_now();
  TRY_STATUS(store_record(connection, out.record, out.rejected));
  TRY_STATUS(transaction.commit());
  return out;
}

Result<Mapping> mapping_for(const std::vector<Mapping>& mappings, const Agenda& agenda, const std::filesystem::path& path) {
  const std::string name = path.filename().string();
  for (const Mapping& mapping : mappings) {
    if (std::ranges::find(mapping.files, name) != mapping.files.end()) return mapping;
  }
  const MappedFile file = TRY(MappedFile::open(path));
  const RowFormat format = guess_format(file.bytes());
  if (format == RowFormat::SdmxCsv) return sdmx_csv_mapping(agenda);
  if (format == RowFormat::WorldBankJson) {
    const auto it = std::ranges::find(mappings, RowFormat::WorldBankJson, &Mapping::format);
    if (it != mappings.end()) return *it;
  }
  return fail(ErrorKind::NotFound, "no mapping of the agenda is for a file of this name", {.file = path.string()},
              "name one with --mapping; the pack has " + quoted_list(mappings));
}

}  // namespace atalaya
