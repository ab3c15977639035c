#include "register/privacy/own_data.h"

#include <optional>

#include "base/json_writer.h"
#include "register/people/people.h"
#include "register/store/sql.h"

namespace atalaya::reg::privacy {

namespace {

using Text = std::optional<std::string>;

void value(JsonWriter& json, const std::string& text) { json.value(text); }
void value(JsonWriter& json, long long number) { json.value(number); }
template <class T>
void value(JsonWriter& json, const std::optional<T>& content) {
  content ? value(json, *content) : static_cast<void>(json.null());
}

/// An array of objects, one a row, whose members have these names.
template <class... Columns>
void list(JsonWriter& json, soci::session& session, const char* key, std::initializer_list<const char*> names, std::string_view statement, sql::Values values) {
  json.key(key).begin_array();
  for (const auto& row : sql::rows<Columns...>(session, statement, std::move(values))) {
    json.begin_object();
    std::apply(
        [&](const auto&... column) {
          const auto* name = names.begin();
          ((json.key(*name++), value(json, column)), ...);
        },
        row);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

Result<std::string> export_json(Store& store, const std::string& person) {
  return store.read([&](soci::session& sql) -> Result<std::string> {
    using std::string;
    const long long id = TRY(people::person_key(sql, person));
    JsonWriter json(2);
    json.begin_object().field("exported", store.now());
    list<string, string, string, string, string>(json, sql, "person", {"id", "name", "email", "language", "since"},
                                                 "select public_id, name, email, language, created from person where id = :id", {id});
    list<string, string, string, Text, string>(json, sql, "roles", {"role", "country", "since", "until", "reason"},
                                               "select role, country, since, until, reason from role_grant where person = :id order by id", {id});
    list<string, string, Text>(
        json, sql, "organisations", {"name", "since", "until"},
        "select o.name, m.since, m.until from membership m join organisation o on o.id = m.organisation where m.person = :id order by m.id", {id});
    list<string, string, string, string, Text>(json, sql, "invitations", {"role", "country", "created", "expires", "accepted"},
                                               "select role, country, created, expires, accepted from invitation where person = :id order by id", {id});
    list<string, Text, Text>(json, sql, "account", {"since", "code_since", "disabled"},
                             "select created, totp_confirmed, disabled from local_account where person = :id", {id});
    list<string, string, string, long long, long long, string, Text>(
        json, sql, "passkeys", {"name", "algorithm", "credential", "shared", "backed_up", "added", "used"},
        "select name, algorithm, credential, backup_eligible, backed_up, added, used from passkey where person = :id order by id", {id});
    list<string, string, string, Text>(json, sql, "logins_elsewhere", {"issuer", "subject", "linked", "unlinked"},
                                       "select issuer, subject, linked, unlinked from external_identity where person = :id order by id", {id});
    list<string, string, string, string, string, Text>(
        json, sql, "sessions", {"method", "assurance", "created", "seen", "ends", "ended"},
        "select method, assurance, created, seen, ends, revoked from login_session where person = :id order by id", {id});
    list<string, string, string>(json, sql, "sessions_elsewhere", {"issuer", "subject", "session"},
                                 "select v.issuer, v.subject, v.sid from provider_session v join login_session s on s.id = v.session where s.person = :id "
                                 "order by s.id",
                                 {id});
    list<string, string, Text>(json, sql, "known_browsers", {"created", "seen", "ended"},
                               "select created, seen, revoked from known_device where person = :id order by id", {id});
    list<string, string, string, string, Text>(json, sql, "notices", {"kind", "about", "created", "state", "done"},
                                               "select kind, subject, created, state, done from notice where person = :id order by id", {id});
    list<string>(json, sql, "notices_wanted", {"delivery"}, "select delivery from notice_choice where person = :id", {id});
    list<string, string, Text, string>(
        json, sql, "answers", {"submission", "question", "value", "instant"},
        "select s.public_id, a.question, a.value, a.instant from answer_entry a join submission s on s.id = a.submission where a.person = :id "
        "order by a.id",
        {id});
    list<string, string, string, string>(
        json, sql, "documents", {"submission", "name", "address", "added"},
        "select s.public_id, e.name, e.address, e.added from evidence e join submission s on s.id = e.submission where e.person = :id order "
        "by e.id",
        {id});
    list<string, long long, string>(
        json, sql, "submitted", {"submission", "version", "instant"},
        "select s.public_id, v.number, v.instant from submission_version v join submission s on s.id = v.submission where v.person = :id order by "
        "v.id",
        {id});
    list<string, long long, string, string, string>(
        json, sql, "signatures", {"submission", "version", "certificate", "outcome", "received"},
        "select s.public_id, v.number, n.subject, g.outcome, g.received from submission_signature g join submission_signer n on n.signature = g.id "
        "join submission_version v on v.id = g.version join submission s on s.id = v.submission where g.person = :id order by n.id",
        {id});
    list<string, string, string, string>(
        json, sql, "steps", {"submission", "step", "note", "instant"},
        "select s.public_id, t.step, t.note, t.instant from submission_step t join submission s on s.id = t.submission where t.person = :id "
        "order by t.id",
        {id});
    list<string, string, string, string>(
        json, sql, "remarks", {"submission", "question", "body", "instant"},
        "select s.public_id, r.question, r.body, r.instant from remark r join submission s on s.id = r.submission where r.person = :id order "
        "by r.id",
        {id});
    list<string, string>(json, sql, "replies", {"body", "instant"}, "select body, instant from remark_reply where person = :id order by id", {id});
    list<string, long long, string, string>(json, sql, "score_changes", {"indicator", "score", "reason", "instant"},
                                            "select indicator, score, reason, instant from score_change where person = :id order by id", {id});
    list<string, std::optional<long long>, string, string>(json, sql, "civil_reviews", {"indicator", "score", "body", "instant"},
                                                           "select indicator, score, body, instant from civil_review where person = :id order by id", {id});
    list<string, string>(json, sql, "civil_replies", {"body", "instant"}, "select body, instant from civil_reply where person = :id order by id", {id});
    list<string, string, string, string>(json, sql, "comments", {"comment", "name", "text", "instant"},
                                         "select public_id, name, content, instant from consultation_comment where author = :person order by id", {person});
    list<long long, string>(json, sql, "support", {"paragraph", "instant"},
                            "select paragraph, instant from consultation_support where person = :person order by instant", {person});
    list<long long, string, string, string>(
        json, sql, "log", {"entry", "instant", "action", "about"},
        "select sequence, instant, action, subject from log_entry where actor = :person or subject = :same order by sequence", {person, person});
    json.end_object();
    return json.take() + "\n";
  });
}

}  // namespace atalaya::reg::privacy
