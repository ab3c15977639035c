#include "register/signatures/openssl.h"

#include <openssl/bn.h>
#include <openssl/objects.h>

#include <algorithm>
#include <limits>

#include "base/text.h"

namespace atalaya::reg::signatures {

namespace {

struct FreedByOpenSsl {
  void operator()(char* text) const { OPENSSL_free(text); }
  void operator()(unsigned char* text) const { OPENSSL_free(text); }
};

std::string clean(std::string_view text, std::size_t most) {
  std::string out = replace_invalid_utf8(text);
  std::erase_if(out, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  return shorten(trim(out), most);
}

std::string entry(const X509_NAME* name, int nid) {
  const int at = X509_NAME_get_index_by_NID(name, nid, -1);
  if (at < 0) return {};
  unsigned char* text = nullptr;
  const int size = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
  const std::unique_ptr<unsigned char, FreedByOpenSsl> owned(text);
  if (size < 0) return {};
  return clean({reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)}, 150);
}

}  // namespace

Bio reading(std::string_view bytes) {
  const auto most = static_cast<std::size_t>(std::numeric_limits<int>::max());
  return Bio(BIO_new_mem_buf(bytes.data(), static_cast<int>(std::min(bytes.size(), most))));
}

int no_password(char* /*to*/, int /*size*/, int /*writing*/, void* /*data*/) { return -1; }

bool is_strong_digest(int nid) {
  return nid == NID_sha256 || nid == NID_sha384 || nid == NID_sha512 || nid == NID_sha3_256 || nid == NID_sha3_384 || nid == NID_sha3_512;
}

bool is_strong_signature(int nid) {
  int digest = NID_undef, key = NID_undef;
  if (OBJ_find_sigid_algs(nid, &digest, &key) == 0) return false;
  return digest == NID_undef || is_strong_digest(digest);
}

std::string name_text(const X509_NAME* name) {
  const Bio out(BIO_new(BIO_s_mem()));
  // Letters beyond ASCII as they are.
  X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB));
  const char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return clean({text, static_cast<std::size_t>(std::max(size, 0L))}, 500);
}

std::string short_name(const X509_NAME* name) {
  const std::string who = entry(name, NID_commonName), of = entry(name, NID_organizationName);
  if (who.empty() || of.empty() || who == of) return who.empty() ? of : who;
  return who + ", " + of;
}

std::string serial_text(const ASN1_INTEGER* serial) {
  const std::unique_ptr<BIGNUM, FreedBy<BN_free>> number(ASN1_INTEGER_to_BN(serial, nullptr));
  const std::unique_ptr<char, FreedByOpenSsl> text(number == nullptr ? nullptr : BN_bn2hex(number.get()));
  return text == nullptr ? std::string() : shorten(text.get(), 100);
}

std::optional<std::time_t> seconds(const ASN1_TIME* time) {
  std::tm parts = {};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  return ::timegm(&parts);
}

}  // namespace atalaya::reg::signatures
