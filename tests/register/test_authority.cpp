#include "test_authority.h"

#include <openssl/rsa.h>

#include <stdexcept>

namespace atalaya::testing {

namespace {

using reg::signatures::Bio;
using reg::signatures::FreedBy;
using reg::signatures::reading;

void must(bool good, const char* what) {
  if (!good) throw std::runtime_error(what);
}

std::string text_of(BIO* memory) {
  const char* text = nullptr;
  const long size = BIO_get_mem_data(memory, &text);
  return {text, static_cast<std::size_t>(size)};
}

void add_extension(X509* certificate, X509* issuer, const std::string& name, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const std::unique_ptr<X509_EXTENSION, FreedBy<X509_EXTENSION_free>> one(X509V3_EXT_conf(nullptr, &context, name.c_str(), value.c_str()));
  must(one != nullptr && X509_add_ext(certificate, one.get(), -1) == 1, name.c_str());
}

long long next_serial() {
  static long long last = 0x1000;
  return ++last;
}

using Time = std::unique_ptr<ASN1_TIME, FreedBy<ASN1_TIME_free>>;
Time time_of(std::time_t seconds) { return Time(ASN1_TIME_set(nullptr, seconds)); }

}  // namespace

std::string Holder::pem() const {
  const Bio out(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(out.get(), certificate.get());
  return text_of(out.get());
}

Holder make_holder(const CertificateWish& wish, const Holder* issuer) {
  Holder out;
  out.key.reset(wish.rsa_bits == 0 ? EVP_EC_gen("P-256") : EVP_RSA_gen(static_cast<unsigned int>(wish.rsa_bits)));
  out.certificate.reset(X509_new());
  X509* const made = out.certificate.get();
  must(out.key != nullptr && made != nullptr, "key");
  X509_set_version(made, 2);
  ASN1_INTEGER_set_int64(X509_get_serialNumber(made), next_serial());
  X509_set1_notBefore(made, time_of(wish.from).get());
  X509_set1_notAfter(made, time_of(wish.until).get());
  X509_set_pubkey(made, out.key.get());
  X509_NAME* const name = X509_get_subject_name(made);
  const auto entry = [&](const char* field, const std::string& text) {
    X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()), -1, 0);
  };
  entry("C", "UY");
  entry("O", "Ministerio de Economía");
  entry("serialNumber", "PNOUY-12345678");
  entry("CN", wish.name);
  X509* const from = issuer == nullptr ? made : issuer->certificate.get();
  X509_set_issuer_name(made, X509_get_subject_name(from));
  auto extensions = wish.extensions;
  extensions.try_emplace("basicConstraints", wish.authority ? "critical,CA:TRUE" : "CA:FALSE");
  extensions.try_emplace("keyUsage", wish.authority ? "critical,keyCertSign,cRLSign" : "critical,digitalSignature,nonRepudiation");
  extensions.try_emplace("subjectKeyIdentifier", "hash");
  for (const auto& [field, value] : extensions) add_extension(made, from, field, value);
  must(X509_sign(made, issuer == nullptr ? out.key.get() : issuer->key.get(), EVP_get_digestbyname(wish.digest)) > 0, "sign");
  return out;
}

std::string sign(const Holder& signer, const std::string& content, const SigningWish& wish) {
  const Bio text = reading(content);
  const unsigned flags = CMS_BINARY | CMS_PARTIAL | (wish.attached ? 0U : CMS_DETACHED) | (wish.without_certificate ? CMS_NOCERTS : 0U) |
                         (wish.without_attributes ? CMS_NOATTR : 0U);
  const reg::signatures::Cms cms(CMS_sign(nullptr, nullptr, nullptr, text.get(), flags));
  must(cms != nullptr, "cms");
  std::vector<const Holder*> all = {&signer};
  all.insert(all.end(), wish.also.begin(), wish.also.end());
  for (const Holder* one : all) {
    must(CMS_add1_signer(cms.get(), one->certificate.get(), one->key.get(), EVP_get_digestbyname(wish.digest), flags) != nullptr, "signer");
  }
  for (const Holder* one : wish.beside) must(CMS_add1_cert(cms.get(), one->certificate.get()) == 1, "certificate");
  must(CMS_final(cms.get(), text.get(), nullptr, flags) == 1, "final");
  const Bio out(BIO_new(BIO_s_mem()));
  must((wish.pem ? PEM_write_bio_CMS(out.get(), cms.get()) : i2d_CMS_bio(out.get(), cms.get())) == 1, "write");
  return text_of(out.get());
}

std::string make_list(const Holder& issuer, const ListWish& wish) {
  const reg::signatures::Crl crl(X509_CRL_new());
  X509_CRL_set_version(crl.get(), 1);
  X509_CRL_set_issuer_name(crl.get(), X509_get_subject_name(issuer.certificate.get()));
  X509_CRL_set1_lastUpdate(crl.get(), time_of(wish.said).get());
  X509_CRL_set1_nextUpdate(crl.get(), time_of(wish.next).get());
  for (const Listed& one : wish.revoked) {
    X509_REVOKED* const entry = X509_REVOKED_new();
    X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(one.holder->certificate.get()));
    X509_REVOKED_set_revocationDate(entry, time_of(one.revoked).get());
    X509_CRL_add0_revoked(crl.get(), entry);
  }
  if (!wish.part.empty()) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer.certificate.get(), nullptr, nullptr, crl.get(), 0);
    const std::string value = "critical,fullname:URI:" + wish.part;
    const std::unique_ptr<X509_EXTENSION, FreedBy<X509_EXTENSION_free>> point(X509V3_EXT_conf(nullptr, &context, "issuingDistributionPoint", value.c_str()));
    must(point != nullptr && X509_CRL_add_ext(crl.get(), point.get(), -1) == 1, "part");
  }
  X509_CRL_sort(crl.get());
  must(X509_CRL_sign(crl.get(), issuer.key.get(), EVP_sha256()) > 0, "list");
  const Bio out(BIO_new(BIO_s_mem()));
  must(i2d_X509_CRL_bio(out.get(), crl.get()) == 1, "write");
  return text_of(out.get());
}

std::string make_response(const Holder& issuer, const Holder& responder, const Holder& about, std::time_t said, std::time_t next, std::time_t revoked) {
  const reg::signatures::Ocsp basic(OCSP_BASICRESP_new());
  const std::unique_ptr<OCSP_CERTID, FreedBy<OCSP_CERTID_free>> id(OCSP_cert_to_id(EVP_sha256(), about.certificate.get(), issuer.certificate.get()));
  const Time revoked_at = time_of(revoked), said_at = time_of(said), next_at = time_of(next);
  const int status = revoked == 0 ? V_OCSP_CERTSTATUS_GOOD : V_OCSP_CERTSTATUS_REVOKED;
  must(OCSP_basic_add1_status(basic.get(), id.get(), status, OCSP_REVOKED_STATUS_UNSPECIFIED, revoked == 0 ? nullptr : revoked_at.get(), said_at.get(),
                              next_at.get()) != nullptr,
       "status");
  must(OCSP_basic_sign(basic.get(), responder.certificate.get(), responder.key.get(), EVP_sha256(), nullptr, 0) == 1, "response");
  const std::unique_ptr<OCSP_RESPONSE, FreedBy<OCSP_RESPONSE_free>> response(OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic.get()));
  const Bio out(BIO_new(BIO_s_mem()));
  must(i2d_OCSP_RESPONSE_bio(out.get(), response.get()) == 1, "write");
  return text_of(out.get());
}

}  // namespace atalaya::testing
