// Signatures over what countries sent: list them, and examine them again.
#include <algorithm>

#include "cli/register_setup.h"
#include "cli/session.h"
#include "register/access/rights.h"
#include "register/signatures/kept.h"

namespace atalaya::cli {

namespace {

namespace sig = reg::signatures;

void write_kept(JsonWriter& json, const sig::Kept& kept) {
  json.field("signature", kept.id).field("submission", kept.submission).field("receipt", kept.version).field("version", kept.version_number);
  json.field("sha256", kept.sha256).field("received", kept.received).field("outcome", to_string(kept.outcome)).field("holds", kept.holds);
  json.key("signers").begin_array();
  for (const sig::Signer& signer : kept.signers) {
    json.begin_object().field("subject", signer.subject).field("issuer", signer.issuer).field("serial", signer.serial);
    json.field("certificate_sha256", signer.fingerprint).field("algorithm", signer.algorithm).key("signed_at");
    signer.signed_at ? json.value(*signer.signed_at) : json.null();
    json.field("outcome", to_string(signer.outcome)).end_object();
  }
  json.end_array();
}

std::string who(const sig::Kept& kept) { return kept.signers.empty() ? std::string() : kept.signers.front().name; }

Status list(const Session& session) {
  TRY_STATUS(reg::may(reg::operator_principal(), reg::Action::ReadLog, ""));
  const auto store = TRY(open_register(session.space()));
  Table table({"signature", "submission", "version", "signed by", "received", "outcome", "counts"});
  JsonWriter json;
  json.begin_array();
  for (const sig::Kept& kept : TRY(sig::all(*store))) {
    table.add({kept.id, kept.submission, std::to_string(kept.version_number), who(kept), kept.received, std::string(to_string(kept.outcome)),
               kept.holds ? "yes" : "no"});
    json.begin_object();
    write_kept(json, kept);
    json.end_object();
  }
  json.end_array();
  print(session.json ? json.text() + "\n" : table.text());
  return {};
}

Status verify(const Session& session) {
  TRY_STATUS(reg::may(reg::operator_principal(), reg::Action::ReadLog, ""));
  const auto store = TRY(open_register(session.space()));
  const auto configuration = TRY(sig::load_configuration(session.space().root));
  if (!configuration) return fail(ErrorKind::NotFound, "there is no signatures.yaml in the workspace", {}, "docs/register.md says what stands in it");
  const auto trust = TRY(sig::Trust::load(*configuration));
  const reg::Documents documents(register_folder(session.space()) / "documents");
  Table table({"signature", "submission", "signed by", "when received", "now"});
  JsonWriter json;
  json.begin_array();
  std::size_t worse = 0;
  const auto all = TRY(sig::all(*store));
  for (const sig::Kept& kept : all) {
    const auto again = sig::examine_again(*store, documents, trust, kept);
    // What was good and is not any more; that a list of today knows more, so that it is better, is no fault.
    if (!again || (kept.holds && !sig::holds(again->outcome, trust.needs_revocation()))) ++worse;
    const std::string now = again ? std::string(to_string(again->outcome)) : again.error().what;
    table.add({kept.id, kept.submission, who(kept), std::string(to_string(kept.outcome)), now});
    json.begin_object();
    write_kept(json, kept);
    json.field("now", now).end_object();
  }
  json.end_array();
  print(session.json ? json.text() + "\n" : table.text());
  if (worse > 0) {
    return fail(ErrorKind::Conflict, std::to_string(worse) + " of " + std::to_string(all.size()) + " signatures do not hold any more", {},
                "the list has what each is now, as of the instant of its receipt");
  }
  return {};
}

}  // namespace

void add_register_signatures(CLI::App& verb, Session& session) {
  CLI::App* group = verb.add_subcommand("signatures", "Signatures of institutions over what countries sent: list them, or examine them again");
  group->require_subcommand(1);
  CLI::App* listing =
      add_verb(*group, session, "list", "List the signatures with what they were found to be", "  atalaya register signatures list -w observatory --json");
  add_json(*listing, session);
  listing->callback([&session] { session.work = [&session] { return list(session); }; });
  CLI::App* verifying = add_verb(*group, session, "verify", "Examine all again, as of their receipt, with the anchors and lists of today",
                                 "  atalaya register signatures verify -w observatory");
  add_json(*verifying, session);
  verifying->callback([&session] { session.work = [&session] { return verify(session); }; });
}

}  // namespace atalaya::cli
