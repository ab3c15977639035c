// Signatures of a ministry's own certificate over what was sent: the bytes to sign, attaching a signature, and what it was found to be.
#include "site/register/signature_pages.h"

#include <algorithm>

#include "base/text.h"
#include "register/signatures/kept.h"
#include "site/register/pages.h"
#include "site/register/words.h"

namespace atalaya::site::desk {

namespace {

namespace sig = reg::signatures;
using reg::Action;
using reg::submissions::Version;

std::string outcome_text(const Locale& l, sig::Outcome outcome) {
  switch (outcome) {
    case sig::Outcome::Valid: return l.tr("valid");
    case sig::Outcome::RevocationUnknown: return l.tr("valid, but it is not known whether the certificate was revoked");
    case sig::Outcome::Expired: return l.tr("not valid: the certificate was out of its time when the signature was received");
    case sig::Outcome::Untrusted: return l.tr("not valid: no authority that this register trusts stands behind the certificate, or it is not for signing");
    case sig::Outcome::Weak: return l.tr("not valid: the algorithm or the key is weak");
    case sig::Outcome::Revoked: return l.tr("not valid: the certificate was revoked");
    case sig::Outcome::NotTheseBytes: return l.tr("not valid: it is not a signature of this file");
  }
  return {};
}

std::string result_text(const Locale& l, const sig::Kept& kept) {
  const std::string text = outcome_text(l, kept.outcome);
  const bool refused = kept.outcome == sig::Outcome::RevocationUnknown && !kept.holds;
  return refused ? fill(l.tr("{1}; by the rule of this register it does not count"), {text}) : text;
}

std::string who_signed(const sig::Kept& kept) {
  std::vector<std::string> names;
  for (const sig::Signer& signer : kept.signers) names.push_back(signer.name.empty() ? signer.serial : signer.name);
  return join(names, "; ");
}

Answer attachment(Visit& visit, const char* media_type, std::string bytes, const std::string& name) {
  auto response = http::text_response(200, media_type, std::move(bytes));
  response.headers.set("Content-Disposition", "attachment; filename=\"" + name + "\"");
  response.headers.set("Content-Security-Policy", "sandbox; default-src 'none'");
  return visit.finish(std::move(response));
}

/// "URY-2026-1.json"
std::string file_name(const OpenSubmission& open, int version, const char* extension) {
  return open.submission.country + "-" + std::to_string(open.submission.year) + "-" + std::to_string(version) + extension;
}

Answer send_frozen(Visit& visit, const OpenSubmission& open, const Version& version) {
  return attachment(visit, "application/json", version.frozen, file_name(open, version.number, ".json"));
}

Answer send_signature(Visit& visit, const OpenSubmission& open, const sig::Kept& kept) {
  const auto bytes = TRY(visit.desk().documents.open(kept.sha256));
  // What was handed in as PEM goes out as it came; nobody shows either.
  return attachment(visit, "application/pkcs7-signature", std::string(bytes.bytes()), file_name(open, kept.version_number, ".json.p7s"));
}

std::string path_of(const OpenSubmission& open, std::string_view rest) { return "submissions/" + open.submission.id + "/" + std::string(rest); }

View signature_block(DeskPage& page, const Locale& l, const sig::Kept& kept) {
  View block = page.block(fill(l.tr("Signature of {1}"), {who_signed(kept)}));
  add_fact(block, l.tr("Result"), result_text(l, kept));
  add_fact(block, l.tr("Received"), moment(l, kept.received));
  return block;
}

void add_kept(DeskPage& page, const Visit& visit, const OpenSubmission& open, const sig::Kept& kept) {
  const Locale& l = visit.locale();
  View block = signature_block(page, l, kept);
  for (const sig::Signer& signer : kept.signers) {
    add_fact(block, l.tr("Certificate of"), signer.subject);
    add_fact(block, l.tr("Issued by"), signer.issuer);
    add_fact(block, l.tr("Serial number"), signer.serial);
    add_fact(block, l.tr("Algorithm"), signer.algorithm);
    if (signer.signed_at) add_fact(block, l.tr("Signed, as the signer says"), moment(l, *signer.signed_at));
    if (kept.signers.size() > 1) add_fact(block, l.tr("Result of this signer"), outcome_text(l, signer.outcome));
  }
  add_link(block, l.tr("Download the signature"), visit.link(path_of(open, "signatures/" + kept.id)));
}

void add_upload(DeskPage& page, const Visit& visit, const OpenSubmission& open, const std::vector<Version>& versions, const std::string& fault) {
  const Locale& l = visit.locale();
  if (visit.desk().signatures == nullptr) {
    page.notice(DeskPage::Tone::Plain, l.tr("This register takes no signatures yet: it has not been told which authorities to trust."));
    return;
  }
  if (reg::judge(visit.principal(), Action::Submit, open.submission.country) == reg::Verdict::Forbidden) return;
  View block = page.block(
      l.tr("Attach a signature"),
      l.tr("Download the file of a version and sign exactly its bytes, detached, with the certificate of your institution (CMS, as DER or PEM). With "
           "OpenSSL: openssl cms -sign -binary -in FILE.json -signer CERTIFICATE.pem -inkey KEY.pem -certfile CHAIN.pem -outform DER -out FILE.p7s"));
  FormView form{.action = visit.link(path_of(open, "signatures")), .csrf = visit.csrf(), .id = "signature-"};
  std::vector<Choice> choices;
  for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
    choices.push_back({version->id, fill(l.tr("Version {1}, {2}"), {l.integer(version->number), moment(l, version->instant)})});
  }
  form.fields.push_back(
      {.kind = Field::Kind::Select, .name = "version", .label = l.tr("Signed version"), .choices = mark(choices, {visit.form().get("version")})});
  form.fields.push_back({.kind = Field::Kind::File,
                         .name = "signature",
                         .label = l.tr("Signature (.p7s, .p7m or .pem)"),
                         .help = l.tr("At most 512 KiB. What it is found to be is kept with it and shown here."),
                         .fault = fault,
                         .required = true});
  form.buttons.push_back({.label = l.tr("Attach the signature")});
  add_form(block, "FORM", form);
}

Answer show(Visit& visit, const OpenSubmission& open, const sig::Kept* attached, const std::string& fault) {
  const Locale& l = visit.locale();
  const auto versions = TRY(reg::submissions::versions(visit.desk().store, open.submission.id));
  if (versions.empty()) return fail(ErrorKind::NotFound, "nothing was sent yet");
  DeskPage page(visit, l.tr("Signatures"), path_of(open, "signatures"));
  page.under(fill(l.tr("Report of {1}, {2}"), {visit.presenter().area_name(open.submission.country), std::to_string(open.submission.year)}),
             visit.link("submissions/" + open.submission.id));
  page.lede(l.tr(
      "An institution may sign what was sent with its own certificate. The register examines the signature as of its receipt and keeps it with the result."));
  if (!fault.empty()) page.notice(DeskPage::Tone::Fault, fault);
  if (attached != nullptr) {
    page.notice(attached->holds ? DeskPage::Tone::Done : DeskPage::Tone::Warning,
                fill(l.tr("The signature is kept. Result: {1}."), {result_text(l, *attached)}));
  }
  add_upload(page, visit, open, versions, fault);
  const auto all = TRY(sig::of_submission(visit.desk().store, open.submission.id));
  for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
    View block = page.block(fill(l.tr("Version {1}, {2}"), {l.integer(version->number), moment(l, version->instant)}));
    add_fact(block, l.tr("SHA-256 of the answers"), version->sha256);
    add_link(block, l.tr("Download the file to sign (JSON)"), visit.link(path_of(open, "versions/" + version->id)));
    for (const sig::Kept& kept : all) {
      if (kept.version == version->id) add_kept(page, visit, open, kept);
    }
  }
  return visit.respond(TRY(page.render()), fault.empty() ? 200 : 422);
}

