#include "register/signatures/revocation.h"

#include <openssl/err.h>
#include <openssl/objects.h>

#include <algorithm>

namespace atalaya::reg::signatures {

namespace {

constexpr int most_brought = 16;

using DistributionPoint = std::unique_ptr<ISSUING_DIST_POINT, FreedBy<ISSUING_DIST_POINT_free>>;

bool is_before_or_at(const ASN1_TIME* time, std::time_t instant) {
  const int order = time == nullptr ? -2 : ASN1_TIME_cmp_time_t(time, instant);
  return order == -1 || order == 0;
}
bool is_at_or_after(const ASN1_TIME* time, std::time_t instant) { return time != nullptr && ASN1_TIME_cmp_time_t(time, instant) >= 0; }

/// What was said then was still good at the instant, or it was said later.
bool tells_of(const ASN1_TIME* said, const ASN1_TIME* next, std::time_t instant) { return is_at_or_after(said, instant) || is_at_or_after(next, instant); }

bool names_meet(const GENERAL_NAMES* some, const GENERAL_NAMES* others) {
  for (int i = 0; i < sk_GENERAL_NAME_num(some); ++i) {
    for (int j = 0; j < sk_GENERAL_NAME_num(others); ++j) {
      if (GENERAL_NAME_cmp(sk_GENERAL_NAME_value(some, i), sk_GENERAL_NAME_value(others, j)) == 0) return true;
    }
  }
  return false;
}

/// A list that is only a part of the issuer's must be the part that the certificate names (RFC 5280, 6.3.3 (b)).
bool is_part_for(const DIST_POINT_NAME* part, X509* certificate) {
  if (part == nullptr) return true;
  if (part->type != 0) return false;
  const std::unique_ptr<CRL_DIST_POINTS, FreedBy<CRL_DIST_POINTS_free>> named(
      static_cast<CRL_DIST_POINTS*>(X509_get_ext_d2i(certificate, NID_crl_distribution_points, nullptr, nullptr)));
  if (named == nullptr) return false;
  for (int i = 0; i < sk_DIST_POINT_num(named.get()); ++i) {
    const DIST_POINT* const one = sk_DIST_POINT_value(named.get(), i);
    if (one->distpoint != nullptr && one->distpoint->type == 0 && names_meet(part->name.fullname, one->distpoint->name.fullname)) return true;
  }
  return false;
}

/// Whether all certificates of this kind stand in the list once they are revoked. Extensions that this does not know, and that must be known, make it none.
bool is_complete_for(X509_CRL* crl, X509* certificate) {
  for (int i = 0; i < X509_CRL_get_ext_count(crl); ++i) {
    X509_EXTENSION* const extension = X509_CRL_get_ext(crl, i);
    if (X509_EXTENSION_get_critical(extension) != 0 && OBJ_obj2nid(X509_EXTENSION_get_object(extension)) != NID_issuing_distribution_point) return false;
  }
  if (X509_CRL_get_ext_by_NID(crl, NID_issuing_distribution_point, -1) < 0) return true;
  const DistributionPoint point(static_cast<ISSUING_DIST_POINT*>(X509_CRL_get_ext_d2i(crl, NID_issuing_distribution_point, nullptr, nullptr)));
  if (point == nullptr || point->onlysomereasons != nullptr || point->indirectCRL != 0 || point->onlyattr != 0) return false;
  const bool is_authority = X509_check_ca(certificate) == 1;
  if ((point->onlyCA != 0 && !is_authority) || (point->onlyuser != 0 && is_authority)) return false;
  return is_part_for(point->distpoint, certificate);
}

Revocation by_list(X509_CRL* crl, X509* certificate, X509* issuer, std::time_t instant) {
  if (X509_NAME_cmp(X509_CRL_get_issuer(crl), X509_get_issuer_name(certificate)) != 0) return Revocation::Unknown;
  if ((X509_get_key_usage(issuer) & KU_CRL_SIGN) == 0) return Revocation::Unknown;
  if (!is_strong_signature(X509_CRL_get_signature_nid(crl)) || X509_CRL_verify(crl, X509_get0_pubkey(issuer)) != 1) return Revocation::Unknown;
  X509_REVOKED* entry = nullptr;
  // 2: it is taken off the list again.
  if (X509_CRL_get0_by_cert(crl, &entry, certificate) == 1) {
    const std::unique_ptr<ASN1_GENERALIZEDTIME, FreedBy<ASN1_GENERALIZEDTIME_free>> lost(
        static_cast<ASN1_GENERALIZEDTIME*>(X509_REVOKED_get_ext_d2i(entry, NID_invalidity_date, nullptr, nullptr)));
    if (is_before_or_at(X509_REVOKED_get0_revocationDate(entry), instant) || (lost != nullptr && is_before_or_at(lost.get(), instant)))
      return Revocation::Revoked;
  }
  // What has expired may leave the list.
  const auto expires = seconds(X509_get0_notAfter(certificate));
  const ASN1_TIME* const said = X509_CRL_get0_lastUpdate(crl);
  if (!expires || !is_before_or_at(said, *expires)) return Revocation::Unknown;
  return is_complete_for(crl, certificate) && tells_of(said, X509_CRL_get0_nextUpdate(crl), instant) ? Revocation::Good : Revocation::Unknown;
}

/// The status of the certificate in a response; null where it says nothing of it.
OCSP_SINGLERESP* find_single(OCSP_BASICRESP* response, X509* certificate, X509* issuer) {
  for (int i = 0; i < OCSP_resp_count(response); ++i) {
    OCSP_SINGLERESP* const single = OCSP_resp_get0(response, i);
    const OCSP_CERTID* const about = OCSP_SINGLERESP_get0_id(single);
    ASN1_OBJECT* algorithm = nullptr;
    OCSP_id_get0_info(nullptr, &algorithm, nullptr, nullptr, const_cast<OCSP_CERTID*>(about));
    const EVP_MD* const digest = EVP_get_digestbyobj(algorithm);
    if (digest == nullptr) continue;
    const std::unique_ptr<OCSP_CERTID, FreedBy<OCSP_CERTID_free>> wanted(OCSP_cert_to_id(digest, certificate, issuer));
    if (wanted != nullptr && OCSP_id_cmp(wanted.get(), about) == 0) return single;
  }
  return nullptr;
}

/// Signed by the issuer, or by whom the issuer has named for it, who could do so when it was made.
bool is_genuine(OCSP_BASICRESP* response, const STACK_OF(X509) * chain, const Trust::Parts& trust) {
  const auto made = seconds(OCSP_resp_get0_produced_at(response));
  if (!made || !is_strong_signature(OBJ_obj2nid(OCSP_resp_get0_tbs_sigalg(response)->algorithm))) return false;
  const CertificateStore store = trust.store_at(*made);
  return store != nullptr && OCSP_basic_verify(response, const_cast<STACK_OF(X509)*>(chain), store.get(), 0) == 1;
}

Revocation by_response(OCSP_BASICRESP* response, const STACK_OF(X509) * chain, X509* certificate, X509* issuer, const Trust::Parts& trust,
                       std::time_t instant) {
  OCSP_SINGLERESP* const single = find_single(response, certificate, issuer);
  if (single == nullptr || !is_genuine(response, chain, trust)) return Revocation::Unknown;
  int reason = 0;
  ASN1_GENERALIZEDTIME *revoked = nullptr, *said = nullptr, *next = nullptr;
  const int status = OCSP_single_get0_status(single, &reason, &revoked, &said, &next);
  if (status == V_OCSP_CERTSTATUS_REVOKED && is_before_or_at(revoked, instant)) return Revocation::Revoked;
  if (status == V_OCSP_CERTSTATUS_UNKNOWN) return Revocation::Unknown;
  return tells_of(said, next, instant) ? Revocation::Good : Revocation::Unknown;
}

}  // namespace

Revocation find_revocation(const STACK_OF(X509) * chain, const Trust::Parts& trust, const STACK_OF(X509_CRL) * brought, std::time_t instant) {
  Revocation out = Revocation::Good;
  for (int i = 0; i + 1 < sk_X509_num(chain); ++i) {
    X509 *const certificate = sk_X509_value(chain, i), *const issuer = sk_X509_value(chain, i + 1);
    Revocation found = Revocation::Unknown;
    const auto hear = [&](Revocation said) {
      if (said == Revocation::Revoked || found == Revocation::Unknown) found = said;
    };
    for (const Crl& crl : trust.crls) hear(by_list(crl.get(), certificate, issuer, instant));
    for (int j = 0; brought != nullptr && j < std::min(sk_X509_CRL_num(brought), most_brought); ++j) {
      hear(by_list(sk_X509_CRL_value(brought, j), certificate, issuer, instant));
    }
    for (const Ocsp& response : trust.responses) hear(by_response(response.get(), chain, certificate, issuer, trust, instant));
    ERR_clear_error();
    if (found == Revocation::Revoked) return found;
    if (found == Revocation::Unknown) out = found;
  }
  return out;
}

}  // namespace atalaya::reg::signatures
