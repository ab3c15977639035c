// A zip whose bytes depend on what is in it and on nothing else.
#pragma once

#include <ctime>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "base/error.h"

namespace atalaya::site::offline {

struct ArchiveFile {
  std::string name;  ///< With '/', relative; ASCII.
  std::shared_ptr<const std::string> bytes;
};

/// Writes the files in their order, each with `time` as its own, and flushes them to the disk. What stood at `path` is gone; where it fails, nothing stands
/// there. Conflict where `stop` asks for an end.
[[nodiscard]] Status write_archive(const std::filesystem::path& path, const std::vector<ArchiveFile>& files, std::time_t time,
                                   const std::stop_token& stop = {});

}  // namespace atalaya::site::offline