/// The version that the public page of a report shows.
Result<Version> shown_version(Visit& visit, const OpenSubmission& open) {
  if (!may_read_report(visit, open)) return fail(ErrorKind::NotFound, "it is not published");
  auto versions = TRY(reg::submissions::versions(visit.desk().store, open.submission.id));
  return std::move(versions.back());
}

}  // namespace

Status add_signature_rows(View& block, const Visit& visit, const OpenSubmission& open) {
  for (const sig::Kept& kept : TRY(sig::of_submission(visit.desk().store, open.submission.id))) {
    add_row(block, fill(visit.locale().tr("Version {1}, signed by {2}"), {visit.locale().integer(kept.version_number), who_signed(kept)}),
            visit.link(path_of(open, "signatures")), result_text(visit.locale(), kept));
  }
  return {};
}

Status add_public_signatures(DeskPage& page, const Visit& visit, const OpenSubmission& open, const std::string& version) {
  const Locale& l = visit.locale();
  const std::string here = "reports/" + open.submission.id;
  for (const sig::Kept& kept : TRY(sig::of_submission(visit.desk().store, open.submission.id))) {
    if (kept.version != version || !kept.holds) continue;
    View block = signature_block(page, l, kept);
    for (const sig::Signer& signer : kept.signers) {
      add_fact(block, l.tr("Issued by"), signer.issuer);
      add_fact(block, l.tr("SHA-256 of the certificate"), signer.fingerprint);
    }
    add_link(block, l.tr("Download the signed file (JSON)"), visit.link(here + "/signed"));
    add_link(block, l.tr("Download the signature"), visit.link(here + "/signatures/" + kept.id));
  }
  return {};
}

