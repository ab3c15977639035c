// libFuzzer: a signature that somebody attaches, over a fixed text and under one anchor.
#include <unistd.h>

#include "register/signatures/examine.h"
#include "support.h"

using namespace atalaya;
namespace sig = reg::signatures;

namespace {

constexpr std::string_view anchor = R"(-----BEGIN CERTIFICATE-----
MIIB4zCCAYigAwIBAgICEAEwCgYIKoZIzj0EAwIwVzELMAkGA1UEBhMCVVkxIDAe
BgNVBAoMF01pbmlzdGVyaW8gZGUgRWNvbm9tw61hMRcwFQYDVQQFEw5QTk9VWS0x
MjM0NTY3ODENMAsGA1UEAwwEUm9vdDAgFw0yNTAxMDEwMDAwMDBaGA8yMTI1MDEw
MTAwMDAwMFowVzELMAkGA1UEBhMCVVkxIDAeBgNVBAoMF01pbmlzdGVyaW8gZGUg
RWNvbm9tw61hMRcwFQYDVQQFEw5QTk9VWS0xMjM0NTY3ODENMAsGA1UEAwwEUm9v
dDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABBd2XF2P+CGeI9S9Jn26I3lz/Lrz
uXMOrWV1NWfStWvtUw7cYG9bLK2XcmbnLNY1ICZlrybXXsb+a1I5cRRgnnGjQjBA
MA8GA1UdEwEB/wQFMAMBAf8wDgYDVR0PAQH/BAQDAgEGMB0GA1UdDgQWBBSIVXQy
WzhcAW78EeLzFtd/3USBNjAKBggqhkjOPQQDAgNJADBGAiEA+i4AOD5SMAeIMawC
69zp4crOxiEn2KJTKrxyDC2Kn6MCIQCM6aikF5q/EVNczT2vEhlwTdRev1Eln6ip
O1abCZDVig==
-----END CERTIFICATE-----
)";
constexpr std::string_view content = R"({"answers":{}})";

const sig::Trust& trust() {
  static const sig::Trust made = [] {
    const auto folder = std::filesystem::temp_directory_path() / ("atalaya-cms-fuzz-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "root.pem") << anchor;
    auto loaded = sig::Trust::load({folder, {}, false});
    std::filesystem::remove_all(folder);
    fuzz::require(loaded.has_value());
    return std::move(*loaded);
  }();
  return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::text_of(data, size);
  const reg::Instant now = reg::parse_instant("2026-11-26T12:00:00.000Z").value();
  const auto verdict = sig::examine(bytes, content, trust(), now);
  if (!verdict) {
    fuzz::check_error(verdict.error());
    return 0;
  }
  fuzz::require(!verdict->signers.empty());
  for (const sig::Signer& signer : verdict->signers) {
    fuzz::require(signer.outcome <= verdict->outcome && signer.fingerprint.size() == 64 && !signer.algorithm.empty());
    for (const std::string* text : {&signer.name, &signer.subject, &signer.issuer, &signer.serial, &signer.algorithm}) {
      fuzz::require(is_utf8(*text) && text->find('\0') == std::string::npos && text->size() <= 600);
    }
    fuzz::require(!signer.signed_at || reg::parse_instant(*signer.signed_at));
    // Nobody but the two of the corpus has a certificate of this anchor.
    if (signer.outcome <= sig::Outcome::Expired) fuzz::require(signer.name.starts_with("Leaf,") || signer.name.starts_with("Other,"));
  }
  // The same bytes over another text are no signature of it.
  const auto other = sig::examine(bytes, "{}", trust(), now);
  fuzz::require(other && other->outcome >= sig::Outcome::Weak);
  return 0;
}
