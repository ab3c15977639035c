#include "register/signatures/kept.h"

#include "base/locale.h"
#include "register/submissions/rows.h"

namespace atalaya::reg::signatures {

namespace {

using Text = std::optional<std::string>;

std::vector<Signer> signers_of(soci::session& session, long long signature) {
  std::vector<Signer> out;
  for (auto& row : sql::rows<std::string, std::string, std::string, std::string, std::string, std::string, Text, std::string>(
           session,
           "select name, subject, issuer, serial, fingerprint, algorithm, signed_at, outcome from submission_signer where signature = :signature order by id",
           {signature})) {
    Signer one;
    std::string outcome;
    std::tie(one.name, one.subject, one.issuer, one.serial, one.fingerprint, one.algorithm, one.signed_at, outcome) = std::move(row);
    one.outcome = parse_outcome(outcome).value_or(Outcome::NotTheseBytes);
    out.push_back(std::move(one));
  }
  return out;
}

/// `condition` is one of this file's.
std::vector<Kept> kept_where(soci::session& session, const std::string& condition, const sql::Values& values) {
  std::vector<Kept> out;
  std::vector<long long> keys;
  for (auto& row : sql::rows<long long, std::string, std::string, std::string, long long, std::string, long long, std::string, long long, std::string, Text>(
           session,
           "select g.id, g.public_id, s.public_id, v.public_id, v.number, g.sha256, g.size, g.outcome, g.holds, g.received, p.public_id "
           "from submission_signature g join submission_version v on v.id = g.version join submission s on s.id = v.submission "
           "left join person p on p.id = g.person " +
               condition + " order by g.id",
           values)) {
    Kept one;
    long long key = 0, number = 0, holds = 0;
    std::string outcome;
    Text person;
    std::tie(key, one.id, one.submission, one.version, number, one.sha256, one.size, outcome, holds, one.received, person) = std::move(row);
    one.version_number = static_cast<int>(number);
    one.outcome = parse_outcome(outcome).value_or(Outcome::NotTheseBytes);
    one.holds = holds != 0;
    one.person = rows::actor_id(person);
    out.push_back(std::move(one));
    keys.push_back(key);
  }
  for (std::size_t i = 0; i < out.size(); ++i) out[i].signers = signers_of(session, keys[i]);
  return out;
}

void insert(soci::session& session, const Kept& kept, long long version, const std::optional<long long>& person) {
  const auto key = sql::value<long long>(session,
                                         "insert into submission_signature (public_id, version, sha256, size, outcome, holds, received, person) "
                                         "values (:public_id, :version, :sha256, :size, :outcome, :holds, :received, :person) returning id",
                                         {kept.id, version, kept.sha256, kept.size, to_string(kept.outcome), kept.holds, kept.received, person});
  for (const Signer& signer : kept.signers) {
    sql::run(
        session,
        "insert into submission_signer (signature, name, subject, issuer, serial, fingerprint, algorithm, signed_at, outcome) "
        "values (:signature, :name, :subject, :issuer, :serial, :fingerprint, :algorithm, :signed_at, :outcome)",
        {*key, signer.name, signer.subject, signer.issuer, signer.serial, signer.fingerprint, signer.algorithm, signer.signed_at, to_string(signer.outcome)});
  }
}

Result<long long> version_key(soci::session& session, const std::string& submission, const std::string& version) {
  const auto key = sql::value<long long>(
      session, "select v.id from submission_version v join submission s on s.id = v.submission where v.public_id = :version and s.public_id = :submission",
      {version, submission});
  if (!key) return fail(ErrorKind::NotFound, tr_noop("the submission has no such version"));
  return *key;
}

Status check_count(std::size_t count) { return count < most_of_a_version ? Status() : fail(ErrorKind::Input, tr_noop("a version has at most 20 signatures")); }

}  // namespace

Result<Kept> attach(Store& store, const Documents& documents, const Trust& trust, const std::string& actor, const std::string& submission,
                    const std::string& version, std::string_view bytes) {
  const submissions::Version signed_version = TRY(submissions::find_version(store, version));
  // Nothing is kept of what would be refused.
  TRY_STATUS(store.read([&](soci::session& session) -> Status {
    const long long key = TRY(version_key(session, submission, version));
    const auto count = sql::value<long long>(session, "select count(*) from submission_signature where version = :version", {key}).value_or(0);
    return check_count(static_cast<std::size_t>(count));
  }));
  // The instant of the receipt is the one as of which it is examined.
  const Instant now = store.clock().now();
  Verdict verdict = TRY(examine(bytes, signed_version.frozen, trust, now));
  auto sha256 = TRY(documents.keep_examined(bytes));
  Kept kept{.id = {},
            .submission = submission,
            .version = version,
            .version_number = signed_version.number,
            .sha256 = std::move(sha256),
            .size = static_cast<long long>(bytes.size()),
            .outcome = verdict.outcome,
            .holds = holds(verdict.outcome, trust.needs_revocation()),
            .received = instant_text(now),
            .person = actor,
            .signers = std::move(verdict.signers)};
  return store.write([&](soci::session& session) -> Result<Kept> {
    const long long key = TRY(version_key(session, submission, version));
    const auto there = kept_where(session, "where g.version = :version", {key});
    for (const Kept& other : there) {
      if (other.sha256 == kept.sha256) return other;  // Sent twice.
    }
    TRY_STATUS(check_count(there.size()));
    const auto person = TRY(people::actor_key(session, actor));
    Kept out = kept;
    out.id = new_public_id();
    insert(session, out, key, person);
    JsonWriter json;
    json.begin_object().field("signature", out.id).field("version", version).field("sha256", out.sha256).field("outcome", to_string(out.outcome)).end_object();
    log::append(session, {out.received, actor, "signature.add", submission, log::details_hash(json.text())});
    return out;
  });
}

Result<std::vector<Kept>> of_submission(Store& store, const std::string& submission) {
  return store.read([&](soci::session& session) -> Result<std::vector<Kept>> { return kept_where(session, "where s.public_id = :submission", {submission}); });
}

Result<Kept> find(Store& store, const std::string& submission, const std::string& id) {
  return store.read([&](soci::session& session) -> Result<Kept> {
    auto found = kept_where(session, "where s.public_id = :submission and g.public_id = :id", {submission, id});
    if (found.empty()) return fail(ErrorKind::NotFound, "the submission has no such signature");
    return std::move(found.front());
  });
}

Result<std::vector<Kept>> all(Store& store) {
  return store.read([&](soci::session& session) -> Result<std::vector<Kept>> { return kept_where(session, "", {}); });
}

Result<Verdict> examine_again(Store& store, const Documents& documents, const Trust& trust, const Kept& kept) {
  const submissions::Version version = TRY(submissions::find_version(store, kept.version));
  const MappedFile bytes = TRY(documents.open(kept.sha256));
  const auto received = parse_instant(kept.received);
  if (!received) return fail(ErrorKind::Internal, "the instant of a signature's receipt is none");
  return examine(bytes.bytes(), version.frozen, trust, *received);
}

}  // namespace atalaya::reg::signatures
