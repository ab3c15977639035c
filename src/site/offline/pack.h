// A copy of a release as one zip: what `serve` offers for download and `atalaya offline` writes.
#pragma once

#include <vector>

#include "site/offline/archive.h"
#include "site/offline/collect.h"

namespace atalaya::site::offline {

/// The files of a copy in the archive's order: README.txt and index.html first, then by name. The same release, program, language, country and options give the
/// same bytes.
[[nodiscard]] Result<std::vector<ArchiveFile>> pack_files(const CopySite& source, const CopyName& name, const std::stop_token& stop = {});

/// What README.txt says, with the line ends and the mark that every editor of texts knows.
[[nodiscard]] std::string read_me(const Presenter& presenter, const CopyName& name);

/// "atalaya-ELAC2022-CHL-es-2026-11-26.1.zip"
[[nodiscard]] std::string download_name(const Release& release, const CopyName& name);

}  // namespace atalaya::site::offline
