#include "register/cooperation/group_papers.h"

#include "register/people/fields.h"
#include "register/submissions/rows.h"

namespace atalaya::reg::cooperation {

Status add_paper(Store& store, const std::string& actor, const std::string& group, const std::string& title, const KeptDocument& document) {
  TRY_STATUS(check_line(title, "the title"));
  return store.write([&](soci::session& session) -> Status {
    const std::string now = store.now(), id = new_public_id();
    const long long key = TRY(open_group_key(session, group));
    const auto person = TRY(people::actor_key(session, actor));
    if (sql::value<long long>(session, "select id from group_paper where working_group = :key and sha256 = :sha256", {key, document.sha256})) return {};
    sql::run(session,
             "insert into group_paper (public_id, working_group, title, sha256, name, media_type, size, instant, person) values (:id, :key, :title, :sha256, "
             ":name, :media_type, :size, :instant, :person)",
             {id, key, title, document.sha256, document.name, document.media_type, document.size, now, person});
    JsonWriter json;
    json.begin_object().field("paper", id).field("title", title).field("sha256", document.sha256).end_object();
    log::append(session, {now, actor, "group.paper", group, log::details_hash(json.text())});
    return {};
  });
}

Result<std::vector<Paper>> papers(Store& store, const std::string& group) {
  return store.read([&](soci::session& session) -> Result<std::vector<Paper>> {
    std::vector<Paper> out;
    for (auto& [title, sha256, name, type, size, instant] : sql::rows<std::string, std::string, std::string, std::string, long long, std::string>(
             session, "select title, sha256, name, media_type, size, instant from group_paper where working_group = :key order by id desc",
             {TRY(group_key(session, group))})) {
      out.push_back({std::move(title), {std::move(sha256), std::move(name), std::move(type), size}, std::move(instant)});
    }
    return out;
  });
}

Result<KeptDocument> find_paper(Store& store, const std::string& group, const std::string& sha256) {
  for (Paper& paper : TRY(papers(store, group))) {
    if (paper.document.sha256 == sha256) return std::move(paper.document);
  }
  return fail(ErrorKind::NotFound, "there is no such document");
}

Status add_decision(Store& store, const std::string& actor, const std::string& group, const std::string& body) {
  TRY_STATUS(rows::check_body(body, "the decision"));
  return store.write([&](soci::session& session) -> Status {
    const std::string now = store.now(), id = new_public_id();
    const long long key = TRY(open_group_key(session, group));
    const auto person = TRY(people::actor_key(session, actor));
    sql::run(session, "insert into group_decision (public_id, working_group, body, instant, person) values (:id, :key, :body, :instant, :person)",
             {id, key, body, now, person});
    JsonWriter json;
    json.begin_object().field("decision", id).field("body", body).end_object();
    log::append(session, {now, actor, "group.decision", group, log::details_hash(json.text())});
    return {};
  });
}

Result<std::vector<Decision>> decisions(Store& store, const std::string& group) {
  return store.read([&](soci::session& session) -> Result<std::vector<Decision>> {
    std::vector<Decision> out;
    for (auto& [id, body, instant] : sql::rows<std::string, std::string, std::string>(
             session, "select public_id, body, instant from group_decision where working_group = :key order by id desc", {TRY(group_key(session, group))})) {
      out.push_back({std::move(id), std::move(body), std::move(instant)});
    }
    return out;
  });
}

}  // namespace atalaya::reg::cooperation
