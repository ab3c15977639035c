// Whose signatures are believed (`signatures.yaml` of the workspace, beside login.yaml). Without the file, none can be attached.
//
//   anchors: trust/anchors          # a folder of certificates (.pem, .crt, .cer, .der), from this folder; a signature must be traced to one of them
//   revocation: trust/revocation    # a folder of lists (.crl, PEM or DER) and OCSP responses (.ors, .ocsp, DER); may be missing
//   unknown_revocation: refuse      # accept (the default) or refuse: what becomes of a signature of which the files do not say whether it is revoked
#pragma once

#include <filesystem>
#include <optional>

#include "base/error.h"
#include "base/yaml.h"

namespace atalaya::reg::signatures {

struct Configuration {
  std::filesystem::path anchors = {};
  std::filesystem::path revocation = {};  ///< Empty: nothing is known of revocation.
  bool needs_revocation = false;          ///< What is unknown is refused.
};

/// Nothing, and faults with their places, where something is wrong.
[[nodiscard]] std::optional<Configuration> read_configuration(const YamlNode& file, const std::filesystem::path& folder, Faults& faults);
/// Of a folder; nothing where it has no signatures.yaml. Input with all faults.
[[nodiscard]] Result<std::optional<Configuration>> load_configuration(const std::filesystem::path& folder);

}  // namespace atalaya::reg::signatures
