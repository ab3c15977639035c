#include "register/signatures/examine.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/objects.h>

#include <algorithm>

#include "base/hash.h"
#include "register/signatures/message.h"
#include "register/signatures/revocation.h"
#include "register/store/find_named.h"

namespace atalaya::reg::signatures {

namespace {

constexpr int least_security_bits = 112;
constexpr int most_key_bits = 16'384;

struct Algorithms {
  X509* certificate = nullptr;
  int digest = NID_undef;
  int signature = NID_undef;
};

Algorithms algorithms_of(CMS_SignerInfo* info) {
  Algorithms out;
  X509_ALGOR *digest = nullptr, *signature = nullptr;
  CMS_SignerInfo_get0_algs(info, nullptr, &out.certificate, &digest, &signature);
  if (digest != nullptr) out.digest = OBJ_obj2nid(digest->algorithm);
  if (signature != nullptr) out.signature = OBJ_obj2nid(signature->algorithm);
  return out;
}

std::string key_text(const EVP_PKEY* key) {
  const char* const type = EVP_PKEY_get0_type_name(key);
  char group[60] = {};
  std::size_t size = 0;
  if (EVP_PKEY_get_base_id(key) == EVP_PKEY_EC && EVP_PKEY_get_group_name(key, group, sizeof group, &size) == 1) return std::string("EC ") + group;
  return std::string(type == nullptr ? "?" : type) + " " + std::to_string(EVP_PKEY_get_bits(key));
}

/// RSA, or a named elliptic curve: what can be computed with in bounded time, and is not forged.
bool is_good_key(const EVP_PKEY* key) {
  const int kind = EVP_PKEY_get_base_id(key);
  if (kind != EVP_PKEY_RSA && kind != EVP_PKEY_RSA_PSS && kind != EVP_PKEY_EC && kind != EVP_PKEY_ED25519 && kind != EVP_PKEY_ED448) return false;
  if (EVP_PKEY_get_security_bits(key) < least_security_bits || EVP_PKEY_get_bits(key) > most_key_bits) return false;
  int own_curve = 0;
  if (kind == EVP_PKEY_EC && EVP_PKEY_get_int_param(key, OSSL_PKEY_PARAM_EC_DECODED_FROM_EXPLICIT_PARAMS, &own_curve) == 1 && own_curve == 1) return false;
  return true;
}

bool is_strong(const Algorithms& of) {
  // The key's own kind alone as algorithm (RFC 3370, 3.2) says nothing of a hash; that of the digest counts then.
  const bool plain = of.signature == NID_rsaEncryption || of.signature == NID_X9_62_id_ecPublicKey;
  return is_good_key(X509_get0_pubkey(of.certificate)) && is_strong_digest(of.digest) && (plain || is_strong_signature(of.signature));
}

/// A certificate for signing documents: what it is for, where it says so, is signatures or people, not servers or programs.
bool is_for_signing(X509* certificate) {
  if ((X509_get_key_usage(certificate) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) == 0) return false;
  const std::unique_ptr<EXTENDED_KEY_USAGE, FreedBy<EXTENDED_KEY_USAGE_free>> uses(
      static_cast<EXTENDED_KEY_USAGE*>(X509_get_ext_d2i(certificate, NID_ext_key_usage, nullptr, nullptr)));
  if (uses == nullptr) return X509_get_ext_by_NID(certificate, NID_ext_key_usage, -1) < 0;
  for (int i = 0; i < sk_ASN1_OBJECT_num(uses.get()); ++i) {
    const ASN1_OBJECT* const use = sk_ASN1_OBJECT_value(uses.get(), i);
    const int nid = OBJ_obj2nid(use);
    char dotted[40] = {};
    OBJ_obj2txt(dotted, sizeof dotted, use, 1);
    const std::string_view id = dotted;
    // Signing of documents: RFC 9336, and what came before it.
    if (nid == NID_email_protect || nid == NID_client_auth || nid == NID_anyExtendedKeyUsage || id == "1.3.6.1.5.5.7.3.36" || id == "1.3.6.1.4.1.311.10.3.12")
      return true;
  }
  return false;
}

std::optional<std::string> signing_time(const CMS_SignerInfo* info) {
  const int at = CMS_signed_get_attr_by_NID(info, NID_pkcs9_signingTime, -1);
  X509_ATTRIBUTE* const attribute = at < 0 ? nullptr : CMS_signed_get_attr(info, at);
  const ASN1_TYPE* const value = attribute == nullptr ? nullptr : X509_ATTRIBUTE_get0_type(attribute, 0);
  if (value == nullptr || (value->type != V_ASN1_UTCTIME && value->type != V_ASN1_GENERALIZEDTIME)) return std::nullopt;
  const auto time = seconds(value->value.asn1_string);
  // Years that the store's form has.
  if (!time || *time < -62'135'596'800 || *time > 253'402'300'799) return std::nullopt;
  return instant_text(Instant(std::chrono::seconds(*time)));
}

Signer describe(const CMS_SignerInfo* info, const Algorithms& of) {
  Signer out;
  out.name = short_name(X509_get_subject_name(of.certificate));
  out.subject = name_text(X509_get_subject_name(of.certificate));
  out.issuer = name_text(X509_get_issuer_name(of.certificate));
  out.serial = serial_text(X509_get0_serialNumber(of.certificate));
  unsigned char* der = nullptr;
  const int size = i2d_X509(of.certificate, &der);
  if (size > 0) out.fingerprint = sha256({reinterpret_cast<const char*>(der), static_cast<std::size_t>(size)});
  OPENSSL_free(der);
  const char* const digest = OBJ_nid2sn(of.digest);
  out.algorithm = key_text(X509_get0_pubkey(of.certificate)) + ", " + (of.digest == NID_undef || digest == nullptr ? "?" : digest);
  out.signed_at = signing_time(info);
  return out;
}

Outcome outcome_of(int error) {
  switch (error) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
    case X509_V_ERR_CERT_NOT_YET_VALID: return Outcome::Expired;
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
    case X509_V_ERR_CA_MD_TOO_WEAK: return Outcome::Weak;
    default: return Outcome::Untrusted;
  }
}

/// The chain to an anchor as of the instant, and then whether it was revoked.
Outcome judge_certificate(X509* certificate, STACK_OF(X509) * beside, const STACK_OF(X509_CRL) * brought, const Trust& trust, std::time_t instant) {
  if (!is_for_signing(certificate)) return Outcome::Untrusted;
  const CertificateStore store = trust.parts().store_at(instant);
  const std::unique_ptr<X509_STORE_CTX, FreedBy<X509_STORE_CTX_free>> context(X509_STORE_CTX_new());
  if (store == nullptr || context == nullptr || X509_STORE_CTX_init(context.get(), store.get(), certificate, beside) != 1) return Outcome::Untrusted;
  if (X509_verify_cert(context.get()) != 1) {
    const int error = X509_STORE_CTX_get_error(context.get());
    ERR_clear_error();
    return outcome_of(error);
  }
  switch (find_revocation(X509_STORE_CTX_get0_chain(context.get()), trust.parts(), brought, instant)) {
    case Revocation::Good: return Outcome::Valid;
    case Revocation::Revoked: return Outcome::Revoked;
    case Revocation::Unknown: break;
  }
  return Outcome::RevocationUnknown;
}

}  // namespace

