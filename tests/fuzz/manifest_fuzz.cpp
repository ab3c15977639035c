// libFuzzer: the manifest of a release. What reads is written and reads the same.
#include "release/manifest.h"

#include "support.h"

using namespace atalaya;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto directory = fuzz::folder();
  fuzz::write(directory / manifest_file, fuzz::text_of(data, size));
  const auto manifest = read_manifest(directory);
  if (!manifest) {
    fuzz::check_error(manifest.error());
    return 0;
  }
  // The folder holds nothing, so a manifest that names a file is not that of the folder, and one that names none is.
  const auto verified = verify(directory, *manifest);
  fuzz::require(verified.has_value() == manifest->files.empty());
  const std::string written = write_manifest(*manifest);
  fuzz::write(directory / manifest_file, written);
  const auto again = read_manifest(directory);
  fuzz::require(again.has_value() && write_manifest(*again) == written);
  return 0;
}
