// OpenSSL's objects with an owner, and what its certificates say as text; internal to the folder and its tests.
#pragma once

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/ocsp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace atalaya::reg::signatures {

template <auto Function>
struct FreedBy {
  template <class T>
  void operator()(T* object) const {
    Function(object);
  }
};
struct FreedAsStack {
  void operator()(STACK_OF(X509) * all) const { sk_X509_pop_free(all, X509_free); }
  void operator()(STACK_OF(X509_CRL) * all) const { sk_X509_CRL_pop_free(all, X509_CRL_free); }
};
using Bio = std::unique_ptr<BIO, FreedBy<BIO_free_all>>;
using Certificate = std::unique_ptr<X509, FreedBy<X509_free>>;
using Crl = std::unique_ptr<X509_CRL, FreedBy<X509_CRL_free>>;
using Ocsp = std::unique_ptr<OCSP_BASICRESP, FreedBy<OCSP_BASICRESP_free>>;
using Cms = std::unique_ptr<CMS_ContentInfo, FreedBy<CMS_ContentInfo_free>>;
using Certificates = std::unique_ptr<STACK_OF(X509), FreedAsStack>;
using Crls = std::unique_ptr<STACK_OF(X509_CRL), FreedAsStack>;
using CertificateStore = std::unique_ptr<X509_STORE, FreedBy<X509_STORE_free>>;

/// Reads from bytes that outlive it.
[[nodiscard]] Bio reading(std::string_view bytes);

/// Of what PEM asks for; there is none, and nobody to ask.
int no_password(char* to, int size, int writing, void* data);

/// A hash that forging is not known of and not near (FIPS 180-4 and 202, 256 bits and more).
[[nodiscard]] bool is_strong_digest(int nid);
/// The same of an algorithm of signatures; those that have their hash in themselves (Ed25519, RSASSA-PSS) are strong here.
[[nodiscard]] bool is_strong_signature(int nid);

/// RFC 2253, UTF-8, without control characters; at most 500 bytes.
[[nodiscard]] std::string name_text(const X509_NAME* name);
/// Who it is, for everybody to read: common name and organisation, without numbers and addresses of people.
[[nodiscard]] std::string short_name(const X509_NAME* name);
/// Upper-case hexadecimal.
[[nodiscard]] std::string serial_text(const ASN1_INTEGER* serial);
[[nodiscard]] std::optional<std::time_t> seconds(const ASN1_TIME* time);

}  // namespace atalaya::reg::signatures