Answer signatures_page(Visit& visit) { return show(visit, TRY(open_submission(visit)), nullptr, {}); }

Answer attach_signature(Visit& visit) {
  const auto open = TRY(open_submission(visit));
  if (visit.desk().signatures == nullptr) return fail(ErrorKind::Conflict, tr_noop("this register takes no signatures yet"));
  const auto file = std::ranges::find(visit.form().files, "signature", &http::FormFile::field);
  if (file == visit.form().files.end() || file->content.empty()) return show(visit, open, nullptr, visit.locale().tr("No file was chosen."));
  auto loaded = sig::Trust::load(*visit.desk().signatures);
  // Whoever signs can mend nothing of it.
  if (!loaded && loaded.error().kind == ErrorKind::Input) loaded.error().kind = ErrorKind::System;
  const sig::Trust trust = TRY(std::move(loaded));
  const auto kept =
      sig::attach(visit.desk().store, visit.desk().documents, trust, visit.principal().person, open.submission.id, visit.form().get("version"), file->content);
  if (!kept) {
    if (kept.error().kind != ErrorKind::Input) return std::unexpected(kept.error());
    return show(visit, open, nullptr, sentence(visit.locale(), kept.error()));
  }
  return show(visit, open, &*kept, {});
}

Answer frozen_file(Visit& visit) {
  const auto open = TRY(open_submission(visit));
  const auto versions = TRY(reg::submissions::versions(visit.desk().store, open.submission.id));
  const auto version = std::ranges::find(versions, visit.parameter("version"), &Version::id);
  if (version == versions.end()) return fail(ErrorKind::NotFound, "the submission has no such version");
  return send_frozen(visit, open, *version);
}

Answer signature_file(Visit& visit) {
  const auto open = TRY(open_submission(visit));
  return send_signature(visit, open, TRY(sig::find(visit.desk().store, open.submission.id, visit.parameter("signature"))));
}

Answer report_signed_file(Visit& visit) {
  const auto open = TRY(open_submission(visit));
  return send_frozen(visit, open, TRY(shown_version(visit, open)));
}

Answer report_signature_file(Visit& visit) {
  const auto open = TRY(open_submission(visit));
  const auto version = TRY(shown_version(visit, open));
  const auto kept = TRY(sig::find(visit.desk().store, open.submission.id, visit.parameter("signature")));
  if (kept.version != version.id || !kept.holds) return fail(ErrorKind::NotFound, "the report has no such signature");
  return send_signature(visit, open, kept);
}

}  // namespace atalaya::site::desk
