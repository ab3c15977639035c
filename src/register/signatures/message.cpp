#include "register/signatures/message.h"

#include <openssl/asn1.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/pem.h>

#include "base/locale.h"
#include "register/signatures/examine.h"

namespace atalaya::reg::signatures {

namespace {

/// Each algorithm that a message names is one more hash of the whole text. OpenSSL does not tell how many there are, so this looks itself: bytes of the set.
constexpr long most_digest_bytes = 400;

class Walk {
 public:
  explicit Walk(std::string_view der) : at_(reinterpret_cast<const unsigned char*>(der.data())), end_(at_ + der.size()) {}
  /// Steps into a constructed value of this tag.
  bool enter(int tag, int type) {
    long size = 0;
    if (!head(tag, type, size)) return false;
    return true;
  }
  /// Steps over a primitive value.
  bool skip(int tag) {
    long size = 0;
    if (!head(tag, V_ASN1_UNIVERSAL, size) || indefinite_) return false;
    at_ += size;
    return true;
  }
  /// The size of a constructed value that tells it.
  std::optional<long> size_of(int tag) {
    long size = 0;
    if (!head(tag, V_ASN1_UNIVERSAL, size) || indefinite_) return std::nullopt;
    return size;
  }

 private:
  bool head(int tag, int type, long& size) {
    int found_tag = 0, found_type = 0;
    const int result = ASN1_get_object(&at_, &size, &found_tag, &found_type, end_ - at_);
    if ((result & 0x80) != 0) return false;
    indefinite_ = (result & 1) != 0;
    return found_tag == tag && found_type == type;
  }
  const unsigned char* at_;
  const unsigned char* end_;
  bool indefinite_ = false;
};

/// ContentInfo { id, [0] { SignedData { version, digestAlgorithms, … } } }
bool has_few_digests(std::string_view der) {
  Walk walk(der);
  if (!walk.enter(V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL) || !walk.skip(V_ASN1_OBJECT) || !walk.enter(0, V_ASN1_CONTEXT_SPECIFIC)) return false;
  if (!walk.enter(V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL) || !walk.skip(V_ASN1_INTEGER)) return false;
  const auto size = walk.size_of(V_ASN1_SET);
  return size && *size <= most_digest_bytes;
}

struct FreedByOpenSsl {
  void operator()(void* memory) const { OPENSSL_free(memory); }
};

/// The DER of what may be PEM.
Result<std::string> to_der(std::string_view bytes) {
  if (!bytes.empty() && bytes.front() == '\x30') return std::string(bytes);
  if (bytes.find("-----BEGIN") == std::string_view::npos) {
    const bool mail = bytes.find("multipart/signed") != std::string_view::npos || bytes.starts_with("MIME-Version");
    return fail(ErrorKind::Input,
                mail ? tr_noop("this is a signed message of e-mail, and not a signature alone") : tr_noop("this is no signature (CMS, as DER or PEM)"), {},
                tr_noop("with OpenSSL: openssl cms -sign -binary -outform DER"));
  }
  const Bio source = reading(bytes);
  char *name = nullptr, *header = nullptr;
  unsigned char* data = nullptr;
  long size = 0;
  const int found = PEM_read_bio(source.get(), &name, &header, &data, &size);
  ERR_clear_error();
  const std::unique_ptr<char, FreedByOpenSsl> owned_name(name), owned_header(header);
  const std::unique_ptr<unsigned char, FreedByOpenSsl> owned_data(data);
  const std::string_view label = found == 1 ? name : "";
  if (found != 1 || (label != "CMS" && label != "PKCS7" && label != "PKCS #7 SIGNED DATA") || (header != nullptr && header[0] != '\0')) {
    return fail(ErrorKind::Input, tr_noop("this PEM has no signature (CMS) in it"));
  }
  return std::string(reinterpret_cast<const char*>(data), static_cast<std::size_t>(size));
}

}  // namespace

Result<Cms> read_message(std::string_view bytes) {
  if (bytes.empty()) return fail(ErrorKind::Input, tr_noop("the signature is empty"));
  if (bytes.size() > most_bytes) return fail(ErrorKind::Input, tr_noop("the signature is larger than 512 KiB"));
  const std::string der = TRY(to_der(bytes));
  const Bio source = reading(der);
  Cms cms(d2i_CMS_bio(source.get(), nullptr));
  const bool whole = cms != nullptr && BIO_pending(source.get()) == 0;
  ERR_clear_error();
  if (!whole)
    return fail(ErrorKind::Input, tr_noop("this is no signature (CMS, as DER or PEM)"), {}, tr_noop("with OpenSSL: openssl cms -sign -binary -outform DER"));
  if (OBJ_obj2nid(CMS_get0_type(cms.get())) != NID_pkcs7_signed || !has_few_digests(der))
    return fail(ErrorKind::Input, tr_noop("this CMS message is no signature"));
  if (OBJ_obj2nid(CMS_get0_eContentType(cms.get())) != NID_pkcs7_data)
    return fail(ErrorKind::Input, tr_noop("the signature is of another kind of content than a file"));
  if (CMS_is_detached(cms.get()) != 1) {
    return fail(ErrorKind::Input, tr_noop("the signature has a text in it; a detached one is asked for"), {},
                tr_noop("with OpenSSL: openssl cms -sign -binary -outform DER, without -nodetach"));
  }
  const STACK_OF(CMS_SignerInfo)* const signers = CMS_get0_SignerInfos(cms.get());
  const int count = signers == nullptr ? 0 : sk_CMS_SignerInfo_num(signers);
  if (count < 1) return fail(ErrorKind::Input, tr_noop("nobody has signed this message"));
  if (count > most_signers) return fail(ErrorKind::Input, tr_noop("the signature has more signers than eight"));
  const Certificates certificates(CMS_get1_certs(cms.get()));
  if (certificates != nullptr && sk_X509_num(certificates.get()) > most_certificates)
    return fail(ErrorKind::Input, tr_noop("the signature has more than 64 certificates"));
  CMS_set1_signers_certs(cms.get(), nullptr, 0);
  for (int i = 0; i < count; ++i) {
    X509* signer = nullptr;
    CMS_SignerInfo_get0_algs(sk_CMS_SignerInfo_value(signers, i), nullptr, &signer, nullptr, nullptr);
    ERR_clear_error();
    if (signer == nullptr || X509_get0_pubkey(signer) == nullptr) {
      return fail(ErrorKind::Input, tr_noop("the signature does not have the certificate of its signer, or not one that can be read"), {},
                  tr_noop("with OpenSSL: openssl cms -sign, without -nocerts"));
    }
  }
  ERR_clear_error();
  return cms;
}

}  // namespace atalaya::reg::signatures
