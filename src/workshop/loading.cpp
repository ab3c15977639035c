#include "workshop/loading.h"

#include <algorithm>
#include <numeric>

#include "base/clock.h"
#include "base/files.h"
#include "base/hash.h"
#include "base/column_appender.h"
#include "formats/csv/csv_reader.h"
#include "formats/document_messages.h"
#include "formats/sdmx_csv/sdmx_csv_header.h"
#include "model/resolve.h"
#include "workshop/message_rows.h"
#include "workshop/withdrawals.h"

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
  (void)staged.erase_if([&](std::size_t i) { return !keep[i]; });
  return alike;
}

/// Numbers of the store for texts of the file (series keys, attribute sets); what is new is appended.
struct StoreNumbers {
  std::vector<std::int32_t> number;  ///< By the file's number.
  bool all_new = true;
  std::vector<std::string> stored_attributes = {};  ///< By the file's number, of those that were there; empty where new.
  std::vector<Closing> closings = {};               ///< What deletions of the file name among what is there.
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
  if (!staged.removals.empty()) {
    std::vector<std::pair<std::string, std::int32_t>> stored;
    for (const auto& [key, series] : known) stored.emplace_back(key, series.first);
    out.closings = closings(staged, stored);
  }
  std::vector<bool> used(staged.series_keys.size(), false);
  for (const std::uint32_t s : staged.series) used[s] = true;
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
    if (!used[i]) {  // of a series without observations there is nothing to store
      out.number.push_back(-1);
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
  (void)staged.erase_if([&](std::size_t i) {
    const std::uint32_t s = staged.series[i];
    if (!changed[s]) return false;
    rejected.push_back({staged.line[i],
                        "the series " + staged.series_keys[s] + " has the attributes " + series.stored_attributes[s] + " in the workshop, the file says " +
                            staged.series_attributes[s],
                        staged.period[i].to_string() + " " + number_text(staged.value[i])});
    staged.kept.push_back({s, staged.period[i]});
    return true;
  });
}

/// Closes what deletions and replacements take away: an observation without a value, from this load on. Its history stays. `staged` is in the store.
Status close_observations(Connection& connection, const StagedObservations& staged, const StoreNumbers& series, LoadRecord& record) {
  TRY_STATUS(connection.run(R"sql(
    CREATE OR REPLACE TEMP TABLE closing(series_id INTEGER, period INTEGER);
    CREATE OR REPLACE TEMP TABLE replaced(series_id INTEGER);
    CREATE OR REPLACE TEMP TABLE kept(series_id INTEGER, period INTEGER))sql"));
  {
    ColumnAppender appender = TRY(ColumnAppender::open(connection, "closing"));
    constexpr std::int32_t every = -1;
    TRY_STATUS(appender.append_columns(
        series.closings.size(), [&](std::size_t i) { return series.closings[i].series; },
        [&](std::size_t i) { return series.closings[i].period ? series.closings[i].period->packed() : every; }));
    TRY_STATUS(appender.close());
  }
  {
    ColumnAppender appender = TRY(ColumnAppender::open(connection, "replaced"));
    TRY_STATUS(appender.append_columns(staged.replaced.size(), [&](std::size_t i) { return series.number[staged.replaced[i]]; }));
    TRY_STATUS(appender.close());
  }
  {
    ColumnAppender appender = TRY(ColumnAppender::open(connection, "kept"));
    TRY_STATUS(appender.append_columns(
        staged.kept.size(), [&](std::size_t i) { return series.number[staged.kept[i].series]; },
        [&](std::size_t i) { return staged.kept[i].period.packed(); }));
    TRY_STATUS(appender.close());
  }
  TRY_STATUS(connection.run(R"sql(
    CREATE OR REPLACE TEMP TABLE closed AS
    WITH touched AS (SELECT series_id FROM closing UNION SELECT series_id FROM replaced),
    current AS (
      SELECT o.series_id, o.period, arg_max_null(o.value, o.load_id) AS value, arg_max(o.set_id, o.load_id) AS set_id
      FROM observation o SEMI JOIN touched t ON o.series_id = t.series_id GROUP BY ALL)
    SELECT c.series_id, c.period, c.set_id FROM current c
    ANTI JOIN staged s ON c.series_id = s.series_id AND c.period = s.period
    WHERE c.value IS NOT NULL AND (
      EXISTS (SELECT 1 FROM closing x WHERE x.series_id = c.series_id AND x.period IN (-1, c.period))
      OR (EXISTS (SELECT 1 FROM replaced r WHERE r.series_id = c.series_id)
          AND NOT EXISTS (SELECT 1 FROM kept k WHERE k.series_id = c.series_id AND k.period = c.period))))sql"));
  record.closed = TRY(connection.query_integer("SELECT count(*) FROM closed"));
  TRY_STATUS(connection.run("INSERT INTO observation SELECT series_id, period, NULL, set_id, " + std::to_string(record.id) + " FROM closed"));
  return connection.run("DROP TABLE closing; DROP TABLE replaced; DROP TABLE kept; DROP TABLE closed");
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
  const bool takes_away = !series.closings.empty() || !staged.replaced.empty();
  if (series.all_new && !takes_away) {
    record.accepted = count;
    return append_to("observation");
  }
  TRY_STATUS(connection.run("CREATE OR REPLACE TEMP TABLE staged AS SELECT * FROM observation LIMIT 0"));
  TRY_STATUS(append_to("staged"));
  TRY_STATUS(connection.run(R"sql(
    CREATE OR REPLACE TEMP TABLE change AS
    WITH current AS (
      SELECT o.series_id, o.period, arg_max_null(o.value, o.load_id) AS value, arg_max(o.set_id, o.load_id) AS set_id
      FROM observation o SEMI JOIN staged s ON o.series_id = s.series_id GROUP BY ALL)
    SELECT s.*, c.value IS NOT NULL AS revises
    FROM staged s LEFT JOIN current c ON s.series_id = c.series_id AND s.period = c.period
    WHERE c.value IS DISTINCT FROM s.value OR c.set_id IS DISTINCT FROM s.set_id)sql"));
  record.accepted = TRY(connection.query_integer("SELECT count(*) FROM change"));
  record.revised = TRY(connection.query_integer("SELECT count(*) FROM change WHERE revises"));
  record.unchanged += count - record.accepted;
  if (takes_away) TRY_STATUS(close_observations(connection, staged, series, record));
  TRY_STATUS(connection.run("INSERT INTO observation SELECT * EXCLUDE revises FROM change"));
  return connection.run("DROP TABLE staged; DROP TABLE change");
}

Status store_record(Connection& connection, const LoadRecord& r, const std::vector<RejectedRow>& rejected) {
  ColumnAppender appender = TRY(ColumnAppender::open(connection, "rejection"));
  for (const RejectedRow& row : rejected) {
    TRY_STATUS(appender.append_row(r.id, static_cast<std::int64_t>(row.line), row.reason, row.content));
  }
  TRY_STATUS(appender.close());
  Rows done = TRY(connection.query("INSERT INTO load VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                   {r.id, r.file, r.sha256, r.bytes, r.mapping, r.mapping_sha256, r.format, r.started, r.finished, r.rows_read, r.accepted,
                                    r.revised, r.unchanged, r.missing, r.rejected, r.closed}));
  return {};
}

/// A table of SDMX-CSV that is mapped says by its columns what it has; no structure of it is needed.
Result<std::shared_ptr<const DataStructure>> stand_in_for(const Agenda& agenda, const Mapping& mapping, std::string_view bytes, const std::string& file) {
  if (!is_sdmx_csv(bytes)) return nullptr;
  if (mapping.is_own()) return agenda.structure;  // lines of another flow are rejected one by one
  const CsvReader csv = TRY(CsvReader::open(bytes, file, {.delimiter = sdmx_csv_delimiter(bytes), .same_names = true}));
  std::vector<std::string> columns;
  for (const auto& column : TRY(parse_sdmx_csv_header(csv.columns(), file)).columns) columns.push_back(column.id);
  return structure_of_columns(columns);
}

/// All messages of a file, one after the other.
Result<RowMapper> map_messages(const Agenda& agenda, const AreaMatcher& areas, const Mapping& mapping, const std::filesystem::path& path,
                               const LoadOptions& options, LoadOutcome& out) {
  sdmx::Structures of_mapping;
  for (const std::filesystem::path& beside : mapping.structures) {
    const MappedFile message = TRY(MappedFile::open(beside));
    of_mapping.merge(TRY(read_structure_message(message.bytes(), beside.string())).structures);
  }
  const ResolvedStructures known(of_mapping);
  std::vector<const StructureSource*> given = {&known};
  if (options.structures != nullptr) given.insert(given.begin(), options.structures);
  RowMapper mapper(agenda, areas, mapping, path.string());
  MessageRows rows(agenda, mapping, mapper, options.progress);
  for (const MessageFile& message : TRY(open_messages(path))) {
    const std::string_view bytes = message.file.bytes();
    const LoadingStructures structures(agenda, given, TRY(stand_in_for(agenda, mapping, bytes, message.name)));
    TRY_STATUS(read_data_message(bytes, message.name, structures, rows));
  }
  out.record.rows_read = static_cast<std::int64_t>(rows.rows());
  out.notes = std::move(rows.notes());
  return mapper;
}

/// The rows of a file, or the observations of a message as rows, through the mapping.
Result<RowMapper> map_rows(const Agenda& agenda, const AreaMatcher& areas, const Mapping& mapping, std::string_view bytes, const std::filesystem::path& path,
                           const LoadOptions& options, LoadOutcome& out) {
  const std::string file = path.string();
  if (is_sdmx(mapping.format)) return map_messages(agenda, areas, mapping, path, options, out);
  auto reader = TRY(open_rows(bytes, file, mapping.format, mapping.delimiter));
  RowMapper mapper = TRY(RowMapper::make(agenda, areas, mapping, reader->columns(), file));
  Row row;
  while (TRY(reader->next(row))) {
    TRY_STATUS(mapper.map(row));
    if ((++out.record.rows_read & 0xffff) == 0 && options.progress) options.progress(static_cast<std::size_t>(out.record.rows_read));
  }
  return mapper;
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

  RowMapper mapper = TRY(map_rows(agenda, areas, mapping, file.bytes(), path, options, out));
  out.record.missing = static_cast<std::int64_t>(mapper.missing());
  out.rejected = std::move(mapper.rejected());
  out.record.unchanged = static_cast<std::int64_t>(drop_removed(mapper.staged()));
  out.record.unchanged += static_cast<std::int64_t>(drop_duplicates(mapper.staged(), out.rejected));

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
  const auto messages = TRY(open_messages(path));
  const std::string_view bytes = messages.front().file.bytes();
  const MessageGuess message = guess_message(bytes);
  if (message.format != nullptr && message.format->kind == MessageKind::Data) {
    return sdmx_mapping(agenda, is_sdmx_csv(bytes) ? RowFormat::SdmxCsv : RowFormat::Sdmx);
  }
  const RowFormat format = guess_format(bytes);
  if (format == RowFormat::WorldBankJson) {
    const auto it = std::ranges::find(mappings, RowFormat::WorldBankJson, &Mapping::format);
    if (it != mappings.end()) return *it;
  }
  return fail(ErrorKind::NotFound, "no mapping of the agenda is for a file of this name", {.file = path.string()},
              "name one with --mapping; the pack has " + quoted_list(mappings));
}

}  // namespace atalaya
