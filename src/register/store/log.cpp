#include "register/store/log.h"

#include <algorithm>
#include <stdexcept>

#include "base/hash.h"
#include "base/json_writer.h"
#include "register/store/canonical_json.h"
#include "register/store/session.h"
#include "register/store/sql.h"

namespace atalaya::reg::log {

namespace {

constexpr std::size_t walk = 5'000;

std::string hash_of(const Record& record) {
  JsonWriter json;
  json.begin_object().field("sequence", record.sequence).field("instant", record.instant).field("actor", record.actor).field("action", record.action);
  json.field("subject", record.subject).field("details", record.details).field("previous", record.previous).end_object();
  return details_hash(json.text());
}

Head head_of(soci::session& session) {
  Head out;
  if (auto last = sql::row<long long, std::string>(session, sql::kept("select sequence, hash from log_entry order by sequence desc limit 1"))) {
    std::tie(out.sequence, out.hash) = std::move(*last);
  }
  return out;
}

using Row = std::tuple<long long, std::string, std::string, std::string, std::string, std::string, std::string, std::string>;

std::vector<Record> to_records(std::vector<Row> rows) {
  std::vector<Record> out;
  out.reserve(rows.size());
  for (Row& row : rows) {
    Record record;
    std::tie(record.sequence, record.instant, record.actor, record.action, record.subject, record.details, record.previous, record.hash) = std::move(row);
    out.push_back(std::move(record));
  }
  return out;
}

#define ATALAYA_LOG_COLUMNS "sequence, instant, actor, action, subject, details, previous, hash"

std::vector<Record> entries_after(soci::session& session, long long sequence, std::size_t most) {
  return to_records(sql::rows<long long, std::string, std::string, std::string, std::string, std::string, std::string, std::string>(
      session, "select " ATALAYA_LOG_COLUMNS " from log_entry where sequence > :sequence order by sequence limit :most", {sequence, most}));
}

}  // namespace

std::string details_hash(const std::string& json) {
  const auto hash = canonical_hash(json);
  if (!hash) throw std::logic_error("details of a log entry are no JSON: " + hash.error().what);
  return *hash;
}

Head append(soci::session& session, const Entry& entry) {
  auto& known = static_cast<Session&>(session).log_head;
  const Head last = known ? *known : head_of(session);
  Record record{entry, last.sequence + 1, last.hash, {}};
  record.hash = hash_of(record);
  sql::run(session,
           sql::kept("insert into log_entry (" ATALAYA_LOG_COLUMNS ") values (:sequence, :instant, :actor, :action, :subject, :details, :previous, :hash)"),
           {record.sequence, record.instant, record.actor, record.action, record.subject, record.details, record.previous, record.hash});
  known = Head{record.sequence, record.hash};
  return *known;
}

Result<Head> head(Store& store) {
  return store.read([](soci::session& session) -> Result<Head> { return head_of(session); });
}

Result<std::vector<Record>> entries(Store& store, long long sequence, std::size_t most) {
  return store.read([&](soci::session& session) -> Result<std::vector<Record>> { return entries_after(session, sequence, most); });
}

Result<std::vector<Record>> entries_of(Store& store, const std::string& subject, std::size_t most) {
  return store.read([&](soci::session& session) -> Result<std::vector<Record>> {
    return to_records(sql::rows<long long, std::string, std::string, std::string, std::string, std::string, std::string, std::string>(
        session, "select " ATALAYA_LOG_COLUMNS " from log_entry where subject = :subject order by sequence limit :most", {subject, most}));
  });
}

Result<Verdict> verify(Store& store, const std::vector<Head>& known) {
  return store.read([&](soci::session& session) -> Result<Verdict> {
    Verdict out;
    const auto broken = [&](long long sequence, std::string what) {
      out.broken = Break{sequence, std::move(what)};
      return out;
    };
    std::size_t met = 0;
    // Rows of one page share a snapshot with the next: one transaction reads them all.
    for (std::vector<Record> page; !(page = entries_after(session, out.head.sequence, walk)).empty();) {
      for (const Record& record : page) {
        const long long expected = out.head.sequence + 1;
        if (record.sequence != expected) return broken(expected, "the entry is not there");
        if (record.previous != out.head.hash) return broken(expected, "it does not follow from the entry before");
        if (hash_of(record) != record.hash) return broken(expected, "it is not what it was when it was written");
        for (const Head& head : known) {
          if (head.sequence != record.sequence) continue;
          if (head.hash != record.hash) return broken(expected, "it is another entry than the one that was published");
          ++met;
        }
        out.head = {record.sequence, record.hash};
      }
    }
    if (met < known.size()) {
      const bool beyond = std::ranges::any_of(known, [&](const Head& head) { return head.sequence > out.head.sequence; });
      if (beyond) return broken(out.head.sequence + 1, "the log ends before an entry that was published");
    }
    return out;
  });
}

}  // namespace atalaya::reg::log
