#include "register/signatures/trust.h"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <algorithm>
#include <array>

#include "base/files.h"
#include "base/text.h"
#include "register/signatures/trust_parts.h"

namespace atalaya::reg::signatures {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_files = 5'000;
constexpr std::size_t most_file_bytes = std::size_t{16} << 20U;
constexpr std::size_t most_bytes = std::size_t{128} << 20U;
/// Chains are short; a longer one is no ministry's.
constexpr int most_depth = 8;
/// As OpenSSL counts: 112 bits of security, so no SHA-1 in a chain, and no RSA under 2048 bits.
constexpr int security_level = 2;

struct File {
  fs::path path;
  std::string extension;
  std::string bytes;
};

/// The files of a folder with one of these extensions, in the order of their names.
Result<std::vector<File>> read_folder(const fs::path& folder, std::initializer_list<std::string_view> extensions) {
  std::vector<File> out;
  std::error_code error;
  std::size_t total = 0;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    const std::string extension = to_lower_ascii(at->path().extension().string());
    if (std::ranges::find(extensions, extension) == extensions.end() || !at->is_regular_file(error)) continue;
    if (out.size() == most_files) return fail(ErrorKind::System, "the folder has too many files", {.file = folder.string()});
    auto bytes = TRY(read_file(at->path(), most_file_bytes));
    out.push_back({at->path(), extension, std::move(bytes)});
    total += out.back().bytes.size();
    if (total > most_bytes) return fail(ErrorKind::System, "the files of the folder are too large together", {.file = folder.string()}, "128 MiB");
  }
  if (error) return fail(ErrorKind::System, "the folder cannot be read: " + error.message(), {.file = folder.string()});
  std::ranges::sort(out, {}, &File::path);
  return out;
}

/// One object in DER, or all that stand in PEM.
template <class Owner, class FromDer, class FromPem>
Status read_all(const File& file, const char* what, std::vector<Owner>& out, FromDer from_der, FromPem from_pem) {
  const std::size_t before = out.size();
  const Bio source = reading(file.bytes);
  if (file.bytes.find("-----BEGIN") != std::string::npos) {
    while (auto* one = from_pem(source.get(), nullptr, no_password, nullptr)) out.emplace_back(one);
  } else if (auto* one = from_der(source.get(), nullptr)) {
    out.emplace_back(one);
    if (BIO_pending(source.get()) != 0) out.pop_back();
  }
  ERR_clear_error();
  if (out.size() == before) return fail(ErrorKind::Input, std::string("this is no ") + what, {.file = file.path.string()});
  return {};
}

Status read_response(const File& file, std::vector<Ocsp>& out) {
  const Bio source = reading(file.bytes);
  const std::unique_ptr<OCSP_RESPONSE, FreedBy<OCSP_RESPONSE_free>> response(d2i_OCSP_RESPONSE_bio(source.get(), nullptr));
  Ocsp basic;
  if (response != nullptr && OCSP_response_status(response.get()) == OCSP_RESPONSE_STATUS_SUCCESSFUL) basic.reset(OCSP_response_get1_basic(response.get()));
  ERR_clear_error();
  if (basic == nullptr) return fail(ErrorKind::Input, "this is no OCSP response that says anything", {.file = file.path.string()});
  out.push_back(std::move(basic));
  return {};
}

}  // namespace

CertificateStore Trust::Parts::store_at(std::time_t instant) const {
  CertificateStore store(X509_STORE_new());
  if (store == nullptr) return store;
  for (const Certificate& anchor : anchors) X509_STORE_add_cert(store.get(), anchor.get());
  X509_VERIFY_PARAM* const param = X509_STORE_get0_param(store.get());
  // Trust lists name authorities that sign, which need not be roots.
  X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_PARTIAL_CHAIN);
  X509_VERIFY_PARAM_set_time(param, instant);
  X509_VERIFY_PARAM_set_depth(param, most_depth);
  X509_VERIFY_PARAM_set_auth_level(param, security_level);
  return store;
}

Result<Trust> Trust::load(const Configuration& configuration) {
  auto parts = std::make_shared<Parts>();
  for (const File& file : TRY(read_folder(configuration.anchors, {".pem", ".crt", ".cer", ".der"}))) {
    TRY_STATUS(read_all(file, "certificate", parts->anchors, d2i_X509_bio, PEM_read_bio_X509));
  }
  if (parts->anchors.empty())
    return fail(ErrorKind::Input, "the folder has no certificate", {.file = configuration.anchors.string()}, ".pem, .crt, .cer or .der");
  if (!configuration.revocation.empty()) {
    for (const File& file : TRY(read_folder(configuration.revocation, {".crl", ".ors", ".ocsp"}))) {
      if (file.extension == ".crl") {
        TRY_STATUS(read_all(file, "list of revoked certificates", parts->crls, d2i_X509_CRL_bio, PEM_read_bio_X509_CRL));
      } else {
        TRY_STATUS(read_response(file, parts->responses));
      }
    }
  }
  return Trust(std::move(parts), configuration.needs_revocation);
}

std::size_t Trust::anchors() const { return parts_->anchors.size(); }

std::size_t Trust::revocation_files() const { return parts_->crls.size() + parts_->responses.size(); }

}  // namespace atalaya::reg::signatures