std::string_view to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::Valid: return "valid";
    case Outcome::RevocationUnknown: return "revocation_unknown";
    case Outcome::Expired: return "expired";
    case Outcome::Untrusted: return "untrusted";
    case Outcome::Weak: return "weak";
    case Outcome::Revoked: return "revoked";
    case Outcome::NotTheseBytes: return "not_these_bytes";
  }
  return "";
}

std::optional<Outcome> parse_outcome(std::string_view text) { return find_named(all_outcomes, text); }

Result<Verdict> examine(std::string_view bytes, std::string_view content, const Trust& trust, Instant instant) {
  const Cms cms = TRY(read_message(bytes));
  const auto now = static_cast<std::time_t>(std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count());
  STACK_OF(CMS_SignerInfo)* const infos = CMS_get0_SignerInfos(cms.get());
  const Certificates beside(CMS_get1_certs(cms.get()));
  const Crls brought(CMS_get1_crls(cms.get()));
  ERR_clear_error();
  std::vector<Algorithms> algorithms;
  for (int i = 0; i < sk_CMS_SignerInfo_num(infos); ++i) algorithms.push_back(algorithms_of(sk_CMS_SignerInfo_value(infos, i)));
  // Nothing is computed with what is weak; then no signer of this message is believed.
  const bool strong = std::ranges::all_of(algorithms, is_strong);
  // Of a BIO in memory OpenSSL 3.0 makes a copy, and loses it where the message names a hash that it does not know; behind a filter it makes none.
  Bio text(BIO_new(BIO_f_null()));
  if (text == nullptr) return fail(ErrorKind::System, "there is no memory for a signature");
  BIO_push(text.get(), reading(content).release());
  const bool over_these = strong && CMS_verify(cms.get(), nullptr, nullptr, text.get(), nullptr, CMS_DETACHED | CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY) == 1;
  ERR_clear_error();
  Verdict out;
  out.outcome = Outcome::Valid;
  for (std::size_t i = 0; i < algorithms.size(); ++i) {
    const Algorithms& of = algorithms[i];
    Signer signer = describe(sk_CMS_SignerInfo_value(infos, static_cast<int>(i)), of);
    if (!strong) {
      signer.outcome = Outcome::Weak;
    } else if (!over_these) {
      signer.outcome = Outcome::NotTheseBytes;
    } else {
      signer.outcome = judge_certificate(of.certificate, beside.get(), brought.get(), trust, now);
    }
    out.outcome = std::max(out.outcome, signer.outcome);
    out.signers.push_back(std::move(signer));
  }
  ERR_clear_error();
  return out;
}

}  // namespace atalaya::reg::signatures
