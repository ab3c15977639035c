#include "register/instruments/documents.h"

#include <algorithm>

#include "base/locale.h"
#include "register/instruments/instruments.h"
#include "register/instruments/rows.h"
#include "register/store/sql.h"

namespace atalaya::reg::instruments {

Result<long long> attach(Store& store, const std::string& actor, const std::string& id, long long version, const Document& document, const Known& known) {
  TRY_STATUS(check_text(document.name, "document", 200));
  return store.write([&](soci::session& session) -> Result<long long> {
    const std::string now = store.now();
    const Head head = TRY(read_head(session, id));
    Instrument content = read_whole(session, head.key).content;
    content.document = document.sha256;
    sql::run(session,
             "insert into instrument_document (instrument, sha256, name, media_type, size, added, actor) values (:key, :sha256, :name, :media_type, :size, "
             ":added, :actor) on conflict (instrument, sha256) do nothing",
             {head.key, document.sha256, document.name, document.media_type, document.size, now, actor});
    return change(session, now, actor, id, version, content, known);
  });
}

Result<std::vector<Document>> documents(Store& store, const std::string& id) {
  return store.read([&](soci::session& session) -> Result<std::vector<Document>> {
    const Head head = TRY(read_head(session, id));
    std::vector<Document> out;
    for (auto& [sha256, name, media_type, size, added] : sql::rows<std::string, std::string, std::string, long long, std::string>(
             session, "select sha256, name, media_type, size, added from instrument_document where instrument = :key order by added desc, sha256",
             {head.key})) {
      out.push_back({std::move(sha256), std::move(name), std::move(media_type), size, std::move(added)});
    }
    return out;
  });
}

Result<Document> find_document(Store& store, const std::string& id, const std::string& sha256) {
  auto all = TRY(documents(store, id));
  const auto found = std::ranges::find(all, sha256, &Document::sha256);
  if (found == all.end()) return fail(ErrorKind::NotFound, tr_noop("there is no such document"));
  return std::move(*found);
}

}  // namespace atalaya::reg::instruments
